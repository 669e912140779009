"""One land border: its line, its monuments and crossings, and where a position stands in relation to it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, cast

from shapely.geometry import Point, shape

from mapper.border.chainage import Chainage, ellipsoid
from mapper.border.land import country_area, country_at
from mapper.border.names import FOCUS_BORDER, border_table, canonical_border_id
from mapper.errors import LayerError
from mapper.layers.catalog import layer_path
from mapper.layers.topology import Topology

if TYPE_CHECKING:
    from shapely.geometry import LineString, MultiLineString, Polygon

# A position within the width of a road of a surveyed line stands on it; farther off, the polygon decides.
ON_THE_LINE_KM = 0.02
# Coasts are simplified by about 3 km: a position that far out at sea still belongs to the nearer shore.
SHORE_DEG = 0.05
ROAD_CROSSINGS = ("road crossing", "road & rail crossing")
ISO3 = {"PE": "PER", "CL": "CHL", "BO": "BOL", "EC": "ECU", "CO": "COL"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Monument:
    """A numbered boundary monument, lon, lat; ``numbering_confidence`` is high, medium (within one) or low (within two)."""

    number: int
    lon: float
    lat: float
    chainage_km: float
    numbering_confidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Crossing:
    """A road crossing on the border, lon, lat, with its names and its kilometre."""

    place_id: str
    name: str
    name_en: str
    name_es: str
    lon: float
    lat: float
    chainage_km: float


@dataclass(frozen=True, kw_only=True, slots=True)
class BorderPosition:
    """Where a position stands in relation to a border.

    ``chainage_km`` is the kilometre of the line's nearest point, ``offset_km`` how far off the line, ``side`` the country (ISO 3166-1
    alpha-3) whose land it is, ``line``, ``disputed``, or None at sea. ``nearest_crossing`` is the nearest road crossing that we know, as
    the crow flies, ``nearest_crossing_km`` how far; both None where we know none.
    """

    chainage_km: float
    offset_km: float
    side: str | None
    nearest_crossing: str | None
    nearest_crossing_km: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Border:
    """A land border between two countries.

    Attributes
    ----------
    border_id
        Two ISO 3166-1 alpha-3 codes, as ``PER-CHL``.
    line
        In lon, lat (EPSG:4326), from kilometre 0 on: monument 1, or for other borders the southern, else the western end.
    monuments, crossings
        In the order of their kilometres; empty where we have none.
    precision_m
        How far the line may be off, in metres.
    status
        ``boundary``, or ``disputed`` where the line or a part of it is.
    """

    border_id: str
    name_en: str
    name_es: str
    countries: tuple[str, str]
    line: LineString | MultiLineString
    monuments: tuple[Monument, ...]
    crossings: tuple[Crossing, ...]
    precision_m: int
    status: str
    disputed: Polygon | None = field(default=None, repr=False)

    @cached_property
    def _chainage(self) -> Chainage:
        return Chainage(self.line)

    @property
    def length_km(self) -> float:
        """Length on the ellipsoid, in kilometres.

        >>> round(load_border("PER-CHL").length_km, 1)
        167.7
        """
        return self._chainage.length_km

    def locate(self, lon: float, lat: float, *, country: str | None = None) -> BorderPosition:
        """Say where a position, lon, lat, stands in relation to this border.

        ``country`` is that of the position where it is known (ISO-3), which spares the look-up by polygon.

        >>> position = load_border("PER-CHL").locate(-70.3147, -18.3155)  # the Chacalluta border complex
        >>> round(position.chainage_km, 1), round(position.offset_km, 1), position.side
        (8.0, 0.5, 'CHL')
        """
        near = self._chainage.nearest(lon, lat)
        crossing, crossing_km = self._nearest_crossing(lon, lat)
        return BorderPosition(
            chainage_km=near.chainage_km,
            offset_km=near.offset_km,
            side=self._side(lon, lat, near.offset_km, country),
            nearest_crossing=crossing.name_en if crossing else None,  # as the gazetteer names it
            nearest_crossing_km=crossing_km,
        )

    def chainage(self, lon: float, lat: float) -> tuple[float, float]:
        """Give kilometre and offset in km of a position, lon, lat: `locate` without side and crossing."""
        near = self._chainage.nearest(lon, lat)
        return near.chainage_km, near.offset_km

    def side(self, lon: float, lat: float) -> str | None:
        """Say whose side a position, lon, lat, is on: by polygon, since a winding line deceives the sign of a cross product."""
        return self._side(lon, lat, self._chainage.nearest(lon, lat).offset_km)

    def _side(self, lon: float, lat: float, offset_km: float, country: str | None = None) -> str | None:
        if self.disputed is not None and self.disputed.contains(Point(lon, lat)):
            return "disputed"
        if offset_km <= ON_THE_LINE_KM:
            return "line"
        if country in self.countries:
            return country
        return country_at(lon, lat) or self._side_from_shore(lon, lat)

    def _side_from_shore(self, lon: float, lat: float) -> str | None:
        west, south, east, north = self.line.bounds
        box = (west - 3.0, south - 3.0, east + 3.0, north + 3.0)
        point = Point(lon, lat)
        distances = {code: country_area(code, *box).distance(point) for code in self.countries}
        nearest = min(self.countries, key=distances.__getitem__)
        return nearest if distances[nearest] <= SHORE_DEG else None

    def _nearest_crossing(self, lon: float, lat: float) -> tuple[Crossing | None, float | None]:
        apart = [(ellipsoid().inv(lon, lat, c.lon, c.lat)[2] / 1000, n) for n, c in enumerate(self.crossings)]
        if not apart:
            return None, None
        distance, number = min(apart)
        return self.crossings[number], distance

    def stretch(self, from_km: float, to_km: float) -> LineString | MultiLineString:
        """Cut out the line between two kilometres, in either order; kilometres outside the line count as its ends."""
        return self._chainage.stretch(from_km, to_km)

    def point_at(self, km: float) -> tuple[float, float]:
        """Give the point at a kilometre, lon, lat at 6 decimals; kilometres outside the line give its ends."""
        return self._chainage.point_at(km)

    def monument_km(self, number: int) -> float:
        """Give the kilometre of a monument.

        Raises
        ------
        LayerError
            If the border has no monument of this number in our data.
        """
        for monument in self.monuments:
            if monument.number == number:
                return monument.chainage_km
        known = f"1 to {len(self.monuments)}" if self.monuments else "none"
        message = f"{self.border_id}: no monument {number}; those known are {known}"
        raise LayerError(message)


@lru_cache(maxsize=1)
def _lines() -> Topology:
    return Topology(layer_path("borders.topojson"))


def _features(name: str) -> list[dict[str, Any]]:
    return list(json.loads(layer_path(name).read_text(encoding="utf-8"))["features"])


def load_border(border_id: str) -> Border:
    """Load a land border; the codes of its id may come in either order.

    Raises
    ------
    LayerError
        If no land border has this id.

    >>> load_border("CHL-PER").countries
    ('PER', 'CHL')
    """
    return _load(canonical_border_id(border_id))


@cache
def _load(border_id: str) -> Border:
    row = border_table()[border_id]
    line = cast("LineString | MultiLineString", _lines().feature(border_id).geometry)
    disputed = None
    if border_id == FOCUS_BORDER:
        (triangle,) = [f for f in _features("western_end.geojson") if f["properties"]["id"] == "land-triangle"]
        disputed = shape(triangle["geometry"])
    return Border(
        border_id=border_id,
        name_en=row.name_en,
        name_es=row.name_es,
        countries=row.countries,
        line=line,
        monuments=_monuments() if border_id == FOCUS_BORDER else (),
        crossings=_crossings(row.countries, Chainage(line)),
        precision_m=row.precision_m,
        status=row.status,
        disputed=disputed,
    )


def _monuments() -> tuple[Monument, ...]:
    return tuple(
        Monument(
            number=f["properties"]["number"],
            lon=f["geometry"]["coordinates"][0],
            lat=f["geometry"]["coordinates"][1],
            chainage_km=f["properties"]["chainage_km"],
            numbering_confidence=f["properties"]["numbering_confidence"],
        )
        for f in _features("monuments.geojson")
    )


def _crossings(countries: tuple[str, str], chainage: Chainage) -> tuple[Crossing, ...]:
    found = []
    for f in _features("crossings.geojson"):
        row = f["properties"]
        sides = {ISO3.get(side) for side in row["side"].split("/")}
        if sides == set(countries) and row["type"].startswith(ROAD_CROSSINGS):
            lon, lat = f["geometry"]["coordinates"]
            km = chainage.nearest(lon, lat).chainage_km
            names = {"name": row["name"], "name_en": row["name_en"], "name_es": row["name_es"]}
            found.append(Crossing(place_id=row["id"], lon=lon, lat=lat, chainage_km=km, **names))
    return tuple(sorted(found, key=lambda crossing: crossing.chainage_km))
