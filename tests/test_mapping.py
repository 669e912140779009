"""The whole way in one call: from articles and tables of events to a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper import map_articles
from mapper.errors import InputError, LayerError
from mapper.examples import PUBLISHED, article_path
from mapper.layers.frames import EVENT_COLUMNS, events_frame
from mapper.mapping import border_of, language_of, select

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mapper.maps import EventMap
    from mapper.records import Event

ELSEWHERE = "Polish border guards turned back 30 people at the border with Belarus on Monday.\n"


@pytest.fixture(scope="module")
def week() -> EventMap:
    """The English example article on a map."""
    return map_articles(article_path("en"), published=PUBLISHED)


@pytest.mark.parametrize("event_type", ["emergency", "crossing", "deployment", "detention", "closure"])
def test_the_example_article_tells_events_of_many_types(week: EventMap, event_type: str) -> None:
    assert event_type in set(week.events["event_type"])


def test_the_emergency_of_the_example_is_announced_for_the_districts_of_its_decree(week: EventMap) -> None:
    [emergency] = week.events[week.events["event_type"] == "emergency"].to_dict("records")
    assert (emergency["status"], emergency["event_date"], emergency["location_type"]) == ("announced", "2026-03-13", "zone")


def test_the_soldiers_of_the_example_go_to_the_stretch_between_its_monuments(week: EventMap) -> None:
    rows = week.events[week.events["count_text"] == "200 soldiers"].to_dict("records")
    assert [(row["status"], row["location_type"], row["chainage_from_km"]) for row in rows] == [("announced", "border_segment", 0.0)]


def test_the_inhabitants_of_the_example_are_no_event(week: EventMap) -> None:
    assert 350_000 not in set(week.events["count_min"].dropna())


def test_the_spanish_example_tells_the_same_types_of_events_on_a_spanish_page() -> None:
    semana = map_articles(article_path("es"), published=PUBLISHED)
    assert {"emergency", "crossing", "deployment", "detention", "closure"} <= set(semana.events["event_type"])
    assert semana.ui_lang == "es"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_example_puts_its_events_at_the_same_places_in_both_languages(lang: str) -> None:
    told = map_articles(article_path(lang), published=PUBLISHED).events
    assert {
        ("emergency", "zone", "Palca, Tacna, La Yarada-Los Palos"),
        ("crossing", "near_place", "Santa Rosa border complex"),
        ("crossing", "site", "Chacalluta border complex"),
        ("deployment", "border_segment", "Peru\N{EN DASH}Chile border, monuments 1 to 16"),
        ("deployment", "near_place", "Arica"),
    } <= set(told[["event_type", "location_type", "location"]].itertuples(index=False, name=None))


def test_what_both_examples_tell_is_drawn_once_and_what_one_holds_apart_stays_apart() -> None:
    told = map_articles([article_path("en"), article_path("es")], published=PUBLISHED).events
    crossings = told[told["event_type"] == "crossing"]
    assert sorted(crossings[["status", "n_reports"]].itertuples(index=False, name=None)) == [("attempted", 2), ("prevented", 2)]


def test_the_map_has_places_beside_its_events(week: EventMap) -> None:
    assert {"Arica", "Tacna"} <= set(week.places["name"])  # type: ignore[index]


def test_events_have_the_columns_of_the_contract(week: EventMap) -> None:
    assert list(week.events.columns) == [*EVENT_COLUMNS, "geometry"]


def test_the_border_of_most_events_is_drawn_in_front(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.txt").write_text(ELSEWHERE, encoding="utf-8")
    assert map_articles(tmp_path / "elsewhere.txt").border_id == "BLR-POL"


def test_without_any_border_the_one_between_peru_and_chile_is_drawn_in_front() -> None:
    assert border_of(events_frame([])) == "PER-CHL"


def test_the_first_bad_input_raises_if_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.txt"):
        map_articles([tmp_path / "missing.txt", article_path("en")])


def test_a_broken_table_of_events_is_told_to_who_listens(tmp_path: Path) -> None:
    (tmp_path / "events.geojson").write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
    told: list[InputError] = []
    assert len(map_articles(tmp_path / "events.geojson", on_error=told.append).events) == 0
    assert len(told) == 1


def test_a_broken_table_of_events_raises_if_nobody_listens(tmp_path: Path) -> None:
    (tmp_path / "events.geojson").write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
    with pytest.raises(InputError, match=r"events\.geojson"):
        map_articles(tmp_path / "events.geojson")


def test_an_unknown_border_raises() -> None:
    with pytest.raises(LayerError, match="PER-JPN"):
        map_articles(article_path("en"), border="PER-JPN")


def test_a_table_and_an_article_are_drawn_together(week: EventMap, tmp_path: Path) -> None:
    week.events.to_parquet(tmp_path / "week.parquet")
    (tmp_path / "elsewhere.txt").write_text(ELSEWHERE, encoding="utf-8")
    both = map_articles([tmp_path / "week.parquet", tmp_path / "elsewhere.txt"])
    assert len(both.events) > len(week.events)


def test_events_below_the_confidence_asked_for_are_left_out(events: tuple[Event, ...], replaced: Callable[..., Event]) -> None:
    unsure = replaced(events[0], confidence=0.2)
    assert len(select(events_frame([unsure, *events[1:]]), min_confidence=0.5)) == 2


def test_events_off_the_border_asked_for_are_left_out(events: tuple[Event, ...]) -> None:
    assert list(select(events_frame(events), border_id="PER-CHL")["event_id"]) == ["e1", "e2"]


@pytest.mark.parametrize(("langs", "page"), [([], "en"), (["en"], "en"), (["es", "es", "en"], "es"), (["es", "en"], "en"), (["pt"], "en")])
def test_the_page_speaks_the_language_of_most_events(
    event: Event, replaced: Callable[..., Event], langs: list[str], page: str
) -> None:
    told = [replaced(event, article=replaced(event.article, lang=lang)) for lang in langs]
    assert language_of(events_frame(told)) == page
