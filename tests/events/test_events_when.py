from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

    Reader = Callable[..., tuple[Event, ...]]


def test_a_weekday_counts_back_from_publication(events_in: Reader) -> None:
    (event,) = events_in("Police arrested three Bolivian men in Tacna on Friday.", published="2025-11-29")
    assert (event.when.start, event.when.basis) == ("2025-11-28", "relative")


def test_a_weekday_without_publication_stays_open(events_in: Reader) -> None:
    (event,) = events_in("Police arrested three Bolivian men in Tacna on Friday.")
    assert (event.when.start, event.when.basis) == (None, "none")


def test_a_fresh_report_without_a_date_falls_back_on_publication_and_says_so(events_in: Reader) -> None:
    (event,) = events_in("Police arrested three Bolivian men in Tacna.", published="2025-11-29")
    assert (event.when.start, event.when.basis) == ("2025-11-29", "publication")


def test_a_promise_without_a_date_stays_open(events_in: Reader) -> None:
    (event,) = events_in("Peru will deploy 300 troops along the border with Chile.", published="2025-11-29")
    assert event.when.start is None


def test_the_next_sentence_can_date_an_announcement(events_in: Reader) -> None:
    text = "The president announced a state of emergency in Tacna. The announcement came on Friday."
    assert events_in(text, published="2025-11-29")[0].when.start == "2025-11-28"


def test_an_earlier_year_makes_background(events_in: Reader) -> None:
    (event,) = events_in("In 2019 police arrested 40 Bolivian men in Tacna.", published="2025-11-29")
    assert event.is_background
