from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Toponym

    Reader = Callable[[str], tuple[Toponym, ...]]
    Names = Callable[[str], list[str]]



@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soldiers left Tacna for the coast.", ["Tacna"]),
        ("Los soldados salieron de Arica hacia Putre.", ["Arica", "Putre"]),
        ("TACNA, Peru (Wire) - The road is open.", ["TACNA", "Peru"]),
        ("LIMA \u2013 The minister resigned.", ["LIMA"]),
        ("Ceuta, 3 mar.- El paso está cerrado.", ["Ceuta"]),
        ("Un sismo se sintio en Huaquillas y Zarumilla.", ["Huaquillas", "Zarumilla"]),
        ("The family moved to Bangor, Maine.", ["Bangor", "Maine"]),
        ("He was born in Columbia, S.C., in 1950.", ["Columbia", "S.C."]),
        ("Buses ran from Ciudad Juárez, Chih., all night.", ["Ciudad Juárez", "Chih."]),
        ("The U.S. and Mexico talked.", ["U.S.", "Mexico"]),
        ("Según EE.UU., el plan sigue.", ["EE.UU."]),
        ("They waded across the Rio Grande.", ["Rio Grande"]),
        ("Cruzaron el río Maure de noche.", ["río Maure"]),
        ("Villagers live in Licking County.", ["Licking County"]),
        ("Migrants crossed the Darién Gap on foot.", ["Darién Gap"]),
        ("Hubo controles en Cachalluta toda la noche.", ["Cachalluta"]),
        ("The trucks queued at Cachalluta for a day.", ["Cachalluta"]),
        ("La comision viajo de Cucuta a Bogota y a Medellin.", ["Cucuta", "Bogota", "Medellin"]),
        ("NOGALES, Ariz. -- Agents found a tunnel.", ["NOGALES", "Ariz."]),
        ("TACNA.- La policía detuvo a dos hombres.", ["TACNA"]),
        ("ARICA (Redacción). El paso volvió a abrir.", ["ARICA"]),
        ("EL GOBERNADOR DE PUNO VIAJO A LIMA CON SU EQUIPO.", ["PUNO", "LIMA"]),
        ("THE GOVERNOR OF TEXAS SAID CROSSINGS FELL.", ["TEXAS"]),
        ("POLICIA DETIENE A CUATRO PERSONAS EN TACNA TRAS CRUZAR DESDE ARICA", ["TACNA", "ARICA"]),
    ],
)
def test_names_of_places_are_found(names: Names, text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "General Arturo Valverde spoke to the press.",
        "El alcalde Julián Arequipa pidió calma.",
        "Mr Lima declined to answer.",
        "Rosa Iquitos sings on Sundays.",
        "The note was signed by J. P. Moscow.",
        "Captain Florida Joseph steered the boat.",
        "In March the Most Reverend arrived.",
        "Deportes Iquique lost the match again.",
        "The War of the Pacific ended long ago.",
        "El Tren de Aragua fue desarticulado.",
        "Dijo radio Tacna por la mañana.",
        "A professor at Georgetown University wrote it.",
        "Desfilaron por la avenida República del Perú.",
        "La banda Los Caplina fue detenida.",
        "They waited at the border all day.",
        "Nobody said anything about it.",
    ],
)
def test_people_and_bearers_of_names_are_no_places(names: Names, text: str) -> None:
    assert names(text) == []


def test_a_surname_seen_with_a_first_name_is_a_person_everywhere(names: Names) -> None:
    assert names("Luis Cordero is a minister. On Monday Cordero said no.") == []


def test_a_town_that_is_also_a_surname_stays_a_town_where_the_words_say_so(names: Names) -> None:
    assert names("Marco Lima is a colonel. He was sent to Tacna from Lima, Peru.") == ["Tacna", "Lima", "Peru"]


def test_one_sure_use_of_a_name_helps_its_other_uses(read: Reader) -> None:
    sentence = "Linares slept badly."
    assert [toponym.text for toponym in read(sentence)] == []
    text = f"Buses wait in the town of Linares, Chile. {sentence}"
    assert [toponym.text for toponym in read(text)].count("Linares") == 2


@pytest.mark.parametrize(
    ("text", "name", "mention"),
    [
        ("The Paris Police Department made no comment.", "Paris", "embedded"),
        ("Carabineros de Chile cerró el camino.", "Chile", "embedded"),
        ("Officers of the Toronto Police Service said no.", "Toronto", "embedded"),
        ("El Consejo Regional de Coquimbo votó en contra.", "Coquimbo", "embedded"),
        ("POLICIA DETIENE A CUATRO PERSONAS EN TACNA AYER", "TACNA", "literal"),
        ("A Peruvian officer checked the papers.", "Peruvian", "adjectival"),
        ("Un camionero peruano esperaba.", "peruano", "adjectival"),
        ("On Friday Lima said that talks go on.", "Lima", "metonymic"),
        ("Ayer Bolivia rechazó la nota.", "Bolivia", "metonymic"),
        ("He lives in Lima.", "Lima", "literal"),
    ],
)
def test_mentions_are_told_apart(read: Reader, text: str, name: str, mention: str) -> None:
    assert [toponym.mention for toponym in read(text) if toponym.text == name] == [mention]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The region of Tacna is dry.", "admin1"),
        ("La provincia de Tacna tiene once distritos.", "admin2"),
        ("El distrito de Tacna pidió agua.", "admin3"),
        ("La ciudad de Tacna celebra.", "populated_place"),
        ("Cerraron el terminal de Tacna.", "facility"),
        ("The Tacna region is dry.", "admin1"),
        ("Hubo filas en Tacna.", None),
    ],
)
def test_the_words_beside_a_name_tell_its_kind(read: Reader, text: str, kind: str | None) -> None:
    assert [toponym.kind for toponym in read(text) if toponym.text == "Tacna"] == [kind]


def test_a_kind_word_holds_for_a_whole_list(read: Reader) -> None:
    found = read("Rige en los distritos de Palca, Tacna y La Yarada-Los Palos.")
    assert [toponym.text for toponym in found] == ["Palca", "Tacna", "La Yarada-Los Palos"]
    assert {toponym.kind for toponym in found} == {"admin3"}


def test_only_the_proper_name_is_marked(read: Reader) -> None:
    (toponym,) = read("Ocurrió en la región de Tacna.")
    assert (toponym.text, toponym.start, toponym.end) == ("Tacna", 24, 29)


def test_a_bridge_with_a_persons_name_needs_its_common_noun(names: Names) -> None:
    assert names("Cerraron el puente Simón Bolívar.") == ["Simón Bolívar"]
    assert names("Ayer Simón Bolívar cumplió años.") == []


def test_a_heading_in_capitals_still_gives_its_countries(names: Names) -> None:
    assert names("PERU AND CHILE AGREE ON NEW POSTS\n\nThe note is short.") == ["PERU", "CHILE"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Se perdieron en el cerro Zunturuma al anochecer.", "Zunturuma", "natural"),
        ("They fled to the town of Qwertonia at night.", "Qwertonia", "populated_place"),
        ("The boats met quietly under Zunturuma Bridge that morning.", "Zunturuma Bridge", "crossing"),
    ],
)
def test_a_name_that_no_gazetteer_lists_is_told_by_its_common_noun(read: Reader, text: str, name: str, kind: str) -> None:
    assert [(toponym.text, toponym.kind) for toponym in read(text)] == [(name, kind)]


def test_a_name_alone_in_quotation_marks_is_a_nickname(names: Names) -> None:
    assert names("Ganó la perra «Chile», muy aplaudida.") == []


def test_a_paper_named_after_a_city_is_no_place_even_if_the_city_is_named_beside_it(names: Names) -> None:
    assert names("En Arica nadie durmió. La Estrella de Arica abrió con la huelga.") == ["Arica"]


@pytest.mark.parametrize(
    "text",
    [
        "El banco Santa Marta compró una cadena de farmacias.",
        "El velero Stuttgart sigue a la deriva.",
        "Se apagó anoche la marca Arica, de conservas.",
        "Dentists along San Martín street advertise for patients.",
        "The Norwalk virus closed two schools.",
        "Stalls sold Paris perfumes and Bermuda shorts.",
        "La patrullera Tocopilla volvió al puerto.",
        "Cantó el rapero Cartagena.",
        "The trawler Aberdeen sank in a storm.",
    ],
)
def test_ships_firms_streets_and_viruses_named_like_towns_are_no_places(names: Names, text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "But in the fog the Valparaíso lost her bowsprit.",
        "Al amanecer el Stuttgart seguía a la deriva.",
        "He keeps a cat named Cairo.",
        'Her novel, "The Road to Samarkand", won a prize.',
        "They met at the Battle of Arica and never again.",
        "A strain known as Oruro-3 worries doctors.",
        "The goal came from Medina, who later saw red.",
        "El gol fue obra de Medina, de 24 años.",
        "Georgia, 9, asked whether there were lions.",
        "She came with her brother Jordan.",
        "Cayó el prófugo, alias «Medellín», de madrugada.",
        "Noqueó al argentino Mendoza en el tercer asalto.",
        "Un tal Maracaibo les cobró el pasaje.",
        'His "Letters from Damascus" was banned.',
        "The bridge is shut.",
    ],
)
def test_a_towns_name_in_disguise_is_no_place(names: Names, text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They grew up in a town called Cairo.", ["Cairo"]),
        ("The Arica talks went on for a week.", ["Arica"]),
        ("Viajaron al Cusco en tren.", ["Cusco"]),
        ("Llegaron de noche a la peruana Tacna.", ["Tacna"]),
        ("She met Peru, who play on Sunday.", ["Peru"]),
        ('"The road to Putre is open," she said.', ["Putre"]),
    ],
)
def test_what_only_looks_like_a_disguise_stays_a_place(names: Names, text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_ship_or_a_dog_keeps_its_name_all_over_the_article(names: Names) -> None:
    assert names("The cutter Tacna sailed from Callao. Last year Tacna rescued six men.") == ["Callao"]
    assert names("A puppy called Chile sleeps on buses. Chile barks at uniforms. They wait in Arica.") == ["Arica"]


def test_a_place_is_still_named_beside_a_ship_of_its_name(names: Names) -> None:
    assert names("The cutter Arica sailed at dawn. It will be back in Arica, Chile, on Friday.") == ["Arica", "Chile"]


def test_rivers_and_deserts_take_the_article(names: Names) -> None:
    assert names("They camped at the Atacama and drank from the Kafue.")[:1] == ["Atacama"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exigen la renuncia de la presidenta. En Juliaca hubo marchas.", ["Juliaca"]),
        ("They met the president. Bolivia sent two envoys.", ["Bolivia"]),
        ("¡CAYÓ LA BANDA DEL PUERTO!", []),
    ],
)
def test_a_title_ends_with_its_sentence_and_verbs_are_no_towns(names: Names, text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("text", ["Es autor de «Lima ocupada» y de poemas.", "She wrote the song 'Adiós' and the novel \"Tacna at dawn\"."])
def test_a_town_in_the_title_of_a_work_is_no_place(names: Names, text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(("text", "kind"), [("They waded across the Rio Grande.", "natural"), ("He lives in Rio Grande, Brazil.", None)])
def test_a_river_has_an_article_and_a_town_of_its_name_none(read: Reader, text: str, kind: str | None) -> None:
    assert next(toponym.kind for toponym in read(text) if toponym.text == "Rio Grande") == kind
