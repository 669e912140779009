"""Signs that a place's name is borne by something else: a ship, a book, a cat, a strain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mapper.places.gazetteer import OWN_NAMES
from mapper.places.words import LOWER

if TYPE_CHECKING:
    from mapper.places.gazetteer import Gazetteer
    from mapper.places.recognition import Found
    from mapper.places.word_lists import WordLists
    from mapper.places.words import Words

# Towns take no article: "the Valparaíso sank" is a ship; "the Arica talks" are of the town.
ARTICLE_PENALTY = 5.0
NAMED_PENALTY = 4.0
_THE: Final = frozenset(("the",))
_EL: Final = frozenset(("el", "al"))
_TAKE_EL: Final = frozenset(("callao", "cusco", "cuzco"))
_OPENING: Final = " \"'\u201c\u2018\u00ab"
_WITH_ARTICLE: Final = frozenset(("country", "region", "natural", "crossing", "facility", "border"))
_GOES_ON: Final = frozenset((
    "was", "were", "is", "had", "has", "will", "would", "could", "did", "left", "lost", "sank", "sailed", "ran", "collided", "arrived",
    "hit", "carried", "docked", "in", "on", "at", "by", "with", "after", "when", "while", "which", "that",
))  # fmt: skip
_NAMED: Final = frozenset((
    "named", "called", "nicknamed", "dubbed", "christened", "alias", "llamado", "llamada", "llamados", "llamadas", "apodado", "apodada",
    "bautizado", "bautizada", "denominado", "denominada", "apellida", "apellidado",
))  # fmt: skip
_WORDS_BACK: Final = 4
_NUMBERED: Final = re.compile(r"-\d")
_QUOTED: Final = re.compile(r"[\"\u201c\u00ab]([^\"\u201c\u201d\u00ab\u00bb\n]{3,70}?)[,.]?[\"\u201d\u00bb]")
_LONG_WORD = 4
_FEWEST_IN_TITLE = 2


class Disguises:
    """What in an article bears a name that is a place's elsewhere."""

    def __init__(self, words: Words, lists: WordLists, gazetteer: Gazetteer) -> None:
        self._words, self._lists, self._gazetteer = words, lists, gazetteer
        self._titles = [match.span(1) for match in _QUOTED.finditer(words.text) if _is_title(match[1])]

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
        if before in _THE and self._is_town(name) and self._goes_on(name.end):
            return ARTICLE_PENALTY
        takes_el = words.folded[name.first] in _TAKE_EL
        return ARTICLE_PENALTY if before in _EL and not takes_el and self._is_town(name) else 0.0

    def _is_place_named(self, index: int) -> bool:
        """Tell ``a town called Taylor`` from ``a cat called Cairo``."""
        kinds = self._lists.kinds
        back = self._words.folded[max(0, index - _WORDS_BACK) : index]
        return any(word in kinds or word.removesuffix("s") in kinds for word in back)

    def _is_town(self, name: Found) -> bool:
        if name.kind is not None:
            return False
        return not any(self._gazetteer.place(number).kind in _WITH_ARTICLE for role, number in name.postings if role in OWN_NAMES)

    def _goes_on(self, index: int) -> bool:
        """Tell whether the sentence goes on as behind a subject, or ends; a noun would make the name an attribute."""
        words = self._words
        if index >= len(words) or words.begins[index]:
            return True
        return words.follows(index) and words.shape[index] == LOWER and words.folded[index] in _GOES_ON


def _is_title(quoted: str) -> bool:
    """Tell ``The Road to Samarkand`` from quoted speech: all its longer words are capitalised."""
    words = quoted.split()
    longer = [word for word in words if len(word) >= _LONG_WORD]
    capitalised = [word for word in words if word[:1].isupper()]
    return len(capitalised) >= _FEWEST_IN_TITLE and words[0][:1].isupper() and all(word[:1].isupper() for word in longer)
