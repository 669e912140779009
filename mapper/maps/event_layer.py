"""A folium layer that draws the events of a GeoDataFrame on one canvas, with legend, filters, lists and popups.

Nothing of the data is written into the page as text: columns and options travel as base64, and the script builds every element from
text nodes. So no value can be read as HTML, JavaScript or a Jinja template, wherever the table comes from.
"""

from __future__ import annotations

import base64
import json
import zlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, ClassVar

from branca.element import Element, Figure
from folium.map import Layer
from folium.template import Template

from mapper.border.names import border_table
from mapper.maps._ground import read_table
from mapper.maps._names import country_points, place_names
from mapper.maps.payload import encode
from mapper.maps.safe import safe_html
from mapper.maps.style import client_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geopandas import GeoDataFrame

_SCRIPT_NAME = "mapper_event_layer_script"
_STYLE_NAME = "mapper_event_layer_style"


@cache
def script_source() -> str:
    """Return the built script of the event layer, the same for every map."""
    return files("mapper.maps").joinpath("script", "dist", "event_layer.js").read_text(encoding="utf-8")


@cache
def style_source() -> str:
    """Return the style sheet of the event layer, the same for every map."""
    return files("mapper.maps").joinpath("script", "event_layer.css").read_text(encoding="utf-8")


class _Raw(Element):
    """Text that goes into the page once and as it is; as a plain `Element` it would be read as a Jinja template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Raw"
        self.text = text


class EventLayer(Layer):
    """Draw events on a folium map: points, lines and polygons, and a list of those without a place.

    Parameters
    ----------
    events
        Any GeoDataFrame. Columns of the event contract are understood (``event_type`` gives shape and colour, ``status`` the fill,
        ``event_date`` the time, ``uncertainty_m`` the ring, ``quote``, ``source_url``, … the popup); others stand in the popup as they are.
        Any CRS; a frame without one is taken as longitude, latitude in degrees. Rows whose geometry is null or whose
        ``location_type`` is ``country`` stand in the list "not on the map".
    name
        The layer's name in the panel and in the layer control.
    show, control
        As for every folium layer: shown at first, listed in the layer control.
    ui_lang
        ``en`` or ``es``; None follows the page's ``lang`` attribute.
    countries
        Points inside countries (longitude, latitude in degrees) by ISO-3 code, for the arrows of movements from one to another; None
        takes them from our own layers.
    border_id
        The border that kilometres are counted along: the strip runs from end to end of it and shows the events on it. None takes the
        border of most events.
    show_background
        Show events of background from the start; readers can switch them on and off.

    Raises
    ------
    LayerError
        If the frame has no CRS and coordinates that cannot be degrees.

    Examples
    --------
    >>> import folium, geopandas
    >>> events = geopandas.GeoDataFrame({"event_type": ["crossing"]}, geometry=geopandas.points_from_xy([-70.3], [-18.3]), crs=4326)
    >>> layer = EventLayer(events, name="Crossings").add_to(folium.Map([-18.3, -70.3], zoom_start=9))
    >>> layer.payload.placed
    1
    """

    _template = Template(
        "{% macro script(this, kwargs) %}var {{ this.get_name() }} = mapperEventLayer("
        "{{ this.get_name()|tojavascript }}, {{ this.options64|tojavascript }});{% endmacro %}",
    )

    look: ClassVar[Mapping[str, object]] = {}
    """What a kind of layer asks of the script: ``markSize`` in pixels, ``fill``, ``named``, ``aside``, ``noun``."""

    def __init__(  # noqa: PLR0913 - all but two are keyword-only
        self, events: GeoDataFrame, name: str = "Events", *, show: bool = True, control: bool = True, ui_lang: str | None = None,
        countries: Mapping[str, tuple[float, float]] | None = None, border_id: str | None = None, show_background: bool = False,
    ) -> None:  # fmt: skip
        # the layer control reads names as HTML, and branca reads them as a template
        super().__init__(name=safe_html(name), overlay=True, control=control, show=show)
        self._name = "EventLayer"
        self.payload = encode(events)
        if countries is None:
            countries = country_points(_codes(events, "direction_from", "direction_to"))
        options = {
            "name": name, "lang": ui_lang,
            "countries": {code: [round(lon, 4), round(lat, 4)] for code, (lon, lat) in sorted(countries.items())},
            "countryNames": _country_names(_codes(events, "direction_from", "direction_to", "side", "country")),
            "placeNames": place_names(_codes(events, "location", "nearest_crossing", "from_place", "to_place")),
            "border": _border(events, border_id), "background": show_background, **self.look,
        }  # fmt: skip
        self.options64 = _packed({**options, "style": client_style()})

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - folium's own signature
        """Put the payload, and once a page the script and its style sheet, into the figure that holds this layer."""
        figure = self.get_root()
        if not isinstance(figure, Figure):
            msg = "EventLayer: add it to a folium map before rendering"
            raise TypeError(msg)
        figure.header.add_child(_Raw(f"<style>{style_source()}</style>"), name=_STYLE_NAME)
        figure.header.add_child(_Raw(f"<script>{script_source()}</script>"), name=_SCRIPT_NAME)
        for part, text in (("core", self.payload.core), ("text", self.payload.text)):
            name = f"{self.get_name()}-{part}"
            figure.html.add_child(_Raw(f'<script type="text/plain" id="{name}">{text}</script>'), name=name)
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""


def _codes(events: GeoDataFrame, *columns: str) -> set[str]:
    return {str(code) for name in columns if name in events for code in events[name].dropna().unique()}


def _border(events: GeoDataFrame, border_id: str | None) -> dict[str, object] | None:
    """Name the border of the strip and its length in kilometres, 0 if it is none of ours; None where the table names none."""
    if border_id is None and "border_id" in events:
        counts = events["border_id"].dropna().value_counts(sort=False).sort_index()
        border_id = str(counts.idxmax()) if len(counts) else None
    if border_id is None:
        return None
    known = border_table().get(border_id)
    return {"id": border_id, "km": known.length_km if known else 0}


def _country_names(codes: set[str]) -> dict[str, dict[str, str]]:
    rows = read_table("facts/country_names.csv") if codes else []
    return {row["iso3"]: {"en": row["name_en"], "es": row["name_es"]} for row in rows if row["iso3"] in codes}


def _packed(options: dict[str, Any]) -> str:
    text = json.dumps(options, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return base64.b64encode(zlib.compress(text, 9)).decode("ascii")
