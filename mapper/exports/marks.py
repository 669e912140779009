"""Draw the mark of an event as SVG, as our map draws it: the type by shape and colour, the status by how the shape is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapper.maps.style import EventStyle, Fill

PAPER = "#ffffff"
_Box = tuple[float, float, float, float]
_LEFT: _Box = (-3, -3, 12, 27)
_RIGHT: _Box = (12, -3, 27, 27)
_STRIKES = {"bar": "M2 22 L22 2", "cross": "M4.5 4.5 L19.5 19.5 M4.5 19.5 L19.5 4.5"}


def mark_svg(look: EventStyle, fill: Fill) -> str:
    """Return the mark in a box of 30 by 30 with a light rim; its colours are fixed, and it is drawn by what SVG Tiny has.

    Examples
    --------
    >>> from mapper.maps.style import style_of
    >>> mark_svg(style_of("clash"), "filled").startswith('<svg xmlns="http://www.w3.org/2000/svg" width="30"')
    True
    """
    from mapper.maps.style import SHAPES

    shape = SHAPES[look.shape]
    colour = look.colour
    parts = [_stroked(shape.outline, PAPER, 5), _filled(shape.outline, colour if fill == "filled" else PAPER)]
    if fill == "half":
        parts.append(_filled(_clipped_area(shape.outline), colour))
    dots = ' stroke-dasharray="0.4 4.2"' if fill == "dotted" else ""
    parts.append(_stroked(shape.outline, colour, 2.8 if dots else 2.4, dots))
    if shape.glyph and fill == "half":
        parts += [_stroked(_clipped_lines(shape.glyph, _LEFT), PAPER, 2.2), _stroked(_clipped_lines(shape.glyph, _RIGHT), colour, 2.2)]
    elif shape.glyph and fill not in _STRIKES:
        parts.append(_stroked(shape.glyph, PAPER if fill == "filled" else colour, 2.2))
    if fill in _STRIKES:
        parts += [_stroked(_STRIKES[fill], PAPER, 6), _stroked(_STRIKES[fill], colour, 2.8)]
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30" viewBox="-3 -3 30 30">{"".join(parts)}</svg>'


def _clipped_area(path: str) -> str:
    """Give the left half of an outline: the SVG that QGIS draws (Tiny 1.2) knows no clipping."""
    from shapely import Polygon, box

    from mapper.maps.style import flattened

    whole = Polygon()
    for line in flattened(path):
        whole = whole.symmetric_difference(Polygon(line))
    half = whole.intersection(box(*_LEFT))
    polygons = [part for part in getattr(half, "geoms", [half]) if part.geom_type == "Polygon"]
    return " ".join(f"{_path(ring.coords)} Z" for polygon in polygons for ring in (polygon.exterior, *polygon.interiors))


def _clipped_lines(path: str, half: _Box) -> str:
    from shapely import LineString, box

    from mapper.maps.style import flattened

    pieces = [LineString(line).intersection(box(*half)) for line in flattened(path)]
    parts = [part for piece in pieces for part in getattr(piece, "geoms", [piece])]
    return " ".join(_path(part.coords) for part in parts if part.geom_type == "LineString" and not part.is_empty)


def _path(points: Iterable[Sequence[float]]) -> str:
    return "M" + " L".join(f"{x:.2f} {y:.2f}" for x, y, *_ in points)


def _filled(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="{colour}"/>'


def _stroked(path: str, colour: str, width: float, more: str = "") -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linejoin="round" stroke-linecap="round"{more}/>'
