"""Say how each type and status of event is drawn: colours, shapes, fills and names in English and Spanish.

The one home of these: the canvas layer's script gets them as JSON (`client_style`), the static picture reads them here. Shapes are
SVG paths of absolute M, L, C and Z commands in a box of 24 by 24, y down, so that ``Path2D`` draws them as they stand. ``outline`` is
the area that the status fills (both fill rules agree on it), ``glyph`` strokes upon it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from mapper.maps.words import LABELS, LANGUAGES, WORDS

__all__ = [
    "EVENT_STYLES", "LAND", "LANGUAGES", "OTHER_STYLE", "SHAPES", "STATUS_FILLS", "SUB_SHAPES", "THEME", "WORDS",
    "EventStyle", "Fill", "Points", "Shape", "client_style", "flattened", "label", "style_of", "theme_css",
]

Fill = Literal["filled", "hollow", "half", "bar", "dotted", "cross"]
Points = tuple[tuple[float, float], ...]
_STEPS = 6  # of a curve; for a quarter of a circle: 0.05 off at the most

THEME: dict[str, tuple[str, str]] = {
    "sea": ("#dbe5ea", "#14181c"),
    "land": ("#efebe2", "#2a2d31"),
    "coast": ("#b3b3aa", "#4b5157"),
    "neighbour": ("#a59f92", "#646b72"),
    "region": ("#d3ccbd", "#40454b"),
    "border": ("#1f2429", "#f4f1ea"),
    "halo": ("#fffdf8", "#0d1013"),
    "ink": ("#23282d", "#eceae4"),
    "muted": ("#5a5f64", "#a9aeb4"),
    "paper": ("#ffffff", "#1c2025"),
    "rule": ("#d9d5cc", "#3a4047"),
    "accent": ("#00639c", "#6cc0f0"),
    "zone": ("#b98a2f", "#d9ae5a"),
}
"""Colours of everything but the events, on light and on dark; in the page they are CSS properties such as ``--map-land``."""

LAND: dict[str, str] = dict(zip(("light", "dark"), THEME["land"], strict=True))
"""The ground that colours must stand out from, by theme."""

STATUS_FILLS: dict[str, Fill] = {
    "reported": "filled", "ongoing": "filled", "announced": "hollow", "attempted": "half",
    "prevented": "bar", "alleged": "dotted", "denied": "cross",
}
"""How a mark is filled: full where it happened, hollow where it did not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """A mark in a box of 24 by 24: the area that the status fills, and strokes upon it (empty for none)."""

    outline: str
    glyph: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EventStyle:
    """A type's fixed look: colour on light and on dark land (both at least 3:1), and the name of its shape."""

    colour: str
    dark_colour: str
    shape: str


_DISC = "M22 12 C22 17.52 17.52 22 12 22 C6.48 22 2 17.52 2 12 C2 6.48 6.48 2 12 2 C17.52 2 22 6.48 22 12 Z"
_HOLE = "M16.5 12 C16.5 9.51 14.49 7.5 12 7.5 C9.51 7.5 7.5 9.51 7.5 12 C7.5 14.49 9.51 16.5 12 16.5 C14.49 16.5 16.5 14.49 16.5 12 Z"

SHAPES: dict[str, Shape] = {
    "chevron_disc": Shape(outline=_DISC, glyph="M9.5 6.5 L15 12 L9.5 17.5"),
    "shield": Shape(
        outline="M12 1.5 L21 4.5 L21 11.5 C21 16.8 17.4 20.6 12 22.5 C6.6 20.6 3 16.8 3 11.5 L3 4.5 Z",
        glyph="M7.5 11.5 L12 8 L16.5 11.5 M7.5 16 L12 12.5 L16.5 16",
    ),
    "badge": Shape(
        outline="M12 1.5 L21 4.5 L21 11.5 C21 16.8 17.4 20.6 12 22.5 C6.6 20.6 3 16.8 3 11.5 L3 4.5 Z",
        glyph="M12 6.5 L13.4 10.2 L17.3 10.4 L14.2 12.8 L15.3 16.6 L12 14.4 L8.7 16.6 L9.8 12.8 L6.7 10.4 L10.6 10.2 Z",
    ),
    "triangle": Shape(outline="M12 2 L23 21 L1 21 Z", glyph="M12 9 L12 14.5 M12 17.4 L12 18.2"),
    "barred_disc": Shape(outline=_DISC, glyph="M6.5 12 L17.5 12"),
    "open_ring": Shape(outline=f"{_DISC} {_HOLE}"),
    "diamond": Shape(outline="M12 1 L23 12 L12 23 L1 12 Z", glyph="M8.7 9 L8.7 15 M12 7 L12 17 M15.3 9 L15.3 15"),
    "arrow_back": Shape(outline="M12.5 2 L1.5 12 L12.5 22 L12.5 16.5 L22.5 16.5 L22.5 7.5 L12.5 7.5 Z"),
    "burst": Shape(
        outline="M12 0.8 L14.3 6.4 L19.9 4.1 L17.6 9.7 L23.2 12 L17.6 14.3 L19.9 19.9 L14.3 17.6 L12 23.2 L9.7 17.6"
        " L4.1 19.9 L6.4 14.3 L0.8 12 L6.4 9.7 L4.1 4.1 L9.7 6.4 Z",
    ),
    "crate": Shape(outline="M3 3 L21 3 L21 21 L3 21 Z", glyph="M3 9 L21 9 M12 9 L12 14"),
    "megaphone": Shape(outline="M2 8.5 L9 8.5 L21.5 2.5 L21.5 20.5 L10.5 15.6 L11.5 21.5 L7.5 21.5 L6 15 L2 15 Z"),
    "bow": Shape(outline="M1.5 3.5 L12 9.5 L22.5 3.5 L22.5 20.5 L12 14.5 L1.5 20.5 Z"),
    "page": Shape(outline="M4.5 1.5 L14.5 1.5 L19.5 6.5 L19.5 22.5 L4.5 22.5 Z", glyph="M8 10 L16 10 M8 14 L16 14 M8 18 L13 18"),
    "plus": Shape(
        outline="M8.2 2 L15.8 2 L15.8 8.2 L22 8.2 L22 15.8 L15.8 15.8 L15.8 22 L8.2 22 L8.2 15.8 L2 15.8 L2 8.2 L8.2 8.2 Z",
    ),
    "disc": Shape(outline=_DISC),
}

EVENT_STYLES: dict[str, EventStyle] = {
    "crossing": EventStyle(colour="#0072b2", dark_colour="#56b4e9", shape="chevron_disc"),
    "deployment": EventStyle(colour="#00735c", dark_colour="#2fc79b", shape="shield"),
    "emergency": EventStyle(colour="#d55e00", dark_colour="#ff8a3d", shape="triangle"),
    "closure": EventStyle(colour="#6e0f45", dark_colour="#cf4f8c", shape="barred_disc"),
    "reopening": EventStyle(colour="#35901f", dark_colour="#9bd65c", shape="open_ring"),
    "detention": EventStyle(colour="#332288", dark_colour="#7f78f2", shape="diamond"),
    "expulsion": EventStyle(colour="#c8558f", dark_colour="#fbb5da", shape="arrow_back"),
    "clash": EventStyle(colour="#c1121f", dark_colour="#ff6b6b", shape="burst"),
    "smuggling": EventStyle(colour="#8f6b00", dark_colour="#e6b800", shape="crate"),
    "protest": EventStyle(colour="#7a4b2a", dark_colour="#c9956b", shape="megaphone"),
    "diplomacy": EventStyle(colour="#2a8fa8", dark_colour="#7fe0ee", shape="bow"),
    "policy": EventStyle(colour="#5a5a5a", dark_colour="#b8b8b8", shape="page"),
    "aid": EventStyle(colour="#9a55d6", dark_colour="#d9a8ff", shape="plus"),
}
"""Okabe and Ito's colours first, darkened for light land where they were too pale; further hues keep a distance from all others."""

SUB_SHAPES: dict[str, str] = {"police": "badge"}
"""Shapes of sub-types that readers tell apart at a glance: police are no soldiers."""

OTHER_STYLE = EventStyle(colour="#444444", dark_colour="#d0d0d0", shape="disc")
"""For types that a table from elsewhere brings along."""


def style_of(event_type: str) -> EventStyle:
    """Return the look of an event type; a type we do not know gets a plain disc.

    >>> style_of("emergency").shape
    'triangle'
    >>> style_of("eclipse").shape
    'disc'
    """
    return EVENT_STYLES.get(event_type, OTHER_STYLE)


@cache
def flattened(path: str) -> tuple[Points, ...]:
    """Turn an SVG path of absolute M, L, C and Z into lines of points.

    >>> flattened("M0 0 L2 0 L2 2 Z")
    (((0.0, 0.0), (2.0, 0.0), (2.0, 2.0)),)
    """
    lines: list[list[tuple[float, float]]] = []
    for command, numbers in re.findall(r"([MLCZ])([^MLCZ]*)", path):
        values = [float(number) for number in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        if command == "M":
            lines.append(points)
        elif command == "L":
            lines[-1] += points
        elif command == "C":
            lines[-1] += _curve(lines[-1][-1], *points)
    return tuple(tuple(line) for line in lines)


def _curve(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]) -> Points:
    def at(t: float, axis: int) -> float:
        u = 1 - t
        return u**3 * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t**3 * d[axis]

    return tuple((at(step / _STEPS, 0), at(step / _STEPS, 1)) for step in range(1, _STEPS + 1))


def label(group: str, key: str, lang: str) -> str:
    """Name a value of the event contract in words; a value without a name keeps its own, with spaces.

    Parameters
    ----------
    group
        One of ``LABELS``: "event_type", "sub_event_type", "status", "location_type", "geo_precision", "date_basis", "count_kind", "side".
    key
        The value, such as "border_line".
    lang
        "en" or "es".

    Examples
    --------
    >>> label("status", "announced", "es")
    'anunciado'
    >>> label("event_type", "solar_eclipse", "en")
    'solar eclipse'
    """
    names = LABELS[group].get(key)
    return names[lang] if names else key.replace("_", " ")


def theme_css() -> str:
    """Return the theme's colours as CSS properties: light by itself, dark where the system or ``data-theme="dark"`` asks."""
    light, dark = ("".join(f"--map-{name}:{pair[at]};" for name, pair in THEME.items()) for at in (0, 1))
    return (
        f":root{{color-scheme:light;{light}}}:root[data-theme=dark]{{color-scheme:dark;{dark}}}"
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}"
        f"@media print{{:root:root{{color-scheme:light;{light}}}}}"
    )


def client_style() -> dict[str, object]:
    """Return all of this as plain JSON values for the script in the page.

    Keys: ``types`` (type to colour, dark, shape), ``other`` (the same for unknown types), ``subShapes`` (sub-type to shape), ``shapes``
    (name to outline, glyph), ``fills`` (status to fill), ``labels`` (group, value, language to text), ``words`` (language, word to text).
    """
    def look(style: EventStyle) -> dict[str, str]:
        return {"colour": style.colour, "dark": style.dark_colour, "shape": style.shape}

    return {
        "types": {name: look(style) for name, style in EVENT_STYLES.items()},
        "other": look(OTHER_STYLE),
        "subShapes": dict(SUB_SHAPES),
        "shapes": {name: {"outline": shape.outline, "glyph": shape.glyph} for name, shape in SHAPES.items()},
        "fills": dict(STATUS_FILLS),
        "labels": LABELS,
        "words": WORDS,
    }
