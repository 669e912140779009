"""An article as words: folded forms, offsets, capitals, and where sentences and headings begin."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from mapper.language.folding import fold

LOWER, CAPITALISED, CAPITALS, NUMBER = range(4)
# Words that join the parts of one name in lower case.
CONNECTORS: Final = frozenset((
    "de", "del", "la", "las", "los", "el", "of", "the", "and", "y", "e", "da", "do", "das", "dos", "des", "du", "di", "della", "al", "a",
    "en", "au", "aux", "sous", "bin", "von", "van", "der", "den", "le", "les", "et", "upon", "sur",
))  # fmt: skip
# A name goes on over these; a line may break inside it, a sentence may not.
NAME_GAPS: Final = frozenset((" ", "-", "\u2013", "\u2010", "'", "\u2019", "\u00a0", " - ", "\n", ". ", ".", "  ", " \u2013 "))

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019\u00bb)\]]*\s+|\n\s*|[\u2022*|]\s*|[\u2014]\s*|^\W*$")
LONGEST_ABBREVIATION = 5
_SHORTEST_LONG_WORD = 3
# In a heading most words of some length are capitalised, so that capitals say nothing.
_HEADING_SHARE = 0.7
_HEADING_WORDS = 4


@lru_cache(maxsize=65536)
def _look(word: str) -> tuple[str, int]:
    """Fold a word and tell its capitals; remembered, since a text repeats its words."""
    if word[0].isdigit():
        return fold(word), NUMBER
    if word[0].islower() or not word[0].isalpha():
        return fold(word), LOWER
    if len(word) > 1 and word.isupper():
        return fold(word), CAPITALS
    return fold(word), CAPITALISED if word[0].isupper() else LOWER


class Words:
    """
    The words of a text, as parallel lists.

    ``folded``, ``shape``, ``start`` and ``end`` have one entry a word; offsets count code points. ``faint`` marks words whose capitals say
    nothing: the first of a sentence, those of a heading, those in a stretch of capitals.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: list[str] = []
        self.shape: list[int] = []
        self.start: list[int] = []
        self.end: list[int] = []
        for found in _WORD.finditer(text):
            folded, shape = _look(found.group())
            self.folded.append(folded)
            self.shape.append(shape)
            self.start.append(found.start())
            self.end.append(found.end())
        self.begins: list[bool] = [self._begins(index) for index in range(len(self.folded))]
        self.faint: list[bool] = list(self.begins)
        self._mark_headings()

    def __len__(self) -> int:
        """Count the words."""
        return len(self.folded)

    def gap(self, index: int) -> str:
        """Give the text between the word before and this one."""
        return self.text[self.end[index - 1] if index else 0 : self.start[index]]

    def _begins(self, index: int) -> bool:
        if index == 0:
            return True
        end, start = self.end[index - 1], self.start[index]
        if start - end == 1 and self.text[end] in " -'\u2019":
            return False
        gap = self.text[end:start]
        if gap == ". " and self._is_abbreviation(index - 1):
            return False
        return bool(_SENTENCE_END.search(gap))

    def _is_abbreviation(self, index: int) -> bool:
        short = self.end[index] - self.start[index]
        return (short == 1 or (short < LONGEST_ABBREVIATION and self.shape[index] == CAPITALISED)) and not self.begins_name_end(index)

    def begins_name_end(self, index: int) -> bool:
        """Tell a short capitalised word that ends a sentence as names do (``in Lima.``) from an abbreviation (``Gen.``)."""
        long = self.end[index] - self.start[index] > _SHORTEST_LONG_WORD
        return index > 0 and long and self.shape[index] == CAPITALISED and self.shape[index - 1] == LOWER

    def _mark_headings(self) -> None:
        line: list[int] = []
        for index in range(len(self.folded) + 1):
            if index < len(self.folded) and not (self.begins[index] and index):
                line.append(index)
                continue
            if self._is_heading(line):
                for position in line:
                    self.faint[position] = True
            line = [index]

    def _is_heading(self, line: list[int]) -> bool:
        """Tell lines of which most words of some length are capitalised; those that end in a full stop must shout."""
        long = [index for index in line if self.end[index] - self.start[index] > _SHORTEST_LONG_WORD and self.shape[index] != NUMBER]
        if len(long) < _HEADING_WORDS:
            return False
        stopped = self.text[self.end[line[-1]] : self.end[line[-1]] + 1] == "."
        telling = (CAPITALS,) if stopped else (CAPITALISED, CAPITALS)
        return sum(self.shape[index] in telling for index in long) >= _HEADING_SHARE * len(long)

    def joins(self, index: int) -> bool:
        """Tell whether a name may go on from the word before to this one."""
        gap = self.gap(index)
        if gap not in NAME_GAPS:
            return False
        return not gap.startswith(".") or self.end[index - 1] - self.start[index - 1] < LONGEST_ABBREVIATION

    def follows(self, index: int) -> bool:
        """Tell whether only a blank stands between the word before and this one."""
        return index > 0 and self.gap(index) in (" ", "\u00a0", "-")
