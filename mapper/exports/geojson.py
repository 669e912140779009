"""GeoJSON features of RFC 7946 as text: one feature, a sequence with or without record separators, a collection."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    Feature = dict[str, object]

DECIMALS = 6
RECORD_SEPARATOR = "\x1e"


def feature(properties: Mapping[str, object], geometry: BaseGeometry | None) -> Feature:
    """Make a feature: longitude and latitude with six decimals, outer rings counterclockwise, no geometry as null.

    Examples
    --------
    >>> from shapely import Point
    >>> feature({"name": "Tacna"}, Point(-70.24830001, -18.0056))["geometry"]
    {'type': 'Point', 'coordinates': [-70.2483, -18.0056]}
    """
    return {
        "type": "Feature",
        "properties": {name: plain(value) for name, value in properties.items()},
        "geometry": _geometry(geometry),
    }


def frame_features(frame: GeoDataFrame) -> Iterator[Feature]:
    """Give the rows of a GeoDataFrame as features; missing values become null, whole numbers stay whole."""
    geometry_name = frame.geometry.name
    names = [name for name in frame.columns if name != geometry_name]
    columns = [frame[name].astype(object).tolist() for name in names]
    for row, geometry in zip(zip(*columns, strict=True), frame.geometry, strict=True):
        yield feature(dict(zip(names, row, strict=True)), geometry)


def dumps(value: object) -> str:
    """Write JSON on one line, readable as UTF-8, without the numbers that JSON does not have."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))


def lines(features: Iterable[Feature], *, rs: bool = False) -> Iterator[str]:
    """Give each feature as a line of text that ends in a newline; with `rs` each starts with RFC 8142's record separator."""
    start = RECORD_SEPARATOR if rs else ""
    for one in features:
        yield f"{start}{dumps(one)}\n"


def collection(features: Iterable[Feature]) -> Iterator[str]:
    """Give the text of one FeatureCollection piece by piece, so that it never stands in memory whole."""
    yield '{"type": "FeatureCollection", "features": ['
    separator = "\n"
    for one in features:
        yield f"{separator}{dumps(one)}"
        separator = ",\n"
    yield "\n]}\n"


def _geometry(geometry: BaseGeometry | None) -> dict[str, object] | None:
    if geometry is None or geometry.is_empty:
        return None
    import shapely
    from shapely.geometry import mapping

    rounded = shapely.transform(shapely.orient_polygons(geometry, exterior_cw=False), lambda xy: xy.round(DECIMALS))
    return _listed(mapping(rounded))


def _listed(mapped: Mapping[str, object]) -> dict[str, object]:
    """Turn shapely's tuples into lists, as they come back from JSON."""
    return {name: _plain_sequence(value) for name, value in mapped.items()}


def _plain_sequence(value: object) -> object:
    return [_plain_sequence(item) for item in value] if isinstance(value, (tuple, list)) else value


def plain(value: object) -> object:
    """Turn a cell of a data frame into what JSON knows: numpy numbers into Python's, every kind of missing value into None."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "isoformat"):  # a date; pandas' missing date is not equal to itself
        return value.isoformat() if value == value else None  # noqa: PLR0124
    number = value.item() if hasattr(value, "item") else value
    if isinstance(number, float):
        return number if math.isfinite(number) else None
    return number if isinstance(number, (str, bool, int)) else _text_or_none(number)


def _text_or_none(value: object) -> str | None:
    text = str(value)
    return None if text == "<NA>" else text
