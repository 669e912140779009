"""Laws of merging: nothing is lost, nothing depends on the order, and merging again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from merge_reports import BORDER, SPOTS, at, on, people

from mapper.merge import day_of, merge, merge_in_order
from mapper.records import Article, Event, Evidence, When

if TYPE_CHECKING:
    from collections.abc import Iterable

START = date(2026, 3, 1)
UNHURRIED = settings(deadline=None)  # a busy machine breaks no law
TEXTS = (
    "Some people crossed from Chile into Peru at dawn and waited beside the road for a bus.",
    "Some people crossed from Chile into Peru at dawn and waited by the road for a bus.",
    "Un grupo de personas cruzó de Chile a Perú al amanecer.",
    "Agents held several men near the customs house.",
    "",
)


@st.composite
def reports(draw: st.DrawFn) -> list[Event]:
    """Draw reports of articles that tell up to three things each, many alike."""
    found: list[Event] = []
    for number in range(draw(st.integers(0, 8))):
        told = draw(st.none() | st.integers(0, 25))
        text = draw(st.sampled_from(TEXTS))
        published = None if told is None else (START + timedelta(days=told)).isoformat()
        article = Article(article_id=f"a{number}", text=text, lang=draw(st.sampled_from(["en", "es"])), published=published)
        names = [f"{draw(st.integers(0, 99)):02}-{number}-{nth}" for nth in range(draw(st.integers(1, 3)))]
        found += [draw(events(article, name)) for name in names]
    return found


@st.composite
def events(draw: st.DrawFn, article: Article, name: str) -> Event:
    """Draw a report of an article."""
    day = draw(st.none() | st.integers(0, 25))
    fallback = When(start=article.published, end=article.published, precision=1, basis="publication") if article.published else When()
    least = draw(st.none() | st.integers(1, 200))
    return Event(
        event_id=name,
        event_type=draw(st.sampled_from(["crossing", "detention"])),
        status=draw(st.sampled_from(["reported", "announced", "prevented"])),
        evidence=Evidence(quote=article.text, start=0, end=len(article.text), trigger="", trigger_start=0, trigger_end=0),
        article=article,
        confidence=0.5,
        when=fallback if day is None else on((START + timedelta(days=day)).isoformat()),
        count=None if least is None else people(least, draw(st.sampled_from([least, None]))),
        placement=draw(st.sampled_from([None, BORDER, *(at(name) for name in SPOTS)])),
    )


def ids(merged: Iterable[Event]) -> list[str]:
    """Give the ids of all reports in merged events."""
    return sorted(report.event_id for event in merged for report in event.reports or (event,))


@UNHURRIED
@given(reports())
def test_every_report_is_in_exactly_one_event(told: list[Event]) -> None:
    assert ids(merge(told)) == sorted(event.event_id for event in told)


@UNHURRIED
@given(reports())
def test_merging_again_changes_nothing(told: list[Event]) -> None:
    once = merge(told)
    assert merge(once) == once


@UNHURRIED
@given(reports(), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(told: list[Event], chance: st.DataObject) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(shuffled) == merge(told)


@UNHURRIED
@given(reports())
def test_the_same_reports_twice_are_the_same_events(told: list[Event]) -> None:
    assert merge([*told, *told]) == merge(told)


@UNHURRIED
@given(reports(), st.integers(0, 20))
def test_merging_a_part_first_changes_nothing(told: list[Event], count: int) -> None:
    assert merge([*merge(told[:count]), *told[count:]]) == merge(told)


@UNHURRIED
@given(reports())
def test_merging_in_order_gives_what_merging_at_once_gives(told: list[Event]) -> None:
    streamed = merge_in_order(sorted(told, key=day_of))
    assert sorted(streamed, key=lambda event: event.event_id) == sorted(merge(told), key=lambda event: event.event_id)


@UNHURRIED
@given(reports())
def test_a_merged_event_takes_the_smallest_id_of_its_reports(told: list[Event]) -> None:
    assert all(event.event_id == min(report.event_id for report in event.reports) for event in merge(told) if event.reports)


@UNHURRIED
@given(reports())
def test_reports_of_two_types_are_never_one_event(told: list[Event]) -> None:
    assert all(len({report.event_type for report in event.reports}) == 1 for event in merge(told) if event.reports)


@UNHURRIED
@given(reports())
def test_one_article_alone_never_becomes_one_event(told: list[Event]) -> None:
    alone = [replace(event, article=replace(event.article, article_id="same")) for event in told]
    assert len(merge(alone)) == len(told)
