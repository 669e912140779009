"""Say in one sentence, in both languages, what a table of events holds."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapper.maps._names import place_names
from mapper.maps.style import LANGUAGES, WORDS, label
from mapper.records import STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geopandas import GeoDataFrame
    from pandas import Series

__all__ = ["format_day", "is_background", "iso_day", "off_map", "summary"]

_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}
_DECEMBER = 12
_MOST_LETTERS = 48
_POINTS = {"en": ",", "es": "."}


def format_day(day: str, lang: str) -> str:
    """Write an ISO day, month or year as a reader of ``lang`` would.

    >>> format_day("2025-11-28", "en"), format_day("2025-11", "es")
    ('28 Nov 2025', 'nov 2025')
    """
    year, *rest = day.split("-")
    if not rest:
        return year
    month = _MONTHS[lang][int(rest[0]) - 1]
    return " ".join([*(str(int(number)) for number in rest[1:]), month, year])


def iso_day(value: object) -> str | None:
    """Return the day, month or year that a value of a date column names, ISO 8601; None if it names none.

    >>> iso_day("2025-11-28T10:00"), iso_day("2025-13"), iso_day("soon")
    ('2025-11-28', None, None)
    """
    found = re.match(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?![\d-])", str(value))
    return "-".join(part for part in found.groups() if part) if found else None


def summary(events: GeoDataFrame) -> dict[str, str]:
    """Describe events: how many, when, from how many articles, how many of each status, how many of background, by language.

    Examples
    --------
    >>> import geopandas
    >>> rows = {"event_type": ["emergency"], "status": ["announced"], "event_date": ["2025-11-28"], "article_id": ["a"]}
    >>> summary(geopandas.GeoDataFrame(rows, geometry=[None], crs=4326))["en"]
    '1 event, 28 Nov 2025, from 1 article; 1 announced'
    """
    facts = _Facts.of(events)
    return {lang: _sentence(facts, lang) for lang in LANGUAGES}


def off_map(events: GeoDataFrame, lang: str, *, fits: Callable[[str], bool]) -> str:
    """Name events that have no mark: type, status and place of each, as many as fit on a line, and how many more.

    ``fits`` tells whether a line is short enough.
    """
    rows = events.to_dict("records")
    counts = Counter(_named(rows, lang))
    entries = [f"{text} \N{MULTIPLICATION SIGN}{_number(count, lang)}" if count > 1 else text for text, count in counts.items()]
    start = f"{WORDS[lang]['not_on_map']} ({_number(len(rows), lang)}): "
    for shown in range(len(entries), 0, -1):
        rest = len(rows) - sum(list(counts.values())[:shown])
        line = start + "; ".join([*entries[:shown], *([WORDS[lang]["more"].format(n=_number(rest, lang))] if rest else [])])
        if fits(line):
            return line
    return f"{start}{entries[0][:_MOST_LETTERS]}\N{HORIZONTAL ELLIPSIS}"


def _named(rows: Sequence[dict[str, Any]], lang: str) -> list[str]:
    """Give type, status and place of each event, ours in the reader's language."""
    names, at = place_names({str(row.get("location")) for row in rows}), LANGUAGES.index(lang)
    named = []
    for row in rows:
        said = {key: row[key] for key in ("event_type", "status", "location") if isinstance(row.get(key), str)}
        place = said.pop("location", "")
        where = names[place][at] if place in names else place
        kinds = (label(group, value, lang) for group, value in said.items())
        named.append(" · ".join(part for part in (*kinds, where) if part))
    return named


def is_background(events: GeoDataFrame) -> Series:
    """Tell which events are background, such as history that an article recalls; none where the table does not say."""
    import pandas as pd

    if "is_background" not in events:
        return pd.Series(data=False, index=events.index)
    return events["is_background"].fillna(value=False).astype(bool)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Facts:
    """What the sentence says, whatever the language; ``articles`` is None where the table does not tell."""

    events: int
    background: int
    articles: int | None
    days: tuple[str, ...]
    statuses: dict[str, int]

    @classmethod
    def of(cls, table: GeoDataFrame) -> _Facts:
        events = table[~is_background(table)]
        return cls(
            events=len(events),
            background=len(table) - len(events),
            articles=int(events["article_id"].nunique()) if "article_id" in events else None,
            days=_days(events),
            statuses=events["status"].value_counts().to_dict() if "status" in events else {},
        )


def _days(events: GeoDataFrame) -> tuple[str, ...]:
    """Give the days told, in order; of an event known by its month or year only, that."""
    if "event_date" not in events:
        return ()
    ends = events["event_date_end"] if "event_date_end" in events else events["event_date"]
    told = set(zip(events["event_date"].astype(object), ends.astype(object), strict=True))
    return tuple(sorted({day for first, last in told if (day := _whole(iso_day(first), iso_day(last)))}))


def _whole(first: str | None, last: str | None) -> str | None:
    """Give the year or month that a period is all of, else its first day.

    >>> _whole("2019-01", "2019-12"), _whole("2019-02-01", "2019-02-28"), _whole("2019-01-01", "2019-01-09"), _whole("2019-01-05", None)
    ('2019', '2019-02', '2019-01-01', '2019-01-05')
    """
    if first is None or last is None or first[:4] != last[:4] or not first.endswith(("-01", first[:4])):
        return first
    year, month = int(last[:4]), int(last[5:7] or 12)
    if first[5:7] in ("", "01") and month == _DECEMBER and last[8:] in ("", "31"):
        return first[:4]
    is_month = first[:7] == last[:7] and last[8:] == f"{monthrange(year, month)[1]}"
    return first[:7] if is_month else first


def _sentence(facts: _Facts, lang: str) -> str:
    if not facts.events + facts.background:
        return WORDS[lang]["no_events"]
    parts = [_counted("events", facts.events, lang), _period(facts.days, lang)]
    if facts.articles:
        parts.append(_counted("from_articles", facts.articles, lang))
    said = ", ".join(part for part in parts if part)
    counts = [(status, facts.statuses[status]) for status in STATUSES if status in facts.statuses]
    statuses = ", ".join(f"{_number(count, lang)} {_status(status, count, lang)}" for status, count in counts)
    background = _counted("background", facts.background, lang) if facts.background else ""
    return "; ".join(part for part in (said, statuses, background) if part)


def _counted(key: str, number: int, lang: str) -> str:
    return WORDS[lang][f"{key}_{'one' if number == 1 else 'many'}"].format(n=_number(number, lang))


def _number(number: int, lang: str) -> str:
    return f"{number:,}".replace(",", _POINTS[lang])


def _period(days: Sequence[str], lang: str) -> str:
    if not days:
        return ""
    first, last = format_day(days[0], lang), format_day(days[-1], lang)
    if first == last:
        return first
    return f"{first.removesuffix(f' {days[-1][:4]}')} \N{EN DASH} {last}"


def _status(status: str, number: int, lang: str) -> str:
    """Name a status of a number of events; Spanish participles take the plural."""
    name = label("status", status, lang)
    return f"{name}s" if lang == "es" and number > 1 and " " not in name else name
