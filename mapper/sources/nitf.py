"""NITF, the XML of news agencies: one story a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mapper.errors import InputError
from mapper.sources.drafts import Draft
from mapper.sources.feeds import refuse_entities

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARAGRAPHS = ("p", "hl2", "li", "blockquote", "td", "dt", "dd")
_DATES = ("date.issue", "date.release", "story.date")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def draft_from_nitf(data: bytes, name: str) -> Draft:
    """
    Read a story: headline, dateline and paragraphs, id, date of issue, publisher.

    Raises
    ------
    InputError
        The XML is broken, defines entities, or has no text.
    """
    refuse_entities(data, name)
    try:
        root = ET.fromstring(data)  # noqa: S314 - entities are refused above, and expat fetches nothing
    except (ET.ParseError, LookupError, ValueError) as error:
        message = f"{name}: broken XML ({error}); save it again"
        raise InputError(message) from error
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    content = root.find(".//body.content")
    if content is None:
        content = root.find(".//body")
    lines = list(_lines(content)) if content is not None else []
    dateline = _words(root.find(".//dateline"))
    if lines and dateline and not lines[0].casefold().startswith(dateline.casefold()[:12]):
        lines[0] = f"{dateline} - {lines[0]}"
    if not lines:
        message = f"{name}: this NITF has no text in body.content; save its text as a .txt file"
        raise InputError(message)
    body = root.find(".//body")
    return Draft(
        text="\n\n".join(lines),
        title=_words(root.find(".//hedline/hl1")) or _words(root.find("./head/title")),
        published=next(filter(None, (_attribute(root, tag, "norm") for tag in _DATES)), None),
        url=_attribute(root, "pubdata", "ex-ref"),
        source=_attribute(root, "pubdata", "name") or _words(root.find(".//distributor")) or _words(root.find(".//rights.owner")),
        lang=root.get(_LANG) or (body.get(_LANG) if body is not None else None),
        article_id=_attribute(root, "doc-id", "id-string"),
    )


def _lines(element: ET.Element) -> Iterator[str]:
    """Give the paragraphs below an element in order; text outside of them stands for itself."""
    if element.tag in _PARAGRAPHS or not any(child.tag in _PARAGRAPHS for child in element.iter() if child is not element):
        words = _words(element)
        if words:
            yield words
        return
    for child in element:
        yield from _lines(child)


def _words(element: ET.Element | None) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _attribute(root: ET.Element, tag: str, attribute: str) -> str | None:
    found = next((each for each in root.iter(tag) if each.get(attribute)), None)
    return found.get(attribute) if found is not None else None
