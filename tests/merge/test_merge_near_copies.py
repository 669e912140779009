"""Near-copies of a text have like signatures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapper.merge.near_copies import HASHES, LEAST_LIKENESS, bands, likeness, signature

WIRE = (
    "Customs officers at the bridge of Rumichaca found 300 litres of fuel under the floor of a lorry on Tuesday night. "
    "The driver, a man of 52 from Ipiales, said that he knew nothing of it. The fuel was handed to the prosecutor, and the lorry "
    "stays in the yard of the customs house until a judge decides."
)
OTHER = (
    "Teachers marched through the centre of Tulcán on Tuesday and asked the minister for better pay. "
    "They will meet again on Friday in front of the town hall, where the mayor wants to hear what they have to say about the new term."
)


def test_a_text_with_small_edits_is_a_near_copy() -> None:
    edited = WIRE.replace("on Tuesday night", "late on Tuesday").replace("a man of 52", "aged 52,")
    assert likeness(signature(WIRE), signature(edited)) >= LEAST_LIKENESS


def test_a_near_copy_shares_a_band() -> None:
    edited = WIRE.replace("on Tuesday night", "late on Tuesday")
    assert set(bands(signature(WIRE))) & set(bands(signature(edited)))


def test_another_text_is_none() -> None:
    assert likeness(signature(WIRE), signature(OTHER)) < 0.2


def test_case_accents_and_marks_do_not_count() -> None:
    assert likeness(signature("El límite está cerrado."), signature("EL LIMITE, esta cerrado")) == 1.0


def test_signatures_do_not_change_from_run_to_run() -> None:
    assert signature("The pass is shut.")[:3].tolist() == [991707877, 2567633239, 20183273]


@given(st.text())
def test_every_text_has_a_signature(text: str) -> None:
    assert len(signature(text)) == HASHES
