"""TopoJSON for the build: delta-coded integer arcs, rings from arcs, and arcs shared by polygons found again."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.polygon import orient

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    Point = tuple[int, int]
    Arc = tuple[Point, ...]

MICRODEGREE = {"scale": [1e-06, 1e-06], "translate": [0.0, 0.0]}


def absolute(arc: Sequence[Sequence[int]]) -> Arc:
    """Turn a delta-coded arc into its grid points."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x, y))
    return tuple(points)


def deltas(points: Sequence[Point]) -> list[list[int]]:
    """Delta-code grid points; `absolute` is its inverse."""
    x = y = 0
    coded = []
    for px, py in points:
        coded.append([px - x, py - y])
        x, y = px, py
    return coded


def degrees(points: Iterable[Point], transform: Mapping[str, Sequence[float]]) -> list[tuple[float, float]]:
    """Give lon, lat at 6 decimals of grid points."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    return [(round(x * sx + tx, 6), round(y * sy + ty, 6)) for x, y in points]


def micro(points: Iterable[Sequence[float]]) -> Arc:
    """Put lon, lat on the grid of a millionth of a degree, dropping repeats."""
    kept: list[Point] = []
    for lon, lat in points:
        point = (round(lon * 1e6), round(lat * 1e6))
        if not kept or kept[-1] != point:
            kept.append(point)
    return tuple(kept)


def arc_indices(nested: int | list[Any]) -> Iterator[int]:
    """Walk the arc indices of a TopoJSON geometry, each without its direction."""
    if isinstance(nested, list):
        for inner in nested:
            yield from arc_indices(inner)
    else:
        yield nested if nested >= 0 else ~nested


def ring(indices: Sequence[int], arcs: Sequence[Sequence[Any]]) -> list[Any]:
    """Join the arcs of a ring; a negative index runs its arc backwards."""
    joined: list[Any] = []
    for index in indices:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        joined.extend(part[1:] if joined else part)
    return joined


def polygons(geometry: Mapping[str, Any]) -> list[list[list[int]]]:
    """Give the polygons of a TopoJSON geometry, each a list of rings of arc indices."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry.get("arcs", [])) if geometry["type"] == "MultiPolygon" else []


def write_json(path: Path, data: object) -> None:
    """Write compact JSON with a final newline, the same bytes every time."""
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


def _rings(geometry: BaseGeometry) -> list[list[Arc]]:
    parts = geometry.geoms if isinstance(geometry, MultiPolygon) else [geometry]
    found = []
    for part in parts:
        if isinstance(part, Polygon) and not part.is_empty:
            turned = orient(part)
            rings = [micro(r.coords) for r in (turned.exterior, *turned.interiors)]
            found.append([r for r in rings if len(r) > 3])  # noqa: PLR2004 - a ring has at least three corners
    return [rings for rings in found if rings]


def _junctions(all_rings: Iterable[Arc]) -> set[Point]:
    """Find the grid points where rings meet or part: their neighbours differ from ring to ring."""
    neighbours: dict[Point, frozenset[Point]] = {}
    junctions = set()
    for points in all_rings:
        for before, here, after in zip((points[-2], *points[:-2]), points[:-1], points[1:], strict=True):
            pair = frozenset((before, after))
            if neighbours.setdefault(here, pair) != pair:
                junctions.add(here)
    return junctions


def _split(points: Arc, junctions: set[Point]) -> list[Arc]:
    body = points[:-1]
    cuts = [i for i, point in enumerate(body) if point in junctions]
    if not cuts:
        start = body.index(min(body))
        cuts = [start]
    turned = body[cuts[0] :] + body[: cuts[0]] + (body[cuts[0]],)
    ends = [cut - cuts[0] for cut in cuts] + [len(body)]
    return [turned[a : b + 1] for a, b in itertools.pairwise(ends)]


def topology(features: Sequence[tuple[str, Mapping[str, Any], BaseGeometry]], name: str) -> dict[str, Any]:
    """Make a TopoJSON topology of polygons, an edge shared by two of them kept once.

    Parameters
    ----------
    features
        Identifier, properties and polygon in lon, lat (EPSG:4326) of each feature.
    name
        Name of the object in the topology.
    """
    ringed = [(ident, properties, _rings(geometry)) for ident, properties, geometry in features]
    junctions = _junctions(r for _, _, polys in ringed for rings in polys for r in rings)
    arcs: dict[Arc, int] = {}
    geometries = []
    for ident, properties, polys in ringed:
        coded = [[[_arc_index(arc, arcs) for arc in _split(r, junctions)] for r in rings] for rings in polys]
        bbox = bounds(point for rings in polys for point in rings[0])
        geometries.append({"type": "MultiPolygon", "id": ident, "bbox": bbox, "properties": dict(properties), "arcs": coded})
    return {
        "type": "Topology",
        "transform": MICRODEGREE,
        "objects": {name: {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [deltas(arc) for arc in arcs],
    }


def bounds(points: Iterable[Point]) -> list[float]:
    """Give west, south, east, north in degrees of points in millionths of a degree, so that readers need not decode what is far away."""
    xs, ys = zip(*points, strict=True)
    return [min(xs) / 1e6, min(ys) / 1e6, max(xs) / 1e6, max(ys) / 1e6]


def _arc_index(arc: Arc, arcs: dict[Arc, int]) -> int:
    if (backwards := arcs.get(arc[::-1])) is not None:
        return ~backwards
    return arcs.setdefault(arc, len(arcs))


def users(geometries: Iterable[Mapping[str, Any]]) -> dict[int, list[str]]:
    """Map each arc to the ids of the geometries that use it, in order."""
    found: dict[int, list[str]] = defaultdict(list)
    for geometry in geometries:
        for index in arc_indices(geometry.get("arcs", [])):
            if geometry["id"] not in found[index]:
                found[index].append(geometry["id"])
    return found
