"""Sentences of a text with their offsets, paragraphs and headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

HEADING_LENGTH = 150
"""A line of up to this many characters without a full stop at its end is a heading."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Before a name or a number, in any case; the second set only with a capital, because "mar." and "sun." also end sentences.
_ABBREVIATIONS = _words(
    """
    mr mrs ms dr prof gen lt col capt sgt maj cpl cmdr adm gov sen rep rev hon pres supt insp st mt ft sr jr vs etc inc ltd corp bros approx
    sra srta dra ing lic arq abg gral cnel tte pdte pdta dip ud uds vd núm num arts av avda urb dpto depto prov dist aprox tel telf cía
    hnos i.e e.g cf ca pág págs no nos nro nros n.º n.° nº n° vol art
    """
)
_CAPITAL_ABBREVIATIONS = _words(
    """
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun Ene Abr Ago Set Dic Cap Co Min Mons Sta Sto Op Sec Fig
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ont Ore Pa Penn Tenn Tex Va Vt
    Wash Wis Wyo Alta Sask Que Ver Chis Tamps Coah Chih Sin Son Oax Gro Jal Edo Kp
    """
)
_BEFORE_NUMBER = _words("p pp ch sec fig km ruta rte cap res dec ds d.s")
_STARTERS = _words(
    """
    the a an in on at it its he she they we i this that these those there but and as after before when while if for from with by
    his her their our some many most all according officials police
    el la los las un una unos unas en es se su sus lo al del de por para con sin según cuando mientras si y pero tras desde hasta este
    esta estos estas ese esa eso hay ya también además ambos
    """
)
_STOP = re.compile(
    r"(?<![.!?\u2026])([.!?\u2026]++)[\"'\u201d\u2019\u00bb)\]]*+(?P<gap>\s++)"
    r"(?=[\"'\u201c\u2018\u00ab(\[\u00bf\u00a1\u2014\u2013#*-]*+(?P<next>\w*+))"
)
_LAST_WORD = re.compile(r"[^\s\"'\u201c\u2018\u00ab(\[\u00bf\u00a1\u2014\u2013]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|[^\W\d_a-z]|EE\.?\s?UU|UU")
_BULLET = re.compile(r"[ \t]*(?:[-*+\u2022\u25cf\u25a0\u25aa\u2013\u2014\u00b7]|#{1,6}|\d{1,2}[.)])[ \t]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """
    A sentence: ``text[start:end]`` of the article.

    ``paragraph`` and ``index`` count from 0 over the article. ``is_heading``: a title, a by-line or another line that is no running text.
    """

    start: int
    end: int
    paragraph: int
    index: int
    is_heading: bool


def split_sentences(text: str, lang: str) -> tuple[Sentence, ...]:  # noqa: ARG001 - both languages share one list of abbreviations
    r"""
    Split a text into sentences.

    A line break ends a sentence unless the text is wrapped at a column; abbreviations, initials, decimals and numbered items do not.
    ``lang`` is there for languages whose rules differ; English and Spanish, often mixed in one article, share theirs.

    Examples
    --------
    >>> text = "Border shut\n\nGen. J. Soto spoke at 8 a.m. on Friday. Nobody crossed."
    >>> [text[s.start : s.end] for s in split_sentences(text, "en")]
    ['Border shut', 'Gen. J. Soto spoke at 8 a.m. on Friday.', 'Nobody crossed.']
    """
    sentences: list[Sentence] = []
    paragraphs = _paragraphs(text)
    for number, (start, end) in enumerate(paragraphs):
        heading = len(paragraphs) > 1 and _is_heading(text[start:end])
        for first, last in _sentences_of(text, start, end):
            sentences.append(Sentence(start=first, end=last, paragraph=number, index=len(sentences), is_heading=heading))
    return tuple(sentences)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines without the blanks around them; those of a text wrapped at a column are joined."""
    found: list[tuple[int, int]] = []
    block: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = offset + len(line) - len(line.lstrip())
            block.append((start, start + len(stripped)))
        else:
            found += _unwrapped(text, block)
            block = []
        offset += len(line) + 1
    return found + _unwrapped(text, block)


def _unwrapped(text: str, block: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the lines of a block that was wrapped at 60 to 100 columns or so; keep lines that stand for themselves."""
    if len(block) < 2:  # noqa: PLR2004 - one line cannot be wrapped
        return block
    widest = max(end - start for start, end in block)
    is_full = [end - start >= widest - 20 for start, end in block[:-1]]
    is_column = 40 <= widest <= 120 and all(is_full)  # noqa: PLR2004 - the widths of mails and wires
    joined = [block[0]]
    for start, end in block[1:]:
        before = joined[-1]
        goes_on = is_column or text[start].islower()
        if goes_on and not _BULLET.match(text, start):
            joined[-1] = (before[0], end)
        else:
            joined.append((start, end))
    return joined


def _is_heading(line: str) -> bool:
    if line.startswith("#"):
        return True
    if len(line) > HEADING_LENGTH or "\n" in line or _BULLET.match(line):
        return False
    last = line.rstrip("\"'\u201d\u2019\u00bb)]")[-1:]
    return last not in {".", "!", "?", "\u2026", ":", ";", ","} or (line[0] == "\u00bf" and last == "?")


def _sentences_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    bullet = _BULLET.match(text, start, end)
    first = bullet.end() if bullet else start
    while first < end and text[first].isspace():  # a bullet alone on its line
        first += 1
    found = []
    for match in _STOP.finditer(text, first, end):
        if _ends_sentence(text[max(first, match.start() - 30) : match.start()], match):
            found.append((first, match.start("gap")))
            first = match.end()
    if first < end:
        found.append((first, end))
    return found


def _ends_sentence(before: str, stop: re.Match[str]) -> bool:
    following = stop["next"]
    if following[:1].islower():
        return False
    word = _LAST_WORD.search(before)
    if stop[1] != "." or word is None:
        return True
    last = word[0]
    if following[:1].isdigit() and last.lower() in _BEFORE_NUMBER:
        return False
    if last.lower() == "no" and not following[:1].isdigit():
        return True  # "He said no. They left.", but "No. 11"
    if last.lower() in _ABBREVIATIONS or last in _CAPITAL_ABBREVIATIONS or _INITIALS.fullmatch(last):
        return following.lower() in _STARTERS
    return True
