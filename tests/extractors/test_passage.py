"""Words are found again whatever their dress, but whole and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.extractors.passage import Passage, Span

TEXT = "La polici\u0301a detuvo a 12 personas.\n\n\u00abEran  migrantes\u00bb, dijo. La polic\u00eda detuvo a 3."


def found(words: str, *, within: Span | None = None, before: int | None = None) -> str | None:
    """Look words up in the text above."""
    span = Passage(TEXT, Span(0, len(TEXT))).find(words, within=within, before=before)
    return TEXT[span.start : span.end] if span else None


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("la policia", "La polici\u0301a"),
        ("a 12 PERSONAS", "a 12 personas"),
        ("personas. \u201cEran migrantes\u201d", "personas.\n\n\u00abEran  migrantes"),
        ("\u2026detuvo a 12\u2026", "detuvo a 12"),
    ],
)
def test_case_accents_blanks_and_marks_do_not_matter(words: str, there: str) -> None:
    assert found(words) == there


@pytest.mark.parametrize("words", ["", "\u2026", "2 personas", "polic", "la policia detuvo a 30", "\ud800", "x" * 100_000])
def test_what_does_not_stand_there_is_not_found(words: str) -> None:
    assert found(words) is None


def test_the_last_before_a_place_is_taken() -> None:
    passage = Passage(TEXT, Span(0, len(TEXT)))
    assert passage.find("la policia", before=40) == Span(0, 11)
    assert passage.find("detuvo", before=len(TEXT)).start > 40  # type: ignore[union-attr]


def test_nothing_before_a_place_means_the_first_after_it() -> None:
    assert Passage(TEXT, Span(0, len(TEXT))).find("migrantes", before=5) is not None


def test_only_what_lies_within_is_found() -> None:
    assert found("migrantes", within=Span(0, 20)) is None


def test_offsets_are_those_of_the_whole_text() -> None:
    start = TEXT.index("La polic\u00eda")
    assert Passage(TEXT, Span(start, len(TEXT))).find("la policia") == Span(start, start + 10)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_span_that_is_found_lies_in_the_passage(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    span = Passage(text, Span(0, len(text))).find(text[start:end])
    assert span is None or 0 <= span.start < span.end <= len(text)
