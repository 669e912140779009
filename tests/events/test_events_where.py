from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.events.where import border_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event, Where

    Reader = Callable[..., tuple[Event, ...]]


def where(events: tuple[Event, ...], n: int = 0) -> Where:
    return events[n].where


def name(found: Where) -> str | None:
    return found.location.place.name if found.location is not None and found.location.place is not None else None


def test_the_crossing_is_finer_than_the_country(events_in: Reader) -> None:
    assert name(where(events_in("Some 60 Venezuelans crossed into Peru at Santa Rosa."))) == "Santa Rosa"


def test_a_border_phrase_means_the_border_line(events_in: Reader) -> None:
    found = where(events_in("Peru will deploy 300 troops along the border with Chile."))
    assert (found.relation, found.border_id) == ("border", "PER-CHL")


def test_a_country_alone_gives_way_to_its_border_for_crossings(events_in: Reader) -> None:
    found = where(events_in("Unos 60 venezolanos cruzaron la frontera hacia Perú.", "es"))
    assert (found.relation, found.location) == ("border", None)


def test_monuments_name_a_stretch(events_in: Reader) -> None:
    found = where(events_in("El Ejército desplegó 100 soldados entre los hitos 1 y 16.", "es"))
    assert (found.relation, found.stretch) == ("stretch", (1, 16))


def test_a_distance_and_a_bearing_move_the_place(events_in: Reader) -> None:
    found = where(events_in("Police arrested three Bolivian men 20 km north of Arica."))
    assert (found.relation, found.distance_km, found.bearing_deg) == ("offset", 20.0, 0.0)


def test_miles_become_kilometres(events_in: Reader) -> None:
    distance = where(events_in("Police arrested three Bolivian men 10 miles south of Arica.")).distance_km
    assert distance is not None
    assert round(distance, 2) == 16.09


def test_near_is_said_to_be_near(events_in: Reader) -> None:
    assert where(events_in("A Venezuelan woman died of cold near Colchane.")).relation == "near"


def test_near_is_heard_through_a_contraction_and_a_common_noun(events_in: Reader) -> None:
    found = where(events_in("Unas 120 personas intentaron cruzar desde Chile cerca del complejo fronterizo Santa Rosa.", "es"))
    assert (name(found), found.relation) == ("Santa Rosa", "near")


def test_the_districts_of_a_decree_are_finer_than_the_border_they_lie_on(events_in: Reader) -> None:
    text = "El Gobierno declaró la emergencia en los distritos de Palca y Pachía, en la frontera con Chile."
    assert where(events_in(text, "es")).relation == "zones"


def test_the_side_of_the_border_is_kept(events_in: Reader) -> None:
    found = where(events_in("Some 80 migrants were stranded on the Peruvian side of the border."))
    assert found.side == "PER"


def test_districts_of_a_decree_are_zones(events_in: Reader) -> None:
    found = where(events_in("El Gobierno declaró el estado de emergencia en los distritos de Palca y Pachía.", "es"))
    assert found.relation == "zones"
    assert [zone.toponym.text for zone in found.zones] == ["Palca", "Pachía"]


def test_a_place_told_before_is_carried_over_with_less_confidence(events_in: Reader) -> None:
    told, carried = events_in("Police arrested three Bolivian men in Tacna. The army also sent 200 soldiers.")
    assert (name(carried.where), carried.where.carried) == ("Tacna", True)
    assert carried.confidence < told.confidence + 0.2
    assert carried.where.reason == "carried over from earlier text"


def test_a_capital_that_acts_is_not_where_it_happens(events_in: Reader) -> None:
    text = "Some 90 people are camped at Chacalluta on the border of Peru and Chile. Santiago closed the border complex on Monday."
    assert name(where(tuple(event for event in events_in(text) if event.event_type == "closure"))) == "Chacalluta"


def test_where_troops_come_from_is_not_where_they_stand(events_in: Reader) -> None:
    text = "Colchane woke up to an empty square. The army moved 200 soldiers up from Iquique to guard the border with Bolivia."
    assert name(where(tuple(event for event in events_in(text) if event.event_type == "deployment"))) != "Iquique"


def test_without_any_place_the_border_asked_for_stands(events_in: Reader) -> None:
    found = where(events_in("The army sent 200 soldiers to the border.", border_id="BOL-PER"))
    assert (found.border_id, found.relation) == ("BOL-PER", "border")


def test_without_any_place_or_border_nothing_is_invented(events_in: Reader) -> None:
    found = where(events_in("The army sent 200 soldiers to help the police.", border_id=None))
    assert (found.location, found.border_id) == (None, None)


def test_border_ids_are_alphabetical_but_for_peru_and_chile() -> None:
    assert [border_name("CHL", "PER"), border_name("POL", "BLR")] == ["PER-CHL", "BLR-POL"]
