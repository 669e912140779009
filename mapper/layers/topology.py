"""Reading TopoJSON: delta-coded arcs on a grid become lines and polygons in lon, lat."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from mapper.errors import LayerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

# Three corners and the first again.
LEAST_RING = 4

Ring = list[tuple[float, float]]


@dataclass(frozen=True, kw_only=True, slots=True)
class TopologyFeature:
    """One feature of a topology: its id, its properties and its geometry in lon, lat (EPSG:4326)."""

    ident: str
    properties: Mapping[str, Any]
    geometry: BaseGeometry


def read_topology(path: Path) -> Iterator[TopologyFeature]:
    """Read the features of the only object in a TopoJSON file.

    Raises
    ------
    LayerError
        If the file is not TopoJSON.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        (collection,) = data["objects"].values()
        arcs = [_positions(arc, data["transform"]) for arc in data["arcs"]]
        for geometry in collection["geometries"]:
            yield TopologyFeature(
                ident=geometry["id"],
                properties=geometry["properties"],
                geometry=_geometry(geometry, arcs),
            )
    except (OSError, KeyError, TypeError, ValueError) as error:
        message = f"{path}: not readable as TopoJSON ({error}); install the package again"
        raise LayerError(message) from error


def _positions(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Ring:
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    xs = accumulate(step[0] for step in arc)
    ys = accumulate(step[1] for step in arc)
    return [(round(x * sx + tx, 6), round(y * sy + ty, 6)) for x, y in zip(xs, ys, strict=True)]


def _joined(indices: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    points: Ring = []
    for index in indices:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(part[1:] if points else part)
    return points


def _geometry(geometry: Mapping[str, Any], arcs: Sequence[Ring]) -> BaseGeometry:
    from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon

    if geometry["type"] == "MultiLineString":
        lines = [LineString(_joined(indices, arcs)) for indices in geometry["arcs"]]
        return lines[0] if len(lines) == 1 else MultiLineString(lines)
    shapes = [[_joined(indices, arcs) for indices in rings] for rings in geometry["arcs"]]
    polygons = [Polygon(rings[0], rings[1:]) for rings in shapes if len(rings[0]) >= LEAST_RING]
    area = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    return area if area.is_valid else _mended(area)


def _mended(area: BaseGeometry) -> BaseGeometry:
    """Mend a polygon whose coast crosses itself since it was simplified, and leave out what is no area."""
    from shapely import make_valid
    from shapely.geometry import MultiPolygon

    valid = make_valid(area)
    parts = [polygon for part in getattr(valid, "geoms", [valid]) for polygon in getattr(part, "geoms", [part])]
    return MultiPolygon([part for part in parts if part.geom_type == "Polygon"])
