"""Score recognition on the blind part of the training text, which nothing was trained or tuned on.

Places, metonymic ones included, and border phrases must be found; a place inside a body's name may be, demonyms may be. Whatever else is
found is false, and a trap if it lies on the name of a person, a body or a work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapper.places import recognize
from mapper.places.training_text import BLIND, TRAINING_FOLDER, read_articles
from mapper.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.places.gazetteer import Gazetteer
    from mapper.places.training_text import Mark, MarkedText

PLACES = frozenset(("LOC", "MET", "BOR"))
TRAPS = frozenset(("PER", "ORG", "MISC"))


@dataclass(frozen=True, kw_only=True)
class Score:
    """What was right and wrong in some articles; ``traps`` are among the ``false``."""

    articles: int = 0
    hit: int = 0
    false: int = 0
    missed: int = 0
    traps: int = 0

    def __add__(self, other: Score) -> Score:
        """Add up two scores."""
        return Score(
            articles=self.articles + other.articles,
            hit=self.hit + other.hit,
            false=self.false + other.false,
            missed=self.missed + other.missed,
            traps=self.traps + other.traps,
        )

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.hit / (self.hit + self.false)

    @property
    def recall(self) -> float:
        """The share of the places that were found."""
        return self.hit / (self.hit + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hit / (2 * self.hit + self.false + self.missed)

    @property
    def traps_in_a_hundred(self) -> float:
        """How many traps a hundred articles spring."""
        return 100 * self.traps / self.articles


def blind_articles(lang: str) -> Iterator[tuple[Article, list[Mark]]]:
    """Give the blind articles of a language with their marks."""
    for number, sentences in enumerate(read_articles(TRAINING_FOLDER / lang / BLIND)):
        text, marks = _together(sentences)
        yield Article(article_id=f"blind-{lang}-{number}", text=text, lang=lang), marks


def _together(sentences: Sequence[MarkedText]) -> tuple[str, list[Mark]]:
    """Put each sentence on a line of its own."""
    text, marks = "", []
    for sentence in sentences:
        marks += [mark._replace(start=mark.start + len(text), end=mark.end + len(text)) for mark in sentence.marks]
        text += sentence.text + "\n"
    return text, marks


def score(lang: str, gazetteer: Gazetteer) -> Score:
    """Score all blind articles of a language."""
    total = Score()
    for article, marks in blind_articles(lang):
        found = [(name.start, name.end) for name in recognize(article, gazetteer) if name.mention != "adjectival"]
        total += score_spans(found, marks)
    return total


def score_spans(found: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> Score:
    """Score one article: each place is paired with the found span that fits it best, one to one."""
    places = [(mark.start, mark.end) for mark in marks if mark.label in PLACES]
    fits = [(_fit(place, span), -i, -j) for i, place in enumerate(places) for j, span in enumerate(found)]
    paired: set[int] = set()
    used: set[int] = set()
    for fit, i, j in sorted(fits, reverse=True):
        if fit > 0 and i not in paired and j not in used:
            paired.add(i)
            used.add(j)
    spare = [span for j, span in enumerate(found) if -j not in used and not _meets(span, marks, {"EMB", "ADJ"})]
    traps = sum(_meets(span, marks, TRAPS) for span in spare)
    return Score(articles=1, hit=len(paired), false=len(spare), missed=len(places) - len(paired), traps=traps)


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _fit(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = _shared(one, other)
    return shared / (one[1] - one[0] + other[1] - other[0] - shared) if shared else 0.0


def _meets(span: tuple[int, int], marks: Sequence[Mark], labels: frozenset[str] | set[str]) -> bool:
    return any(mark.label in labels and _shared(span, (mark.start, mark.end)) for mark in marks)
