from __future__ import annotations

from mapper.language.clauses import Span, Unit, read_units, split_clauses
from mapper.language.lexicon import load_lexicon
from mapper.language.tokens import tokenize


def units(text: str, lang: str = "en", spans: dict[int, Span] | None = None) -> list[Unit]:
    return read_units(tokenize(text), load_lexicon(lang), spans or {})


def clauses(text: str, lang: str = "en") -> list[str]:
    found = units(text, lang)
    return [" ".join(unit.lower for unit in found[clause.start : clause.end]) for clause in split_clauses(found)]


def unit(text: str, word: str, lang: str = "en") -> Unit:
    return next(found for found in units(text, lang) if found.lower == word)


def test_a_phrase_is_one_unit() -> None:
    assert "measure" in unit("They declared a state of emergency.", "state of emergency").nouns


def test_a_named_place_is_one_unit_and_no_verb() -> None:
    span = Span(3, 13, frozenset(("place",)), 0)
    found = units("in Santa Rosa", spans={3: span})
    assert (found[1].lower, found[1].place, found[1].verbs) == ("santa rosa", 0, frozenset())


def test_after_an_article_a_word_is_a_noun() -> None:
    assert not unit("The protest ended.", "protest").verbs


def test_after_to_a_word_is_a_verb() -> None:
    assert not unit("They want to protest today.", "protest").nouns


def test_the_month_is_not_a_march() -> None:
    assert not unit("It rained in March.", "march").classes


def test_a_nationality_with_a_number_names_people() -> None:
    assert "nationality_noun" in unit("Police stopped 30 Cubans.", "cubans").classes


def test_a_nationality_before_a_noun_describes() -> None:
    assert "nationality_noun" not in unit("The Peruvian police came.", "peruvian").classes


def test_a_spanish_nationality_after_a_noun_describes() -> None:
    assert "nationality_noun" not in unit("Los agentes peruanos llegaron.", "peruanos", "es").classes


def test_a_spanish_nationality_after_a_number_names_people() -> None:
    assert "nationality_noun" in unit("Llegaron 30 cubanos.", "cubanos", "es").classes


def test_two_verbs_make_two_clauses() -> None:
    assert len(clauses("The army sent soldiers and the police closed the road.")) == 2


def test_a_relative_clause_is_a_clause() -> None:
    assert clauses("Police arrested a man who guards the border.")[0] == "police arrested a man"


def test_a_spanish_subordinate_clause_is_a_clause() -> None:
    assert len(clauses("El ministro negó que soldados cruzaran la frontera.", "es")) == 2


def test_joined_nouns_stay_in_one_clause() -> None:
    assert len(clauses("Police and soldiers closed the road.")) == 1
