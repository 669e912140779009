"""How long: the lengths of time in a text, in days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapper.language.numerals import NUMBER_WORDS, Numeral, read_numeral
from mapper.language.pieces import folded_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.language.pieces import Piece

_HOURS_A_DAY = 24
_DAYS = {
    **dict.fromkeys(("day", "days", "dia", "dias"), 1),
    **dict.fromkeys(("week", "weeks", "semana", "semanas"), 7),
    **dict.fromkeys(("fortnight", "fortnights"), 14),
    **dict.fromkeys(("month", "months", "mes", "meses"), 30),
    **dict.fromkeys(("year", "years", "ano", "anos"), 365),
}
_HOURS = frozenset(["hour", "hours", "hora", "horas"])
# How the words above begin, with and without accents: a text without any of these need not be folded and cut.
_MAY_TELL = re.compile(r"day|week|fortnight|month|year|hour|d[i\u00ed]\u0301?a|semana|mes|a[n\u00f1]\u0303?o|hora", re.IGNORECASE)
_ADJECTIVES = frozenset(["-", ")", "(", "more", "calendar", "full", "further", "consecutive", "additional", "mas"])
# Before or after these a number of days is a distance in time, a frequency or an age.
_NOT_BEFORE = frozenset(["hace", "hacia", "within", "every", "cada", "dentro", "edad", "aged", "last", "past", "ultimos", "ultimas"])
_NOT_AFTER = frozenset(["ago", "old", "older", "earlier", "later", "after", "before", "from", "antes", "despues", "atras", "edad"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Duration:
    """A length of time as worded: ``days`` rounded up to whole days, a month counted as 30 and a year as 365."""

    days: int
    start: int
    end: int
    text: str


def find_durations(text: str, lang: str) -> tuple[Duration, ...]:
    """
    Find lengths of time ("60 days", "un plazo de 45 días calendario", "six months"), not ages, frequencies or "three days ago".

    Examples
    --------
    >>> [(found.text, found.days) for found in find_durations("For 60 days, extended by two months; 3 days ago it was 5.", "en")]
    [('60 days', 60), ('two months', 60)]
    """
    if _MAY_TELL.search(text) is None:
        return ()
    folded = folded_text(text)
    pieces = folded.pieces
    words = NUMBER_WORDS.get(lang, NUMBER_WORDS["en"])
    found = []
    read_to = 0
    for at, piece in enumerate(pieces):
        if at >= read_to and (piece.word in words.starters or piece.word in words.articles or piece.word[0].isdecimal()):
            numeral = read_numeral(pieces, at, words)
            read_to = numeral.last if numeral is not None else at + 1
            days, last = _length(pieces, numeral) if numeral is not None else (None, at)
            if numeral is not None and days is not None:
                start, end = folded.source_span(pieces[numeral.first].start, pieces[last].end)
                found.append(Duration(days=days, start=start, end=end, text=text[start:end]))
    return tuple(found)


def _length(pieces: Sequence[Piece], numeral: Numeral) -> tuple[int | None, int]:
    """Give the days of a number of time units and the piece of the unit; None if it is no length of time."""
    at = numeral.last
    while at < len(pieces) and pieces[at].word in _ADJECTIVES:
        at += 1
    unit = pieces[at].word if at < len(pieces) else ""
    is_length = (
        (unit in _DAYS or unit in _HOURS)
        and not (numeral.first and pieces[numeral.first - 1].word in _NOT_BEFORE)
        and not any(piece.word in _NOT_AFTER for piece in pieces[at + 1 : at + 3] if piece.word not in ("-", "de"))
    )
    if not is_length:
        return None, at
    return (numeral.minimum * _DAYS[unit] if unit in _DAYS else -(-numeral.minimum // _HOURS_A_DAY)), at
