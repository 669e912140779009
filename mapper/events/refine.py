"""Readings of a sentence weighed against each other: one event for one trigger, threats told from deeds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.events.merging import Mention
    from mapper.records import Event

_CONTENT = frozenset(("detention", "expulsion", "crossing"))
_THREATENED = frozenset(("detention", "expulsion"))
_FLIGHT = re.compile(r"\b(?:flights?|planes?|charters?|vuelos?|avi[oó]n|aviones|bus(?:es)?)\b", re.IGNORECASE)
_KEEPS_ANNOUNCED = frozenset(("return_flight",))


def refine(mentions: Sequence[Mention]) -> list[Mention]:
    """
    Return mentions without the weaker readings of the same words.

    One trigger gives one event. A detention or expulsion that is only announced, of nobody in particular, is a threat: a policy.
    """
    best: dict[tuple[int, str], Mention] = {}
    for mention in mentions:
        # What the words of a sentence tell is only hung on a trigger of another type: it is an event of its own.
        key = mention.event.evidence.trigger_start, mention.event.event_type if mention.by_gist else ""
        if key not in best or mention.event.confidence > best[key].event.confidence:
            best[key] = mention
    return _without_threatened(_threats([best[key] for key in sorted(best)]))


def _without_threatened(mentions: list[Mention]) -> list[Mention]:
    """Drop what a sentence names only as the content of its threat ("leave or face detention")."""
    threats = {mention.sentence for mention in mentions if mention.event.sub_event_type == "threat"}
    return [
        mention
        for mention in mentions
        if mention.sentence not in threats or mention.event.event_type not in _CONTENT or mention.event.count is not None
    ]


def _threats(mentions: list[Mention]) -> list[Mention]:
    return [replace(mention, event=_as_threat(mention.event)) if _is_threat(mention.event) else mention for mention in mentions]


def may_be_threat(event_type: str, status: str | None) -> bool:
    """Whether an event of this type and status is only a threat if it names nobody in particular."""
    return event_type in _THREATENED and status == "announced"


def _is_threat(event: Event) -> bool:
    return (
        may_be_threat(event.event_type, event.status)
        and event.count is None
        and event.when.basis in ("none", "publication")
        and event.sub_event_type not in _KEEPS_ANNOUNCED
        and not _FLIGHT.search(event.evidence.quote)
    )


def _as_threat(event: Event) -> Event:
    return replace(event, event_type="policy", sub_event_type="threat")
