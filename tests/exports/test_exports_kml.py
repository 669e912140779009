"""KML has a style for each type and status, and no text in it is markup."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from mapper.exports import write
from mapper.exports.kml import NAMESPACE
from mapper.layers.frames import events_frame
from mapper.records import When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mapper.records import Event

    Kml = Callable[..., ET.Element]


@pytest.fixture
def kml(tmp_path: Path) -> Kml:
    """Give the KML of events."""

    def written(events: Iterable[Event]) -> ET.Element:
        write(events_frame(events), tmp_path / "events.kml")
        return ET.parse(tmp_path / "events.kml").getroot()  # noqa: S314 - we wrote it

    return written


def named(*path: str) -> str:
    return "/".join([".", f"/{{{NAMESPACE}}}{path[0]}", *(f"{{{NAMESPACE}}}{name}" for name in path[1:])])


def test_each_event_is_a_placemark(kml: Kml, events: tuple[Event, ...]) -> None:
    assert len(kml(events).findall(named("Placemark"))) == 3


def test_a_placemark_is_named_by_type_status_and_place(kml: Kml, events: tuple[Event, ...]) -> None:
    names = [each.text for each in kml(events).findall(named("Placemark", "name"))]
    assert names == ["crossing, Santa Rosa", "emergency (announced), Santa Rosa", "policy (denied), Chile"]


def test_each_type_and_status_has_a_style_that_its_placemarks_name(kml: Kml, events: tuple[Event, ...]) -> None:
    root = kml(events)
    styles = {f"#{style.get('id')}" for style in root.findall(named("Style"))}
    assert styles == {each.text for each in root.findall(named("styleUrl"))}
    assert styles == {"#crossing-reported", "#emergency-announced", "#policy-denied"}


def test_colours_are_written_from_blue_to_red(kml: Kml, event: Event) -> None:
    assert kml([event]).findtext(named("IconStyle", "color")) == "ffb27200"


def test_areas_are_filled_only_where_it_happened(kml: Kml, events: tuple[Event, ...]) -> None:
    assert [each.text for each in kml(events).findall(named("PolyStyle", "fill"))] == ["1", "0", "0"]


def test_a_balloon_shows_text_and_runs_nothing(kml: Kml, event: Event, replaced: Callable[..., Event]) -> None:
    assert event.placement is not None
    hostile = replaced(event, placement=replaced(event.placement, location="<script>alert(1)</script>"))
    root = kml([hostile])
    assert "&lt;script&gt;" in (root.findtext(named("Placemark", "description")) or "")
    assert [each.text for each in root.findall(named("BalloonStyle", "text"))] == ["$[description]"]


@pytest.mark.parametrize(
    ("when", "tags"),
    [
        (When(start="2026-03-13", end="2026-03-13"), {"TimeStamp": ["2026-03-13"]}),
        (When(start="2026-03", end="2026-04"), {"TimeSpan": ["2026-03", "2026-04"]}),
        (When(), {}),
    ],
)
def test_the_slider_of_time_has_its_days(
    kml: Kml, event: Event, replaced: Callable[..., Event], when: When, tags: dict[str, list[str]]
) -> None:
    root = kml([replaced(event, when=when)])
    found = {tag: [each.text for each in root.find(named(tag))] for tag in ("TimeStamp", "TimeSpan") if root.find(named(tag)) is not None}
    assert found == tags
