"""Bring the land of the layers into the few kilobytes that a page carries: whole numbers, differences, less detail far from the border."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.layers import layer_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Line = NDArray[np.float64]

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

COARSE = 500
NEAR = 20_000
FINE = 100_000


@dataclass(frozen=True, kw_only=True)
class Detail:
    """How finely land is drawn in a box: lines thinned to ``tolerance`` degrees, islands kept from ``least_island`` degrees across."""

    box: Box
    tolerance: float
    least_island: float


def details(box: Box) -> tuple[Detail, ...]:
    """Return the finest detail for ``box`` (about a thousandth of its span), less around it, least for the rest of the world."""
    west, south, east, north = box
    span = max(east - west, north - south)
    wide, continent = (
        (west - far * span, south - far * span, east + far * span, north + far * span) for far in (1, 5)
    )
    fine = max(0.005, span / 1200)
    return (
        Detail(box=box, tolerance=fine, least_island=2 * fine),
        Detail(box=wide, tolerance=max(0.06, 6 * fine), least_island=0.5),
        Detail(box=continent, tolerance=max(0.2, 6 * fine), least_island=1),
        Detail(box=(-181, -91, 181, 91), tolerance=0.9, least_island=4),
    )


@dataclass(frozen=True, kw_only=True)
class Topology:
    """Lines of lon, lat, and what consists of them, by id; ``~index`` runs a line backwards.

    ``areas`` are polygons of rings of line indices; ``lines`` parts of line indices.
    """

    arcs: tuple[Line, ...]
    areas: dict[str, list[list[list[int]]]]
    lines: dict[str, list[list[int]]]
    properties: dict[str, dict[str, Any]]

    def near(self, area: str, box: Box) -> bool:
        """Tell whether an area's polygons, or what surrounds them, meet a box."""
        return any(_meet(_span(polygon[0], self.arcs), box) for polygon in self.areas[area])


@lru_cache(maxsize=4)
def read_topology(name: str) -> Topology:
    """Read a TopoJSON layer by its file name."""
    data = json.loads(layer_path(name).read_text(encoding="utf-8"))
    (x_scale, y_scale), (west, south) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = tuple(np.cumsum(np.asarray(arc, dtype=float), axis=0) * (x_scale, y_scale) + (west, south) for arc in data["arcs"])
    (collection,) = data["objects"].values()
    shapes = [{**shape, "arcs": _as_multi(shape)} for shape in collection["geometries"]]
    return Topology(
        arcs=arcs,
        areas={shape["id"]: shape["arcs"] for shape in shapes if shape["type"].endswith("Polygon")},
        lines={shape["id"]: shape["arcs"] for shape in shapes if shape["type"].endswith("LineString")},
        properties={shape["id"]: shape.get("properties", {}) for shape in shapes},
    )


def _as_multi(shape: dict[str, Any]) -> list[Any]:
    return shape["arcs"] if shape["type"].startswith("Multi") else [shape["arcs"]]


def compact_land(countries: Topology, box: Box, own: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the world's land as rings of arcs, finely inside ``box`` and coarsely outside.

    Keys: ``arcs`` (differences of 1/500 degree, of those in ``fine`` 1/20,000), ``land`` (rings of arc indices; an arc of one ring is
    coast, of two a border), ``dashed`` (the borders among them that are in dispute) and ``own`` (those between the two countries of
    ``own``, which keep every point and are drawn by themselves).
    """
    levels = details(box)
    kept = {area: _worth_drawing(polygons, countries.arcs, levels) for area, polygons in countries.areas.items()}
    owners: dict[int, set[str]] = {}
    for area, polygons in kept.items():
        for index in _indices(polygons):
            owners.setdefault(index, set()).add(area)
    number = {index: at for at, index in enumerate(sorted(owners))}
    ours = {index for index, areas in owners.items() if areas == own}
    fine = {index for index in number if index in ours or _meet(_extent(countries.arcs[index]), box)}
    thinned = {index: countries.arcs[index] if index in ours else simplified(countries.arcs[index], levels) for index in number}
    coded = [differences(thinned[index], NEAR if index in fine else COARSE) for index in number]
    rings = [[_renumbered(arc, number) for arc in ring] for polygons in kept.values() for polygon in polygons for ring in polygon]
    open_to = {index: any(area.startswith("x-") for area in areas) for index, areas in owners.items()}
    return {
        "arcs": coded,
        "fine": [number[index] for index in sorted(fine)],
        "land": rings,
        "dashed": [number[index] for index in number if open_to[index] and len(owners[index]) > 1],
        "own": [number[index] for index in sorted(ours)],
    }


def inner_lines(regions: Topology, box: Box) -> list[list[int]]:
    """Return the lines between regions of one country that touch ``box``, as differences of 1/500 degree."""
    owners: dict[int, list[str]] = {}
    for area, polygons in regions.areas.items():
        for index in _indices(polygons):
            owners.setdefault(index, []).append(regions.properties[area]["country"])
    levels = details(box)
    lines = (regions.arcs[index] for index, countries in owners.items() if len(countries) > 1 and len(set(countries)) == 1)
    return [differences(simplified(line, levels), COARSE) for line in lines if _meet(_extent(line), box)]


def _indices(polygons: list[list[list[int]]]) -> Iterator[int]:
    return (arc if arc >= 0 else ~arc for polygon in polygons for ring in polygon for arc in ring)


def _renumbered(arc: int, number: dict[int, int]) -> int:
    return number[arc] if arc >= 0 else ~number[~arc]


def _worth_drawing(polygons: list[list[list[int]]], arcs: Sequence[Line], levels: Sequence[Detail]) -> list[list[list[int]]]:
    """Leave out islands that nobody could see; the largest part of a country always stays."""
    spans = [_span(polygon[0], arcs) for polygon in polygons]
    sizes = [max(east - west, north - south) for west, south, east, north in spans]
    least = [next(level.least_island for level in levels if _meet(span, level.box)) for span in spans]
    return [polygon for polygon, size, floor in zip(polygons, sizes, least, strict=True) if size >= floor or size == max(sizes)]


def _span(ring: list[int], arcs: Sequence[Line]) -> Box:
    return _extent(np.vstack([arcs[arc if arc >= 0 else ~arc] for arc in ring]))


def _extent(points: Line) -> Box:
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


def simplified(points: Line, levels: Sequence[Detail]) -> Line:
    """Thin a line by Douglas and Peucker, each stretch to the tolerance of the first box that it lies in; its ends stay."""
    lon, lat = points[:, 0], points[:, 1]
    level = np.full(len(points), len(levels) - 1)
    for at in range(len(levels) - 2, -1, -1):
        west, south, east, north = levels[at].box
        level[(lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)] = at
    cuts = dict.fromkeys([0, *(np.flatnonzero(np.diff(level)) + 1).tolist(), len(points) - 1])
    runs = [_thinned(points[start : end + 1], levels[level[start]].tolerance) for start, end in pairwise(cuts)]
    return np.vstack([runs[0], *(run[1:] for run in runs[1:])]) if runs else points


def _thinned(points: Line, tolerance: float) -> Line:
    from shapely import LineString

    if len(points) < 3:  # noqa: PLR2004 - nothing lies between the ends
        return points
    return np.asarray(LineString(points).simplify(tolerance, preserve_topology=False).coords)


def differences(points: Iterable[Sequence[float]] | Line, scale: int) -> list[int]:
    """Return lon, lat as whole numbers of 1/scale degrees, each as the difference from the one before, in one flat list.

    >>> differences([(-70.5, -18.0), (-70.4, -18.1)], 10)
    [-705, -180, 1, -1]
    """
    grid = np.rint(np.asarray(points, dtype=float)[:, :2] * scale).astype(int)
    kept = grid[np.r_[True, (np.diff(grid, axis=0) != 0).any(axis=1)]]
    flat: list[int] = np.diff(kept, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return flat


def read_table(name: str) -> list[dict[str, str]]:
    """Read a CSV layer as rows of texts."""
    with layer_path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
