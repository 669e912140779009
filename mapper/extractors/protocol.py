"""What reads events from an article: our own rules, a language model, or code of yours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapper.records import Article, Event, Location


class Extractor(Protocol):
    """
    Reads the events that an article tells; any function of this shape is one.

    It gets an article and its locations in the order of the text, and gives events whose ``evidence`` stands in the text where its offsets
    say and whose ``where`` names one of the locations, a border, or nothing; ``placement`` is None, because what is drawn follows from
    ``where``. To refuse one article it raises `mapper.InputError`, to give up altogether `mapper.ExtractorError`.

    Packages register a function without parameters that makes one as an entry point in the group ``mapper.extractors``.
    """

    def __call__(self, article: Article, locations: Sequence[Location], /) -> Iterable[Event]:
        """Read one article."""
