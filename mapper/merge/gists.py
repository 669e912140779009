"""What comparing reports needs of their articles, worked out once for each: the names in it, and what tells near-copies of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mapper.border.names import border_table
from mapper.language.folding import fold
from mapper.merge.near_copies import bands, signature

if TYPE_CHECKING:
    from mapper.merge.near_copies import Signature

_DAYS_AND_MONTHS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    """.split()  # noqa: SIM905
)
_NAME = re.compile(r"(?<=[a-z\u00df-\u00ff,] )[A-Z\u00c0-\u00de][^\W\d_]{2,}")  # not the first word of a sentence


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Gist:
    """The gist of an article: its names but those of countries, which do not tell stories of one border apart; its signature."""

    names: frozenset[str]
    signature: Signature
    bands: tuple[int, ...]


@lru_cache(maxsize=64)
def gist_of(text: str) -> Gist:
    """Work out the gist of an article's text."""
    return gist(frozenset(fold(name) for name in _NAME.findall(text)) - _of_no_story(), signature(text))


def gist(names: frozenset[str], signature: Signature) -> Gist:
    """Make a gist of its parts."""
    return Gist(names=names, signature=signature, bands=bands(signature))


@lru_cache(maxsize=1)
def _of_no_story() -> frozenset[str]:
    """List the words of countries' names in both languages, and of days and months."""
    names = (name for row in border_table().values() for name in (row.name_en, row.name_es))
    return _DAYS_AND_MONTHS.union(word for name in names for word in fold(name).replace("-", " ").split())
