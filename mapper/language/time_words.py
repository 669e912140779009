"""The words for times in English and Spanish, folded, as patterns over folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapper.language.moments import Direction

Relation = Literal["on", "since", "until", "before", "after"]
"""How an event lies to a time: on it, since it, until it, before it or after it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeWords:
    """
    The time words of a language.

    ``patterns`` are tried in order at each of their trigger words; their named groups say what was found: ``wd`` weekday, ``d1`` and ``d2``
    days, ``mo`` month, ``y`` year, ``mod`` direction, ``part`` of a month, ``unit`` with ``n`` of them, ``rel`` a word of ``offsets``.
    ``behind`` are tried backwards at theirs. ``links`` join the ends of a range after one of ``openers``, ``ranges`` do without;
    after ``deadlines`` a month is one to come.
    """

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    directions: Mapping[str, Direction]
    parts: Mapping[str, str]
    offsets: Mapping[str, int]
    patterns: Mapping[str, tuple[re.Pattern[str], ...]]
    behind: Mapping[str, tuple[re.Pattern[str], int]]
    month_openers: frozenset[str]
    year_openers: frozenset[str]
    relations: Mapping[str, Relation]
    deadlines: frozenset[str]
    openers: frozenset[str]
    links: frozenset[str]
    ranges: frozenset[str]
    months_are_capital: bool


def _numbered(words: str, first: int) -> dict[str, int]:
    return {form: first + at for at, forms in enumerate(words.split()) for form in forms.split("/")}


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True)).replace(" ", r"\s+")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _compiled(table: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[re.Pattern[str], ...]]:
    """Spread patterns over their trigger words; compile each once."""
    patterns: dict[str, tuple[re.Pattern[str], ...]] = {}
    for triggers, expressions in table.items():
        compiled = tuple(re.compile(expression) for expression in expressions)
        for trigger in triggers.split():
            patterns[trigger] = patterns.get(trigger, ()) + compiled
    return patterns


DIGITS = "0"
"""The trigger of patterns that begin with digits."""

_YEAR = r"(?:1[5-9]|20)\d\d(?!\d|[.,:]\d)"
_ISO = r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d1>\d\d)(?!\d)"
_NUMERIC = r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|(?<=/)\d\d)(?!\d)"
_YEARS = rf"(?P<y>{_YEAR})(?:\s?[-/]\s?(?P<y2>{_YEAR}|\d\d(?!\d))|(?P<decade>s)\b)?(?![\w-])"

_EN_DAYS = _numbered("monday tuesday wednesday thursday friday saturday sunday", 0)
_EN_MONTHS = _numbered(
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov "
    "december/dec", 1
)
_EN_NUMBERS = _numbered("a/an/one two three four five six seven eight nine ten eleven twelve", 1) | {
    "fifteen": 15, "twenty": 20, "thirty": 30, "couple of": 2, "two dozen": 24,
}  # fmt: skip
_EN_UNITS = {
    form + plural: unit
    for form, unit in {"hour": "hour", "day": "day", "week": "week", "weekend": "weekend", "month": "month", "year": "year"}.items()
    for plural in ("", "s")
} | {"fortnight": "week"}
_EN_PARTS = {
    "early": "early", "start of": "early", "beginning of": "early", "mid": "mid", "middle of": "mid", "late": "late", "end of": "late",
    "first half of": "half1", "second half of": "half2", "first week of": "week1", "second week of": "week2", "third week of": "week3",
    "fourth week of": "week4", "last week of": "week5",
}  # fmt: skip
_EN_DIRECTIONS: dict[str, Direction] = {
    "last": "past", "past": "past", "this past": "past", "previous": "past", "next": "next", "coming": "next", "this coming": "next",
    "following": "next", "this": "this", "earlier this": "this", "later this": "this", "that": "this",
}  # fmt: skip
_EN_OFFSETS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1, "last night": -1, "tomorrow": 1,
    "day before yesterday": -2, "day after tomorrow": 2,
}  # fmt: skip
_D = r"(?P<d1>\d{1,2})(?:st|nd|rd|th)?"
_D2 = r"(?:\s?(?:-|to|and|&)\s?(?P<d2>\d{1,2})(?:st|nd|rd|th)?)?"
_MO, _WD = f"(?P<mo>{_either(_EN_MONTHS)})", f"(?P<wd>{_either(_EN_DAYS)})"
_Y = rf"(?:,?\s+(?:of\s+)?(?P<y>{_YEAR}))?"
_EN_DAY_MONTH = rf"{_D}{_D2}\s+(?:of\s+)?{_MO}\b(?:\.(?=,?\s+\d{{4}}))?{_Y}"
_EN_MONTH_DAY = rf"{_MO}\b\.?\s+(?:the\s+)?{_D}(?![\d:%]|[.,]\d|\s?percent){_D2}(?!\d){_Y}"
_EN_MONTH_YEAR = rf"{_MO}\b(?:\s+(?:of\s+)?(?P<ry>this|last|next)\s+year\b|{_Y})(?!\w)"
_MOD = f"(?P<mod>{_either(_EN_DIRECTIONS)})"
_UNIT = f"(?P<unit>{_either(_EN_UNITS)})"
_N = rf"(?P<n>\d{{1,3}}|{_either(_EN_NUMBERS)})"

ENGLISH = TimeWords(
    weekdays=_EN_DAYS,
    months=_EN_MONTHS,
    numbers=_EN_NUMBERS,
    units=_EN_UNITS,
    directions=_EN_DIRECTIONS,
    parts=_EN_PARTS,
    offsets=_EN_OFFSETS,
    patterns=_compiled({
        DIGITS: (_ISO, _NUMERIC, rf"{_EN_DAY_MONTH}(?!\w)", _YEARS),
        " ".join(_EN_DAYS): (
            rf"{_WD}(?:\s+(?:morning|afternoon|evening|night))?,?\s+(?:the\s+)?{_EN_DAY_MONTH}(?!\w)",
            rf"{_WD}(?:\s+(?:morning|afternoon|evening|night))?,?\s+{_EN_MONTH_DAY}(?!\w)",
            rf"{_WD}(?:\s+of)?\s+(?P<week>last|this|next)\s+week\b",
            rf"{_WD},?\s+(?:the\s+)?(?P<dn>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:%/]|[.,]\d|\s+[a-z]+s\b)",
            rf"{_WD}(?!\w)(?:\s+(?P<mod>last|next)(?!\s+(?:week|month|year))\b)?",
        ),
        " ".join(_EN_MONTHS): (rf"{_EN_MONTH_DAY}(?!\w)", _EN_MONTH_YEAR),
        "last past this next previous coming following earlier later that": (
            rf"(?P<rel>{_either(_EN_OFFSETS)})\b",
            rf"(?P<part>last week of)\s+(?:{_MO}\b{_Y}|(?P<mod>this|last|next)\s+month|the\s+month)",
            rf"{_MOD}\s+{_WD}\b", rf"{_MOD}\s+(?P<unit>week|weekend|month|year)\b(?!-)", rf"{_MOD}\s+{_MO}\b(?!\s+\d)",
            rf"(?:last|past)\s+(?:(?P<few>few|several|couple of)|{_N})\s+(?P<span>{_either(_EN_UNITS)})\b",
        ),
        "recent": (r"recent\s+(?P<span>hours|days|weeks|months|years)\b",),
        "weekend": (r"(?<=the )(?P<unit>weekend)\b",),
        "early mid late start beginning middle end first second third fourth": (
            rf"(?P<part>{_either(_EN_PARTS)})[\s-]+(?:the\s+)?(?:{_MO}\b{_Y}|(?P<mod>this|last|next)\s+month|month)",
        ),
        "today tonight yesterday tomorrow day": (rf"(?P<rel>{_either(_EN_OFFSETS)})\b", r"(?P<same>same\s+day)"),
        "same": (r"(?P<same>same\s+(?:day|morning|afternoon|evening|night))\b",),
    }),
    behind={
        "ago": (re.compile(rf"(?:(?:(?:a\s+)?(?P<few>few|several|some)|{_N})\s+)?{_UNIT}\s+$"), -1),
        "earlier": (re.compile(rf"(?<!\w){_N}\s+(?P<unit>days?)\s+$"), -1),
        "later": (re.compile(rf"(?<!\w){_N}\s+(?P<unit>days?)\s+$"), 1),
    },
    month_openers=_words(
        "in since until till by from of during between for to last next this through before after late early mid throughout"
    ),
    year_openers=_words("in since until till by from of during before after through early late mid throughout to the year recall and"),
    relations={"since": "since", "from": "since", "until": "until", "till": "until", "by": "until", "through": "until", "before": "before",
               "after": "after"},
    deadlines=frozenset(["for", "by", "until", "till", "before"]),
    openers=frozenset(["between", "from"]),
    links=frozenset(["and", "to", "-", "until", "through"]),
    ranges=frozenset(["to", "-", "through"]),
    months_are_capital=True,
)  # fmt: skip

_ES_DAYS = _numbered("lunes martes miercoles jueves viernes sabado domingo", 0)
_ES_MONTHS = _numbered("enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre", 1)
_ES_NUMBERS = _numbered("un/una dos tres cuatro cinco seis siete ocho nueve diez once doce", 1) | {
    "quince": 15, "veinte": 20, "treinta": 30, "un par de": 2, "media docena de": 6,
}  # fmt: skip
_ES_UNITS = {
    "hora": "hour", "horas": "hour", "dia": "day", "dias": "day", "semana": "week", "semanas": "week", "fin de semana": "weekend",
    "mes": "month", "meses": "month", "ano": "year", "anos": "year",
}  # fmt: skip
_ES_PARTS = {
    "principios de": "early", "comienzos de": "early", "inicios de": "early", "mediados de": "mid", "fines de": "late",
    "finales de": "late", "fin de": "late", "primera quincena de": "half1", "segunda quincena de": "half2", "primera semana de": "week1",
    "segunda semana de": "week2", "tercera semana de": "week3", "cuarta semana de": "week4", "ultima semana de": "week5",
    "primera mitad de": "half1", "segunda mitad de": "half2",
}  # fmt: skip
_ES_DIRECTIONS: dict[str, Direction] = {
    **dict.fromkeys(("pasado", "pasada", "ultimo", "ultima", "anterior"), "past"),
    **dict.fromkeys(("proximo", "proxima", "siguiente", "que viene", "entrante", "que entra"), "next"),
    **dict.fromkeys(("este", "esta", "presente", "mismo", "en curso", "ese", "esa"), "this"),
}
_ES_OFFSETS = {
    "hoy": 0, "esta manana": 0, "esta tarde": 0, "esta noche": 0, "esta madrugada": 0, "ayer": -1, "anoche": -1, "vispera": -1,
    "anteayer": -2, "antier": -2, "antes de ayer": -2, "anteanoche": -2, "manana": 1, "pasado manana": 2,
}  # fmt: skip
_ES_D = r"(?P<d1>\d{1,2}|primero)(?:\.?o\b)?"
_ES_D2 = r"(?:\s?(?:-|y|al|a)\s?(?:el\s)?(?P<d2>\d{1,2}))?"
_ES_MO, _ES_WD = f"(?P<mo>{_either(_ES_MONTHS)})", f"(?P<wd>{_either(_ES_DAYS)})"
_ES_Y = (
    rf"(?:\s*,?\s+(?:del?\s+)?(?P<y>{_YEAR})|\s+del?\s+(?P<ry>ano\s+pasado|(?:este|presente|mismo|pasado|proximo)\s+ano|ano\s+en\s+curso)\b)?"
)
_ES_DAY_MONTH = rf"{_ES_D}{_ES_D2}\s+de\s+{_ES_MO}\b{_ES_Y}"
_ES_MOD = f"(?P<mod>{_either(_ES_DIRECTIONS)})"
_ES_N = rf"(?P<n>\d{{1,3}}|{_either(_ES_NUMBERS)})"
_ES_DAYTIME = r"(?:\s+(?:por|en|a)\s+la\s+(?:manana|tarde|noche|madrugada))?"
_ES_UNITS_RE = f"(?P<unit>{_either(_ES_UNITS)})"
_ES_UNIT = r"(?P<unit>fin\s+de\s+semana|semana|mes|ano)"

SPANISH = TimeWords(
    weekdays=_ES_DAYS,
    months=_ES_MONTHS,
    numbers=_ES_NUMBERS,
    units=_ES_UNITS,
    directions=_ES_DIRECTIONS,
    parts=_ES_PARTS,
    offsets=_ES_OFFSETS,
    patterns=_compiled({
        DIGITS: (_ISO, _NUMERIC, rf"{_ES_DAY_MONTH}(?!\w)", _YEARS),
        "primero": (rf"{_ES_DAY_MONTH}(?!\w)",),
        " ".join(_ES_DAYS): (
            rf"{_ES_WD},?\s+(?:el\s+)?{_ES_DAY_MONTH}(?!\w)",
            rf"{_ES_WD}{_ES_DAYTIME}\s+de\s+(?:la\s+)?(?P<week>semana\s+pasada|esta\s+semana|proxima\s+semana|semana\s+proxima)\b",
            rf"{_ES_WD}\s+(?P<dn>\d{{1,2}})(?![\w:%/]|[.,]\d)",
            rf"{_ES_WD}(?!\w)(?:\s+{_ES_MOD}\b)?",
        ),
        " ".join(_ES_MONTHS): (rf"{_ES_MO}\b{_ES_Y}(?:\s+(?P<mod>pasado|ultimo|proximo|que viene|siguiente)\b)?(?!\w)",),
        "semana fin mes ano": (
            rf"(?P<part>fin de)\s+(?:{_ES_MO}\b{_ES_Y}|(?P<month>mes)\b)", rf"{_ES_UNIT}\s+{_ES_MOD}\b", r"(?P<unit>fin\s+de\s+semana)\b",
            r"(?P<yearend>fin\s+de\s+ano)\b",
        ),
        "pasado pasada ultimo ultima proximo proxima siguiente este esta presente mismo ese": (
            rf"(?P<rel>{_either(_ES_OFFSETS)})\b",
            rf"(?P<part>ultima semana de)l?\s+(?:{_ES_MO}\b{_ES_Y}|(?P<month>mes)\b)",
            rf"{_ES_MOD}\s+{_ES_WD}\b(?:\s+(?P<dn>\d{{1,2}})(?!\s+de|[\w:]))?(?!\s+\d)", rf"{_ES_MOD}\s+{_ES_UNIT}\b",
            rf"{_ES_MOD}\s+(?:mes\s+de\s+)?{_ES_MO}\b", rf"{_ES_MOD}\s+(?P<dn0>\d{{1,2}})\s+de\s+(?P<mo>{_either(_ES_MONTHS)})\b",
            r"(?P<same>mism[oa]\s+(?:dia|tarde|noche|manana|jornada))\b",
        ),
        "misma": (r"(?P<same>misma\s+(?:tarde|noche|manana|jornada))\b",),
        "ultimos ultimas pasados pasadas": (
            rf"(?:ultim|pasad)[oa]s\s+(?:{_ES_N}\s+)?(?P<span>horas|dias|semanas|meses|anos)\b",
        ),
        "hace": ((
            rf"hace\s+(?:(?:apenas|ya|casi|mas\s+de|poco\s+mas\s+de|cerca\s+de|solo)\s+)*(?:(?P<few>unos|unas|varios|varias|algunos|algunas|pocos|"
            rf"pocas)\s+)?(?:{_ES_N}\s+)?(?P<hace>{_either(_ES_UNITS)})\b"
        ),),
        "va": (rf"va\s+del?\s+(?:(?:este|presente|el)\s+)?(?:(?P<unit>mes|ano)|{_ES_MO}|(?P<y>{_YEAR}))\b",),
        "principios comienzos inicios mediados fines finales primera segunda tercera cuarta": (
            rf"(?P<part>{_either(_ES_PARTS)})l?\s+(?:(?:este|presente|mes\s+de)\s+)?(?:{_ES_MO}\b{_ES_Y}|(?P<month>mes)\b)",
            r"(?P<yearend>fin(?:es|ales)\s+de(?:l|\s+este)?\s+ano)\b",
        ),
        "dia": (r"dia\s+(?P<dn>\d{1,2})(?!\s+de\b|[\w:%]|[.,]\d)", r"dia\s+(?P<neighbour>anterior|previo|siguiente)\b"),
        "dias semanas": (r"(?P<span>dias|semanas)\s+recientes\b",),
        "hoy ayer anoche vispera anteayer antier anteanoche manana antes": (
            rf"(?<!\bla )(?<!\buna )(?<!\bcada )(?P<rel>{_either(_ES_OFFSETS)})\b(?!\s+en\s+dia)",
        ),
    }),
    behind={
        "atras": (re.compile(rf"(?:(?:(?P<few>unos|unas|varios|varias|algunos|algunas)|{_ES_N})\s+)?{_ES_UNITS_RE}\s+$"), -1),
        "antes": (re.compile(rf"(?<!\w){_ES_N}\s+(?P<unit>dias?)\s+$"), -1),
        "despues": (re.compile(rf"(?<!\w){_ES_N}\s+(?P<unit>dias?)\s+$"), 1),
    },
    month_openers=frozenset(),
    year_openers=_words("en desde hasta durante el del de ano anos antes despues hacia a y e entre al para"),
    relations={"desde": "since", "hasta": "until", "antes": "before", "tras": "after", "despues": "after", "partir": "since"},
    deadlines=frozenset(["para", "hasta", "antes"]),
    openers=frozenset(["entre", "desde", "de", "del"]),
    links=frozenset(["y", "a", "al", "-", "hasta"]),
    ranges=frozenset(["al", "-", "hasta"]),
    months_are_capital=False,
)  # fmt: skip

TIME_WORDS: Mapping[str, TimeWords] = {"en": ENGLISH, "es": SPANISH}
