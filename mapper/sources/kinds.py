"""What a file is: told by its content, then by its ending."""

from __future__ import annotations

import re
from typing import Literal

from mapper.sources.table_kinds import table_kind

Kind = Literal["text", "markdown", "html", "json", "jsonl", "csv", "feed", "nitf", "events", "our page", "kml", "plover", "xml"]

HEAD = 8_192
"""Bytes at the start of a file that tell what it is."""

ENDINGS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonld": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".nitf": "nitf",
    ".geojson": "events", ".geojsonl": "events", ".geojsons": "events", ".gpkg": "events", ".parquet": "events",
}  # fmt: skip
"""Endings that are read, also inside folders."""

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article|main)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:(?:<!--.{0,2000}?-->|<\?[^>]{0,300}>|<!doctype[^>\[]{0,300}>)\s*){0,8}<(?:[a-z]{1,10}:)?(rss|feed|rdf|nitf)\b",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_XML = re.compile(
    rb"(?:<\?xml\s[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:(kml)|gpx|svg)\b|<\?xml\s", re.IGNORECASE | re.DOTALL
)
_PLOVER = re.compile(rb'"event_loc"\s*:.*"cite_info"\s*:', re.DOTALL)
_OUR_PAGE = re.compile(rb'<meta name="generator" content="border-event-mapper">')
_MARKS = b"\xef\xbb\xbf\x1e \t\r\n"


def kind_of(head: bytes, ending: str) -> Kind:
    """
    Tell what a file is from its first bytes and its ending (with its dot, in lower case; empty if it has none).

    Examples
    --------
    >>> kind_of(b"<!DOCTYPE html><title>x</title>", ".txt"), kind_of(b'{"text": "x"}', ".txt"), kind_of(b"Lima.", "")
    ('html', 'jsonl', 'text')
    """
    start = head.lstrip(_MARKS)
    if table_kind(head) is not None:
        return "events"
    xml = _XML.match(start)
    if xml is not None:
        return "nitf" if xml[1].lower() == b"nitf" else "feed"
    if _HTML.match(start):
        return "our page" if _OUR_PAGE.search(head) else "html"
    named = ENDINGS.get(ending)
    other = _OTHER_XML.match(start)
    if other is not None and (other[1] or named not in ("html", "feed", "nitf")):
        return "kml" if other[1] else "xml"
    if start[:1] in (b"{", b"[") and named not in ("csv", "markdown"):
        return _kind_of_json(start, named)
    return "text" if named in (None, "events") or (named in ("feed", "nitf") and not start.startswith(b"<")) else named


def _kind_of_json(start: bytes, named: Kind | None) -> Kind:
    """Tell JSON from JSON lines, and both from a text that opens with a bracket."""
    if _PLOVER.search(start):
        return "plover"
    if named in ("json", "jsonl", "events"):
        return "jsonl" if named == "jsonl" else "json"
    if not re.match(rb'\{\s*"|\[\s*(?:\{|\])', start):
        return "text"
    return "jsonl" if re.match(rb'\{\s*"[^\n]*\}\s*(?:\n|$)', start) or b"\n" not in start else "json"
