"""The words around names that tell what a name is, read from ``words.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapper.records import PlaceKind


@dataclass(frozen=True, kw_only=True, slots=True)
class WordLists:
    """Folded words by what they say of a name beside them; ``kinds`` maps a word to the kinds of place that it tells."""

    locative: frozenset[str]
    weak_prepositions: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    bearers: frozenset[str]
    lower_bearers: frozenset[str]
    lower_bearers_behind: frozenset[str]
    named_things: frozenset[str]
    kinds_behind: frozenset[str]
    names_follow: frozenset[str]
    names_precede: frozenset[str]
    speech: frozenset[str]
    inhabitants: frozenset[str]
    stop: frozenset[str]
    common: frozenset[str]
    first_names: frozenset[str]
    kinds: Mapping[str, PlaceKind]


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    """Read the lists, once per process."""
    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    kinds = {word: cast("PlaceKind", kind) for kind, words in table.pop("kinds").items() for word in words}
    return WordLists(kinds=kinds, **{name: frozenset(words) for name, words in table.items()})
