from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.places import geocode

if TYPE_CHECKING:
    from mapper.places.gazetteer import Gazetteer



@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Tacna", "geonames:3928128"),
        ("peru", "iso:PER"),
        ("Bangor, Maine", "geonames:4957280"),
        ("Texas", "admin1:US.TX"),
        ("Chacayuta", "fac:complejo-chacalluta"),
    ],
)
def test_the_best_known_place_comes_first(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    assert geocode(name, gazetteer)[0].place.place_id == place_id


def test_a_country_narrows_the_search(gazetteer: Gazetteer) -> None:
    assert {candidate.place.country for candidate in geocode("Santa Rosa", gazetteer, country="ARG")} == {"ARG"}


def test_a_kind_narrows_the_search(gazetteer: Gazetteer) -> None:
    assert [candidate.place.place_id for candidate in geocode("Tacna", gazetteer, kind="admin1")] == ["admin1:PE.23"]


def test_no_more_than_asked_for_are_given(gazetteer: Gazetteer) -> None:
    assert len(geocode("Springfield", gazetteer, limit=3)) == 3


def test_nobody_knows_atlantis_of_the_deep(gazetteer: Gazetteer) -> None:
    assert geocode("Atlantis of the Deep", gazetteer) == ()


def test_a_demonym_is_no_name_to_ask_for(gazetteer: Gazetteer) -> None:
    assert geocode("peruana", gazetteer) == ()


def test_scores_run_from_zero_to_one(gazetteer: Gazetteer) -> None:
    assert all(0 <= candidate.score <= 1 for name in ("Lima", "Chile", "Arica, Chile") for candidate in geocode(name, gazetteer))
