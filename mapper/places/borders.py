"""Borders named in words: "the border with Chile", "frontera peruano-chilena", "Poland-Belarus border", "hito 9"."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mapper.border import FOCUS_BORDER, border_between
from mapper.places.words import LOWER
from mapper.records import Toponym

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.places.gazetteer import Gazetteer
    from mapper.places.recognition import Found
    from mapper.places.words import Words

_NOUN = (
    r"(?:land |terrestrial |common |shared |international |northern |southern |eastern |western )?"
    r"(?:borders?|frontiers?|boundary|borderline)"
)
_NOMBRE = (
    r"(?:l[ií]neas? (?:de |divisoria de )?)?(?:fronteras?|l[ií]mites?|l[ií]nea fronteriza|fronteiras?)"
    r"(?: terrestre| com[uú]n| norte| sur)?"
)
_WITH = re.compile(rf"(?i)\b(?:{_NOUN} with(?: the)?|{_NOMBRE} (?:con|com)(?: el| la| los| o| a)?)\s+$")
_BETWEEN = re.compile(rf"(?i)\b(?:{_NOUN} between(?: the)?|(?:{_NOMBRE}) entre(?: el| la| los| o| a)?)\s+$")
_AND = re.compile(r"(?i)^\s+(?:and|y|e)(?: the| el| la| los| o| a)?\s+$")
_NESTS = re.compile(r"(?i)\b(?:with|con|com|between|entre)\b")
_DASH = re.compile(r"^\s?[-\u2013/]\s?$")
_AFTER = re.compile(rf"(?i)^\.?\s(?:{_NOUN})\b")
_BEFORE = re.compile(r"(?i)\b(?:fronteras?|l[ií]mites?|l[ií]nea fronteriza)\s+$")
_SHARED = re.compile(
    r"(?i)\b(?:common (?:border|frontier|boundary)|shared (?:border|frontier)|frontera (?:com[uú]n|compartida)"
    r"|border between the two (?:countries|nations|neighbou?rs)|frontera entre (?:ambos|los dos) pa[ií]ses)\b"
)
_COMPOUND = re.compile(r"(?i)\bfrontera\s+(\w+o)-(\w+)\b")
_LINE = re.compile(r"(?i)\b(?:l[ií]nea de la concordia|concordia line)\b")
_MARKER = re.compile(
    r"(?i)\b(?:hitos?|boundary markers?|border markers?|boundary monuments?|markers?)\s+(?:fronterizos?\s+)?"
    r"(?:no\.?\s?|n[.º°]+\s?|n[uú]mero\s|number\s)?"
    r"\d{1,2}(?:\s(?:y|al|a|and|to|through|hasta el|-)\s(?:hito |marker )?\d{1,2})?\b"
)
_TRIPOINT = re.compile(
    r"(?i)\b(?:hito tripartito|punto tripartito|frontera tripartita|tripartite (?:marker|point|border)|tripoint|trifinio|hito trifinio)\b"
    r"|\bTripartito\b"
)
# "Chile's border with Peru", "Chile reabrió su frontera con Perú".
NEAR_WORDS = 8
_FOCUS_TOWNS = frozenset(("tacna", "arica"))
_LONGEST_PHRASE = 60
_LONGEST_LINK = 12
# Spanish compounds keep the old stem of the first demonym: peruano-chilena, chileno-boliviana, colombo-venezolana, argentino-chilena.
_STEMS = {
    "colombo": "COL", "domínico": "DOM", "dominico": "DOM", "hispano": "ESP", "franco": "FRA", "greco": "GRC", "ruso": "RUS",
    "anglo": "GBR", "luso": "PRT", "indo": "IND", "sino": "CHN", "irano": "IRN", "serbo": "SRB", "austro": "AUT", "italo": "ITA",
    "ítalo": "ITA", "germano": "DEU",
}  # fmt: skip


def border_toponyms(words: Words, found: Sequence[Found], gazetteer: Gazetteer) -> list[Toponym]:
    """Give the borders that a text names, with their ids where the two countries are known or can be told from the article."""
    text = words.text
    countries = {name.first: country for name in found if (country := _country(name, gazetteer)) is not None}
    focus = Counter(countries.values())
    spans = {(start, end): border for start, end, border in _phrases(words, found, countries)}
    for pattern, border in ((_LINE, FOCUS_BORDER), (_SHARED, _main_border(focus))):
        for match in pattern.finditer(text):
            spans.setdefault(match.span(), border)
    for match in _COMPOUND.finditer(text):
        border = _compound(match, gazetteer)
        if border:
            spans.setdefault(match.span(), border)
    if focus["PER"] or focus["CHL"] or any(word in _FOCUS_TOWNS for name in found for word in words.folded[name.first : name.end]):
        # Only this border's monuments are known by their numbers.
        for pattern in (_MARKER, _TRIPOINT):
            for match in pattern.finditer(text):
                spans.setdefault(match.span(), FOCUS_BORDER)
    return [
        Toponym(text=text[start:end], start=start, end=end, kind="border", border_id=border)
        for (start, end), border in _outermost(spans).items()
    ]


def is_swallowed(toponym: Toponym, borders: Sequence[Toponym]) -> bool:
    """Tell names that are part of a border's own (Tripartito, Peru-Chile border) from the country's beside it (border with Chile)."""
    around = [border for border in borders if border.start <= toponym.start and toponym.end <= border.end]
    return any(not _NESTS.search(border.text) and not _is_one_sided(toponym, border) for border in around)


def _is_one_sided(toponym: Toponym, border: Toponym) -> bool:
    return toponym.mention == "adjectival" and border.border_id is None


def _outermost(spans: dict[tuple[int, int], str | None]) -> dict[tuple[int, int], str | None]:
    """Drop phrases inside longer ones."""
    kept: dict[tuple[int, int], str | None] = {}
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not any(other[0] <= span[0] and span[1] <= other[1] for other in kept):
            kept[span] = spans[span]
    return kept


def _country(name: Found, gazetteer: Gazetteer) -> str | None:
    places = [gazetteer.place(number) for _, number in name.postings]
    return next((place.country for place in places if place.kind == "country"), None)


def _phrases(
    words: Words, found: Sequence[Found], countries: dict[int, str]
) -> Iterator[tuple[int, int, str | None]]:
    text = words.text
    for position, name in enumerate(found):
        start, end = words.start[name.first], words.end[name.end - 1]
        before = text[max(0, start - _LONGEST_PHRASE) : start]
        one = countries.get(name.first)
        following = found[position + 1] if position + 1 < len(found) else None
        gap = text[end : words.start[following.first]] if following is not None else ""
        if name.mention != "adjectival" and (match := _WITH.search(before)):
            yield start - len(before) + match.start(), end, _pair_with(one, position, found, countries)
        if name.mention == "adjectival" and one:
            yield from _one_sided(words, name)
        if following is None or len(gap) > _LONGEST_LINK:
            continue
        far, other = words.end[following.end - 1], countries.get(following.first)
        border = border_between(one, other) if one and other else FOCUS_BORDER if _is_focus_pair(words, name, following) else None
        if (match := _BETWEEN.search(before)) and _AND.match(gap):
            yield start - len(before) + match.start(), far, border
        elif _DASH.match(gap) and (match := _AFTER.match(text[far : far + 30])):
            yield start, far + match.end(), border
        elif _DASH.match(gap) and (match := _BEFORE.search(before)):
            yield start - len(before) + match.start(), far, border


def _one_sided(words: Words, name: Found) -> Iterator[tuple[int, int, str | None]]:
    """Give "the Algerian border" and "la frontera eslovaca"; with whom, the article decides."""
    text, start, end = words.text, words.start[name.first], words.end[name.end - 1]
    if words.shape[name.first] == LOWER:
        before = text[max(0, start - _LONGEST_PHRASE) : start]
        if match := _BEFORE.search(before):
            yield start - len(before) + match.start(), end, None
    elif match := _AFTER.match(text[end : end + _LONGEST_LINK * 2]):
        yield start, end + match.end(), None


def _is_focus_pair(words: Words, one: Found, other: Found) -> bool:
    pair = {" ".join(words.folded[name.first : name.end]) for name in (one, other)}
    return pair == _FOCUS_TOWNS


def _pair_with(
    one: str | None, position: int, found: Sequence[Found], countries: dict[int, str]
) -> str | None:
    """Find the other country of "the border with X" where it stands right before ("Chile's border with Peru"); else the article decides."""
    if one is None:
        return None
    if position and found[position].first - found[position - 1].first < NEAR_WORDS:
        other = countries.get(found[position - 1].first)
        return border_between(one, other) if other else None
    return None


def _main_border(focus: Counter[str]) -> str | None:
    often = [country for country, _ in focus.most_common(4)]
    pairs = ((a, b) for index, a in enumerate(often) for b in often[index + 1 :])
    return next((border for a, b in pairs if (border := border_between(a, b))), None)


def _compound(match: re.Match[str], gazetteer: Gazetteer) -> str | None:
    codes = [_STEMS.get(part.lower()) or _demonym(part, gazetteer) for part in match.groups()]
    return border_between(codes[0], codes[1]) if codes[0] and codes[1] else None


def _demonym(word: str, gazetteer: Gazetteer) -> str | None:
    return next((gazetteer.place(number).country for role, number in gazetteer.lookup(word) if role == "d"), None)
