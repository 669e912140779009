"""The rows of a table of events as plain values, whatever the table holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapper.maps.summary import iso_day

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Who reports an event: all is text from articles, None where it is not told."""

    quote: str | None
    name: str | None
    url: str | None
    title: str | None
    published: str | None
    lang: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An event as a report tells it; ``day`` is an ISO day, month or year, ``last_day`` the end if it is another."""

    kind: str
    status: str
    day: str | None
    last_day: str | None
    place: str | None
    exactness: str | None
    country: str | None
    count: str | None
    is_background: bool
    is_corrected: bool
    n_reports: int
    n_sources: int
    sources: tuple[Source, ...]


def rows_of(events: GeoDataFrame) -> list[Row]:
    """Read a table of events, the earliest first; those without a date come last."""
    names = [name for name in events.columns if name != events.geometry.name]
    columns = {name: events[name].astype(object).where(events[name].notna(), None).tolist() for name in names}
    rows = [_row({name: values[at] for name, values in columns.items()}) for at in range(len(events))]
    return sorted(rows, key=lambda row: (row.day is None, row.day or "", row.place or "", row.kind))


def _row(cells: dict[str, Any]) -> Row:
    day, last = iso_day(cells.get("event_date")), iso_day(cells.get("event_date_end"))
    sources = _sources(cells)
    return Row(
        kind=_text(cells.get("event_type")) or "other",
        status=_text(cells.get("status")) or "reported",
        day=day,
        last_day=last if last != day else None,
        place=_text(cells.get("location")),
        exactness=_text(cells.get("location_type")),
        country=_text(cells.get("country")),
        count=_text(cells.get("count_text")),
        is_background=bool(cells.get("is_background")),
        is_corrected=_text(cells.get("corrected")) not in (None, "False", "false", "0"),
        n_reports=_number(cells.get("n_reports")) or len(sources),
        n_sources=_number(cells.get("n_sources")) or len(sources),
        sources=sources,
    )


def _sources(cells: dict[str, Any]) -> tuple[Source, ...]:
    """Give the reports of a merged event, else the event's own."""
    try:
        listed = json.loads(cells.get("reports") or "[]")
    except (TypeError, ValueError):
        listed = []
    reports = [report for report in listed if isinstance(report, dict)] if isinstance(listed, list) else []
    return tuple(_source(report) for report in reports) or (_source(cells),)


def _source(cells: dict[str, Any]) -> Source:
    return Source(
        quote=_text(cells.get("quote")),
        name=_text(cells.get("source")),
        url=_text(cells.get("source_url")),
        title=_text(cells.get("source_title")),
        published=iso_day(cells.get("published")),
        lang=_text(cells.get("lang")),
    )


def _text(value: object) -> str | None:
    """Give a value as text without control characters; None for nothing."""
    if value is None:
        return None
    return "".join(char if char.isprintable() else " " for char in str(value)).strip() or None


def _number(value: Any) -> int:  # noqa: ANN401 - whatever a table holds
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0
