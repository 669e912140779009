"""Geometries become quantised positions in Morton order, with a table of the lines and polygons among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from mapper.errors import LayerError

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

BITS = 24
"""Bits an axis: steps of 2.4 m at the equator in web mercator."""
_SIDE = 1 << BITS
_LAT_LIMIT = 85.05
_DEGREE_STEPS = 1_000_000
_COARSE = ("country", "continent", "world")
_POINT = 0
_SMEAR = (
    (16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F), (2, 0x3333333333333333), (1, 0x5555555555555555),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Shapes:
    """Distinct lines and polygons: ``kinds`` 1 line, 2 polygon, 3 points; parts a shape, points a part, coordinates in 1e-6 degrees."""

    kinds: NDArray[np.int64]
    parts: NDArray[np.int64]
    points: NDArray[np.int64]
    coordinates: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Positions:
    """Rows in drawing order: ``len(codes)`` rows with a place, sorted by ``codes``, then those without; ``shape`` is 0 for a point."""

    order: NDArray[np.int64]
    codes: NDArray[np.uint64]
    shape: NDArray[np.int64]
    shapes: Shapes


def _spread(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    for shift, mask in _SMEAR:
        values = (values | (values << np.uint64(shift))) & np.uint64(mask)
    return values


def morton(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Interleave web-mercator x and y of ``lon``, ``lat`` (degrees) into one number each; near places get near numbers."""
    sine = np.sin(np.radians(np.clip(lat, -_LAT_LIMIT, _LAT_LIMIT)))
    x = np.clip((lon + 180.0) / 360.0 * _SIDE, 0, _SIDE - 1).astype(np.uint64)
    y = np.clip((0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * _SIDE, 0, _SIDE - 1).astype(np.uint64)
    return _spread(x) | (_spread(y) << np.uint64(1))


def _in_degrees(events: GeoDataFrame) -> GeoDataFrame:
    if events.crs is not None and events.crs.to_epsg() != 4326:  # noqa: PLR2004 - the EPSG code of longitude, latitude
        return events.to_crs(4326)
    if events.crs is None and len(events):
        west, south, east, north = events.total_bounds
        if min(west, south, 180 - east, 90 - north) < -180 or south < -90:  # noqa: PLR2004 - degrees of the globe
            msg = "events: the layer has no CRS and its coordinates are not degrees; set one with events.set_crs(…)"
            raise LayerError(msg)
    return events


def _anchors(geometries: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give a point on each geometry: the middle of a line, a point inside a polygon."""
    is_line = shapely.get_type_id(geometries) == 1
    points = np.empty(len(geometries), dtype=object)
    points[is_line] = shapely.line_interpolate_point(geometries[is_line], 0.5, normalized=True)
    points[~is_line] = shapely.point_on_surface(geometries[~is_line])
    return shapely.get_x(points), shapely.get_y(points)


def _simple(geometry: Any) -> Any:  # noqa: ANN401 - shapely has no types
    """Keep the parts of the highest dimension of a collection."""
    if geometry.geom_type != "GeometryCollection":
        return geometry
    parts = shapely.get_parts(geometry)
    dimensions = shapely.get_dimensions(parts)
    return shapely.union_all(parts[dimensions == dimensions.max()])


def shape_table(geometries: NDArray[Any]) -> Shapes:
    """Cut geometries into parts (a polygon's rings, a line's strokes) and their coordinates."""
    kinds, parts, points, coordinates = [], [], [], []
    for geometry in geometries:
        dimension = int(shapely.get_dimensions(geometry))
        pieces = shapely.get_rings(shapely.get_parts(geometry)) if dimension == 2 else shapely.get_parts(geometry)  # noqa: PLR2004 - areas
        kinds.append({0: 3, 1: 1, 2: 2}[dimension])
        parts.append(len(pieces))
        points.extend(shapely.get_num_coordinates(pieces).tolist())
        coordinates.append(shapely.get_coordinates(pieces))
    xy = np.vstack(coordinates) if coordinates else np.empty((0, 2))
    return Shapes(
        kinds=np.array(kinds, dtype=np.int64), parts=np.array(parts, dtype=np.int64), points=np.array(points, dtype=np.int64),
        coordinates=np.rint(xy * _DEGREE_STEPS).astype(np.int64),
    )  # fmt: skip


def _given(events: GeoDataFrame, name: str) -> NDArray[np.float64]:
    if name not in events.columns:
        return np.full(len(events), np.nan)
    return np.asarray(events[name].to_numpy(dtype=np.float64, na_value=np.nan))


def _is_placed(events: GeoDataFrame, geometry: NDArray[Any]) -> NDArray[np.bool_]:
    placed = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    if "location_type" in events.columns:
        placed &= ~events["location_type"].isin(_COARSE).to_numpy()
    return np.asarray(placed, dtype=bool)


def positions(events: GeoDataFrame) -> Positions:
    """Sort events by place; rows without geometry, or of country precision, come last in their own order.

    Raises
    ------
    LayerError
        If the frame has no CRS and coordinates that cannot be degrees.
    """
    events = _in_degrees(events)
    geometry = np.asarray(events.geometry.to_numpy(), dtype=object)
    placed = _is_placed(events, geometry)
    lon, lat = shapely.get_x(geometry), shapely.get_y(geometry)
    shape = np.zeros(len(events), dtype=np.int64)
    extents = np.flatnonzero(placed & (shapely.get_type_id(geometry) != _POINT))
    distinct: NDArray[Any] = np.empty(0, dtype=object)
    if extents.size:
        distinct, shape[extents] = _distinct(geometry[extents])
        x, y = _anchors(distinct)
        given_x, given_y = _given(events, "longitude")[extents], _given(events, "latitude")[extents]
        has_point = np.isfinite(given_x) & np.isfinite(given_y)
        lon[extents] = np.where(has_point, given_x, x[shape[extents] - 1])
        lat[extents] = np.where(has_point, given_y, y[shape[extents] - 1])
    rows = np.flatnonzero(placed)
    codes = morton(lon[rows], lat[rows])
    by_place = np.argsort(codes, kind="stable")
    order = np.concatenate([rows[by_place], np.flatnonzero(~placed)])
    return Positions(order=order, codes=codes[by_place], shape=shape[order], shapes=shape_table(distinct))


def _distinct(geometries: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Keep one of equal geometries; give them and, for each row, the number of its own counted from 1."""
    simple = np.empty(len(geometries), dtype=object)
    simple[:] = [_simple(geometry) for geometry in geometries]
    _, first, number = np.unique(shapely.to_wkb(simple, output_dimension=2), return_index=True, return_inverse=True)
    return simple[first], number + 1
