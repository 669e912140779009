"""Find again, in the text, the words that a model says it took from there."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from mapper.language.folding import fold, fold_map

_MOST_WORDS = 4_000
_AROUND = " \"'.,;:\u2026[]()"


class Span(NamedTuple):
    """A stretch of a text in code points, end exclusive."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether another span lies inside."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether both share a character."""
        return self.start < other.end and other.start < self.end


class Passage:
    """
    A part of a text in which words are looked up whatever their case, accents, quotation marks and line breaks.

    >>> text = "La policía detuvo a 12 personas."
    >>> passage = Passage(text, Span(0, len(text)))
    >>> passage.find("la  policia")
    Span(start=0, end=10)
    >>> passage.find("2 personas") is None  # words, not parts of them
    True
    """

    def __init__(self, text: str, span: Span) -> None:
        self.text, self.span = text, span
        folded, offsets = fold_map(text[span.start : span.end])
        kept = [n for n, char in enumerate(folded) if not char.isspace() or (n and not folded[n - 1].isspace())]
        self._folded = "".join(" " if folded[n].isspace() else folded[n] for n in kept)
        self._offsets = [span.start + offsets[n] for n in kept]

    def find(self, words: str, *, within: Span | None = None, before: int | None = None) -> Span | None:
        """
        Give where words stand; None if they do not.

        Parameters
        ----------
        words
            What is looked for. Quotation marks, stops and blanks around it do not count.
        within
            Only there; None looks everywhere.
        before
            Of several take the last that starts before this offset, else the first after it; None takes the first.
        """
        needle = " ".join(fold(words[:_MOST_WORDS]).split()).strip(_AROUND)
        if not any(char.isalnum() for char in needle):
            return None
        best: Span | None = None
        at = self._folded.find(needle)
        while at >= 0:
            end = at + len(needle)
            if self._is_whole(at, end):
                found = Span(self._offsets[at], self._end(end))
                if within is None or within.holds(found):
                    if before is None or (found.start >= before and best is None):
                        return found
                    if found.start >= before:
                        return best
                    best = found
            at = self._folded.find(needle, at + 1)
        return best

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether no word is cut at either end."""
        text = self._folded
        cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        cut_after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
        return not (cut_before or cut_after)

    def _end(self, end: int) -> int:
        """Give the offset after the last character, with the accents that are written after it."""
        at = self._offsets[end - 1] + 1
        while at < self.span.end and unicodedata.combining(self.text[at]):
            at += 1
        return at
