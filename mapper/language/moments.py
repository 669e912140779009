"""Calendar arithmetic: from what a text says of a time, and its publication date, to first day, last day and precision."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple

from mapper.records import DateBasis, When

if TYPE_CHECKING:
    from collections.abc import Callable

Direction = Literal["past", "this", "next"]

UNKNOWN = When(basis="none")
"""A time is meant, but the text alone does not say which."""

SOON = 92
"""Days: a date without a year is read as still to come if it is at most this far ahead and its last occurrence lies further back."""

_MONTHS_A_YEAR = 12
_DAYS_A_WEEK = 7


class Moment(NamedTuple):
    """A resolved time: as a report of the past would mean it, and as an announcement would; ``ahead`` None = the same."""

    when: When
    ahead: When | None = None


def day_when(day: date, basis: DateBasis) -> When:
    """Give one day."""
    return When(start=day.isoformat(), end=day.isoformat(), precision=1, basis=basis)


def span_when(first: date, last: date, basis: DateBasis) -> When:
    """Give a span of days: precision 1 for one day, 2 up to a month, else 3."""
    days = (last - first).days
    precision: Literal[1, 2, 3] = 1 if not days else 2 if days < 31 else 3  # noqa: PLR2004 - a month
    return When(start=first.isoformat(), end=last.isoformat(), precision=precision, basis=basis)


def month_when(year: int, month: int, basis: DateBasis) -> When:
    """Give a whole month; ``month`` may run over the year's ends (0 is December of the year before)."""
    year, month = year + (month - 1) // _MONTHS_A_YEAR, (month - 1) % _MONTHS_A_YEAR + 1
    return When(start=f"{year:04}-{month:02}", end=f"{year:04}-{month:02}", precision=3, basis=basis)


def years_when(first: int, last: int, basis: DateBasis) -> When:
    """Give whole years, from January of the first to December of the last."""
    return When(start=f"{first:04}-01", end=f"{last:04}-12", precision=3, basis=basis)


def valid_day(year: int, month: int, day: int) -> date | None:
    """Give the day, None if there is no such day."""
    return date(year, month, day) if 1 <= month <= _MONTHS_A_YEAR and 1 <= day <= monthrange(year, month)[1] else None


def part_of_month(year: int, month: int, part: str, basis: DateBasis) -> When:
    """Give a part of a month: ``early``, ``mid``, ``late``, ``half1``, ``half2``, ``week1`` to ``week4``, ``week5`` (the last)."""
    end = monthrange(year, month)[1]
    bounds = {
        "early": (1, 10), "mid": (11, 20), "late": (21, end), "half1": (1, 15), "half2": (16, end),
        "week1": (1, 7), "week2": (8, 14), "week3": (15, 21), "week4": (22, 28), "week5": (end - 6, end),
    }  # fmt: skip
    first, last = bounds[part]
    return span_when(date(year, month, first), date(year, month, last), basis)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date as far as it is known: the day, or only year and month, or nothing."""

    day: date | None = None
    year: int | None = None
    month: int | None = None

    @classmethod
    def parse(cls, published: str | None) -> Published:
        """Read ``YYYY-MM-DD``, ``YYYY-MM`` or None; what is neither counts as unknown."""
        parts = (published or "")[:10].split("-")
        if len(parts) not in (2, 3) or not all(part.isdecimal() for part in parts) or len(parts[0]) != 4:  # noqa: PLR2004 - year, month, day
            return cls()
        year, month = int(parts[0]), int(parts[1])
        if not (500 <= year <= 9000 and 1 <= month <= _MONTHS_A_YEAR):  # noqa: PLR2004 - years that arithmetic does not leave
            return cls()
        day = valid_day(year, month, int(parts[2])) if len(parts) == 3 else None  # noqa: PLR2004
        return cls(day=day, year=year, month=month)

    def last_day(self) -> date | None:
        """Give the day of publication, or the 28th of its month; None if unknown."""
        return self.day or (date(self.year, self.month, 28) if self.year is not None and self.month is not None else None)

    def month_only(self) -> When:
        """Give the month of publication for what is told relative to an unknown day of it."""
        return month_when(self.year, self.month, "relative") if self.year is not None and self.month is not None else UNKNOWN

    def on(self, offset: int) -> Moment:
        """Give the day so many days from publication."""
        return Moment(day_when(self.day + timedelta(days=offset), "relative") if self.day else self.month_only())

    def span(self, first: int, last: int) -> Moment:
        """Give the days from one offset to another."""
        if self.day is None:
            return Moment(self.month_only())
        return Moment(span_when(self.day + timedelta(days=first), self.day + timedelta(days=last), "relative"))


def weekday(published: Published, index: int, direction: Direction | None) -> Moment:
    """
    Resolve a day of the week, 0 = Monday.

    Without a direction it is the latest such day up to and including publication, or ahead the next one from publication on; ``past`` and
    ``next`` leave the day of publication out.
    """
    if published.day is None:
        return Moment(published.month_only())
    back = (published.day.weekday() - index) % _DAYS_A_WEEK
    forward = (index - published.day.weekday()) % _DAYS_A_WEEK
    if direction == "past":
        return published.on(-(back or _DAYS_A_WEEK))
    if direction == "next":
        return published.on(forward or _DAYS_A_WEEK)
    return Moment(published.on(-back).when, published.on(forward).when)


def weekday_of_week(published: Published, index: int, weeks: int) -> Moment:
    """Resolve "Monday of last week" (``weeks`` -1)."""
    if published.day is None:
        return Moment(published.month_only())
    return published.on(index - published.day.weekday() + _DAYS_A_WEEK * weeks)


def day_of_month(published: Published, month: int, days: tuple[int, int], year: int | None) -> Moment | None:
    """Resolve a day or span of days of a month; without a year the likelier of the last and the next occurrence. None: no such day."""

    def occurrence(at: int) -> When | None:
        first, last = valid_day(at, month, days[0]), valid_day(at, month, days[1])
        return span_when(first, last, "stated") if first and last and first <= last else None

    if year is not None:
        when = occurrence(year)
        return Moment(when) if when else None
    today = published.last_day()
    if today is None:
        return Moment(UNKNOWN) if valid_day(2024, month, days[0]) else None  # a leap year
    return _likelier(today, occurrence, lambda at: valid_day(at, month, days[0]))


def _likelier(today: date, occurrence: Callable[[int], When | None], first_day: Callable[[int], date | None]) -> Moment | None:
    years = range(today.year - 4, today.year + 5)
    past = [at for at in years if (day := first_day(at)) and day <= today]
    future = [at for at in years if (day := first_day(at)) and day > today]
    if not past or not future:
        return None
    back, ahead = first_day(past[-1]), first_day(future[0])
    last, coming = occurrence(past[-1]), occurrence(future[0])
    if back is None or ahead is None or last is None or coming is None:
        return None
    is_soon = (ahead - today).days <= SOON and (today - back).days > SOON
    return Moment(coming if is_soon else last, coming)


def day_number(published: Published, day: int) -> Moment | None:
    """Resolve "the 15th": of the month of publication, or ahead the next one."""
    if published.day is None:
        return Moment(published.month_only()) if 1 <= day <= 31 else None  # noqa: PLR2004
    today = published.day
    months = [divmod(today.year * _MONTHS_A_YEAR + today.month - 1 + step, _MONTHS_A_YEAR) for step in (0, 1, 2)]
    days = [found for year, month in months if (found := valid_day(year, month + 1, day))]
    if not days:
        return None
    ahead = next((found for found in days if found >= today), days[-1])
    return Moment(day_when(days[0], "stated"), day_when(ahead, "stated"))


def weekday_with_number(published: Published, index: int, day: int) -> Moment | None:
    """Resolve "lunes 21", "Saturday 25": the nearest day with that number on that weekday, within half a year."""
    if published.day is None:
        return Moment(published.month_only())
    for distance in range(184):
        for found in (published.day - timedelta(days=distance), published.day + timedelta(days=distance)):
            if found.day == day and found.weekday() == index:
                return Moment(day_when(found, "stated"))
    return None


def month_year(published: Published, month: int, direction: Direction | None) -> tuple[int | None, int | None]:
    """Give the year of a month named without one: as past, and as still to come; None if unknown."""
    if published.year is None or published.month is None:
        return None, None
    year = published.year
    last = year if month <= published.month else year - 1
    coming = year if month >= published.month else year + 1
    if direction == "past":
        return (year if month < published.month else year - 1), None
    if direction == "next":
        return (year if month > published.month else year + 1), None
    return (year, None) if direction == "this" else (last, coming)


def named_month(published: Published, month: int, year: int | None, direction: Direction | None, part: str | None) -> Moment:
    """Resolve a month or a part of it."""

    def build(at: int, basis: DateBasis) -> When:
        return part_of_month(at, month, part, basis) if part else month_when(at, month, basis)

    if year is not None:
        return Moment(build(year, "stated"))
    last, coming = month_year(published, month, direction)
    if last is None:
        return Moment(UNKNOWN)
    basis: DateBasis = "relative" if direction else "stated"
    return Moment(build(last, basis), build(coming, basis) if coming is not None else None)


def unit_from_now(published: Published, unit: str, steps: int) -> Moment:
    """Resolve "last week", "this month", "next year", "this weekend": the whole unit, ``steps`` from that of publication."""
    if published.year is None or published.month is None:
        return Moment(UNKNOWN)
    if unit == "year":
        return Moment(years_when(published.year + steps, published.year + steps, "relative"))
    if unit == "month":
        return Moment(month_when(published.year, published.month + steps, "relative"))
    if published.day is None:
        return Moment(published.month_only())
    monday = -published.day.weekday() + _DAYS_A_WEEK * steps
    if unit == "week":
        return published.span(monday, monday + 6)
    ahead = published.span(monday + 5, monday + 6)
    has_begun = steps or published.day.weekday() >= 5  # noqa: PLR2004 - on a working day "the weekend" is the last, or ahead the next
    return ahead if has_begun else Moment(published.span(monday - 2, monday - 1).when, ahead.when)


_VAGUELY_AGO = {"day": (-_DAYS_A_WEEK, -1), "week": (-28, -_DAYS_A_WEEK), "month": (-180, -30), "year": (-3_650, -730)}


def ago(published: Published, unit: str, number: int | None) -> Moment:
    """Resolve "three days ago" (``number`` None: "days ago"); weeks give the week, months the month, years the year."""
    if unit == "hour":
        return published.on(-((number or 0) // 24))
    if number is None:
        return published.span(*_VAGUELY_AGO[unit])
    if unit == "day":
        return published.on(-number)
    if unit == "year" and number == 1:
        return unit_from_now(published, "month", -_MONTHS_A_YEAR)
    return unit_from_now(published, unit, -min(number, 300))


_RECENT_DAYS = {"hour": 1, "day": 7, "week": 28, "month": 120, "year": 1_095}


def recent(published: Published, unit: str, number: int | None) -> Moment:
    """Resolve "in recent days", "the past 24 hours", "los últimos meses": a span up to publication."""
    lengths = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
    days = _RECENT_DAYS[unit] if number is None else ceil(lengths[unit] * min(number, 300))
    return published.span(-days, 0)
