"""Recognition on text that nothing was trained or tuned on does not fall below what it reached; the tagger pays its rent there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from blind_text import Score, blind_articles, score, score_spans

from mapper.places import recognition
from mapper.places.training_text import Mark

if TYPE_CHECKING:
    from mapper.places.gazetteer import Gazetteer

# Language, least F1, most traps in its 23 articles.
FLOORS = (("en", 0.92, 6), ("es", 0.92, 5))


@pytest.mark.parametrize(("lang", "least", "most_traps"), FLOORS)
def test_blind_text_is_read_as_well_as_ever(lang: str, least: float, most_traps: int, gazetteer: Gazetteer) -> None:
    reached = score(lang, gazetteer)
    assert reached.f1 >= least
    assert reached.traps <= most_traps


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_tagger_pays_its_rent_on_blind_text(lang: str, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    tagged = score(lang, gazetteer)
    monkeypatch.setattr(recognition, "load_tagger", lambda _lang, _gazetteer: None)
    assert score(lang, gazetteer).f1 < tagged.f1


@pytest.mark.parametrize("lang", ["en", "es"])
def test_marks_lie_within_the_blind_articles(lang: str) -> None:
    for article, marks in blind_articles(lang):
        assert all(0 <= mark.start < mark.end <= len(article.text) for mark in marks)


def test_a_marker_on_a_person_is_a_trap_and_one_inside_a_bodys_name_is_let_pass() -> None:
    marks = [Mark(0, 4, "LOC"), Mark(10, 14, "PER"), Mark(20, 25, "EMB"), Mark(20, 40, "ORG")]
    assert score_spans([(0, 4), (10, 14), (20, 25)], marks) == Score(articles=1, hit=1, false=1, missed=0, traps=1)


def test_a_place_that_nobody_found_is_missed() -> None:
    assert score_spans([], [Mark(0, 4, "LOC")]) == Score(articles=1, missed=1)
