"""Hostile strings in every column and name of an event layer stay text, in the page and in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
import geopandas as gpd
import pytest
from shapely import Point
from test_event_layer_page import Page, chromium

from mapper.maps.event_layer import EventLayer
from mapper.maps.page import page

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

PAYLOADS = (
    "<script>window.hit=1</script>", "</script><script>window.hit=1</script>", "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>", "javascript:window.hit=1",
    "data:text/html,<script>window.hit=1</script>", "${window.hit=1}", "`${window.hit=1}`", "{{ 7*191 }}",
    "{% print(7*191) %}", "{# comment #}{{ cycler.__init__.__globals__ }}", "'-window.hit=1-'", '"-window.hit=1-"', "\\');window.hit=1;//",
    "C:\\2019\\u0041", "<!--<script>", "]]><x onclick=window.hit=1>", "\u2028window.hit=1\u2029", "\u202e<b onmouseover=window.hit=1>",
)  # fmt: skip
COLUMNS = (
    "event_type", "status", "sub_event_type", "location", "location_type", "quote", "trigger", "source", "source_url", "source_title",
    "published",
    "actor1", "actor2", "count_text", "direction_from", "direction_to", "nearest_crossing", "side", "event_date", "lang", "date_basis",
    "event_id",
)  # fmt: skip


def hostile_events() -> gpd.GeoDataFrame:
    columns = {name: list(PAYLOADS) for name in (*COLUMNS, *PAYLOADS)}
    points = [Point(-70.4 + 0.04 * k, -18.2) for k in range(len(PAYLOADS))]
    return gpd.GeoDataFrame(columns, geometry=points, crs=4326)


def test_no_hostile_string_is_run_or_read_as_markup(tmp_path: Path) -> None:
    made = folium.Map([-18.2, -70.0], zoom_start=9, tiles=None)
    made.default_js, made.default_css = [], []
    for payload in PAYLOADS[:3]:
        EventLayer(hostile_events(), name=payload).add_to(made)
    folium.LayerControl(collapsed=False).add_to(made)
    text = page(made)
    (tmp_path / "map.html").write_text(text, encoding="utf-8")
    assert "1337" not in text
    with chromium() as driver:
        driver.get((tmp_path / "map.html").as_uri())
        view = Page(driver=driver)
        view.wait("layer && layer.scene && document.querySelectorAll('.ev-item').length > 30")
        view.wait("document.querySelectorAll('.ev-print article').length === 57")
        for number in range(len(PAYLOADS)):
            view.js("document.querySelectorAll('.ev-item')[arguments[0]].click()", number)
            view.wait("document.querySelector('.ev-popup .ev-pop')")
        assert view.js("return window.hit ?? null") is None
        markup = [f"{part} {tag}" for part in (".ev-dock", ".leaflet-popup", ".ev-print") for tag in ("script", "img", "svg")]
        assert view.js("return document.querySelectorAll(arguments[0]).length", ", ".join(markup)) == 0
        links = view.js("return [...document.querySelectorAll('.ev-popup .ev-pop a, .ev-print a')].map(a => a.protocol)")
        assert set(links) <= {"http:", "https:"}
        assert "1337" not in view.js("return document.body.innerText")


def test_hostile_types_stand_in_the_layer_control_as_text(tmp_path: Path) -> None:
    made = folium.Map([-18.2, -70.0], zoom_start=9, tiles=None)
    made.default_js, made.default_css = [], []
    EventLayer(hostile_events()).add_to(made)
    folium.LayerControl(collapsed=False).add_to(made)
    (tmp_path / "map.html").write_text(page(made), encoding="utf-8")
    with chromium() as driver:
        driver.get((tmp_path / "map.html").as_uri())
        view = Page(driver=driver)
        view.wait("document.querySelectorAll('.leaflet-control-layers-overlays label').length === 20")
        shown = view.js("return [...document.querySelectorAll('.leaflet-control-layers-overlays label')].map(e => e.textContent.trim())")
        assert "<img src=x onerror=window.hit=1>" in shown
        assert view.js("return window.hit ?? null") is None
