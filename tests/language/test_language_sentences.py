import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.language.sentences import split_sentences


def sentences(text: str, lang: str = "en") -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split_sentences(text, lang)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gen. J. Soto met Gov. Ruiz at 8 a.m. on Friday in Washington, D.C. before noon.",
        "El gral. Soto citó el D.S. N.º 135 y el art. 4 ante la Sra. Paz.",
        "About 3.5 tonnes, i.e. 1.200 boxes, left on Nov. 28 for St. Louis.",
        "CÓRDOBA, Ver.- Unos cien caminantes durmieron en la plaza.",
        "LIMA \u2013 The road is closed.",
        "Llegó de EE.UU. Carlos Paz con su familia.",
        "\u00ab\u00bfQuién disparó?\u00bb, preguntó el juez.",
        "The U.S. Border Patrol counted No. 11 of the series.",
    ],
)
def test_abbreviations_initials_and_decimals_end_no_sentence(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The gate shut at 8 p.m.", "The queue stayed."),
        ("They flew to the U.S.", "In Lima nobody spoke."),
        ("Asked if he agreed, he said no.", "Then he left."),
        ("\u201cWe will stop you.\u201d", "She repeated it."),
        ("Hubo frío en el mar.", "Nadie cruzó."),
        ("\u00bfCerró el paso?", "\u00a1Claro que sí!"),
        ("It happened in 2023.", "120 people crossed."),
        ("No hubo heridos...", "\u2014Eso dijo el jefe."),
    ],
)
def test_sentences_end_at_their_stops(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_each_line_is_a_paragraph_of_its_own() -> None:
    found = split_sentences("The pass is shut. It snows.\nNobody crosses there.\n\nLima is silent.", "en")
    assert [sentence.paragraph for sentence in found] == [0, 0, 1, 2]
    assert [sentence.index for sentence in found] == [0, 1, 2, 3]


def test_a_text_wrapped_at_a_column_keeps_its_sentences_whole() -> None:
    text = (
        "The army closed the road between the two customs posts on Monday after\n"
        "Tacna asked for help, and soldiers stood guard at the bridge all night\n"
        "long. Trucks waited."
    )
    assert [len(sentence.split("\n")) for sentence in sentences(text)] == [3, 1]


def test_a_title_and_a_byline_are_headings_and_running_text_is_not() -> None:
    found = split_sentences("Border shut over snow\n\nThe pass is shut. It snows.\n\nReporting by Ana Paz", "en")
    assert [sentence.is_heading for sentence in found] == [True, False, False, True]


def test_a_text_of_one_line_is_no_heading() -> None:
    assert [sentence.is_heading for sentence in split_sentences("Police guard the bridge", "en")] == [False]


def test_bullets_and_heading_marks_stand_outside_the_sentence() -> None:
    assert sentences("# News\n- 21 November: queues grew.\n2) El paso cerró.\n\u2022 Sin novedad.") == [
        "News", "21 November: queues grew.", "El paso cerró.", "Sin novedad.",
    ]  # fmt: skip


@given(st.text(alphabet=st.sampled_from("aB .!?\n\u201d\u00bf3\u2014#-")))
def test_sentences_are_in_order_without_overlap_and_lose_no_letter(text: str) -> None:
    found = split_sentences(text, "es")
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in found)
    inside = "".join(text[s.start : s.end] for s in found)
    assert inside.count("a") + inside.count("B") == text.count("a") + text.count("B")


def test_a_hundred_thousand_dots_or_blanks_are_split_at_once() -> None:
    assert len(split_sentences("." * 100_000 + "x" + " " * 100_000 + "\n" + "a. " * 10, "en")) >= 1
