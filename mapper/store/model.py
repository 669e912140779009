"""What a store keeps, and what every store can do: the contract between the keeping and the two kinds of store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from shapely.geometry.base import BaseGeometry

    from mapper.records import Article, Event
    from mapper.store.selection import Selection

Action = Literal["drop", "confirm", "edit"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What a person says of an event: drop it, confirm it, or set a column to a value. ``made_on`` is ``YYYY-MM-DD``."""

    event_id: str
    action: Action
    column: str | None = None
    value: str | None = None
    made_by: str
    made_on: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """An event as one article tells it; ``revision`` is that of the store when it came."""

    event: Event
    revision: int


@dataclass(frozen=True, kw_only=True, slots=True)
class EventRow:
    """A merged event as it is shown, corrections applied.

    ``properties`` are the columns of the event contract and ``corrected``; ``day`` orders the rows; ``revision`` is that of the store when
    the first of its reports came; equal ``digest`` means equal rows.
    """

    event_id: str
    day: int
    revision: int
    digest: str
    properties: dict[str, object]
    geometry: BaseGeometry | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedState:
    """What is known of a feed: the validators of its last answer, how often in a row it failed, and until when to leave it alone."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    not_before: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How much a store holds."""

    articles: int
    reports: int
    events: int


class Store(Protocol):
    """Keeps articles, what each tells, corrections, and the merged events that follow from them.

    What changes the store is called inside a `transaction`; it is kept whole or not at all, whatever happens to the process. Texts are
    bound to statements as parameters, never written into them.
    """

    name: str

    def transaction(self) -> AbstractContextManager[None]:
        """Let nobody else write until the end; undo everything if an exception passes."""

    def close(self) -> None:
        """Let go of the file or the server."""

    def revision(self) -> int:
        """Give the number that grows with every change of articles and corrections."""

    def fingerprint(self, article_id: str) -> str | None:
        """Give the fingerprint of an article that is kept; None if there is none of this id."""

    def put_article(self, article: Article, fingerprint: str, reports: Sequence[Event]) -> None:
        """Keep an article with what it tells, in place of what was kept under its id."""

    def days_of_reports(self) -> list[int]:
        """List the days (`mapper.merge.day_of`) of all reports, each once, in order."""

    def changed_days(self) -> list[int]:
        """List the days of reports that came, went or were corrected since events were last merged."""

    def reports(self, first: int, last: int) -> Iterator[Report]:
        """Give the reports of days, both included, in the order of days; what another process writes meanwhile may be seen in part."""

    def day_of_report(self, event_id: str) -> int | None:
        """Give the day of a report; None if there is none of this id."""

    def digests(self, first: int, last: int) -> dict[str, str]:
        """Give the digests of the merged events whose first day is one of these, by event id."""

    def members(self, first: int, last: int) -> dict[str, frozenset[str]]:
        """Give the ids of the reports of the merged events whose first day is one of these, by event id."""

    def write_events(self, rows: Iterable[EventRow], *, gone: Collection[str]) -> None:
        """Write merged events over those of the same ids, remove those that are gone, and forget the changed days."""

    def events(self, selection: Selection) -> Iterator[EventRow]:
        """Give merged events in order of day, without those that the selection surely rules out."""

    def put_corrections(self, corrections: Iterable[Correction]) -> int:
        """Keep corrections; tell how many were not kept before."""

    def corrections(self) -> list[Correction]:
        """List all corrections in the order in which they hold: by date, then as they came."""

    def feed(self, url: str) -> FeedState:
        """Give what is known of a feed, if only its address."""

    def put_feed(self, state: FeedState) -> None:
        """Keep what is known of a feed."""

    def shown(self) -> int:
        """Give the revision that the watcher's map showed last; 0 if it showed none."""

    def put_shown(self, revision: int) -> None:
        """Keep the revision that the map shows."""

    def counts(self) -> Counts:
        """Count what is kept."""


def members_told(event_id: str, reports: str | None) -> frozenset[str]:
    """Read the ids of an event's reports from its column ``reports``; an event of one report is that report."""
    return frozenset(str(report["event_id"]) for report in json.loads(reports)) if reports else frozenset((event_id,))
