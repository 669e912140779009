"""The popup of a merged event lists its other reports, as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely import Point

from mapper.maps import event_map

if TYPE_CHECKING:
    from conftest import Chromium

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=window.hit=1>"
TOLD = [
    {"article_id": "a", "quote": "Peru expelled 34 people.", "status": "reported", "source": "Post", "count_text": "34 people"},
    {"article_id": "b", "quote": f"Perú expulsará a 40 personas. {HOSTILE}", "lang": "es", "status": "announced", "source": HOSTILE,
     "count_text": "40 personas", "source_url": "javascript:window.hit=1", "published": "2026-05-12"},
    {"article_id": "c", "quote": "Thirty-four were expelled.", "status": "reported", "source": "Times", "source_url": "https://times.example/c"},
]  # fmt: skip


def opened(chromium: Chromium, reports: str) -> str:
    """Open the popup of an event with these reports; give its text."""
    row = {"event_type": "expulsion", "status": "reported", "location": "Tacna", "n_reports": 3, "n_sources": 3, "reports": reports}
    frame = gpd.GeoDataFrame([row | TOLD[0] | {"lang": "en"}], geometry=[Point(-70.25, -18.0)], crs=4326)
    chromium.open(event_map(frame).to_html())
    chromium.wait("document.querySelector('.ev-item')")
    chromium.js("document.querySelector('.ev-item').click()")
    chromium.wait("document.querySelector('.ev-popup .ev-pop')")
    chromium.js("document.querySelectorAll('.ev-popup details').forEach((each) => { each.open = true; })")
    return str(chromium.js("return document.querySelector('.ev-popup .ev-pop').innerText"))


def test_every_other_report_is_quoted_with_its_source(chromium: Chromium) -> None:
    said = opened(chromium, json.dumps(TOLD))
    assert chromium.js("return document.querySelectorAll('.ev-popup .ev-reports li').length") == 2
    assert "Thirty-four were expelled." in said
    assert "Times" in said


def test_what_a_report_says_otherwise_stands_beside_its_quote(chromium: Chromium) -> None:
    opened(chromium, json.dumps(TOLD))
    assert "40 personas" in chromium.js("return document.querySelector('.ev-popup .ev-reports li').innerText")


def test_hostile_reports_stay_text(chromium: Chromium) -> None:
    assert HOSTILE in opened(chromium, json.dumps(TOLD))
    assert chromium.js("return [window.hit ?? null, document.querySelectorAll('.ev-popup .ev-pop img').length]") == [None, 0]
    assert chromium.js("return [...document.querySelectorAll('.ev-popup .ev-pop a')].map((a) => a.protocol)") == ["https:"]


@pytest.mark.parametrize("reports", ["[broken", "{}", "[1, null, [2]]", '"words"'])
def test_a_column_that_is_no_list_of_reports_shows_none(chromium: Chromium, reports: str) -> None:
    assert "Peru expelled" in opened(chromium, reports)
    assert chromium.js("return document.querySelectorAll('.ev-popup .ev-reports blockquote').length") == 0
