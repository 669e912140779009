"""Ask an extractor that we did not write, and check what it gives: a wrong answer is an error that names it, never a wrong map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.errors import InputError, MapperError
from mapper.records import EVENT_TYPES, STATUSES, Event, Evidence, Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.extractors.protocol import Extractor
    from mapper.records import Article, Location


def ask(extractor: Extractor, article: Article, locations: Sequence[Location]) -> tuple[Event, ...]:
    """
    Give the events that an extractor reads from an article.

    Raises
    ------
    InputError
        It failed on this article, or gave something else than events of this article; others may go well.
    ExtractorError
        It gave up.
    """
    try:
        given = tuple(extractor(article, locations))
    except MapperError:
        raise
    except Exception as error:
        message = f"{_of(extractor, article)} failed ({type(error).__name__}: {error}); mend it or choose another"
        raise InputError(message) from error
    seen: set[str] = set()
    for event in given:
        flaw = _flaw(event, article)
        if flaw is None and event.event_id in seen:
            flaw = f"two events have the id {_short(event.event_id)}"
        if flaw is not None:
            message = f"{_of(extractor, article)} gave a wrong answer ({flaw}); mend it or choose another"
            raise InputError(message)
        seen.add(event.event_id)
    return given


def _of(extractor: object, article: Article) -> str:
    name = getattr(extractor, "__qualname__", type(extractor).__qualname__)
    return f"{_short(article.article_id)}: the extractor {name}"


def _flaw(event: object, article: Article) -> str | None:
    """Say what is wrong with an event; None if it keeps the contract."""
    if not isinstance(event, Event):
        return f"a {type(event).__name__} is no event"
    if not isinstance(event.evidence, Evidence) or not isinstance(event.where, Where):
        return f"evidence is a {type(event.evidence).__name__}, where is a {type(event.where).__name__}"
    evidence, confidence = event.evidence, event.confidence
    has_quote = 0 <= evidence.start < evidence.end and article.text[evidence.start : evidence.end] == evidence.quote
    flaws = {
        f"{_short(event.event_type)!r} is no event type": event.event_type not in EVENT_TYPES,
        f"{_short(event.status)!r} is no status": event.status not in STATUSES,
        "an event of another article": event.article != article,
        "an event that is placed already; fill where and leave placement None": event.placement is not None,
        f"confidence {confidence!r} is not from 0 to 1": not isinstance(confidence, int | float) or not 0 <= confidence <= 1,
        "a quote that does not stand in the text where its offsets say": not has_quote,
    }
    return next((flaw for flaw, is_there in flaws.items() if is_there), None)


def _short(words: object) -> str:
    return str(words)[:80]
