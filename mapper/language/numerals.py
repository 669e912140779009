"""Numbers written in digits or words, English and Spanish, with the bounds of vague ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapper.language.pieces import Piece


class Numeral(NamedTuple):
    """A number read from pieces ``first`` to ``last`` (exclusive): its bounds, None = open."""

    minimum: int
    maximum: int | None
    first: int
    last: int


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberWords:
    """
    The number words of a language, folded.

    ``adders`` add up to 999, ``multipliers`` multiply what stands before them, ``collectives`` count groups (a dozen), ``vague`` give
    bounds (dozens). ``several`` before a collective or multiplier makes it vague; ``half`` halves it; ``articles`` stand before it for 1;
    ``groups`` multiply a number before them (two dozen); ``tens_joiners`` stand between tens and units, ``hundreds_joiner`` after hundreds;
    ``of`` links a vague number with the next ("tens of thousands"); ``digits_follow``: "4 mil 900" is one number.
    """

    adders: Mapping[str, int]
    multipliers: Mapping[str, int]
    collectives: Mapping[str, int]
    vague: Mapping[str, tuple[int, int | None]]
    several: frozenset[str]
    half: frozenset[str]
    articles: frozenset[str]
    groups: Mapping[str, int]
    tens_joiners: frozenset[str]
    hundreds_joiner: str | None
    of: str
    bare: frozenset[str]
    digits_follow: bool
    starters: frozenset[str] = field(init=False)
    prefixes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Gather the words at which a number can begin."""
        object.__setattr__(self, "starters", frozenset([*self.adders, *self.multipliers, *self.collectives, *self.vague]) - self.articles)
        object.__setattr__(self, "prefixes", self.several | self.half | self.articles)


def _listed(words: str, first: int, step: int = 1) -> dict[str, int]:
    """Give the words of a list their numbers; variants are joined by a stroke."""
    return {form: first + step * position for position, forms in enumerate(words.split()) for form in forms.split("/")}


ENGLISH = NumberWords(
    adders=_listed(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen", 1)
    | _listed("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    multipliers={"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9},
    collectives={"dozen": 12, "couple": 2, "pair": 2},
    vague={
        "dozens": (20, 99), "scores": (20, 99), "hundreds": (200, 999), "thousands": (2_000, 9_999),
        "tens": (20, 99), "millions": (2_000_000, None),
    },
    several=frozenset({"several", "few", "many", "some"}),
    half=frozenset({"half"}),
    articles=frozenset({"a", "an"}),
    groups={"dozen": 12, "dozens": 12, "score": 20},
    tens_joiners=frozenset({"-"}),
    hundreds_joiner="and",
    of="of",
    bare=frozenset(),
    digits_follow=False,
)  # fmt: skip

SPANISH = NumberWords(
    adders=_listed(
        "uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho "
        "diecinueve veinte veintiuno/veintiun/veintiuna veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho "
        "veintinueve", 1)
    | _listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa cien/ciento", 30, 10)
    | _listed("doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas seiscientos/seiscientas "
              "setecientos/setecientas ochocientos/ochocientas novecientos/novecientas", 200, 100),
    multipliers={"mil": 1_000, "millon": 10**6, "millones": 10**6, "billon": 10**12, "billones": 10**12},
    collectives={
        "docena": 12, "decena": 10, "veintena": 20, "treintena": 30, "cincuentena": 50, "centenar": 100, "centena": 100, "millar": 1_000,
        "par": 2,
    },
    vague={
        "docenas": (20, 99), "decenas": (20, 99), "centenares": (200, 999), "centenas": (200, 999), "cientos": (200, 999),
        "miles": (2_000, 9_999), "millares": (2_000, 9_999), "millones": (2_000_000, None),
    },
    several=frozenset({"varios", "varias", "algunos", "algunas", "unos", "unas", "muchos", "muchas"}),
    half=frozenset({"medio", "media"}),
    articles=frozenset({"un", "una"}),
    groups={"docenas": 12, "decenas": 10, "centenares": 100, "centenas": 100, "millares": 1_000},
    tens_joiners=frozenset({"y"}),
    hundreds_joiner=None,
    of="de",
    bare=frozenset({"mil"}),
    digits_follow=True,
)  # fmt: skip

NUMBER_WORDS: Mapping[str, NumberWords] = {"en": ENGLISH, "es": SPANISH}

_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})")
def digits_value(word: str) -> float | None:
    """
    Read digits with local separators: groups of three are thousands whatever the sign, else it is a decimal.

    Examples
    --------
    >>> digits_value("330,000"), digits_value("6.000"), digits_value("6 000"), digits_value("3,7"), digits_value("1.2.3")
    (330000, 6000, 6000, 3.7, None)
    """
    if word.isdecimal():
        return int(word) if len(word) < 16 else None  # noqa: PLR2004 - longer than any count: a card or an account
    if _GROUPED.fullmatch(word) and word[0] != "0":
        return int(re.sub(r"\D", "", word))
    decimal = _DECIMAL.fullmatch(word)
    return float(f"{decimal[1]}.{decimal[2]}") if decimal else None


def read_numeral(pieces: Sequence[Piece], first: int, words: NumberWords) -> Numeral | None:
    """Read the number that has its first counting word or digits at piece ``first``; None if it is none or a fraction."""
    word = pieces[first].word
    if word in words.articles and word not in words.adders:
        return Numeral(1, 1, first, first + 1)
    if word in words.vague:
        return _vague(pieces, first, words)
    if word in words.collectives:
        return _group(pieces, first, words)
    if word in words.multipliers and first and pieces[first - 1].word in words.prefixes:
        return _group(pieces, first, words)
    if word in words.multipliers and word not in words.bare:
        return None
    return _exact(pieces, first, words)


def _vague(pieces: Sequence[Piece], first: int, words: NumberWords) -> Numeral:
    """Read bounds: dozens, hundreds, tens of thousands, varias decenas, miles de millones."""
    minimum, maximum = words.vague[pieces[first].word]
    last = first + 1
    if last + 1 < len(pieces) and pieces[last].word == words.of:
        factor = words.multipliers.get(pieces[last + 1].word) or words.vague.get(pieces[last + 1].word, (0, 0))[0] // 2
        if factor:
            minimum, maximum = minimum * factor, None if maximum is None else (maximum + 1) * factor - 1
            last += 2
    if first and pieces[first - 1].word in words.several:
        first -= 1
    return Numeral(minimum, maximum, first, last)


def _group(pieces: Sequence[Piece], first: int, words: NumberWords) -> Numeral | None:
    """Read a group: a dozen, half a million, several hundred, medio centenar, un par, a hundred and twenty."""
    word = pieces[first].word
    value = words.collectives.get(word) or words.multipliers[word]
    before = [piece.word for piece in pieces[max(first - 2, 0) : first]]
    if before and before[-1] in words.several:
        few = len(before) == 2 and before[-1] == "few" and before[0] in words.articles  # noqa: PLR2004 - a few
        bounds = words.vague["dozens"] if word == "dozen" else (2 * value, 10 * value - 1)
        return Numeral(*bounds, first - (2 if few else 1), first + 1)
    is_half = any(part in words.half for part in before) and (before[-1] in words.half or before[-1] in words.articles)
    if is_half:
        width = 2 if len(before) == 2 and all(part in words.half | words.articles for part in before) else 1  # noqa: PLR2004
        return Numeral(value // 2, value // 2, first - width, first + 1)
    if before and before[-1] in words.articles:
        exact = _exact(pieces, first, words) if word in words.multipliers else None
        return exact._replace(first=first - 1) if exact else Numeral(value, value, first - 1, first + 1)
    return None


class _Sum:
    """A number in the making: whole thousands and millions in ``total``, what is below them in ``current``."""

    __slots__ = ("current", "total")

    def __init__(self) -> None:
        self.total: float = 0
        self.current: float = 0

    def takes(self, value: float) -> bool:
        """Say whether a number word can follow in one number: forty + two, hundred + forty."""
        if not self.current:
            return True
        if value < 10:  # noqa: PLR2004 - units
            return self.current % 10 == 0 and self.current % 100 != 10  # noqa: PLR2004 - ten two is no number
        return value < 100 and self.current % 100 == 0  # noqa: PLR2004 - tens after hundreds

    def multiply(self, factor: int) -> bool:
        """Multiply by a hundred, a thousand or millions; False if the number is over before that."""
        if factor == 100:  # noqa: PLR2004 - two hundred
            self.current = (self.current or 1) * factor
        elif factor == 1_000:  # noqa: PLR2004 - two hundred thousand
            if self.total:
                return False
            self.total, self.current = (self.current or 1) * factor, 0
        else:
            self.total, self.current = (self.total + self.current or 1) * factor, 0
        return True


def _exact(pieces: Sequence[Piece], first: int, words: NumberWords) -> Numeral | None:
    """Read digits and words that add up: 4 mil 900, mil 200, two hundred and fifty, treinta y cinco, 1.36 million."""
    number = _Sum()
    position = first
    while position < len(pieces):
        word = pieces[position].word
        if word[0].isdecimal():
            digits = digits_value(word)
            follows = words.digits_follow and number.total and not number.current and (digits or 0) < 1_000  # noqa: PLR2004
            if digits is None or (position > first and not follows):
                break
            number.current += digits
        elif word in words.adders:
            if not number.takes(words.adders[word]):
                break
            number.current += words.adders[word]
        elif word in words.multipliers:
            if not number.multiply(words.multipliers[word]):
                break
        elif not _joins(pieces, position, words, number.current):
            break
        position += 1
    return _finished(pieces, first, position, words, number.total + number.current)


def _joins(pieces: Sequence[Piece], position: int, words: NumberWords, current: float) -> bool:
    """Say whether the piece joins two number words: treinta y cinco, twenty-three, two hundred and fifty."""
    if not current or position + 1 >= len(pieces) or pieces[position - 1].word[0].isdecimal():
        return False
    following = words.adders.get(pieces[position + 1].word)
    if following is None:
        return False
    word = pieces[position].word
    after_hundreds = current % 100 == 0 and following < 100  # noqa: PLR2004
    after_tens = current % 10 == 0 and current % 100 >= 20 and following < 10  # noqa: PLR2004
    return (word == words.hundreds_joiner and after_hundreds) or (word in words.tens_joiners and after_tens)


def _finished(pieces: Sequence[Piece], first: int, last: int, words: NumberWords, value: float) -> Numeral | None:
    """Close a number: whole, and multiplied by a group behind it (two dozen, tres centenares)."""
    if last == first or value != int(value):
        return None
    number = int(value)
    if last < len(pieces) and number < 100 and (factor := words.groups.get(pieces[last].word)):  # noqa: PLR2004
        return Numeral(number * factor, number * factor, first, last + 1)
    return Numeral(number, number, first, last)
