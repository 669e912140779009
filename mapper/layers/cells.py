"""Text that a spreadsheet would take for a formula gets an apostrophe in front, as spreadsheets know it, and loses it again when read."""

from __future__ import annotations

import re

_WIDE = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
_FORMULA = re.compile(f"'*[=+\\-@\t\r\n{_WIDE}]")


def guarded(text: str) -> str:
    """Give text as a cell that no spreadsheet runs (OWASP, CSV Injection); `unguarded` gives it back.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("Tacna"), guarded("'s-Hertogenbosch")
    ("'=1+1", "''=1+1", 'Tacna', "'s-Hertogenbosch")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Give the text that `guarded` made a cell of; other text stays as it is.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("-70.25")
    ('=1+1', '-70.25')
    """
    return text[1:] if text[:1] == "'" and _FORMULA.match(text) else text
