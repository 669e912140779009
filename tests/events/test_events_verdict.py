"""The verdict on a sentence: votes of linear models, weighed by a forest with what stands around the sentence."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mapper.events.extractor import weighed_sentences
from mapper.events.gist import GIST
from mapper.events.panel import load_panel, panel_of
from mapper.events.standing import STANDING
from mapper.events.verdict import FEATURES, features, forest_of, judge, load_forest, questions_of
from mapper.language.lexicon import load_lexicon
from mapper.records import EVENT_TYPES, STATUSES, Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.events.verdict import Weighed
    from mapper.records import Event

STUMP = {
    "feature": [[1, 0, 0]], "limit": [[0.5, 0.0, 0.0]], "left": [[1, 1, 2]], "right": [[2, 1, 2]], "value": [[0.0, -2.0, 2.0]],
    "depth": 1, "base": 1.0, "threshold": 0.5,
}  # fmt: skip
TEXT = (
    "The government closed the border crossing to all traffic on Monday. "
    "Some 60 Venezuelans crossed into Peru at Santa Rosa. The town has a brass band."
)


def weighed(text: str) -> list[Weighed]:
    article = Article(article_id="a", text=text, lang="en")
    return [each for each, _ in weighed_sentences(article, (), load_lexicon("en"))]


def test_a_forest_adds_the_leaves_that_a_row_reaches() -> None:
    low, high = forest_of(STUMP).probabilities(np.array([[0.0, 0.2], [0.0, 0.7]]))
    assert (low, high) == (pytest.approx(1 / (1 + math.exp(1))), pytest.approx(1 / (1 + math.exp(-3))))


def test_a_panel_adds_the_weights_of_known_keys() -> None:
    panel = panel_of({"outcomes": ["yes", "no"], "bias": [500, 0], "weights": {"word cross": [1000, -250]}})
    assert panel.log_odds(["word cross", "word unheard of"]) == (1.5, -0.25)


def test_the_gist_is_asked_for_every_type_of_event() -> None:
    assert load_panel(GIST).outcomes == EVENT_TYPES


def test_the_standing_is_asked_for_every_status() -> None:
    assert load_panel(STANDING).outcomes == STATUSES


def test_every_question_has_all_features() -> None:
    article = weighed(TEXT)
    questions = list(questions_of(article, EVENT_TYPES))
    assert features(article, EVENT_TYPES, questions).shape == (len(questions), len(FEATURES))


def test_the_forest_asks_for_known_features_only() -> None:
    assert load_forest().feature.max() < len(FEATURES)


def test_each_sentence_gets_its_own_verdict() -> None:
    closed, crossed, band = judge(weighed(TEXT))
    assert {telling.candidate.match.frame.type for telling in closed} == {"closure"}
    assert {telling.candidate.match.frame.type for telling in crossed} == {"crossing"}
    assert band == []


def test_an_article_without_sentences_tells_nothing() -> None:
    assert judge([]) == []


def test_what_the_words_of_a_sentence_tell_needs_no_frame_of_its_type(events_in: Callable[..., tuple[Event, ...]]) -> None:
    text = "Customs officers at Chacalluta kept 40 lorries waiting for two days because of a strike for better pay."
    assert "protest" in {event.event_type for event in events_in(text)}
