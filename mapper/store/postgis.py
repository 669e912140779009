"""The store in a PostgreSQL database with PostGIS, for several desks and for many articles."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mapper.errors import InputError, OutputError
from mapper.merge import day_of
from mapper.store.event_json import article_from, article_json, event_from, event_json, storable
from mapper.store.model import Correction, Counts, EventRow, FeedState, Report, members_told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Executable, Select, Table

    from mapper.records import Article, Event
    from mapper.store.selection import Near, Selection

_LOCK = 0x6D617070  # "mapp": writers of stores in one database wait for each other
_SCHEMA = 1
_PAGE = 2_000
_KM_A_DEGREE = 110.0
_POLAR = 80.0


class PostgisStore:
    """A store in a database; see `mapper.store.Store` for what each function does.

    Parameters
    ----------
    url
        ``postgresql://user:password@host:port/database``. The password may stand in ``PGPASSWORD`` or ``~/.pgpass`` instead; messages
        never show it.
    create
        Whether the tables are made if they are not there.

    Raises
    ------
    InputError
        There is no store in this database.
    OutputError
        The server cannot be reached or the tables cannot be made, or the extra ``postgis`` is not installed.
    """

    def __init__(self, url: str, *, create: bool = False) -> None:
        try:
            import psycopg  # noqa: F401 - SQLAlchemy asks for it only when it connects
            from sqlalchemy import create_engine, make_url
            from sqlalchemy.exc import SQLAlchemyError

            from mapper.store import postgis_tables
        except ImportError as error:
            message = "a store in PostGIS needs more packages; pip install 'border-event-mapper[postgis]'"
            raise OutputError(message) from error
        self._tables = postgis_tables
        self._failure = SQLAlchemyError
        self._inside: Connection | None = None
        try:
            address = make_url(url)
        except SQLAlchemyError as error:
            message = "this is no address of a database; write it as postgresql://user@host/database"
            raise InputError(message) from error
        self.name = address.render_as_string(hide_password=True)
        self._engine = create_engine(address.set(drivername="postgresql+psycopg"))
        try:
            self._make_or_check(create=create)
        except BaseException:
            self.close()
            raise

    def _make_or_check(self, *, create: bool) -> None:
        from sqlalchemy import inspect, text

        tables = self._tables
        with self._told():
            is_there = inspect(self._engine).has_table(tables.STATE.name)
        if not is_there and not create:
            message = f"{self.name}: there is no store in this database; mapper store add makes it"
            raise InputError(message)
        if not is_there:
            with self.transaction():
                self._do(text("CREATE EXTENSION IF NOT EXISTS postgis"))
                tables.METADATA.create_all(self._connection)
                for name, value in (("schema", _SCHEMA), ("revision", 0), ("shown", 0)):
                    self._do(self._insert(tables.STATE).values(name=name, value=value).on_conflict_do_nothing())
        if self._state("schema") > _SCHEMA:
            message = f"{self.name}: a newer release made this store; update border-event-mapper"
            raise InputError(message)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what a server refuses as one of our errors, without its password and without the values of the statement."""
        try:
            yield
        except self._failure as error:
            reason = " ".join(str(getattr(error, "orig", None) or type(error).__name__).split())[:200]
            message = f"{self.name}: the database refuses ({reason}); check the address, the rights and that PostGIS is installed"
            raise OutputError(message) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Let nobody else write until the end; undo everything if an exception passes."""
        from sqlalchemy import func, select

        with self._told(), self._engine.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            self._inside = connection
            try:
                yield
            finally:
                self._inside = None

    @property
    def _connection(self) -> Connection:
        if self._inside is None:
            message = "changes of a store belong inside a transaction"
            raise RuntimeError(message)
        return self._inside

    def close(self) -> None:
        """Let go of the server."""
        self._engine.dispose()

    def _do(self, statement: Executable, rows: Sequence[dict[str, Any]] | None = None) -> None:
        if rows is None or rows:
            self._connection.execute(statement, rows)

    def _rows(self, statement: Select[Any]) -> list[Any]:
        if self._inside is not None:
            return list(self._inside.execute(statement).all())
        with self._told(), self._engine.connect() as connection:
            return list(connection.execute(statement).all())

    @staticmethod
    def _insert(table: Table) -> Any:  # noqa: ANN401 - PostgreSQL's own insert, which has no name for types outside its dialect
        from sqlalchemy.dialects.postgresql import insert

        return insert(table)

    def _upsert(self, table: Table, key: str, names: Iterable[str]) -> Any:  # noqa: ANN401
        statement = self._insert(table)
        return statement.on_conflict_do_update(index_elements=[key], set_={name: statement.excluded[name] for name in names})

    def _state(self, name: str) -> int:
        from sqlalchemy import select

        state = self._tables.STATE
        rows = self._rows(select(state.c.value).where(state.c.name == name))
        return int(rows[0][0]) if rows else 0

    def _next_revision(self) -> int:
        from sqlalchemy import update

        state = self._tables.STATE
        self._do(update(state).where(state.c.name == "revision").values(value=state.c.value + 1))
        return self.revision()

    def _mark(self, days: Iterable[int]) -> None:
        self._do(self._insert(self._tables.CHANGED_DAYS).on_conflict_do_nothing(), [{"day": day} for day in sorted(set(days))])

    def revision(self) -> int:
        """Give the number that grows with every change of articles and corrections."""
        return self._state("revision")

    def fingerprint(self, article_id: str) -> str | None:
        """Give the fingerprint of an article that is kept; None if there is none of this id."""
        from sqlalchemy import select

        articles = self._tables.ARTICLES
        rows = self._rows(select(articles.c.fingerprint).where(articles.c.article_id == storable(article_id)))
        return str(rows[0][0]) if rows else None

    def put_article(self, article: Article, fingerprint: str, reports: Sequence[Event]) -> None:
        """Keep an article with what it tells, in place of what was kept under its id."""
        from sqlalchemy import delete, select

        table, articles = self._tables.REPORTS, self._tables.ARTICLES
        key, revision = storable(article.article_id), self._next_revision()
        before = self._rows(select(table.c.event_id, table.c.day, table.c.revision).where(table.c.article_id == key))
        came = {event_id: first for event_id, _, first in before}
        self._do(delete(table).where(table.c.article_id == key))
        told = {name: storable(getattr(article, name)) for name in ("published", "lang", "source", "title")}
        row = told | {"fingerprint": fingerprint, "body": article_json(article), "revision": revision}
        self._do(self._upsert(articles, "article_id", row), [row | {"article_id": key}])
        rows = [
            {
                "event_id": each.event_id, "article_id": key, "day": day_of(each), "revision": came.get(each.event_id, revision),
                "body": event_json(each),
            }
            for each in reports
        ]  # fmt: skip
        self._do(self._upsert(table, "event_id", ("article_id", "day", "revision", "body")), rows)
        self._mark([*(day for _, day, _ in before), *map(day_of, reports)])

    def days_of_reports(self) -> list[int]:
        """List the days of all reports, each once, in order."""
        from sqlalchemy import select

        day = self._tables.REPORTS.c.day
        return [found for (found,) in self._rows(select(day).distinct().order_by(day))]

    def changed_days(self) -> list[int]:
        """List the days of reports that came, went or were corrected since events were last merged."""
        from sqlalchemy import select

        day = self._tables.CHANGED_DAYS.c.day
        return [found for (found,) in self._rows(select(day).order_by(day))]

    def reports(self, first: int, last: int) -> Iterator[Report]:
        """Give the reports of days, both included, in the order of days, page by page."""
        from sqlalchemy import select, tuple_

        reports, articles = self._tables.REPORTS, self._tables.ARTICLES
        order = (reports.c.day, reports.c.event_id)
        page = (
            select(*order, reports.c.revision, reports.c.body, articles.c.article_id, articles.c.body)
            .join(articles, articles.c.article_id == reports.c.article_id)
            .where(reports.c.day <= last)
            .order_by(*order)
            .limit(_PAGE)
        )
        known: dict[str, Article] = {}
        at = (first, "")
        while rows := self._rows(page.where(tuple_(*order) > tuple_(*at))):
            before, known = known, {}
            for _, _, revision, body, article_id, article_body in rows:
                article = known.get(article_id) or before.get(article_id) or article_from(article_body)
                known[article_id] = article
                yield Report(event=event_from(body, article), revision=revision)
            at = rows[-1][0], rows[-1][1]

    def day_of_report(self, event_id: str) -> int | None:
        """Give the day of a report; None if there is none of this id."""
        from sqlalchemy import select

        reports = self._tables.REPORTS
        rows = self._rows(select(reports.c.day).where(reports.c.event_id == storable(event_id)))
        return int(rows[0][0]) if rows else None

    def digests(self, first: int, last: int) -> dict[str, str]:
        """Give the digests of the merged events whose first day is one of these, by event id."""
        from sqlalchemy import select

        events = self._tables.EVENTS
        rows = self._rows(select(events.c.event_id, events.c.digest).where(events.c.merge_day.between(first, last)))
        return {event_id: digest for event_id, digest in rows}  # noqa: C416 - rows of two are no pairs to the type checker

    def members(self, first: int, last: int) -> dict[str, frozenset[str]]:
        """Give the ids of the reports of the merged events whose first day is one of these, by event id."""
        from sqlalchemy import select

        events = self._tables.EVENTS
        rows = self._rows(select(events.c.event_id, events.c.reports).where(events.c.merge_day.between(first, last)))
        return {event_id: members_told(event_id, reports) for event_id, reports in rows}

    def write_events(self, rows: Iterable[EventRow], *, gone: Collection[str]) -> None:
        """Write merged events over those of the same ids, remove those that are gone, and forget the changed days."""
        from geoalchemy2.shape import from_shape
        from sqlalchemy import delete

        events = self._tables.EVENTS
        self._do(delete(events).where(events.c.event_id.in_(sorted(gone))))
        written = [
            row.properties
            | {"merge_day": row.day, "revision": row.revision, "digest": row.digest}
            | {"geom": None if row.geometry is None else from_shape(row.geometry, srid=4326)}
            for row in rows
        ]
        self._do(self._upsert(events, "event_id", [column.name for column in events.c if column.name != "event_id"]), written)
        self._do(delete(self._tables.CHANGED_DAYS))

    def events(self, selection: Selection) -> Iterator[EventRow]:
        """Give merged events in order of day, without those that the selection surely rules out."""
        from geoalchemy2.shape import to_shape
        from sqlalchemy import select

        events = self._tables.EVENTS
        for row in self._rows(self._narrowed(select(events), selection).order_by(events.c.merge_day, events.c.event_id)):
            told = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
            geom, day, revision, digest = (told.pop(name) for name in ("geom", "merge_day", "revision", "digest"))
            yield EventRow(
                event_id=told["event_id"], day=day, revision=revision, digest=digest, properties=told,
                geometry=None if geom is None else to_shape(geom),
            )  # fmt: skip

    def _narrowed(self, statement: Select[Any], selection: Selection) -> Select[Any]:
        from sqlalchemy import func

        events = self._tables.EVENTS
        if selection.types:
            statement = statement.where(events.c.event_type.in_(selection.types))
        if selection.statuses:
            statement = statement.where(events.c.status.in_(selection.statuses))
        if selection.until:
            start = func.substr(func.coalesce(events.c.event_date, events.c.published), 1, 10)
            statement = statement.where(start.collate("C") <= selection.until)
        if selection.since:
            end = func.coalesce(events.c.event_date_end, events.c.event_date, events.c.published) + "-99"  # a month ends after its days
            statement = statement.where(end.collate("C") >= selection.since)
        box = _box(selection.near) if selection.near else None
        if box is not None:
            statement = statement.where(events.c.geom.intersects(func.ST_MakeEnvelope(*box, 4326)))
        return statement

    def put_corrections(self, corrections: Iterable[Correction]) -> int:
        """Keep corrections; tell how many were not kept before."""
        count = 0
        for each in corrections:
            row = {
                "event_id": each.event_id, "action": each.action, "changed_column": each.column or "", "value": each.value or "",
                "made_by": each.made_by, "made_on": each.made_on,
            }  # fmt: skip
            statement = self._insert(self._tables.CORRECTIONS).values({name: storable(value) for name, value in row.items()})
            written = statement.on_conflict_do_nothing().returning(self._tables.CORRECTIONS.c.fid)
            is_new = self._connection.execute(written).first() is not None
            day = self.day_of_report(each.event_id)
            if is_new and day is not None:
                self._mark([day])
            count += is_new
        if count:
            self._next_revision()
        return count

    def corrections(self) -> list[Correction]:
        """List all corrections in the order in which they hold: by date, then as they came."""
        from sqlalchemy import select

        c = self._tables.CORRECTIONS.c
        statement = select(c.event_id, c.action, c.changed_column, c.value, c.made_by, c.made_on).order_by(c.made_on.collate("C"), c.fid)
        return [
            Correction(event_id=event_id, action=action, column=column or None, value=value, made_by=made_by, made_on=made_on)
            for event_id, action, column, value, made_by, made_on in self._rows(statement)
        ]

    def feed(self, url: str) -> FeedState:
        """Give what is known of a feed, if only its address."""
        from sqlalchemy import select

        c = self._tables.FEEDS.c
        rows = self._rows(select(c.etag, c.last_modified, c.failures, c.not_before).where(c.url == storable(url)))
        if not rows:
            return FeedState(url=url)
        etag, last_modified, failures, not_before = rows[0]
        return FeedState(url=url, etag=etag, last_modified=last_modified, failures=failures, not_before=not_before)

    def put_feed(self, state: FeedState) -> None:
        """Keep what is known of a feed."""
        names = ("etag", "last_modified", "failures", "not_before")
        row = {name: storable(getattr(state, name)) for name in ("url", *names)}
        self._do(self._upsert(self._tables.FEEDS, "url", names), [row])

    def shown(self) -> int:
        """Give the revision that the watcher's map showed last; 0 if it showed none."""
        return self._state("shown")

    def put_shown(self, revision: int) -> None:
        """Keep the revision that the map shows."""
        from sqlalchemy import update

        state = self._tables.STATE
        self._do(update(state).where(state.c.name == "shown").values(value=revision))

    def counts(self) -> Counts:
        """Count what is kept."""
        from sqlalchemy import func, select

        tables = (self._tables.ARTICLES, self._tables.REPORTS, self._tables.EVENTS)
        articles, reports, events = (int(self._rows(select(func.count()).select_from(table))[0][0]) for table in tables)
        return Counts(articles=articles, reports=reports, events=events)


def _box(near: Near) -> tuple[float, float, float, float] | None:
    """Give a box that surely holds the circle; None near the poles and the date line."""
    from math import cos, radians

    height = near.km / _KM_A_DEGREE
    top = abs(near.lat) + height
    if top > _POLAR:
        return None
    width = height / cos(radians(top))
    if abs(near.lon) + width > 180:  # noqa: PLR2004 - degrees
        return None
    return near.lon - width, near.lat - height, near.lon + width, near.lat + height
