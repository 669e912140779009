"""RSS and Atom feeds: each entry is an article."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from mapper.errors import InputError
from mapper.sources.drafts import Draft
from mapper.sources.markup import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # marks of UTF-8 and UTF-16, and blanks


def refuse_entities(data: bytes, name: str) -> None:
    """
    Refuse XML that defines entities of its own: a few lines of them can fill all memory, and no newspaper needs them.

    Raises
    ------
    InputError
        The data defines an entity.
    """
    if _ENTITY.search(data.replace(b"\0", b"")):  # in UTF-16 too
        message = f"{name}: this XML defines entities of its own, which is not safe to read; save it without them"
        raise InputError(message)


def drafts_from_feed(data: bytes, name: str) -> list[Draft]:
    """
    Read the entries of an RSS or Atom feed: the whole content if they carry it, else the summary, else the title.

    The feed's title is the source and its language that of the entries; the point of an entry (georss, geo) is longitude, latitude.

    Raises
    ------
    InputError
        This is no feed.
    """
    import feedparser

    refuse_entities(data, name)
    if not data.replace(b"\0", b"").lstrip(_BEFORE_XML).startswith(b"<"):
        message = f"{name}: this is no feed, for it is no XML; give an RSS or Atom feed"
        raise InputError(message)
    feed: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        message = f"{name}: this XML is neither a feed nor NITF; save its articles as text, HTML or JSON lines"
        raise InputError(message)
    drafts = [_draft(entry, feed.feed) for entry in feed.entries]
    return [draft for draft in drafts if draft.text.strip()]


def _draft(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Draft:
    title = plain_text(entry.get("title") or "") or None
    parts = entry.get("content") or []
    whole = max((str(part.get("value") or "") for part in parts), key=len, default="")
    text = plain_text(whole) or plain_text(entry.get("summary") or "") or title or ""
    language = next((part.get("language") for part in parts if part.get("language")), None)
    publisher = (entry.get("source") or {}).get("title") or feed.get("title")
    return Draft(
        text=text,
        title=title,
        published=_as_written(entry, "published") or _as_written(entry, "updated"),
        url=entry.get("link"),
        source=plain_text(publisher or "") or None,
        lang=language or feed.get("language"),
        article_id=entry.get("id"),
        geotag=_point(entry),
    )


def _as_written(entry: Mapping[str, Any], name: str) -> str | None:
    """Give a field as the feed has it: feedparser's own way would take one date for another, and warn of it."""
    return dict.get(entry, name) if isinstance(entry, dict) else entry.get(name)


def _point(entry: Mapping[str, Any]) -> tuple[float, float] | None:
    """Give the point that an entry is tagged with, else the middle of its line or box; longitude, latitude in degrees."""
    where = entry.get("where") or {}
    try:
        if where.get("coordinates"):
            return _middle(list(_pairs(where["coordinates"])))
        if entry.get("geo_long") and entry.get("geo_lat"):
            return _middle([(float(entry["geo_long"]), float(entry["geo_lat"]))])
    except (TypeError, ValueError):
        return None
    return None


def _pairs(coordinates: Any) -> Any:  # noqa: ANN401 - a point, or lists of points
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for each in coordinates:
        yield from _pairs(each)


def _middle(pairs: list[tuple[float, float]]) -> tuple[float, float] | None:
    if not pairs or any(abs(lon) > 180 or abs(lat) > 90 for lon, lat in pairs):  # noqa: PLR2004 - degrees
        return None
    lons, lats = zip(*pairs, strict=True)
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
