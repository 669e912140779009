"""Compose the map of events: ground, event layer, tiles if asked for; saved as one page, shown in Jupyter, embedded, or as a picture."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from mapper.border import canonical_border_id
from mapper.errors import InputError
from mapper.maps._names import country_points
from mapper.maps.base import CREDITS, BaseMap, BasePart, LateLayerControl, both_languages, parts_of
from mapper.maps.event_layer import EventLayer
from mapper.maps.page import PageText, page
from mapper.maps.place_layer import PlaceLayer
from mapper.maps.safe import safe_html
from mapper.maps.style import WORDS
from mapper.maps.summary import is_background, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import folium
    from branca.element import Figure
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from mapper.maps._ground import Box

__all__ = ["EventMap", "event_map", "folium_map"]

_MARGIN_DEG = 1.5


@dataclass(frozen=True, kw_only=True, eq=False)
class EventMap:
    """Events on a map, ready to save, embed or show.

    ``events`` and ``places`` are GeoDataFrames in EPSG:4326 with the columns of the contract, ``map`` is the folium map that draws
    them, ``title`` heads the page (None: the page's own words), ``ui_lang`` is the page's first language, "en" or "es". Events of
    background are drawn from the start if ``show_background`` says so; else readers can switch them on.
    """

    events: GeoDataFrame
    places: GeoDataFrame | None
    map: folium.Map
    title: str | None = None
    ui_lang: str = "en"
    border_id: str | None = None
    show_background: bool = False

    def to_html(self) -> str:
        """Return the map as one self-contained page.

        Raises
        ------
        OutputError
            If a layer added to ``map`` loads a library from another host.
        """
        credits_ = (*CREDITS, *(f"Tiles: {credit}" for credit in _tile_credits(self.map)))
        picture = self.picture("svg").decode()
        return page(
            self.map, PageText(title=self.title, ui_lang=self.ui_lang, summary=summary(self.events), credits=credits_, picture=picture)
        )  # fmt: skip

    def save(self, path: str | Path, *, overwrite: bool = False) -> None:
        """Write the page to a file, whole or not at all.

        Raises
        ------
        OutputError
            If the file exists and ``overwrite`` is not set, or cannot be written.
        """
        from mapper.exports import whole_file

        with whole_file(Path(path), overwrite=overwrite) as draft:
            draft.write_text(self.to_html(), encoding="utf-8", newline="\n")

    def save_picture(self, path: str | Path, *, overwrite: bool = False) -> None:
        """Write a static picture, drawn without a browser; the ending (.png, .svg or .pdf) says in which format.

        Raises
        ------
        OutputError
            If the ending is another one, the file exists and ``overwrite`` is not set, or it cannot be written.
        """
        from mapper.exports import whole_file
        from mapper.maps.static import format_of_picture

        picture_format = format_of_picture(Path(path))
        with whole_file(Path(path), overwrite=overwrite) as draft:
            draft.write_bytes(self.picture(picture_format))

    def picture(self, picture_format: str) -> bytes:
        """Return a static picture as "png", "svg" or "pdf"."""
        from mapper.maps.static import picture

        drawn = _drawn(self.events, show_background=self.show_background)
        return picture(drawn, picture_format, title=self.title, ui_lang=self.ui_lang, border_id=self.border_id)

    def snippet(self, height_px: int = 620) -> str:
        """Return an ``<iframe>`` with the whole page inside, for a report or a blog: its scripts cannot reach the page around it."""
        title = html.escape(self.title or WORDS[self.ui_lang]["title"])
        return (
            f'<iframe title="{title}" sandbox="allow-scripts allow-downloads allow-popups" width="100%" height="{height_px}" '
            f'loading="lazy" style="border:0" srcdoc="{html.escape(self.to_html())}"></iframe>'
        )

    def _repr_mimebundle_(self, include: Collection[str] | None = None, exclude: Collection[str] | None = None) -> dict[str, Any]:
        """Give Jupyter the map, and pictures beside it for PDF, Word, GitHub and notebooks that are not trusted."""
        makers: dict[str, Callable[[], str | bytes]] = {
            "text/html": self.snippet,
            "image/png": lambda: self.picture("png"),
            "image/svg+xml": lambda: self.picture("svg").decode(),
            "text/plain": lambda: summary(self.events)[self.ui_lang],
        }
        wanted = [kind for kind in makers if (include is None or kind in include) and kind not in (exclude or ())]
        return {kind: makers[kind]() for kind in wanted}


def event_map(  # noqa: PLR0913 - all but the events are keyword-only
    events: GeoDataFrame,
    *,
    places: GeoDataFrame | None = None,
    title: str | None = None,
    ui_lang: str = "en",
    tiles: str | None = None,
    border_id: str | None = "PER-CHL",
    show_background: bool = False,
    show_places: bool = False,
) -> EventMap:
    """Draw events over our own land with the border in front, fitted to both.

    Parameters
    ----------
    events
        Events as a GeoDataFrame with the columns of the contract, in any CRS (EPSG:4326 if it names none).
    places
        The places read from the same articles, with the columns of the place contract: a layer of their own in the layer control.
    title
        Heading of the page.
    ui_lang
        First language of the page, "en" or "es"; readers can switch.
    tiles
        Name of an online background that xyzservices knows, such as "OpenStreetMap.Mapnik"; None asks no host. Without network our own
        land shows.
    border_id
        The border drawn as the hero, two ISO-3 codes in either order; None for none.
    show_background
        Draw events of background from the start, such as history that an article recalls; readers can switch them on and off.
    show_places
        Show the layer of places from the start.

    Raises
    ------
    InputError
        If nobody knows tiles of that name, or they want a key.
    LayerError
        If no border has this id.
    """
    border_id = canonical_border_id(border_id) if border_id else None
    made = folium_map(
        events, places=places, title=title, ui_lang=ui_lang, tiles=tiles, border_id=border_id, show_background=show_background,
        show_places=show_places,
    )  # fmt: skip
    return EventMap(
        events=events, places=places, map=made, title=title, ui_lang=ui_lang, border_id=border_id, show_background=show_background,
    )  # fmt: skip


def folium_map(  # noqa: PLR0913 - as `event_map`
    events: GeoDataFrame,
    *,
    places: GeoDataFrame | None = None,
    title: str | None = None,
    ui_lang: str = "en",
    tiles: str | None = None,
    border_id: str | None = "PER-CHL",
    show_background: bool = False,
    show_places: bool = False,
) -> folium.Map:
    """Return the folium map of `event_map`, for those who want to add layers of their own.

    Parameters and errors are those of `event_map`.
    """
    import folium

    made = folium.Map(
        tiles=None, zoom_start=2, min_zoom=2, max_zoom=18, zoom_snap=0.5, control_scale=False, max_bounds=True, zoom_control=True,
    )  # fmt: skip
    made.default_js, made.default_css = [], []  # the page carries Leaflet itself; on the instance, so that other maps keep theirs
    cast("Figure", made.get_root()).title = safe_html(title or WORDS[ui_lang]["title"])
    if tiles:
        _tile_layer(tiles).add_to(made)
    border_id = canonical_border_id(border_id) if border_id else None
    fit, detail = _boxes(_drawn(events, show_background=show_background), border_id)
    base = BaseMap(border_id, detail, fit=fit)
    made.add_child(base)
    for part, is_shown in parts_of(border_id).items():
        BasePart(base, part, show=is_shown).add_to(made)
    name, countries = WORDS[ui_lang]["panel"], country_points(_directions(events))
    EventLayer(events, name, ui_lang=ui_lang, countries=countries, border_id=border_id, show_background=show_background).add_to(made)
    if places is not None and len(places):
        PlaceLayer(places, show=show_places, ui_lang=ui_lang).add_to(made)
    LateLayerControl(position="topright", collapsed=True).add_to(made)
    return made


def _drawn(events: GeoDataFrame, *, show_background: bool) -> GeoDataFrame:
    return events if show_background else events[~is_background(events)].reset_index(drop=True)


def _directions(events: GeoDataFrame) -> set[str]:
    columns = [name for name in ("direction_from", "direction_to") if name in events]
    return {str(code) for name in columns for code in events[name].dropna()}


def _boxes(events: GeoDataFrame, border_id: str | None) -> tuple[Box, Box]:
    """Return the box that the map shows at first, and the one that it draws in detail: the border's, else that of the events.

    A few events far off, such as a meeting in a capital, do not make the border small: the list leads to them.
    """
    import shapely

    from mapper.maps._line import border_box

    placed = events[events.geometry.notna() & ~events.geometry.is_empty]
    placed = placed.to_crs(4326) if placed.crs is not None else placed
    bounds = shapely.bounds(placed.geometry.to_numpy())
    if border_id is None:
        whole = _around(bounds) if len(bounds) else None
        return (whole, _wider(whole, _MARGIN_DEG)) if whole else ((-180, -60, 180, 75), (-60, -30, 60, 30))
    border = border_box(border_id)
    west, south, east, north = _wider(border, max(border[2] - border[0], border[3] - border[1]))
    near = bounds[(bounds[:, 0] >= west) & (bounds[:, 1] >= south) & (bounds[:, 2] <= east) & (bounds[:, 3] <= north)]
    shown = near if 2 * len(near) >= len(bounds) else bounds
    return _around(np.vstack([shown, border])), _wider(border, _MARGIN_DEG)


def _around(bounds: NDArray[np.float64]) -> Box:
    west, south = bounds[:, :2].min(axis=0).tolist()
    east, north = bounds[:, 2:].max(axis=0).tolist()
    return west, south, east, north


def _wider(box: Box, margin: float) -> Box:
    west, south, east, north = box
    return west - margin, south - margin, east + margin, north + margin


def _tile_layer(name: str) -> folium.TileLayer:
    import folium
    import xyzservices.providers

    known: Mapping[str, Mapping[str, Any]] = {key.lower(): each for key, each in xyzservices.providers.items()}
    variants = known.get(name.lower(), {"url": ""})  # of a provider's own name; the usual one comes first
    try:
        provider = xyzservices.providers.query_name(name if "url" in variants else f"{name}.{next(iter(variants))}")
    except ValueError:
        msg = f"{name}: no online tiles have this name; xyzservices lists them (OpenStreetMap.Mapnik, for one)"
        raise InputError(msg) from None
    if provider.requires_token():
        msg = f"{name}: these tiles want a key; choose tiles without one (OpenStreetMap.Mapnik, for one)"
        raise InputError(msg)
    return folium.TileLayer(
        tiles=provider.build_url(fill_subdomain=False, scale_factor="{r}"), attr=safe_html(provider.attribution),
        name=both_languages("tiles"), subdomains=provider.get("subdomains", "abc"), max_zoom=provider.get("max_zoom", 18),
        overlay=True,
    )  # fmt: skip


def _tile_credits(folium_map_: folium.Map) -> list[str]:
    import folium

    layers = [child for child in folium_map_._children.values() if isinstance(child, folium.TileLayer)]  # noqa: SLF001 - no public list
    return [html.unescape(str(layer.options["attribution"])) for layer in layers]
