"""Measure merging: B-cubed and over-count on annotated stories, reports a second. Run: python tests/benchmarks/bench_merge.py."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "merge")]

from merge_stories import Told, groups_of, keys_of, pair_table, read_stories, score, told_in  # noqa: E402 - after the path is set

from mapper.merge import day_of, merge, merge_in_order  # noqa: E402
from mapper.pipeline import Tools, load_tools, run  # noqa: E402

if TYPE_CHECKING:
    from mapper.records import Event

LEAST_F1, MOST_OVER_COUNT = 0.85, 1.1
YEARS = 2


def main() -> None:
    """Print the tables; exit with 1 if the blind half misses what it must reach."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("halves", nargs="*", default=["tune", "blind"], help="tune, blind or both")
    tools = load_tools()
    reached = True
    for half in parser.parse_args().halves:
        stories = read_stories(half)
        events, keys = read(stories, tools)
        reached &= table(half, stories, events, keys)
        speed(events)
    sys.exit(0 if reached else 1)


def read(stories: tuple[Told, ...], tools: Tools) -> tuple[list[Event], dict[str, str]]:
    """Give the events of all articles, and the annotated happening of those that tell one."""
    events: list[Event] = []
    keys: dict[str, str] = {}
    for told, result in zip(stories, run([told.article for told in stories], tools), strict=True):
        events += result.events
        keys |= keys_of(told, result.events)
    return events, keys


def table(half: str, stories: tuple[Told, ...], events: list[Event], keys: dict[str, str]) -> bool:
    """Print how well a half was merged; say whether it reaches what it must."""
    groups = groups_of(merge(events))
    found = score(keys, groups)
    langs = {event.event_id: event.article.lang for event in events}
    read_once = len({(event.article.article_id, keys[event.event_id]) for event in events if event.event_id in keys})
    sys.stdout.write(
        f"\n{half}: {len(stories)} articles, {found.true_events} happenings in {found.reports} reports"
        f" ({read_once} of {told_in(stories)} tellings were read)\n"
        f"B-cubed precision {found.precision:.3f}, recall {found.recall:.3f}, F1 {found.f1:.3f}; over-count {found.over_count:.3f}\n"
        f"{'pairs':8}{'joined rightly':>16}{'joined wrongly':>16}{'missed':>10}\n"
    )
    for pair, counts in sorted(pair_table(langs, keys, groups).items()):
        sys.stdout.write(f"{pair:8}{counts['right']:>16}{counts['wrong']:>16}{counts['missed']:>10}\n")
    return found.f1 >= LEAST_F1 and found.over_count <= MOST_OVER_COUNT


def speed(events: list[Event]) -> None:
    """Print how many reports a second are merged when the stories repeat week after week, as they come in order."""
    weeks = 52 * YEARS
    repeated = sorted((later(event, week) for week in range(weeks) for event in events), key=day_of)
    started = time.perf_counter()
    count = sum(1 for _ in merge_in_order(repeated))
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{len(repeated):,} reports became {count:,} events: {len(repeated) / seconds:,.0f} reports a second\n")


def later(event: Event, week: int) -> Event:
    """Tell the same some weeks later, in an article of its own."""
    if week == 0:
        return event
    article = replace(event.article, article_id=f"{event.article.article_id}-{week}", published=moved(event.article.published, week))
    when = replace(event.when, start=moved(event.when.start, week), end=moved(event.when.end, week))
    return replace(event, event_id=f"{week}-{event.event_id}", article=article, when=when)


def moved(day: str | None, weeks: int) -> str | None:
    """Move a day by some weeks; a month stays."""
    if day is None or len(day) < len("2026-01-01"):
        return day
    return date.fromordinal(date.fromisoformat(day).toordinal() + 7 * weeks).isoformat()


if __name__ == "__main__":
    main()
