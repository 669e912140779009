import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.language.quantities import find_quantities
from mapper.records import Quantity


def one(text: str, lang: str) -> Quantity:
    [found] = find_quantities(text, lang)
    return found


BOUNDS = [
    ("en", "Dozens waited at the gate.", 20, 99),
    ("en", "Hundreds of people stayed.", 200, 999),
    ("en", "Thousands of families left.", 2_000, 9_999),
    ("en", "Tens of thousands fled.", 20_000, 99_999),
    ("en", "Several hundred Venezuelans turned round.", 200, 999),
    ("en", "A few thousand men marched.", 2_000, 9_999),
    ("en", "At least 100 people waited.", 100, None),
    ("en", "More than 1,000 boxes were found.", 1_000, None),
    ("en", "No fewer than forty cars came.", 40, None),
    ("en", "Up to 500 migrants slept there.", None, 500),
    ("en", "Fewer than 90 Venezuelans came.", None, 90),
    ("en", "About 40 people crossed.", 40, 40),
    ("en", "Some 40 people crossed.", 40, 40),
    ("en", "Nearly 2,000 trucks queued.", 2_000, 2_000),
    ("en", "Between 280 and 350 persons slept outside.", 280, 350),
    ("en", "Some 40 to 50 people get through.", 40, 50),
    ("en", "Two or three soldiers fell.", 2, 3),
    ("en", "Three to four thousand people marched.", 3_000, 4_000),
    ("en", "The army sent two dozen soldiers.", 24, 24),
    ("en", "Half a million people went.", 500_000, 500_000),
    ("en", "A hundred and twenty men came.", 120, 120),
    ("en", "Twenty-three Venezuelans landed.", 23, 23),
    ("en", "Fifty migrants or more wait.", 50, None),
    ("en", "Forty-odd students sang.", 40, 40),
    ("en", "A convoy of 6 000 soldiers.", 6_000, 6_000),
    ("es", "Decenas de guardias llegaron.", 20, 99),
    ("es", "Cientos de personas esperan.", 200, 999),
    ("es", "Varios centenares de familias salieron.", 200, 999),
    ("es", "Miles de haitianos cruzaron.", 2_000, 9_999),
    ("es", "Decenas de miles huyeron.", 20_000, 99_999),
    ("es", "Hay un centenar de críos.", 100, 100),
    ("es", "Medio centenar de jóvenes nadó.", 50, 50),
    ("es", "Una treintena de mujeres salió.", 30, 30),
    ("es", "Al menos 40 hombres quedaron.", 40, None),
    ("es", "Más de mil peruanos esperan.", 1_000, None),
    ("es", "No menos de 300 ciudadanos pasaron.", 300, None),
    ("es", "Menos de 50 autos pasan.", None, 50),
    ("es", "Unos 200 peruanos seguían allí.", 200, 200),
    ("es", "Cerca de 50 militares llegaron.", 50, 50),
    ("es", "Alrededor de mil 200 caminantes durmieron.", 1_200, 1_200),
    ("es", "Pasaron 4 mil 900 viajeros.", 4_900, 4_900),
    ("es", "Entre 150 y 200 personas llegan.", 150, 200),
    ("es", "Entre tres y cuatro mil fieles oraban.", 3_000, 4_000),
    ("es", "Sesenta y tantas personas acampan.", 60, 69),
    ("es", "Treinta y cinco soldados vigilan.", 35, 35),
    ("es", "Salieron 1.100 personas.", 1_100, 1_100),
    ("es", "Viven ahí 6 000 vecinos.", 6_000, 6_000),
]


@pytest.mark.parametrize(("lang", "text", "minimum", "maximum"), BOUNDS)
def test_a_number_as_worded_has_these_bounds(lang: str, text: str, minimum: int | None, maximum: int | None) -> None:
    found = one(text, lang)
    assert (found.minimum, found.maximum) == (minimum, maximum)


@pytest.mark.parametrize(
    ("lang", "text", "wording", "unit"),
    [
        ("en", "Police said at least 100 people were waiting.", "at least 100 people", "people"),
        ("en", "He sent 400 Texas National Guard troops south.", "400 Texas National Guard troops", "troops"),
        ("en", "The police found seven stolen trucks.", "seven stolen trucks", "trucks"),
        ("en", "Two of the detainees fled.", "Two of the detainees", "detainees"),
        ("en", "Eighteen of them died.", "Eighteen of them", None),
        ("en", "One Peruvian taxi driver was hurt.", "One Peruvian taxi driver", "driver"),
        ("es", "Hallaron más de 1.000 cajas de licor.", "más de 1.000 cajas", "cajas"),
        ("es", "Seis presuntos integrantes cayeron.", "Seis presuntos integrantes", "integrantes"),
        ("es", "Una de ellas huyó.", "Una de ellas", None),
        ("es", "Hay un centenar de niños.", "un centenar de niños", "ninos"),
        ("en", "They seized 45 kilograms of cocaine.", "45 kilograms", "kilograms"),
    ],
)
def test_the_wording_runs_from_the_bound_to_the_counted_noun(lang: str, text: str, wording: str, unit: str | None) -> None:
    found = one(text, lang)
    assert (found.text, found.unit) == (wording, unit)
    assert text[found.start : found.end] == wording


@pytest.mark.parametrize(
    ("lang", "text", "kind", "value"),
    [
        ("en", "Another 50 soldiers will follow.", "increment", 50),
        ("en", "He promised 50 more troops.", "increment", 50),
        ("es", "Llegaron otros 50 militares.", "increment", 50),
        ("es", "Irán 50 policías más.", "increment", 50),
        ("en", "Arrivals averaged 370 a day.", "rate", 370),
        ("en", "Around 2,400 migrants a day came.", "rate", 2_400),
        ("es", "Cruzan 480 camiones al día.", "rate", 480),
        ("es", "Eran 900 diarios.", "rate", 900),
        ("es", "Llegan cada noche a Colchane 150 personas.", "rate", 150),
        ("en", "Patrols rose from 220 to 370.", "change", 370),
        ("es", "Los efectivos subieron de 24 a 86.", "change", 86),
        ("en", "The camp holds 260 people.", "total", 260),
    ],
)
def test_increments_rates_and_changes_are_told_from_totals(lang: str, text: str, kind: str, value: int) -> None:
    found = one(text, lang)
    assert (found.kind, found.minimum) == (kind, value)


def test_the_old_value_of_a_change_is_not_kept() -> None:
    assert one("Arrivals reached 370 a day, up from 220.", "en").minimum == 370


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "In 2023 the border was closed."),
        ("en", "The war of 1879-1884 ended."),
        ("en", "On 4 January and November 28, 2025 it rained."),
        ("en", "Data from 4-17 October 2021 and 21 November."),
        ("en", "The gate opens at 8 a.m. and shuts at 20:00, at 8pm or at three in the afternoon."),
        ("en", "Sales rose 6.2 percent, or 19 per cent, or 97 %."),
        ("en", "It costs $60 or 250 dollars or \u20ac40,000."),
        ("en", "The post lies 20 km off, 900-odd kilometres from here, at 4,000 metres."),
        ("en", "Soldiers at boundary marker No. 9 and on Route 5."),
        ("en", "They guard monuments 1 to 16 and hitos 13 and 14."),
        ("en", "The man, 47, was with a 22-year-old and a lad of 19."),
        ("en", "You have 111 days; it took nineteen years."),
        ("en", "No one saw the two-lane road or the C-130J."),
        ("en", "A quarter of a million, one in five, 8 out of 10 and two thirds."),
        ("en", "Call 5551234567 or write to page B4."),
        ("en", "Chile won 2-1 and 3 - 1."),
        ("es", "El Decreto Supremo N.º 135-2025-PCM y la Ley 21.000 rigen."),
        ("es", "Entre los hitos 1 y 23, y del hito 9 al hito 18."),
        ("es", "A las 10:00, a las ocho, a las 04:20 horas y a las siete de la mañana."),
        ("es", "Desde el 4 de enero hasta el lunes 21 y el día 15."),
        ("es", "Cayeron 70 %, un 22 por ciento, 8 de cada 10."),
        ("es", "Pagan 500 dólares, 20 soles o 31 mil millones de pesos."),
        ("es", "Un hombre de 35 años murió a 20 kilómetros."),
        ("es", "Por 90 días y veinticuatro horas."),
        ("es", "En 1975, durante el 2013 y de 2016 a 2018."),
    ],
)
def test_dates_times_money_measures_ages_ratios_and_labels_count_nobody(lang: str, text: str) -> None:
    assert find_quantities(text, lang) == ()


@given(st.text(alphabet=st.sampled_from("0123456789., -/%abcdyunmil\n$:")), st.sampled_from(["en", "es", "pt"]))
def test_the_wording_is_a_slice_of_the_text_and_quantities_are_in_order(text: str, lang: str) -> None:
    found = find_quantities(text, lang)
    assert all(text[quantity.start : quantity.end] == quantity.text for quantity in found)
    assert [quantity.start for quantity in found] == sorted(quantity.start for quantity in found)


@given(st.integers(1_000, 999_999).filter(lambda number: not 1500 <= number <= 2100))
def test_thousands_are_read_with_point_comma_and_blank(number: int) -> None:
    for separator in (",", ".", " "):
        assert one(f"Pasaron {number:,} personas".replace(",", separator), "es").minimum == number
