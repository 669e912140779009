"""Draw the mark of an event as SVG, as our map draws it: the type by shape and colour, the status by how the shape is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.maps.style import EventStyle, Fill

PAPER = "#ffffff"
_STRIKES = {"bar": "M2 22 L22 2", "cross": "M4.5 4.5 L19.5 19.5 M4.5 19.5 L19.5 4.5"}


def mark_svg(look: EventStyle, fill: Fill) -> str:
    """Return the mark in a box of 30 by 30 with a light rim; its colours are fixed.

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
        parts.append(f'<g clip-path="url(#l)">{_filled(shape.outline, colour)}</g>')
    dots = ' stroke-dasharray="0.4 4.2"' if fill == "dotted" else ""
    parts.append(_stroked(shape.outline, colour, 2.8 if dots else 2.4, dots))
    if shape.glyph and fill not in _STRIKES:
        parts.append(_glyph(shape.glyph, colour, fill))
    if fill in _STRIKES:
        parts += [_stroked(_STRIKES[fill], PAPER, 6), _stroked(_STRIKES[fill], colour, 2.8)]
    clips = '<clipPath id="l"><path d="M-3 -3H12V27H-3Z"/></clipPath><clipPath id="r"><path d="M12 -3H27V27H12Z"/></clipPath>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30" viewBox="-3 -3 30 30">'
        f"{f'<defs>{clips}</defs>' if fill == 'half' else ''}{''.join(parts)}</svg>"
    )


def _glyph(path: str, colour: str, fill: Fill) -> str:
    if fill == "half":
        return f'<g clip-path="url(#l)">{_stroked(path, PAPER, 2.2)}</g><g clip-path="url(#r)">{_stroked(path, colour, 2.2)}</g>'
    return _stroked(path, PAPER if fill == "filled" else colour, 2.2)


def _filled(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="{colour}"/>'


def _stroked(path: str, colour: str, width: float, more: str = "") -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linejoin="round" stroke-linecap="round"{more}/>'
