"""The tables of a store in PostGIS: the same as those in the file, with names of their own in a database that others share."""

from __future__ import annotations

from geoalchemy2 import Geometry
from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, MetaData, Table, Text, UniqueConstraint

from mapper.store.corrections import CORRECTED_TYPES_OF_COLUMNS

_SQL_TYPES = {"text": Text, "integer": BigInteger, "number": Float, "truth": Boolean}

METADATA = MetaData()

EVENTS = Table(
    "mapper_events",
    METADATA,
    *(Column(name, _SQL_TYPES[kind], primary_key=name == "event_id") for name, kind in CORRECTED_TYPES_OF_COLUMNS.items()),
    Column("geom", Geometry(srid=4326, spatial_index=False)),
    Column("merge_day", Integer, nullable=False, index=True),
    Column("revision", BigInteger, nullable=False),
    Column("digest", Text, nullable=False),
    Index("mapper_events_geom", "geom", postgresql_using="gist"),
    Index("mapper_events_by_type", "event_type", "event_date"),
)
ARTICLES = Table(
    "mapper_articles",
    METADATA,
    Column("article_id", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("published", Text),
    Column("lang", Text),
    Column("source", Text),
    Column("title", Text),
    Column("body", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
)
REPORTS = Table(
    "mapper_reports",
    METADATA,
    Column("event_id", Text(collation="C"), primary_key=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("day", Integer, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index("mapper_reports_by_day", "day", "event_id"),
)
CORRECTIONS = Table(
    "mapper_corrections",
    METADATA,
    Column("fid", BigInteger, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("changed_column", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_on", Text, nullable=False),
    UniqueConstraint("event_id", "action", "changed_column", "value", "made_by", "made_on"),
)
FEEDS = Table(
    "mapper_feeds",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("failures", Integer, nullable=False),
    Column("not_before", Text),
)
CHANGED_DAYS = Table("mapper_changed_days", METADATA, Column("day", Integer, primary_key=True, autoincrement=False))
STATE = Table("mapper_store", METADATA, Column("name", Text, primary_key=True), Column("value", BigInteger, nullable=False))
