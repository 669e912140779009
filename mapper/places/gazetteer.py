"""The gazetteer: names and the places that bear them, ours and the user's."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mapper.places.build import index_path
from mapper.places.index import Family, Index, Posting
from mapper.places.naming import keys_of
from mapper.places.own_places import read_own_places
from mapper.places.spelling import corrected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from mapper.records import Place

OWN_ROLE = "u"
# Roles of names that a place is commonly known by.
OWN_NAMES = frozenset((OWN_ROLE, "p", "a"))
CITY_POPULATION = 100_000
# The longest name that is looked for; longer ones are official titles that no article writes out.
MAX_WORDS = 9


class NameMatch(NamedTuple):
    """A name found at a word: how many words it takes, and who bears it."""

    length: int
    postings: tuple[Posting, ...]


class Gazetteer:
    """
    Names and places: the bundled index, and the user's own places before it.

    Parameters
    ----------
    index
        The compiled gazetteer.
    own
        The user's places with all their names; they win over the index wherever a name is in both.
    """

    def __init__(self, index: Index, own: Mapping[Place, Sequence[str]] | None = None) -> None:
        self._index = index
        self._own: list[Place] = list(own or {})
        self.spelling_list: tuple[str, ...] = index.spelling
        self._own_names: dict[str, dict[str, tuple[Posting, ...]]] = {}
        for number, names in enumerate((own or {}).values()):
            for key in {key for name in names for key in keys_of(name)}:
                family = self._own_names.setdefault(key.partition(" ")[0], {})
                family[key] = (*family.get(key, ()), Posting(OWN_ROLE, -1 - number))

    def __len__(self) -> int:
        """Count the places."""
        return self._index.size + len(self._own)

    def matches(self, words: Sequence[str], start: int) -> Iterator[NameMatch]:
        """Give all names that begin at a word, the longest first (see `match`)."""
        family = self.family(words[start])
        for length in range(min(MAX_WORDS, family.longest, len(words) - start), 0, -1):
            postings = family.get(" ".join(words[start : start + length]))
            if postings:
                yield NameMatch(length, postings)

    def match(self, words: Sequence[str], start: int) -> NameMatch | None:
        """
        Find the longest name that begins at a word.

        Parameters
        ----------
        words
            The text's words, folded as `mapper.places.compile.keys_of` folds them.
        start
            The position of the name's first word.
        """
        return next(self.matches(words, start), None)

    def family(self, first_word: str) -> Family:
        """Give all names whose first folded word is this, the user's before the bundled ones."""
        bundled = self._index.family(first_word)
        own = self._own_names.get(first_word)
        return bundled.with_names(own) if own else bundled

    def lookup(self, name: str) -> tuple[Posting, ...]:
        """Give the places that bear a name, in any case and accents; empty if nobody does."""
        found = [self.family(key.partition(" ")[0]).get(key, ()) for key in keys_of(name)[:1]]
        return tuple(posting for postings in found for posting in postings)

    def any_ours(self, postings: Sequence[Posting]) -> bool:
        """Tell whether a place of the project's or the user's tables, or a capital, bears a name as its own."""
        return any(role in OWN_NAMES and (self.is_ours(number) or self._index.is_capital(number)) for role, number in postings)

    def is_country(self, word: str) -> bool:
        """Tell whether a folded word is a country's name."""
        return any(role in OWN_NAMES and self.place(number).kind == "country" for role, number in self.family(word).get(word, ()))

    def is_prominent(self, word: str) -> bool:
        """Tell whether a folded word names a country, a first-level unit, a place of our tables or a city."""
        postings = self.family(word).get(word, ())
        return self.any_ours(postings) or any(self.population(number) >= CITY_POPULATION for role, number in postings if role in OWN_NAMES)

    def place(self, number: int) -> Place:
        """Give the place with this number (negative: one of the user's)."""
        return self._index.place(number) if number >= 0 else self._own[-1 - number]

    def population(self, number: int) -> int:
        """Give the population of the place with this number, 0 where unknown, without reading the rest of it."""
        return self._index.populations[number] if number >= 0 else 0

    def forms(self, number: int) -> int:
        """Give in how many forms GeoNames lists a town's name, up to 255; 0 for what is no town of it."""
        return self._index.forms[number] if number >= 0 else 0

    def towns_in(self, box: tuple[float, float, float, float], most: int) -> tuple[Place, ...]:
        """Give the towns of the bundled index inside west, south, east, north (degrees), the most populous first, at most so many."""
        return tuple(self._index.place(number) for number in self._index.towns_in(box, most))

    def corrected(self, name: str) -> tuple[Posting, ...]:
        """Give the border places that a misspelt single word probably means; empty if there are none."""
        keys = keys_of(name)
        return corrected(keys[0], self) if keys and " " not in keys[0] else ()

    def is_ours(self, number: int) -> bool:
        """Tell places of the project's and the user's tables from towns of GeoNames."""
        return number < 0 or self._index.is_ours(number)

    def is_capital(self, number: int) -> bool:
        """Tell capitals of countries."""
        return number >= 0 and self._index.is_capital(number)


@lru_cache(maxsize=4)
def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """
    Load the bundled gazetteer, once per process.

    Parameters
    ----------
    extra
        A CSV or GeoJSON file of the user's own places (name, aliases, kind, lon, lat), which win over ours.

    Raises
    ------
    LayerError
        If the bundled index is missing and cannot be built.
    InputError
        If ``extra`` cannot be read as places.
    """
    return Gazetteer(Index(index_path()), read_own_places(extra) if extra else None)
