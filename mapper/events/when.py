"""When an event happened: the time told in its clause, its sentence or just before, else the publication date of a fresh report."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mapper.language.dates import find_times
from mapper.records import When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.events.scene import Scene
    from mapper.language.dates import TimeExpression
    from mapper.records import Article

_FRESH = frozenset(("reported", "ongoing", "attempted", "prevented", "denied", "alleged"))
_CARRIES = frozenset(("reported", "attempted", "prevented"))
_OLD_DAYS = 75  # before publication: retold, not reported
_CARRY = 320  # characters back to a date of the same paragraph
_FAR = 200  # characters
_DATELINE = re.compile(r"\s*(?:\([^)]{2,20}\)\s*)?\.?\s*[-\u2013\u2014]")
_BETWEEN = frozenset(("preposition", "determiner"))
_TELLING = frozenset(("announce", "declare", "promise", "say", "threaten"))
_PAST = frozenset(("past", "pret", "part"))
_MONTH = 7  # length of YYYY-MM


class Told(NamedTuple):
    """The clause that tells an event, ``text[start:end]``, and where its trigger stands."""

    start: int
    end: int
    trigger: int


class Times(NamedTuple):
    """All times that an article tells, in its order, and its publication date."""

    found: Sequence[TimeExpression]
    published: str | None
    text: str

    def any_in(self, start: int, end: int) -> bool:
        """Whether a time is told in ``text[start:end]``."""
        return any(start <= time.start < end for time in self.found)

    def of(self, scene: Scene, span: Told, status: str, next_scene: Scene | None = None) -> tuple[When, bool]:
        """Return the time of an event told in a clause, and whether it is an old story retold."""
        sentence = scene.sentence
        inside = [time for time in self.found if sentence.start <= time.start < sentence.end and time.of_event is None]
        own = [time for time in inside if span.start <= time.start < span.end] or inside
        told = [time for time in own if time.when.start and not self._is_ahead(time.when, status)] or [
            time for time in own if not time.when.start
        ]
        is_background = any(time.is_past_background for time in own) or self._cued(scene, span.start, span.end)
        if told:
            best = min(told, key=lambda time: self._distance(time, span.trigger, status))
            when = best.reading(future=status == "announced" and not _is_time_of_telling(best, scene))
            return when, is_background or self._is_old(when, status)
        carried = self._carried(sentence.start, status) or (self._ahead(next_scene) if next_scene is not None else None)
        if carried is not None:
            return carried.when, is_background or carried.is_past_background or self._is_old(carried.when, status)
        if self.published and status in _FRESH and not is_background:
            day = len(self.published) > _MONTH
            return When(start=self.published, end=self.published, precision=1 if day else 3, basis="publication"), False
        return When(), is_background

    def _distance(self, time: TimeExpression, trigger: int, status: str) -> float:
        """Return how far a time stands from a trigger; the date of a dateline and the ends of other things stand farther."""
        away: float = min(abs(time.start - trigger), abs(time.end - trigger))
        away += _FAR * (time.relation in ("until", "before")) + _FAR / 4 * (time.relation in ("since", "after") and status != "ongoing")
        away += 2 * _FAR * bool(_DATELINE.match(self.text, time.end) and self.text.rfind("\n", 0, time.start) < 0 and time.start < _FAR)
        return away + _FAR / 2 * ((time.when.precision or 0) > 2)  # noqa: PLR2004 - a month or a year

    def comes_later(self, span: Told) -> bool:
        """Whether the clause names a time after publication, and only such: "another 60 policemen arrive tomorrow"."""
        own = [time for time in self.found if span.start <= time.start < span.end and time.of_event is None and time.when.start]
        return bool(own) and all(self._is_ahead(time.when, "reported") and time.relation in ("on", "since") for time in own)

    def _cued(self, scene: Scene, start: int, end: int) -> bool:
        return any("past_cue" in unit.words for unit in scene.units if start <= unit.start < end)

    def _ahead(self, scene: Scene) -> TimeExpression | None:
        """Return the time that the next sentence adds, if it speaks of the same thing: "The announcement, made on Friday, ..."."""
        if not any("reference" in unit.words for unit in scene.units[:3]):
            return None
        sentence = scene.sentence
        return next((time for time in self.found if sentence.start <= time.start < sentence.end), None)

    def _is_ahead(self, when: When, status: str) -> bool:
        """Whether a time lies after publication although the event is told as having happened."""
        return (
            status != "announced"
            and self.published is not None
            and when.start is not None
            and when.start[: len(self.published)] > self.published
        )

    def _carried(self, before: int, status: str) -> TimeExpression | None:
        if status not in _CARRIES:
            return None
        near = [
            time
            for time in self.found
            if before - _CARRY <= time.start < before
            and time.when.start
            and not time.is_past_background
            and not self._is_ahead(time.when, status)
        ]
        if not near or "\n" in self.text[near[-1].end : before]:
            return None
        return near[-1]

    def _is_old(self, when: When, status: str) -> bool:
        if self.published is None or when.start is None or status == "announced":
            return False
        if when.start.endswith("-01") and (when.end or "").endswith("-12") and when.start < self.published[:4]:
            return True  # a whole year gone by
        return (_day(self.published, last=True) - _day(when.end or when.start, last=True)).days > _OLD_DAYS


def _is_time_of_telling(time: TimeExpression, scene: Scene) -> bool:
    """Whether a time stands right after a past verb of announcing: "announced on Friday" dates the announcement, not the plan."""
    before = [unit for unit in scene.units if unit.end <= time.start]
    while before and before[-1].words & _BETWEEN:
        before.pop()
    return bool(before) and bool(before[-1].verbs & _TELLING) and bool(before[-1].forms & _PAST)


def _day(text: str, *, last: bool) -> date:
    """Return the day that a date names; of a month or year its last or first."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    if not month:
        return date(int(year), 12 if last else 1, 28)
    return date(int(year), int(month), int(day) if day else 28 if last else 1)


def read_times(article: Article, lang: str) -> Times:
    """Find all times of an article, once."""
    return Times(find_times(article.text, lang, article.published), article.published, article.text)
