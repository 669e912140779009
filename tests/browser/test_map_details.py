"""Small things of the whole page in Chromium: counts on arrows, names clear of the panel, the empty map, years, the window's title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
from shapely import LineString

from mapper.maps import event_map
from mapper.maps._line import border_lines

if TYPE_CHECKING:
    from conftest import Chromium

pytestmark = pytest.mark.browser

BORDER = LineString(border_lines("PER-CHL")[0])
LAYER = "Object.values(window.mapperEventLayers)[0]"
BASE = "Object.values(window).find((each) => each && each.sheets && each.parts)"
WATCH = """
window.written = [];
const write = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  window.written.push([text, x, y]);
  return write.call(this, text, x, y);
};
"""


def crossing(count: int, said: str) -> dict[str, Any]:
    return {
        "event_type": "crossing", "status": "attempted", "event_date": "2025-11-28", "count_min": count, "count_text": said,
        "direction_from": "CHL", "direction_to": "PER", "location": "Peru\N{EN DASH}Chile border", "location_type": "border_line",
        "border_id": "PER-CHL", "chainage_from_km": 0.0, "chainage_to_km": 167.7, "geometry": BORDER,
    }  # fmt: skip


def page(rows: list[dict[str, Any]]) -> str:
    columns = None if rows else ["event_type", "status", "geometry"]
    return event_map(gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=4326)).to_html()


@pytest.fixture(scope="module")
def two_crossings() -> str:
    return page([crossing(2000, "thousands of migrants without papers"), crossing(100, "At least 100 people")])


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_two_crossings_of_one_border_show_their_counts_as_worded(chromium: Chromium, two_crossings: str, width: int, height: int) -> None:
    chromium.open(two_crossings, width=width, height=height)
    chromium.js(f"{WATCH} {LAYER}.redraw()")
    written = {text for text, *_ in chromium.js("return window.written")}
    assert {"thousands of migrants without papers", "At least 100 people"} <= written


def test_no_name_stands_in_the_margin_beside_the_panel(chromium: Chromium, two_crossings: str) -> None:
    chromium.open(two_crossings)
    chromium.js(f"{WATCH} {BASE}.redraw()")
    margin = chromium.js(f"""
        const map = {BASE}.map, frame = map.getContainer().getBoundingClientRect(), {{x, y}} = map.containerPointToLayerPoint([0, 0]);
        const panel = document.querySelector(".ev-dock-body").getBoundingClientRect();
        return [panel.left - frame.left + x, frame.width + x, y, y + frame.height];
    """)
    written = chromium.js("return window.written")
    assert written
    assert not [text for text, x, y in written if margin[0] < x < margin[1] and margin[2] < y < margin[3]]


def test_an_empty_map_says_so_without_headings_over_nothing(chromium: Chromium) -> None:
    chromium.open(page([]))
    assert chromium.js("return document.querySelectorAll('.ev-legend, .ev-keys').length") == 0
    chromium.wait("document.querySelector('.ev-none')")
    assert chromium.js("return document.querySelector('.ev-none').textContent") == "No events"


def test_an_event_known_by_its_year_is_a_year_everywhere(chromium: Chromium) -> None:
    year = crossing(1, "one") | {"event_date": "2019-01", "event_date_end": "2019-12"}
    chromium.open(page([year, crossing(2, "two") | {"event_date_end": "2025-11-28"}]))
    chromium.wait("document.querySelectorAll('.ev-where').length === 2")
    assert "2019 \N{EN DASH} 28 Nov 2025" in chromium.js("return document.querySelector('.page-summary').innerText")
    assert chromium.js("return document.querySelector('.ev-period').textContent") == "2019 \N{EN DASH} 28 Nov 2025"
    places = chromium.js("return [...document.querySelectorAll('.ev-where')].map((each) => each.textContent)")
    assert places == ["28 Nov 2025 · Peru\N{EN DASH}Chile border", "2019 · Peru\N{EN DASH}Chile border"]


def test_the_title_of_the_window_and_the_places_follow_the_language(chromium: Chromium, two_crossings: str) -> None:
    chromium.open(two_crossings)
    chromium.js("document.querySelector('.ev-language').click()")
    chromium.wait("document.title === 'Eventos en la frontera'")
    chromium.wait("document.querySelector('.ev-where').textContent.includes('Frontera Perú\N{EN DASH}Chile')")
