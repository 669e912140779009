"""What ties an event to its article: the id that is stable over reruns, and the evidence."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mapper.records import Evidence

if TYPE_CHECKING:
    from mapper.records import Article


def event_id(article_id: str, event_type: str, trigger_start: int) -> str:
    """Return the id of an event: it is the same on every run over the same article.

    >>> event_id("a1", "crossing", 16) == event_id("a1", "crossing", 16) != event_id("a1", "crossing", 17)
    True
    """
    return hashlib.sha256(f"{article_id}\x1f{event_type}\x1f{trigger_start}".encode()).hexdigest()[:16]


def evidence_in(article: Article, sentence: tuple[int, int], trigger: tuple[int, int]) -> Evidence:
    """Return the evidence that stands in an article: sentence and trigger as start and end (code points, end exclusive)."""
    return Evidence(
        quote=article.text[slice(*sentence)],
        start=sentence[0],
        end=sentence[1],
        trigger=article.text[slice(*trigger)],
        trigger_start=trigger[0],
        trigger_end=trigger[1],
    )
