"""The matrix: every hostile text in every place where a text of ours, of an article or of a reader can get. Nothing runs, loads or logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
import geopandas as gpd
import pytest
from shapely import LineString, Point

from mapper.maps import EventLayer, event_map
from mapper.maps.page import PageText, page
from mapper.maps.safe import safe_html

if TYPE_CHECKING:
    from conftest import Chromium

pytestmark = pytest.mark.browser

PAYLOADS = (
    "{{ 7919*7927 }}",
    "{% print(7919*7927) %}",
    "{# gone #}",
    "{{ cycler.__init__.__globals__.os.environ.__setitem__('MAPPER_RAN', '1') }}",
    "{{constructor.constructor('window.ran=1')()}}",
    "${window.ran=1}",
    "`;window.ran=1;`",
    "';window.ran=1;'",
    '";window.ran=1;"',
    "</script><script>window.ran=1</script>",
    "<!--<script>window.ran=1",
    "]]><script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg/onload=window.ran=1>",
    '"><img src=x onerror=window.ran=1>',
    "' onmouseover='window.ran=1' x='",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<math><mtext></mtext><mglyph><style></math><img src onerror=window.ran=1>",
    "<a href=javascript:window.ran=1>x</a>",
    "javascript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    "&lt;img src=x onerror=window.ran=1&gt;",
    "\\u003cimg src=x onerror=window.ran=1\\u003e",
    "C:\\2019\\users\\x41",
    "<base href=https://evil.example/><link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<style>@import 'https://evil.example/x.css';*{display:none}</style>",
    "$x^{2}$ \u2028window.ran=1\u2029 \u202egnp.exe",
    "\x00\x08\x1b[31m\ufeff\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "__proto__",
    "constructor",
)
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
COLUMNS = (
    "event_id", "event_type", "sub_event_type", "status", "actor1", "actor2", "event_date", "event_date_end", "date_basis",
    "count_text", "count_unit", "count_kind", "instrument", "from_place", "to_place", "direction_from", "direction_to", "location",
    "location_type", "border_id", "side", "nearest_crossing", "country", "admin1", "admin2", "quote", "trigger", "article_id", "source",
    "source_url", "source_title", "published", "lang", "cameo_code", "acled_event_type", "a column of someone else",
)  # fmt: skip


def table(*texts: str) -> gpd.GeoDataFrame:
    """One point, one line and one event without a place for each text, which stands in every column."""
    geometries = [Point(-70.3, -18.3), LineString([(-70.3, -18.3), (-69.9, -18.1)]), None]
    rows = [
        {**dict.fromkeys(COLUMNS, text), "geometry": shape, "count_min": 5, "confidence": 0.5, "uncertainty_m": 3000.0}
        for text in texts
        for shape in geometries
    ]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=4326)


def assert_harmless(chromium: Chromium) -> None:
    assert chromium.js("return window.ran") is None
    assert chromium.complaints() == []
    assert chromium.requests() == []
    assert "62773913" not in chromium.js("return document.documentElement.innerText")


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_hostile_text_stands_for_itself_everywhere(chromium: Chromium, text: str) -> None:
    made = event_map(table(text), title=text)
    folium.TileLayer(f"{PIXEL}#{{z}}", attr=safe_html(text), name=safe_html(text)).add_to(made.map)
    EventLayer(table(text), name=text).add_to(made.map)
    chromium.open(made.to_html())
    open_everything(chromium)
    assert chromium.js("return document.querySelector('h1').textContent") == text.replace("\x00", "")
    if text.isprintable():
        assert text in chromium.js("return document.querySelector('.leaflet-control-layers').textContent")
    assert_harmless(chromium)


def open_everything(chromium: Chromium) -> None:
    """Open every popup, list and control that the page has, in both languages."""
    for lang in ("es", "en"):
        chromium.js("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        chromium.js("document.querySelectorAll('.ev-item, .ev-list button').forEach((each) => each.click())")
        chromium.js("document.querySelector('.ev-language').click()")
        chromium.wait(f"document.documentElement.lang === '{lang}'")
    chromium.wait("document.querySelector('.leaflet-popup') || !document.querySelector('.ev-item')")
    chromium.js("for (const each of document.querySelectorAll('[onmouseover], a')) { each.dispatchEvent(new Event('mouseover')); }")


def test_the_quotes_of_all_hostile_events_are_read_as_written(chromium: Chromium) -> None:
    made = event_map(table(*PAYLOADS), title="All of them")
    chromium.open(made.to_html())
    open_everything(chromium)
    assert_harmless(chromium)


@pytest.mark.parametrize("text", [text for text in PAYLOADS if text != "__proto__"])  # no key for the object of folium's layer control
def test_foliums_own_sinks_are_safe_behind_safe_html(chromium: Chromium, text: str) -> None:
    made, safe = folium.Map([-18.3, -70.3], zoom_start=8, tiles=None), safe_html(text)
    group = folium.FeatureGroup(name=safe).add_to(made)
    folium.Marker([-18.3, -70.3], popup=safe, tooltip=folium.Tooltip(safe, permanent=True)).add_to(group)
    folium.CircleMarker([-18.4, -70.4], popup=safe, tooltip=safe).add_to(group)
    folium.Marker([-18.2, -70.2], icon=folium.DivIcon(html=safe)).add_to(group)
    folium.LayerControl(collapsed=False).add_to(made)
    chromium.open(page(made, PageText(title=text, credits=(text,), summary={"en": text, "es": text})))
    chromium.js("document.querySelector('.leaflet-marker-icon').click()")
    chromium.wait("document.querySelector('.leaflet-popup')")
    if text.isprintable():
        assert text in chromium.js("return document.querySelector('.leaflet-popup-content').textContent")
        assert text in chromium.js("return document.querySelector('.leaflet-tooltip').textContent")
        assert text in chromium.js("return document.querySelector('.leaflet-control-layers').textContent")
    assert_harmless(chromium)
