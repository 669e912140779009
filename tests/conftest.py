"""Fixtures that tests of several parts share, and the rule on Chromium: absent it skips browser tests, but under CI they fail."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from shapely import LineString, Point

from mapper.records import Article, Event, Evidence, Location, Place, Placement, Quantity, Toponym, When

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "About 80 people crossed from Chile into Peru at Santa Rosa on Friday."


def missing_browser() -> str | None:
    """Say which program browser tests lack; None if they can run."""
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        return "Chromium is not installed (Debian: apt-get install chromium chromium-driver)"
    if not shutil.which("chromedriver"):
        return "Chromium's driver is not installed (Debian: apt-get install chromium-driver)"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests with the reason where there is no browser, unless CI says that there must be one: then they fail."""
    reason = missing_browser()
    if reason is None or os.environ.get("CI") == "true":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def article() -> Article:
    return Article(
        article_id="a1",
        text=TEXT,
        lang="en",
        title="Crossings rise",
        published="2026-03-14",
        source="Example Wire",
        source_url="https://news.example/a1",
    )


@pytest.fixture
def place() -> Place:
    return Place(place_id="fac:santa-rosa", name="Santa Rosa border complex", kind="facility", lon=-70.3165, lat=-18.3075, country="PER")


@pytest.fixture
def location(place: Place) -> Location:
    start = TEXT.index("Santa Rosa")
    return Location(toponym=Toponym(text="Santa Rosa", start=start, end=start + 10), place=place, confidence=0.9)


@pytest.fixture
def event(article: Article) -> Event:
    """A crossing of about 80 people, placed on the border at kilometre 8.1."""
    start = TEXT.index("crossed")
    return Event(
        event_id="e1",
        event_type="crossing",
        sub_event_type="entry_exit",
        status="reported",
        evidence=Evidence(quote=TEXT, start=0, end=len(TEXT), trigger="crossed", trigger_start=start, trigger_end=start + 7),
        article=article,
        confidence=0.8123,
        when=When(start="2026-03-13", end="2026-03-13", precision=1, basis="relative"),
        count=Quantity(minimum=80, maximum=80, text="About 80 people", start=0, end=15, unit="people"),
        direction_from="CHL",
        direction_to="PER",
        placement=Placement(
            location="Santa Rosa",
            location_type="site",
            lon=-70.3141264,
            lat=-18.3104339,
            geo_precision=1,
            geometry=Point(-70.3141264, -18.3104339),
            uncertainty_m=300.0,
            border_id="PER-CHL",
            chainage_km=8.1,
            offset_km=0.0,
            side="line",
            nearest_crossing="Santa Rosa-Chacalluta",
            country="PER",
        ),
    )


@pytest.fixture
def line_event(event: Event) -> Event:
    """An emergency on a stretch of the border, without a count."""
    assert event.placement is not None
    placement = replace(
        event.placement,
        location_type="border_segment",
        geometry=LineString([(-70.376316, -18.350117), (-70.314126, -18.310434)]),
        uncertainty_m=None,
        geo_precision=2,
        chainage_from_km=0.0,
        chainage_to_km=8.1,
    )
    return replace(
        event, event_id="e2", event_type="emergency", sub_event_type="declared", status="announced", count=None, placement=placement
    )


@pytest.fixture
def country_event(event: Event) -> Event:
    """A policy that is known by country only: no geometry."""
    assert event.placement is not None
    placement = Placement(location="Chile", location_type="country", lon=-71.0, lat=-30.0, geo_precision=3, country="CHL")
    return replace(event, event_id="e3", event_type="policy", sub_event_type=None, status="denied", count=None, placement=placement)


@pytest.fixture
def events(event: Event, line_event: Event, country_event: Event) -> tuple[Event, ...]:
    """Three events: a point, a stretch, a country."""
    return (event, line_event, country_event)


@pytest.fixture
def replaced() -> Callable[..., Any]:
    """Give `dataclasses.replace`, so that a test can vary one field of a fixture."""
    return replace
