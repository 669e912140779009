"""What a lexicon is once read: frames, and an index from every inflected form to its classes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from mapper.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_CLASSES: frozenset[str] = frozenset()
_SHORT = 3  # letters: "de" is no accentless "dé"
_REMEMBERED = 200_000  # word forms; more than any newspaper's vocabulary of a week


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What kind of event a clause tells, as word classes; ``frames.toml`` documents each field."""

    name: str
    type: str
    sub_type: str | None = None
    verbs: frozenset[str] = NO_CLASSES
    nouns: frozenset[str] = NO_CLASSES
    subject: frozenset[str] = NO_CLASSES
    object: frozenset[str] = NO_CLASSES
    near: tuple[frozenset[str], ...] = ()
    sentence: tuple[frozenset[str], ...] = ()
    without: frozenset[str] = NO_CLASSES
    count: frozenset[str] = NO_CLASSES
    status: str | None = None
    durative: bool = False
    governed: bool = False
    confidence: float = 0.5


class Reading(NamedTuple):
    """What a form can be: classes and forms as a verb, classes and number as a noun, classes of what does not inflect, a nationality."""

    verbs: frozenset[str] = NO_CLASSES
    forms: frozenset[str] = NO_CLASSES
    nouns: frozenset[str] = NO_CLASSES
    number: str | None = None
    words: frozenset[str] = NO_CLASSES
    nationality: str | None = None

    def merged(self, other: Reading) -> Reading:
        """Return a reading that allows both."""
        return Reading(
            self.verbs | other.verbs,
            self.forms | other.forms,
            self.nouns | other.nouns,
            self.number or other.number,
            self.words | other.words,
            self.nationality or other.nationality,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """
    The words and frames of one language.

    ``forms`` maps a lower-case form with its accents to its reading, ``plain`` the form without accents; ``phrases`` maps the first word of
    each phrase to its second, and that to what follows, longest first. ``roles`` maps ``from``, ``to``, ``at``, ``near`` and ``side`` to
    their prepositions, ``bearings`` a point of the compass to degrees clockwise from north.
    """

    language: str
    forms: Mapping[str, Reading]
    plain: Mapping[str, Reading]
    phrases: Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], Reading], ...]]]
    frames: tuple[Frame, ...]
    roles: Mapping[str, frozenset[str]]
    bearings: Mapping[str, int]
    triggers: Mapping[str, tuple[Frame, ...]]
    _seen: dict[str, tuple[str, str, Reading | None]] = field(default_factory=dict, repr=False, compare=False)

    def without_accents(self) -> Lexicon:
        """Return the lexicon for a text that writes no accents, where "cerro" may be "cerró"."""
        kept = {form: reading for form, reading in self.forms.items() if len(form) <= _SHORT}
        return replace(self, forms={**self.plain, **kept}, _seen={})

    def look_up(self, word: str) -> tuple[str, str, Reading | None]:
        """Return the word in lower case, folded, and its reading if the lexicon knows it."""
        known = self._seen.get(word)
        if known is None:
            lower = word.lower().replace("\u2019", "'")
            folded = fold(lower)
            shouted = word.isupper() and len(word) > 1
            reading = self.plain.get(folded) if shouted else self.forms.get(lower)
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            known = self._seen[word] = (lower, folded, reading)
        return known
