"""What the words around a name say for and against its being a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapper.places.gazetteer import CITY_POPULATION, OWN_NAMES
from mapper.places.words import CAPITALISED, CAPITALS, LOWER

if TYPE_CHECKING:
    from collections.abc import Collection

    from mapper.places.gazetteer import Gazetteer
    from mapper.places.people import People
    from mapper.places.recognition import Found
    from mapper.places.word_lists import WordLists
    from mapper.places.words import Words
    from mapper.records import PlaceKind

ACCEPTED = 3.0
REJECTED = -100.0
SURE = 4.5
TOWN_POPULATION = 15_000
METROPOLIS_POPULATION = 1_000_000
_ARTICLES = frozenset(("el", "al", "del", "los", "las", "la"))
_OPENING = "\"'\u201c\u2018\u00ab(\u00a0 "
_DATELINE = re.compile(r"(?:, [^.\n]{0,40})?(?: \([^)\n]{2,30}\))?\s?(?:\.?\s?[-\u2013\u2014]|/| \()|, \d{1,2} |\s\([A-Z]\w+\)")
_OF = frozenset(("de", "del", "of", "do", "da", "la", "el", "the", "los", "las"))
_LEFT = frozenset(("de", "del", "of", "do", "da", "la", "los", "las", "y", "e", "and", "en", "in", "for", "para", "el", "the"))
_AND = frozenset(("y", "e", "and", "o", "or"))
# These name a firm, a paper, a street also without capitals: "radio Tacna", "avenida República del Perú".
_LOWER_BEARERS = frozenset(
    "radio radios diario canal avenida calle plaza jiron ovalo pasaje club ferreteria hotel operacion operativo banda agencia"
    " revista editorial buque vessel ship tren hermandad hermano hermana avenue street".split()
)
_PHRASE_WORDS = 7


class Evidence:
    """Weighs names in one article."""

    def __init__(self, words: Words, lists: WordLists, gazetteer: Gazetteer, people: People) -> None:
        self._words, self._lists, self._gazetteer, self._people = words, lists, gazetteer, people

    def weigh(self, name: Found, kept: list[Found]) -> None:
        """Set the name's score, mention and kind; ``kept`` are the names accepted to its left."""
        roles = {posting.role for posting in name.postings}
        if roles == {"k"}:
            name.kind = self._kind(name, kept)
            # People take no article in Spanish: "al Hipólito Unanue" is the hospital.
            named = name.kind in ("crossing", "facility") or self._before(name) in _ARTICLES
            name.score = ACCEPTED + 1 if named else REJECTED
            return
        if roles == {"d"}:
            name.score, name.mention, name.kind = ACCEPTED, "adjectival", self._gazetteer.place(name.postings[0].number).kind
            if any(position in self._people.words for position in range(name.first, name.end)):
                name.score = REJECTED
            return
        name.kind = self._kind(name, kept)
        previous = kept[-1] if kept else None
        score = name.score + self._standing(name) + self._place_words(name, previous)
        score += self._against(name, score)
        if score >= ACCEPTED:
            body = self._body(name)
            if body == "bearer":
                score = REJECTED
            elif body == "body":
                name.mention = "embedded"
            elif self._acts(name):
                name.mention = "metonymic"
        name.score = score

    def key(self, name: Found) -> str:
        """Give the name's folded words, the same for all its uses."""
        return " ".join(self._words.folded[name.first : name.end])

    def sure_keys(self, kept: Collection[Found]) -> frozenset[str]:
        """Give the names that at least once are surely places, and the countries that the article names."""
        sure = {self.key(name) for name in kept if name.score >= SURE and name.mention != "adjectival"}
        countries = {country for name in kept if name.mention != "adjectival" and (country := self._only_country(name))}
        return frozenset(sure | countries)

    def _only_country(self, name: Found) -> str | None:
        """Give the country (as ISO code, which no folded name equals) that a name's own places all lie in."""
        owners = {self._gazetteer.place(number).country for role, number in name.postings if role in OWN_NAMES and self._gazetteer.is_ours(number)}
        return owners.pop() if len(owners) == 1 else None

    def bonus(self, name: Found, sure: Collection[str]) -> float:
        """Give what the article's other names add: the same name elsewhere, or the country that a place of this name lies in."""
        if name.score <= REJECTED / 2:
            return 0.0
        if self.key(name) in sure:
            return 2.0
        if name.score < ACCEPTED and any(self._gazetteer.place(number).country in sure for role, number in name.postings if role in "upak"):
            return 0.75
        return 0.0

    def _standing(self, name: Found) -> float:
        """Weigh how well known the places of this name are, and how likely the name is something else."""
        gazetteer = self._gazetteer
        ours = gazetteer.any_ours(name.postings) or any(role == "x" for role, _ in name.postings)
        common = self._commonness(name)
        largest = max((gazetteer.place(number).population for role, number in name.postings if role in OWN_NAMES), default=0)
        largest = max([largest, *(gazetteer.place(number).population // 3 for role, number in name.postings if role == "v")])
        if name.postings[0].role == "u":
            standing = 4.0
        elif ours or largest >= METROPOLIS_POPULATION:
            standing = 3.5
        elif largest >= CITY_POPULATION:
            standing = 2.75
        else:
            standing = 2.0 if largest >= TOWN_POPULATION else 1.0
        if name.length > 1 and not common:
            standing += 2.0 if self._words.folded[name.end - 1] in _ENGLISH_KINDS else 1.0
        return standing - common

    def _commonness(self, name: Found) -> float:
        """Weigh how likely the name is a common word or a first name."""
        words, lists = self._words, self._lists
        if name.length > 1:
            odd = all(words.folded[position] in lists.stop for position in range(name.first, name.end))
            return 3.0 if odd and not self._gazetteer.any_ours(name.postings) and not self._is_city(name) else 0.0
        folded = words.folded[name.first]
        if self._gazetteer.is_country(folded):
            return 0.0
        if folded in lists.first_names:
            return 1.5
        return 4.0 if folded in lists.stop or folded in lists.titles else 0.0

    def _is_city(self, name: Found) -> bool:
        return any(self._gazetteer.population(number) >= TOWN_POPULATION for role, number in name.postings if role in OWN_NAMES and number >= 0)

    def _place_words(self, name: Found, previous: Found | None) -> float:
        """Weigh prepositions, kind words, commas and lists that make a place of a name."""
        words, lists = self._words, self._lists
        before = self._before(name)
        score = 0.0
        if before in lists.locative and not (words.begins[name.first] and words.gap(name.first) != " "):
            score += 2.5
        elif before in lists.weak_prepositions:
            score += 1.0
        if name.kind is not None:
            score += 2.5
        if previous is not None and previous.end == name.first:
            gap = words.gap(name.first)
            score += 2.5 if gap.startswith((",", " (", "/", "-", "\u2013", " -")) else 0.0
        elif previous is not None and previous.end == name.first - 1 and before in _AND:
            score += 1.5
        if self._has_container(name):
            score += 4.0
        elif self._is_dateline(name):
            score += 2.0
        if self._acts(name):
            score += 1.0
        if words.faint[name.first] and before not in lists.locative:
            score -= 0.5
        return score

    def _before(self, name: Found) -> str:
        """Give the folded word before the name if only a blank or an opening quote or bracket stands between; else nothing."""
        words = self._words
        return words.folded[name.first - 1] if name.first and words.gap(name.first).strip(_OPENING) == "" else ""

    def _is_dateline(self, name: Found) -> bool:
        """Tell ``LIMA \u2013``, ``Ceuta, 20 ago.-``, ``TACNA (Correo)`` at the beginning of a line."""
        words = self._words
        gap = words.gap(name.first)
        if name.first and "\n" not in gap and gap != "/":
            return False
        return bool(_DATELINE.match(words.text, words.end[name.end - 1]))

    def _has_container(self, name: Found) -> bool:
        """Tell ``Bangor, Maine`` and ``Palca (Tacna)``: the next name is a unit that holds a place of this name."""
        words = self._words
        if name.end >= len(words) or words.gap(name.end) not in (", ", " (", ", en ", ","):
            return False
        units = [
            self._gazetteer.place(number)
            for match in self._gazetteer.matches(words.folded, name.end)
            for role, number in match.postings
            if role in "pax" and words.shape[name.end] != LOWER
        ]
        inside = {(unit.country, unit.name if unit.kind == "admin1" else None) for unit in units if unit.kind in ("country", "admin1")}
        if not inside:
            return False
        places = [self._gazetteer.place(number) for _, number in name.postings]
        return any((place.country, None) in inside or (place.country, place.admin1) in inside for place in places)

    def _against(self, name: Found, score: float) -> float:
        """Weigh people and unknown capitalised neighbours."""
        people, words = self._people, self._words
        inside = range(name.first, name.end)
        if any(position in people.words for position in inside) and name.postings[0].role != "u":
            return REJECTED
        if name.length == 1 and words.folded[name.first] in people.surnames:
            return -1.0 if self._gazetteer.is_prominent(words.folded[name.first]) and score > ACCEPTED + 1 else REJECTED
        cost = 0.0
        if self._is_stranger(name.end, right=True):
            cost -= 4.0
        if self._is_stranger(name.first - 1, right=False):
            cost -= 4.0
        if cost and (words.faint[name.first] or name.length > 1):
            cost /= 2
        return cost

    def _is_stranger(self, index: int, *, right: bool) -> bool:
        """Tell a capitalised word right beside the name that is no word of places, people's titles or public bodies."""
        words, lists = self._words, self._lists
        joint = index if right else index + 1
        if not 0 <= index < len(words) or not words.follows(joint) or (words.begins[joint] and words.gap(joint) not in (" ", "-")):
            return False
        folded = words.folded[index]
        if words.shape[index] not in (CAPITALISED, CAPITALS) or (words.faint[index] and not words.begins[index]):
            return False
        if not right and folded in _ARTICLES:
            return not words.begins[index]
        known = folded in lists.kinds or folded.rstrip("s") in lists.kinds or folded in lists.bodies or folded in lists.locative
        if known or (folded in lists.titles and right):
            return False
        if folded in lists.stop and folded not in lists.first_names:
            return False
        if words.gap(joint) == "-":
            return False
        postings = self._gazetteer.family(folded).get(folded, ())
        return not (any(posting.role == "d" for posting in postings) or (self._gazetteer.is_prominent(folded) and folded not in lists.first_names))

    def _body(self, name: Found) -> str | None:
        """Tell names that are part of a body's: ``body`` for public bodies, ``bearer`` for those that only bear a place's name."""
        words, lists = self._words, self._lists
        index = name.end
        while index < min(name.end + 3, len(words)) and words.follows(index) and words.shape[index] in (CAPITALISED, CAPITALS) and not words.faint[index]:
            if words.folded[index] in lists.bearers:
                return "bearer"
            if words.folded[index] in lists.bodies and name.kind is None:
                return "body"
            index += 1
        index, steps, joined = name.first - 1, 0, ""
        while index >= 0 and steps < _PHRASE_WORDS and words.follows(index + 1) and not (words.begins[index + 1] and steps == 0 and not words.faint[index]):
            folded, capital = words.folded[index], words.shape[index] in (CAPITALISED, CAPITALS)
            if capital and folded in lists.bearers:
                return "bearer"
            if not joined and folded in _LOWER_BEARERS:
                return "bearer"
            if capital and folded in lists.bodies:
                return "body"
            if not capital and (folded not in _LEFT or (steps == 0 and folded not in _OF)):
                return None
            joined, index, steps = joined + folded, index - 1, steps + 1
        return None

    def _acts(self, name: Found) -> bool:
        """Tell a country or a city that speaks or decides."""
        words = self._words
        after = words.folded[name.end] if name.end < len(words) and words.follows(name.end) else ""
        if after not in self._lists.speech or words.shape[name.end] != LOWER:
            return False
        place = self._gazetteer.place(name.postings[0].number)
        return place.kind == "country" or any(self._gazetteer.place(number).population >= CITY_POPULATION for _, number in name.postings)

    def _kind(self, name: Found, kept: list[Found]) -> PlaceKind | None:
        """Read the kind off the word before (with its ``de`` or ``of``) or after the name, or off the name before it in a list."""
        words, kinds = self._words, self._lists.kinds
        index = name.first - 1
        while index >= 0 and words.follows(index + 1) and words.folded[index] in _OF:
            index -= 1
        if index >= 0 and words.follows(index + 1):
            kind = kinds.get(words.folded[index]) or kinds.get(words.folded[index].removesuffix("s")) or kinds.get(words.folded[index].removesuffix("es"))
            if kind is not None:
                return kind
        if name.end < len(words) and words.follows(name.end):
            kind = kinds.get(words.folded[name.end])
            if kind is not None and self._is_english_order(name.end):
                return kind
        if kept and kept[-1].kind is not None and name.first - kept[-1].end <= 1 and self._is_list(kept[-1], name):
            return kept[-1].kind
        return None

    def _is_english_order(self, index: int) -> bool:
        """Keep ``Tacna region`` and ``Lluta River`` apart from ``Arica paso`` in Spanish: after a name the kind is an English word."""
        return self._words.folded[index] in _ENGLISH_KINDS

    def _is_list(self, previous: Found, name: Found) -> bool:
        words = self._words
        if previous.end == name.first:
            return words.gap(name.first) == ", "
        return words.folded[previous.end] in _AND and words.follows(previous.end) and words.follows(name.first)


_ENGLISH_KINDS = frozenset(
    "region state department voivodeship oblast province county municipality district commune city town village suburb crossing checkpoint complex"
    " bridge airport terminal station hospital stadium port river lake volcano mountain mountains desert ravine valley gulf sea ocean island beach jungle gap"
    " delta bay strait provinces districts".split()
)
