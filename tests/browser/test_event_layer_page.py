"""The event layer in Chromium: what is drawn can be hit, read, filtered, switched to Spanish and reached by keyboard."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import folium
import geopandas as gpd
import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from shapely import LineString, Point, Polygon

from mapper.maps.event_layer import EventLayer
from mapper.maps.page import page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1280,800",
)  # fmt: skip
BORDER = LineString([(-70.376, -18.350), (-70.30, -18.31), (-69.95, -18.2), (-69.75, -17.9), (-69.5, -17.5)])
QUOTE = "At least 100 people tried to walk into Peru near Tacna."
HOSTILE = "<img src=x onerror=window.hit=1>{{7*191}}${window.hit=1}</script>"
ROWS: list[dict[str, Any]] = [
    {"event_type": "emergency", "status": "announced", "event_date": "2025-11-28", "date_basis": "relative", "location_type": "border_line",
     "location": "Peru-Chile border", "chainage_from_km": 0.0, "chainage_to_km": 167.7, "geometry": BORDER, "quote": "It will be so."},
    {"event_type": "crossing", "status": "attempted", "event_date": "2025-11-28", "count_min": 100, "count_text": "At least 100 people",
     "direction_from": "CHL", "direction_to": "PER", "location": "Tacna", "location_type": "border_line", "geometry": BORDER,
     "quote": QUOTE, "trigger": "tried to walk", "confidence": 0.86, "source": "Example Wire", "source_url": "https://news.example/a",
     "chainage_from_km": 0.0, "chainage_to_km": 167.7},
    {"event_type": "deployment", "status": "ongoing", "location_type": "zone", "location": "Palca", "event_date": "2025-11-20",
     "geometry": Polygon([(-69.9, -17.9), (-69.6, -17.9), (-69.6, -17.6), (-69.9, -17.6)])},
    {"event_type": "detention", "status": "reported", "event_date": "2025-11-26", "location": "Santa Rosa", "location_type": "site",
     "geometry": Point(-70.0, -18.6), "uncertainty_m": 5000.0, "quote": HOSTILE, "source_url": "javascript:window.hit=1"},
    {"event_type": "aid", "status": "reported", "event_date": "2025-11", "location": "Arica", "geometry": Point(-70.31, -18.9)},
    {"event_type": "protest", "status": "denied", "event_date": "2025-11-02", "location": "Arica", "geometry": Point(-70.31, -18.9)},
    {"event_type": "policy", "status": "announced", "location": "Chile", "location_type": "country", "event_date": "2025-11-27"},
    {"event_type": "expulsion", "status": "reported", "location": "Putre", "geometry": Point(-69.56, -18.2), "is_background": True},
]  # fmt: skip


def table() -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(ROWS, geometry="geometry", crs=4326)
    frame["is_background"] = [row.get("is_background", False) for row in ROWS]
    return frame


@contextmanager
def chromium(width: int = 1280, height: int = 800) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    device = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", device)
    try:
        yield driver
    finally:
        driver.quit()


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page with one event layer, and short words for what its readers do."""

    driver: webdriver.Chrome

    def js(self, script: str, *values: object) -> Any:  # noqa: ANN401 - whatever the script gives
        return self.driver.execute_script(f"const layer = Object.values(window.mapperEventLayers ?? {{}})[0];{script}", *values)

    def wait(self, condition: str) -> None:
        WebDriverWait(self.driver, 10, 0.05).until(lambda _: self.js(f"return Boolean({condition})"))

    def text(self, selector: str) -> str:
        return str(self.js("return document.querySelector(arguments[0]).innerText", selector))

    def click(self, selector: str) -> None:
        self.js("document.querySelector(arguments[0]).click()", selector)

    def click_map(self, lon: float, lat: float) -> None:
        """Press the mouse on a place of the map, as a reader does."""
        x, y = self.js(
            "const p = layer._map.latLngToContainerPoint([arguments[1], arguments[0]]);"
            "const box = layer._map.getContainer().getBoundingClientRect(); return [p.x + box.left, p.y + box.top]", lon, lat,
        )  # fmt: skip
        for kind in ("mousePressed", "mouseReleased"):
            event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    def types_shown(self) -> set[str]:
        script = "const {store, mask} = layer.model; return [...mask.keys()].filter(i => mask[i]).map(i => store.typeOf(i))"
        return set(self.js(script))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = folium.Map([-18.2, -70.0], zoom_start=8, tiles=None)
    made.default_js, made.default_css = [], []
    EventLayer(table(), name="Reports", countries={"PER": (-75.0, -10.0), "CHL": (-71.0, -30.0)}).add_to(made)
    folium.LayerControl(collapsed=False, position="topleft").add_to(made)
    path = tmp_path_factory.mktemp("page") / "map.html"
    path.write_text(page(made), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    with chromium() as driver:
        yield driver


@pytest.fixture
def opened(driver: webdriver.Chrome, file: Path) -> Page:
    # a query of its own makes each test start anew, whatever the address said before
    driver.get("about:blank")
    driver.get(file.as_uri())
    view = Page(driver=driver)
    view.wait("layer && layer.scene && document.querySelector('.ev-item')")
    return view


def test_the_page_runs_under_its_policy_without_a_complaint(opened: Page) -> None:
    assert [entry["message"] for entry in opened.driver.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_something_is_drawn(opened: Page) -> None:
    assert opened.js(
        "const c = layer._container; const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n",
    ) > 1000  # fmt: skip


def test_background_is_hidden_until_asked_for(opened: Page) -> None:
    assert "expulsion" not in opened.types_shown()
    opened.click(".ev-background")
    assert "expulsion" in opened.types_shown()


def test_a_type_unticked_leaves_map_list_and_count(opened: Page) -> None:
    before = opened.text(".ev-count")
    opened.click('.ev-keys input[data-word="detention"]')
    assert "detention" not in opened.types_shown()
    assert (before.split()[0], opened.text(".ev-count").split()[0]) == ("7", "6")


def test_a_status_unticked_leaves_the_map(opened: Page) -> None:
    opened.click('.ev-keys input[data-word="announced"]')
    assert opened.types_shown() == {"crossing", "deployment", "detention", "aid", "protest"}


def test_filters_are_cleared_by_one_button(opened: Page) -> None:
    opened.click('.ev-keys input[data-word="aid"]')
    opened.click(".ev-clear")
    assert "aid" in opened.types_shown()


def control_labels(view: Page) -> list[str]:
    script = "return [...document.querySelectorAll('.leaflet-control-layers-overlays label')].map(e => e.innerText.trim())"
    return list(view.js(script))


def test_the_types_stand_in_the_layer_control_and_filter_there(opened: Page) -> None:
    labels = control_labels(opened)
    assert {"Reports", "crossing", "emergency"} <= set(labels)
    opened.js(
        "[...document.querySelectorAll('.leaflet-control-layers-overlays label')].find(e => e.innerText.includes('crossing'))"
        ".querySelector('input').click()",
    )  # fmt: skip
    assert "crossing" not in opened.types_shown()


def test_a_mark_opens_its_popup(opened: Page) -> None:
    opened.click_map(-70.0, -18.6)
    opened.wait("document.querySelector('.ev-popup .ev-pop')")
    assert "Santa Rosa" in opened.text(".ev-popup .ev-pop")


def test_the_border_itself_opens_its_events(opened: Page) -> None:
    opened.click_map(-70.15, -18.26)
    opened.wait("document.querySelector('.ev-popup .ev-pop')")
    assert "Peru-Chile border" in opened.text(".ev-popup .ev-pop") or "Tacna" in opened.text(".ev-popup .ev-pop")


def test_an_area_opens_its_events(opened: Page) -> None:
    opened.click_map(-69.87, -17.65)
    opened.wait("document.querySelector('.ev-popup .ev-pop')")
    assert "Palca" in opened.text(".ev-popup .ev-pop")


def open_event(view: Page, event_type: str) -> None:
    items = "[...document.querySelectorAll('.ev-item')]"
    view.js(f"{items}.find(e => layer.model.store.typeOf(+e.dataset.row) === arguments[0]).click()", event_type)
    view.wait("document.querySelector('.ev-popup .ev-pop')")


def test_a_popup_tells_what_the_article_said(opened: Page) -> None:
    open_event(opened, "crossing")
    said = opened.text(".ev-popup .ev-pop")
    expected = ("attempted", "28 Nov 2025", "At least 100 people", "from Chile to Peru", "somewhere on the 168 km border", "86%", QUOTE)
    assert [words for words in expected if words not in said] == []


def test_a_popup_marks_trigger_and_place_in_the_quote(opened: Page) -> None:
    open_event(opened, "crossing")
    assert (opened.text(".ev-quote mark"), opened.text(".ev-quote u")) == ("tried to walk", "Tacna")


def test_a_source_opens_without_telling_where_from(opened: Page) -> None:
    open_event(opened, "crossing")
    link = opened.js("const a = document.querySelector('.ev-source a'); return [a.href, a.rel, a.target]")
    assert link == ["https://news.example/a", "noopener noreferrer nofollow", "_blank"]


def opened_with(driver: webdriver.Chrome, tmp_path: Path, rows: list[dict[str, Any]]) -> Page:
    """Show a map of these rows."""
    made = folium.Map([-18.2, -70.0], zoom_start=8, tiles=None)
    made.default_js, made.default_css = [], []
    EventLayer(gpd.GeoDataFrame(rows, geometry="geometry", crs=4326)).add_to(made)
    folium.LayerControl().add_to(made)
    (tmp_path / "map.html").write_text(page(made), encoding="utf-8")
    driver.get((tmp_path / "map.html").as_uri())
    view = Page(driver=driver)
    view.wait("layer && layer.scene && document.querySelector('.ev-item')")
    return view


def test_a_quote_from_right_to_left_stands_so(driver: webdriver.Chrome, tmp_path: Path) -> None:
    quote = "\u0639\u0628\u0631 \u0627\u0644\u062d\u062f\u0648\u062f \u0645\u0627\u0626\u0629 \u0634\u062e\u0635."
    view = opened_with(driver, tmp_path, [{"event_type": "crossing", "quote": quote, "lang": "ar", "geometry": Point(-70.0, -18.2)}])
    open_event(view, "crossing")
    quoted = "const q = document.querySelector('.ev-quote'); return [q.matches(':dir(rtl)'), q.lang, getComputedStyle(q).borderRightWidth]"
    assert view.js(quoted) == [True, "ar", "3px"]


def test_police_are_told_from_soldiers_by_their_mark(driver: webdriver.Chrome, tmp_path: Path) -> None:
    kinds = enumerate(["troops", "police"])
    rows = [{"event_type": "deployment", "sub_event_type": kind, "geometry": Point(-70.0 + at, -18.2)} for at, kind in kinds]
    view = opened_with(driver, tmp_path, rows)
    assert view.js("return layer.model.lookOfRow(0).shape.glyph !== layer.model.lookOfRow(1).shape.glyph")
    assert view.js("return layer.model.lookOfRow(0).shape.outline === layer.model.lookOfRow(1).shape.outline")


def test_several_events_of_which_one_is_new_have_a_dot(driver: webdriver.Chrome, tmp_path: Path) -> None:
    rows = [{"event_type": "aid", "is_new": at == 3, "geometry": Point(-70.0, -18.2)} for at in range(6)]
    view = opened_with(driver, tmp_path, rows)
    assert view.js("return layer.scene.donuts.map((each) => layer.painter.hasNews(each))") == [True]
    view.js("layer.model.mask[[...Array(6).keys()].find((row) => layer.model.store.isNew(row))] = 0")
    assert view.js("return layer.scene.donuts.map((each) => layer.painter.hasNews(each))") == [False]


def test_hundreds_of_types_leave_legend_and_control_short(driver: webdriver.Chrome, tmp_path: Path) -> None:
    rows = [{"event_type": f"kind {at:03}", "geometry": Point(-70.0 + at / 1000, -18.2)} for at in range(300)]
    view = opened_with(driver, tmp_path, rows)
    assert view.js("return document.querySelectorAll('.ev-keys input').length") == 60
    assert "240 more" in view.text(".ev-keys")
    assert len(control_labels(view)) == 1


def test_hostile_text_is_only_text(opened: Page) -> None:
    open_event(opened, "detention")
    assert opened.text(".ev-quote") == HOSTILE
    assert opened.js("return document.querySelectorAll('.ev-popup .ev-pop img, .ev-popup .ev-pop a').length") == 0
    assert opened.js("return window.hit ?? null") is None


def test_two_events_at_one_spot_are_paged(opened: Page) -> None:
    opened.click_map(-70.31, -18.9)
    opened.wait("document.querySelector('.ev-paging')")
    assert "1 of 2" in opened.text(".ev-paging")
    first = opened.text(".ev-title")
    opened.click(".ev-paging button:last-child")
    opened.wait("document.querySelector('.ev-paging span').innerText === '2 of 2'")
    assert opened.text(".ev-title") != first


def test_events_without_a_place_stand_in_a_list(opened: Page) -> None:
    assert "Chile" in opened.text(".ev-not_on_map")
    assert "Chile" not in opened.text(".ev-in_view").replace("Peru-Chile", "")


def test_the_list_shows_the_newest_first(opened: Page) -> None:
    lines = "[...document.querySelectorAll('.ev-in_view .ev-where')]"
    dates = opened.js(f"return {lines}.map(e => e.innerText.split(' · ')[0])")
    assert dates[0] == "28 Nov 2025"
    assert dates[-1] in {"November 2025", "2 Nov 2025"}


def test_the_language_switches_everywhere_at_once(opened: Page) -> None:
    open_event(opened, "crossing")
    opened.click(".ev-language")
    opened.wait("document.querySelector('.ev-popup .ev-pop').lang === 'es'")
    assert opened.js("return document.documentElement.lang") == "es"
    assert "28 nov 2025" in opened.text(".ev-popup .ev-pop")
    assert "Eventos en la vista" in opened.text(".ev-dock")
    assert "cruce" in control_labels(opened)


def test_the_language_of_another_part_of_the_page_is_followed(opened: Page) -> None:
    opened.js("document.dispatchEvent(new CustomEvent('mapper:lang', {detail: {lang: 'es'}}))")
    assert "Leyenda" in opened.text(".ev-dock")


def test_the_list_is_reached_and_opened_by_keyboard(opened: Page) -> None:
    opened.js("document.querySelector('.ev-item').focus()")
    row = opened.js("return document.activeElement.dataset.row")
    opened.driver.switch_to.active_element.send_keys(Keys.ENTER)
    opened.wait("document.querySelector('.ev-popup .ev-pop')")
    opened.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    opened.wait("!document.querySelector('.ev-popup .ev-pop')")
    assert opened.js("return document.activeElement.dataset.row") == row


def test_an_event_in_focus_is_lit(opened: Page) -> None:
    before = opened.js("return layer._container.toDataURL().length")
    opened.js("document.querySelector('.ev-item').focus()")
    assert opened.js("return layer._container.toDataURL().length") != before


def test_a_layer_taken_off_takes_its_panel_along(opened: Page) -> None:
    opened.js("window.theMap = layer._map; layer.remove()")
    assert opened.js("return document.querySelectorAll('.ev-panel').length") == 0
    opened.js("layer.addTo(window.theMap)")
    assert opened.js("return document.querySelectorAll('.ev-panel').length") == 1


def test_on_a_phone_the_panel_is_a_sheet_with_three_stops(file: Path) -> None:
    with chromium(390, 800) as driver:
        driver.get(file.as_uri())
        view = Page(driver=driver)
        view.wait("layer && layer.scene && document.querySelector('.ev-item')")
        stops = []
        for _ in range(3):
            stops.append(view.js("return document.querySelector('.ev-dock').className.match(/ev-(low|half|full)/)[1]"))
            view.click(".ev-handle")
        assert stops == ["low", "half", "full"]


def test_two_layers_share_one_map_and_one_dock(tmp_path: Path, driver: webdriver.Chrome) -> None:
    made = folium.Map([-18.2, -70.0], zoom_start=8, tiles=None)
    made.default_js, made.default_css = [], []
    group = folium.FeatureGroup("Group").add_to(made)
    EventLayer(table(), name="First").add_to(made)
    EventLayer(table()[3:5], name="Second").add_to(group)
    folium.LayerControl().add_to(made)
    (tmp_path / "two.html").write_text(page(made), encoding="utf-8")
    driver.get((tmp_path / "two.html").as_uri())
    view = Page(driver=driver)
    view.wait("document.querySelectorAll('.ev-panel').length === 2")
    assert view.js("return document.querySelectorAll('.ev-dock').length") == 1
