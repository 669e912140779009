"""A sentence made ready for frames: its units with numbers, places and pronouns marked, and its clauses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mapper.language.clauses import Clause, Span, Unit, read_units, split_clauses
from mapper.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapper.language.lexicon import Lexicon
    from mapper.language.sentences import Sentence
    from mapper.language.tokens import Token
    from mapper.records import Location, Quantity

_KIND_CLASSES: dict[str, frozenset[str]] = {
    "country": frozenset(("place", "country", "state")),
    "border": frozenset(("place", "border")),
    "crossing": frozenset(("place", "border", "route_place", "passage")),
    "facility": frozenset(("place", "route_place")),
    "natural": frozenset(("place", "waterway")),
    "populated_place": frozenset(("place", "city")),
}
_OTHER_KIND = frozenset(("place",))
_NOT_A_PLACE = frozenset(("adjectival", "embedded"))
_CLITICS = frozenset(("los", "las", "les", "lo"))
_STEM, _SHORT = 6, 3  # letters: of the beginning by which forms of a word are taken for one; of words that mean little alone


@dataclass(kw_only=True)
class Scene:
    """One sentence of an article as units and clauses; ``quantities`` are those that begin in it."""

    sentence: Sentence
    units: list[Unit]
    clauses: list[Clause]
    quantities: list[Quantity]

    @cached_property
    def classes(self) -> frozenset[str]:
        """All classes in the sentence."""
        return frozenset().union(*(unit.classes for unit in self.units))

    @cached_property
    def stems(self) -> list[tuple[str, ...]]:
        """The beginnings of each unit's words, folded; none of names of places, of numbers and of short words."""
        return [
            ()
            if unit.place >= 0
            else tuple(word[:_STEM] for word in fold(unit.lower).split() if len(word) > _SHORT and word[0].isalpha())
            for unit in self.units
        ]

    @cached_property
    def words(self) -> frozenset[str]:
        """All stems in the sentence."""
        return frozenset(stem for stems in self.stems for stem in stems)

    def words_of(self, clause: int) -> frozenset[str]:
        """All stems in a clause."""
        return self._clause_words[clause]

    @cached_property
    def _clause_words(self) -> list[frozenset[str]]:
        return [frozenset(stem for stems in self.stems[clause.start : clause.end] for stem in stems) for clause in self.clauses]

    def clause_of(self, at: int) -> int:
        """Return the index of the clause that holds unit ``at``."""
        return next(n for n, clause in enumerate(self.clauses) if clause.start <= at < clause.end)


def place_spans(locations: Sequence[Location]) -> dict[int, Span]:
    """Return the spans of named places by start; of nested ones the longest. Adjectives and names inside bodies' names are left out."""
    spans: dict[int, Span] = {}
    taken = 0
    ordered = sorted(range(len(locations)), key=lambda n: (locations[n].toponym.start, -locations[n].toponym.end))
    for n in ordered:
        location = locations[n]
        toponym = location.toponym
        if toponym.mention in _NOT_A_PLACE or toponym.start < taken:
            continue
        kind = location.place.kind if location.place else toponym.kind
        classes = _KIND_CLASSES.get(kind or "", _OTHER_KIND)
        if toponym.mention == "metonymic":
            classes = frozenset(("state", "country"))
        spans[toponym.start] = Span(toponym.start, toponym.end, classes, n)
        taken = toponym.end
    return spans


def read_scene(
    sentence: Sentence, tokens: Sequence[Token], lexicon: Lexicon, spans: Mapping[int, Span], quantities: list[Quantity]
) -> Scene:
    """Return the scene of a sentence."""
    units = read_units(tokens, lexicon, spans)
    starts = {quantity.start: quantity for quantity in quantities}
    for at, unit in enumerate(units):
        quantity = starts.get(unit.start)
        if quantity is not None and not unit.place >= 0:
            unit.classes = unit.classes | ({"number"} if quantity.unit else {"number", "bare_number"})
        if "metonym" in unit.words | unit.classes and not _after_preposition(units, at):
            unit.classes = unit.classes | {"state", "country"}
        if "person_pronoun" in unit.words:
            _mark_pronoun(units, at, lexicon.language)
    return Scene(sentence=sentence, units=units, clauses=split_clauses(units), quantities=quantities)


def _after_preposition(units: list[Unit], at: int) -> bool:
    """Whether a capital stands as a place ("in Lima") and not for its government ("Lima said")."""
    return at > 0 and bool(units[at - 1].words & {"preposition", "to"})


def _mark_pronoun(units: list[Unit], at: int, lang: str) -> None:
    unit = units[at]
    after = units[at + 1] if at + 1 < len(units) else None
    if lang == "es" and unit.lower in _CLITICS and not (after is not None and after.is_finite):
        return
    if lang == "en" and after is not None and after.nouns and not after.verbs and unit.lower not in ("they", "them", "he", "him", "she"):
        return
    unit.classes = unit.classes | {"pronoun_people"}
