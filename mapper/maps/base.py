"""Put our own land, borders, monuments and names under a folium map, as compact data that one small script draws."""

from __future__ import annotations

import base64
import json
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import folium
from branca.element import MacroElement
from folium.map import Layer
from folium.template import Template

from mapper.maps._files import RawText, base_style, file_text
from mapper.maps._ground import FINE, Box, compact_land, differences, inner_lines, read_topology
from mapper.maps._line import OWN_BORDER, border_lines, kilometre_points, monuments, western_end, zones
from mapper.maps._names import (
    COUNTRIES,
    REGIONS,
    WORLD_REGIONS,
    cities,
    country_names,
    crossings,
    near_zoom,
    region_names,
    towns,
)
from mapper.maps.style import LANGUAGES, WORDS

if TYPE_CHECKING:

    from branca.element import Figure

__all__ = ["CREDITS", "BaseMap", "BasePart", "LateLayerControl", "base_data", "both_languages", "parts_of"]

CREDITS = (
    "Peru\N{EN DASH}Chile boundary monuments: © OpenStreetMap contributors, ODbL 1.0.",
    "Land, other borders, regions: Natural Earth, public domain.",
    "Names of places: GeoNames, CC BY 4.0. Names of countries: Unicode CLDR.",
)
"""Attributions of what the base map shows."""


def parts_of(border_id: str | None) -> dict[str, bool]:
    """Return the parts of the base map that readers may switch, in the order of the layer control, and whether each shows at first.

    Only the border between Peru and Chile has monuments, posts and zones; any other has marks by the kilometre in their place.
    """
    if border_id == OWN_BORDER:
        return {"monuments": True, "kilometres": False, "crossings": True, "regions": True, "zones": False}
    return {"kilometres": True, "regions": True} if border_id else {"regions": True}


_SPOKEN = ("zoom_in", "zoom_out", "layers", "map")
"""Words that the script puts on Leaflet's own controls."""


class BaseMap(MacroElement):
    """The ground of a map: land, borders and names, drawn below every other layer.

    Parameters
    ----------
    border_id
        The border that is drawn as the hero, such as "PER-CHL"; None for no such border.
    box
        West, south, east, north in degrees (EPSG:4326): where land is drawn in detail.
    fit
        West, south, east, north of what the map shows at first, clear of the panel; None leaves the view alone.
    """

    _template = Template(
        """
        {% macro html(this, kwargs) %}<script type="text/plain" id="{{ this.get_name() }}_data">{{ this.data }}</script>{% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = mapBase({{ this._parent.get_name() }}, "{{ this.get_name() }}_data", {{ this.fit|tojson }});
        {% endmacro %}
        """,
    )

    def __init__(self, border_id: str | None, box: Box, *, fit: Box | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "BaseMap"
        self.data = packed({**base_data(border_id, box), "words": {word: _pair(word) for word in _SPOKEN}})
        self.fit = [round(edge, 5) for edge in fit] if fit else None

    def render(self, **kwargs: Any) -> Any:  # noqa: ANN401 - branca's own signature
        """Put the base map's script and style once into the page, then its data."""
        header = cast("Figure", self.get_root()).header
        header.add_child(RawText(f"<style>{base_style()}</style>"), name="mapper_base_style")
        header.add_child(RawText(f"<script>{file_text('base.js')}</script>"), name="mapper_base_script")
        return super().render(**kwargs)  # type: ignore[no-untyped-call]


class BasePart(Layer):
    """A switch in the layer control for one of the parts of the base map (see `parts_of`), named in both languages."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = mapBasePart({{ this.base.get_name() }}, "{{ this.part }}");
        {% endmacro %}
        """,
    )

    def __init__(self, base: BaseMap, part: str, *, show: bool = True) -> None:
        super().__init__(name=both_languages(part), overlay=True, control=True, show=show)
        self._name = "BasePart"
        self.base = base
        self.part = part


class LateLayerControl(folium.LayerControl):
    """A layer control that may stand before the layers it lists, whatever their names: layers added to the map later are listed too."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            queueMicrotask(function () {
                const control = L.control.layers({}, {}, {{ this.options|tojavascript }}).addTo({{ this._parent.get_name() }});
                {%- for name, layer in this.base_layers.items() %}
                control.addBaseLayer({{ layer }}, {{ name|tojson }});
                {%- endfor %}
                {%- for name, layer in this.overlays.items() %}
                control.addOverlay({{ layer }}, {{ name|tojson }});
                {%- endfor %}
            });
        {% endmacro %}
        """,
    )


def _pair(word: str) -> list[str]:
    return [WORDS[lang][word] for lang in LANGUAGES]


def both_languages(word: str) -> str:
    """Return a word of the page as HTML in both languages; the base map's style shows the one of the page's language."""
    return "".join(f'<span class="in-{lang}" lang="{lang}">{WORDS[lang][word]}</span>' for lang in LANGUAGES)


def packed(data: object) -> str:
    """Return plain values as base64 of compressed JSON: nothing in it for Jinja, HTML or JavaScript to read."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


@lru_cache(maxsize=8)
def base_data(border_id: str | None, box: Box) -> dict[str, Any]:
    """Return what the base map's script draws: lines as differences of whole numbers, names as [English, Spanish].

    Parameters
    ----------
    border_id
        The border drawn as the hero, or None.
    box
        West, south, east, north in degrees: where there is detail.

    Raises
    ------
    LayerError
        If a layer of the installation is missing.
    """
    regions = REGIONS if border_id == OWN_BORDER else WORLD_REGIONS
    return {
        **compact_land(read_topology(COUNTRIES), box, frozenset(border_id.split("-")) if border_id else frozenset()),
        "border": [differences(line, FINE) for line in border_lines(border_id)] if border_id else [],
        **(_own_border() if border_id == OWN_BORDER else _NO_DETAIL),
        "kilometres": differences(kilometre_points(border_id), FINE) if border_id else [],
        "regions": {"lines": inner_lines(read_topology(regions), box), "names": region_names(box, regions)},
        "near": near_zoom(box),
        "countries": country_names(box),
        "cities": cities(box) if border_id == OWN_BORDER else towns(box),
        "crossings": crossings(box),
    }


_NO_DETAIL: dict[str, Any] = {"stubs": [], "triangle": [], "triangle_names": ["", ""], "monuments": {"numbers": [], "at": []}, "zones": []}


def _own_border() -> dict[str, Any]:
    """Return what only the border between Peru and Chile has: monuments, zones, and two readings of its western end."""
    numbers, points = monuments()
    end = western_end()
    triangle = end["land-triangle"]
    return {
        "stubs": [differences(end[reading]["geometry"]["coordinates"], FINE) for reading in ("reading-per", "reading-chl")],
        "triangle": [differences(ring, FINE) for ring in triangle["geometry"]["coordinates"]],
        "triangle_names": [triangle["properties"][f"name_{lang}"] for lang in LANGUAGES],
        "monuments": {"numbers": numbers, "at": differences(points, FINE)},
        "zones": [_zone(feature) for feature in zones()],
    }


def _zone(feature: dict[str, Any]) -> dict[str, Any]:
    names = [f"{feature['properties']['name']} ({WORDS[lang]['schematic']})" for lang in LANGUAGES]
    shape = feature["geometry"]
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return {"names": names, "rings": [differences(ring, FINE) for polygon in polygons for ring in polygon]}
