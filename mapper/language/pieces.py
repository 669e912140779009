"""Folded words, numbers and signs of a text for the readers of numbers and dates."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mapper.language.folding import fold_map

_PIECE = re.compile(r"\d{1,3}(?: \d{3})++(?![\w])|\d++(?:[.,]\d++)*+|[^\W\d_]\w*+|[^\w\s]|_")


class Piece(NamedTuple):
    """A folded word, number or sign and its place in the *folded* text."""

    word: str
    start: int
    end: int


class FoldedText:
    """
    A text and its folded form, cut into pieces.

    ``offsets[i]`` is where folded character ``i`` comes from; `source_span` translates back.
    """

    __slots__ = ("folded", "offsets", "pieces", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded, self.offsets = fold_map(text)
        self.pieces = [Piece(match[0], match.start(), match.end()) for match in _PIECE.finditer(self.folded)]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Say which part of the text folded to ``folded[start:end]``, end exclusive."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def is_capital(self, position: int) -> bool:
        """Say whether the letter that folded to ``folded[position]`` is a capital."""
        return self.text[self.offsets[position]].isupper()


@lru_cache(maxsize=4)
def folded_text(text: str) -> FoldedText:
    """Fold and cut a text once for all who read it one after the other."""
    return FoldedText(text)
