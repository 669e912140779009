"""Which reports are of one happening."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from merge_reports import BORDER, at, on, people

from mapper.merge import merge
from mapper.records import When

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

    Make = Callable[..., Event]


def are_one(*reports: Event) -> bool:
    """Whether all reports become one event."""
    return len(merge(reports)) == 1


def test_two_papers_that_tell_the_same_tell_one_event(report: Make) -> None:
    assert are_one(report("a"), report("b"))


def test_english_and_spanish_reports_are_of_one_event(report: Make) -> None:
    spanish = report("b", lang="es", text="Un grupo de personas cruzó de Chile a Perú por Santa Rosa.")
    assert are_one(report("a"), spanish)


def test_events_of_two_types_are_two(report: Make) -> None:
    assert not are_one(report("a"), report("b", event_type="detention", sub_event_type="arrest"))


def test_the_next_week_is_another_event(report: Make) -> None:
    assert not are_one(report("a"), report("b", when=on("2026-03-20"), published="2026-03-21"))


def test_two_days_later_is_another_event_although_the_words_are_the_same(report: Make) -> None:
    words = "Migration officers sent 400 people back over the bridge, as they do on most days of the week."
    assert not are_one(report("a", text=words), report("b", text=words, when=on("2026-03-15"), published="2026-03-16"))


def test_a_town_far_off_is_another_event(report: Make) -> None:
    assert not are_one(report("a", placement=at("Tacna")), report("b", placement=at("Arica")))


def test_both_sides_of_a_crossing_are_one_place(report: Make) -> None:
    assert are_one(report("a"), report("b", placement=at("Chacalluta")))


def test_the_border_holds_the_crossings_on_it(report: Make) -> None:
    assert are_one(report("a"), report("b", placement=BORDER))


def test_a_report_without_a_day_joins_what_happened_just_before(report: Make) -> None:
    published = When(start="2026-03-14", end="2026-03-14", precision=1, basis="publication")
    assert are_one(report("a"), report("b", when=published))


def test_a_report_without_a_day_is_not_of_what_happened_later(report: Make) -> None:
    early = When(start="2026-03-05", end="2026-03-05", precision=1, basis="publication")
    assert not are_one(report("a"), report("b", when=early, published="2026-03-05"))


@pytest.mark.parametrize(("least", "one"), [(80, True), (95, True), (130, True), (900, False)])
def test_numbers_may_differ_somewhat_but_not_tenfold(report: Make, least: int, *, one: bool) -> None:
    assert are_one(report("a", count=people(80, 80)), report("b", count=people(least, least))) == one


def test_a_further_group_is_another_event(report: Make) -> None:
    more = replace(people(30, 30, "another 30 people"), kind="increment")
    assert not are_one(report("a", count=people(80, 80), placement=BORDER), report("b", count=more))


def test_a_fence_is_not_a_troop(report: Make) -> None:
    values = {"event_type": "deployment"}
    assert not are_one(report("a", sub_event_type="barrier", **values), report("b", sub_event_type="troops", **values))


def test_what_one_article_tells_apart_stays_apart(report: Make) -> None:
    assert not are_one(report("a"), report("b", article_id="a"))


def test_what_one_article_tells_apart_stays_apart_among_other_articles(report: Make) -> None:
    tried, stranded = report("a"), report("b", article_id="a", status="prevented", placement=at("Chacalluta"))
    assert len(merge([tried, stranded, report("c"), replace(report("d"), status="prevented")])) == 2


def test_a_sentence_read_twice_joins_another_article_once(report: Make) -> None:
    count = people(300, 300)
    twice = report("a", count=count), report("b", article_id="a", count=count, when=on(None))
    assert are_one(*twice, report("c", count=count))


def test_wire_texts_of_two_towns_tell_two_events(report: Make) -> None:
    words = "Police counted {} migrants in {} on Friday night, the governor Ana Choque said, and gave them water and shelter."
    arica = report("a", text=words.format(40, "Arica"), count=people(40, 40), placement=at("Arica"))
    tacna = report("b", text=words.format(30, "Tacna"), count=people(30, 30), placement=at("Tacna"))
    assert not are_one(arica, tacna)


def test_wire_texts_of_two_towns_without_numbers_tell_two_events(report: Make) -> None:
    words = "Police held a group of migrants in {} on Friday night, the governor Ana Choque said, and gave them water and shelter."
    reports = [report(name, text=words.format(name), placement=at(name)) for name in ("Arica", "Tacna")]
    assert not are_one(*reports)


def test_a_report_that_names_the_other_town_too_may_be_of_one_event(report: Make) -> None:
    words = "People walked from Arica to Tacna on Friday night, the governor Ana Choque said, and asked the town for water and shelter."
    assert are_one(*(report(name, text=words, placement=at(name)) for name in ("Arica", "Tacna")))


def test_a_plan_and_what_came_of_it_are_one_event(report: Make) -> None:
    plan = report("a", status="announced", published="2026-03-12")
    assert are_one(plan, report("b"))


def test_wire_copies_are_one_event_even_where_their_places_were_read_differently(report: Make) -> None:
    wire = "Some people crossed the line on foot late on Friday, the governor Ana Choque said, and asked the town for water and shelter."
    copy = wire.replace("late on Friday", "on Friday night")
    assert are_one(report("a", text=wire, placement=at("Tacna")), report("b", text=copy, placement=at("Arica")))
