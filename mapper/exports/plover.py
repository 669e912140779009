"""PLOVER's JSON lines: an event each, with actors, recipients and the text that tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapper.events.codes import codes_for
from mapper.exports.actors import country_of, kind_of
from mapper.exports.events_only import country_name, events_of
from mapper.exports.geojson import dumps

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame

    from mapper.exports.events_only import Cells

_SECTORS = {
    "police": "COP", "military": "MIL", "government": "GOV", "helper": "NGO", "migrant": "REF", "suspect": "CRM", "people": "CVL",
}  # fmt: skip
_FEATURES = {
    "site": "S", "populated_place": "P", "near_place": "P", "route": "R", "zone": "A", "border_segment": "A", "border_line": "A",
    "admin3": "A", "admin2": "A", "admin1": "A", "region": "L", "water": "H", "country": "A",
}  # fmt: skip


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write a JSON object a line; what an event has no code for is an empty list.

    Raises
    ------
    OutputError
        The table holds no events.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{dumps(_record(event))}\n" for event, _ in events_of(frame, path, "PLOVER"))


def _record(event: Cells) -> dict[str, Any]:
    from mapper import __version__

    codes = codes_for(str(event["event_type"]), event.get("sub_event_type"))
    return {
        "id": event.get("event_id"),
        "date": event.get("event_date") or event.get("published"),
        "actor": _actors(event, "actor1"),
        "recipient": _actors(event, "actor2"),
        "event": _listed(event.get("plover_event")),
        "mode": _listed(codes.plover_mode),
        "context": list(codes.plover_context),
        "quad_code": codes.quad_class,
        "event_loc": _place(event),
        "event_text": _listed(event.get("quote")),
        "text_info": {"sequence": 1, "start": event.get("quote_start"), "end": event.get("quote_end")},
        "cite_info": {
            "url": event.get("source_url"),
            "language": event.get("lang"),
            "publication": event.get("source"),
            "title": event.get("source_title"),
            "date": event.get("published"),
            "codebook": "plover-base",
        },
        "status": event.get("status"),
        "border_event": {"type": event["event_type"], "sub_type": event.get("sub_event_type")},
        "magnitude": {"min": event.get("count_min"), "max": event.get("count_max"), "unit": event.get("count_unit")},
        "coder": f"border-event-mapper {__version__}",
    }


def _actors(event: Cells, column: str) -> list[dict[str, str | None]]:
    words = event.get(column)
    if not words:
        return []
    kind = kind_of(str(words), event.get("lang"))
    return [{"code": country_of(str(words)), "sector": _SECTORS.get(kind or ""), "entity_text": str(words)}]


def _place(event: Cells) -> dict[str, Any]:
    return {
        "extracted_place": event.get("location"),
        "resolved_place": event.get("location"),
        "country": country_name(event.get("country")) or None,
        "country_code": event.get("country"),
        "admin1": event.get("admin1"),
        "lat": event.get("latitude"),
        "lon": event.get("longitude"),
        "feature_class": _FEATURES.get(event.get("location_type") or ""),
        "feature_code": "",
        "resolution": event.get("geo_precision"),
    }


def _listed(value: object) -> list[object]:
    return [] if value in (None, "") else [value]
