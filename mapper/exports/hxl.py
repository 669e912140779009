"""CSV files with HXL hashtags in their second line, as humanitarian organisations exchange data (hxlstandard.org, 1.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.exports.csv_table import write_cells
from mapper.exports.events_only import events_of

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame

    from mapper.exports.events_only import Cells

TAGS: dict[str, str] = {
    "event_id": "#event+id", "event_type": "#event+type", "sub_event_type": "#event+type+sub", "status": "#status",
    "event_date": "#date+start", "event_date_end": "#date+end", "time_precision": "#date+precision+code", "actor1": "#org+actor+name",
    "actor2": "#group+recipient+name", "people": "#affected+ind", "count_min": "#indicator+num+min", "count_max": "#indicator+num+max",
    "count_unit": "#indicator+unit", "count_kind": "#indicator+type", "country": "#country+code+v_iso3", "admin1": "#adm1+name",
    "admin2": "#adm2+name", "location": "#loc+name", "location_type": "#loc+type", "latitude": "#geo+lat", "longitude": "#geo+lon",
    "geo_precision": "#geo+precision+code", "uncertainty_m": "#geo+precision+num+m", "border_id": "#loc+border+id",
    "chainage_km": "#loc+border+num+km", "direction_from": "#country+code+origin+v_iso3", "direction_to": "#country+code+dest+v_iso3",
    "confidence": "#meta+confidence+num", "quote": "#description+quote", "source": "#meta+source", "source_url": "#meta+url",
    "source_title": "#meta+title", "published": "#date+published", "lang": "#meta+lang", "n_reports": "#meta+num+reports",
    "n_sources": "#meta+num+sources", "is_background": "#meta+background", "cameo_code": "#event+code+v_cameo",
    "acled_event_type": "#event+type+v_acled",
}  # fmt: skip
"""The columns written, each with its hashtag; ``people`` is who an event befell, where its number counts people."""

_BEFALLS_PEOPLE = frozenset(("crossing", "expulsion", "detention", "aid"))
_PEOPLE = frozenset(("migrant", "people", "suspect"))


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write events, with the names of the columns, their hashtags, and a row each.

    Raises
    ------
    OutputError
        The table holds no events.
    """
    rows = ({**event, "people": _people(event)} for event, _ in events_of(frame, path, "HXL"))
    write_cells(path, [list(TAGS), list(TAGS.values())], ([row.get(name) for name in TAGS] for row in rows))


def _people(event: Cells) -> object:
    """Give the number of people whom an event befell, the least that is told; None where the number counts something else."""
    from mapper.exports.actors import kind_of

    unit = event.get("count_unit")
    if event["event_type"] not in _BEFALLS_PEOPLE or not unit or event.get("count_kind") not in ("total", "increment"):
        return None
    if kind_of(str(unit), event.get("lang")) not in _PEOPLE:
        return None
    return event.get("count_min") if event.get("count_min") is not None else event.get("count_max")
