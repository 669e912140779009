"""Tables as rows of plain values, without lists, for the formats that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.exports.geojson import DECIMALS, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    Row = tuple[dict[str, object], BaseGeometry | None]


def without_lists(frame: GeoDataFrame) -> GeoDataFrame:
    """Join the lists of a table with ``;``: GeoPackage and CSV would write Python's own notation, which no reader undoes."""
    flat = frame.copy()
    for name in flat.columns.drop(flat.geometry.name):
        if flat[name].map(lambda value: isinstance(value, (list, tuple))).any():
            flat[name] = flat[name].map(lambda value: ";".join(map(str, value)) if isinstance(value, (list, tuple)) else value)
    return flat


def names_of(frame: GeoDataFrame) -> list[str]:
    """Name the columns of a table but its geometry."""
    return [name for name in frame.columns if name != frame.geometry.name]


def rows_of(frame: GeoDataFrame) -> Iterator[Row]:
    """Give each row as values of Python (text, numbers, truth, None for what is missing; lists joined) with its geometry."""
    flat = without_lists(frame)
    names = names_of(flat)
    columns = [flat[name].astype(object).tolist() for name in names]
    for row, geometry in zip(zip(*columns, strict=True), flat.geometry, strict=True):
        yield dict(zip(names, map(plain, row), strict=True)), geometry


def well_known_text(geometry: BaseGeometry | None) -> str:
    """Write a geometry as text, longitude first, with six decimals; none is empty."""
    if geometry is None or geometry.is_empty:
        return ""
    import shapely

    return str(shapely.to_wkt(geometry, rounding_precision=DECIMALS, trim=True))
