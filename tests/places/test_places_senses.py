"""Which place a name means: sentences of our own, each with the place that is right within some kilometres."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from mapper.places.scoring import distance_km

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Location

    Resolver = Callable[..., dict[str, Location]]


class Right(NamedTuple):
    """A sentence, a name in it, the kind of place that it means (empty where any will do), its point and how near is right."""

    text: str
    name: str
    kind: str
    lon: float
    lat: float
    km: float


def is_right(location: Location, right: Right) -> bool:
    place = location.place
    return place is not None and right.kind in ("", place.kind) and distance_km(place, (right.lon, right.lat)) <= right.km


def sentences(*rows: tuple[str, str, str, float, float, float]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("right", [Right(*row) for row in rows], ids=lambda right: right.text)


@sentences(
    ("Two students from Athens, Georgia, won the prize.", "Athens", "", -83.38, 33.96, 30),
    ("A barn burned in Moscow, Idaho, on Sunday.", "Moscow", "", -117, 46.73, 30),
    ("He grew up in Birmingham, Alabama, and never left.", "Birmingham", "", -86.8, 33.52, 40),
    ("The river rose in Manchester (New Hampshire) overnight.", "Manchester", "", -71.45, 42.99, 30),
    ("Un alud cerró la ruta en San Pedro, Buenos Aires, según vecinos.", "San Pedro", "", -59.67, -33.68, 40),
    ("La feria se hizo en Santa Cruz, Bolivia.", "Santa Cruz", "", -63.18, -17.78, 250),
    ("Los camiones pararon en Trujillo, Venezuela.", "Trujillo", "", -70.43, 9.37, 60),
    ("El bus venía de Trujillo, Honduras.", "Trujillo", "", -85.95, 15.92, 40),
    ("She runs a bakery in Vienna, Va.", "Vienna", "", -77.26, 38.9, 20),
    ("Crews reached Portland, Me., before dark.", "Portland", "", -70.26, 43.66, 30),
    ("Police in Aurora, Ill., closed two streets.", "Aurora", "", -88.32, 41.76, 30),
    ("The clinic in Florence, South Carolina, shut its doors.", "Florence", "", -79.76, 34.2, 30),
    ("The march began in Lancaster, Pennsylvania.", "Lancaster", "", -76.3, 40.04, 30),
    ("Nobody was hurt in San José, California.", "San José", "", -121.89, 37.34, 40),
    ("El festival de Cartagena, Murcia, acabó ayer.", "Cartagena", "", -0.99, 37.6, 30),
    ("La empresa abrió una planta en León, Guanajuato.", "León", "", -101.68, 21.12, 40),
    ("Hubo un corte de luz en León, Nicaragua.", "León", "", -86.88, 12.43, 40),
    ("The barge left Odessa, Ukraine, at noon.", "Odessa", "", 30.72, 46.48, 30),
    ("A drill rig burned near Odessa, Texas.", "Odessa", "", -102.37, 31.85, 40),
    ("A choir from Cambridge, Ontario, sang.", "Cambridge", "", -80.32, 43.36, 30),
    ("La cosecha empezó en Melipilla, región Metropolitana de Chile.", "Melipilla", "", -71.21, -33.69, 40),
)
def test_the_unit_or_country_written_behind_a_name_decides(located: Resolver, right: Right) -> None:
    assert is_right(located(right.text)[right.name], right)


@sentences(
    ("Rescuers in Salem, Oregon, worked all night. By dawn Salem was dry again.", "Salem", "", -123.04, 44.94, 30),
    ("El alcalde de Córdoba, Argentina, habló. Luego llovió en Córdoba.", "Córdoba", "", -64.18, -31.41, 60),
    ("Toledo, Ohio, lost its last paper. The owner left Toledo in March.", "Toledo", "", -83.56, 41.66, 30),
)
def test_what_once_stands_behind_a_name_holds_in_the_whole_article(located: Resolver, right: Right) -> None:
    assert is_right(located(right.text)[right.name], right)


@sentences(
    ("Firefighters from Dallas, Fort Worth and Arlington joined. Smoke was seen in Paris too.", "Arlington", "", -97.11, 32.74, 40),
    ("Snow closed schools in Albany, Troy and Schenectady.", "Troy", "", -73.69, 42.73, 30),
    ("Drivers from Manchester, Leeds and Bradford met. One came from Halifax.", "Halifax", "", -1.86, 53.72, 30),
    ("Buses run from Halifax to Dartmouth and on to Truro in Nova Scotia.", "Dartmouth", "", -63.57, 44.67, 40),
    ("Trains linked Valparaíso, Viña del Mar and Quillota. Work at Los Andes goes on.", "Los Andes", "", -70.6, -32.83, 40),
    ("El camión pasó por Guayaquil y Machala antes de llegar a Santa Rosa.", "Santa Rosa", "", -79.96, -3.45, 40),
    ("De Medellín a Rionegro hay una hora; a La Ceja, un poco más.", "Rionegro", "", -75.37, 6.15, 40),
    ("De Cali salieron hacia Palmira, Buga y Florida.", "Palmira", "", -76.3, 3.54, 40),
    ("Police in London, Kitchener and Windsor shared the files, Ontario officials said.", "Windsor", "", -83.02, 42.3, 60),
    ("Boats left Naples, Fort Myers and Sarasota as Florida braced.", "Naples", "", -81.79, 26.14, 40),
    ("Se reunieron alcaldes de Guadalajara, Zapopan y Tepatitlán, Jalisco.", "Guadalajara", "", -103.35, 20.67, 40),
)
def test_the_other_places_of_the_article_decide_between_namesakes(located: Resolver, right: Right) -> None:
    assert is_right(located(right.text)[right.name], right)


@sentences(
    ("Georgia and Armenia signed a deal in Tbilisi.", "Georgia", "country", 43.5, 42, 300),
    ("Voters in Georgia and Alabama went to the polls.", "Georgia", "admin1", -83.5, 32.75, 300),
    ("The president of Chad flew to Niger.", "Niger", "country", 8, 16, 600),
    ("Ministers of Cuba, Jamaica and Panama met.", "Cuba", "country", -79.5, 22, 400),
    ("Mexico beat Lebanon in the vote.", "Lebanon", "country", 35.8, 33.8, 150),
    ("Perú y Colombia firmaron un acuerdo.", "Colombia", "country", -73, 4, 500),
    ("Officials in Texas and Florida disagreed.", "Florida", "admin1", -82.5, 28.75, 250),
    ("Wine from California sells well in Ontario.", "Ontario", "admin1", -86, 50, 500),
    ("Rain fell over Veracruz and Tabasco states.", "Tabasco", "admin1", -92.6, 18, 150),
    ("The flood hit Kerala and Tamil Nadu.", "Kerala", "admin1", 76.5, 10.5, 200),
    ("Bavaria and Saxony closed their schools.", "Bavaria", "admin1", 11.5, 49, 200),
    ("Lombardía y Sicilia votaron ayer.", "Sicilia", "admin1", 14, 37.5, 150),
)
def test_a_country_or_state_goes_before_hamlets_and_states_before_far_countries(located: Resolver, right: Right) -> None:
    assert is_right(located(right.text)[right.name], right)


@sentences(
    ("Los vecinos del distrito de Tacna pagaron sus recibos.", "Tacna", "admin3", -70.25, -18.01, 30),
    ("La provincia de Tacna tiene diez distritos.", "Tacna", "admin2", -70.25, -17.9, 80),
    ("El gobernador de la región Tacna viajó a Lima.", "Tacna", "admin1", -70.33, -17.63, 100),
    ("El alcalde de la ciudad de Tacna viajó a Lima.", "Tacna", "populated_place", -70.25, -18.01, 10),
    ("En la región de Arica y Parinacota llueve poco.", "Arica y Parinacota", "admin1", -69.6, -18.5, 120),
    ("The Lima region grows asparagus.", "Lima", "admin1", -76.6, -11.8, 150),
    ("En el departamento de La Paz nevó.", "La Paz", "admin1", -68, -15.5, 200),
    ("La ciudad de La Paz amaneció sin buses.", "La Paz", "populated_place", -68.15, -16.5, 30),
    ("The state of New York paid for the bridge.", "New York", "admin1", -75.5, 43, 300),
    ("New York City paid for the bridge.", "New York City", "populated_place", -74, 40.71, 30),
    ("La provincia de Buenos Aires pagó las obras.", "Buenos Aires", "admin1", -60, -36.5, 400),
    ("El estado de Zacatecas pagó las obras.", "Zacatecas", "admin1", -102.7, 23.2, 200),
    ("Quebec province raised the fee.", "Quebec", "admin1", -72, 52, 600),
    ("La provincia de Santa Cruz, en Argentina, tiene petróleo.", "Santa Cruz", "admin1", -69.9, -48.8, 350),
)
def test_the_words_region_province_district_and_city_tell_namesakes_apart(located: Resolver, right: Right) -> None:
    assert is_right(located(right.text)[right.name], right)


@sentences(
    ("El río Caplina bajó turbio hasta Tacna.", "río Caplina", "natural", -70.2, -17.9, 80),
    ("Un avión aterrizó en el aeropuerto de Chacalluta, en Arica.", "Chacalluta", "facility", -70.33, -18.35, 15),
    ("El complejo Chacalluta atendió a dos mil viajeros de Arica.", "Chacalluta", "crossing", -70.3, -18.31, 15),
    ("El complejo fronterizo Santa Rosa cerró a las diez.", "Santa Rosa", "crossing", -70.32, -18.3, 15),
    ("Lake Victoria is shrinking.", "Lake Victoria", "natural", 33, -1, 250),
    ("Hubo filas en el paso Los Libertadores.", "Los Libertadores", "crossing", -70.1, -32.83, 40),
    ("Harris County sheriffs found the truck near Houston.", "Harris County", "admin2", -95.4, 29.86, 60),
    ("Cook County, Illinois, counts again.", "Cook County", "admin2", -87.8, 41.8, 60),
    ("Orange County in California sued the state.", "Orange County", "admin2", -117.8, 33.7, 60),
)
def test_river_airport_complex_lake_pass_and_county_tell_what_is_meant(located: Resolver, right: Right) -> None:
    assert is_right(located(right.text)[right.name], right)


@sentences(
    ("En la frontera de Perú con Chile, una familia esperó en Santa Rosa.", "Santa Rosa", "crossing", -70.32, -18.3, 15),
    ("Chile y Perú coordinaron: por la Línea de la Concordia, cerca de Palca, pasó el ganado.", "Palca", "", -69.96, -17.77, 40),
    ("A patrol from Putre reached Visviri on the border of Chile and Bolivia.", "Visviri", "", -69.48, -17.6, 40),
    ("Desde Arica subieron a General Lagos y a Visviri, en la frontera con Perú.", "General Lagos", "", -69.5, -17.7, 60),
    ("Migrants walked from Tacna to the Concordia line and slept at Los Palos.", "Los Palos", "", -70.45, -18.27, 30),
)
def test_near_the_border_that_the_article_is_about_our_own_places_win(located: Resolver, right: Right) -> None:
    assert is_right(located(right.text)[right.name], right)


@sentences(
    ("She flew to London and back.", "London", "", -0.13, 51.51, 40),
    ("He studied in Cambridge and in Paris.", "Paris", "", 2.35, 48.85, 40),
    ("Trade with Hamburg and Rotterdam grew.", "Hamburg", "", 10, 53.55, 40),
    ("El tren a Barcelona salió tarde.", "Barcelona", "", 2.16, 41.39, 40),
    ("The concert in Sydney was cancelled.", "Sydney", "", 151.2, -33.87, 40),
    ("They met in Santiago and flew to Lima.", "Santiago", "", -70.65, -33.46, 60),
    ("The summit in Rome ended early.", "Rome", "", 12.48, 41.89, 40),
    ("Protests in Alexandria and Cairo went on.", "Alexandria", "", 29.92, 31.2, 40),
    ("Protests in Tripoli and Benghazi went on.", "Tripoli", "", 13.19, 32.88, 40),
    ("Protests in Tripoli and Beirut went on.", "Tripoli", "", 35.85, 34.44, 40),
    ("A storm hit Hyderabad and Karachi in Pakistan.", "Hyderabad", "", 68.37, 25.4, 60),
    ("A start-up from Hyderabad and one from Chennai merged.", "Hyderabad", "", 78.47, 17.38, 60),
    ("The port of Guayaquil and that of Manta reopened.", "Manta", "", -80.72, -0.95, 40),
)
def test_without_any_other_sign_the_best_known_place_is_meant(located: Resolver, right: Right) -> None:
    assert is_right(located(right.text)[right.name], right)
