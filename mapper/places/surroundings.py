"""What a name is called by the words beside it: a region or a river, or part of the name of a public body, a paper, a club."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mapper.places.words import CAPITALISED, CAPITALS

if TYPE_CHECKING:
    from mapper.places.recognition import Found
    from mapper.places.word_lists import WordLists
    from mapper.places.words import Words
    from mapper.records import PlaceKind

_OF = frozenset(("de", "del", "of", "do", "da", "la", "el", "the", "los", "las"))
_THE = frozenset(("the", "el", "del", "al"))
_LINKS = frozenset((*_OF, "y", "e", "and", "en", "in", "for", "para"))
_AND = frozenset(("y", "e", "and", "o", "or"))
_LONGEST_PHRASE = 7


class Surroundings:
    """Reads the words beside names in one article."""

    def __init__(self, words: Words, lists: WordLists) -> None:
        self._words, self._lists = words, lists

    def kind(self, name: Found, previous: Found | None) -> tuple[PlaceKind | None, bool]:
        """
        Read the kind off the word before (with its ``de`` or ``of``) or after the name, or off the name before it in a list.

        The second value tells whether the next name of a list is of this kind, too.
        """
        words = self._words
        index = name.first - 1
        if name.length > 1 and self._is_feature(name.first):
            return "natural", False
        while index >= 0 and words.follows(index + 1) and words.folded[index] in _OF:
            index -= 1
        if index >= 0 and words.follows(index + 1) and (kind := self._kind_word(words.folded[index])):
            return kind, words.folded[index].endswith("s")
        # After a name the kind is an English word: "Tacna region", but not "Arica paso".
        if name.end < len(words) and words.follows(name.end) and words.folded[name.end] in self._lists.kinds_behind:
            return self._kind_word(words.folded[name.end]), False
        if previous is not None and previous.lends_kind and self._is_list(previous, name):
            return previous.kind, True
        return None, False

    def _is_feature(self, first: int) -> bool:
        """Tell ``the Rio Grande``, the river, from ``Rio Grande``, the town."""
        words = self._words
        return words.follows(first) and words.folded[first - 1] in _THE and self._kind_word(words.folded[first]) == "natural"

    def _kind_word(self, folded: str) -> PlaceKind | None:
        kinds = self._lists.kinds
        return kinds.get(folded) or kinds.get(folded.removesuffix("s")) or kinds.get(folded.removesuffix("es"))

    def _is_list(self, previous: Found, name: Found) -> bool:
        words = self._words
        if previous.end == name.first:
            return words.gap(name.first) == ", "
        joined = previous.end == name.first - 1 and words.folded[previous.end] in _AND
        return joined and words.follows(previous.end) and words.follows(name.first)

    def bearer(self, name: Found) -> Literal["body", "firm"] | None:
        """Tell names that are part of another name: of a public body, or of a firm, a paper, a club, a school, a gang."""
        return self._bearer_behind(name) or self._bearer_before(name)

    def _bearer_behind(self, name: Found) -> Literal["body", "firm"] | None:
        words, lists = self._words, self._lists
        if name.end < len(words) and words.follows(name.end) and words.folded[name.end] in lists.lower_bearers_behind:
            return "firm"
        for index in range(name.end, min(name.end + 3, len(words))):
            if not words.follows(index) or not self._is_capital(index) or words.faint[index]:
                return None
            if words.folded[index] in lists.bearers:
                return "firm"
            if words.folded[index] in lists.bodies and name.kind is None:
                return "body"
        return None

    def _bearer_before(self, name: Found) -> Literal["body", "firm"] | None:
        """Walk back through a phrase of capitalised words and the little words that link them."""
        words, lists = self._words, self._lists
        for step, index in enumerate(range(name.first - 1, max(-1, name.first - 1 - _LONGEST_PHRASE), -1)):
            folded, capital = words.folded[index], self._is_capital(index)
            if not words.follows(index + 1):
                return None
            led = step == 0 or (self._is_capital(index + 1) and not words.faint[index + 1])
            if (capital and folded in lists.bearers) or (led and folded in lists.lower_bearers):
                return "firm"
            if capital and folded in lists.bodies:
                return "body"
            # Where capitals say nothing, only the little words lead on.
            if (not capital or words.faint[index]) and (folded not in _LINKS or (step == 0 and folded not in _OF)):
                return None
        return None

    def _is_capital(self, index: int) -> bool:
        return self._words.shape[index] in (CAPITALISED, CAPITALS)
