"""People in an article: the words that are theirs, so that no surname becomes a town."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapper.places.gazetteer import OWN_NAMES
from mapper.places.words import CAPITALISED, CAPITALS, CONNECTORS, LOWER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapper.places.gazetteer import Gazetteer
    from mapper.places.tagger import TaggedName
    from mapper.places.word_lists import WordLists
    from mapper.places.words import Words

TOWN_POPULATION = 15_000
# The least chance at which the tagger's word for it makes a person.
SURE_OF_PERSON = 0.5
_LONGEST_RUN = 6
_AGED_BEHIND = re.compile(r", (?:aged )?\d{1,2}(?:, [a-z]| years old| años)|, de \d{1,2} años|, an? \d\d-year-old")
_WHO_BEHIND = re.compile(r", (?:who|quien) [a-z]")
_KIN = (
    "son|daughter|wife|husband|aunt|uncle|cousin|nephew|niece|grandson|granddaughter|grandmother|grandfather|brother|sister|twin|"
    "hij[oa]|espos[oa]|t[ií][oa]|prim[oa]|niet[oa]|sobrin[oa]|cuñad[oa]|herman[oa]|abuel[oa]|suegr[oa]|novi[oa]|viud[oa]"
)
# A son, Israel; her brother Jordan; alias «Medellín»; un tal Maracaibo; a man known as Durango.
_PERSON_BEFORE = re.compile(
    rf"(?i:\b(?:{_KIN}),? |\b(?:alias|apodad[oa]|nicknamed|a certain|un tal|una tal|man (?:he |she |they )?kn[eo]wn? (?:only )?as) )"
    r"[\"\u201c\u00ab\u2018]?$"
)
_LONGEST_BEFORE = 40
# Titles that a full stop follows without ending the sentence.
_ABBREVIATED = frozenset((
    "mr", "mrs", "ms", "dr", "dra", "sr", "sra", "srta", "prof", "sen", "rep", "gov", "gen", "lt", "col", "capt", "maj", "sgt", "cpl",
    "pvt", "adm", "cmdr", "rev", "crnl",
))  # fmt: skip
_MALE_ARTICLES = frozenset(("el", "al", "del", "un"))
_INSIDE = frozenset(("de", "del", "la", "los", "las", "von", "van", "bin", "da", "dos"))


class People:
    """
    Who the article names.

    ``words`` are the positions inside names of people; ``surnames`` the folded words that follow a first name or a title anywhere in the
    text.
    """

    def __init__(self, words: Words, lists: WordLists, gazetteer: Gazetteer) -> None:
        self._words, self._lists, self._gazetteer = words, lists, gazetteer
        self.words: set[int] = set()
        self.surnames: set[str] = set()
        index = 0
        while index < len(words):
            capital = words.shape[index] in (CAPITALISED, CAPITALS)
            place = self._town(index) if capital else index
            if place > index:
                index = place
                continue
            end = self._run(index) if capital else index
            if end > index:
                self.words.update(range(index, end))
                self.surnames.update(words.folded[position] for position in range(index, end) if position > index or end == index + 1)
            elif capital and self._is_told_beside(index):
                self.words.add(index)
                self.surnames.add(words.folded[index])
            index = max(index + 1, end)
        self.surnames -= _INSIDE

    def add(self, names: Iterable[TaggedName]) -> None:
        """Add the people that the tagger is sure of: the last word of a name of several words is a surname all over the article."""
        for name in names:
            if name.label != "PER" or name.chance < SURE_OF_PERSON or name.end == name.first + 1:
                continue
            self.words.update(range(name.first, name.end))
            self.surnames.add(self._words.folded[name.end - 1])

    def _town(self, start: int) -> int:
        """Give the end of a town's name of several words (San Luis Potosí, Santiago de Compostela), whose parts are nobody's names."""
        words, lists, gazetteer = self._words, self._lists, self._gazetteer
        if self._is_titled(start):
            return start
        for length, postings in gazetteer.matches(words.folded, start):
            fewest = 3 if words.folded[start] in lists.first_names else 2
            last = start + length - 1
            if length < fewest or words.shape[last] == LOWER or not all(words.joins(position) for position in range(start + 1, last + 1)):
                continue
            if any(gazetteer.population(number) >= TOWN_POPULATION for role, number in postings if role in OWN_NAMES):
                return start + length
        return start

    def _run(self, start: int) -> int:
        """Give the end of the person's name that begins at a word; the word itself if none does."""
        words, lists = self._words, self._lists
        titled = self._is_titled(start)
        first = words.folded[start]
        opens = titled or self._is_initial(start) or first in lists.first_names
        if not opens or first in lists.titles or self._is_shouted_word(start) or self._is_known_place(start, titled=titled):
            return start
        end = start + 1
        while end < len(words) and end - start < _LONGEST_RUN and self._goes_on(end):
            end += 1
        while end > start + 1 and words.shape[end - 1] == LOWER:
            end -= 1
        if titled and end == start + 1 and self._gazetteer.is_country(first):
            return start
        return end if titled or end > start + 1 else start

    def _is_told_beside(self, index: int) -> bool:
        """Tell ``Medina, who saw red``, ``Lima, 34,``, ``her brother Jordan``, ``alias «Medellín»`` and ``al argentino Mendoza``."""
        words = self._words
        text, start, end = words.text, words.start[index], words.end[index]
        followed = text.startswith(", ", end)
        if followed and _AGED_BEHIND.match(text, end):
            return True
        led = index > 0 and words.shape[index - 1] == LOWER and not words.begins[index]
        if led and _PERSON_BEFORE.search(text[max(0, start - _LONGEST_BEFORE) : start]):
            return True
        if not (followed or led) or self._gazetteer.is_country(words.folded[index]):
            return False
        return (followed and bool(_WHO_BEHIND.match(text, end))) or (led and self._is_compatriot(index))

    def _is_compatriot(self, index: int) -> bool:
        """Tell ``al argentino Mendoza``; cities are feminine (``la peruana Tacna``)."""
        words = self._words
        if index < 2 or words.shape[index - 1] != LOWER or words.folded[index - 2] not in _MALE_ARTICLES:  # noqa: PLR2004 (two words before)
            return False
        demonym = words.folded[index - 1]
        postings = self._gazetteer.family(demonym).get(demonym, ())
        return words.follows(index) and demonym[-1] in "os" and any(role == "d" for role, _ in postings)

    def _is_shouted_word(self, index: int) -> bool:
        """Tell small words and verbs where all is in capitals."""
        words, lists = self._words, self._lists
        if words.shape[index] != CAPITALS or not words.faint[index]:
            return False
        folded = words.folded[index]
        return folded in CONNECTORS or folded in lists.locative or folded in lists.weak_prepositions or folded in lists.speech

    def _is_initial(self, start: int) -> bool:
        """Tell ``J. P. Moscow`` and ``M. Valencia`` from ``U.S.`` and ``D.C.``."""
        words = self._words
        if words.end[start] - words.start[start] > 1 or start + 1 == len(words) or (start and words.gap(start) == "."):
            return False
        return words.gap(start + 1) == ". " and not words.begins[start + 1]

    def _is_titled(self, start: int) -> bool:
        words, titles = self._words, self._lists.titles
        if start == 0 or words.gap(start) not in (" ", ". ", "\u00a0") or (words.begins[start] and words.gap(start) != ". "):
            return False
        before = words.folded[start - 1]
        if self._is_long_name(start - 1) or (words.gap(start) == ". " and before not in _ABBREVIATED):
            return False
        # "Mr Lima" and "alcalde Lima" name a man; "Gen" needs its capital, "general" may be an adjective.
        return before in titles

    def _is_known_place(self, start: int, *, titled: bool) -> bool:
        """Tell names of places that begin like a person's (General Lagos, Jorge Basadre) by their being in our tables."""
        words = self._words
        if titled:
            return False
        # A bridge or a hospital may be called after a person.
        if start and words.follows(start) and self._lists.kinds.get(words.folded[start - 1]) in ("crossing", "facility", "natural"):
            return True
        return self._is_long_name(start)

    def _is_long_name(self, start: int) -> bool:
        """Tell whether a name of several words from our own tables begins at a word."""
        matches = self._gazetteer.matches(self._words.folded, start)
        return any(length > 1 and self._gazetteer.any_ours(postings) for length, postings in matches)

    def _goes_on(self, index: int) -> bool:
        words, lists = self._words, self._lists
        gap = words.gap(index)
        initial = words.end[index - 1] - words.start[index - 1] == 1
        if gap not in (" ", "\u00a0", "-") and not (gap == ". " and initial):
            return False
        folded = words.folded[index]
        if words.shape[index] == LOWER:
            linked = folded in _INSIDE and index + 1 < len(words) and words.gap(index + 1) == " "
            return linked and self._is_surname(index + 1, after=folded)
        if words.shape[index] not in (CAPITALISED, CAPITALS) or self._is_shouted_word(index):
            return False
        return not (folded in lists.kinds or folded in lists.bodies or folded in lists.bearers)

    def _is_surname(self, index: int, *, after: str) -> bool:
        words = self._words
        if words.shape[index] == LOWER:
            return words.folded[index] in _INSIDE
        return after != "de" or not self._gazetteer.is_prominent(words.folded[index])
