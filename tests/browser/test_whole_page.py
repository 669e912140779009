"""The composed page in Chromium: no request, no complaint, both languages and themes, legible on a phone."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import geopandas as gpd
import matplotlib.image
import numpy as np
import pypdf
import pytest
from shapely import LineString, Point

from mapper.maps import EventMap, event_map, folium_map
from mapper.maps._line import border_lines
from mapper.maps.style import THEME

if TYPE_CHECKING:
    from conftest import Chromium
    from numpy.typing import NDArray

pytestmark = pytest.mark.browser

BASE = "Object.values(window).find((each) => each && each.sheets && each.parts)"


@pytest.fixture(scope="module")
def made() -> EventMap:
    border = LineString(border_lines("PER-CHL")[0])
    events = gpd.GeoDataFrame(
        {
            "event_type": ["emergency", "protest", "policy"], "status": ["announced", "reported", "announced"],
            "event_date": "2025-11-28", "location": ["Peru-Chile border", "Tacna", "Chile"], "article_id": "a",
            "location_type": ["border_line", "populated_place", "country"],
        },
        geometry=[border, Point(-70.2536, -18.0146), None], crs=4326,
    )  # fmt: skip
    return event_map(events, title="Week 48")


@pytest.fixture(scope="module")
def html(made: EventMap) -> str:
    return made.to_html()


def pixels(chromium: Chromium) -> NDArray[np.uint8]:
    shot = matplotlib.image.imread(io.BytesIO(base64.b64decode(chromium.driver.get_screenshot_as_base64())), format="png")
    return (shot[:, :, :3] * 255).round().astype(np.uint8)


def share_of(shot: NDArray[np.uint8], colour: str) -> float:
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    return float((np.abs(shot.astype(int) - wanted).max(axis=2) <= 2).mean())


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("dark", [False, True])
def test_the_page_asks_for_nothing_and_complains_of_nothing(chromium: Chromium, html: str, width: int, height: int, *, dark: bool) -> None:
    chromium.open(html, width=width, height=height, dark=dark)
    assert chromium.requests() == []
    assert chromium.complaints() == []
    assert chromium.js("return document.documentElement.scrollWidth") <= width


def test_the_page_has_title_sentence_and_disclaimer(chromium: Chromium, html: str) -> None:
    chromium.open(html)
    text = chromium.js("return document.body.innerText")
    assert "Week 48" in text
    assert "3 events, 28 Nov 2025, from 1 article; 1 reported, 2 announced" in text
    assert "Boundaries and names imply no recognition." in text
    assert "Los límites" not in text


def test_the_language_switches_everything_that_the_page_says(chromium: Chromium, html: str) -> None:
    chromium.open(html)
    chromium.js("document.querySelector('.ev-language').click()")
    chromium.wait("document.documentElement.lang === 'es'")
    text = chromium.js("return document.body.innerText")
    assert "3 eventos, 28 nov 2025, de 1 artículo" in text
    assert "Los límites y nombres no implican reconocimiento." in text
    assert "Boundaries" not in text
    assert chromium.js("return document.querySelector('.leaflet-control-zoom-in').title") == "Acercar"
    assert "Hitos fronterizos" in chromium.js("return document.querySelector('.leaflet-control-layers').innerText") or chromium.js(
        "return getComputedStyle(document.querySelector('.leaflet-control-layers .in-en')).display"
    ) == "none"  # fmt: skip


def test_land_and_sea_are_drawn(chromium: Chromium, html: str) -> None:
    chromium.open(html)
    shot = pixels(chromium)
    assert share_of(shot, THEME["land"][0]) > 0.3
    assert share_of(shot, THEME["sea"][0]) > 0.03


def test_dark_is_wholly_dark(chromium: Chromium, html: str) -> None:
    chromium.open(html, dark=True)
    shot = pixels(chromium)
    assert share_of(shot, THEME["land"][1]) > 0.3
    assert float((shot.min(axis=2) > 200).mean()) < 0.02


def test_the_theme_of_the_page_wins_over_the_readers_system(chromium: Chromium, html: str) -> None:
    chromium.open(html)
    chromium.js("document.documentElement.dataset.theme = 'dark'")
    chromium.wait(f"getComputedStyle(document.body).backgroundColor === 'rgb{tuple(bytes.fromhex(THEME['paper'][1][1:]))}'")
    assert share_of(pixels(chromium), THEME["land"][1]) > 0.3


@pytest.mark.parametrize(("part", "zoom", "centre"), [
    ("monuments", 12, [-18.31, -70.31]), ("crossings", 11, [-18.31, -70.31]), ("regions", 8, [-18.0, -70.0]), ("zones", 9, [-18.0, -70.0]),
])  # fmt: skip
def test_parts_of_the_ground_can_be_switched(chromium: Chromium, html: str, part: str, zoom: int, centre: list[float]) -> None:
    chromium.open(html)
    chromium.js(f"{BASE}.map.setView(arguments[0], arguments[1], {{animate: false}})", centre, zoom)
    drawn = f"return {BASE}.sheets[1]._container.toDataURL()"
    chromium.js(f"{BASE}.toggle('{part}', true)")
    shown = chromium.js(drawn)
    chromium.js(f"{BASE}.toggle('{part}', false)")
    assert chromium.js(drawn) != shown


def test_the_disputed_end_shows_only_close_up(chromium: Chromium, html: str) -> None:
    chromium.open(html)
    said = f"""const base = {BASE}, said = [], text = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (...all) {{ said.push(all[0]); return text.apply(this, all); }};
        base.map.setView([-18.3512, -70.3778], arguments[0], {{animate: false}});
        CanvasRenderingContext2D.prototype.fillText = text;
        return said.includes(base.data.triangle_names[0]);"""
    assert chromium.js(said, 12) is False
    assert chromium.js(said, 15) is True


def test_tiles_that_never_come_leave_our_own_land(chromium: Chromium, made: EventMap) -> None:
    tiled = event_map(made.events, tiles="OpenStreetMap.Mapnik").to_html().replace("https://tile.openstreetmap.org", "https://127.0.0.1:9")
    chromium.open(tiled)
    assert share_of(pixels(chromium), THEME["land"][0]) > 0.3


def test_the_embedded_page_works_in_its_sandbox(chromium: Chromium, made: EventMap) -> None:
    outer = "<!DOCTYPE html><html class='page-ready'><meta charset='utf-8'><body style='margin:0'>" + made.snippet(700)
    chromium.open(outer)
    chromium.wait("document.querySelector('iframe')")
    frame = chromium.driver.find_element("css selector", "iframe")
    chromium.driver.switch_to.frame(frame)
    try:
        chromium.wait("document.documentElement.classList.contains('page-ready')")
        assert "3 events" in chromium.js("return document.body.innerText")
        chromium.wait("document.querySelector('.ev-tools button')")
        # its address is not the reader's: the view and the filters are copied by a button, or shown to be copied
        chromium.driver.find_element("css selector", ".ev-tools button").click()
        chromium.wait("document.querySelector('.ev-tools button').innerText === 'Copied' || document.querySelector('.ev-copy-shown')")
        assert not chromium.js("return [...document.querySelectorAll('.ev-tools button')].some((each) => each.innerText === 'Full screen')")
    finally:
        chromium.driver.switch_to.default_content()
    assert chromium.requests() == []


def test_without_scripts_the_picture_stands_in(chromium: Chromium, html: str) -> None:
    chromium.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        (chromium.folder / "page.html").write_text(html, encoding="utf-8")
        chromium.driver.get((chromium.folder / "page.html").as_uri())
        assert chromium.driver.find_element("css selector", "noscript svg").is_displayed()
        assert "This picture stands for the interactive map" in chromium.driver.find_element("css selector", "noscript").text
    finally:
        chromium.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_foliums_own_save_shows_the_ground_where_leaflet_is_given(made: EventMap) -> None:
    assert "mapBase(" in folium_map(made.events).get_root().render()


def test_a_print_has_the_map_as_a_light_picture_and_the_page_is_as_before(chromium: Chromium, html: str) -> None:
    chromium.open(html, dark=True)
    before = chromium.js(f"const {{ map }} = {BASE}; return [map.getZoom(), map.getSize().x, map.getCenter().lat.toFixed(4)]")
    chromium.js("window.dispatchEvent(new Event('beforeprint'))")
    light = """const paper = document.querySelector('.ev-paper');
        const { data } = paper.getContext('2d').getImageData(0, 0, paper.width, paper.height);
        let n = 0; for (let i = 0; i < data.length; i += 4) { if (data[i] > 200) { n += 1; } } return n * 4 / data.length"""
    assert chromium.js(light) > 0.8
    assert chromium.js("return getComputedStyle(document.querySelector('.ev-paper')).display") == "none"
    chromium.js("window.dispatchEvent(new Event('afterprint'))")
    assert chromium.js("return document.querySelector('.ev-paper')") is None
    after = chromium.js(f"const {{ map }} = {BASE}; return [map.getZoom(), map.getSize().x, map.getCenter().lat.toFixed(4)]")
    assert after == before


def test_a_print_carries_quotes_and_attributions(chromium: Chromium, html: str) -> None:
    chromium.open(html)
    chromium.wait("document.querySelector('.ev-print article')")
    printed = chromium.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages)
    said = ("Week 48", "Boundaries and names imply no recognition.", "OpenStreetMap contributors", "Peru-Chile border", "policy")
    assert [words for words in said if words.lower() not in text.lower()] == []
