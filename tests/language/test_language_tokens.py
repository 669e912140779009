import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.language.tokens import tokenize


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize("number", ["6.000", "6 000", "330,000", "3.5", "1.234.567", "2025"])
def test_a_number_with_separators_is_one_token(number: str) -> None:
    assert words(f"Hay {number} personas.") == ["Hay", number, "personas", "."]


@pytest.mark.parametrize(
    "word", ["O'Higgins", "Colchane-Pisiga", "C-130J", "DS-135-2025-PCM", "U.S.", "a.m.", "EE.UU.", "EE. UU.", "Peru\u0301"]
)
def test_a_word_keeps_inner_hyphens_apostrophes_and_dots_of_initials(word: str) -> None:
    assert words(f"el {word} hoy") == ["el", word, "hoy"]


def test_a_unit_written_onto_its_number_is_a_token_of_its_own() -> None:
    assert words("45kg a las 8pm") == ["45", "kg", "a", "las", "8", "pm"]


def test_punctuation_marks_are_tokens() -> None:
    assert words("\u00bfCerró?... Sí\u2026") == ["\u00bf", "Cerró", "?", "...", "Sí", "\u2026"]


def test_a_final_dot_is_no_part_of_a_number() -> None:
    assert words("Cruzaron 120.") == ["Cruzaron", "120", "."]


@given(st.text())
def test_tokens_tell_where_they_stand_and_leave_out_only_blanks(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    covered = {offset for token in tokens for offset in range(token.start, token.end)}
    assert all(char.isspace() for offset, char in enumerate(text) if offset not in covered)
    assert sum(token.end - token.start for token in tokens) == len(covered)
