"""Who tells an event, and whether others gainsay it, decides how far it is told as true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

    Reader = Callable[..., tuple[Event, ...]]

TOLD = [
    ("en", "clash", "denied", "The mayor called rumours that police had shot a migrant at Santa Rosa nonsense."),
    ("en", "expulsion", "alleged", "Police pushed 30 Haitians back over the line at Santa Rosa, which the ministry denies."),
    ("en", "crossing", "prevented", "Some 50 Haitians entered Peru near Santa Rosa by night; all were turned back by police."),
    ("en", "smuggling", "reported", "A check near Tacna allowed police to seize 40 kilos of cocaine."),
    ("es", "crossing", "ongoing", "Los migrantes no paran de ingresar al Perú por Santa Rosa."),
    ("es", "smuggling", "reported", "Un control permitió incautar 40 kilos de cocaína en Tacna."),
]


@pytest.mark.parametrize(("lang", "event_type", "status", "sentence"), TOLD, ids=[sentence for *_, sentence in TOLD])
def test_the_telling_decides_the_status(lang: str, event_type: str, status: str, sentence: str, events_in: Reader) -> None:
    assert status in {event.status for event in events_in(sentence, lang) if event.event_type == event_type}


def test_a_report_of_what_comes_tomorrow_is_announced(events_in: Reader) -> None:
    (event,) = events_in("Another 60 police officers arrive in Tacna tomorrow.", "en", "2025-11-29")
    assert (event.status, event.when.start) == ("announced", "2025-11-30")


def test_the_date_of_the_dateline_is_not_that_of_the_event(events_in: Reader) -> None:
    (event,) = events_in("TACNA, Nov 29 - Police arrested three Bolivian men in Arica on Wednesday.", "en", "2025-11-29")
    assert event.when.start == "2025-11-26"


def test_those_who_live_somewhere_are_a_statistic(events_in: Reader) -> None:
    assert events_in("About 330,000 migrants live in Chile without papers.") == ()


def test_a_sentence_tells_one_event_of_a_type(events_in: Reader) -> None:
    text = "Police detained three Bolivian men, who were taken into custody in Tacna."
    assert [event.event_type for event in events_in(text)] == ["detention"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Chile closed the Chacalluta crossing on Monday. It reopened the same evening."),
        ("es", "Chile cerró el paso Chacalluta el lunes. Fue reabierto esa misma tarde."),
    ],
)
def test_the_next_sentence_may_speak_of_the_crossing_just_named(lang: str, text: str, events_in: Reader) -> None:
    assert [event.event_type for event in events_in(text, lang, "2025-11-29")] == ["closure", "reopening"]


def test_what_the_arrested_are_charged_with_is_alleged_and_their_arrest_is_not(events_in: Reader) -> None:
    events = events_in("Police arrested two men accused of smuggling cocaine into Tacna.")
    assert {event.event_type: event.status for event in events} == {"detention": "reported", "smuggling": "alleged"}


def test_ministers_of_countries_meet_not_the_countries(events_in: Reader) -> None:
    assert [event.actor1 for event in events_in("The foreign ministers of both countries met in Tacna.")] == ["foreign ministers"]


def test_hours_are_no_days(events_in: Reader) -> None:
    assert [event.duration_days for event in events_in("Chile closed the Chacalluta crossing for six hours.")] == [None]


ESSAY = (
    "A border is a line that someone drew. It divides the desert and unites two towns. People cross it for bread and for love. "
    "Officers stamp their papers and ask nothing. In the evening the wind closes the gate."
)


def test_an_essay_in_the_present_tells_no_events(events_in: Reader) -> None:
    assert events_in(ESSAY, "en", "2025-11-29") == ()
