"""What a language model answered, taken apart with suspicion: only texts, truths and known words come out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from mapper.extractors.question import QUOTED
from mapper.records import EVENT_TYPES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapper.records import EventType, Status

MOST_EVENTS = 200
"""More than any article tells; what comes after them is not read."""
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)


class UnusableAnswer(Exception):  # noqa: N818 - asked again, it may be usable
    """The answer is not what was asked for; the message says how."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An event as a model tells it: ``words`` are what it claims to have taken from the text, by what they stand for."""

    event_type: EventType
    sub_event_type: str | None
    status: Status
    is_background: bool
    words: Mapping[str, str]


def read_answer(body: bytes) -> tuple[Told, ...]:
    """
    Read the events of an answer; what is wrong in a single event leaves that event out.

    Raises
    ------
    UnusableAnswer
        It is not the JSON that was asked for.
    """
    content = _content(_json(body, "the answer"))
    fenced = _FENCE.match(content)
    told = _json(fenced[1] if fenced else content, "what the model wrote")
    events = told.get("events") if isinstance(told, dict) else None
    if not isinstance(events, list):
        message = "what the model wrote has no list of events"
        raise UnusableAnswer(message)
    return tuple(told for told in map(_told, events[:MOST_EVENTS]) if told is not None)


def _json(text: str | bytes, name: str) -> Any:  # noqa: ANN401 - whatever a stranger sends
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"{name} is no JSON"
        raise UnusableAnswer(message) from error


def _content(answer: Any) -> str:  # noqa: ANN401
    """Give what the model wrote."""
    try:
        choice = answer["choices"][0]
        message = choice["message"]
        content = message["content"]
    except (KeyError, IndexError, TypeError) as error:
        why = "the answer has no message; is the address that of an OpenAI-compatible endpoint?"
        raise UnusableAnswer(why) from error
    if choice.get("finish_reason") == "length":
        why = "the model was cut off; let it write longer answers"
        raise UnusableAnswer(why)
    if not isinstance(content, str) or not content.strip():
        why = "the model refused" if message.get("refusal") else "the model wrote nothing"
        raise UnusableAnswer(why)
    return content


def _told(event: object) -> Told | None:
    """Take one event apart; None if it has no known type and status or no quote and trigger."""
    if not isinstance(event, dict):
        return None
    words = {key: value for key in QUOTED if isinstance(value := event.get(key), str) and value.strip()}
    event_type, sub_event_type, status = (event.get(key) for key in ("event_type", "sub_event_type", "status"))
    if event_type not in EVENT_TYPES or status not in STATUSES or not words.keys() >= set(QUOTED[:2]):
        return None
    return Told(
        event_type=cast("EventType", event_type),
        sub_event_type=_known_sub_type(event_type, sub_event_type),
        status=cast("Status", status),
        is_background=event.get("is_background") is True,
        words=words,
    )


def _known_sub_type(event_type: str, sub_event_type: object) -> str | None:
    from mapper.events.codes import sub_event_types

    return sub_event_type if isinstance(sub_event_type, str) and sub_event_type in sub_event_types(event_type) else None
