"""How often locations of some confidence are right: our own marked text, and the places in it as judged by hand.

``judged.tsv`` says of names in ``mapper/places/training`` (file, number of the article in it) which place they do and do not mean.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mapper.places import recognize, resolve
from mapper.places.corpora import Document, together
from mapper.places.training_text import TRAINING_FOLDER, read_articles
from mapper.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapper.places.gazetteer import Gazetteer
    from mapper.records import Location

JUDGED = Path(__file__).with_name("judged.tsv")
BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
PLACES = frozenset(("LOC", "MET", "EMB", "BOR"))


class Outcome(NamedTuple):
    """The confidence of a location and whether it is right."""

    confidence: float
    is_right: bool


class Bin(NamedTuple):
    """Locations whose confidence lies between two bounds: how many, their mean confidence and the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def judgements() -> dict[tuple[str, int, str, str], bool]:
    """Read which names mean which place: by file, article, name and place."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["text"], int(row["article"]), row["name"], row["place_id"]): row["judged"] == "right" for row in rows}


def judged_outcomes(gazetteer: Gazetteer) -> Iterator[Outcome]:
    """Give the outcome of every location in our marked text that marks or judgements tell."""
    judged = judgements()
    for text in sorted({key[0] for key in judged}):
        for number, sentences in enumerate(read_articles(TRAINING_FOLDER / f"{text}.txt")):
            whole = together([Document(sentence.text, tuple(sorted(sentence.marks))) for sentence in sentences])
            article = Article(article_id=f"{text}.{number}", text=whole.text, lang=text[:2])
            for location in resolve(recognize(article, gazetteer), article, gazetteer):
                is_right = _is_right(location, whole, judged, (text, number))
                if is_right is not None:
                    yield Outcome(location.confidence, is_right)


def _is_right(location: Location, whole: Document, judged: dict[tuple[str, int, str, str], bool], source: tuple[str, int]) -> bool | None:
    toponym, place = location.toponym, location.place
    if place is None or toponym.kind == "border" or toponym.mention == "adjectival":
        return None
    labels = {mark.label for mark in whole.marks if mark.start < toponym.end and toponym.start < mark.end}
    return judged.get((*source, toponym.text, place.place_id)) if labels & PLACES else False


def reliability(outcomes: Iterable[Outcome]) -> tuple[Bin, ...]:
    """Give the table: what is claimed and what is so, from bound to bound."""
    groups: dict[tuple[float, float], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for low, high in pairwise(BOUNDS):
            if low <= outcome.confidence < high:
                groups[low, high].append(outcome)
    return tuple(
        Bin(low, high, len(some), sum(one.confidence for one in some) / len(some), sum(one.is_right for one in some) / len(some))
        for (low, high), some in sorted(groups.items())
    )
