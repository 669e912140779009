"""Why an event was read as it was, in a few legible lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.records import Event, Evidence, Placement

_BASES = {
    "stated": "stated in the text",
    "relative": "counted from the publication date",
    "publication": "the publication date: the text gives none",
    "none": "the text gives none",
}
_ROLES = {"actor1": "who", "actor2": "whom or what", "place": "named place"}


def explanation(event: Event) -> str:
    """
    Say why an event was read as it was, a reason a line.

    Words of the text come with their offsets in it (code points, end exclusive) where they stand in the quoted sentence; what could command
    a terminal is replaced.
    """
    evidence, why = event.evidence, event.explanation
    kind = f"{event.event_type}/{event.sub_event_type}" if event.sub_event_type else event.event_type
    background = ", background" if event.is_background else ""
    lines = [
        f"{event.event_id} {kind}, {event.status}{background}, confidence {event.confidence:.2f}",
        f"  article: {event.article.article_id}",
        f"  quote [{evidence.start}:{evidence.end}]: {_marked(evidence)}",
        f"  trigger [{evidence.trigger_start}:{evidence.trigger_end}]: {evidence.trigger}",
    ]
    if why is not None:
        lines += [f"  frame: {why.frame}", f"  status cue: {_with_offsets(why.status_cue, evidence) or 'none, but frame and tense'}"]
        lines += [f"  {_ROLES.get(role, role)}: {_with_offsets(words, evidence)}" for role, words in why.roles]
    lines.append(f"  date: {_date(event)}")
    lines.append(f"  place: {_place(event, why.place_reason if why else '')}")
    return "\n".join(map(_plain, lines))


def _marked(evidence: Evidence) -> str:
    """Give the quoted sentence on one line, with its trigger between marks."""
    start, end = evidence.trigger_start - evidence.start, evidence.trigger_end - evidence.start
    quote = evidence.quote
    inside = 0 <= start <= end <= len(quote)
    return " ".join((f"{quote[:start]}>>{quote[start:end]}<<{quote[end:]}" if inside else quote).split())


def _with_offsets(words: str | None, evidence: Evidence) -> str | None:
    """Give words with where they stand in the text, if they stand in the quote."""
    at = evidence.quote.casefold().find(words.casefold()) if words else -1
    return words if at < 0 or words is None else f"{words} [{evidence.start + at}:{evidence.start + at + len(words)}]"


def _date(event: Event) -> str:
    when = event.when
    day = "open" if when.start is None else when.start if when.end in (None, when.start) else f"{when.start} to {when.end}"
    return f"{day} ({_BASES[when.basis]})"


def _place(event: Event, reason: str) -> str:
    reason = reason or event.where.reason or "no reason given"
    carried = ", carried over" if event.where.carried and "carried" not in reason else ""
    drawn = _drawn(event.placement) if event.placement is not None else "not drawn yet"
    return f"{drawn}; {reason}{carried}"


def _drawn(placement: Placement) -> str:
    name = placement.location or "unnamed"
    return f"{name} ({placement.location_type}, precision {placement.geo_precision})"


def _plain(line: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in line)
