"""What a source says of an article, and how that becomes an Article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mapper.records import Article
from mapper.sources.encodings import with_plain_newlines

if TYPE_CHECKING:
    from collections.abc import Mapping

_ALIASES = {
    "text": "text body content contenttext articlebody articletext article fulltext maintext texto cuerpo contenido",
    "title": "title headline titulo titular",
    "published": "published date datepublished publishedat publishedon publicationdate publisheddate pubdate fecha fechapublicacion",
    "url": "url link sourceurl canonicalurl articleurl enlace",
    "source": "source publisher outlet medium site sitename provider newspaper fuente medio",
    "lang": "lang language inlanguage languagecode idioma",
    "article_id": "id articleid guid uuid identifier",
}
_FIELD_OF = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split()}
_LANGUAGE_NAMES = {
    **dict.fromkeys(("english", "eng", "ingles", "inglés"), "en"),
    **dict.fromkeys(("spanish", "spa", "espanol", "español", "castellano"), "es"),
}
_ISO_DATE = re.compile(r"\s*(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2})(?!\d))?(?!\d)")
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}(?:Z|[+-]\d{2}:?\d{2})?)?\s*$")
_MONTHS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """An article as its source gives it: everything but the text may be missing, and nothing is checked yet."""

    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None
    lang: str | None = None
    article_id: str | None = None
    geotag: tuple[float, float] | None = None


def finished(draft: Draft, *, lang: str | None, published: str | None) -> Article:
    """Complete a draft: what it lacks comes from ``lang`` and ``published``, else the language from its words, the id from URL or text."""
    text = with_plain_newlines(draft.text)
    url = web_address(draft.url)
    return Article(
        article_id=_line(draft.article_id) or url or sha256(text.encode("utf-8")).hexdigest()[:16],
        text=text,
        lang=language_code(draft.lang) or lang or _told_language(text),
        title=_line(draft.title),
        published=published_date(draft.published) or published,
        source=_line(draft.source),
        source_url=url,
        geotag=draft.geotag,
    )


def _told_language(text: str) -> str:
    from mapper.language.detection import detect_language

    return detect_language(text)


def _line(value: str | None) -> str | None:
    """Put a short value on one line; None if nothing is left."""
    return " ".join(with_plain_newlines(value).split()) or None if value is not None else None


def draft_from(record: Mapping[str, object]) -> Draft:
    """
    Read the fields of an article under their usual names in English and Spanish, the exact names first.

    Examples
    --------
    >>> draft_from({"Headline": "Gate shut", "body": "The gate is shut.", "publisher": {"name": "Wire"}, "id": 7})
    Draft(text='The gate is shut.', title='Gate shut', published=None, url=None, source='Wire', lang=None, article_id='7', geotag=None)
    """
    found: dict[str, Any] = {}
    for key, value in sorted(record.items(), key=lambda item: item[0] not in _ALIASES):
        field = key if key in _ALIASES else _FIELD_OF.get(re.sub(r"[^a-z]", "", key.lower()))
        word = plain_value(value)
        if field is not None and word is not None and field not in found:
            found[field] = word
    return Draft(text=found.pop("text", ""), **found)


def plain_value(value: object) -> str | None:
    """Give a text or number as text, an object by its name, a list by its first member; None for what is none of these."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("@id")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return str(value) if str(value).strip() else None


def language_code(value: str | None) -> str | None:
    """Give the ISO 639-1 code of "es", "es-PE", "Spanish"; None if it is none of these."""
    word = (value or "").strip().lower()
    if re.fullmatch(r"[a-z]{2}(?:[-_][a-z0-9-]+)?", word):
        return word[:2]
    return _LANGUAGE_NAMES.get(word)


def web_address(value: str | None) -> str | None:
    """Give an http(s) address without its fragment; None for anything else, such as ``javascript:``."""
    word = (value or "").strip().split("#")[0]
    return word if re.match(r"https?://[^\s<>\"']+$", word) else None


def published_date(value: str | None) -> str | None:
    """
    Give a publication date as ``YYYY-MM-DD`` or ``YYYY-MM``, as written, whatever its time zone; None if it is no date.

    Examples
    --------
    >>> published_date("2025-11-28T17:15:00-05:00"), published_date("Fri, 28 Nov 2025 17:15:00 -0500"), published_date("28/11/2025")
    ('2025-11-28', '2025-11-28', '2025-11-28')
    """
    word = (value or "").strip()
    iso = _ISO_DATE.match(word) or _COMPACT.match(word)
    if iso is not None:
        return _calendar_day(iso[1], iso[2], iso[3])
    day_first = _DAY_FIRST.match(word)
    if day_first is not None:
        return _calendar_day(day_first[3], day_first[2], day_first[1])
    try:
        return parsedate_to_datetime(word).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _calendar_day(year: str, month: str, day: str | None) -> str | None:
    try:
        whole = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]
