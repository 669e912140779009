"""Read the border that a map is about: its line, its monuments, its disputed end, and the zones of decrees along it."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.border import load_border
from mapper.errors import LayerError
from mapper.layers import layer_path
from mapper.maps._ground import Box, read_topology

if TYPE_CHECKING:
    from numpy.typing import NDArray

OWN_BORDER = "PER-CHL"
"""The border of which monuments, zones and the disputed end are known."""
KILOMETRES_APART = 10


def border_lines(border_id: str) -> list[NDArray[np.float64]]:
    """Return the parts of a border in the order of the kilometres along it, each as lon, lat (EPSG:4326).

    Raises
    ------
    LayerError
        If no border has this id.
    """
    borders = read_topology("borders.topojson")
    if border_id not in borders.lines:
        msg = f"{border_id}: no border has this id; `mapper border` lists those there are"
        raise LayerError(msg)
    return [borders.arcs[arc] for part in borders.lines[border_id] for arc in part]


def border_box(border_id: str) -> Box:
    """Return west, south, east, north of a border in degrees."""
    points = np.vstack(border_lines(border_id))
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return float(west), float(south), float(east), float(north)


def kilometre_points(border_id: str) -> list[tuple[float, float]]:
    """Return the points of a border at kilometre 0, 10, 20, … and at its end, lon, lat."""
    border = load_border(border_id)
    marks = [float(km) for km in range(0, math.ceil(border.length_km), KILOMETRES_APART)]
    return [border.point_at(km) for km in [*marks, border.length_km]]


def monuments() -> tuple[list[int], list[tuple[float, float]]]:
    """Return the numbers of the monuments in order, and their lon, lat."""
    found = sorted(read_features("monuments.geojson"), key=lambda feature: int(feature["properties"]["number"]))
    return [int(feature["properties"]["number"]) for feature in found], [feature["geometry"]["coordinates"] for feature in found]


def western_end() -> dict[str, dict[str, Any]]:
    """Return the two readings of the line west of monument 1 and the triangle between them, GeoJSON features by id."""
    return {feature["properties"]["id"]: feature for feature in read_features("western_end.geojson")}


def zones() -> list[dict[str, Any]]:
    """Return the schematic zones of decrees as GeoJSON features."""
    return read_features("zones.geojson")


def read_features(name: str) -> list[dict[str, Any]]:
    """Read the features of a GeoJSON layer by its file name."""
    features: list[dict[str, Any]] = json.loads(layer_path(name).read_text(encoding="utf-8"))["features"]
    return features
