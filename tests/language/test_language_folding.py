import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.language.folding import fold, fold_map


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ñuñoa", "nunoa"),
        ("BIAŁYSTOK", "bialystok"),
        ("Perú", "peru"),
        ("Peru\u0301", "peru"),
        ("La Yarada\u2013Los Palos", "la yarada-los palos"),
        ("O\u2019Higgins", "o'higgins"),
        ("Straße", "strasse"),
        ("soft\u00adhyphen", "softhyphen"),
        ("", ""),
    ],
)
def test_folding_drops_case_accents_and_typographic_variants(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_the_map_gives_an_offset_of_the_text_for_each_folded_character(text: str) -> None:
    folded, offsets = fold_map(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert list(offsets) == sorted(offsets)
    assert all(folded_char in fold(text[offset]) for folded_char, offset in zip(folded, offsets, strict=True))


def test_a_name_found_in_folded_text_is_cut_from_the_source_with_its_accents() -> None:
    text = "El paso de Peñón \u00abSeñoría\u00bb, \u0132ssel"
    folded, offsets = fold_map(text)
    start = folded.index("penon")
    assert text[offsets[start] : offsets[start + 5]] == "Peñón"
