"""Bring the reports of each happening together: all at once, or as they come in the order of their days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.merge.gists import gist_of
from mapper.merge.grouping import Groups
from mapper.merge.joining import join
from mapper.merge.traits import day_of, traits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapper.merge.gists import Gist
    from mapper.merge.traits import Traits
    from mapper.records import Event

    Told = tuple[Event, Gist]


def merge(events: Sequence[Event]) -> tuple[Event, ...]:
    """Make one event of all reports of the same happening, whatever article and language they come from.

    Parameters
    ----------
    events
        Placed events, in any order; merged ones are taken apart and merged anew, so that merging again changes nothing.

    Returns
    -------
    tuple of Event
        In the order of their days. Every report is in exactly one: alone, as it was, or in ``reports``. Reports of the same id are one.

    Notes
    -----
    Near-copies of one text come first, by MinHash. Then days, place, number, actors and words are weighed pair by pair among reports of the
    same type and neighbourhood, in the order of their days; nothing is compared across all reports.
    """
    reports = sorted(_once(_reports(events)), key=_order)
    return tuple(sorted(merge_in_order(reports), key=_order))


def merge_in_order(events: Iterable[Event]) -> Iterator[Event]:
    """Merge events that come in the order of `day_of`, in memory for a few weeks: a merged event is given when no other can join it.

    The result is that of `merge` but for its order, if the events of one day come all together, in any order.
    """
    return merge_told((event, gist_of(event.article.text)) for event in _reports(events))


def merge_told(told: Iterable[Told]) -> Iterator[Event]:
    """Merge reports as `merge_in_order` does, each with the gist of its article: the texts themselves are not needed."""
    groups = Groups()
    day: list[Told] = []
    for report in told:
        if day and day_of(report[0]) != day_of(day[0][0]):
            _add(groups, day)
            yield from _joined(groups.close(before=day_of(report[0])))
            day = []
        day.append(report)
    _add(groups, day)
    yield from _joined(groups.close())


def _reports(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        yield from event.reports or (event,)


def _once(reports: Iterable[Event]) -> Iterable[Event]:
    """Keep one report of each id, the same whatever the order."""
    return {event.event_id: event for event in sorted(reports, key=_content, reverse=True)}.values()


def _add(groups: Groups, day: Sequence[Told]) -> None:
    """Add the reports of a day, the most exact first: what says little joins what says much, whatever the order they came in."""
    gists = {id(event): gist for event, gist in day}
    for traits in sorted((traits_of(event, gists[id(event)]) for event in _once(event for event, _ in day)), key=_telling):
        groups.add(traits)


def _joined(groups: Iterable[Sequence[Traits]]) -> Iterator[Event]:
    for members in groups:
        yield join([traits.event for traits in members])


def _telling(traits: Traits) -> tuple[bool, bool, bool, str]:
    precise = traits.spot is not None and traits.spot.is_precise
    return not precise, traits.days is None, traits.event.count is None, traits.event.event_id


def _order(event: Event) -> tuple[int, str]:
    return day_of(event), event.event_id


def _content(event: Event) -> tuple[str, str, str]:
    return event.article.published or "", event.evidence.quote, event.status
