"""Three things make up a static picture, in pixels with y down: areas, lines and words; shapes of marks come flattened to these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapper.maps.style import SHAPES, STATUS_FILLS, Points, flattened, style_of

_BOX = 24.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Ink:
    """How an area or line is drawn: colours (None for none), width and dashes in pixels, opacity 0-1."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """Closed rings, filled by the even-odd rule."""

    rings: tuple[Points, ...]
    ink: Ink


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An open line."""

    points: Points
    ink: Ink


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A text on one line, drawn as it is; ``y`` is its middle. ``halo`` is the colour around it, ``spacing`` is between letters."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    italic: bool = False
    halo: str | None = None
    spacing: float = 0.0


Drawing = Area | Line | Words


def text_width(text: str, size: float, spacing: float = 0.0) -> float:
    """Estimate the width of a text in pixels, a little too wide rather than too narrow."""
    return sum(0.72 if char.isupper() else 0.58 for char in text) * size + spacing * len(text)


def mark(event_type: str, status: str, x: float, y: float, size: float) -> list[Drawing]:
    """Draw an event's mark about a point: shape and colour by type, fill by status."""
    style = style_of(event_type)
    shape, fill, colour, paper = SHAPES[style.shape], STATUS_FILLS.get(status, "filled"), style.colour, "#ffffff"
    outline, glyph = (_placed(flattened(path), x, y, size) for path in (shape.outline, shape.glyph))
    if fill == "filled":
        ink = Ink(fill=colour, stroke=paper, width=1)
        return [Area(rings=outline, ink=ink), *(Line(points=line, ink=Ink(stroke=paper, width=1.5)) for line in glyph)]
    dash = (1.0, 2.0) if fill == "dotted" else ()
    drawn: list[Drawing] = [
        Area(rings=outline, ink=Ink(fill=paper, stroke=paper, width=4)),
        Area(rings=outline, ink=Ink(fill=paper, stroke=colour, width=1.7, dash=dash)),
        *(Line(points=line, ink=Ink(stroke=colour, width=1.3)) for line in glyph),
    ]
    if fill == "half":
        drawn.append(Area(rings=tuple(_left_of(ring, x) for ring in outline), ink=Ink(fill=colour)))
    reach = size * 0.5
    if fill in {"bar", "cross"}:
        drawn.append(Line(points=((x - reach, y + reach), (x + reach, y - reach)), ink=Ink(stroke=colour, width=1.7)))
    if fill == "cross":
        drawn.append(Line(points=((x - reach, y - reach), (x + reach, y + reach)), ink=Ink(stroke=colour, width=1.7)))
    return drawn


def _placed(lines: tuple[Points, ...], x: float, y: float, size: float) -> tuple[Points, ...]:
    scale = size / _BOX
    return tuple(tuple((x + (px - _BOX / 2) * scale, y + (py - _BOX / 2) * scale) for px, py in line) for line in lines)


def _left_of(ring: Points, x: float) -> Points:
    """Push every point of a ring that lies right of ``x`` back onto it."""
    return tuple((min(px, x), py) for px, py in ring)
