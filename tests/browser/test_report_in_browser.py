"""A report in Chromium: its map is drawn, it asks no host, and nothing foreign runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from mapper.layers.frames import events_frame
from mapper.maps import event_map
from mapper.report import report_page

if TYPE_CHECKING:
    from conftest import Chromium

    from mapper.records import Event

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]  # the driver is spoken to over loopback

HOSTILE = "</script><img src=x onerror=\"document.title='run'\">{{7*7}}${alert(1)}"


def shown(chromium: Chromium, page: str) -> None:
    """Open a report and wait until the map in its frame is drawn."""
    path = chromium.folder / "page.html"
    path.write_text(page, encoding="utf-8")
    chromium.driver.get("about:blank")
    chromium.complaints()
    chromium.requests()
    chromium.driver.get(path.as_uri())
    chromium.driver.switch_to.frame(chromium.driver.find_element("tag name", "iframe"))
    WebDriverWait(chromium.driver, 6, 0.05).until(lambda _: chromium.js("return document.documentElement.classList.contains('page-ready')"))
    chromium.driver.switch_to.default_content()


def test_a_hostile_report_draws_its_map_asks_no_host_and_runs_nothing_foreign(events: tuple[Event, ...], chromium: Chromium) -> None:
    table = events_frame(events)
    for column in ("quote", "source", "location", "actor1"):
        table[column] = HOSTILE
    shown(chromium, report_page(event_map(table)))
    assert chromium.driver.title == "Report of border events"
    assert chromium.requests() == []
    assert [said for said in chromium.complaints() if "Content Security Policy" in said] == []


def test_on_paper_a_picture_stands_for_the_map(events: tuple[Event, ...], chromium: Chromium) -> None:
    shown(chromium, report_page(event_map(events_frame(events))))
    chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    look = "return ['iframe', '.on-paper'].map((name) => getComputedStyle(document.querySelector(name)).display)"
    displayed = chromium.js(look)
    chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert displayed == ["none", "block"]
