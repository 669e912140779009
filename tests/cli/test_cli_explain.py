"""``mapper events --explain``: every reason of a reading, legible."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mapper.cli.explaining import explanation
from mapper.records import Explanation, When, Where

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from mapper.records import Event

    Run = Callable[..., Result]

PLAN = "Peru will send 200 soldiers to the border with Chile between monuments 1 and 16 next week, the Ministry of Defence said."


@pytest.fixture
def said(run: Run, desk: Path) -> str:
    """What is said of one plan."""
    (desk / "plan.txt").write_text(PLAN, encoding="utf-8")
    return run("events", "plan.txt", "--published", "2026-03-14", "--explain").stderr


@pytest.mark.parametrize(
    "line",
    [
        "quote [0:120]: Peru will >>send<< 200 soldiers to the border",
        "trigger [10:14]: send",
        "frame: forces are sent",
        "status cue: will [5:9]",
        "who: Peru [0:4]",
        "count: 200 soldiers [15:27]",
        "date: 2026-03-16 to 2026-03-22 (counted from the publication date)",
        "border_segment, precision 2); monuments named in the sentence",
    ],
)
def test_an_explanation_gives_trigger_frame_cue_roles_date_and_place_with_their_spans(said: str, line: str) -> None:
    assert line in said


@pytest.mark.usefixtures("desk")
def test_an_explanation_is_of_one_event_each(run: Run) -> None:
    answer = run("events", "article.txt", "--explain")
    assert answer.stderr.count("  trigger [") == answer.stdout.count("\n")


def test_an_article_without_events_is_explained_too(run: Run, desk: Path) -> None:
    (desk / "quiet.txt").write_text("Nothing happened at all in the garden today, and the tea was good.", encoding="utf-8")
    assert run("events", "quiet.txt", "--explain").stderr.endswith(": no events\n")


@pytest.mark.usefixtures("desk")
def test_nothing_is_explained_unless_asked_for(run: Run) -> None:
    assert run("events", "article.txt", "--published", "2026-03-14").stderr == ""


def test_what_would_command_a_terminal_is_replaced(event: Event) -> None:
    why = Explanation(frame="people cross", roles=(("actor1", "\x1b[2Jpeople"),), place_reason="named\u202e")
    assert all(char.isprintable() or char == "\n" for char in explanation(replace(event, explanation=why)))


def test_a_quote_of_several_lines_stands_on_one(event: Event) -> None:
    quote = event.evidence.quote.replace(" ", "\n")
    assert "About 80 people >>crossed<< from" in explanation(replace(event, evidence=replace(event.evidence, quote=quote)))


def test_a_place_that_was_carried_over_is_said_to_be(event: Event) -> None:
    carried = replace(event, where=Where(carried=True, reason="the border of the article's countries"))
    assert "the border of the article's countries, carried over" in explanation(carried)


def test_an_open_date_says_that_the_text_gives_none(event: Event) -> None:
    assert "date: open (the text gives none)" in explanation(replace(event, when=When()))


def test_an_event_without_reasons_still_has_its_quote(event: Event) -> None:
    assert "trigger [16:23]: crossed" in explanation(replace(event, explanation=None))
