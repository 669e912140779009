"""Words, numbers and punctuation marks of a text, with their offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

_LETTER = r"[^\W\d_]"
_MARKS = r"\u0300-\u036f"  # accents written as code points of their own
_TOKEN = re.compile(
    rf"""
      (?:{_LETTER}\.){{2,}}                                    # initials: U.S., a.m., D.C.
    | EE\.[ \u00a0]?UU\.?                                      # Estados Unidos
    | \d{{1,3}}(?:[ \u00a0\u2009\u202f]\d{{3}})+(?![\d.,]?\d)    # 6 000
    | \d++(?:[.,]\d++)*+                                       # 6.000  330,000  3.5
    | {_LETTER}[\w{_MARKS}]*+(?:[-'\u2019\u2010\u2011\u2013][^\W_][\w{_MARKS}]*+)*+   # word, O'Higgins, Colchane-Pisiga, C-130J
    | \.{{3,}}
    | [^\s]
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word, a number or a punctuation mark: ``text[start:end]`` of the article, offsets in code points, end exclusive."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> tuple[Token, ...]:
    """
    Split a text into words, numbers and punctuation marks.

    Words keep inner hyphens and apostrophes, initials keep their dots, numbers keep their separators.

    Examples
    --------
    >>> [token.text for token in tokenize("O'Higgins y 6.000 más, según EE.UU.")]
    ["O'Higgins", 'y', '6.000', 'más', ',', 'según', 'EE.UU.']
    """
    return tuple([Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)])
