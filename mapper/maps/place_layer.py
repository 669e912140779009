"""A layer of the places that articles name, each once, with how often and how it was written: drawn and listed like events, but quieter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from mapper.maps.event_layer import EventLayer
from mapper.maps.style import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geopandas import GeoDataFrame

__all__ = ["PlaceLayer", "place_table"]

_MOST_SPELLINGS = 6


class PlaceLayer(EventLayer):
    """Draw the places of articles on a folium map: small marks with their names, and a list of those too large for one.

    Parameters
    ----------
    places
        Places as `mapper places` writes them: a GeoDataFrame with the columns of the place contract, in EPSG:4326; those that nobody
        could find on the globe (geometry null) are left out.
    show
        Whether the layer is shown at first; it stands in the layer control either way.
    ui_lang
        "en" or "es"; None follows the page's ``lang`` attribute.
    """

    look: ClassVar[Mapping[str, object]] = {"markSize": 13, "fill": "hollow", "named": True, "aside": True, "noun": "places"}

    def __init__(self, places: GeoDataFrame, *, show: bool = True, ui_lang: str | None = None) -> None:
        super().__init__(place_table(places), name=WORDS[ui_lang or "en"]["places"], show=show, ui_lang=ui_lang, countries={})
        self._name = "PlaceLayer"


def place_table(places: GeoDataFrame) -> GeoDataFrame:
    """Gather mentions to one row a place: its name, its kind, how often and how it is written; most mentioned first.

    The columns are those that the event layer understands. Countries and borders have no mark.
    """
    import geopandas

    found = places[places.geometry.notna() & ~places.geometry.is_empty] if len(places) else places
    found = found.to_crs(4326) if found.crs is not None else found
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    for each in found.to_dict("records"):
        shape = each[found.geometry.name]
        about = {"location": each["name"], "location_type": each["kind"], "country": each["country"], "geometry": shape}
        row = rows.setdefault((str(each["name"]), str(each["kind"]), shape.wkb_hex), {**about, "n_mentions": 0, "written": {}})
        row["n_mentions"] += 1
        row["written"].setdefault(str(each["text"]))
    gathered = [_finished(row) for row in sorted(rows.values(), key=lambda row: -row["n_mentions"])]
    columns = ["location", "location_type", "country", "n_mentions", "written", "geometry"]
    return geopandas.GeoDataFrame(gathered, columns=columns, geometry="geometry", crs=4326)


def _finished(row: dict[str, Any]) -> dict[str, Any]:
    spellings = [text for text in row["written"] if text != row["location"]][:_MOST_SPELLINGS]
    # a border is a line, which the map draws anyway; the point half-way along it would say that something is there
    shape = None if row["location_type"] == "border" else row["geometry"]
    return {**row, "written": ", ".join(spellings) or None, "geometry": shape}
