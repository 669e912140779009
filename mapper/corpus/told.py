"""Events as lines of text and back, with all that merging and the tables need: the form in which finished parts are kept.

The texts of the articles stay behind; their gists, which merging compares, go along.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, fields, replace
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mapper.merge import day_of, gist, gist_of
from mapper.records import Article, Event, Evidence, Placement, Quantity, When, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from mapper.merge import Gist

_NESTED = ("evidence", "article", "when", "count", "where", "placement", "explanation", "reports")
_PLAIN = tuple(field.name for field in fields(Event) if field.name not in _NESTED)
_PLACED = tuple(field.name for field in fields(Placement) if field.name != "geometry")


def slim(event: Event) -> Event:
    """Leave out why an event was read so; what merging and the tables use stays."""
    return replace(event, where=Where(carried=event.where.carried), explanation=None)


class Teller:
    """Writes events as lines; the shapes that many events share are kept once, by digest, in ``shapes`` (hexadecimal WKB)."""

    def __init__(self) -> None:
        self.shapes: dict[str, str] = {}

    def lines(self, article: Article, events: Iterable[Event]) -> Iterator[str]:
        """Give one line a day: the day, a tab, then the article, its gist and its events of that day as JSON."""
        days: dict[int, list[object]] = {}
        for event in events:
            days.setdefault(day_of(event), []).append(self._event(event))
        if not days:
            return
        told, compared = asdict(article) | {"text": ""}, _told_gist(gist_of(article.text))
        for day in sorted(days):
            yield f"{day}\t{json.dumps([told, compared, days[day]])}\n"

    def _event(self, event: Event) -> list[object]:
        nested: list[object] = [_values(part) for part in (event.evidence, event.when, event.count)]
        return [[getattr(event, name) for name in _PLAIN], *nested, event.where.carried, self._placement(event.placement)]

    def _placement(self, placement: Placement | None) -> list[object] | None:
        if placement is None:
            return None
        return [[getattr(placement, name) for name in _PLACED], self._shape(placement.geometry)]

    def _shape(self, shape: BaseGeometry | None) -> list[float] | str | None:
        if shape is None:
            return None
        if shape.geom_type == "Point":
            return [shape.x, shape.y]
        name = _named(shape)
        if name not in self.shapes:
            self.shapes[name] = shape.wkb_hex
        return name


def events_of(line: str, shapes: Mapping[str, BaseGeometry]) -> list[tuple[Event, Gist]]:
    """Read a line back; ``shapes`` are by the digests in it."""
    told, compared, events = json.loads(line.split("\t", 1)[1])
    geotag = told.pop("geotag")
    article = Article(**told, geotag=tuple(geotag) if geotag else None)
    read = _gist(*compared)
    return [(_event(values, article, shapes), read) for values in events]


def _told_gist(gist: Gist) -> list[object]:
    """Write a gist; its signature is of 32 bits each, though it is counted with in 64."""
    return [sorted(gist.names), b64encode(gist.signature.astype("<u4").tobytes()).decode()]


def _gist(names: list[str], signature: str) -> Gist:
    import numpy as np

    return gist(frozenset(names), np.frombuffer(b64decode(signature), dtype="<u4").astype(np.uint64))


def _event(values: list[Any], article: Article, shapes: Mapping[str, BaseGeometry]) -> Event:
    plain, evidence, when, count, carried, placed = values
    return Event(
        **dict(zip(_PLAIN, plain, strict=True)),
        article=article,
        evidence=Evidence(**evidence),
        when=When(**when),
        count=Quantity(**count) if count else None,
        where=Where(carried=carried),
        placement=_placed(placed, shapes),
    )


def _placed(values: list[Any] | None, shapes: Mapping[str, BaseGeometry]) -> Placement | None:
    if values is None:
        return None
    plain, shape = values
    if isinstance(shape, list):
        from shapely import Point

        shape = Point(shape)
    elif shape is not None:
        shape = shapes[shape]
    return Placement(**dict(zip(_PLACED, plain, strict=True)), geometry=shape)


def _values(part: Evidence | When | Quantity | None) -> dict[str, Any] | None:
    return None if part is None else {field.name: getattr(part, field.name) for field in fields(part)}


@lru_cache(maxsize=4096)
def _named(shape: BaseGeometry) -> str:
    return sha256(shape.wkb).hexdigest()[:32]
