"""CSV files with ACLED's 31 columns, for scripts that read ACLED's data."""

from __future__ import annotations

from calendar import timegm
from datetime import date
from typing import TYPE_CHECKING, Any

from mapper.exports.acled_regions import region_of
from mapper.exports.actors import kind_of
from mapper.exports.csv_table import write_cells
from mapper.exports.events_only import country_name, country_number, events_of, sources_of
from mapper.language.folding import fold

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame

    from mapper.exports.events_only import Cells

COLUMNS: tuple[str, ...] = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
"""ACLED's columns since 2023, in its order."""

_NO_TYPE = ("Strategic developments", "Other")
_DISORDER = {"Protests": "Demonstrations", "Riots": "Demonstrations", "Strategic developments": "Strategic developments"}
_INTER = {"police": 1, "military": 1, "government": 1, "helper": 8, "suspect": 3, "migrant": 7, "people": 7}
_PROTESTERS, _RIOTERS, _UNKNOWN = 6, 5, 0
_DEAD = ("dead", "death", "died", "killed", "fatalit", "muert", "fallecid", "asesinad", "victimas mortales")
_MONTH, _DAY = len("2026-03"), len("2026-03-14")


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write events under ACLED's columns; types that ACLED has none for become its "Other", and the tags keep ours with the status.

    Raises
    ------
    OutputError
        The table holds no events.
    """
    rows = (_row(event) for event, _ in events_of(frame, path, "ACLED's form"))
    write_cells(path, [COLUMNS], ([row[name] for name in COLUMNS] for row in rows))


def _row(event: Cells) -> dict[str, object]:
    kind, sub_kind = (event.get("acled_event_type"), event.get("acled_sub_event_type")) if event.get("acled_event_type") else _NO_TYPE
    day, precision = _when(event)
    inter1, inter2 = _inter(event, "actor1"), _inter(event, "actor2")
    code = event.get("country")
    kept = {name: event.get(f"origin_{name}") for name in COLUMNS}  # what ACLED said itself, if the event came from there
    ours: dict[str, object] = {
        **dict.fromkeys(COLUMNS),
        "event_id_cnty": str(event["event_id"]).removeprefix("acled:"),
        "event_date": day,
        "year": day[:4] if day else None,
        "time_precision": precision,
        "disorder_type": _DISORDER.get(str(kind), "Political violence"),
        "event_type": kind,
        "sub_event_type": sub_kind,
        "actor1": event.get("actor1"),
        "inter1": inter1,
        "actor2": event.get("actor2"),
        "inter2": inter2,
        "interaction": int("".join(map(str, sorted((inter1, inter2), key=lambda number: number or 10)))),
        "civilian_targeting": "Civilian targeting" if kind == "Violence against civilians" else None,
        "iso": country_number(code),
        "region": region_of().get(code or ""),
        "country": country_name(code),
        "admin1": event.get("admin1"),
        "admin2": event.get("admin2"),
        "location": event.get("location"),
        "latitude": event.get("latitude"),
        "longitude": event.get("longitude"),
        "geo_precision": event.get("geo_precision"),
        "source": "; ".join(sources_of(event)),
        "notes": event.get("quote"),
        "fatalities": _fatalities(event),
        "tags": _tags(event),
        "timestamp": _timestamp(event.get("published") or day),
    }
    if event.get("origin") == "ACLED":
        ours |= dict.fromkeys(("inter1", "inter2", "interaction"))
    return ours | {name: value for name, value in kept.items() if value is not None and name != "tags"}


def _when(event: Cells) -> tuple[str | None, int]:
    """Give a day, as ACLED needs one: the first of a month or year, else that of publication, with a precision that says so."""
    told, published = event.get("event_date"), event.get("published")
    if told and len(str(told)) >= _DAY:
        return str(told)[:_DAY], int(event.get("time_precision") or 1)
    text = str(told or published or "")
    if not text:
        return None, 3
    day = text[:_DAY] if len(text) >= _DAY else f"{text}-01" if len(text) == _MONTH else f"{text[:4]}-01-01"
    return day, 3


def _inter(event: Cells, column: str) -> int:
    """Give ACLED's number for a kind of actor; 0 for none and for actors whose kind the words do not tell."""
    if not event.get(column):
        return _UNKNOWN
    kind = kind_of(str(event[column]), event.get("lang"))
    if column == "actor1" and event.get("event_type") == "protest" and kind not in ("police", "military", "government"):
        return _RIOTERS if event.get("sub_event_type") == "riot" else _PROTESTERS
    return _INTER.get(kind or "", _UNKNOWN)


def _fatalities(event: Cells) -> int:
    unit = fold(str(event.get("count_unit") or ""))
    counts_dead = unit.startswith(_DEAD) or event.get("sub_event_type") == "death_on_route"
    number = event.get("count_min") if event.get("count_min") is not None else event.get("count_max")
    return int(number) if counts_dead and number is not None and event.get("status") in ("reported", "ongoing") else 0


def _tags(event: Cells) -> str:
    sub = event.get("sub_event_type")
    said: list[Any] = [f"border event: {event['event_type']}{f'/{sub}' if sub else ''}", f"status: {event.get('status')}"]
    said += [f"our match: {event.get('acled_match') or 'none'}"]
    said += ["background"] if event.get("is_background") else []
    return "; ".join(said)


def _timestamp(day: object) -> int | None:
    """Give the start of a day as ACLED writes moments: seconds since 1970."""
    try:
        return timegm(date.fromisoformat(str(day)[:_DAY]).timetuple())
    except ValueError:
        return None
