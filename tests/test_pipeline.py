"""The stages in a row: articles in, places and placed events out."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mapper.pipeline import LANGUAGES, Tools, load_tools, locate, run
from mapper.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.records import Event, Location

ENGLISH = Article(
    article_id="en",
    lang="en",
    published="2026-03-14",
    text="TACNA, Peru. President Elena Quispe announced on Friday a state of emergency along the border with Chile.\n\n"
    "At least 120 people tried to cross from Chile into Peru on Thursday.",
)
SPANISH = Article(
    article_id="es",
    lang="es",
    published="2026-03-14",
    text="El Perú enviará 200 soldados a la frontera con Chile entre los hitos 1 y 16 la próxima semana, informó el Ministerio de Defensa.",
)


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools()


def first(events: Sequence[Event], event_type: str) -> Event:
    """Give the first event of a type."""
    return next(event for event in events if event.event_type == event_type)


def test_an_emergency_on_the_border_is_drawn_as_the_border(tools: Tools) -> None:
    [result] = run([ENGLISH], tools, border_id="PER-CHL")
    placement = first(result.events, "emergency").placement
    assert placement is not None
    assert (placement.location_type, placement.border_id, placement.geometry is not None) == ("border_line", "PER-CHL", True)


def test_an_attempt_keeps_its_status_its_count_and_its_direction(tools: Tools) -> None:
    [result] = run([ENGLISH], tools, border_id="PER-CHL")
    crossing = first(result.events, "crossing")
    assert crossing.count is not None
    assert (crossing.status, crossing.count.minimum, crossing.count.maximum) == ("attempted", 120, None)
    assert (crossing.direction_from, crossing.direction_to) == ("CHL", "PER")


def test_a_plan_between_monuments_is_announced_on_that_stretch(tools: Tools) -> None:
    [result] = run([SPANISH], tools, border_id="PER-CHL")
    deployment = first(result.events, "deployment")
    assert deployment.placement is not None
    assert (deployment.status, deployment.placement.location_type) == ("announced", "border_segment")
    assert deployment.placement.chainage_from_km == pytest.approx(0.0)


def test_a_prior_of_another_border_gives_way_to_the_neighbours_that_the_article_names(tools: Tools) -> None:
    article = replace(ENGLISH, text="At least 120 people tried to cross from Chile into Peru on Thursday near the border, police said.")
    [result] = run([article], tools, border_id="BLR-POL")
    assert [event.placement.border_id for event in result.events if event.placement] == ["PER-CHL"]


def test_a_prior_stands_where_the_article_names_one_of_its_countries(tools: Tools) -> None:
    article = replace(ENGLISH, text="Poland sent 500 more soldiers to the border on Thursday. Germany and France praised the move.")
    [result] = run([article], tools, border_id="BLR-POL")
    assert {event.placement.border_id for event in result.events if event.placement} == {"BLR-POL"}


def test_every_event_is_placed(tools: Tools) -> None:
    assert all(event.placement for result in run([ENGLISH, SPANISH], tools) for event in result.events)


def test_results_come_one_by_one_in_the_order_of_the_articles(tools: Tools) -> None:
    asked: list[str] = []

    def articles() -> Iterator[Article]:
        for article in (SPANISH, ENGLISH):
            asked.append(article.article_id)
            yield article

    results = run(articles(), tools)
    assert next(results).article is SPANISH
    assert asked == ["es"]


def test_the_same_article_gives_the_same_events(tools: Tools) -> None:
    once, again = run([ENGLISH, ENGLISH], tools)
    assert once.events == again.events


def test_every_run_gives_the_same_bytes_whatever_the_order_of_sets() -> None:
    """Python orders sets of words by a seed of each process; nothing that is read may depend on it."""
    root = Path(__file__).parent.parent
    words = [sys.executable, "-m", "mapper", "events", str(root / "tests" / "gold" / "dev5" / "articles.jsonl"), "--explain"]

    def told(seed: str) -> tuple[bytes, bytes]:
        answer = subprocess.run(words, capture_output=True, check=True, cwd=root, env=os.environ | {"PYTHONHASHSEED": seed})  # noqa: S603
        return answer.stdout, answer.stderr

    assert told("1") == told("2")


def test_an_article_in_another_language_gives_places_and_no_events(tools: Tools) -> None:
    french = replace(ENGLISH, article_id="fr", lang="fr", text="Le gouvernement du Chili a fermé la frontière à Arica vendredi.")
    [result] = run([french], tools)
    assert (bool(result.locations), result.events) == (True, ())


def test_locations_alone_are_found_without_events(tools: Tools) -> None:
    [result] = locate([ENGLISH], tools)
    assert (bool(result.locations), result.events) == (True, ())


def test_what_the_gazetteer_leaves_open_is_filled_in(tools: Tools) -> None:
    asked: list[str] = []

    def fill_in(locations: Sequence[Location], article: Article) -> Sequence[Location]:
        asked.append(article.article_id)
        return locations

    list(locate([ENGLISH], replace(tools, fill_in=fill_in)))
    assert asked == ["en"]


def test_there_are_words_for_events_in_every_language_that_we_name(tools: Tools) -> None:
    assert tuple(tools.lexicons) == LANGUAGES
