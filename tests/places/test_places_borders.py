from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Location, Toponym

    Reader = Callable[[str], tuple[Toponym, ...]]
    Names = Callable[[str], list[str]]
    Resolver = Callable[..., dict[str, Location]]



@pytest.mark.parametrize(
    ("text", "phrase", "border_id"),
    [
        ("Chile's border with Peru is long.", "border with Peru", "PER-CHL"),
        ("The border between Chile and Peru is dry.", "border between Chile and Peru", "PER-CHL"),
        ("The Poland-Belarus border is closed.", "Poland-Belarus border", "BLR-POL"),
        ("Patrols on the US-Mexico border grew.", "US-Mexico border", "MEX-USA"),
        ("Chile reabrió su frontera con Perú.", "frontera con Perú", "PER-CHL"),
        ("En la frontera entre Bolivia y Chile nevó.", "frontera entre Bolivia y Chile", "BOL-CHL"),
        ("La frontera peruano-chilena está en calma.", "frontera peruano-chilena", "PER-CHL"),
        ("La frontera colombo-venezolana reabrió.", "frontera colombo-venezolana", "COL-VEN"),
        ("El límite entre Tacna y Arica es recto.", "límite entre Tacna y Arica", "PER-CHL"),
        ("Marchan hacia la Línea de la Concordia.", "Línea de la Concordia", "PER-CHL"),
        ("Peru and Chile patrol their common border.", "common border", "PER-CHL"),
        ("From Tacna they walked to hito 9.", "hito 9", "PER-CHL"),
    ],
)
def test_borders_in_words_are_toponyms_with_their_border(read: Reader, text: str, phrase: str, border_id: str) -> None:
    assert [(toponym.text, toponym.border_id) for toponym in read(text) if toponym.kind == "border"] == [(phrase, border_id)]


def test_the_border_alone_is_no_toponym(read: Reader) -> None:
    assert [toponym for toponym in read("In Peru the border stays shut.") if toponym.kind == "border"] == []


def test_a_border_holds_the_mention_of_its_country(names: Names) -> None:
    assert names("Chile's border with Peru is long.") == ["Chile", "border with Peru", "Peru"]


def test_a_compound_border_stands_alone(names: Names) -> None:
    assert names("The Poland-Belarus border is closed.") == ["Poland-Belarus border"]


def test_which_border_with_chile_is_told_by_the_article(located: Resolver) -> None:
    found = located("Buses leave Tacna for Lima at dawn. In Peru much has changed. Soldiers stand on the border with Chile.")
    assert found["border with Chile"].place.border_id == "PER-CHL"


def test_the_focus_border_decides_where_the_article_does_not(located: Resolver) -> None:
    found = located("Soldiers stand on the border with Chile.", border_id="BOL-CHL")
    assert found["border with Chile"].place.place_id == "border:BOL-CHL"


def test_a_border_of_parts_of_a_country_is_none_of_ours(located: Resolver) -> None:
    assert located("Sheep graze on the border between England and Scotland.")["border between England and Scotland"].place is None


def test_a_monument_has_its_own_point(located: Resolver) -> None:
    place = located("From Tacna they walked to hito 1.")["hito 1"].place
    assert (place.place_id, round(place.lon, 3), round(place.lat, 3)) == ("hito:1", -70.376, -18.35)


def test_a_stretch_lies_between_its_monuments(located: Resolver) -> None:
    place = located("Soldiers from Tacna patrol hitos 1 al 9.")["hitos 1 al 9"].place
    assert place.place_id == "border:PER-CHL:1-9"
    assert -70.38 < place.lon < -70.3


def test_monuments_of_other_borders_are_not_invented(names: Names) -> None:
    assert names("Surveyors in Kenya repainted marker 9.") == ["Kenya"]


@pytest.mark.parametrize("text", ["Traders use the Algerian border at night.", "Ayer reabrió la frontera argelina."])
def test_a_border_of_one_country_is_a_border_and_leaves_its_demonym(read: Reader, text: str) -> None:
    assert [(toponym.kind, toponym.mention) for toponym in read(text)] in (
        [("border", "literal"), ("country", "adjectival")],
        [("country", "adjectival"), ("border", "literal")],
    )


def test_with_whom_a_border_of_one_country_is_is_told_by_the_article(located: Resolver) -> None:
    place = located("Poland sent troops to the Belarusian border. Poland is calm.")["Belarusian border"].place
    assert place is not None
    assert place.border_id == "BLR-POL"


def test_an_abbreviated_country_has_its_border(read: Reader) -> None:
    assert [toponym.border_id for toponym in read("The Mexico-U.S. border is long.")] == ["MEX-USA"]
