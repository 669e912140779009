"""The tables of a store in a GeoPackage file: those that the standard asks for, the layer of events, and our own."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from mapper.store.corrections import CORRECTED_TYPES_OF_COLUMNS

if TYPE_CHECKING:
    import sqlite3

    from shapely.geometry.base import BaseGeometry

APPLICATION_ID = 0x47504B47  # "GPKG"
USER_VERSION = 10300  # GeoPackage 1.3
SCHEMA = 1
"""The version of our own tables."""

_SQL_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "truth": "BOOLEAN"}
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],'
    'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_STANDARD = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL, description TEXT
);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
)
"""
_OURS = {
    "articles": """article_id TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, published TEXT, lang TEXT, source TEXT, title TEXT,
        body TEXT NOT NULL, revision INTEGER NOT NULL""",
    "reports": """event_id TEXT NOT NULL UNIQUE, article_id TEXT NOT NULL, day INTEGER NOT NULL, revision INTEGER NOT NULL,
        body TEXT NOT NULL""",
    "corrections": """event_id TEXT NOT NULL, action TEXT NOT NULL, changed_column TEXT NOT NULL, value TEXT NOT NULL,
        made_by TEXT NOT NULL, made_on TEXT NOT NULL, UNIQUE (event_id, action, changed_column, value, made_by, made_on)""",
    "feeds": "url TEXT NOT NULL UNIQUE, etag TEXT, last_modified TEXT, failures INTEGER NOT NULL, not_before TEXT",
    "changed_days": "day INTEGER NOT NULL UNIQUE",
    "mapper_store": "name TEXT NOT NULL UNIQUE, value INTEGER NOT NULL",
}
_INDEXES = (
    "CREATE INDEX reports_by_day ON reports (day, event_id)",
    "CREATE INDEX reports_by_article ON reports (article_id)",
    "CREATE INDEX events_by_day ON events (merge_day)",
    "CREATE INDEX events_by_type ON events (event_type, event_date)",
)
_WORDS = {
    "articles": "Articles as read",
    "reports": "What each article tells",
    "corrections": "Corrections by hand",
    "feeds": "Feeds watched",
    "changed_days": "Days to merge anew",
    "mapper_store": "State of the store",
}
COLUMNS: tuple[str, ...] = tuple(CORRECTED_TYPES_OF_COLUMNS)
"""The columns of the layer of events that its readers see."""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of a new store, inside the transaction that is open."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {USER_VERSION}")
    for statement in _STANDARD.split(";"):
        connection.execute(statement)
    connection.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
            ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
            ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude and latitude in degrees on the WGS 84 ellipsoid"),
        ],
    )
    typed = ", ".join(f'"{name}" {_SQL_TYPES[kind]}' for name, kind in CORRECTED_TYPES_OF_COLUMNS.items())
    connection.execute(
        f"CREATE TABLE events (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY, {typed}, "
        "merge_day INTEGER NOT NULL, revision INTEGER NOT NULL, digest TEXT NOT NULL, UNIQUE (event_id))"
    )
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id, description) VALUES (?, ?, ?, 4326, ?)",
        ("events", "features", "events", "Events as merged from the reports, with corrections"),
    )
    connection.execute("INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom', 'GEOMETRY', 4326, 0, 0)")
    for name, columns in _OURS.items():
        connection.execute(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {columns})")
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES (?, 'attributes', ?, ?)",
            (name, name, _WORDS[name]),
        )
    for statement in _INDEXES:
        connection.execute(statement)
    connection.executemany("INSERT INTO mapper_store (name, value) VALUES (?, ?)", [("schema", SCHEMA), ("revision", 0), ("shown", 0)])


def blob_of(geometry: BaseGeometry | None) -> bytes | None:
    """Write a geometry as GeoPackage keeps it: a head with the bounding box, then well-known binary."""
    if geometry is None or geometry.is_empty:
        return None
    import shapely

    west, south, east, north = geometry.bounds
    head = struct.pack("<2sBBi4d", b"GP", 0, 0b0000_0011, 4326, west, east, south, north)
    return head + bytes(shapely.to_wkb(geometry, byte_order=1))


def geometry_of(blob: bytes | None) -> BaseGeometry | None:
    """Read a geometry as GeoPackage keeps it, whatever box its head holds."""
    if blob is None:
        return None
    import shapely

    boxes = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
    return shapely.from_wkb(blob[8 + boxes[(blob[3] >> 1) & 0b111] :])
