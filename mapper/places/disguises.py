"""Signs that a place's name is borne by something else: a ship, a book, a cat, a strain."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from mapper.places.gazetteer import OWN_NAMES
from mapper.places.words import CAPITALISED, CAPITALS, LOWER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.places.gazetteer import Gazetteer
    from mapper.places.index import Posting
    from mapper.places.recognition import Found
    from mapper.places.word_lists import WordLists
    from mapper.places.words import Words

# Towns take no article: "the Valparaíso sank" is a ship; "the Arica talks" are of the town.
ARTICLE_PENALTY = 5.0
NAMED_PENALTY = 4.0
_THE: Final = frozenset(("the",))
_EL: Final = frozenset(("el",))
_ARTICLES: Final = _THE | _EL
_TAKE_EL: Final = frozenset(("callao", "cusco", "cuzco"))
_OPENING: Final = " \"'\u201c\u2018\u00ab"
_WITH_ARTICLE: Final = frozenset(("country", "region", "natural", "crossing", "facility", "border"))
_VERBS: Final = frozenset((
    "was", "were", "is", "had", "has", "will", "would", "could", "did", "left", "lost", "sank", "sailed", "ran", "collided", "arrived",
    "hit", "carried", "docked",
))  # fmt: skip
_NAMED: Final = frozenset((
    "named", "called", "nicknamed", "dubbed", "christened", "alias", "llamado", "llamada", "llamados", "llamadas", "apodado", "apodada",
    "bautizado", "bautizada", "denominado", "denominada", "apellida", "apellidado",
))  # fmt: skip
_WORDS_BACK: Final = 4
_QUOTES_OPEN: Final = frozenset('"\u201c\u00ab')
_QUOTES_CLOSE: Final = frozenset('"\u201d\u00bb')
_NUMBERED: Final = re.compile(r"-\d")
_QUOTED: Final = re.compile(r"[\"\u201c\u00ab]([^\"\u201c\u201d\u00ab\u00bb\n]{3,70}?)[,.]?[\"\u201d\u00bb]")
_WORK_BEFORE: Final = re.compile(
    r"(?i)\b(?:autora? de|libro|novela|poema|canción|película|documental|disco|cuento|ensayo|titulad[oa]|author of|book|novel|song|film"
    r"|album|poem|painting|documentary|titled|entitled),? $"
)
_LONGEST_NOUN = 16
# Longer words that a title leaves in lower case.
_SMALL: Final = frozenset(("from", "with", "into", "over", "upon", "para", "desde", "hasta", "entre", "sobre", "como"))
TOWN_POPULATION = 15_000
_LONG_WORD = 4
_FEWEST_IN_TITLE = 2


class Disguises:
    """
    What in an article bears a name that is a place's elsewhere.

    ``borne`` are the folded words of names that once clearly are those of ships, animals and their like, or stand alone in quotation marks:
    wherever else the article uses them, only a place's surroundings make a place of them.
    """

    def __init__(self, words: Words, lists: WordLists, gazetteer: Gazetteer) -> None:
        self._words, self._lists, self._gazetteer = words, lists, gazetteer
        self.borne = self._borne()
        quoted = _QUOTED.finditer(words.text)
        self._titles = [match.span(1) for match in quoted if _is_title(match[1]) or self._is_work(match.start())]

    def _borne(self) -> frozenset[str]:
        words = self._words
        quoted: Counter[str] = Counter()
        borne: set[str] = set()
        for index, shape in enumerate(words.shape):
            if shape not in (CAPITALISED, CAPITALS) or words.begins[index]:
                continue
            folded = words.folded[index]
            if self._is_alone_in_quotes(index):
                quoted[folded] += 1
            before = words.folded[index - 1]
            named = before in self._lists.named_things or (before in _NAMED and not self._is_place_named(index - 1))
            if words.gap(index).strip(_OPENING):
                continue
            postings = self._gazetteer.family(folded).get(folded, ())
            if named or (before in _ARTICLES and postings and self._is_town(postings) and self._has_article(before, index, index + 1)):
                borne.add(folded)
        return frozenset(borne | {form for form, times in quoted.items() if times > 1 or not self._gazetteer.is_country(form)})

    def _is_alone_in_quotes(self, index: int) -> bool:
        text, start, end = self._words.text, self._words.start[index], self._words.end[index]
        return text[max(0, start - 1) : start] in _QUOTES_OPEN and text[end : end + 1] in _QUOTES_CLOSE

    def _is_work(self, opening: int) -> bool:
        """Tell the quoted title of a work by the noun before it."""
        return bool(_WORK_BEFORE.search(self._words.text[max(0, opening - _LONGEST_NOUN) : opening]))

    def is_certain(self, name: Found) -> bool:
        """Tell names inside the quoted title of a book, a song, a plan, and those with a number behind a hyphen (``Oruro-3``)."""
        start, end = self._words.start[name.first], self._words.end[name.end - 1]
        return bool(_NUMBERED.match(self._words.text, end)) or any(first <= start and end <= last for first, last in self._titles)

    def penalty(self, name: Found) -> float:
        """Give what articles and naming words before a town's name take from it."""
        words = self._words
        before = words.folded[name.first - 1] if name.first and not words.gap(name.first).strip(_OPENING) else ""
        if before in _NAMED:
            return 0.0 if self._is_place_named(name.first - 1) else NAMED_PENALTY
        town = name.kind is None and self._is_town(name.postings)
        return ARTICLE_PENALTY if town and self._has_article(before, name.first, name.end) else 0.0

    def _has_article(self, before: str, first: int, end: int) -> bool:
        """Tell ``the Tacna sailed`` and ``el Stuttgart sigue`` from ``in the Kafue`` and ``al Amazonas``, which are rivers."""
        words = self._words
        if first > 1 and words.follows(first - 1) and words.folded[first - 2] in self._lists.locative:
            return False
        if before in _THE:
            return self._goes_on(end)
        return before in _EL and words.folded[first] not in _TAKE_EL

    def _is_place_named(self, index: int) -> bool:
        """Tell ``a town called Taylor`` from ``a cat called Cairo``."""
        kinds = self._lists.kinds
        back = self._words.folded[max(0, index - _WORDS_BACK) : index]
        return any(word in kinds or word.removesuffix("s") in kinds for word in back)

    def _is_town(self, postings: Sequence[Posting]) -> bool:
        """Tell names of towns of some size that are not a river's or a country's, too."""
        places = [self._gazetteer.place(number) for role, number in postings if role in OWN_NAMES]
        if any(place.kind in _WITH_ARTICLE for place in places):
            return False
        return any(place.kind == "populated_place" and place.population >= TOWN_POPULATION for place in places)

    def _goes_on(self, index: int) -> bool:
        """Tell whether a verb follows; a noun would make the name an attribute (``the Arica talks``)."""
        words = self._words
        if index >= len(words) or words.gap(index) != " " or words.shape[index] != LOWER:
            return False
        return words.folded[index] in _VERBS or words.folded[index].endswith("ed")


def _is_title(quoted: str) -> bool:
    """Tell ``The Road to Samarkand`` from quoted speech: all its longer words are capitalised."""
    words = quoted.split()
    longer = [word for word in words if len(word) >= _LONG_WORD and word not in _SMALL]
    capitalised = [word for word in words if word[:1].isupper()]
    return len(capitalised) >= _FEWEST_IN_TITLE and words[0][:1].isupper() and all(word[:1].isupper() for word in longer)
