"""The map says which events are new and which were corrected, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely import Point

from mapper.maps import event_map

if TYPE_CHECKING:
    from conftest import Chromium

pytestmark = pytest.mark.browser


def opened(chromium: Chromium, **more: object) -> str:
    """Open the popup of an event with these columns; give its text."""
    row = {"event_type": "crossing", "status": "reported", "location": "Tacna", "quote": "They crossed.", "lang": "en"} | more
    frame = gpd.GeoDataFrame([row], geometry=[Point(-70.25, -18.0)], crs=4326)
    chromium.open(event_map(frame).to_html())
    chromium.wait("document.querySelector('.ev-item')")
    chromium.js("document.querySelector('.ev-item').click()")
    chromium.wait("document.querySelector('.ev-popup .ev-pop')")
    return str(chromium.js("return document.querySelector('.ev-popup .ev-pop').innerText"))


def test_a_corrected_event_says_by_whom(chromium: Chromium) -> None:
    said = "status set by <img src=x onerror=window.hit=1>, 2026-03-20"
    assert f"corrected: {said}" in opened(chromium, corrected=said)
    assert chromium.js("return window.hit ?? null") is None


def test_a_new_event_says_so_in_its_popup_and_in_the_list(chromium: Chromium) -> None:
    assert "new" in opened(chromium, is_new=True).split()
    assert chromium.js("return document.querySelector('.ev-item .ev-chip').innerText") == "new"


def test_other_events_say_nothing_of_it(chromium: Chromium) -> None:
    said = opened(chromium, is_new=False, corrected=None)
    assert "new" not in said.split()
    assert "corrected" not in said
