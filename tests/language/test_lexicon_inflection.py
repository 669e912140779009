from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.language import inflection_en, inflection_es

STEMS = {
    "cerrar": "ie", "pedir": "i", "volver": "ue", "devolver": "ue", "desplegar": "ie", "reforzar": "ue", "detener": "ie", "morir": "ue",
    "herir": "ie", "impedir": "i", "seguir": "i",
}  # fmt: skip


@pytest.mark.parametrize(
    ("lemma", "form", "name"),
    [
        ("deploy", "deployed", "past"),
        ("carry out", "carried out", "past"),
        ("stop", "stopping", "ing"),
        ("seize", "seizing", "ing"),
        ("flee", "fled", "past"),
        ("flee", "fleeing", "ing"),
        ("cross", "crosses", "s"),
        ("deny", "denies", "s"),
        ("die", "dying", "ing"),
        ("expel", "expelled", "part"),
    ],
)
def test_an_english_verb_has_this_form(lemma: str, form: str, name: str) -> None:
    assert (form, name) in set(inflection_en.verb_forms(lemma, {"flee": ["fled", "fled"]}))


@pytest.mark.parametrize(
    ("lemma", "plural"),
    [("army", "armies"), ("bus", "buses"), ("state of emergency", "states of emergency"), ("border post", "border posts"), ("man", "men")],
)
def test_an_english_noun_has_this_plural(lemma: str, plural: str) -> None:
    assert (plural, "pl") in set(inflection_en.noun_forms(lemma, {"man": ["men"]}))


@pytest.mark.parametrize(
    ("lemma", "form", "name"),
    [
        ("cerrar", "cierran", "pres"),
        ("cerrar", "cerrará", "fut"),
        ("cerrar", "cerrara", "subjpast"),
        ("llegar", "llegué", "pret"),
        ("llegar", "llegue", "subj"),
        ("cruzar", "cruce", "subj"),
        ("pedir", "pidieron", "pret"),
        ("huir", "huyeron", "pret"),
        ("huir", "huyendo", "ger"),
        ("reabrir", "reabierto", "part"),
        ("devolver", "devueltos", "part"),
        ("detener", "detuvieron", "pret"),
        ("detener", "detendrán", "fut"),
        ("conducir", "condujo", "pret"),
        ("caer", "cayó", "pret"),
        ("caer", "caído", "part"),
        ("morir", "murieron", "pret"),
        ("hacer", "hizo", "pret"),
        ("expulsar", "expulsarlos", "inf"),
        ("desplazarse", "desplazaron", "pret"),
        ("llevar a cabo", "llevaron a cabo", "pret"),
        ("seguir", "siga", "subj"),
        ("desplegar", "despliegue", "subj"),
    ],
)
def test_a_spanish_verb_has_this_form(lemma: str, form: str, name: str) -> None:
    assert (form, name) in set(inflection_es.verb_forms(lemma, STEMS))


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("venezolano/a", "venezolanas"),
        ("francés/a", "francesas"),
        ("francés/a", "franceses"),
        ("paso fronterizo", "pasos fronterizos"),
        ("estado de excepción", "estados de excepción"),
        ("expulsión", "expulsiones"),
        ("luz", "luces"),
    ],
)
def test_a_spanish_noun_has_this_form(lemma: str, form: str) -> None:
    assert form in {found for found, _ in inflection_es.noun_forms(lemma, {})}


@given(st.text("bcdfglmnprstaeiou", min_size=2, max_size=8).map(lambda stem: stem + "ar"))
def test_every_regular_spanish_future_keeps_its_infinitive(verb: str) -> None:
    assert (verb + "án", "fut") in set(inflection_es.verb_forms(verb, {}))


@given(st.text("bcdfglmnprstaeiou", min_size=3, max_size=8))
def test_an_english_verb_is_its_own_base(verb: str) -> None:
    assert (verb, "base") in set(inflection_en.verb_forms(verb, {}))
