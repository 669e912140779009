"""The atlas: every layer that placing an event asks, each read when it is first needed."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from shapely.geometry import shape
from shapely.ops import unary_union

from mapper.border.land import country_at, disputed_area_at
from mapper.border.line import load_border
from mapper.border.names import FOCUS_BORDER, available_borders, border_table
from mapper.language.folding import fold
from mapper.layers.catalog import layer_path
from mapper.layers.topology import Topology

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from mapper.border.line import Border
    from mapper.layers.topology import TopologyFeature
    from mapper.records import Place

FOCUS_REACH_KM = 300.0
FOCUS_MARGIN_DEG = 6.0
BORDER_REACH_KM = 100.0
# A place this near another border of its country belongs to that one, however near the focus border is.
AT_A_BORDER_KM = 15.0


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Region:
    """A first-level region: GeoNames' id (``PE.23``), name, country (ISO 3166-1 alpha-3), polygon in lon, lat."""

    ident: str
    name: str | None
    country: str | None
    area: BaseGeometry


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Zone:
    """A district of an emergency decree, schematic: its stretch of the border in km and the land beside it, lon, lat."""

    ident: str
    name: str
    from_km: float
    to_km: float
    area: BaseGeometry


class Atlas:
    """Borders, regions, zones and the places that must not be drawn exactly; all lazily read, none of it ever changed."""

    def border(self, border_id: str) -> Border:
        """Load a border, as `mapper.border.load_border` does."""
        return load_border(border_id)

    def country_at(self, lon: float, lat: float) -> str | None:
        """Give the country of a position, as `mapper.border.land.country_at` does."""
        return country_at(lon, lat)

    def country_of(self, place: Place) -> str | None:
        """Give the country of a place: the gazetteer's, but none inside an area in dispute that has no code of its own."""
        disputed = disputed_area_at(place.lon, place.lat)
        return country_at(place.lon, place.lat) if disputed or place.country is None else place.country

    @cached_property
    def _focus_regions(self) -> Topology:
        return Topology(layer_path("regions.topojson"))

    @cached_property
    def _world_regions(self) -> Topology:
        return Topology(layer_path("regions_world.topojson"))

    def _region(self, ident: str) -> Region | None:
        for regions in (self._focus_regions, self._world_regions):
            if ident in regions:
                return _as_region(regions.feature(ident))
        return None

    def region_at(self, lon: float, lat: float, country: str | None = None) -> Region | None:
        """Find the first-level region of a position, lon, lat; of ``country`` alone if it is given."""
        for regions in (self._focus_regions, self._world_regions):
            for feature in regions.at(lon, lat):
                if country in {None, feature.properties["country"]}:
                    return _as_region(feature)
        return None

    def region_of(self, place: Place) -> Region | None:
        """Find the region of an ``admin1`` place: by GeoNames' id, else by its name in its country, else by its point."""
        by_id = self._region(place.place_id.removeprefix("admin1:"))
        if by_id is not None:
            return by_id
        named = self._regions_named.get((fold(place.name), place.country), ())
        return self._region(named[0]) if len(named) == 1 else self.region_at(place.lon, place.lat, place.country)

    @cached_property
    def _regions_named(self) -> Mapping[tuple[str, str | None], list[str]]:
        found: dict[tuple[str, str | None], list[str]] = {}
        for regions in (self._focus_regions, self._world_regions):
            for ident, row in regions.properties():
                found.setdefault((fold(row["name"] or ""), row["country"]), []).append(ident)
        return found

    def area_of(self, name: str) -> BaseGeometry | None:
        """Give the extent of an unofficial area that ``layers/facts/areas.csv`` composes of regions; None of any other."""
        return self._areas.get(fold(name))

    @cached_property
    def _areas(self) -> Mapping[str, BaseGeometry]:
        found = {}
        for row in _table("facts/areas.csv"):
            area = unary_union([self._focus_regions.feature(ident).geometry for ident in row["regions"].split(";")])
            found.update({fold(name): area for name in (row["name"], *row["aliases"].split(";"))})
        return found

    @cached_property
    def _zones(self) -> Mapping[str, Zone]:
        found = {}
        for feature in json.loads(layer_path("zones.geojson").read_text(encoding="utf-8"))["features"]:
            row = feature["properties"]
            zone = Zone(
                ident=row["id"],
                name=row["name"],
                from_km=row["chainage_from_km"],
                to_km=row["chainage_to_km"],
                area=shape(feature["geometry"]),
            )
            found[_squeezed(zone.name)] = zone
        found["la yarada"] = found["la yarada los palos"]
        return found

    def zone(self, place: Place) -> Zone | None:
        """Find the zone of a district by name; None outside Peru and for districts away from the border."""
        return self._zones.get(_squeezed(place.name).removeprefix("distrito de ")) if place.country in {"PER", None} else None

    @cached_property
    def _garrisons(self) -> Mapping[str, tuple[float, float]]:
        rows = json.loads(layer_path("crossings.geojson").read_text(encoding="utf-8"))["features"]
        sensitive = {row["id"]: row["garrison"] for row in _table("facts/crossings.csv") if row["garrison"]}
        shown = {row["properties"]["id"]: tuple(row["geometry"]["coordinates"]) for row in rows}
        return {ident: shown[ident] for ident in sensitive}

    def garrison(self, place_id: str) -> tuple[float, float] | None:
        """Give the town where an army unit is shown, lon, lat; None of any other place."""
        return self._garrisons.get(place_id)

    @cached_property
    def _named_stretches(self) -> Mapping[str, tuple[int, int]]:
        rows = _table("facts/crossings.csv")
        return {row["id"]: (int(row["hito_from"]), int(row["hito_to"])) for row in rows if row["hito_from"]}

    def named_stretch(self, place_id: str) -> tuple[int, int] | None:
        """Give the monuments between which a named stretch of the Peru-Chile border runs; None of any other place."""
        return self._named_stretches.get(place_id)

    def border_near(self, lon: float, lat: float, country: str | None) -> str | None:
        """Choose the border that a position is best told by, where the text names none.

        The Peru-Chile border within 300 km of it, unless the position is within 15 km of another border of its country;
        else the nearest border of that country within 100 km; else None.
        """
        own = _nearest_of(lon, lat, country, BORDER_REACH_KM)
        focus_km = self.border(FOCUS_BORDER).chainage(lon, lat)[1] if _beside_focus(lon, lat) else math.inf
        if focus_km <= FOCUS_REACH_KM and not (own and own[0] <= AT_A_BORDER_KM and own[0] < focus_km):
            return FOCUS_BORDER
        return own[1] if own else None

    def border_at(self, lon: float, lat: float, country: str | None, *, told: str | None) -> str | None:
        """Choose between the border that a text is about and the one that a position stands at.

        Another border of its country within 15 km goes before the one told, if that is farther; else the one told, which may be None.
        """
        if told is None:
            return None
        own = _nearest_of(lon, lat, country, AT_A_BORDER_KM)
        if own is None or own[1] == told or self.border(told).chainage(lon, lat)[1] <= AT_A_BORDER_KM:
            return told
        return own[1]


def _beside_focus(lon: float, lat: float) -> bool:
    """Rule out cheaply what is farther than the reach from every point of the border."""
    row = border_table()[FOCUS_BORDER]
    return abs(lon - row.lon) <= FOCUS_MARGIN_DEG and abs(lat - row.lat) <= FOCUS_MARGIN_DEG


def _nearest_of(lon: float, lat: float, country: str | None, reach_km: float) -> tuple[float, str] | None:
    margin = reach_km / 60.0
    found = []
    for border_id in _borders_of(country):
        west, south, east, north = load_border(border_id).line.bounds
        if west - margin <= lon <= east + margin and south - margin <= lat <= north + margin:
            found.append((load_border(border_id).chainage(lon, lat)[1], border_id))
    best = min(found, default=None)
    return best if best and best[0] <= reach_km else None


@cache
def _borders_of(country: str | None) -> tuple[str, ...]:
    return tuple(border_id for border_id in available_borders() if country in border_table()[border_id].countries)


def _squeezed(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").replace("\N{EN DASH}", " ").split())


def _table(name: str) -> list[dict[str, str]]:
    with layer_path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _as_region(feature: TopologyFeature) -> Region:
    row = feature.properties
    return Region(ident=feature.ident, name=row["name"], country=row["country"], area=feature.geometry)


@lru_cache(maxsize=1)
def load_atlas() -> Atlas:
    """Give the atlas of the bundled layers; the same one every time."""
    return Atlas()


