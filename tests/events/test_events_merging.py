from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

    Reader = Callable[..., tuple[Event, ...]]


def test_the_headline_does_not_double_the_lead(events_in: Reader) -> None:
    text = "Army sends soldiers to Tacna\n\nThe army sent 200 soldiers to Tacna on Friday, the ministry said."
    (event,) = events_in(text, published="2025-11-29")
    assert event.count is not None
    assert event.count.minimum == 200


def test_a_later_mention_adds_what_the_first_lacked(events_in: Reader) -> None:
    text = "Chile closed the Chacalluta crossing. Chacalluta was shut on Friday because of a flood."
    (event,) = events_in(text, published="2025-11-29")
    assert event.when.start == "2025-11-28"


def test_different_numbers_are_different_happenings(events_in: Reader) -> None:
    text = "Police arrested 3 Bolivian men in Tacna. Police arrested 9 Cuban men in Tacna."
    assert [event.count.minimum for event in events_in(text) if event.count] == [3, 9]


def test_different_places_are_different_happenings(events_in: Reader) -> None:
    text = "Police arrested a driver in Tacna. Further north nothing happened. Officers arrested a driver in Iquique."
    assert len(events_in(text)) == 2


def test_what_refers_back_is_no_event_of_its_own(events_in: Reader) -> None:
    text = "Some 60 Venezuelans crossed into Peru at Santa Rosa. The influx of migrants surprised the town."
    assert len(events_in(text)) == 1


def test_a_threat_swallows_what_it_threatens_with(events_in: Reader) -> None:
    text = "The candidate warned migrants in Chile to leave or face detention and expulsion."
    assert [(event.event_type, event.sub_event_type) for event in events_in(text)] == [("policy", "threat")]


def test_one_sentence_can_hold_events_of_different_status(events_in: Reader) -> None:
    text = "The army sent 200 soldiers to Tacna, and the government will deploy 90 police officers in Arica."
    assert [event.status for event in events_in(text)] == ["reported", "announced"]


def test_coordinated_infinitives_share_their_auxiliary(events_in: Reader) -> None:
    text = "The government will declare a state of emergency in Tacna and send soldiers to the border with Chile."
    assert {event.status for event in events_in(text)} == {"announced"}
