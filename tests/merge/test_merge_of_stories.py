"""Stories told by several articles each become one event each: what the annotated halves must reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from merge_stories import groups_of, keys_of, read_stories, score

from mapper.merge import merge
from mapper.pipeline import load_tools, run

if TYPE_CHECKING:
    from merge_stories import Score, Told

HALVES = ("tune", "blind")


@pytest.fixture(scope="module", params=HALVES)
def found(request: pytest.FixtureRequest) -> Score:
    """Score one half."""
    stories: tuple[Told, ...] = read_stories(request.param)
    results = list(run([told.article for told in stories], load_tools()))
    keys = {name: key for told, result in zip(stories, results, strict=True) for name, key in keys_of(told, result.events).items()}
    return score(keys, groups_of(merge([event for result in results for event in result.events])))


def test_reports_are_brought_together_as_readers_would(found: Score) -> None:
    assert found.f1 >= 0.85


def test_happenings_are_hardly_counted_twice(found: Score) -> None:
    assert found.over_count <= 1.1


@pytest.mark.parametrize("half", HALVES)
def test_stories_have_two_to_six_articles_in_both_languages(half: str) -> None:
    stories = read_stories(half)
    assert {told.article.lang for told in stories} == {"en", "es"}
    assert len({told.article.article_id for told in stories}) == len(stories)


@pytest.mark.parametrize("half", HALVES)
def test_every_marked_sentence_stands_where_its_offsets_say(half: str) -> None:
    marks = [told.article.text[telling.start : telling.end] for told in read_stories(half) for telling in told.tellings]
    assert all(mark == mark.strip() and "[" not in mark and "]" not in mark for mark in marks)
