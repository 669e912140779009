"""The tagger of names: a linear chain over the capitalised words of an article, one model a language."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from mapper.places.features import FeatureMaker
from mapper.places.word_lists import word_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pycrfsuite

    from mapper.places.features import Name
    from mapper.places.gazetteer import Gazetteer
    from mapper.places.words import Words

MODELS = Path(__file__).with_name("models")
LABELS: Final = ("LOC", "PER", "ORG")


class Chances(NamedTuple):
    """How likely a word is part of the name of a place, of a person, of a body; the rest is no name or another."""

    place: float
    person: float
    body: float


NOTHING: Final = Chances(0.0, 0.0, 0.0)


class TaggedName(NamedTuple):
    """A name: its first word, the one after its last, its label (``LOC``, ``PER`` or ``ORG``) and how likely the label is."""

    first: int
    end: int
    label: str
    chance: float


class Reading(NamedTuple):
    """What the tagger makes of an article: names in the order of the text, and the chances of each word that it looked at."""

    names: tuple[TaggedName, ...]
    chances: Mapping[int, Chances]


UNREAD: Final = Reading((), {})
# Chances nearer to 0 or 1 are more than a tagger can know.
_SURE_CHANCE: Final = 0.998


def log_odds(chance: float) -> float:
    """
    Give the natural logarithm of the odds of a chance, bounded.

    Examples
    --------
    >>> round(log_odds(0.5), 3), round(log_odds(0.0), 3), round(log_odds(1.0), 3)
    (0.0, -6.213, 6.213)
    """
    bounded = min(max(chance, 1 - _SURE_CHANCE), _SURE_CHANCE)
    return math.log(bounded / (1 - bounded))


class Tagger:
    """
    Labels names in articles of one language.

    Parameters
    ----------
    model
        A model that `mapper.places.train` wrote.
    gazetteer
        The gazetteer whose names are features; the one trained with.
    """

    def __init__(self, model: Path, gazetteer: Gazetteer) -> None:
        import pycrfsuite

        self._maker = FeatureMaker(word_lists(), gazetteer)
        self._model: pycrfsuite.Tagger = pycrfsuite.Tagger()
        self._model.open(str(model))
        # The model keeps what it read last, so that one thread at a time may ask it.
        self._lock = Lock()
        known = set(self._model.labels())
        self._parts = [[tag for tag in (f"B-{label}", f"I-{label}") if tag in known] for label in LABELS]

    def read(self, words: Words, names: Iterable[Name]) -> Reading:
        """
        Label the names of an article.

        Parameters
        ----------
        words
            The article's words.
        names
            The gazetteer's names in it (see `mapper.places.features.FeatureMaker.islands`).
        """
        chances: dict[int, Chances] = {}
        tagged: list[TaggedName] = []
        for island in self._maker.islands(words, names):
            with self._lock:
                tags = self._model.tag(island.features)
                chances |= {island.first + position: self._chances(position) for position in range(len(tags))}
            tagged += _names_of(tags, island.first, chances)
        return Reading(tuple(tagged), chances)

    def _chances(self, position: int) -> Chances:
        marginal = self._model.marginal
        return Chances(*(sum(marginal(tag, position) for tag in part) for part in self._parts))


def _names_of(tags: list[str], offset: int, chances: Mapping[int, Chances]) -> list[TaggedName]:
    """Join the tags of an island to names; a name is as likely as its least likely word."""
    found: list[tuple[int, int, str]] = []
    for position, tag in enumerate(tags, start=offset):
        kind, _, label = tag.partition("-")
        if kind == "I" and found and found[-1][1:] == (position, label):
            found[-1] = (found[-1][0], position + 1, label)
        elif label:
            found.append((position, position + 1, label))
    return [
        TaggedName(first, end, label, min(chances[position][LABELS.index(label)] for position in range(first, end)))
        for first, end, label in found
    ]


@lru_cache(maxsize=8)
def load_tagger(lang: str, gazetteer: Gazetteer) -> Tagger | None:
    """Load the tagger of a language (ISO 639-1), once per process; None for a language without a model."""
    model = MODELS / f"{lang}.crfsuite"
    return Tagger(model, gazetteer) if model.is_file() else None
