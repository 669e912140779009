"""What one event of several reports says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from merge_reports import BORDER, at, on, people

from mapper.merge import merge
from mapper.merge.joining import sources_of
from mapper.records import When

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event, Quantity

    Make = Callable[..., Event]


def merged(*reports: Event) -> Event:
    """Merge reports of one happening."""
    [event] = merge(reports)
    return event


def bounds(count: Quantity | None) -> tuple[int | None, int | None] | None:
    """Give the bounds of a number."""
    return (count.minimum, count.maximum) if count else None


def test_the_id_is_the_smallest_of_the_reports(report: Make) -> None:
    assert merged(report("c"), report("a"), report("b")).event_id == "a"


def test_reports_stand_in_order_of_publication(report: Make) -> None:
    event = merged(report("a", published="2026-03-15"), report("b", published="2026-03-14"))
    assert [one.event_id for one in event.reports] == ["b", "a"]


def test_reports_are_kept_as_they_were(report: Make) -> None:
    one, other = report("a", count=people(60, 60)), report("b", count=people(75, 75))
    assert set(merged(one, other).reports) == {one, other}


def test_a_single_report_stays_as_it_is(report: Make) -> None:
    assert merged(report("a")) == report("a")


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ((60, 60), (75, 75), (60, 75)),  # contradictory: the range that holds both
        ((400, None), (416, 416), (416, 416)),  # "more than 400" and 416 agree
        ((200, 999), (300, 300), (300, 300)),  # "hundreds" and 300 agree
        ((60, None), (100, 100), (100, 100)),
        ((None, 50), (40, 40), (40, 40)),
        ((120, None), (100, 100), (100, None)),  # "more than 120" leaves the upper end open
        ((80, 80), (80, 80), (80, 80)),
        ((10, None), (20, None), (20, None)),
    ],
)
def test_numbers_that_agree_are_narrowed_and_contradictions_become_ranges(
    report: Make, one: tuple[int | None, int | None], other: tuple[int | None, int | None], both: tuple[int | None, int | None]
) -> None:
    event = merged(report("a", count=people(*one)), report("b", count=people(*other)))
    assert bounds(event.count) == both


def test_the_words_of_contradictory_numbers_are_all_kept(report: Make) -> None:
    event = merged(report("a", count=people(60, 60, "60 people")), report("b", count=people(75, 75, "75 people")))
    assert event.count is not None
    assert set(event.count.text.split(" / ")) == {"60 people", "75 people"}


def test_a_number_that_one_report_gives_is_taken(report: Make) -> None:
    assert bounds(merged(report("a"), report("b", count=people(80, 80))).count) == (80, 80)


def test_days_that_contradict_each_other_become_a_range(report: Make) -> None:
    event = merged(report("a", count=people(80, 80)), report("b", count=people(80, 80), when=on("2026-03-14")))
    assert (event.when.start, event.when.end, event.when.precision) == ("2026-03-13", "2026-03-14", 2)


def test_a_day_told_counts_before_a_day_of_publication(report: Make) -> None:
    published = When(start="2026-03-14", end="2026-03-14", precision=1, basis="publication")
    assert merged(report("a", when=published), report("b")).when == on("2026-03-13")


def test_the_finest_place_is_kept(report: Make) -> None:
    assert merged(report("a", placement=BORDER), report("b")).placement == at("Santa Rosa")


def test_a_missing_actor_is_taken_from_the_report_that_names_one(report: Make) -> None:
    assert merged(report("a"), report("b", actor1="migrants")).actor1 == "migrants"


def test_most_reports_say_the_status(report: Make) -> None:
    reports = [report("a"), report("b", status="attempted"), report("c", status="attempted")]
    assert merged(*reports).status == "attempted"


def test_a_plan_carried_out_has_happened(report: Make) -> None:
    plans = [report(name, status="announced", published="2026-03-12") for name in "ab"]
    assert merged(*plans, report("c")).status == "reported"


def test_each_further_source_makes_surer(report: Make) -> None:
    assert merged(report("a"), report("b"), report("c")).confidence == pytest.approx(0.8)


def test_two_articles_of_one_paper_are_one_source(report: Make) -> None:
    assert sources_of(merged(report("a", source="Paper"), report("b", source="Paper"))) == 1


def test_background_among_news_is_news(report: Make) -> None:
    assert not merged(report("a"), report("b", is_background=True)).is_background
