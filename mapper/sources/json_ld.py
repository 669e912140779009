"""Articles described in JSON-LD (schema.org NewsArticle and its kin), in files of their own or inside web pages."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from mapper.sources.drafts import Draft, draft_from, plain_value

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCRIPT = re.compile(r"<script\b[^>]{0,300}?application/ld\+json[^>]{0,300}>(.*?)</script", re.IGNORECASE | re.DOTALL)
_KINDS = ("Article", "BlogPosting", "Report", "LiveBlogPosting")
_DEPTH = 6


def described_articles(value: object) -> Iterator[dict[str, Any]]:
    """Give every object of an article type in a JSON-LD value, also inside lists and ``@graph``."""
    yield from _walk(value, _DEPTH)


def _walk(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(value, list):
        for member in value:
            yield from _walk(member, depth - 1)
    elif depth and isinstance(value, dict):
        kinds = value.get("@type")
        listed = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind.endswith(_KINDS) for kind in listed):
            yield value
        for key in ("@graph", "mainEntity", "itemListElement"):
            yield from _walk(value.get(key), depth - 1)


def draft_from_json_ld(described: dict[str, Any]) -> Draft:
    """Read a schema.org article: its body, headline, date, publisher, address and language."""
    page = described.get("mainEntityOfPage")
    fields = {
        "text": html.unescape(plain_value(described.get("articleBody")) or plain_value(described.get("text")) or ""),
        "title": html.unescape(plain_value(described.get("headline")) or plain_value(described.get("name")) or ""),
        "published": described.get("datePublished") or described.get("dateCreated"),
        "url": described.get("url") or (page.get("@id") if isinstance(page, dict) else page),
        "source": described.get("publisher") or described.get("provider") or described.get("sourceOrganization"),
        "lang": described.get("inLanguage"),
        "article_id": described.get("identifier"),
    }
    return draft_from(fields)


def embedded_article(page: str) -> Draft | None:
    """Read the first article that a page describes in JSON-LD; None if it describes none. Broken descriptions are passed over."""
    for script in _SCRIPT.finditer(page):
        try:
            value = json.loads(script[1].strip())
        except (ValueError, RecursionError):
            continue
        for described in described_articles(value):
            return draft_from_json_ld(described)
    return None
