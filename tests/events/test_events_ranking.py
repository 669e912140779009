"""Which of the places that an article names an event is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.events.extractor import placed_events
from mapper.events.panel import load_panel
from mapper.events.ranking import RANKING
from mapper.language.lexicon import load_lexicon
from mapper.places import load_gazetteer, recognize, resolve
from mapper.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.events.ranking import Option
    from mapper.records import Event

TEXT = "Lorries have stood at Chacalluta since Sunday. Police detained 15 people in Tacna on Tuesday, near the border with Chile."


def options(text: str) -> list[Option]:
    article = Article(article_id="a", text=text, lang="en", published="2026-03-14")
    gazetteer = load_gazetteer()
    locations = resolve(recognize(article, gazetteer), article, gazetteer)
    return [option for _, name, found in placed_events(article, locations, load_lexicon("en")) if name == "detention" for option in found]


def test_the_places_of_the_sentence_and_of_earlier_ones_can_be_chosen() -> None:
    assert {option.place.name for option in options(TEXT) if option.place} >= {"Tacna", "Chacalluta border complex"}


def test_each_place_can_be_chosen_once() -> None:
    names = [option.name for option in options(TEXT)]
    assert len(names) == len(set(names))


def test_what_an_earlier_sentence_named_is_marked_as_carried_over() -> None:
    (carried,) = (option for option in options(TEXT) if option.place and option.place.name == "Chacalluta border complex")
    assert (carried.where.carried, carried.where.reason) == (True, "carried over from earlier text")


def test_the_choice_of_the_rules_speaks_for_a_place() -> None:
    (weight,) = load_panel(RANKING).weights["rule True"]
    assert weight > 0


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Police detained 15 people in Tacna on Tuesday.", "Tacna"),
        ("Some 60 Venezuelans crossed into Peru at Santa Rosa on Monday.", "Santa Rosa"),
    ],
)
def test_the_place_of_the_clause_is_the_place_of_the_event(text: str, place: str, events_in: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = events_in(text)
    assert event.where.location is not None
    assert event.where.location.toponym.text == place
