"""Names of border places misspelt in the press (Cachalluta, Chacayuta for Chacalluta)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mapper.places.index import SHORTEST_CORRECTED

if TYPE_CHECKING:
    from mapper.places.gazetteer import Gazetteer
    from mapper.places.index import Posting

_LONG = 9


def corrected(word: str, gazetteer: Gazetteer) -> tuple[Posting, ...]:
    """Give the places of our own tables whose name is this folded word but for one letter (two in long names); empty if there are none."""
    if len(word) < SHORTEST_CORRECTED:
        return ()
    name = _nearest(word, gazetteer.spelling_list)
    return gazetteer.family(name).get(name, ()) if name else ()


@lru_cache(maxsize=8192)
def _nearest(word: str, names: tuple[str, ...]) -> str | None:
    for name in names:
        allowed = 2 if min(len(word), len(name)) >= _LONG else 1
        if word[0] == name[0] and word[-1] == name[-1] and abs(len(word) - len(name)) <= allowed and edits(word, name) <= allowed:
            return name
    return None


def edits(a: str, b: str) -> int:
    """
    Count the letters to insert, drop, change or swap with their neighbour to turn one word into another.

    Examples
    --------
    >>> edits("chacayuta", "chacalluta"), edits("tanca", "tacna")
    (2, 1)
    """
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if older and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
