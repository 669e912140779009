"""GeoPackage files, for QGIS and other desktop tools: points, lines and areas are tables of their own, drawn as on our map."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from mapper.errors import OutputError
from mapper.exports.flat import without_lists
from mapper.exports.qgis import style_qml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geopandas import GeoDataFrame

    from mapper.exports.qgis import Kind

SUFFIXES: dict[Kind, str] = {"point": "", "line": "_lines", "area": "_areas"}
"""What stands behind the name of the file in the names of the tables, where there is more than one."""

_KEPT_NAMES = re.compile(r"layer_styles$|(gpkg|sqlite|rtree)_", re.IGNORECASE)  # the format's own tables are called so
_KIND_OF: dict[str, Kind] = {
    "Point": "point", "MultiPoint": "point", "LineString": "line", "LinearRing": "line", "MultiLineString": "line",
    "Polygon": "area", "MultiPolygon": "area",
}  # fmt: skip
_MULTI: dict[Kind, str] = {"point": "MultiPoint", "line": "MultiLineString", "area": "MultiPolygon"}
_STYLES = """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
)"""
_FIXED_MOMENT = "1970-01-01T00:00:00.000Z"  # the same rows give the same file


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write the rows as tables named after the file: one if they are of one kind of geometry, else one for each kind.

    Rows without a geometry are in the first table. ``fid`` numbers the rows through all tables in their order. Tables of events bring
    the style with which QGIS opens them, in ``layer_styles``.

    Raises
    ------
    OutputError
        The disk refuses.
    """
    rows = without_lists(frame)
    rows["fid"] = range(1, len(rows) + 1)
    tables = _tables(rows, "events" if _KEPT_NAMES.match(path.stem) else path.stem)
    plain = path.with_name("draft.gpkg")  # pyogrio reads some signs in a file's name as those of an address
    try:
        for name, (table, geometry_type, _) in tables.items():
            multi = geometry_type.startswith("Multi")
            table.to_file(plain, driver="GPKG", engine="pyogrio", layer=name, geometry_type=geometry_type, promote_to_multi=multi)
        if "event_type" in frame.columns and "status" in frame.columns:
            _add_styles(plain, {name: kind for name, (_, _, kind) in tables.items() if kind is not None})
    except (RuntimeError, sqlite3.Error) as error:
        reason = " ".join(str(error).split())
        message = f"{path.name}: cannot write ({reason[:200]}); check the space left on the disk"
        raise OutputError(message) from error
    plain.replace(path)


def _tables(rows: GeoDataFrame, stem: str) -> dict[str, tuple[GeoDataFrame, str, Kind | None]]:
    """Sort rows by kind of geometry: the table, its type of geometry and its kind by name; an odd collection leaves all in one table."""
    types = rows.geometry.geom_type.where(~rows.geometry.is_empty)
    kinds = types.map(_KIND_OF)
    if (types.notna() & kinds.isna()).any():
        return {stem: (rows, "Unknown", None)}
    present = [kind for kind in SUFFIXES if (kinds == kind).any()] or ["point"]
    tables: dict[str, tuple[GeoDataFrame, str, Kind | None]] = {}
    for at, kind in enumerate(present):
        wanted = (kinds == kind) | (kinds.isna() if at == 0 else False)
        found = set(types[wanted].dropna())
        geometry_type = found.pop() if len(found) == 1 else _MULTI[kind] if found else "Point"
        tables[f"{stem}{SUFFIXES[kind] if at else ''}"] = (rows[wanted], geometry_type, kind)
    return tables


def _add_styles(path: Path, kinds: Mapping[str, Kind]) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(_STYLES)
        file.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', 'How QGIS draws the events', ?, 0)",
            (_FIXED_MOMENT,),
        )
        for name, kind in kinds.items():
            (column,) = file.execute("SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (name,)).fetchone()
            file.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, "
                "styleSLD, useAsDefault, description, owner, update_time) VALUES ('', '', ?, ?, 'events', ?, '', 1, ?, '', ?)",
                (name, column, style_qml(kind), "Type by colour and shape, filled where it happened", _FIXED_MOMENT),
            )
