"""When: the times that a news text names, resolved against its publication date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mapper.language import moments
from mapper.language.moments import Moment, Published
from mapper.language.pieces import FoldedText, folded_text
from mapper.language.resolver import Resolver, flat
from mapper.language.time_words import DIGITS, TIME_WORDS, Relation, TimeWords
from mapper.records import When

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

BACKGROUND_DAYS = 60
"""A time that ended more than so many days before publication tells of earlier episodes."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_EVENT_NOUNS = _words(
    """
    election elections runoff ballot vote voting referendum polls poll treaty war ruling judgment judgement census constitution convention
    accord coup plebiscite eleccion elecciones comicios balotaje vuelta plebiscito tratado guerra censo golpe constitucion convenio fallo
    referendo
    """
)
_BETWEEN_NOUN_AND_DATE = _words("of on in for the de del el la en para ( - s")
_STRONG_YEAR_OPENERS = _words("in since during until en desde durante hasta ano anos el del")
_ARTICLES = _words("el la los las the del al de lo que last this pasado a")


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeExpression:
    """
    A time as worded: ``text`` from ``start`` to ``end`` (exclusive) of the article.

    ``when`` reads it as a report would, ``ahead`` as an announcement would where that differs ("on Friday"). ``relation`` says whether the
    event is on that time or since, until, before or after it. ``of_event`` is the folded noun whose date it is ("election"), if any.
    ``is_past_background``: it ended more than `BACKGROUND_DAYS` before publication, and nothing says that the event goes on since then.
    """

    text: str
    start: int
    end: int
    when: When
    is_past_background: bool = False
    ahead: When | None = None
    relation: Relation = "on"
    of_event: str | None = None

    def reading(self, *, future: bool) -> When:
        """Give the time meant in a clause about the future, or else about past or present."""
        return self.ahead if future and self.ahead is not None else self.when


class _Hit(NamedTuple):
    """A resolved stretch of folded text."""

    start: int
    end: int
    moment: Moment


def find_times(text: str, lang: str, published: str | None) -> tuple[TimeExpression, ...]:
    """
    Find the times that a text names and resolve them against its publication date (``YYYY-MM-DD``, ``YYYY-MM`` or None).

    "On Friday" in an article of a Friday is that Friday, "last Friday" the one before. Without a publication date a weekday gives
    ``When(basis="none")``: a time is meant, but not known. Durations, countdowns, ages and times of day are not times in this sense.
    ``lang`` "es" reads Spanish words, any other English ones.

    Examples
    --------
    >>> found = find_times("Police closed the road on Friday, and since 4 January nobody has crossed.", "en", "2025-01-11")
    >>> [(time.text, time.when.start, time.relation) for time in found]
    [('Friday', '2025-01-10', 'on'), ('4 January', '2025-01-04', 'since')]
    """
    return _Finder(text, lang, published).find()


class _Finder:
    """One pass over the pieces of a text."""

    def __init__(self, text: str, lang: str, published: str | None) -> None:
        self.words: TimeWords = TIME_WORDS.get(lang, TIME_WORDS["en"])
        self.published = Published.parse(published)
        self.text = folded_text(text)
        self.anchor: date | None = None

    def find(self) -> tuple[TimeExpression, ...]:
        hits = list(self._hits())
        found: list[TimeExpression] = []
        is_whole = True  # a range takes no third end
        for at, hit in enumerate(hits):
            joined = None if is_whole else self._joined(found[-1], hits[at - 1], hit)
            if joined is not None:
                found[-1] = joined
            else:
                found.append(self._expression(hit))
            is_whole = joined is not None
        return tuple(found)

    def _hits(self) -> Iterator[_Hit]:
        words, text = self.words, self.text
        end = 0
        for at, piece in enumerate(text.pieces):
            word = piece.word
            if piece.start < end:
                continue
            hit = None
            if word[0].isdecimal():
                word = DIGITS
            if word in words.patterns:
                hit = self._try(word, at)
            if hit is None and word in words.behind:
                hit = self._behind(word, at, end)
            if hit is not None:
                end = hit.end
                self._remember(hit)
                yield hit

    def _remember(self, hit: _Hit) -> None:
        when = hit.moment.when
        if when.precision == 1 and when.start is not None and len(when.start) == 10:  # noqa: PLR2004 - a whole date
            self.anchor = date.fromisoformat(when.start)

    def _try(self, trigger: str, at: int) -> _Hit | None:
        start = self.text.pieces[at].start
        for pattern in self.words.patterns[trigger]:
            match = pattern.match(self.text.folded, start)
            if match is not None and self._is_spelt_as_time(match, at):
                moment = Resolver(self.words, self.published, self.anchor, match.groupdict()).moment()
                if moment is not None:
                    return _Hit(start, match.end(), moment)
        return None

    def _behind(self, trigger: str, at: int, done: int) -> _Hit | None:
        """Read "three days ago", "un día antes" backwards from its last word."""
        pattern, sign = self.words.behind[trigger]
        piece = self.text.pieces[at]
        match = pattern.search(self.text.folded, max(done, piece.start - 40), piece.start)
        if match is None:
            return None
        groups = match.groupdict()
        resolver = Resolver(self.words, self.published, self.anchor, groups)
        if trigger in ("ago", "atras"):
            moment: Moment | None = moments.ago(self.published, self.words.units[flat(groups["unit"])], resolver.number("n"))
        else:
            moment = resolver.from_anchor(sign * (resolver.number("n") or 1))
        return _Hit(match.start(), piece.end, moment) if moment is not None else None

    def _is_spelt_as_time(self, match: re.Match[str], at: int) -> bool:
        """Tell months and weekdays from verbs, people and streets, and years from other numbers."""
        groups = match.groupdict()
        before = self.text.pieces[at - 1].word if at else ""
        if groups.get("rel"):
            is_name = at > 0 and self.text.is_capital(match.start()) and self.text.is_capital(self.text.pieces[at - 1].start)
            return not (is_name and self.text.pieces[at - 1].word.isalpha())  # the paper "Isles Today"
        name = next((group for group in ("mo", "wd") if groups.get(group)), None)
        if name is None:
            return self._is_year(match, at, before) if groups.get("y") and not groups.get("d1") and not groups.get("a") else True
        is_capital = self.text.is_capital(match.start(name))
        is_alone = name == "mo" and not any(groups.get(group) for group in ("d1", "y", "ry", "mod", "part", "month", "dn0"))
        if self.words.months_are_capital:
            is_range = before in self.words.links and at > 1 and self.text.pieces[at - 2].word in self.words.months
            return (is_capital or name == "wd") and (not is_alone or before in self.words.month_openers or is_range)
        if not is_capital or groups.get("y") or self.text.is_capital(match.start(name) + 1):
            return before != "los" or name == "mo" or bool(groups.get("dn"))  # "los lunes" is every Monday
        return not is_alone and (before in _ARTICLES or not before.isalpha())  # not "plaza 2 de Mayo", "Santo Domingo"

    def _is_year(self, match: re.Match[str], at: int, before: str) -> bool:
        if not (before in self.words.year_openers or before == "(" or match.groupdict().get("y2") or self.text.pieces[at].word == "va"):
            return False
        following = self.text.pieces[at + 1].word if at + 1 < len(self.text.pieces) else ""
        is_count = following.isalpha() and following.endswith("s") and len(following) > 3  # noqa: PLR2004 - "is", "los"
        return before in _STRONG_YEAR_OPENERS or not is_count

    def _expression(self, hit: _Hit) -> TimeExpression:
        start, end = self.text.source_span(hit.start, hit.end)
        when, ahead = hit.moment
        opener = self._opener(hit.start)
        is_near = ahead is not None and self._is_near(ahead)
        if ahead is not None and is_near and opener in self.words.deadlines and when.precision != 1:
            when = ahead  # "scheduled for June" in May
        relation = self.words.relations.get(opener, "on")
        return TimeExpression(
            text=self.text.text[start:end],
            start=start,
            end=end,
            when=when,
            ahead=ahead if ahead != when else None,
            is_past_background=relation != "since" and not is_near and self._is_background(when),
            relation=relation,
            of_event=self._of_event(hit),
        )

    def _is_near(self, when: When) -> bool:
        """Say whether a time begins within `moments.SOON` days after publication."""
        today = self.published.last_day()
        return today is not None and when.start is not None and when.start <= (today + timedelta(days=moments.SOON)).isoformat()

    def _is_background(self, when: When) -> bool:
        today = self.published.last_day()
        if when.end is None or today is None:
            return False
        return when.end < (today - timedelta(days=BACKGROUND_DAYS)).isoformat()[: len(when.end)]

    def _words_before(self, start: int, number: int) -> list[str]:
        return [piece.word for piece in FoldedText(self.text.folded[max(0, start - 40) : start]).pieces[-number:]]

    def _opener(self, start: int) -> str:
        """Give the preposition before a time, past articles."""
        return next((word for word in reversed(self._words_before(start, 4)) if word not in _ARTICLES), "")

    def _of_event(self, hit: _Hit) -> str | None:
        """Find the noun whose date it is: "the December 14 run-off", "elecciones del 14 de diciembre"."""
        following = self.text.folded[hit.end : hit.end + 40].replace("run-off", "runoff")
        for piece in FoldedText(following).pieces[:3]:
            if piece.word in _EVENT_NOUNS:
                return piece.word
            if not piece.word.isalpha() or piece.word in ("the", "a", "el", "la", "in", "en", "and", "y", "to", "de", "del"):
                break
        for word in reversed(self._words_before(hit.start, 6)):
            if word in _EVENT_NOUNS:
                return word
            if word not in _BETWEEN_NOUN_AND_DATE:
                break
        return None

    def _joined(self, previous: TimeExpression, before: _Hit, hit: _Hit) -> TimeExpression | None:
        """Join the ends of a range: "between Saturday and Thursday", "28 November - 3 December"."""
        between = FoldedText(self.text.folded[before.end : hit.start]).pieces
        link = [piece.word for piece in between if piece.word not in ("el", "la", "the")]
        if len(link) != 1 or link[0] not in self.words.links:
            return None
        opener = self._words_before(before.start, 2)
        if link[0] not in self.words.ranges and not any(word in self.words.openers for word in opener):
            return None
        first, last = previous.when, hit.moment.when
        if first.start is None or last.end is None or len(first.start) != len(last.end):
            return None
        if first.start > last.end and first.basis == "relative" and first.precision == 1 and len(first.start) == 10:  # noqa: PLR2004
            earlier = date.fromisoformat(first.start) - timedelta(days=7)
            first = replace(first, start=earlier.isoformat())
        if first.start is None or first.start > last.end:
            return None
        when = When(start=first.start, end=last.end, precision=3 if len(last.end) < 10 else 2, basis=last.basis)  # noqa: PLR2004
        end = self.text.source_span(hit.start, hit.end)[1]
        wording = self.text.text[previous.start : end]
        return replace(
            previous, text=wording, end=end, when=when, ahead=None, relation="on", is_past_background=self._is_background(when)
        )
