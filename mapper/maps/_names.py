"""Choose the names that the base map shows, where each stands, and from which zoom level on."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.border.names import border_table
from mapper.maps._ground import Box, read_table, read_topology
from mapper.maps._line import read_features

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from shapely import MultiPolygon

COUNTRIES, REGIONS, WORLD_REGIONS = "countries.topojson", "regions.topojson", "regions_world.topojson"
_CAPITAL_ZOOM, _REGIONAL_ZOOM, _TOWN_ZOOM, _VILLAGE_ZOOM = 4, 6, 8, 10
_MOST_TOWNS = 160
_APART_PIXELS = 80
_DEEPEST_ZOOM = 12
_POSTS = {"xing": 0, "fac": 1, "air": 1}
"""Groups of posts that a reader sees, by kind of mark; army units, police posts and informal areas are not shown."""


def _heart(box: Box) -> Box:
    """Return the inner part of a box, which a map fitted to it shows."""
    west, south, east, north = box
    margin = 0.28 * min(east - west, north - south)
    return west + margin, south + margin, east - margin, north - margin


def near_zoom(box: Box) -> float:
    """Return the zoom level at which a box is about to fill a screen: from there on what is inside it gets its names."""
    west, south, east, north = box
    return float(max(2.0, round(math.log2(1000 * 360 / 256 / max(east - west, north - south)) - 1.5, 1)))


@lru_cache(maxsize=512)
def area_of(layer: str, area: str) -> MultiPolygon:
    """Return an area of a TopoJSON layer (its file name) as a valid polygon or multipolygon in lon, lat."""
    import shapely

    topology = read_topology(layer)

    def ring(arcs: list[int]) -> Any:  # noqa: ANN401 - an array of points
        parts = [topology.arcs[arc] if arc >= 0 else topology.arcs[~arc][::-1] for arc in arcs]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])

    shapes = [shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in topology.areas[area]]
    return shapely.make_valid(shapely.MultiPolygon(shapes), method="structure", keep_collapsed=False)


def country_names(box: Box) -> list[list[Any]]:
    """Return [lon, lat, [English, Spanish], first zoom, last zoom] for each country near ``box``.

    Far out a country's name stands in the middle of its land; near the box, those that meet the heart of the box have it in there.
    """
    import shapely

    west, south, east, north = box
    span, close = max(east - west, north - south), int(near_zoom(box))
    near, wide = shapely.box(*_heart(box)), (west - 2 * span, south - 2 * span, east + 2 * span, north + 2 * span)
    countries = read_topology(COUNTRIES)
    names = {row["iso3"]: [row["name_en"], row["name_es"]] for row in read_table("facts/country_names.csv")}
    found = []
    for code in countries.areas:
        if code not in names or not countries.near(code, wide):
            continue
        land = area_of(COUNTRIES, code)
        if land.is_empty:  # a state too small for our land: it has no name either
            continue
        lon, lat = middle(land)
        found.append([lon, lat, names[code], 4 if land.area > 20 else 5, close - 1])  # noqa: PLR2004 - square degrees, about Greece
        inside = land.intersection(near)
        if inside.area > near.area / 50:
            found.append([*middle(inside), names[code], close, close + 3])
    return found


def country_points(codes: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Return a point inside each of these countries (ISO-3) that the layers know, lon, lat."""
    countries = read_topology(COUNTRIES)
    return {code: middle(area_of(COUNTRIES, code)) for code in sorted(codes) if code in countries.areas}


def middle(area: Any) -> tuple[float, float]:  # noqa: ANN401 - any polygonal geometry
    """Return the middle of the widest part of an area: where a name has room."""
    import shapely

    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    (lon, lat), _ = shapely.maximum_inscribed_circle(largest, tolerance=0.05).coords
    return round(lon, 3), round(lat, 3)


def region_names(box: Box, layer: str = REGIONS) -> list[list[Any]]:
    """Return [lon, lat, [English, Spanish]] for each first-level region of a TopoJSON layer (its file name) that meets ``box``."""
    import shapely

    regions, heart = read_topology(layer), _heart(box)
    near, found = shapely.box(*heart), []
    for code in regions.areas:
        name = regions.properties[code]["name"]
        if not name or not regions.near(code, heart):
            continue
        inside = area_of(layer, code).intersection(near)
        if inside.area > near.area / 400:
            found.append([*middle(inside), [name, name]])
    return found


def cities(box: Box) -> list[list[Any]]:
    """Return [lon, lat, [English, Spanish], first zoom] for the towns and villages in ``box``, those that show first in front.

    A town that a region is named after counts as the region's capital.
    """
    found = []
    for row in read_table("facts/places.csv"):
        lon, lat = float(row["lon"]), float(row["lat"])
        if row["kind"] in {"city", "village"} and _inside(lon, lat, box) and "(" not in row["name"]:
            found.append([round(lon, 4), round(lat, 4), [row["name"], row["name"]], _first_zoom(row)])
    return sorted(found, key=lambda city: city[3])


def towns(box: Box) -> list[list[Any]]:
    """Return [lon, lat, [English, Spanish], first zoom] for the largest towns in ``box``, from the gazetteer of the world.

    A town shows from the zoom level on at which no larger one is too near for both names to have room.
    """
    from mapper.places import load_gazetteer

    found: list[list[Any]] = []
    shown = np.empty((0, 2))
    for town in load_gazetteer().towns_in(box, _MOST_TOWNS):
        at = np.array([town.lon, town.lat])
        nearest = np.hypot(*((shown - at) * [np.cos(np.radians(town.lat)), 1.0]).T).min(initial=360.0)
        zoom = int(np.ceil(np.log2(max(1.0, _APART_PIXELS * 360 / 256 / max(nearest, 1e-6)))))
        if zoom <= _DEEPEST_ZOOM:
            shown = np.vstack([shown, at])
            found.append([round(town.lon, 4), round(town.lat, 4), [town.name, town.name], max(_CAPITAL_ZOOM, zoom)])
    return sorted(found, key=lambda town: town[3])


def _first_zoom(row: dict[str, str]) -> int:
    if row["kind"] == "village":
        return _VILLAGE_ZOOM
    if not row["admin1"]:
        return _CAPITAL_ZOOM
    return _REGIONAL_ZOOM if row["admin1"].startswith(row["name"]) else _TOWN_ZOOM


def crossings(box: Box) -> list[list[Any]]:
    """Return [lon, lat, kind, [English, Spanish]] for crossings (kind 0), border complexes, stations and airports (kind 1)."""
    found = []
    for feature in read_features("crossings.geojson"):
        about, (lon, lat) = feature["properties"], feature["geometry"]["coordinates"]
        if about["group"] in _POSTS and not about["sensitive"] and _inside(lon, lat, box):
            found.append([round(lon, 5), round(lat, 5), _POSTS[about["group"]], [about["name"], about["name_es"]]])
    return sorted(found, key=lambda post: post[2])


def place_names(used: Collection[str]) -> dict[str, list[str]]:
    """Return [English, Spanish] for those texts that name a border, a crossing, a post or a country of ours and differ in the two.

    >>> place_names({"Peru", "Tacna"})
    {'Peru': ['Peru', 'Perú']}
    """
    names: dict[str, list[str]] = {row["name_en"]: [row["name_en"], row["name_es"]] for row in read_table("facts/country_names.csv")}
    for feature in read_features("crossings.geojson"):
        about = feature["properties"]
        names |= {key: [about["name_en"], about["name_es"]] for key in (about["name"], about["name_en"], about["name_es"])}
    borders = {row.name_en: [row.name_en, f"{row.name_es[:1].upper()}{row.name_es[1:]}"] for row in border_table().values()}
    # a stretch is named after its border: "Peru-Chile border, monuments 1 to 16"
    heads = {text.partition(", ")[0] for text in used}
    found = {text: names[text] for text in used if text in names} | {text: borders[text] for text in heads if text in borders}
    return {text: pair for text, pair in sorted(found.items()) if set(pair) != {text}}


def _inside(lon: float, lat: float, box: Box) -> bool:
    west, south, east, north = box
    return west <= lon <= east and south <= lat <= north
