"""Which country a position lies in, and which areas are in dispute."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mapper.layers.catalog import layer_path
from mapper.layers.topology import Topology

if TYPE_CHECKING:
    from shapely import STRtree
    from shapely.geometry import MultiPolygon, Polygon


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Polygons, prepared, in a tree; each with the id of its area and the code of its country."""

    tree: STRtree
    polygons: tuple[Polygon, ...]
    idents: tuple[str, ...]
    countries: tuple[str | None, ...]

    def at(self, lon: float, lat: float) -> int | None:
        """Give the number of the first polygon that holds a position."""
        from shapely import Point

        point = Point(lon, lat)
        return next((int(n) for n in self.tree.query(point) if self.polygons[n].intersects(point)), None)


def _index(rows: list[tuple[str, str | None, Polygon | MultiPolygon]]) -> _Index:
    import shapely

    parts = [(ident, country, part) for ident, country, area in rows for part in getattr(area, "geoms", [area])]
    idents, countries, polygons = zip(*parts, strict=True)
    shapely.prepare(list(polygons))
    return _Index(tree=shapely.STRtree(polygons), polygons=polygons, idents=idents, countries=countries)


@lru_cache(maxsize=1)
def _countries() -> Topology:
    return Topology(layer_path("countries.topojson"))


@lru_cache(maxsize=1)
def _disputed() -> _Index:
    from shapely.geometry import shape

    features = json.loads(layer_path("disputed.geojson").read_text(encoding="utf-8"))["features"]
    areas = [(f["properties"], shape(f["geometry"])) for f in features if f["properties"]["kind"] == "area"]
    return _index([(row["id"], row["country"], area) for row, area in areas])


def disputed_area_at(lon: float, lat: float) -> str | None:
    """Name the area in dispute that a position lies in, by its id in ``layers/facts/disputed.csv``; None elsewhere.

    >>> disputed_area_at(34.1, 44.95)
    'crimea'
    """
    found = _disputed().at(lon, lat)
    return None if found is None else _disputed().idents[found]


def country_at(lon: float, lat: float) -> str | None:
    """Give the country of a position: ISO 3166-1 alpha-3; None at sea and in areas in dispute that have no code of their own.

    >>> country_at(-70.3147, -18.3155)  # the Chacalluta border complex
    'CHL'
    >>> country_at(34.1, 44.95) is None
    True
    """
    disputed = _disputed().at(lon, lat)
    if disputed is not None:
        return _disputed().countries[disputed]
    return next((feature.properties["country"] for feature in _countries().at(lon, lat)), None)


@lru_cache(maxsize=64)
def country_area(code: str, west: float, south: float, east: float, north: float) -> MultiPolygon:
    """Give a country's land inside a box of degrees; empty if it has none there."""
    import shapely
    from shapely.geometry import MultiPolygon

    if code not in _countries():
        return MultiPolygon()
    clipped = shapely.clip_by_rect(_countries().feature(code).geometry, west, south, east, north)
    shapely.prepare(clipped)
    return clipped
