"""Keep articles with what they tell, and bring the events that follow from them up to date."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from mapper.errors import InputError
from mapper.layers.frames import event_properties, frame
from mapper.merge import day_of, merge_in_order
from mapper.merge.grouping import OPEN_DAYS
from mapper.store.corrections import CORRECTED_TYPES_OF_COLUMNS, by_event, corrected, of_event
from mapper.store.event_json import article_json, storable
from mapper.store.model import EventRow
from mapper.store.selection import Selection, selected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geopandas import GeoDataFrame

    from mapper.pipeline import Result, Tools
    from mapper.records import Article, Event
    from mapper.store.model import Correction, Store

_ATTEMPTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Added:
    """What adding did: articles that are new, that came again with another text, and that were kept already."""

    new: int = 0
    changed: int = 0
    known: int = 0


def fingerprint(article: Article) -> str:
    """Give the SHA-256 of an article with all that is said of it: equal fingerprints mean that nothing is new."""
    return sha256(article_json(article).encode()).hexdigest()


def add(  # noqa: PLR0913 - it takes what reading an article takes
    store: Store,
    articles: Iterable[Article],
    tools: Tools,
    *,
    border_id: str | None = None,
    exact: bool = False,
    on_result: Callable[[Result], None] | None = None,
    on_error: Callable[[InputError], None] | None = None,
) -> Added:
    """Read articles and keep each with what it tells, one transaction an article; those that are kept already are not read again.

    An article that comes again with another text takes the place of the one before. Further parameters are those of
    `mapper.pipeline.run`; ``on_result`` is told of each article when it is kept. One that cannot be read is not kept.
    """
    from mapper.pipeline import run

    added = Added()

    def fresh() -> Iterator[Article]:
        nonlocal added
        for article in articles:
            if store.fingerprint(article.article_id) == fingerprint(article):
                added = replace(added, known=added.known + 1)
            else:
                yield article

    for result in run(fresh(), tools, border_id=border_id, exact=exact, on_error=on_error):
        before = keep(store, result.article, result.events)
        if before is None:
            added = replace(added, new=added.new + 1)
        elif before == fingerprint(result.article):  # another process was quicker
            added = replace(added, known=added.known + 1)
        else:
            added = replace(added, changed=added.changed + 1)
        if on_result is not None:
            on_result(result)
    return added


def keep(store: Store, article: Article, events: Sequence[Event]) -> str | None:
    """Keep an article with the events that it tells, unless it is there already; give the fingerprint of what was kept before."""
    now = fingerprint(article)
    with store.transaction():
        before = store.fingerprint(article.article_id)
        if before != now:
            store.put_article(article, now, events)
    return before


def correct(store: Store, corrections: Sequence[Correction]) -> int:
    """Keep corrections; tell how many were not kept before.

    Raises
    ------
    InputError
        One names an event that is not there; then none is kept.
    """
    with store.transaction():
        for each in corrections:
            if store.day_of_report(each.event_id) is None:
                message = f"{store.name}: there is no event {each.event_id[:80]}; mapper store list shows the ids"
                raise InputError(message)
        return store.put_corrections(corrections)


def refresh(store: Store) -> None:
    """Merge anew where reports came, went or were corrected.

    Reports that lie more than `OPEN_DAYS` days apart never meet, so only stretches of days between such gaps are read. Others may write
    while we merge: then we merge again, in the end with the others waiting.
    """
    for _ in range(_ATTEMPTS):
        seen = store.revision()
        spans = _changed_spans(store)
        if not spans:
            return
        rows = _merged(store, spans)
        with store.transaction():
            if store.revision() == seen:
                _write(store, spans, rows)
                return
    with store.transaction():
        spans = _changed_spans(store)
        _write(store, spans, _merged(store, spans))


def events_table(store: Store, selection: Selection | None = None, *, new_since: int | None = None) -> GeoDataFrame:
    """Tabulate the merged events, up to date: the columns of the contract, ``corrected``, and ``is_new`` if a revision is given.

    ``is_new`` is true for events whose first report came after that revision.
    """
    selection = selection or Selection()
    refresh(store)
    columns = CORRECTED_TYPES_OF_COLUMNS | ({"is_new": "truth"} if new_since is not None else {})
    rows, shapes = [], []
    for row in store.events(selection):
        is_new = new_since is not None and row.revision > new_since
        rows.append(row.properties | {"is_new": is_new})
        shapes.append(row.geometry)
    return selected(frame(rows, shapes, columns), selection)


def _changed_spans(store: Store) -> list[tuple[int, int]]:
    """Give the stretches of days to merge anew; a day that lost its last report is one of its own."""
    changed = store.changed_days()
    if not changed:
        return []
    spans: list[tuple[int, int]] = []
    for day in store.days_of_reports():
        if spans and day - spans[-1][1] <= OPEN_DAYS:
            spans[-1] = spans[-1][0], day
        else:
            spans.append((day, day))
    touched = [(first, last) for first, last in spans if any(first - OPEN_DAYS <= day <= last + OPEN_DAYS for day in changed)]
    return touched + [(day, day) for day in changed if not any(first <= day <= last for first, last in touched)]


def _merged(store: Store, spans: Iterable[tuple[int, int]]) -> list[EventRow]:
    corrections = by_event(store.corrections())
    rows = []
    for first, last in spans:
        revisions: dict[str, int] = {}
        for event in merge_in_order(_remembered(store, first, last, revisions)):
            row = _row(event, revisions, corrections)
            if row is not None:
                rows.append(row)
    return rows


def _remembered(store: Store, first: int, last: int, revisions: dict[str, int]) -> Iterator[Event]:
    for report in store.reports(first, last):
        revisions[report.event.event_id] = report.revision
        yield report.event


def _row(event: Event, revisions: Mapping[str, int], corrections: Mapping[str, list[tuple[int, Correction]]]) -> EventRow | None:
    """Give an event as it is shown; None if it is dropped."""
    reports = event.reports or (event,)
    said = of_event([report.event_id for report in reports], corrections)
    shown = corrected(event_properties(event), event.placement.geometry if event.placement else None, said)
    if shown is None:
        return None
    properties = {name: storable(value) for name, value in shown[0].items()}
    revision = min(revisions[report.event_id] for report in reports)
    told = json.dumps([properties, revision, shown[1].wkb_hex if shown[1] is not None else None], sort_keys=True)
    return EventRow(
        event_id=str(storable(event.event_id)),
        day=min(map(day_of, reports)),
        revision=revision,
        digest=sha256(told.encode()).hexdigest()[:32],
        properties=properties,
        geometry=shown[1],
    )


def _write(store: Store, spans: Iterable[tuple[int, int]], rows: Sequence[EventRow]) -> None:
    before: dict[str, str] = {}
    for first, last in spans:
        before |= store.digests(first, last)
    changed = [row for row in rows if before.get(row.event_id) != row.digest]
    store.write_events(changed, gone=before.keys() - {row.event_id for row in rows})
