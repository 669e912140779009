"""Articles and events as JSON and back, without loss of what merging and placing need."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from mapper.errors import InputError
from mapper.records import Article, Event, Evidence, Location, Place, Placement, Quantity, Toponym, When, Where

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

Value = TypeVar("Value")

_LARGEST = 2**63 - 1

_LEFT_OUT = frozenset(("article", "candidates", "explanation", "reports"))


def article_json(article: Article) -> str:
    """Write an article as JSON that every database can keep: no NUL, no lone surrogate."""
    return _dumped(_plain(article))


def article_from(text: str) -> Article:
    """Read an article that `article_json` wrote.

    Raises
    ------
    InputError
        It is damaged.
    """
    return _undamaged(text, lambda told: Article(**told | {"geotag": _pair(told.get("geotag"))}))


def event_json(event: Event) -> str:
    """Write an event as JSON, without its article, the reports of a merged one, and why it was read so.

    Geometries are well-known binary in hex digits: nothing is rounded.
    """
    return _dumped(_plain(event))


def event_from(text: str, article: Article) -> Event:
    """Read an event that `event_json` wrote, as told by an article.

    Raises
    ------
    InputError
        It is damaged.
    """
    return _undamaged(text, lambda told: _event(told, article))


def storable(value: object) -> object:
    r"""Replace what a database cannot keep: NUL and lone surrogates in text, numbers beyond 64 bits.

    >>> storable("a\0b") == "a\ufffdb", storable(10**30) == 2**63 - 1
    (True, True)
    """
    if isinstance(value, str):
        if value.isascii() and "\0" not in value:
            return value
        return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in value)
    return min(value, _LARGEST) if isinstance(value, int) and not isinstance(value, bool) else value


def _dumped(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if _is_utf8(text) else json.dumps(value, separators=(",", ":"))


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field of a record
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(held)
            for field in fields(value)
            if field.name not in _LEFT_OUT and ((held := getattr(value, field.name)) != field.default or field.default is MISSING)
        }
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.wkb_hex if hasattr(value, "wkb_hex") else value


def _undamaged(text: str, made: Callable[[dict[str, Any]], Value]) -> Value:
    try:
        return made(json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = f"the store holds a damaged record ({' '.join(str(error).split())[:120]}); add its articles to a new store"
        raise InputError(message) from error


def _event(told: dict[str, Any], article: Article) -> Event:
    made = {
        "evidence": Evidence(**told["evidence"]),
        "when": When(**told.get("when", {})),
        "count": Quantity(**told["count"]) if "count" in told else None,
        "where": _where(told.get("where", {})),
        "placement": _placement(told["placement"]) if "placement" in told else None,
    }
    return Event(**told | made, article=article)


def _where(told: dict[str, Any]) -> Where:
    made = {
        "location": _location(told["location"]) if "location" in told else None,
        "stretch": _pair(told.get("stretch")),
        "zones": tuple(map(_location, told.get("zones", ()))),
    }
    return Where(**told | made)


def _location(told: dict[str, Any]) -> Location:
    place = told.get("place")
    return Location(**told | {"toponym": Toponym(**told["toponym"]), "place": Place(**place) if place else None})


def _placement(told: dict[str, Any]) -> Placement:
    return Placement(**told | {"geometry": _geometry(told.get("geometry"))})


def _geometry(digits: str | None) -> BaseGeometry | None:
    if digits is None:
        return None
    import shapely

    return shapely.from_wkb(digits)


def _pair(told: list[Any] | None) -> Any:  # noqa: ANN401 - of numbers, whole or not
    return None if told is None else tuple(told)
