"""What the words around a name say for and against its being a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapper.places.disguises import Disguises
from mapper.places.gazetteer import CITY_POPULATION, OWN_NAMES
from mapper.places.surroundings import Surroundings
from mapper.places.tagger import log_odds
from mapper.places.word_lists import word_lists
from mapper.places.words import CAPITALISED, CAPITALS, LOWER

if TYPE_CHECKING:
    from collections.abc import Collection

    from mapper.places.gazetteer import Gazetteer
    from mapper.places.people import People
    from mapper.places.recognition import Found
    from mapper.places.tagger import Reading
    from mapper.places.words import Words
    from mapper.records import Place

ACCEPTED = 3.0
REJECTED = -100.0
# A name that scores this much is a place wherever the article uses it: with the tagger's word, and without.
SURE, SURE_UNTAGGED = 8.0, 4.5
# How much the tagger's log-odds of a place weigh in this scale, what they lack, and the least that they are taken for. Fitted on
# articles of ours that the tagger had not seen.
TOLD_WEIGHT = 0.8
TOLD_PRIOR = 0.25
TOLD_LEAST = -3.0
TOWN_POPULATION = 15_000
METROPOLIS_POPULATION = 1_000_000
_AND = frozenset(("y", "e", "and", "o", "or"))
_TOWARDS = frozenset(("a", "to", "para"))
_ARTICLES = frozenset(("el", "al", "del", "los", "las", "la"))
_CONTAINER_GAPS = frozenset((", ", " (", ", en ", ","))
_OPENING = "\"'\u201c\u2018\u00ab(\u00a0 "
_QUOTES_OPEN = frozenset('"\u201c\u00ab')
_QUOTES_CLOSE = frozenset('"\u201d\u00bb')
_DATELINE = re.compile(
    r"(?:, [^.\n]{0,40})?(?: \([^)\n]{2,30}\))?\s?(?:\.?\s?[-\u2013\u2014]|/| \()"  # LIMA, Peru (Wire) -
    r"|, \d{1,2} "  # Ceuta, 20 ago.-
    r"|\s\([A-Z]\w+\)"  # TACNA (Correo).
)


def _odds_of_forms(words: Words, reading: Reading) -> dict[str, float]:
    """Give for each folded word that the tagger looked at the mean log-odds of its uses being a place."""
    uses: dict[str, list[float]] = {}
    for position, chances in reading.chances.items():
        uses.setdefault(words.folded[position], []).append(log_odds(chances.place))
    return {form: sum(odds) / len(odds) for form, odds in uses.items()}


class Evidence:
    """Weighs the names of one article."""

    def __init__(self, words: Words, gazetteer: Gazetteer, people: People, reading: Reading) -> None:
        lists = word_lists()
        self._words, self._lists, self._gazetteer, self._people = words, lists, gazetteer, people
        self._around, self._disguises = Surroundings(words, lists), Disguises(words, lists, gazetteer)
        self._reading, self._forms = reading, _odds_of_forms(words, reading)

    def weigh(self, name: Found, kept: list[Found]) -> None:
        """Set the name's score, mention and kind; ``kept`` are the names accepted to its left."""
        roles = {posting.role for posting in name.postings}
        if roles == {"d"}:
            self._weigh_demonym(name)
            return
        previous = kept[-1] if kept else None
        name.kind, name.lends_kind = self._around.kind(name, previous)
        # People take no article in Spanish: "al Hipólito Unanue" is the hospital.
        if "k" in roles and (name.kind in ("crossing", "facility") or self._before(name) in _ARTICLES):
            name.score = ACCEPTED + 1
            return
        if roles == {"k"}:
            name.score = REJECTED
            return
        score = name.score + self._standing(name) + self._place_words(name, previous)
        score += self._against(name, score)
        bearer = self._around.bearer(name)
        if bearer == "firm" or self._disguises.is_certain(name):
            name.score = REJECTED
            return
        if score > REJECTED / 2 and bearer != "body":
            score += self._told(name)
        if score >= ACCEPTED:
            if bearer == "body" or self._is_told_inside(name):
                name.mention = "embedded"
            elif self._acts(name):
                name.mention = "metonymic"
        name.score = score

    def _told(self, name: Found) -> float:
        """Weigh what the tagger makes of the name's words, here and in their other uses."""
        chances = self._reading.chances
        places = [chances[position].place for position in range(name.first, name.end) if position in chances]
        if not places:
            return 0.0
        told = log_odds(sum(places) / len(places))
        if name.length == 1:
            told = (told + self._forms[self._words.folded[name.first]]) / 2
        return TOLD_WEIGHT * (max(told, TOLD_LEAST) + TOLD_PRIOR)

    def _is_told_inside(self, name: Found) -> bool:
        """Tell names that the tagger sees inside a body's longer one."""
        return any(
            tagged.label == "ORG" and tagged.first <= name.first and name.end <= tagged.end and name.length < tagged.end - tagged.first
            for tagged in self._reading.names
        )

    def _weigh_demonym(self, name: Found) -> None:
        name.mention, name.kind = "adjectival", self._gazetteer.place(name.postings[0].number).kind
        name.score = REJECTED if any(position in self._people.words for position in range(name.first, name.end)) else ACCEPTED

    def key(self, name: Found) -> str:
        """Give the name's folded words, the same for all its uses."""
        return " ".join(self._words.folded[name.first : name.end])

    def sure_keys(self, kept: Collection[Found]) -> frozenset[str]:
        """Give the names that at least once are surely places, and the countries (as codes, which no folded name equals) named."""
        literal = [name for name in kept if name.mention != "adjectival"]
        enough = SURE if self._reading.chances else SURE_UNTAGGED
        sure = {self.key(name) for name in literal if name.score >= enough}
        return frozenset(sure | {country for name in literal if (country := self._only_country(name))})

    def _only_country(self, name: Found) -> str | None:
        """Give the country that all places of our own tables with this name lie in."""
        own = [place for role, place in self._places(name) if role in OWN_NAMES]
        owners = {place.country for place, posting in zip(own, name.postings, strict=False) if self._gazetteer.is_ours(posting.number)}
        return owners.pop() if len(owners) == 1 else None

    def _places(self, name: Found) -> list[tuple[str, Place]]:
        return [(role, self._gazetteer.place(number)) for role, number in name.postings]

    def bonus(self, name: Found, sure: Collection[str]) -> float:
        """Give what the article's other names add: the same name elsewhere, or the country that a place of this name lies in."""
        if name.score <= REJECTED / 2:
            return 0.0
        if self.key(name) in sure:
            return 2.5
        if name.score < ACCEPTED and any(place.country in sure for role, place in self._places(name) if role in "upak"):
            return 0.75
        return 0.0

    def _standing(self, name: Found) -> float:
        """Weigh how well known the places of this name are, and how likely the name is something else."""
        gazetteer = self._gazetteer
        largest = max(
            gazetteer.population(number) // (1 if role in OWN_NAMES else 3) if role in "upav" else 0 for role, number in name.postings
        )
        if name.postings[0].role == "u":
            standing = 4.0
        elif gazetteer.any_ours(name.postings) or any(role in "xs" for role, _ in name.postings) or largest >= METROPOLIS_POPULATION:
            standing = 3.5
        elif largest >= CITY_POPULATION:
            standing = 3.0
        else:
            standing = 2.0 if largest >= TOWN_POPULATION else 1.0
        common = self._commonness(name)
        if name.length > 1 and not common:
            standing += 2.0 if self._words.folded[name.end - 1] in self._lists.kinds_behind else 1.0
        return standing - common

    def _commonness(self, name: Found) -> float:
        """Weigh how likely the name is a common word or a first name."""
        words, lists, gazetteer = self._words, self._lists, self._gazetteer
        if name.length > 1:
            odd = all(words.folded[position] in lists.stop for position in range(name.first, name.end))
            odd = odd and words.folded[name.end - 1] not in lists.kinds_behind
            known = gazetteer.any_ours(name.postings) or any(
                gazetteer.population(number) >= TOWN_POPULATION for role, number in name.postings if role in OWN_NAMES
            )
            return 3.0 if odd and not known else 0.0
        folded = words.folded[name.first]
        if gazetteer.is_country(folded) or any(role in "xs" for role, _ in name.postings):
            return 0.0
        if folded in lists.first_names:
            return 1.5
        if folded in lists.stop or folded in lists.titles:
            return 2.0 if gazetteer.is_prominent(folded) else 4.0
        # "Cayó el prófugo": a Spanish verb at the beginning of a sentence.
        verb = words.begins[name.first] and words.text[words.end[name.first] - 1] in "óÓ"
        return 3.0 if verb or folded in lists.common else 0.0

    def _place_words(self, name: Found, previous: Found | None) -> float:
        """Weigh prepositions, kind words, commas, lists and datelines that make a place of a name."""
        words, lists = self._words, self._lists
        before = self._before(name)
        score = 0.0
        if before in lists.locative:
            score += 2.5 if words.follows(name.first) or not words.begins[name.first] else 0.0
        elif before in lists.weak_prepositions:
            score += 1.0
        if name.kind is not None:
            score += 2.5
        if previous is not None and previous.end == name.first:
            score += 2.5 if words.gap(name.first).startswith((",", " (", "/", "-", "\u2013", " -")) else 0.0
        elif previous is not None and previous.end == name.first - 1 and before in _AND:
            score += 1.5
        if self._has_container(name):
            score += 4.0
        elif self._is_dateline(name):
            score += 2.5
        if self._acts(name) or self._has_people(name):
            score += 1.0
        return score - (0.5 if words.faint[name.first] and before not in lists.locative else 0.0)

    def _before(self, name: Found) -> str:
        """Give the folded word before the name if only a blank or an opening quote or bracket stands between; else nothing."""
        return self._words.folded[name.first - 1] if name.first and not self._words.gap(name.first).strip(_OPENING) else ""

    def _is_dateline(self, name: Found) -> bool:
        """Tell ``LIMA -``, ``Ceuta, 20 ago.-``, ``TACNA (Correo)`` at the beginning of a line."""
        words = self._words
        gap = words.gap(name.first)
        if name.first and "\n" not in gap and gap != "/":
            return False
        return bool(_DATELINE.match(words.text, words.end[name.end - 1]))

    def _has_container(self, name: Found) -> bool:
        """Tell ``Bangor, Maine`` and ``Palca (Tacna)``: the next name is a unit that holds a place of this name."""
        words, gazetteer = self._words, self._gazetteer
        if name.end >= len(words) or words.gap(name.end) not in _CONTAINER_GAPS or words.shape[name.end] == LOWER:
            return False
        found = [posting for match in gazetteer.matches(words.folded, name.end) for posting in match.postings if posting.role in "paxs"]
        units = [gazetteer.place(posting.number) for posting in found if gazetteer.is_ours(posting.number)]
        inside = {(unit.country, unit.name if unit.kind == "admin1" else None) for unit in units if unit.kind in ("country", "admin1")}
        return any((place.country, None) in inside or (place.country, place.admin1) in inside for _, place in self._places(name) if inside)

    def _against(self, name: Found, score: float) -> float:
        """Weigh people and unknown capitalised neighbours."""
        people, words = self._people, self._words
        if any(position in people.words for position in range(name.first, name.end)) and name.postings[0].role != "u":
            return REJECTED
        folded = words.folded[name.first]
        if name.length == 1 and (folded in people.surnames or folded in self._disguises.borne):
            return -1.0 if self._gazetteer.is_prominent(folded) and score > ACCEPTED + 1 and self._is_where(name) else REJECTED
        quoted = 2.5 if self._is_quoted(name) else 0.0
        strangers = self._is_stranger(name.end, right=True) + self._is_stranger(name.first - 1, right=False)
        quoted += self._disguises.penalty(name)
        return -quoted - 4.0 * strangers / (2 if words.faint[name.first] or name.length > 1 else 1)

    def _is_where(self, name: Found) -> bool:
        """Tell names that stand as a place does, whoever else bears them."""
        before = self._before(name)
        return before in self._lists.locative or before in _TOWARDS or self._has_container(name) or self._is_dateline(name)

    def _is_quoted(self, name: Found) -> bool:
        """Tell a name alone in quotation marks, which is a nickname, a dog or a brand."""
        text, start, end = self._words.text, self._words.start[name.first], self._words.end[name.end - 1]
        return text[max(0, start - 1) : start] in _QUOTES_OPEN and text[end : end + 1] in _QUOTES_CLOSE

    def _is_stranger(self, index: int, *, right: bool) -> bool:
        """Tell a capitalised word right beside the name that is no word of places, people's titles or public bodies."""
        words, lists = self._words, self._lists
        joint = index if right else index + 1
        if not 0 <= index < len(words) or not words.follows(joint) or words.gap(joint) == "-":
            return False
        if words.shape[index] not in (CAPITALISED, CAPITALS) or (words.faint[index] and not words.begins[index]):
            return False
        folded = words.folded[index]
        if not right and folded in _ARTICLES:
            return not words.begins[index]
        known = folded in lists.kinds or folded.rstrip("s") in lists.kinds or folded in lists.bodies or folded in lists.locative
        return not (known or (right and folded in lists.titles) or self._is_neighbourly(folded, right=right))

    def _is_neighbourly(self, folded: str, *, right: bool) -> bool:
        """Tell common words, demonyms and well-known places (behind a name, countries), which may stand beside it in a sentence."""
        if folded in self._lists.first_names:
            return False
        postings = self._gazetteer.family(folded).get(folded, ())
        known = self._gazetteer.is_country(folded) if right else self._gazetteer.is_prominent(folded)
        return known or folded in self._lists.stop or any(posting.role == "d" for posting in postings)

    def _has_people(self, name: Found) -> bool:
        """Tell ``Gainesville residents`` and ``Toronto police``."""
        words = self._words
        return name.end < len(words) and words.follows(name.end) and words.folded[name.end] in self._lists.inhabitants

    def _acts(self, name: Found) -> bool:
        """Tell a country or a city that speaks or decides."""
        words, gazetteer = self._words, self._gazetteer
        if name.end >= len(words) or not words.follows(name.end) or words.shape[name.end] != LOWER:
            return False
        if words.folded[name.end] not in self._lists.speech:
            return False
        is_country = gazetteer.place(name.postings[0].number).kind == "country"
        return is_country or any(gazetteer.population(number) >= CITY_POPULATION for _, number in name.postings)
