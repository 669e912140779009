"""Read the annotated stories, and score how reports were brought together: B-cubed and over-count, by pair of languages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mapper.records import Event

STORIES = Path(__file__).with_name("stories")
_MARK = re.compile(r"\[([a-z]+):([\w-]+)\] (.*?) \[/\]")
_HEAD = re.compile(r"-- (\S+) \| (\w\w) \| (\S+) \| (.+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """A sentence of an article that tells an event: ``article.text[start:end]``; ``key`` is the happening, its type and its story."""

    event_type: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An article with what it tells."""

    article: Article
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """B-cubed precision and recall over reports, and how many events were found for each true one among them."""

    precision: float
    recall: float
    over_count: float
    reports: int
    true_events: int

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_stories(half: str) -> tuple[Told, ...]:
    """Read ``tune`` or ``blind``."""
    lines = (STORIES / f"{half}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_articles(line for line in lines if line and not line.startswith(("#", "=="))))


def _articles(lines: Iterable[str]) -> Iterator[Told]:
    head: re.Match[str] | None = None
    body: list[str] = []
    for line in lines:
        found = _HEAD.fullmatch(line)
        if found:
            if head:
                yield _told(head, "\n".join(body))
            head, body = found, []
        else:
            body.append(line)
    if head:
        yield _told(head, "\n".join(body))


def _told(head: re.Match[str], marked: str) -> Told:
    text, tellings, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        event_type, story, sentence = mark.groups()
        tellings.append(Telling(event_type=event_type, key=f"{event_type}:{story}", start=len(text), end=len(text) + len(sentence)))
        text += sentence
        at = mark.end()
    name, lang, published, source = head.groups()
    url = f"https://{re.sub('[^a-z]+', '-', source.lower())}.example/{name}"
    article = Article(article_id=name, lang=lang, published=published, source=source, source_url=url, text=text + marked[at:])
    return Told(article=article, tellings=tuple(tellings))


def keys_of(told: Told, events: Iterable[Event]) -> dict[str, str]:
    """Give the happening of each event that was read from a sentence that tells one of its type; other events have none."""
    found = {}
    for event in events:
        for telling in told.tellings:
            at = event.evidence.trigger_start
            if telling.event_type == event.event_type and telling.start <= at < telling.end:
                found[event.event_id] = telling.key
    return found


def told_in(stories: Iterable[Told]) -> int:
    """Count the happenings that articles tell, each once an article."""
    return len({(told.article.article_id, telling.key) for told in stories for telling in told.tellings})


def groups_of(merged: Iterable[Event]) -> list[list[str]]:
    """Give the ids of the reports of each merged event."""
    return [[report.event_id for report in event.reports or (event,)] for event in merged]


def score(keys: Mapping[str, str], groups: Iterable[Sequence[str]]) -> Score:
    """Score groups of event ids against the happenings of the reports; reports of no annotated happening do not count."""
    of = {event_id: n for n, group in enumerate(groups) for event_id in group}
    found: dict[int, list[str]] = defaultdict(list)
    true: dict[str, list[str]] = defaultdict(list)
    for event_id, key in keys.items():
        found[of[event_id]].append(event_id)
        true[key].append(event_id)
    both = {event_id: sum(keys[other] == key for other in found[of[event_id]]) for event_id, key in keys.items()}
    return Score(
        precision=sum(both[event_id] / len(found[of[event_id]]) for event_id in keys) / len(keys),
        recall=sum(both[event_id] / len(true[key]) for event_id, key in keys.items()) / len(keys),
        over_count=len(found) / len(true),
        reports=len(keys),
        true_events=len(true),
    )


def pair_table(langs: Mapping[str, str], keys: Mapping[str, str], groups: Iterable[Sequence[str]]) -> dict[str, Counter[str]]:
    """Count pairs of reports by their languages: joined rightly, joined wrongly, missed."""
    of = {event_id: n for n, group in enumerate(groups) for event_id in group}
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one, other in combinations(sorted(keys), 2):
        same, joined = keys[one] == keys[other], of[one] == of[other]
        if same or joined:
            table["-".join(sorted((langs[one], langs[other])))]["right" if same and joined else "wrong" if joined else "missed"] += 1
    return dict(table)
