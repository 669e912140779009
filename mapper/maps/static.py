"""Draw the static picture as PNG or PDF with matplotlib, or as SVG by ourselves, without a browser."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from mapper.errors import OutputError
from mapper.maps._composition import HEIGHT, WIDTH, compose
from mapper.maps._drawing import Area, Line, Words
from mapper.maps.style import WORDS
from mapper.maps.svg import svg_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geopandas import GeoDataFrame

    from mapper.maps._drawing import Drawing, Ink

__all__ = ["FORMATS", "format_of_picture", "picture"]

FORMATS: tuple[str, ...] = ("png", "svg", "pdf")
_DPI = 200
_PIXELS_PER_INCH = 100
_POINTS_PER_PIXEL = 72 / _PIXELS_PER_INCH


def format_of_picture(path: Path) -> str:
    """Tell the format of a picture by the ending of its file.

    Raises
    ------
    OutputError
        If the ending is none of .png, .svg, .pdf.
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        msg = f"{path}: pictures end in .png, .svg or .pdf; choose one of these"
        raise OutputError(msg)
    return ending


def picture(
    events: GeoDataFrame, picture_format: str, *, title: str | None = None, ui_lang: str = "en", border_id: str | None = "PER-CHL",
) -> bytes:  # fmt: skip
    """Return a picture of events over our own land, with border, legend, disclaimer and attribution.

    Parameters
    ----------
    events
        Events with the columns of the contract; those without geometry are counted in the small print.
    picture_format
        "png" (2000 by 1480 pixels), "svg" or "pdf" (both 1000 by 740, texts stay texts).
    title
        Heading, drawn as it is; None for the page's own words.
    ui_lang
        "en" or "es".
    border_id
        The border drawn in front; None for none.

    Raises
    ------
    OutputError
        If the format is another one.
    """
    drawings = compose(events, title=title, ui_lang=ui_lang, border_id=border_id)
    if picture_format == "svg":
        return svg_text(drawings, title or WORDS[ui_lang]["title"]).encode()
    if picture_format not in FORMATS:
        msg = f"{picture_format}: not a format of pictures; choose png, svg or pdf"
        raise OutputError(msg)
    return _drawn(drawings, picture_format)


def _drawn(drawings: Iterable[Drawing], picture_format: str) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # Text as text in PDF; a fixed date, so that the same events give the same file; no list of the reader's own settings.
    with rc_context({"pdf.fonttype": 42, "font.family": ["DejaVu Sans"], "text.usetex": False, "text.parse_math": False}):
        figure = Figure(figsize=(WIDTH / _PIXELS_PER_INCH, HEIGHT / _PIXELS_PER_INCH), facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        axes.axis("off")
        for order, drawing in enumerate(drawings):
            _draw(axes, drawing, order)
        target = io.BytesIO()
        metadata = {"CreationDate": None} if picture_format == "pdf" else {"Software": None}
        figure.savefig(target, format=picture_format, dpi=_DPI, metadata=metadata)
    return target.getvalue()


def _draw(axes: Any, drawing: Drawing, order: int) -> None:  # noqa: ANN401 - matplotlib has no types
    if isinstance(drawing, Words):
        _write(axes, drawing, order)
        return
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    rings = drawing.rings if isinstance(drawing, Area) else (drawing.points,)
    paths = [Outline([*ring, ring[0]] if isinstance(drawing, Area) else ring, closed=isinstance(drawing, Area)) for ring in rings if ring]
    if paths:
        axes.add_patch(PathPatch(Outline.make_compound_path(*paths), zorder=order, **_ink(drawing.ink, is_line=isinstance(drawing, Line))))


def _ink(ink: Ink, *, is_line: bool) -> dict[str, Any]:
    width = ink.width * _POINTS_PER_PIXEL
    return {
        "facecolor": "none" if is_line or not ink.fill else ink.fill,
        "edgecolor": ink.stroke or "none",
        "linewidth": width if ink.stroke else 0,
        "linestyle": (0, tuple(length / ink.width for length in ink.dash)) if ink.dash else "solid",
        "alpha": ink.opacity,
        "joinstyle": "round",
        "capstyle": "round" if is_line else "butt",
    }


def _write(axes: Any, words: Words, order: int) -> None:  # noqa: ANN401 - matplotlib has no types
    from matplotlib.patheffects import withStroke

    text = "".join(char for char in words.text if char.isprintable())
    if words.spacing:
        text = "\N{HAIR SPACE}".join(text)
    axes.text(
        words.x, words.y, text, fontsize=words.size * _POINTS_PER_PIXEL, color=words.colour, va="center_baseline",
        ha={"start": "left", "middle": "center", "end": "right"}[words.anchor], fontweight="bold" if words.bold else "normal",
        fontstyle="italic" if words.italic else "normal", zorder=order, parse_math=False,
        path_effects=[withStroke(linewidth=3 * _POINTS_PER_PIXEL, foreground=words.halo)] if words.halo else None,
    )  # fmt: skip
