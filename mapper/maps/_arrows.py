"""Draw movements from one country to another in the static picture: an arrow each way, with its count as worded."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapper.maps._drawing import Area, Ink
from mapper.maps.style import STATUS_FILLS, THEME, style_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapper.maps._drawing import Drawing
    from mapper.maps.style import Points

_MOVING = frozenset({"crossing", "expulsion", "smuggling"})
_LENGTH, _LENGTH_ACROSS, _ASIDE, _APART = 58.0, 100.0, 26.0, 24.0
_MOST = 4
_SHORT_DEGREES = 0.02
_PAPER = THEME["paper"][0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrow:
    """One movement on the picture: from ``tail`` to ``tip`` in pixels, ``text`` the count as worded ("" where none is told)."""

    tail: tuple[float, float]
    tip: tuple[float, float]
    text: str
    width: float
    event_type: str
    status: str

    @property
    def outline(self) -> Points:
        """The arrow's points in pixels, tapered to its tail."""
        length = math.dist(self.tail, self.tip)
        ux, uy = (self.tip[0] - self.tail[0]) / length, (self.tip[1] - self.tail[1]) / length
        head, half = max(11.0, self.width * 1.8), self.width / 2
        sides = ((0, half * 0.4), (length - head, half), (length - head, half + head * 0.4), (length, 0))
        ring = (*sides, *((along, -aside) for along, aside in reversed(sides[:-1])))
        return tuple((self.tail[0] + ux * along - uy * aside, self.tail[1] + uy * along + ux * aside) for along, aside in ring)

    def drawn(self) -> list[Drawing]:
        """Draw the arrow: full where the movement happened, hollow where it did not."""
        colour, rings = style_of(self.event_type).colour, (self.outline,)
        is_full = STATUS_FILLS.get(self.status, "filled") == "filled"
        edge = Ink(fill=_PAPER, stroke=_PAPER, width=4)
        return [Area(rings=rings, ink=edge), Area(rings=rings, ink=Ink(fill=colour if is_full else _PAPER, stroke=colour, width=1.3))]


def arrows(
    spot: tuple[float, float], place: tuple[float, float], rows: Iterable[dict[str, Any]],
    countries: Mapping[str, tuple[float, float]], geometry: str,
) -> list[Arrow]:  # fmt: skip
    """Return the arrows of the events whose mark stands at ``spot`` (pixels), the largest counts first, beside the mark by turns.

    ``place`` is the spot as lon, lat; ``countries`` are points (lon, lat) inside countries by ISO-3 code, ``geometry`` names the column
    of the shapes. Where an event lies on a line, such as the border, its arrow crosses it squarely.
    """
    moves: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: -_count(row)):
        start, end = (str(row.get(name)) for name in ("direction_from", "direction_to"))
        if row.get("event_type") in _MOVING and start != end and start in countries and end in countries:
            moves.setdefault((start, end, count_text(row)), row)
    found = []
    for at, ((start, end, text), row) in enumerate(list(moves.items())[:_MOST]):
        ux, uy = _way(countries[start], countries[end], row[geometry], place)
        aside = (_ASIDE + _APART * (at // 2)) * (1 if at % 2 == 0 else -1)
        # over a line the arrow leaves the strands of all events there behind it
        reach = (_LENGTH_ACROSS if row[geometry].geom_type.endswith("LineString") else _LENGTH) / 2
        x, y = spot[0] - uy * aside, spot[1] + ux * aside
        found.append(Arrow(
            tail=(x - ux * reach, y - uy * reach), tip=(x + ux * reach, y + uy * reach), text=text,
            width=min(12.0, 3.5 + math.sqrt(_count(row) or 1) / 12), event_type=str(row["event_type"]), status=str(row.get("status")),
        ))  # fmt: skip
    return found


def count_text(row: Mapping[str, Any]) -> str:
    """Return an event's count as worded, else as a number; "" where none is told.

    >>> count_text({"count_text": "dozens of people"}), count_text({"count_min": 100.0}), count_text({"count_text": None})
    ('dozens of people', '100', '')
    """
    said = row.get("count_text")
    if isinstance(said, str) and said.strip():
        return said
    return f"{_count(row):.0f}" if _count(row) else ""


def _count(row: Mapping[str, Any]) -> float:
    number = row.get("count_min")
    known = isinstance(number, int | float) and math.isfinite(number)
    return max(0.0, float(number)) if known and number is not None else 0.0


def _way(
    start: tuple[float, float], end: tuple[float, float], shape: Any, place: tuple[float, float],  # noqa: ANN401 - any geometry
) -> tuple[float, float]:  # fmt: skip
    """Return the unit vector on the picture (y down) from one country towards another, square to a line that is crossed."""
    dx, dy = end[0] - start[0], start[1] - end[1]
    length = math.hypot(dx, dy) or 1.0
    if not shape.geom_type.endswith("LineString"):
        return dx / length, dy / length
    from shapely import Point

    middle = shape.project(Point(place))
    before, after = (shape.interpolate(max(0.0, middle + step)) for step in (-_SHORT_DEGREES, _SHORT_DEGREES))
    along = math.hypot(after.x - before.x, after.y - before.y) or 1.0
    # the line's own way turned by a quarter
    nx, ny = (after.y - before.y) / along, (after.x - before.x) / along
    return (nx, ny) if nx * dx + ny * dy >= 0 else (-nx, -ny)
