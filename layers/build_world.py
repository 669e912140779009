"""The world's countries and land borders as one topology in which our own line stands for Natural Earth's between Peru and Chile."""

from __future__ import annotations

import csv
import itertools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from build_topology import MICRODEGREE, absolute, arc_indices, bounds, degrees, deltas, micro, polygons, ring, users
from pyproj import Geod
from shapely import make_valid
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.ops import linemerge, unary_union

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

FOCUS = "PER-CHL"
GEOD = Geod(ellps="WGS84")
NATURAL_EARTH_PRECISION_M = 2000
MONUMENTS_PRECISION_M = 50
# Natural Earth draws these as countries; we draw them as areas in dispute, part of none.
PARTS = {"x-somaliland": "SOM"}
CRIMEA_BOX = (32.0, 44.0, 37.0, 46.5)


@dataclass(frozen=True, kw_only=True)
class World:
    """Countries as polygons of arc indices, and the arcs in lon, lat at 6 decimals."""

    countries: dict[str, list[list[list[int]]]]
    arcs: list[list[tuple[float, float]]]

    def polygon(self, code: str) -> BaseGeometry:
        """Give a country as a valid polygon or multipolygon in lon, lat."""
        return _area([[ring(r, self.arcs) for r in rings] for rings in self.countries[code]])

    def line(self, pair: str) -> LineString:
        """Give a border of one part as a line in lon, lat."""
        (part,) = border_lines(self)[pair]
        return LineString(part)


def _area(polys: list[list[list[tuple[float, float]]]]) -> BaseGeometry:
    shapes = [Polygon(rings[0], rings[1:]) for rings in polys if len(rings[0]) > 3]  # noqa: PLR2004 - a ring has at least three corners
    valid = make_valid(MultiPolygon(shapes)) if len(shapes) > 1 else make_valid(shapes[0])
    if valid.geom_type == "GeometryCollection":
        valid = unary_union([g for g in valid.geoms if g.geom_type.endswith("Polygon")])
    return valid


def read_world(extract: Path, facts: Path) -> World:
    """Read the committed extract and put the line through the monuments in place of Natural Earth's.

    Parameters
    ----------
    extract
        ``extracts/natural_earth_countries.topo.json``.
    facts
        The folder of fact tables.
    """
    data = json.loads(extract.read_text(encoding="utf-8"))
    arcs = [degrees(absolute(arc), data["transform"]) for arc in data["arcs"]]
    countries = {g["id"]: polygons(g) for g in data["objects"]["countries"]["geometries"]}
    _replace_focus(arcs, countries, read_points(facts))
    _release_crimea(arcs, countries)
    return World(countries=countries, arcs=arcs)


def read_points(facts: Path) -> list[dict[str, str]]:
    """Read the monuments and special points of the Peru-Chile border."""
    with (facts / "border_points.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lon_lat(row: dict[str, str]) -> tuple[float, float]:
    """Give lon, lat of a fact's row."""
    return float(row["lon"]), float(row["lat"])


def monuments(points: Iterable[dict[str, str]]) -> list[tuple[float, float]]:
    """Give the 80 monuments in order, lon, lat."""
    numbered = sorted((int(row["number"]), lon_lat(row)) for row in points if row["kind"] == "hito")
    return [position for _, position in numbered]


def western_readings(points: Sequence[dict[str, str]]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give the line's western end as Peru and as Chile read it, lon, lat."""
    ends = [row for row in points if row["kind"] == "disputed_endpoint"]
    peru, chile = (next(lon_lat(row) for row in ends if word in row["name"]) for word in ("Concordia", "parallel"))
    return peru, chile


def _shared_arc(countries: dict[str, list[Any]], pair: set[str]) -> int:
    geometries = [{"id": code, "arcs": polys} for code, polys in countries.items()]
    return next(index for index, codes in users(geometries).items() if set(codes) == pair)


def _replace_focus(arcs: list[Any], countries: dict[str, list[Any]], points: list[dict[str, str]]) -> None:
    line = monuments(points)
    focus = _shared_arc(countries, {"PER", "CHL"})
    shore, tripoint = arcs[focus][0], arcs[focus][-1]
    peru_reading, chile_reading = western_readings(points)
    # Each country keeps the shore up to where the other says that its own begins; the triangle between belongs to neither polygon.
    _replace_end(arcs, _coast(countries["PER"], arcs, shore, focus), shore, [chile_reading, line[0]])
    _replace_end(arcs, _coast(countries["CHL"], arcs, shore, focus), shore, [peru_reading, line[0]], also_drop=1)
    # Natural Earth's tripoint lies 4.6 km west of monument 80: its next vertices would put Visviri in Bolivia and the Peruvian post in it.
    crossing = (-69.468, -17.595)  # Visviri-Charaña, facts/crossings.csv
    _replace_end(arcs, _shared_arc(countries, {"BOL", "CHL"}), tripoint, [crossing, line[-1]], also_drop=2)
    _replace_end(arcs, _shared_arc(countries, {"BOL", "PER"}), tripoint, [line[-1]], also_drop=1)
    arcs[focus] = line


def _coast(polys: list[Any], arcs: list[Any], end: tuple[float, float], but: int) -> int:
    return next(i for i in arc_indices(polys) if i != but and end in (arcs[i][0], arcs[i][-1]))


def _replace_end(
    arcs: list[Any], index: int, end: tuple[float, float], tail: list[tuple[float, float]], *, also_drop: int = 0,
) -> None:  # fmt: skip
    """Let an arc run into ``tail`` in place of its vertex ``end`` and of ``also_drop`` vertices before it."""
    backwards = arcs[index][0] == end
    points = arcs[index][::-1] if backwards else arcs[index]
    points = [*points[: -1 - also_drop], *tail]
    arcs[index] = points[::-1] if backwards else points


def _release_crimea(arcs: list[Any], countries: dict[str, list[Any]]) -> None:
    """Take the polygon of Crimea out of Russia's, where Natural Earth's line of control puts it; it becomes a country of its own name."""
    west, south, east, north = CRIMEA_BOX

    def inside(rings: list[list[int]]) -> bool:
        return all(west <= lon <= east and south <= lat <= north for lon, lat in ring(rings[0], arcs))

    countries["x-crimea"] = [rings for rings in countries["RUS"] if inside(rings)]
    countries["RUS"] = [rings for rings in countries["RUS"] if not inside(rings)]


def border_lines(world: World) -> dict[str, list[list[tuple[float, float]]]]:
    """Give every land border between two countries with ISO codes: its parts in order, chainage running along them.

    The line starts at the southern of its two outer ends (the western if both are as far south); closed parts around
    enclaves come last.
    """
    geometries = [{"id": code, "arcs": polys} for code, polys in world.countries.items()]
    pairs: dict[str, list[int]] = {}
    for index, ids in users(geometries).items():
        codes = sorted({PARTS.get(code, code) for code in ids})
        named = [code for code in codes if not code.startswith("x-")]
        if len(codes) == len(named) == 2:  # noqa: PLR2004 - a border has two sides
            pairs.setdefault(border_id(*named), []).append(index)
    return {pair: _ordered(pair, [world.arcs[i] for i in pairs[pair]]) for pair in sorted(pairs)}


def border_id(one: str, other: str) -> str:
    """Name a border: ISO codes in alphabetical order, but for the border this project grew from."""
    pair = "-".join(sorted((one, other)))
    return FOCUS if pair == "CHL-PER" else pair


def _ordered(pair: str, parts: list[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    parts = [p for p in parts if len(set(p)) > 1]
    merged = linemerge([LineString(p) for p in parts]) if len(parts) > 1 else LineString(parts[0])
    lines = [list(line.coords) for line in getattr(merged, "geoms", [merged])]
    closed = sorted(line for line in lines if line[0] == line[-1])
    open_ = [line for line in lines if line[0] != line[-1]]
    if not open_:
        return [_from_southern_point(line) for line in closed]
    if pair == FOCUS:
        return [line if line[0][0] < line[-1][0] else line[::-1] for line in open_]
    ways = [_chain(open_, end) for line in open_ for end in (line[0], line[-1])]
    shortest = min(map(_gaps, ways))
    best = [way for way in ways if _gaps(way) <= shortest + 1]
    return [*min(best, key=lambda way: (round(way[0][0][1], 1), way[0][0][0])), *closed]


def _from_southern_point(closed: list[tuple[float, float]]) -> list[tuple[float, float]]:
    start = min(range(len(closed) - 1), key=lambda i: (closed[i][1], closed[i][0]))
    return [*closed[start:-1], *closed[: start + 1]]


def _chain(lines: list[list[tuple[float, float]]], start: tuple[float, float]) -> list[list[tuple[float, float]]]:
    """Put parts one after the other, each beginning at the end nearest to where the last stopped."""
    left, here, chained = list(lines), start, []
    while left:
        nearest = min(left, key=lambda line: min(_apart(here, line[0]), _apart(here, line[-1])))
        left.remove(nearest)
        chained.append(nearest if _apart(here, nearest[0]) <= _apart(here, nearest[-1]) else nearest[::-1])
        here = chained[-1][-1]
    return chained


def _gaps(parts: list[list[tuple[float, float]]]) -> float:
    """Measure, in metres, what lies between the parts."""
    return sum(_apart(a[-1], b[0]) for a, b in itertools.pairwise(parts))


def _apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(GEOD.inv(*a, *b)[2])


def length_km(line: Sequence[tuple[float, float]]) -> float:
    """Measure a line of lon, lat on the ellipsoid, in kilometres."""
    lons, lats = zip(*line, strict=True)
    return float(GEOD.line_length(lons, lats)) / 1000


def middle(parts: Sequence[Sequence[tuple[float, float]]]) -> tuple[float, float]:
    """Find the point half-way along a border by length, lon, lat at 6 decimals."""
    left = sum(length_km(part) for part in parts) / 2
    for part in parts:
        for a, b in itertools.pairwise(part):
            step = length_km([a, b])
            if left <= step:
                share = left / step if step else 0.0
                return round(a[0] + share * (b[0] - a[0]), 6), round(a[1] + share * (b[1] - a[1]), 6)
            left -= step
    return parts[-1][-1]


def countries(world: World, names: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Give the countries as TopoJSON; an area that is part of none has no ``country``."""
    geometries = []
    for code in sorted(world.countries):
        row = names.get(code, {})
        properties = {"country": None if code.startswith("x-") else code, "name_en": row.get("name_en"), "name_es": row.get("name_es")}
        bbox = bounds(point for rings in world.countries[code] for point in micro(ring(rings[0], world.arcs)))
        geometries.append({"type": "MultiPolygon", "id": code, "bbox": bbox, "properties": properties, "arcs": world.countries[code]})
    return {
        "type": "Topology",
        "transform": MICRODEGREE,
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [deltas(micro(arc)) for arc in world.arcs],
    }
