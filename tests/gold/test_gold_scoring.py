"""The scorer counts what it says."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from gold_scoring import Annotated, rates, tally

from mapper.pipeline import Result

if TYPE_CHECKING:
    from mapper.records import Article, Event, Location

    Row = dict[str, Any]


@pytest.fixture
def gold_event(article: Article) -> Row:
    """What a reader says of the event of the shared fixtures."""
    return {
        "type": "crossing", "status": "reported", "count_min": 80, "count_max": 80, "count_surface": "About 80 people",
        "date": "2026-03-13", "lat": -18.31, "lon": -70.31, "tolerance_km": 10, "evidence": [0, len(article.text)], "also": [],
    }  # fmt: skip


def counted(
    article: Article, gold: list[Row], found: tuple[Event, ...], *, locations: tuple[Location, ...] = (), **more: tuple[Row, ...]
) -> Counter[str]:
    """Score one article."""
    given: dict[str, tuple[Row, ...]] = {"places": (), "traps": ()} | more
    annotated = Annotated(article=article, border="pe-cl", events=tuple(gold), **given)
    return tally([annotated], {article.article_id: Result(article=article, locations=locations, events=found)})


def test_an_event_as_the_reader_has_it_is_fully_right(article: Article, event: Event, gold_event: Row) -> None:
    counts = counted(article, [gold_event], (event,))
    assert (counts["event hit"], counts["fully right"], counts["count right"], counts["date right"]) == (1, 1, 1, 1)


def test_another_status_is_a_hit_and_not_fully_right(article: Article, event: Event, gold_event: Row) -> None:
    counts = counted(article, [gold_event], (replace(event, status="announced"),))
    assert (counts["event hit"], counts["status right"], counts["fully right"]) == (1, 0, 0)


def test_another_type_is_missed_and_false(article: Article, event: Event, gold_event: Row) -> None:
    counts = counted(article, [gold_event], (replace(event, event_type="policy"),))
    assert (counts["event hit"], counts["event missed"], counts["event false"]) == (0, 1, 1)


def test_a_type_that_the_reader_allows_too_is_a_hit(article: Article, event: Event, gold_event: Row) -> None:
    assert counted(article, [gold_event | {"alt_types": ["policy"]}], (replace(event, event_type="policy"),))["event hit"] == 1


def test_the_same_event_told_twice_is_once_false(article: Article, event: Event, gold_event: Row) -> None:
    counts = counted(article, [gold_event], (event, replace(event, event_id="e2")))
    assert (counts["event hit"], counts["event false"]) == (1, 1)


def test_of_two_that_match_the_better_is_paired(article: Article, event: Event, gold_event: Row) -> None:
    counts = counted(article, [gold_event], (replace(event, status="denied"), event))
    assert counts["fully right"] == 1


@pytest.mark.parametrize("flag", ["optional", "background"])
def test_what_is_optional_is_neither_a_hit_nor_a_miss_nor_false(article: Article, event: Event, gold_event: Row, flag: str) -> None:
    soft = gold_event | {flag: True}
    assert not any(counted(article, [soft], found)[f"event {kind}"] for found in ((), (event,)) for kind in ("hit", "missed", "false"))


def test_an_old_story_that_matches_nothing_is_not_false(article: Article, event: Event) -> None:
    assert counted(article, [], (replace(event, is_background=True),))["event false"] == 0


def test_an_event_in_an_article_without_any_is_false_in_a_quiet_article(article: Article, event: Event) -> None:
    assert counted(article, [], (event,))["false in quiet articles"] == 1


def test_a_place_is_hit_by_its_span_and_located_by_its_point(article: Article, location: Location) -> None:
    start = location.toponym.start
    gold = {"surface": "Santa Rosa", "start": start, "end": start + 10, "lat": -18.31, "lon": -70.32, "tolerance_km": 12}
    counts = counted(article, [], (), locations=(location,), places=(gold,))
    assert (counts["place hit"], counts["located"]) == (1, 1)


def test_a_share_of_nothing_is_no_number() -> None:
    assert math.isnan(rates(Counter())["event F1"])
