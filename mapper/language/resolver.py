"""What a pattern of time words found, turned into a moment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mapper.language import moments
from mapper.language.moments import Moment, Published

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from mapper.language.time_words import TimeWords

_WEEKS = {"last": -1, "this": 0, "next": 1}


def flat(words: str) -> str:
    """Join words with single blanks."""
    return " ".join(words.split())


class Resolver:
    """Turns what a pattern found into a moment."""

    def __init__(self, words: TimeWords, published: Published, anchor: date | None, groups: dict[str, str | None]) -> None:
        self.words = words
        self.published = published
        self.anchor = anchor
        self.groups = groups

    def moment(self) -> Moment | None:
        """Resolve by the most telling group that matched."""
        groups = self.groups
        for group, resolve in _BY_GROUP:
            if groups.get(group) is not None:
                return resolve(self)
        return None

    def _word(self, group: str) -> str:
        return flat(self.groups.get(group) or "")

    def number(self, group: str) -> int | None:
        """Read a group of digits or a number word."""
        word = self._word(group)
        return int(word) if word.isdecimal() else self.words.numbers.get(word)

    def _direction(self) -> moments.Direction | None:
        return self.words.directions.get(self._word("mod"))

    def _steps(self) -> int:
        return {"past": -1, "next": 1}.get(self._direction() or "this", 0)

    def _year(self) -> int | None:
        """Give the year stated, in full, in two digits or relative to publication."""
        stated = self._word("y")
        if stated:
            return int(stated) + (0 if len(stated) > 2 else 2000 if int(stated) < 70 else 1900)  # noqa: PLR2004
        relative = self._word("ry")
        if not relative or self.published.year is None:
            return None
        step = -1 if "pasado" in relative or relative == "last" else 1 if "proximo" in relative or relative == "next" else 0
        return self.published.year + step

    def from_anchor(self, days: int) -> Moment | None:
        """Count days from the last day that the text has named; None before it has."""
        if self.anchor is None:
            return None
        return Moment(moments.day_when(self.anchor + timedelta(days=days), "relative"))

    def _offset(self) -> Moment:
        return self.published.on(self.words.offsets[self._word("rel")])

    def _same(self) -> Moment | None:
        return self.from_anchor(0)

    def _neighbour(self) -> Moment | None:
        return self.from_anchor(1 if self._word("neighbour") == "siguiente" else -1)

    def _iso(self) -> Moment | None:
        day = moments.valid_day(int(self._word("y")), int(self._word("m")), int(self._word("d1")))
        return Moment(moments.day_when(day, "stated")) if day and day.year else None

    def _numeric(self) -> Moment | None:
        """Read day/month/year; month/day/year only where nothing else is possible and the language allows it."""
        first, second, year = int(self._word("a")), int(self._word("b")), self._year()
        if self.words.months_are_capital and self._word("sep") != ".":
            if second > 12 >= first:  # noqa: PLR2004 - months
                first, second = second, first
            elif first <= 12 and first != second:  # noqa: PLR2004
                return None
        day = moments.valid_day(year or 1, second, first)
        return Moment(moments.day_when(day, "stated")) if day else None

    def _decade(self) -> Moment | None:
        year = int(self._word("y"))
        return Moment(moments.years_when(year, year + 9, "stated")) if year % 10 == 0 else None

    def _day_month(self) -> Moment | None:
        first = 1 if self._word("d1") == "primero" else int(self._word("d1"))
        last = int(self._word("d2")) if self._word("d2") else first
        return moments.day_of_month(self.published, self.words.months[self._word("mo")], (first, last), self._year())

    def _day_this_month(self) -> Moment | None:
        day = int(self._word("dn0"))
        return moments.day_of_month(self.published, self.words.months[self._word("mo")], (day, day), None)

    def _weekday(self) -> Moment | None:
        index = self.words.weekdays[self._word("wd")]
        week = self._word("week")
        if week:
            steps = -1 if "pasada" in week else 1 if "proxima" in week else _WEEKS.get(week, 0)
            return moments.weekday_of_week(self.published, index, steps)
        if self.groups.get("dn"):
            return moments.weekday_with_number(self.published, index, int(self._word("dn")))
        direction = self._direction()
        return moments.weekday(self.published, index, None if direction == "this" else direction)

    def _day_number(self) -> Moment | None:
        return moments.day_number(self.published, int(self._word("dn")))

    def _part(self) -> Moment | None:
        part = self.words.parts.get(self._word("part"))
        if part is None:
            return None
        if self.groups.get("mo"):
            return moments.named_month(self.published, self.words.months[self._word("mo")], self._year(), None, part)
        if self.published.year is None or self.published.month is None:
            return Moment(moments.UNKNOWN)
        year, month = divmod(self.published.year * 12 + self.published.month - 1 + self._steps(), 12)
        return Moment(moments.part_of_month(year, month + 1, part, "relative"))

    def _month(self) -> Moment | None:
        return moments.named_month(self.published, self.words.months[self._word("mo")], self._year(), self._direction(), None)

    def _years(self) -> Moment | None:
        first = int(self._word("y"))
        second = self._word("y2")
        last = first if not second else int(second) if len(second) > 2 else first // 100 * 100 + int(second)  # noqa: PLR2004
        return Moment(moments.years_when(first, last, "stated")) if first <= last else None

    def _span(self) -> Moment | None:
        return moments.recent(self.published, self.words.units[self._word("span")], self.number("n"))

    def _hace(self) -> Moment | None:
        return moments.ago(self.published, self.words.units[self._word("hace")], self.number("n"))

    def _unit(self) -> Moment | None:
        return moments.unit_from_now(self.published, self.words.units[self._word("unit")], self._steps())

    def _year_end(self) -> Moment | None:
        if self.published.year is None:
            return Moment(moments.UNKNOWN)
        return Moment(moments.month_when(self.published.year, 12, "relative"))


# The order decides: a weekday with its date is resolved by the date, a part of a month before the month.
_BY_GROUP: tuple[tuple[str, Callable[[Resolver], Moment | None]], ...] = (
    ("rel", Resolver._offset),  # noqa: SLF001 - the class's own table
    ("same", Resolver._same),  # noqa: SLF001 - the class's own table
    ("neighbour", Resolver._neighbour),  # noqa: SLF001 - the class's own table
    ("m", Resolver._iso),  # noqa: SLF001 - the class's own table
    ("a", Resolver._numeric),  # noqa: SLF001 - the class's own table
    ("decade", Resolver._decade),  # noqa: SLF001 - the class's own table
    ("dn0", Resolver._day_this_month),  # noqa: SLF001 - the class's own table
    ("d1", Resolver._day_month),  # noqa: SLF001 - the class's own table
    ("part", Resolver._part),  # noqa: SLF001 - the class's own table
    ("mo", Resolver._month),  # noqa: SLF001 - the class's own table
    ("wd", Resolver._weekday),  # noqa: SLF001 - the class's own table
    ("dn", Resolver._day_number),  # noqa: SLF001 - the class's own table
    ("span", Resolver._span),  # noqa: SLF001 - the class's own table
    ("hace", Resolver._hace),  # noqa: SLF001 - the class's own table
    ("unit", Resolver._unit),  # noqa: SLF001 - the class's own table
    ("yearend", Resolver._year_end),  # noqa: SLF001 - the class's own table
    ("y", Resolver._years),  # noqa: SLF001 - the class's own table
)
