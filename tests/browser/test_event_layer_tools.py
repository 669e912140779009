"""Search, time, address, export, strip and accessibility of the event layer in Chromium."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import folium
import pytest
from selenium.webdriver.common.keys import Keys
from test_event_layer_page import Page, chromium, table

from mapper.maps.event_layer import EventLayer
from mapper.maps.page import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium import webdriver

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "mapper" / "maps" / "script" / "node_modules" / "axe-core" / "axe.min.js"
ON_BORDER = {"Santa Rosa": 8.1, "Arica": 6.0}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    events = table()
    events["chainage_km"] = events["location"].map(ON_BORDER)
    made = folium.Map([-18.2, -70.0], zoom_start=8, tiles=None)
    made.default_js, made.default_css = [], []
    EventLayer(events, name="Reports", countries={"PER": (-75.0, -10.0), "CHL": (-71.0, -30.0)}).add_to(made)
    path = tmp_path_factory.mktemp("page") / "map.html"
    path.write_text(page(made), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    with chromium() as driver:
        yield driver


def visit(driver: webdriver.Chrome, file: Path, address: str = "") -> Page:
    driver.get("about:blank")
    driver.get(file.as_uri() + address)
    view = Page(driver=driver)
    view.wait("layer && layer.scene && document.querySelector('.ev-item')")
    return view


@pytest.fixture
def opened(driver: webdriver.Chrome, file: Path) -> Page:
    return visit(driver, file)


def type_in(view: Page, text: str) -> None:
    view.driver.find_element("css selector", ".ev-search").send_keys(text)
    view.wait(f"layer.model.filter.query === {json.dumps(text)}")


def test_a_search_finds_words_of_quotes_without_accents_or_case(opened: Page) -> None:
    type_in(opened, "TRÍED to")
    assert opened.types_shown() == {"crossing"}


def test_a_search_finds_types_by_their_names(opened: Page) -> None:
    opened.click(".ev-language")
    type_in(opened, "cruce")
    assert opened.types_shown() == {"crossing"}


def test_a_handle_moved_by_key_shortens_the_period(opened: Page) -> None:
    handle = opened.driver.find_element("css selector", ".ev-handle-range")
    for _ in range(26):
        handle.send_keys(Keys.ARROW_RIGHT)
    assert opened.types_shown() == {"emergency", "crossing", "policy"}
    assert "27 Nov 2025" in opened.text(".ev-period")


def test_a_step_shows_the_first_week(opened: Page) -> None:
    opened.js("document.querySelector('.ev-time button[aria-label=Next]').click()")
    assert opened.types_shown() == {"aid", "protest"}


def test_playing_starts_at_the_beginning_and_can_be_paused(opened: Page) -> None:
    opened.click(".ev-play")
    assert opened.text(".ev-play") == "Pause"
    assert opened.types_shown() == {"aid", "protest"}
    opened.click(".ev-play")
    assert opened.text(".ev-play") == "Play"


def test_the_address_keeps_view_and_filters(driver: webdriver.Chrome, file: Path) -> None:
    view = visit(driver, file)
    view.click('.ev-keys input[data-word="aid"]')
    view.wait("location.hash.includes('off=aid')")
    address = view.js("return location.hash")
    again = visit(driver, file, address)
    assert "aid" not in again.types_shown()


def test_an_address_of_another_place_opens_there(driver: webdriver.Chrome, file: Path) -> None:
    view = visit(driver, file, "#map=11/-18.5/-70.2&from=2025-11-26")
    assert view.js("return layer._map.getZoom()") == 11
    assert "aid" not in view.types_shown()


def caught_download(view: Page, label: str) -> str:
    """Press a tool and read what it would save."""
    view.js(
        "window.saved = null; const make = URL.createObjectURL;"
        "URL.createObjectURL = blob => { blob.text().then(text => window.saved = text); return make(blob); };"
        "[...document.querySelectorAll('.ev-tools button')].find(b => b.innerText === arguments[0]).click()", label,
    )  # fmt: skip
    view.wait("window.saved !== null")
    return str(view.js("return window.saved"))


def test_the_filtered_events_are_saved_as_csv(opened: Page) -> None:
    opened.click('.ev-keys input[data-word="emergency"]')
    lines = caught_download(opened, "CSV").strip().split("\r\n")
    assert len(lines) == 1 + 6
    assert lines[0].lstrip("\ufeff").endswith("longitude,latitude")


def test_the_filtered_events_are_saved_as_geojson(opened: Page) -> None:
    saved = json.loads(caught_download(opened, "GeoJSON"))
    kinds = sorted(str(feature["geometry"] and feature["geometry"]["type"]) for feature in saved["features"])
    assert kinds == ["LineString", "LineString", "None", "Point", "Point", "Point", "Polygon"]
    crossing = next(f["properties"] for f in saved["features"] if f["properties"]["event_type"] == "crossing")
    assert (crossing["event_date"], crossing["count_min"], crossing["confidence"]) == ("2025-11-28", 100, 0.86)


def test_a_picture_of_what_is_seen_is_saved(opened: Page) -> None:
    assert "PNG" in caught_download(opened, "Save picture")[:8]


def test_a_distance_is_measured(opened: Page) -> None:
    opened.js("[...document.querySelectorAll('.ev-tools button')].find(b => b.innerText === 'Measure').click()")
    opened.click_map(-70.3, -18.5)
    opened.click_map(-70.1, -18.5)
    assert opened.text(".ev-measure").endswith("km")
    assert 20 < float(opened.text(".ev-measure").split()[0]) < 22


STRIP = "const s = document.querySelector('.ev-strip-canvas'), box = s.getBoundingClientRect();"


def test_the_strip_lights_an_event_by_arrow_keys(opened: Page) -> None:
    opened.js("document.querySelector('.ev-strip-canvas').focus()")
    opened.driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    assert opened.js("return layer.model.focused") is not None
    assert "km" in opened.js("return document.querySelector('.ev-strip-canvas').getAttribute('aria-label')")


def test_a_drag_on_the_strip_chooses_stretch_and_period_for_everything(opened: Page) -> None:
    x, y, right, bottom = opened.js(f"{STRIP} return [box.left + 300, box.top + 24, box.left + 500, box.top + 118]")
    steps = (("mousePressed", x, y), ("mouseMoved", right, bottom), ("mouseReleased", right, bottom))
    for kind, at_x, at_y in steps:
        event = {"type": kind, "x": at_x, "y": at_y, "button": "left", "clickCount": 1}
        opened.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    assert opened.js("return layer.model.filter.kmFrom") > 20
    assert opened.types_shown() == {"emergency", "crossing"}


def test_a_stretch_and_a_period_are_chosen_by_keys_too(opened: Page) -> None:
    opened.js("document.querySelector('.ev-strip-canvas').focus()")
    strip = opened.driver.switch_to.active_element
    strip.send_keys(Keys.ARROW_RIGHT)
    for _ in range(3):
        strip.send_keys(Keys.SHIFT, Keys.ARROW_RIGHT)
    strip.send_keys(Keys.SHIFT, Keys.ARROW_DOWN)
    chosen = opened.js("const { kmFrom, kmTo, from, to } = layer.model.filter; return [kmTo - kmFrom, to - from]")
    assert chosen[0] == pytest.approx(3 * 167.7 / 20, abs=0.2)
    assert chosen[1] >= 0
    strip.send_keys(Keys.ESCAPE)
    assert opened.js("const { kmFrom, from } = layer.model.filter; return [kmFrom, from]") == [None, None]


def test_a_distance_is_measured_by_keyboard(opened: Page) -> None:
    opened.js("[...document.querySelectorAll('.ev-tools button')].find(b => b.innerText === 'Measure').click()")
    opened.js("layer._map.getContainer().focus()")
    opened.driver.switch_to.active_element.send_keys(Keys.ENTER)
    opened.js("layer._map.panBy([200, 0], {animate: false})")
    opened.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert opened.text(".ev-measure").endswith("km")
    opened.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert opened.js("return document.querySelector('.ev-measure')") is None


def test_the_strip_folds(opened: Page) -> None:
    before = opened.js("return document.querySelector('.ev-strip').offsetHeight")
    opened.click(".ev-strip > summary")
    assert opened.js("return document.querySelector('.ev-strip').offsetHeight") < before / 2


def test_on_a_phone_the_strip_stands_in_the_sheet(file: Path) -> None:
    with chromium(390, 800) as driver:
        view = visit(driver, file)
        assert view.js("return Boolean(document.querySelector('.ev-dock .ev-strip'))")
        assert view.js("return document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_to_mend(file: Path, theme: str, width: int) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm ci in mapper/maps/script)")
    with chromium(width, 800) as driver:
        # without motion nothing is half faded in while it is looked at
        scheme = [{"name": "prefers-color-scheme", "value": theme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        view = visit(driver, file)
        view.click(".ev-handle" if width < 700 else ".ev-strip-canvas")
        view.js("document.querySelector('.ev-item').click()")
        view.wait("document.querySelector('.ev-popup') && getComputedStyle(document.querySelector('.ev-popup')).opacity === '1'")
        driver.execute_cdp_cmd("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
        found = driver.execute_async_script("const done = arguments[arguments.length - 1]; axe.run().then(r => done(r.violations))")
        assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found] == []


def test_touch_targets_are_large_enough(opened: Page) -> None:
    small = opened.js(
        "return [...document.querySelectorAll('.ev-dock button, .ev-dock summary, .ev-dock label, .ev-dock select')]"
        ".filter(e => e.offsetHeight && e.offsetHeight < 24).map(e => e.outerHTML.slice(0, 80))",
    )
    assert small == []


def test_a_print_lists_the_filtered_events_with_quotes_and_sources(opened: Page) -> None:
    opened.wait("document.querySelectorAll('.ev-print article').length === 7")
    assert opened.js("return getComputedStyle(document.querySelector('.ev-print')).display") == "none"
    printed = opened.js("return document.querySelector('.ev-print').textContent")
    assert "At least 100 people tried to walk into Peru" in printed
    assert "https://news.example/a" in printed
    opened.click('.ev-keys input[data-word="crossing"]')
    opened.wait("document.querySelectorAll('.ev-print article').length === 6")
