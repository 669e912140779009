"""Names that no gazetteer lists, told by their common noun (cerro Champaquí, town of Igo, Padma Bridge) or by the tagger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.places.words import CAPITALISED, CAPITALS, LOWER, NUMBER
from mapper.records import Toponym

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from mapper.places.tagger import TaggedName
    from mapper.places.word_lists import WordLists
    from mapper.places.words import Words

_OF = frozenset(("de", "del", "of", "do", "da"))
_INSIDE = frozenset(("de", "del", "la", "las", "los", "el", "y"))
_LONGEST = 5
# The least chance at which the tagger's word for it makes a place that nobody lists.
SURE_OF_PLACE = 0.8
# The same behind "in", "from", "hacia".
SURE_WHERE = 0.5


def unlisted_toponyms(words: Words, lists: WordLists, taken: Collection[int], tagged: Iterable[TaggedName] = ()) -> Iterator[Toponym]:
    """
    Give the capitalised names that stand with a common noun of places, or that the tagger is sure of; none ``taken`` by another reading.

    Nobody knows where they are; those with a common noun have a kind.
    """
    used = set(taken)
    for index, folded in enumerate(words.folded):
        span = None
        if folded in lists.names_follow and words.shape[index] == LOWER:
            span = _behind(words, index, used)
        elif folded in lists.names_precede and words.shape[index] == CAPITALISED and not words.faint[index]:
            span = _before(words, index, used, lists)
        if span is not None:
            first, last = span
            used.update(range(first, last + 1))
            start, end = words.start[first], words.end[last]
            kind = lists.kinds.get(folded)
            yield Toponym(text=words.text[start:end], start=start, end=end, kind=kind)
    for name in tagged:
        where = name.first > 0 and words.follows(name.first) and words.folded[name.first - 1] in lists.locative
        least = SURE_WHERE if where else SURE_OF_PLACE
        if name.label == "LOC" and name.chance >= least and not used.intersection(range(name.first, name.end)):
            start, end = words.start[name.first], words.end[name.end - 1]
            yield Toponym(text=words.text[start:end], start=start, end=end)


def _behind(words: Words, noun: int, used: Collection[int]) -> tuple[int, int] | None:
    """Read ``cerro Champaquí`` and ``localidad de Asillo``."""
    first = noun + 1
    if first < len(words) and words.folded[first] in _OF and words.follows(first):
        first += 1
    last = first - 1
    position = first
    while position < min(len(words), first + _LONGEST) and words.follows(position):
        if _is_capital(words, position):
            last = position
        elif position == first or words.folded[position] not in _INSIDE or words.shape[position] == NUMBER:
            break
        position += 1
    if last < first or any(inner in used for inner in range(first, last + 1)):
        return None
    return first, last


def _before(words: Words, noun: int, used: Collection[int], lists: WordLists) -> tuple[int, int] | None:
    """Read ``Padma Bridge`` and ``Pangong Lake``."""
    first = noun
    while first and words.follows(first) and _is_capital(words, first - 1) and not words.faint[first - 1] and noun - first < _LONGEST:
        first -= 1
    inside = range(first, noun + 1)
    if first == noun or any(position in used for position in inside):
        return None
    if any(words.folded[position] in lists.titles or words.folded[position] in lists.stop for position in range(first, noun)):
        return None
    behind = noun + 1
    if behind < len(words) and words.follows(behind) and _is_capital(words, behind):
        return None
    return first, noun


def _is_capital(words: Words, index: int) -> bool:
    return words.shape[index] in (CAPITALISED, CAPITALS)
