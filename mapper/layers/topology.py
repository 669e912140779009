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


class Topology:
    """A TopoJSON file of one object whose geometries are decoded, and kept, when they are asked for.

    Parameters
    ----------
    path
        The file; geometries that `at` shall find have a ``bbox``.

    Raises
    ------
    LayerError
        If the file is not TopoJSON.
    """

    def __init__(self, path: Path) -> None:
        from numpy import array

        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            (collection,) = data["objects"].values()
            self._arcs, self._transform = data["arcs"], data["transform"]
            self._raw = {geometry["id"]: geometry for geometry in collection["geometries"]}
        except (OSError, KeyError, TypeError, ValueError) as error:
            message = f"{path}: not readable as TopoJSON ({error}); install the package again"
            raise LayerError(message) from error
        self._decoded: dict[str, TopologyFeature] = {}
        self._idents = tuple(self._raw)
        self._boxes = array([geometry.get("bbox", (0.0, 0.0, 0.0, 0.0)) for geometry in self._raw.values()]).T

    def properties(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Give id and properties of each feature, in the file's order, without decoding any."""
        for ident, geometry in self._raw.items():
            yield ident, geometry["properties"]

    def __contains__(self, ident: object) -> bool:
        """Say whether a feature has this id."""
        return ident in self._raw

    def feature(self, ident: str) -> TopologyFeature:
        """Give a feature by its id, its geometry prepared for many questions."""
        found = self._decoded.get(ident)
        if found is None:
            from shapely import prepare

            raw = self._raw[ident]
            arcs = {index: _positions(self._arcs[index], self._transform) for index in _indices(raw["arcs"])}
            found = TopologyFeature(ident=ident, properties=raw["properties"], geometry=_geometry(raw, arcs))
            prepare(found.geometry)
            self._decoded[ident] = found
        return found

    def features(self) -> Iterator[TopologyFeature]:
        """Give every feature, in the file's order."""
        return (self.feature(ident) for ident in self._raw)

    def at(self, lon: float, lat: float) -> Iterator[TopologyFeature]:
        """Give the features whose polygon holds a position, lon, lat."""
        from shapely import Point

        point = Point(lon, lat)
        west, south, east, north = self._boxes
        near = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
        for number in near.nonzero()[0]:
            found = self.feature(self._idents[number])
            if found.geometry.intersects(point):
                yield found


def _indices(nested: int | Sequence[Any]) -> Iterator[int]:
    if isinstance(nested, int):
        yield nested if nested >= 0 else ~nested
    else:
        for inner in nested:
            yield from _indices(inner)


def _positions(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Ring:
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    xs = accumulate(step[0] for step in arc)
    ys = accumulate(step[1] for step in arc)
    return [(round(x * sx + tx, 6), round(y * sy + ty, 6)) for x, y in zip(xs, ys, strict=True)]


def _joined(indices: Sequence[int], arcs: Mapping[int, Ring]) -> Ring:
    points: Ring = []
    for index in indices:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(part[1:] if points else part)
    return points


def _geometry(geometry: Mapping[str, Any], arcs: Mapping[int, Ring]) -> BaseGeometry:
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
