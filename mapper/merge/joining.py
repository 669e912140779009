"""A group of reports becomes one event: the most telling report, completed by the others; what they contradict is kept as a range."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from mapper.records import Event, Quantity, Status, When

    Value = TypeVar("Value", bound=Hashable)

_FIRM = ("stated", "relative")
_FIRMNESS: tuple[Status, ...] = ("reported", "ongoing", "prevented", "attempted", "announced", "alleged", "denied")
_FINE = {1: 1.0, 2: 0.8, 3: 0.3}
_SURER = 0.05  # confidence added by each further source
_SUREST = 0.99


def join(reports: Sequence[Event]) -> Event:
    """Make one event of reports of the same happening; a single report stays as it is.

    Its ``reports`` are in order of publication, its id is the smallest. Numbers and days that exclude each other become the range that
    holds them all; those that agree become the narrowest. The place is the finest that a report names itself, unless many agree on another.
    """
    if len(reports) == 1:
        return reports[0]
    told = sorted(reports, key=lambda event: (event.article.published or "", event.event_id))
    placed = max(told, key=lambda event: (_trust(event, told), event.confidence, event.event_id))
    best = max(told, key=lambda event: (_same_place(event, placed), not event.is_background, _worth(event), event.event_id))
    return replace(
        best,
        event_id=min(event.event_id for event in told),
        status=_status(told),
        sub_event_type=_usual(best, told, lambda event: event.sub_event_type),
        actor1=_usual(best, told, lambda event: event.actor1),
        actor2=_usual(best, told, lambda event: event.actor2),
        when=_when(best, told),
        count=_count(best, told),
        duration_days=_usual(best, told, lambda event: event.duration_days),
        instrument=_usual(best, told, lambda event: event.instrument),
        from_place=_usual(best, told, lambda event: event.from_place),
        to_place=_usual(best, told, lambda event: event.to_place),
        direction_from=_usual(best, told, lambda event: event.direction_from),
        direction_to=_usual(best, told, lambda event: event.direction_to),
        where=placed.where,
        placement=placed.placement,
        confidence=_confidence(told),
        is_background=all(event.is_background for event in told),
        reports=tuple(told),
    )


def sources_of(event: Event) -> int:
    """Count the publishers that report an event; an article that names none is its own."""
    reports = event.reports or (event,)
    return len({report.article.source or report.article.article_id for report in reports})


def _trust(event: Event, told: Sequence[Event]) -> float:
    """Weigh the place of a report: how fine it is, whether its sentence names it, how many others give it."""
    if event.placement is None:
        return 0.0
    votes = sum(_same_place(event, other) for other in told)
    return _FINE[event.placement.geo_precision] + 0.5 * (not event.where.carried) + 0.6 * (min(votes, 3) - 1)


def _place(event: Event) -> tuple[str | None, str] | None:
    return (event.placement.location, event.placement.location_type) if event.placement else None


def _same_place(event: Event, other: Event) -> bool:
    return _place(event) == _place(other)


def _worth(event: Event) -> float:
    return event.confidence + 0.15 * (event.count is not None) + 0.1 * (event.when.basis in _FIRM)


def _usual(best: Event, told: Sequence[Event], read: Callable[[Event], Value | None]) -> Value | None:
    """Give what most reports say of those that say something; among equals, what the most telling one says, then what came first."""
    counts = Counter(value for event in told if (value := read(event)) is not None)
    return max(counts, key=lambda value: (counts[value], value == read(best)), default=None)


def _status(told: Sequence[Event]) -> Status:
    """Give the status of most reports; among equals the firmer. A plan that was later carried out has happened."""
    happened = [event for event in told if event.status in ("reported", "ongoing") and not event.is_background]
    planned = [event for event in told if event.status == "announced"]
    if happened and planned and max(_told(event) for event in happened) > max(_told(event) for event in planned):
        told = [event for event in told if event.status != "announced"]
    counts = Counter(event.status for event in told)
    return max(counts, key=lambda status: (counts[status], -_FIRMNESS.index(status)))


def _told(event: Event) -> str:
    return event.article.published or ""


def _confidence(told: Sequence[Event]) -> float:
    sources = len({event.article.source or event.article.article_id for event in told})
    return round(min(_SUREST, max(event.confidence for event in told) + _SURER * (sources - 1)), 3)


def _when(best: Event, told: Sequence[Event]) -> When:
    """Give the days that reports agree on, else the range of all; what is told in the text counts before days of publication."""
    firm = [event.when for event in told if event.when.basis in _FIRM and event.when.start]
    if not firm:
        dated = [event.when for event in told if event.when.start]
        return min(dated, key=lambda when: (when.precision or 9, when.start or ""), default=best.when)
    finest = min(when.precision or 3 for when in firm)
    exact = [when for when in firm if (when.precision or 3) == finest]
    first, last = min(when.start or "" for when in exact), max(when.end or when.start or "" for when in exact)
    chosen = best.when if best.when in exact else exact[0]
    if len({(when.start, when.end) for when in exact}) == 1:
        return chosen
    return replace(chosen, start=first, end=last, precision=max(finest, 2))


def _count(best: Event, told: Sequence[Event]) -> Quantity | None:
    """Narrow a number where reports agree and widen it to hold them all where they do not; the words of all who differ are kept."""
    counts = [event.count for event in (best, *told) if event.count is not None]
    if not counts:
        return None
    chosen = counts[0]
    alike = [count for count in counts if count.kind == chosen.kind]
    lows = [count.minimum if count.minimum is not None else 0 for count in alike]
    highs = [count.maximum for count in alike if count.maximum is not None]
    if not highs or max(lows) <= min(highs):
        narrowest = min(alike, key=lambda count: (count.maximum is None, (count.maximum or 0) - (count.minimum or 0)))
        same = narrowest if (narrowest.minimum, narrowest.maximum) != (chosen.minimum, chosen.maximum) else chosen
        return replace(same, minimum=max(lows) or None if same.minimum is None else max(lows), maximum=min(highs, default=None))
    words = dict.fromkeys(count.text for count in alike)
    is_open = any(count.maximum is None and (count.minimum or 0) > max(highs) for count in alike)
    minimum = None if any(count.minimum is None for count in alike) else min(lows)
    return replace(chosen, minimum=minimum, maximum=None if is_open else max(highs), text=" / ".join(words))
