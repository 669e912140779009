"""Write a composed picture as SVG: small, without scripts, texts as texts."""

from __future__ import annotations

import html
from itertools import pairwise
from typing import TYPE_CHECKING

from mapper.maps._composition import HEIGHT, WIDTH
from mapper.maps._drawing import Area, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapper.maps._drawing import Drawing, Ink, Words
    from mapper.maps.style import Points

__all__ = ["svg_text"]


def svg_text(drawings: Iterable[Drawing], name: str) -> str:
    """Return an SVG element of 1000 by 740 pixels; ``name`` is read out in its place."""
    title = html.escape(_shown(name))
    inside = "".join(_element(drawing) for drawing in drawings)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{title}" font-family="system-ui, sans-serif"><title>{title}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{inside}</svg>'
    )


def _element(drawing: Drawing) -> str:
    if isinstance(drawing, Area):
        path = "".join(_path(ring, closed=True) for ring in drawing.rings if ring)
        return f'<path d="{path}" fill-rule="evenodd"{_ink(drawing.ink)}/>' if path else ""
    if isinstance(drawing, Line):
        if not drawing.points:
            return ""
        return f'<path d="{_path(drawing.points, closed=False)}"{_ink(drawing.ink)}/>'
    return _words(drawing)


def _path(points: Points, *, closed: bool) -> str:
    """Write a path to a tenth of a pixel, each point as the step from the one before: half as long as with full positions."""
    grid = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(grid)]
    said = "l" + "".join(_pair(*step) for step in steps if step != (0, 0)) if any(step != (0, 0) for step in steps) else ""
    return "M" + _pair(*grid[0]).strip() + said.replace("l ", "l") + ("Z" if closed else "")


def _pair(x: int, y: int) -> str:
    """Write two numbers of tenths; a minus parts them from what stands before as well as a space does."""
    return "".join(text if text.startswith("-") else f" {text}" for text in (f"{x / 10:g}", f"{y / 10:g}"))


def _ink(ink: Ink) -> str:
    said = f' fill="{ink.fill or "none"}"'
    if ink.stroke:
        said += f' stroke="{ink.stroke}" stroke-width="{ink.width:g}" stroke-linejoin="round"'
    if ink.dash:
        said += f' stroke-dasharray="{" ".join(f"{length:g}" for length in ink.dash)}"'
    return said if ink.opacity == 1 else f'{said} opacity="{ink.opacity:g}"'


def _words(words: Words) -> str:
    said = f'x="{words.x:.1f}" y="{words.y:.1f}" font-size="{words.size:g}" fill="{words.colour}" dominant-baseline="central"'
    if words.anchor != "start":
        said += f' text-anchor="{words.anchor}"'
    if words.bold:
        said += ' font-weight="600"'
    if words.spacing:
        said += f' letter-spacing="{words.spacing:g}"'
    if words.halo:
        said += f' stroke="{words.halo}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"'
    return f"<text {said}>{html.escape(_shown(words.text))}</text>"


def _shown(text: str) -> str:
    """Drop what XML cannot hold."""
    return "".join(char for char in text if char.isprintable())
