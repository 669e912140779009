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

COARSE = 1000
FINE = 100_000
_NEAR_TOLERANCE = 0.004
_FAR_TOLERANCE = 0.12
_LEAST_ISLAND = 0.5
_LEAST_NEAR_ISLAND = 0.02


@dataclass(frozen=True, kw_only=True)
class Topology:
    """Lines of lon, lat, and for each area (by its id) polygons of rings of line indices; ``~index`` runs a line backwards."""

    arcs: tuple[Line, ...]
    areas: dict[str, list[list[list[int]]]]
    properties: dict[str, dict[str, Any]]


@lru_cache(maxsize=4)
def read_topology(name: str) -> Topology:
    """Read a TopoJSON layer by its file name."""
    data = json.loads(layer_path(name).read_text(encoding="utf-8"))
    (x_scale, y_scale), (west, south) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = tuple(np.cumsum(np.asarray(arc, dtype=float), axis=0) * (x_scale, y_scale) + (west, south) for arc in data["arcs"])
    (collection,) = data["objects"].values()
    areas = {shape["id"]: _polygons(shape) for shape in collection["geometries"]}
    properties = {shape["id"]: shape.get("properties", {}) for shape in collection["geometries"]}
    return Topology(arcs=arcs, areas=areas, properties=properties)


def _polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    return [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])


def compact_land(countries: Topology, box: Box) -> dict[str, Any]:
    """Return the world's land as rings of arcs with coast and borders told apart, finely inside ``box`` and coarsely outside.

    Keys: ``arcs`` (differences of thousandths of a degree), ``land`` (rings of arc indices), ``coast``, ``borders``, ``disputed`` (arc indices).
    """
    kept = {area: _worth_drawing(polygons, countries.arcs, box) for area, polygons in countries.areas.items()}
    owners: dict[int, set[str]] = {}
    for area, polygons in kept.items():
        for index in _indices(polygons):
            owners.setdefault(index, set()).add(area)
    number = {index: at for at, index in enumerate(sorted(owners))}
    coded = [differences(simplified(countries.arcs[index], box), COARSE) for index in number]
    rings = [[_renumbered(arc, number) for arc in ring] for polygons in kept.values() for polygon in polygons for ring in polygon]
    open_to = {index: any(area.startswith("x-") for area in areas) for index, areas in owners.items()}
    shared = [index for index in number if len(owners[index]) > 1]
    return {
        "arcs": coded,
        "land": rings,
        "coast": [number[index] for index in number if len(owners[index]) == 1],
        "borders": [number[index] for index in shared if not open_to[index]],
        "disputed": [number[index] for index in shared if open_to[index]],
    }


def _indices(polygons: list[list[list[int]]]) -> Iterator[int]:
    return (arc if arc >= 0 else ~arc for polygon in polygons for ring in polygon for arc in ring)


def _renumbered(arc: int, number: dict[int, int]) -> int:
    return number[arc] if arc >= 0 else ~number[~arc]


def _worth_drawing(polygons: list[list[list[int]]], arcs: Sequence[Line], box: Box) -> list[list[list[int]]]:
    """Leave out islands that nobody could see; the largest part of a country always stays."""
    spans = [_span(polygon[0], arcs) for polygon in polygons]
    sizes = [max(east - west, north - south) for west, south, east, north in spans]
    least = [_LEAST_NEAR_ISLAND if _meet(span, box) else _LEAST_ISLAND for span in spans]
    return [polygon for polygon, size, floor in zip(polygons, sizes, least, strict=True) if size >= floor or size == max(sizes)]


def _span(ring: list[int], arcs: Sequence[Line]) -> Box:
    points = np.vstack([arcs[arc if arc >= 0 else ~arc] for arc in ring])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


def simplified(points: Line, box: Box) -> Line:
    """Thin a line by Douglas and Peucker: to 0.004 degrees inside the box, to 0.12 outside; its ends stay."""
    west, south, east, north = box
    lon, lat = points[:, 0], points[:, 1]
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    cuts = [0, *(np.flatnonzero(np.diff(inside)) + 1).tolist(), len(points) - 1]
    runs = [_thinned(points[start : end + 1], near=bool(inside[start])) for start, end in pairwise(dict.fromkeys(cuts))]
    return np.vstack([runs[0], *(run[1:] for run in runs[1:])]) if runs else points


def _thinned(points: Line, *, near: bool) -> Line:
    from shapely import LineString

    if len(points) < 3:  # noqa: PLR2004 - nothing lies between the ends
        return points
    tolerance = _NEAR_TOLERANCE if near else _FAR_TOLERANCE
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
