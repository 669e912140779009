"""A whole story in our own words: an announcement, the flow that prompts it, a threat behind it, and figures that are no events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

STORY = (
    "President Luis Ejemplo has announced a state of emergency on the border with Chile, where hundreds of undocumented migrants are "
    "trying to enter Peru. The announcement, posted online on Friday, follows weeks of worry in the south. "
    "Ejemplo took office in October after the impeachment of his predecessor.\n"
    "Chile's candidate, Juan Modelo, who faces a run-off on December 14, warned migrants in Chile to leave or face detention and expulsion "
    "if he wins. “You have 90 days. If not, we will detain you and we will deport you,” he said in a video.\n"
    "At least 120 people were seen at the border on Friday seeking entry into Peru, police General Ana Prueba said. The president has "
    "also pledged to send more troops to the region.\n"
    "About 330,000 people live in Chile without papers, and it is unclear how many have crossed into Peru. Peru has 34 million inhabitants."
)


@pytest.fixture
def story(events_in: Callable[..., tuple[Event, ...]]) -> tuple[Event, ...]:
    return events_in(STORY, published="2025-11-29", border_id=None)


def of(story: tuple[Event, ...], event_type: str) -> list[Event]:
    return [event for event in story if event.event_type == event_type]


def test_nothing_else_is_told(story: tuple[Event, ...]) -> None:
    assert {event.event_type for event in story} == {"emergency", "crossing", "deployment", "policy"}


def test_the_emergency_is_announced_on_the_friday_before(story: tuple[Event, ...]) -> None:
    (event,) = of(story, "emergency")
    assert (event.status, event.when.start, event.when.basis) == ("announced", "2025-11-28", "relative")
    assert (event.actor1, event.where.border_id) == ("President Luis Ejemplo", "PER-CHL")


def test_the_crossings_are_attempts_from_chile_to_peru(story: tuple[Event, ...]) -> None:
    crossings = of(story, "crossing")
    assert {(event.status, event.direction_from, event.direction_to) for event in crossings} == {("attempted", "CHL", "PER")}
    assert {(event.count.minimum, event.count.maximum) for event in crossings if event.count} == {(200, 999), (120, None)}


def test_the_troops_are_promised(story: tuple[Event, ...]) -> None:
    (event,) = of(story, "deployment")
    assert (event.status, event.where.border_id) == ("announced", "PER-CHL")


def test_the_threat_is_one_policy_in_chile(story: tuple[Event, ...]) -> None:
    (event,) = of(story, "policy")
    assert (event.status, event.sub_event_type, event.actor1) == ("announced", "threat", "candidate Juan Modelo")
    assert event.where.location is not None
    assert event.where.location.toponym.text == "Chile"


def test_without_a_publication_date_the_weekday_stays_open(events_in: Callable[..., tuple[Event, ...]]) -> None:
    assert {event.when.start for event in events_in(STORY)} == {None}
