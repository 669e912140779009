"""What changed is merged anew around its days, and gives what merging everything gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.layers.frames import events_frame
from mapper.merge import merge
from mapper.pipeline import run
from mapper.store import Correction, add, correct, events_table, open_store, refresh, refreshing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mapper.pipeline import Tools
    from mapper.records import Article, Event
    from mapper.store import Report, Store

FIRST = date(2025, 1, 1)
TEXTS = (
    "About {n} people crossed from Chile into Peru at Santa Rosa on {day}.",
    "Police detained {n} people in Tacna on {day}.",
    "Peru closed the border with Chile at Santa Rosa on {day}.",
)
SPAN = 400


def article_of(told: Callable[..., Article], number: int, day: int) -> Article:
    """Make an article that tells one thing of a day; every third day is told twice."""
    when = FIRST + timedelta(days=day)
    text = TEXTS[number % len(TEXTS)].format(n=20 + day % 50, day=f"{when.day} {when:%B %Y}")
    return told(f"a{number}-{day}", text, published=(when + timedelta(days=1)).isoformat())


@pytest.fixture(scope="module")
def history(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of more than a year without a gap in which nothing is told, and its articles."""
    path = tmp_path_factory.mktemp("history") / "year.gpkg"
    store = open_store(path, create=True)
    add(store, year(), tools)
    refresh(store)
    store.close()
    return path


def year() -> list[Article]:
    from mapper.records import Article

    def told(article_id: str, text: str, published: str) -> Article:
        return Article(article_id=article_id, text=text, lang="en", published=published, source=f"Wire {article_id}")

    return [article_of(told, number, day) for day in range(0, SPAN, 7) for number in range(3)]


@pytest.fixture
def opened(history: Path, tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "year.gpkg").write_bytes(history.read_bytes())
    store = open_store(tmp_path / "year.gpkg")
    yield store
    store.close()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """List the reports that are read to be merged anew."""
    seen: list[Event] = []
    remembered = refreshing._remembered  # noqa: SLF001 - to watch it

    def watched(*words: object) -> Iterator[Event]:
        for event in remembered(*words):  # type: ignore[arg-type]
            seen.append(event)
            yield event

    monkeypatch.setattr(refreshing, "_remembered", watched)
    return seen


def all_at_once(articles: list[Article], tools: Tools) -> list[str]:
    return sorted(events_frame(merge([event for result in run(articles, tools) for event in result.events]))["event_id"])


def test_a_new_report_reads_only_what_is_near(opened: Store, read: list[Event], told: Callable[..., Article], tools: Tools) -> None:
    add(opened, [article_of(told, 10, 210)], tools)
    refresh(opened)
    assert 0 < len(read) < opened.counts().reports / 2


def test_what_is_merged_around_a_change_is_what_merging_all_gives(opened: Store, told: Callable[..., Article], tools: Tools) -> None:
    more = [article_of(told, 10, 210), article_of(told, 11, 30)]
    add(opened, more, tools)
    assert sorted(events_table(opened)["event_id"]) == all_at_once([*year(), *more], tools)


def test_an_article_that_loses_its_event_takes_it_away(opened: Store, another: Callable[[Article, str], Article], tools: Tools) -> None:
    quiet = another(year()[60], "The market in Lima was quiet.")
    add(opened, [quiet], tools)
    expected = all_at_once([each for each in year() if each.article_id != quiet.article_id], tools)
    assert sorted(events_table(opened)["event_id"]) == expected


def test_a_dropped_event_stays_dropped_when_something_comes_near(
    opened: Store, read: list[Event], told: Callable[..., Article], tools: Tools
) -> None:
    event_id = events_table(opened)["event_id"].iloc[40]
    correct(opened, [Correction(event_id=event_id, action="drop", made_by="A", made_on="2026-03-20")])
    refresh(opened)
    read.clear()
    add(opened, [article_of(told, 10, 100)], tools)
    assert event_id not in set(events_table(opened)["event_id"])
    assert len(read) < opened.counts().reports / 2


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(0, SPAN), min_size=1, max_size=4))
def test_every_report_is_in_exactly_one_event(opened: Store, told: Callable[..., Article], tools: Tools, days: list[int]) -> None:
    add(opened, [article_of(told, 20 + number, day) for number, day in enumerate(days)], tools)
    refresh(opened)
    owned = [name for members in opened.members(0, 10**7).values() for name in members]
    reports = {report.event.event_id for report in reports_of(opened)}
    assert (len(owned), set(owned)) == (len(reports), reports)


def reports_of(store: Store) -> Iterator[Report]:
    return store.reports(0, 10**7)
