"""Merge anew what changed: around the days of a change, as far as the change reaches, else the whole stretch of days."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from mapper.layers.frames import event_properties
from mapper.merge import day_of, merge_in_order
from mapper.merge.grouping import OPEN_DAYS
from mapper.store.corrections import by_event, corrected, of_event
from mapper.store.event_json import storable
from mapper.store.model import EventRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mapper.records import Event
    from mapper.store.model import Correction, Store

    Corrections = Mapping[str, list[tuple[int, Correction]]]

_ATTEMPTS = 3
_NEAR = 2 * OPEN_DAYS
"""Events with a report this near to a changed day are merged anew."""
_REACHES = (4 * OPEN_DAYS, 16 * OPEN_DAYS)
"""How far around the changed days reports are read for it: further if the first does not do."""
_LOOK_BACK = 365


@dataclass(frozen=True, kw_only=True, slots=True)
class _Anew:
    """What takes the place of events: ``rows``, of the reports ``told``, for the events of ``before`` with their digests."""

    rows: list[EventRow]
    told: frozenset[str]
    before: dict[str, str]


def refresh(store: Store) -> None:
    """Merge anew where reports came, went or were corrected.

    Only reports near the changed days are read, if the events there prove to have nothing to do with others; else all of the stretch of
    days, between gaps of more than `OPEN_DAYS`, across which reports never meet. Others may write while we merge: then we merge again, in
    the end with the others waiting.
    """
    for _ in range(_ATTEMPTS):
        seen = store.revision()
        if not store.changed_days():
            return
        anew = _merged_anew(store)
        with store.transaction():
            if store.revision() == seen:
                _write(store, anew)
                return
    with store.transaction():
        _write(store, _merged_anew(store))


def _write(store: Store, anew: Iterable[_Anew]) -> None:
    rows = [row for each in anew for row in each.rows]
    before = {event_id: digest for each in anew for event_id, digest in each.before.items()}
    changed = [row for row in rows if before.get(row.event_id) != row.digest]
    store.write_events(changed, gone=before.keys() - {row.event_id for row in rows})


def _merged_anew(store: Store) -> list[_Anew]:
    changed, corrections = store.changed_days(), by_event(store.corrections())
    found: list[_Anew] = []
    for first, last in _clusters(changed):
        around = next((one for reach in _REACHES if (one := _around(store, (first, last), reach, corrections))), None)
        if around is None or any(around.told & one.told or around.before.keys() & one.before.keys() for one in found):
            return [_stretch(store, span, corrections) for span in _changed_spans(store, changed)]
        found.append(around)
    return found


def _clusters(days: Sequence[int]) -> list[tuple[int, int]]:
    """Bring days together whose neighbourhoods touch."""
    clusters: list[tuple[int, int]] = []
    for day in days:
        if clusters and day - clusters[-1][1] <= 2 * _NEAR:
            clusters[-1] = clusters[-1][0], day
        else:
            clusters.append((day, day))
    return clusters


def _around(store: Store, days: tuple[int, int], reach: int, corrections: Corrections) -> _Anew | None:
    """Merge the reports around changed days anew; None if the events there have reports that were not read, or share some with others."""
    first, last = days[0] - reach, days[1] + reach
    revisions: dict[str, int] = {}
    day_by_report: dict[str, int] = {}
    near, far = [], set[str]()
    for event in merge_in_order(_remembered(store, first, last, revisions, day_by_report)):
        names = _reports_of(event)
        if any(days[0] - _NEAR <= day_by_report[name] <= days[1] + _NEAR for name in names):
            near.append(event)
        else:
            far.update(names)
    told = frozenset(name for event in near for name in _reports_of(event))
    before = _replaced(store, (first, last), told, far)
    if before is None:
        return None
    owned = frozenset[str]().union(*before.values())
    if not _all_known(near, owned, day_by_report, frozenset(store.changed_days()), corrections):
        return None
    digests = store.digests(first - _LOOK_BACK, last)
    rows = [row for event in near if (row := _row(event, revisions, corrections))]
    return _Anew(rows=rows, told=told, before={event_id: digests[event_id] for event_id in before})


def _replaced(store: Store, window: tuple[int, int], told: frozenset[str], far: set[str]) -> dict[str, frozenset[str]] | None:
    """Give the reports of the events that those told take the place of; None if such an event has others that are still there."""
    first, last = window
    before: dict[str, frozenset[str]] = {}
    inside = store.members(first, last)
    for event_id, members in (store.members(first - _LOOK_BACK, first - 1) | inside).items():
        if not members.isdisjoint(told):
            before[event_id] = members
        elif event_id in inside and not members <= far:
            unread = [name for name in members - far if store.day_of_report(name) is not None]
            if members.isdisjoint(far) and not unread:
                before[event_id] = members  # all its reports have gone
            elif len(unread) < len(members - far):
                return None
    for members in before.values():
        if not members.isdisjoint(far) or any(store.day_of_report(name) is not None for name in members - told):
            return None
    return before


def _all_known(
    near: Iterable[Event], owned: frozenset[str], days: Mapping[str, int], changed: frozenset[int], corrections: Corrections
) -> bool:
    """Whether reports that no event owns have come on a changed day or were dropped: else they belong to an event further back."""
    for event in near:
        names = _reports_of(event)
        if names <= owned or any(each.action == "drop" for name in names for _, each in corrections.get(name, ())):
            continue
        if any(days[name] not in changed for name in names - owned):
            return False
    return True


def _stretch(store: Store, span: tuple[int, int], corrections: Corrections) -> _Anew:
    """Merge all reports of a stretch of days anew."""
    revisions: dict[str, int] = {}
    events = merge_in_order(_remembered(store, *span, revisions, {}))
    rows = [row for event in events if (row := _row(event, revisions, corrections))]
    return _Anew(rows=rows, told=frozenset(revisions), before=store.digests(*span))


def _changed_spans(store: Store, changed: Sequence[int]) -> list[tuple[int, int]]:
    """Give the stretches of days to merge anew; a day that lost its last report is one of its own."""
    spans: list[tuple[int, int]] = []
    for day in store.days_of_reports():
        if spans and day - spans[-1][1] <= OPEN_DAYS:
            spans[-1] = spans[-1][0], day
        else:
            spans.append((day, day))
    touched = [(first, last) for first, last in spans if any(first - OPEN_DAYS <= day <= last + OPEN_DAYS for day in changed)]
    return touched + [(day, day) for day in changed if not any(first <= day <= last for first, last in touched)]


def _remembered(store: Store, first: int, last: int, revisions: dict[str, int], days: dict[str, int]) -> Iterator[Event]:
    for report in store.reports(first, last):
        revisions[report.event.event_id] = report.revision
        days[report.event.event_id] = day_of(report.event)
        yield report.event


def _reports_of(event: Event) -> frozenset[str]:
    return frozenset(report.event_id for report in event.reports or (event,))


def _row(event: Event, revisions: Mapping[str, int], corrections: Corrections) -> EventRow | None:
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
