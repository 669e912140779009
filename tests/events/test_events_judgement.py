from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.events.judgement import EVERY_TYPE, load_model
from mapper.events.train import Example, examples_of, fit, frames_table, read_folder
from mapper.language.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

FOLDER = Path(__file__).parent / "sentences"


def test_the_model_knows_every_frame_of_ours() -> None:
    assert {frame.name for lang in ("en", "es") for frame in load_lexicon(lang).frames} == load_model().frames


def test_what_marks_events_in_the_examples_gets_a_positive_weight() -> None:
    told = Example(((EVERY_TYPE, "clause", "number"), (EVERY_TYPE, "form", "past")), is_event=True)
    untold = Example(((EVERY_TYPE, "clause", "off_theme"), (EVERY_TYPE, "form", "past")), is_event=False)
    weights = fit([told, untold, told, untold])[EVERY_TYPE]
    assert weights["clause"]["number"] > 0 > weights["clause"]["off_theme"]


def test_a_dearer_weight_is_lighter() -> None:
    told = Example(((EVERY_TYPE, "clause", "number"),), is_event=True)
    untold = Example(((EVERY_TYPE, "clause", "off_theme"),), is_event=False)
    light, heavy = (fit([told, untold] * 4, cost=cost)[EVERY_TYPE]["clause"]["number"] for cost in (0.1, 1.0))
    assert light < heavy


def test_what_stands_once_gets_no_weight() -> None:
    assert fit([Example(((EVERY_TYPE, "clause", "number"),), is_event=True)]) == {}


def test_the_annotated_sentences_give_examples_of_both_kinds() -> None:
    examples = [example for lesson in read_folder(FOLDER) for example in examples_of(lesson)]
    assert {example.is_event for example in examples} == {True, False}


def test_training_twice_gives_the_same_weights() -> None:
    lessons = list(read_folder(FOLDER))[:40]
    assert json.dumps(frames_table(lessons), sort_keys=True) == json.dumps(frames_table(lessons), sort_keys=True)


def test_confidence_is_a_probability(events_in: Callable[..., tuple[Event, ...]]) -> None:
    events = events_in("The army sent 200 soldiers to Tacna. Some 60 Venezuelans crossed into Peru at Santa Rosa.")
    assert all(0 < event.confidence < 1 for event in events)
