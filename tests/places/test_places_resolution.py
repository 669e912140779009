from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.places import recognize, resolve
from mapper.places.scoring import distance_km
from mapper.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.places.gazetteer import Gazetteer
    from mapper.records import Location

    Resolver = Callable[..., dict[str, Location]]



@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Hubo filas en la ciudad de Tacna.", "geonames:3928128"),
        ("La región de Tacna es seca.", "admin1:PE.23"),
        ("La provincia de Tacna es seca.", "fact:provincia-de-tacna"),
        ("El distrito de Tacna es seco.", "fact:tacna-(distrito)"),
        ("Hubo filas en Tacna.", "geonames:3928128"),
    ],
)
def test_the_four_tacnas_are_told_apart(located: Resolver, text: str, place_id: str) -> None:
    assert located(text)["Tacna"].place.place_id == place_id


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("She moved to Bangor, Maine.", "Bangor", "USA", "Maine"),
        ("She moved to Paris, Texas.", "Paris", "USA", "Texas"),
        ("She moved to Paris in spring.", "Paris", "FRA", "Île-de-France"),
        ("Hubo un choque en Córdoba, Veracruz.", "Córdoba", "MEX", "Veracruz"),
        ("El bus salió de Mérida, España.", "Mérida", "ESP", None),
    ],
)
def test_what_is_written_behind_a_name_decides(located: Resolver, text: str, name: str, country: str, admin1: str | None) -> None:
    place = located(text)[name].place
    assert place.country == country
    assert admin1 in (None, place.admin1)


def test_one_name_has_one_sense_in_an_article(gazetteer: Gazetteer) -> None:
    article = Article(article_id="a", text="A fire in Paris, Texas. The mayor of Paris spoke. Nobody in Paris slept.", lang="en")
    found = [location for location in resolve(recognize(article, gazetteer), article, gazetteer) if location.toponym.text == "Paris"]
    assert {location.place.country for location in found} == {"USA"}


def test_each_of_two_towns_keeps_the_country_written_behind_it(gazetteer: Gazetteer) -> None:
    article = Article(article_id="a", text="A bus from Mérida, España, and one from Mérida, Venezuela, met.", lang="es")
    found = [location for location in resolve(recognize(article, gazetteer), article, gazetteer) if location.toponym.text == "Mérida"]
    assert [location.place.country for location in found] == ["ESP", "VEN"]


def test_a_country_goes_before_a_hamlet(located: Resolver) -> None:
    assert located("The president of Peru spoke.")["Peru"].place.place_id == "iso:PER"


def test_a_state_goes_before_a_hamlet(located: Resolver) -> None:
    assert located("Rain fell all over California.")["California"].place.kind == "admin1"


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("In Tacna, the complex of Santa Rosa on the border with Chile opened.", "fac:complejo-santa-rosa"),
        ("Peru and Chile opened Santa Rosa and Chacalluta again.", "fac:complejo-santa-rosa"),
        ("Se manifestaron en Santa Rosa, La Pampa, en la Argentina.", "geonames:3428068"),
    ],
)
def test_santa_rosa_depends_on_what_stands_around_it(located: Resolver, text: str, place_id: str) -> None:
    place = located(text)["Santa Rosa"].place
    assert place.place_id == place_id or (place_id.startswith("geonames") and place.country == "ARG")


def test_a_misspelt_crossing_resolves_to_the_crossing(located: Resolver) -> None:
    assert located("En Arica, el paso Cachalluta sigue cerrado.")["Cachalluta"].place.place_id == "fac:complejo-chacalluta"


def test_nearby_places_decide_between_namesakes(located: Resolver) -> None:
    found = located("Crews came from Boston, Somerville and Worcester. The flood reached Cambridge by noon.")
    assert found["Cambridge"].place.admin1 == "Massachusetts"


def test_candidates_come_best_first_with_reasons(located: Resolver) -> None:
    location = located("She moved to Springfield in June.")["Springfield"]
    scores = [candidate.score for candidate in location.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(candidate.reasons for candidate in location.candidates[:1])


def test_a_plain_country_is_surer_than_a_name_of_many_towns(located: Resolver) -> None:
    found = located("She left Chile for Springfield.")
    assert found["Chile"].confidence > 0.9 > found["Springfield"].confidence


def test_points_of_countries_are_those_of_geonames(located: Resolver) -> None:
    place = located("The president of Peru spoke.")["Peru"].place
    assert (place.lon, place.lat) == (-75.25, -10.0)


def test_army_units_are_sensitive(gazetteer: Gazetteer) -> None:
    postings = gazetteer.lookup("Brigada Motorizada N.º 4 Rancagua")
    assert [gazetteer.place(posting.number).sensitive for posting in postings] == [True]


def test_distances_are_great_circles(gazetteer: Gazetteer) -> None:
    places = [gazetteer.place(posting.number) for posting in gazetteer.lookup("Tacna")]
    tacna = next(place for place in places if place.place_id == "geonames:3928128")
    assert 51 < distance_km(tacna, (-70.3126, -18.4783)) < 53


def test_a_name_that_no_gazetteer_lists_has_no_place(located: Resolver) -> None:
    assert located("Se perdieron en el cerro Zunturuma al anochecer.")["Zunturuma"].place is None


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Police in Lebanon, Pa., found the truck.", "Lebanon", "USA"),
        ("Officials in Lebanon and Syria met.", "Lebanon", "LBN"),
        ("Georgia troopers drove from Atlanta to Savannah.", "Georgia", "USA"),
        ("The parliament of Georgia met in Tbilisi.", "Georgia", "GEO"),
    ],
)
def test_a_country_gives_way_to_its_namesake_only_where_the_text_says_so(located: Resolver, text: str, name: str, country: str) -> None:
    assert located(text)[name].place.country == country


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Floods hit Ontario on Monday.", "Ontario", "admin1"),
        ("She came back from Africa.", "Africa", "region"),
        ("Rain fell all over Mexico.", "Mexico", "country"),
        ("Senators in Washington voted late.", "Washington", "populated_place"),
        ("Hubo un incendio en Lima.", "Lima", "populated_place"),
    ],
)
def test_a_plain_name_means_its_best_known_place(located: Resolver, text: str, name: str, kind: str) -> None:
    assert located(text)[name].place.kind == kind


def test_what_once_stands_behind_a_name_holds_for_its_other_uses(gazetteer: Gazetteer) -> None:
    text = "Fire swept Paris. The blaze in Paris, Texas, was out by dawn. Nobody in Paris slept."
    article = Article(article_id="a", text=text, lang="en")
    found = [location for location in resolve(recognize(article, gazetteer), article, gazetteer) if location.toponym.text == "Paris"]
    assert [location.place.country for location in found] == ["USA"] * 3


def test_a_list_of_a_country_and_states_keeps_the_country(located: Resolver) -> None:
    assert located("The storm crossed Mexico, Missouri and Illinois.")["Mexico"].place.place_id == "iso:MEX"


def test_the_points_of_the_reasons_add_up_to_the_score(located: Resolver) -> None:
    for location in located("Police from Tacna flew to Arica, Chile, past Santa Rosa and the river Caplina.").values():
        for candidate in location.candidates:
            assert sum(float(reason.rpartition(" ")[2]) for reason in candidate.reasons) == pytest.approx(candidate.score, abs=0.4)


def test_the_border_that_towns_and_a_phrase_tell_together_helps_the_places_near_it(located: Resolver) -> None:
    text = "Migrants waited in Tacna. Police from Santa Rosa met them on the border with Chile."
    assert located(text)["Santa Rosa"].place.place_id == "fac:complejo-santa-rosa"


def test_a_short_form_means_the_town_whose_long_name_the_article_gives(located: Resolver) -> None:
    text = "El puente une Ciudad del Este con Foz do Iguaçu. Los comerciantes de Foz cerraron. En San Antonio del Táchira llovió."
    assert located(text)["Foz"].place.name == "Foz do Iguaçu"


def test_a_country_is_not_short_for_another(located: Resolver) -> None:
    found = located("Presidents of Guinea and Guinea-Bissau met in the Republic of the Congo and spoke of Niger and of the Niger River.")
    assert (found["Guinea"].place.place_id, found["Niger"].place.place_id) == ("iso:GIN", "iso:NER")


@pytest.mark.parametrize(
    ("text", "name", "place_id"),
    [
        ("Two flights were sent back from Indira Gandhi International Airport.", "Indira Gandhi International Airport", "iata:DEL"),
        ("El vuelo salió del aeropuerto Jorge Chávez a mediodía.", "Jorge Chávez", "air:spjc"),
        ("Los deportados llegaron a Cúcuta, al aeropuerto Camilo Daza.", "Camilo Daza", "iata:CUC"),
    ],
)
def test_airports_are_found_by_their_names(located: Resolver, text: str, name: str, place_id: str) -> None:
    assert located(text)[name].place.place_id == place_id


def test_a_county_of_a_rare_name_is_met_without_its_common_noun(located: Resolver) -> None:
    assert located("Voters in Broward and Miami-Dade County, Florida, waited for hours.")["Broward"].place.name == "Broward County"


def test_a_politician_with_an_airport_is_no_airport(located: Resolver) -> None:
    assert located("Indira Gandhi was born in Allahabad.").keys() == {"Allahabad"}


@pytest.mark.parametrize(
    ("text", "lang", "name", "place_id"),
    [
        ("Des migrants partis du Pérou ont attendu au Chili.", "fr", "Pérou", "iso:PER"),
        ("A polícia da Suíça chegou ontem.", "pt", "Suíça", "iso:CHE"),
    ],
)
def test_countries_are_known_by_their_french_and_portuguese_names(
    gazetteer: Gazetteer, text: str, lang: str, name: str, place_id: str
) -> None:
    article = Article(article_id="a", text=text, lang=lang)
    found = {location.toponym.text: location.place for location in resolve(recognize(article, gazetteer), article, gazetteer)}
    assert found[name].place_id == place_id
