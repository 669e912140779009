"""ninjs, the IPTC's JSON for news, versions 1 and 2."""

from __future__ import annotations

from typing import Any

from mapper.sources.drafts import Draft, draft_from, plain_value
from mapper.sources.markup import plain_text


def is_ninjs(value: dict[str, Any]) -> bool:
    """Say whether an object is an item of ninjs: it has a ``uri`` and a body or headline in the standard's form."""
    names = ("body_text", "body_xhtml", "bodies", "headlines", "versioncreated", "versionCreated")
    return isinstance(value.get("uri"), str) and any(name in value for name in names)


def draft_from_ninjs(item: dict[str, Any]) -> Draft:
    """Read an item: ``body_text``, else the text of ``body_xhtml``; version 2 has lists of bodies and headlines with their roles."""
    plain = item.get("body_text") or _first(item.get("bodies"), is_plain=True)
    marked = next((value for key, value in item.items() if key.startswith("body_") and key != "body_text" and isinstance(value, str)), None)
    text = plain if isinstance(plain, str) and plain.strip() else plain_text(marked or _first(item.get("bodies"), is_plain=False) or "")
    return draft_from(
        {
            "text": text,
            "title": item.get("headline") or item.get("title") or _first(item.get("headlines"), is_plain=True),
            "published": next((item[key] for key in _DATES if isinstance(item.get(key), str)), None),
            "url": _address(item),
            "source": item.get("provider") or item.get("source") or item.get("copyrightholder") or item.get("infosources"),
            "lang": item.get("language"),
            "article_id": item.get("uri"),
        }
    )


_DATES = ("firstcreated", "firstCreated", "versioncreated", "versionCreated", "contentcreated", "contentCreated")


def _address(item: dict[str, Any]) -> str | None:
    for key in ("link", "canonical", "uri"):
        value = plain_value(item.get(key))
        if value and value.startswith(("http://", "https://")):
            return value
    return None


def _first(bodies: object, *, is_plain: bool) -> str | None:
    """Give the longest value of a list of bodies or headlines, of those whose type is plain text or not."""
    listed = [body for body in bodies if isinstance(body, dict)] if isinstance(bodies, list) else []
    kinds = [str(body.get("contentType") or body.get("contenttype")) for body in listed]
    fitting = [str(body.get("value") or "") for body, kind in zip(listed, kinds, strict=True) if ("html" in kind) != is_plain]
    return max(fitting, key=len, default=None)
