"""The store in one GeoPackage file, without a server: QGIS opens it and shows the layer of events."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mapper.errors import InputError, OutputError
from mapper.layers.columns import EVENT_TYPES_OF_COLUMNS
from mapper.merge import day_of
from mapper.store.event_json import article_from, article_json, event_from, event_json, storable
from mapper.store.geopackage_tables import COLUMNS, SCHEMA, blob_of, create_tables, geometry_of
from mapper.store.model import Correction, Counts, EventRow, FeedState, Report, members_told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from mapper.records import Article, Event
    from mapper.store.selection import Selection

_PATIENCE_S = 60.0
_PAGE = 2_000
_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_MARKS = ", ".join("?" * (len(COLUMNS) + 4))
_CHANGES = ", ".join(f'"{name}" = excluded."{name}"' for name in (*COLUMNS, "geom", "merge_day", "revision", "digest"))
_WRITE_EVENT = (
    f"INSERT INTO events (geom, {_NAMES}, merge_day, revision, digest) VALUES ({_MARKS}) "  # noqa: S608 - names of our own columns
    f"ON CONFLICT (event_id) DO UPDATE SET {_CHANGES}"
)
_WRITE_ARTICLE = (
    "INSERT INTO articles (article_id, fingerprint, published, lang, source, title, body, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (article_id) DO UPDATE SET fingerprint = excluded.fingerprint, published = excluded.published, lang = excluded.lang, "
    "source = excluded.source, title = excluded.title, body = excluded.body, revision = excluded.revision"
)
_WRITE_CORRECTION = (
    "INSERT OR IGNORE INTO corrections (event_id, action, changed_column, value, made_by, made_on) VALUES (?, ?, ?, ?, ?, ?)"
)
_READ_EVENTS = f"SELECT geom, {_NAMES}, merge_day, revision, digest FROM events"  # noqa: S608 - names of our own columns
_PAGE_OF_REPORTS = (
    "SELECT r.day, r.event_id, r.revision, r.body, a.article_id, a.body FROM reports r JOIN articles a ON a.article_id = r.article_id "
    "WHERE r.day <= :last AND (r.day, r.event_id) > (:day, :event_id) ORDER BY r.day, r.event_id LIMIT :page"
)
_IN_TIME = (
    "coalesce(event_date, published) IS NOT NULL",
    "(:until IS NULL OR substr(coalesce(event_date, published), 1, 10) <= :until)",
    "(:since IS NULL OR coalesce(event_date_end, event_date, published) || '-99' >= :since)",  # a month ends after its days
)


def is_geopackage_store(path: Path) -> bool:
    """Say whether a file is a store that `GeoPackageStore` made."""
    for mode in ("rw", "ro"):  # only who may write can undo what a killed process left half done
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_PATIENCE_S)
            try:
                return _holds_store(connection)
            finally:
                connection.close()
        except (OSError, ValueError, sqlite3.Error):
            continue
    return False


def _holds_store(connection: sqlite3.Connection) -> bool:
    tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('mapper_store', 'gpkg_contents')").fetchone()[0]
    return bool(tables == len(("mapper_store", "gpkg_contents")))


class GeoPackageStore:
    """A store in a file; see `mapper.store.Store` for what each function does.

    A transaction is written through a journal beside the file: a process that is killed leaves the file as it was before or after. Writers
    wait for each other.

    Parameters
    ----------
    path
        The file. It is made if it does not exist and ``create`` is set.
    create
        Whether a store that is not there is made.

    Raises
    ------
    InputError
        There is no store of this name, or the file is something else.
    OutputError
        The file cannot be made there.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.name = str(path)
        if not path.exists() and not create:
            message = f"{path}: there is no store; mapper store add makes it"
            raise InputError(message)
        if not path.exists() and not path.parent.is_dir():
            message = f"{path}: there is no folder {path.parent}; create it first"
            raise OutputError(message)
        try:
            self._connection = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)
            self._connection.execute("PRAGMA trusted_schema = OFF")
            self._make_or_check(create=create)
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def _make_or_check(self, *, create: bool) -> None:
        """Make the tables in an empty file; refuse a file that holds something else."""
        try:
            self._connection.execute("PRAGMA synchronous = EXTRA")  # a commit survives loss of power, too
            is_empty = not self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        except sqlite3.DatabaseError as error:
            if "not a database" not in str(error):
                raise
            raise self._no_store() from error
        if is_empty and create:
            self._create()
        elif is_empty or not _holds_store(self._connection):
            raise self._no_store()
        if self._state("schema") > SCHEMA:
            message = f"{self.name}: a newer release made this store; update border-event-mapper"
            raise InputError(message)

    def _no_store(self) -> InputError:
        self._connection.close()
        return InputError(f"{self.name}: this file is no store; name a new one, or the store that mapper store add made")

    def _create(self) -> None:
        with self.transaction():
            if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'mapper_store'").fetchone():
                create_tables(self._connection)

    def _problem(self, error: sqlite3.Error) -> OutputError:
        return OutputError(f"{self.name}: the store cannot be used ({error}); check the file, its permissions, and who else writes to it")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Let nobody else write until the end; undo everything if an exception passes."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise self._problem(error) from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _rows(self, statement: str, parameters: Any = ()) -> list[Any]:  # noqa: ANN401 - by place or by name
        try:
            return self._connection.execute(statement, parameters).fetchall()
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def _state(self, name: str) -> int:
        rows = self._rows("SELECT value FROM mapper_store WHERE name = ?", (name,))
        return int(rows[0][0]) if rows else 0

    def _next_revision(self) -> int:
        self._connection.execute("UPDATE mapper_store SET value = value + 1 WHERE name = 'revision'")
        return self.revision()

    def _mark(self, days: Iterable[int]) -> None:
        self._connection.executemany("INSERT OR IGNORE INTO changed_days (day) VALUES (?)", [(day,) for day in days])

    def revision(self) -> int:
        """Give the number that grows with every change of articles and corrections."""
        return self._state("revision")

    def fingerprint(self, article_id: str) -> str | None:
        """Give the fingerprint of an article that is kept; None if there is none of this id."""
        rows = self._rows("SELECT fingerprint FROM articles WHERE article_id = ?", (storable(article_id),))
        return str(rows[0][0]) if rows else None

    def put_article(self, article: Article, fingerprint: str, reports: Sequence[Event]) -> None:
        """Keep an article with what it tells, in place of what was kept under its id."""
        key, revision = storable(article.article_id), self._next_revision()
        before = self._rows("SELECT event_id, day, revision FROM reports WHERE article_id = ?", (key,))
        came = {event_id: first for event_id, _, first in before}
        self._mark(day for _, day, _ in before)
        self._connection.execute("DELETE FROM reports WHERE article_id = ?", (key,))
        told = map(storable, (article.published, article.lang, article.source, article.title))
        self._connection.execute(_WRITE_ARTICLE, (key, fingerprint, *told, article_json(article), revision))
        self._connection.executemany(
            "INSERT OR REPLACE INTO reports (event_id, article_id, day, revision, body) VALUES (?, ?, ?, ?, ?)",
            [(each.event_id, key, day_of(each), came.get(each.event_id, revision), event_json(each)) for each in reports],
        )
        self._mark(map(day_of, reports))

    def days_of_reports(self) -> list[int]:
        """List the days of all reports, each once, in order."""
        return [day for (day,) in self._rows("SELECT DISTINCT day FROM reports ORDER BY day")]

    def changed_days(self) -> list[int]:
        """List the days of reports that came, went or were corrected since events were last merged."""
        return [day for (day,) in self._rows("SELECT day FROM changed_days ORDER BY day")]

    def reports(self, first: int, last: int) -> Iterator[Report]:
        """Give the reports of days, both included, in the order of days, page by page so that writers need not wait."""
        at: dict[str, object] = {"day": first, "event_id": "", "last": last, "page": _PAGE}
        articles: dict[str, Article] = {}
        while rows := self._rows(_PAGE_OF_REPORTS, at):
            known, articles = articles, {}
            for _, _, revision, body, article_id, article_body in rows:
                article = articles.get(article_id) or known.get(article_id) or article_from(article_body)
                articles[article_id] = article
                yield Report(event=event_from(body, article), revision=revision)
            at |= {"day": rows[-1][0], "event_id": rows[-1][1]}

    def day_of_report(self, event_id: str) -> int | None:
        """Give the day of a report; None if there is none of this id."""
        rows = self._rows("SELECT day FROM reports WHERE event_id = ?", (storable(event_id),))
        return int(rows[0][0]) if rows else None

    def digests(self, first: int, last: int) -> dict[str, str]:
        """Give the digests of the merged events whose first day is one of these, by event id."""
        return dict(self._rows("SELECT event_id, digest FROM events WHERE merge_day BETWEEN ? AND ?", (first, last)))

    def members(self, first: int, last: int) -> dict[str, frozenset[str]]:
        """Give the ids of the reports of the merged events whose first day is one of these, by event id."""
        rows = self._rows("SELECT event_id, reports FROM events WHERE merge_day BETWEEN ? AND ?", (first, last))
        return {event_id: members_told(event_id, reports) for event_id, reports in rows}

    def write_events(self, rows: Iterable[EventRow], *, gone: Collection[str]) -> None:
        """Write merged events over those of the same ids, remove those that are gone, and forget the changed days."""
        self._connection.executemany("DELETE FROM events WHERE event_id = ?", [(event_id,) for event_id in sorted(gone)])
        self._connection.executemany(
            _WRITE_EVENT,
            [
                (blob_of(row.geometry), *(row.properties[name] for name in COLUMNS), row.day, row.revision, row.digest)
                for row in sorted(rows, key=lambda row: (row.day, row.event_id))
            ],
        )
        self._connection.execute("DELETE FROM changed_days")
        self._connection.execute(
            "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), (min_x, min_y, max_x, max_y) = "
            "(SELECT min(longitude), min(latitude), max(longitude), max(latitude) FROM events WHERE geom IS NOT NULL) "
            "WHERE table_name = 'events'"
        )

    def events(self, selection: Selection) -> Iterator[EventRow]:
        """Give merged events in order of day, without those that the selection surely rules out."""
        wanted, values = _condition(selection)
        for geom, *cells, day, revision, digest in self._rows(f"{_READ_EVENTS}{wanted} ORDER BY merge_day, event_id", values):
            properties = {name: _cell(name, cell) for name, cell in zip(COLUMNS, cells, strict=True)}
            yield EventRow(
                event_id=str(properties["event_id"]), day=day, revision=revision, digest=digest, properties=properties,
                geometry=geometry_of(geom),
            )  # fmt: skip

    def put_corrections(self, corrections: Iterable[Correction]) -> int:
        """Keep corrections; tell how many were not kept before."""
        count = 0
        for each in corrections:
            told = (each.event_id, each.action, each.column or "", each.value or "", each.made_by, each.made_on)
            cursor = self._connection.execute(_WRITE_CORRECTION, [storable(value) for value in told])
            day = self.day_of_report(each.event_id)
            if cursor.rowcount and day is not None:
                self._mark([day])
            count += cursor.rowcount
        if count:
            self._next_revision()
        return count

    def corrections(self) -> list[Correction]:
        """List all corrections in the order in which they hold: by date, then as they came."""
        return [
            Correction(event_id=event_id, action=action, column=column or None, value=value, made_by=made_by, made_on=made_on)
            for event_id, action, column, value, made_by, made_on in self._rows(
                "SELECT event_id, action, changed_column, value, made_by, made_on FROM corrections ORDER BY made_on, fid"
            )
        ]

    def feed(self, url: str) -> FeedState:
        """Give what is known of a feed, if only its address."""
        rows = self._rows("SELECT etag, last_modified, failures, not_before FROM feeds WHERE url = ?", (storable(url),))
        if not rows:
            return FeedState(url=url)
        etag, last_modified, failures, not_before = rows[0]
        return FeedState(url=url, etag=etag, last_modified=last_modified, failures=failures, not_before=not_before)

    def put_feed(self, state: FeedState) -> None:
        """Keep what is known of a feed."""
        self._connection.execute(
            "INSERT INTO feeds (url, etag, last_modified, failures, not_before) VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET "
            "etag = excluded.etag, last_modified = excluded.last_modified, failures = excluded.failures, not_before = excluded.not_before",
            [storable(value) for value in (state.url, state.etag, state.last_modified, state.failures, state.not_before)],
        )

    def shown(self) -> int:
        """Give the revision that the watcher's map showed last; 0 if it showed none."""
        return self._state("shown")

    def put_shown(self, revision: int) -> None:
        """Keep the revision that the map shows."""
        self._connection.execute("UPDATE mapper_store SET value = ? WHERE name = 'shown'", (revision,))

    def counts(self) -> Counts:
        """Count what is kept."""
        sizes = self._rows("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM reports), (SELECT count(*) FROM events)")[0]
        return Counts(articles=sizes[0], reports=sizes[1], events=sizes[2])


def _condition(selection: Selection) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {"since": selection.since, "until": selection.until}
    conditions = list(_IN_TIME) if selection.since or selection.until else []
    for column, wanted in (("event_type", selection.types), ("status", selection.statuses)):
        if wanted:
            names = {f"{column}{number}": each for number, each in enumerate(wanted)}
            conditions.append(f"{column} IN ({', '.join(f':{name}' for name in names)})")
            values |= names
    return (f" WHERE {' AND '.join(conditions)}" if conditions else ""), values


def _cell(name: str, value: object) -> object:
    return bool(value) if EVENT_TYPES_OF_COLUMNS.get(name) == "truth" else value
