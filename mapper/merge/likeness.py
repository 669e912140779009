"""How much speaks for two reports telling the same happening, as a sum of weights; what rules it out ends the sum."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.merge.traits import Spot, Traits
    from mapper.records import Event, Quantity

RULED_OUT = -100.0
ENOUGH = 1.7
"""Reports whose weights sum up to this are taken for the same happening. The weights were set on the stories to learn from."""
_EARTH_KM = 6371.0
_STRETCHES_KM = 15.0  # between two stretches of a border that may be one
# Weights by size: up to this many days, kilometres or times, this weight.
_Steps = tuple[tuple[float, float], ...]
_DAYS_APART: _Steps = ((0, 1.5), (1, -0.8))
_DAYS_APART_OF_PERIODS: _Steps = ((0, 0.3), (1, -0.8), (3, -1.6))
MOST_DAYS_APART = 3
"""Reports that tell days further apart than this are never of one happening: the longest of the steps above."""
_TOLD_APART: _Steps = ((1, 0.8), (3, 0.0), (6, -1.0))
_TOLD_AFTER: _Steps = ((2, 0.7), (4, -0.3), (7, -1.2))
_PLANNED_AHEAD: _Steps = ((15, -1.0),)
_APART_KM: _Steps = ((2, 1.5), (15, 1.0), (80, -1.2))
_FAR_KM = 30.0  # beyond this, and beyond what the points may be off, two towns are not confused
_TIMES_AS_MANY: _Steps = ((1.3, 0.5), (1.7, 0.0), (3, -1.0), (10, -2.0))
_HARDLY = -5.0
_PERHAPS = -0.6
_SAME_DAYS_OF_TELLING = 2
_APART = (frozenset(("barrier", "withdrawal", "alert")), frozenset(("lifted",)), frozenset(("asylum",)), frozenset(("strike",)))
_RETOLD = 0.8  # news and a look back
_READ_TWICE = -1.5  # yet its reader held them apart


def weigh(one: Traits, other: Traits) -> float:
    """Weigh what speaks for and against two reports of the same type being of the same happening; `RULED_OUT` or less: they are not."""
    a, b = one.event, other.event
    total = _times(one, other)
    if total <= RULED_OUT:
        return RULED_OUT
    total += _kinds(a, b) - _RETOLD * (a.is_background != b.is_background)
    if total <= RULED_OUT / 2:
        return RULED_OUT
    places = _places(one, other)
    if places < 0 and are_far_apart(one, other):
        return RULED_OUT
    total += places
    if total <= RULED_OUT / 2:
        return RULED_OUT
    numbers = _numbers(a.count, b.count)
    total += numbers + _lengths(a, b)
    if one.actors & other.actors:
        total += 0.4
    if a.article.article_id == b.article.article_id:
        return total + _READ_TWICE if read_twice(one, other) else RULED_OUT
    return total + _words(one, other) + _names(one, other)


def contradict(one: Traits, other: Traits) -> bool:
    """Whether the kinds, the days, the numbers or the towns of two reports exclude each other."""
    a, b = one.event, other.event
    if _kinds(a, b) <= RULED_OUT or _times(one, other) <= _PERHAPS or _numbers(a.count, b.count) < 0:
        return True
    return are_far_apart(one, other)


def are_far_apart(one: Traits, other: Traits) -> bool:
    """Whether two reports are of different towns: each names its own and not the other's, or the numbers differ as well."""
    a, b = one.spot, other.spot
    if a is None or b is None or not (a.is_precise and b.is_precise):
        return False
    if distance_km(a, b) - a.reach_km - b.reach_km <= _FAR_KM or _names_it(a, other) or _names_it(b, one):
        return False
    return (_names_it(a, one) and _names_it(b, other)) or _disagree(one.event.count, other.event.count)


def read_twice(one: Traits, other: Traits) -> bool:
    """Whether two reports of one article are of the same sentence and number, so that it may have been read twice."""
    a, b = one.event, other.event
    if a.count is None or b.count is None or a.evidence.start != b.evidence.start:
        return False
    return (a.count.minimum, a.count.maximum) == (b.count.minimum, b.count.maximum)


def quotes_alike(one: Traits, other: Traits) -> float:
    """Give the cosine of the words of two quotes, 0-1."""
    size = len(one.words) * len(other.words)
    return len(one.words & other.words) / sqrt(size) if size else 0.0


def distance_km(one: Spot, other: Spot) -> float:
    """Give the great-circle distance of two points, in kilometres."""
    lat, other_lat = radians(one.lat), radians(other.lat)
    half = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def _kinds(a: Event, b: Event) -> float:
    if a.sub_event_type == b.sub_event_type:
        return 0.4
    kinds = {a.sub_event_type, b.sub_event_type}
    return RULED_OUT if any(kinds & apart for apart in _APART) else -0.2


def _step(size: float, steps: _Steps, beyond: float = RULED_OUT) -> float:
    for most, weight in steps:
        if size <= most:
            return weight
    return beyond


def _times(one: Traits, other: Traits) -> float:
    if one.days and other.days:
        gap = max(0, max(one.days[0], other.days[0]) - min(one.days[1], other.days[1]))
        if max(one.days[1] - one.days[0], other.days[1] - other.days[0]) <= 1:
            return _step(gap, _DAYS_APART)
        return 0.9 if one.days == other.days else _step(gap, _DAYS_APART_OF_PERIODS)
    if one.days or other.days:
        return _told_later(one, other) if one.days else _told_later(other, one)
    if one.told is None or other.told is None:
        return -0.5
    return _step(abs(one.told - other.told), _TOLD_APART)


def _told_later(dated: Traits, vague: Traits) -> float:
    """Weigh a report without a day against one with: it is told on that day or soon after; a plan is told before."""
    if dated.days is None or vague.told is None:
        return -0.5
    planned = "announced" in (dated.event.status, vague.event.status)
    if planned and dated.told is not None and abs(dated.told - vague.told) <= _SAME_DAYS_OF_TELLING:
        return 0.7
    if vague.told >= dated.days[0] - 1:
        return 0.3 if vague.told < dated.days[1] - 1 else _step(vague.told - dated.days[1], _TOLD_AFTER)
    return _step(dated.days[0] - vague.told, _PLANNED_AHEAD) if planned else RULED_OUT


def _places(one: Traits, other: Traits) -> float:
    a, b = one.spot, other.spot
    if a is None or b is None:
        return 0.0
    if a.is_precise and b.is_precise:
        apart = _points(a, b)
        return 0.2 if apart < 0 and (_names_it(a, other) or _names_it(b, one)) else apart
    if a.kind == b.kind and a.name == b.name and a.border_id == b.border_id:
        return 0.5 if a.kind == "country" else 1.0
    if a.stretch_km and b.stretch_km and a.border_id == b.border_id:
        return 0.8 if _overlap(a.stretch_km, b.stretch_km) else RULED_OUT
    if a.countries and b.countries and not a.countries & b.countries:
        return RULED_OUT
    return _areas(a, b)


def _names_it(spot: Spot, report: Traits) -> bool:
    """Whether the quote of a report names a place, be it that of the report or another."""
    return bool(spot.stems) and 2 * len(spot.stems & report.words) >= len(spot.stems)


def _points(a: Spot, b: Spot) -> float:
    apart = distance_km(a, b)
    if apart <= 1:
        return 2.0
    return _step(max(0.0, apart - a.reach_km - b.reach_km), _APART_KM)


def _areas(a: Spot, b: Spot) -> float:
    """Weigh two places of which at least one is an area or a border."""
    if a.admin1 and b.admin1 and a.country == b.country:
        return 0.9 if a.admin1 == b.admin1 else RULED_OUT
    if a.country and b.country and a.country != b.country:
        return -1.2
    if a.border_id and a.border_id == b.border_id:
        return 0.6
    if a.country and a.country == b.country:
        return 0.2
    return 0.0 if "country" not in (a.kind, b.kind) else -0.3


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1]) + _STRETCHES_KM


def _numbers(a: Quantity | None, b: Quantity | None) -> float:
    if a is None or b is None:
        return 0.0
    if "increment" in (a.kind, b.kind) and a.kind != b.kind:
        return -0.5 if (a.minimum, a.maximum) == (b.minimum, b.maximum) else -2.0
    if (a.minimum, a.maximum) == (b.minimum, b.maximum):
        return 1.2
    one, other = _bounds(a), _bounds(b)
    if max(one[0], other[0]) <= min(one[1], other[1]):
        return 0.8 if a.unit == b.unit else 0.4
    weight = _step(max(one[0], other[0]) / max(1.0, min(one[1], other[1])), _TIMES_AS_MANY, beyond=_HARDLY)
    return weight if weight > 0 or a.unit == b.unit else weight / 2


def _disagree(a: Quantity | None, b: Quantity | None) -> bool:
    if a is None or b is None:
        return False
    one, other = _bounds(a), _bounds(b)
    return max(one[0], other[0]) > min(one[1], other[1])


def _bounds(count: Quantity) -> tuple[float, float]:
    """Give the bounds of a number; "more than" is rarely more than half as much again."""
    low = count.minimum if count.minimum is not None else 0.6 * (count.maximum or 0)
    return low, count.maximum if count.maximum is not None else 1.5 * low


def _lengths(a: Event, b: Event) -> float:
    if a.instrument and b.instrument:
        return 1.5 if a.instrument == b.instrument else -2.0
    if a.duration_days is None or b.duration_days is None:
        return 0.0
    return 0.5 if a.duration_days == b.duration_days else -0.8


def _words(one: Traits, other: Traits) -> float:
    alike = quotes_alike(one, other)
    if one.event.article.lang == other.event.article.lang:
        return max(-0.6, min(1.5, 3.0 * (alike - 0.25)))
    return max(-0.3, min(1.2, 3.0 * (alike - 0.12)))


def _names(one: Traits, other: Traits) -> float:
    """Weigh names that both articles have; a single one may be that of the place."""
    names, others = one.gist.names, other.gist.names
    shared = len(names & others)
    return min(0.9, 1.2 * shared / sqrt(len(names) * len(others))) if shared > 1 else 0.0
