"""The layer of places in Chromium: switched on and off, listed, opened by keyboard, hostile names only text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely import Point

from mapper.maps import event_map

if TYPE_CHECKING:
    from conftest import Chromium

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=window.hit=1>{{7*191}}${window.hit=1}"
PLACES = "[...document.querySelectorAll('.ev-panel')].find((each) => each.innerText.includes('Places named'))"


@pytest.fixture(scope="module")
def page() -> str:
    events = gpd.GeoDataFrame({"event_type": ["protest"], "status": ["reported"]}, geometry=[Point(-70.25, -18.01)], crs=4326)
    rows = {
        "text": ["Tacna", "TACNA", "Peruvian", HOSTILE], "name": ["Tacna", "Tacna", "Peru", HOSTILE],
        "country": ["PER", "PER", "PER", HOSTILE],
        "kind": ["populated_place", "populated_place", "country", "facility"],
    }  # fmt: skip
    places = gpd.GeoDataFrame(rows, geometry=[Point(-70.2, -18.1), Point(-70.2, -18.1), Point(-75, -10), Point(-70.0, -17.8)], crs=4326)
    return event_map(events, places=places).to_html()


def switch_on(chromium: Chromium) -> None:
    labels = "[...document.querySelectorAll('.leaflet-control-layers-overlays label')]"
    chromium.js(f"{labels}.find((each) => each.innerText.includes('Places named')).querySelector('input').click()")
    chromium.wait(PLACES)


def test_places_are_off_until_the_layer_control_switches_them_on(chromium: Chromium, page: str) -> None:
    chromium.open(page)
    assert chromium.js(f"return Boolean({PLACES})") is False
    switch_on(chromium)
    assert "3 places" in chromium.js(f"return {PLACES}.innerText")


def test_a_place_says_how_often_and_how_it_was_written(chromium: Chromium, page: str) -> None:
    chromium.open(page)
    switch_on(chromium)
    chromium.wait(f"{PLACES}.querySelector('.ev-item')")
    chromium.js(f"[...{PLACES}.querySelectorAll('.ev-item')].find((each) => each.innerText.includes('Tacna')).click()")
    chromium.wait("document.querySelector('.ev-popup .ev-pop')")
    said = chromium.js("return document.querySelector('.ev-popup .ev-pop').innerText")
    assert [words for words in ("Tacna", "a town or village, Peru", "Mentions", "2", "TACNA") if words not in said] == []
    assert "date not known" not in said


def test_a_country_stands_in_the_list_without_a_mark(chromium: Chromium, page: str) -> None:
    chromium.open(page)
    switch_on(chromium)
    chromium.wait(f"{PLACES}.querySelector('.ev-not_on_map .ev-item')")
    assert "Peru" in chromium.js(f"return {PLACES}.querySelector('.ev-not_on_map').innerText")


def test_the_layer_of_places_speaks_the_language_of_the_page(chromium: Chromium, page: str) -> None:
    chromium.open(page)
    switch_on(chromium)
    chromium.js("document.querySelector('.ev-language').click()")
    chromium.wait("document.documentElement.lang === 'es'")
    assert "Lugares nombrados" in chromium.js("return document.querySelector('.ev-dock').innerText")
    assert chromium.js("return document.querySelectorAll('.ev-language').length") == 1


def test_a_hostile_name_of_a_place_is_only_text(chromium: Chromium, page: str) -> None:
    chromium.open(page)
    switch_on(chromium)
    chromium.wait(f"{PLACES}.querySelector('.ev-item')")
    chromium.js(f"[...{PLACES}.querySelectorAll('.ev-item')].forEach((each) => each.click())")
    chromium.wait("document.querySelector('.ev-popup .ev-pop')")
    assert HOSTILE in chromium.js(f"return {PLACES}.innerText")
    assert chromium.js("return window.hit ?? null") is None
    assert chromium.complaints() == []
