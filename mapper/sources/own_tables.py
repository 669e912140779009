"""Tables of events as we write them come back: GeoJSON, GeoPackage, GeoParquet and CSV become GeoDataFrames again."""

from __future__ import annotations

import csv
import gc
import io
import json
import shutil
import warnings
from contextlib import contextmanager
from datetime import datetime
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, TypeGuard

from mapper.errors import InputError
from mapper.layers.cells import unguarded
from mapper.layers.columns import DTYPES, EVENT_TYPES_OF_COLUMNS
from mapper.records import EVENT_TYPES
from mapper.sources.geopackages import read_geopackage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geopandas import GeoDataFrame
    from pandas import Series
    from shapely.geometry.base import BaseGeometry

_CRS = "EPSG:4326"
_YES = frozenset(["true", "1", "yes", "t"])
_LARGEST = 2**53
FIELD_LIMIT = 10_000_000
"""Characters of one cell in CSV."""


def from_binary(file: BinaryIO, name: str, *, is_parquet: bool) -> GeoDataFrame:
    """Read a GeoPackage or GeoParquet, in whatever CRS it is, as EPSG:4326."""
    import geopandas

    try:
        with NamedTemporaryFile(suffix=".gpkg") as copy, warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # GDAL's, about what we refuse by name below
            shutil.copyfileobj(file, copy)
            copy.flush()
            frame = geopandas.read_parquet(copy.name) if is_parquet else read_geopackage(copy.name)
    except ImportError as error:
        message = f"{name}: reading Parquet needs pyarrow; pip install 'border-event-mapper[parquet]'"
        raise InputError(message) from error
    except (ValueError, OSError, RuntimeError) as error:
        reason = " ".join(str(error).split())
        message = f"{name}: the table is broken or has no geometry ({reason[:200]}); write it again"
        raise InputError(message) from error
    if not isinstance(frame, geopandas.GeoDataFrame) or frame.crs is None:
        message = f"{name}: the table has no coordinate reference system; give it one"
        raise InputError(message)
    return frame.to_crs(_CRS)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles again and again while millions of objects without any are made."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def from_features(text: str, name: str) -> GeoDataFrame:
    """Read a collection of features, or a feature a line, with or without record separators."""
    import geopandas
    import shapely

    rows: list[Mapping[str, Any]] = []
    shapes: list[BaseGeometry | None] = []
    spots: dict[int, list[float]] = {}
    for line, feature in _features(text, name):
        properties, geometry = feature.get("properties") or {}, feature.get("geometry")
        try:
            if _is_plain_point(geometry):
                spots[len(shapes)] = geometry["coordinates"]
                shapes.append(None)
            else:
                shapes.append(shapely.geometry.shape(geometry) if geometry else None)
            rows.append({str(key): value for key, value in properties.items()})
        except (AttributeError, KeyError, TypeError, ValueError, IndexError, shapely.errors.ShapelyError) as error:
            message = f"{name}: the feature of line {line} is broken; mend or remove it"
            raise InputError(message) from error
    # points of a long table are made all at once: one by one they take as long as everything else
    for at, point in zip(spots, shapely.points(list(spots.values())) if spots else (), strict=True):
        shapes[at] = point
    columns = dict.fromkeys(key for row in rows for key in row)
    table = {column: [row.get(column) for row in rows] for column in columns if column != "geometry"}
    geometry = geopandas.GeoSeries(shapes, crs=_CRS, index=range(len(shapes)))
    try:
        return geopandas.GeoDataFrame(table, geometry=geometry, crs=_CRS)
    except OverflowError as error:  # pandas before 3
        message = f"{name}: a number is too long to be one; mend or remove it"
        raise InputError(message) from error


def _is_plain_point(geometry: object) -> TypeGuard[dict[str, Any]]:
    """Tell a point with two numbers from every other shape, and from what is broken."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return False
    spot = geometry.get("coordinates")
    return isinstance(spot, list) and len(spot) == 2 and type(spot[0]) is float and type(spot[1]) is float  # noqa: PLR2004 - lon, lat


def _features(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give the features of a collection, or one from each line."""
    lines = [(number, line.strip("\x1e \t")) for number, line in enumerate(text.split("\n"), start=1)]
    lines = [(number, line) for number, line in lines if line]
    first = _parsed(lines[0][1], None) if len(lines) > 1 else None
    if first is None or first.get("type") != "Feature":
        whole = _parsed(text.strip("\x1e \t\n"), f"{name}: broken GeoJSON")
        members = whole.get("features") if whole and whole.get("type") == "FeatureCollection" else [whole]
        yield from ((1, member) for member in members or [] if isinstance(member, dict))
        return
    for number, line in lines:
        feature = _parsed(line, f"{name}: line {number} is broken GeoJSON")
        if feature is not None:
            yield number, feature


def _parsed(text: str, problem: str | None) -> dict[str, Any] | None:
    """Read a JSON object; if it is none, raise the problem, or give None where there is no problem in that."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if problem is None:
            return None
        message = f"{problem} ({getattr(error, 'msg', 'nested too deeply')}); mend or remove it"
        raise InputError(message) from error
    if isinstance(value, dict):
        return value
    if problem is None:
        return None
    message = f"{problem} (no object); mend or remove it"
    raise InputError(message)


def from_csv(text: str, name: str) -> GeoDataFrame:
    """Read rows whose geometry is well-known text in a column ``geometry``, else points from ``longitude`` and ``latitude``."""
    import geopandas

    csv.field_size_limit(FIELD_LIMIT)
    header = text.split("\n", 1)[0]
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=header.count)) if row]
    except csv.Error as error:
        message = f"{name}: broken CSV ({error}); write it again"
        raise InputError(message) from error
    if not rows:
        message = f"{name}: the file is empty but for blanks; there is nothing to read"
        raise InputError(message)
    columns, values = rows[0], rows[2 if _are_tags(rows[1:2]) else 1 :]
    if any(len(row) != len(columns) for row in values):
        message = f"{name}: some rows have more or fewer fields than the header; write it again"
        raise InputError(message)
    table = {column: [unguarded(row[at]) or None for row in values] for at, column in enumerate(columns)}
    shapes = _csv_shapes(table, len(values), name)
    return geopandas.GeoDataFrame(table, geometry=geopandas.GeoSeries(shapes, crs=_CRS, index=range(len(values))), crs=_CRS)


def _are_tags(row: list[list[str]]) -> bool:
    """Say whether the row below the header is HXL's, which names the columns by hashtags."""
    named = [cell for cell in row[0] if cell.strip()] if row else []
    return bool(named) and all(cell.startswith("#") for cell in named)


def _csv_shapes(table: dict[str, list[str | None]], count: int, name: str) -> list[BaseGeometry | None]:
    import numpy as np
    import shapely

    try:
        if "geometry" in table:
            with np.errstate(all="raise"):
                return [None if shape is None else shapely.from_wkt(shape) for shape in table.pop("geometry")]
        nothing: list[str | None] = [None] * count
        kinds = table.get("location_type", nothing)
        pairs = zip(table.get("longitude", nothing), table.get("latitude", nothing), kinds, strict=True)
        return [shapely.Point(float(lon), float(lat)) if lon and lat and kind != "country" else None for lon, lat, kind in pairs]
    except (ValueError, FloatingPointError, shapely.errors.ShapelyError) as error:
        message = f"{name}: a geometry or position is broken ({error}); write longitude and latitude as numbers in degrees"
        raise InputError(message) from error


def conformed(frame: GeoDataFrame, name: str) -> GeoDataFrame:
    """Give the columns of the contract their order and types; keep others behind them."""
    import geopandas

    if "event_type" not in frame.columns and len(frame):
        message = f"{name}: there is no column event_type, so this is no table of events; give what mapper events wrote"
        raise InputError(message)
    if len(frame) and not frame["event_type"].isin(EVENT_TYPES).any():
        theirs = ", ".join(sorted({str(value)[:40] for value in frame["event_type"].head(100)})[:3])
        message = f"{name}: its event types ({theirs}) are not ours, so it cannot be read as our events; give what mapper events wrote"
        raise InputError(message)
    plain = frame.drop(columns=frame.geometry.name).reset_index(drop=True)
    columns = {column: _typed(plain, column, kind) for column, kind in EVENT_TYPES_OF_COLUMNS.items()}
    columns |= {column: plain[column] for column in plain.columns if column not in columns and column != "bbox"}
    shapes = frame.geometry.reset_index(drop=True)
    return geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries(shapes, crs=_CRS), crs=_CRS)


def _typed(plain: GeoDataFrame, column: str, kind: str) -> Series[Any]:
    import pandas as pd

    if column not in plain.columns:
        return pd.Series([False if kind == "truth" else None] * len(plain), index=plain.index, dtype=DTYPES[kind])
    values = plain[column].astype(object).where(plain[column].notna(), None)
    if kind == "truth":
        return values.map(lambda value: str(value).strip().lower() in _YES).astype(bool)
    if kind == "text":
        return values.map(lambda value: None if value is None else _text(value)).astype(object)
    return numeric(values, kind)


def numeric(values: Series[Any], kind: str) -> Series[Any]:
    """Give a column as numbers of a kind, whole or not; what is no number, or larger than any that we know, is missing."""
    import numpy as np
    import pandas as pd

    try:
        # pandas before 3 reads "0.3" as the number next to it, Python does not
        exact = values.map(_exact) if kind != "integer" and values.dtype == object else values
        numbers = pd.to_numeric(exact, errors="coerce")
    except OverflowError:
        return numeric(values.map(lambda value: None if isinstance(value, int) and abs(value) > _LARGEST else value), kind)
    if kind == "integer":
        if pd.api.types.is_integer_dtype(numbers):
            return numbers.astype(DTYPES[kind])
        return numbers.where(numbers.abs() <= _LARGEST, np.nan).round().astype(DTYPES[kind])
    return numbers.astype(DTYPES[kind]).replace([np.inf, -np.inf], np.nan)


def _exact(value: object) -> object:
    """Read a text as the number that is nearest to it, if it is one."""
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _text(value: object) -> str:
    """Write a value as the text that it was: lists joined, dates without a time of day, whole numbers without a point."""
    if isinstance(value, (list, tuple)):
        return ";".join(map(_text, value))
    if isinstance(value, datetime):
        return str(value).removesuffix(" 00:00:00")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
