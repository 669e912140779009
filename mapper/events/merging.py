"""One article, one event once: mentions of the same happening become one event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.records import Event, Quantity

_HAPPENED = frozenset(("reported", "ongoing"))
_LEAD = 3  # sentences after a headline that tell its news again
_WEAK = 0.3
_TRIED = frozenset(("attempted", "prevented"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """
    An event as one sentence tells it, with what deciding on sameness needs.

    ``sentence`` is the sentence's number; ``in_heading``: it is a headline; ``refers_back``: a noun that points back ("the surge");
    ``weakness``: 1 if its frame asks in vain for some of what should stand around the trigger, 2 if it is a noun that only goes with an
    event, 0 else; ``by_gist``: the words of the sentence tell it, and no frame of its type.
    """

    event: Event
    sentence: int
    in_heading: bool
    refers_back: bool = False
    weakness: int = 0
    by_gist: bool = False


def merge_mentions(mentions: Sequence[Mention]) -> list[Event]:
    """
    Return one event for each happening, in the order of the text.

    Two mentions are the same happening if type, status, place, date and number do not contradict each other. The more telling mention
    gives the sentence that is quoted; what it lacks is taken from the other.
    """
    kept: list[Mention] = []
    for mention in mentions:
        for n, other in enumerate(kept):
            if _same(other, mention):
                kept[n] = _joined(other, mention)
                break
        else:
            kept.append(mention)
    return [mention.event for mention in kept]


def _same(one: Mention, other: Mention) -> bool:
    a, b = one.event, other.event
    if a.event_type != b.event_type or a.is_background != b.is_background:
        return False
    if a.event_type == "crossing" and one.sentence == other.sentence and _counts_agree(a.count, b.count) and {a.status, b.status} & _TRIED:
        return True
    if other.refers_back and (b.where.carried or _is_vague(b) or _place_key(a) == _place_key(b)):
        return True
    weak = max(one.weakness, other.weakness) > 0
    if a.evidence.start == b.evidence.start and (_counts_agree(a.count, b.count) or weak):
        return True
    if (one.in_heading or other.in_heading) and abs(one.sentence - other.sentence) <= _LEAD and _counts_agree(a.count, b.count):
        return a.status == b.status or {a.status, b.status} <= _HAPPENED
    near = abs(one.sentence - other.sentence) <= 1 or one.in_heading or other.in_heading
    return _statuses_agree(a, b, near=near) and _counts_agree(a.count, b.count) and _dates_agree(a, b) and _places_agree(a, b, near=near)


def _statuses_agree(a: Event, b: Event, *, near: bool) -> bool:
    if a.status == b.status:
        return True
    pair = {a.status, b.status}
    return pair <= _HAPPENED or (near and (pair <= _TRIED and a.evidence.start == b.evidence.start))


def _counts_agree(a: Quantity | None, b: Quantity | None) -> bool:
    if a is None or b is None:
        return True
    return (a.minimum, a.maximum) == (b.minimum, b.maximum) and a.kind == b.kind


def _dates_agree(a: Event, b: Event) -> bool:
    stated = ("stated", "relative")
    if a.when.basis not in stated or b.when.basis not in stated or a.when.start is None or b.when.start is None:
        return True
    return a.when.start.startswith(b.when.start) or b.when.start.startswith(a.when.start)


def _place_key(event: Event) -> str | None:
    where = event.where
    if where.location is not None and where.location.place is not None:
        return where.location.place.place_id
    return f"border:{where.border_id}" if where.border_id else None


def _places_agree(a: Event, b: Event, *, near: bool) -> bool:
    if a.where.carried or b.where.carried or near:
        one, other = _place_key(a), _place_key(b)
        return one == other or a.where.carried or b.where.carried or _is_vague(a) or _is_vague(b)
    return _place_key(a) == _place_key(b) or _is_vague(a) or _is_vague(b)


def _is_vague(event: Event) -> bool:
    where = event.where
    kind = where.location.place.kind if where.location is not None and where.location.place is not None else None
    return where.relation == "border" or kind in (None, "country", "border")


def _worth(mention: Mention) -> float:
    event = mention.event
    told = 0.15 * (event.count is not None) + 0.1 * (event.when.basis in ("stated", "relative")) - 0.2 * event.where.carried
    return event.confidence + told - _WEAK * mention.weakness


def _joined(one: Mention, other: Mention) -> Mention:
    best, rest = (
        (one, other)
        if other.refers_back or (_worth(one) >= _worth(other) and not (one.in_heading and not other.in_heading))
        else (other, one)
    )
    a, b = best.event, rest.event
    if b.status in _TRIED and a.status not in _TRIED and not rest.weakness:
        a = replace(a, status=b.status, sub_event_type=b.sub_event_type)
    vague = (_is_vague(a) or a.where.carried) and not _is_vague(b) and not b.where.carried
    event = replace(
        a,
        count=a.count or b.count,
        actor1=a.actor1 or b.actor1,
        actor2=a.actor2 or b.actor2,
        when=a.when if a.when.basis in ("stated", "relative") or b.when.basis not in ("stated", "relative") else b.when,
        duration_days=a.duration_days or b.duration_days,
        instrument=a.instrument or b.instrument,
        from_place=a.from_place or b.from_place,
        to_place=a.to_place or b.to_place,
        direction_from=a.direction_from or b.direction_from,
        direction_to=a.direction_to or b.direction_to,
        where=b.where if vague else a.where,
        confidence=min(0.99, max(a.confidence, b.confidence) + 0.05),
    )
    return replace(best, event=event, refers_back=one.refers_back and other.refers_back)
