from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

    Reader = Callable[..., tuple[Event, ...]]


def only(events: tuple[Event, ...]) -> Event:
    assert len(events) == 1, [(event.event_type, event.evidence.trigger) for event in events]
    return events[0]


def test_a_number_binds_to_its_own_noun(events_in: Reader) -> None:
    count = only(events_in("The army sent 200 soldiers to 7 posts in Tacna.")).count
    assert count is not None
    assert (count.minimum, count.maximum) == (200, 200)


def test_at_least_leaves_the_upper_bound_open(events_in: Reader) -> None:
    count = only(events_in("At least 80 migrants were stranded at the border with Peru.")).count
    assert count is not None
    assert (count.minimum, count.maximum) == (80, None)


def test_a_further_number_is_an_increment(events_in: Reader) -> None:
    count = only(events_in("The army sent another 50 soldiers to Tacna.")).count
    assert count is not None
    assert count.kind == "increment"


def test_prepositions_tell_where_movement_comes_from_and_goes_to(events_in: Reader) -> None:
    event = only(events_in("Some 60 Venezuelans crossed from Chile into Peru at night."))
    assert (event.direction_from, event.direction_to) == ("CHL", "PER")


def test_a_crossing_into_one_country_of_the_pair_comes_from_the_other(events_in: Reader) -> None:
    event = only(events_in("Unos 60 venezolanos ingresaron al Perú por Santa Rosa.", "es"))
    assert (event.direction_from, event.direction_to) == ("CHL", "PER")


def test_an_office_keeps_the_name_of_its_holder(events_in: Reader) -> None:
    event = only(events_in("President Maria Example declared a state of emergency in Tacna."))
    assert event.actor1 == "President Maria Example"


def test_a_surname_stands_for_the_office_named_before(events_in: Reader) -> None:
    text = "The campaign of the candidate, Maria Example, began. Example warned migrants in Chile to leave or face expulsion."
    assert only(events_in(text)).actor1 == "candidate Maria Example"


def test_joined_numbers_of_people_add_up(events_in: Reader) -> None:
    count = only(events_in("Police arrested 6 adults and 2 minors in Tacna.")).count
    assert count is not None
    assert (count.minimum, count.text) == (8, "6 adults and 2 minors")


def test_a_private_person_is_named_by_role_only(events_in: Reader) -> None:
    event = only(events_in("Police arrested a driver, Juan Example, in Tacna."))
    assert event.actor2 == "driver"


def test_a_force_keeps_the_adjective_that_tells_its_side(events_in: Reader) -> None:
    assert only(events_in("Peruvian police turned back 25 Colombians at Santa Rosa.")).actor1 == "Peruvian police"


def test_a_measure_has_its_duration_in_days(events_in: Reader) -> None:
    assert only(events_in("El Gobierno declaró el estado de emergencia en Tacna por 60 días.", "es")).duration_days == 60


def test_a_decree_is_the_instrument(events_in: Reader) -> None:
    event = only(events_in("El Decreto Supremo N.° 141-2025-PCM declaró el estado de emergencia en Tacna.", "es"))
    assert event.instrument == "141-2025-PCM"
