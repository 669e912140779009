from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

QUIET = [
    ("en", "The region has 340,000 inhabitants and two universities."),
    ("en", "It is unclear how many people have crossed into Peru."),
    ("en", "If migrants enter Peru, the governor will be unhappy."),
    ("en", "Families fear that police could be sent."),
    ("en", "The goalkeeper crossed the line and the referee expelled him in the match at the stadium, where the striker scored a goal."),
    ("en", "Migration agents wear blue shirts."),
    ("en", "In March the town of Tacna was quiet."),
    ("es", "La región tiene 340.000 habitantes y dos universidades."),
    ("es", "No se sabe cuántas personas cruzaron al Perú."),
    ("es", "Si los migrantes ingresan al Perú, el gobernador no dirá nada."),
    ("es", "El árbitro expulsó a un futbolista en el partido y el gol llegó en el estadio."),
    ("es", "La brigada de tráfico de migrantes tiene un nuevo jefe."),
    ("es", "Vivimos en Tacna desde hace años."),
    ("en", "The border with Chile is 168 kilometres long and has 80 monuments."),
    ("en", "Santa Rosa is the busiest crossing between Peru and Chile."),
    ("en", "Migrants pay taxes like everybody else, an economist said."),
    ("en", "The police chief of Tacna likes football and cooks on Sundays."),
    ("en", "Residents of Arica shop in Tacna because prices are lower."),
    ("en", "The law on migration dates from 2017."),
    ("en", "Opening hours at Chacalluta are from 8 a.m. to midnight."),
    ("en", "Analysts warn that the measures could strain the region."),
    ("en", "The museum shows weapons and flags of the war."),
    ("en", "A taxi from Arica to Tacna takes forty minutes."),
    ("en", "The army band played at the school in Tacna."),
    ("en", "Customs revenue grew by 12 percent in Tacna, the office said."),
    ("en", "The minister said migration was a challenge for the whole region."),
    ("en", "Some Venezuelans have opened restaurants in Tacna."),
    ("en", "Nobody knows what will happen in December."),
    ("en", "The train from Tacna leaves twice a day for Arica."),
    ("en", "The governor hopes that tourists return to Tacna."),
    ("en", "The president will visit a school in Lima to open a library."),
    ("en", "The mayor met neighbours to talk about rubbish."),
    ("en", "A new hospital was built in Tacna with 200 beds."),
    ("en", "Schools in Tacna closed for the holidays."),
    ("en", "The company said it would send 300 workers to the mine."),
    ("en", "The team travelled to Chile and won."),
    ("en", "Fishermen wait for the season to open."),
    ("es", "La frontera con Chile mide 168 kilómetros y tiene 80 hitos."),
    ("es", "Santa Rosa es el paso más transitado entre Perú y Chile."),
    ("es", "Los migrantes pagan impuestos como todos, dijo un economista."),
    ("es", "El jefe de la policía de Tacna cocina los domingos."),
    ("es", "Los ariqueños compran en Tacna porque los precios son más bajos."),
    ("es", "La ley de migraciones es de 2017."),
    ("es", "El horario de atención en Chacalluta es de 8 a 24 horas."),
    ("es", "Los analistas advierten que las medidas podrían afectar a la región."),
    ("es", "El museo muestra armas y banderas de la guerra."),
    ("es", "Un taxi de Arica a Tacna tarda cuarenta minutos."),
    ("es", "La banda del Ejército tocó en el colegio de Tacna."),
    ("es", "La recaudación de aduanas creció 12 % en Tacna."),
    ("es", "El ministro dijo que la migración es un reto para toda la región."),
    ("es", "Algunos venezolanos han abierto restaurantes en Tacna."),
    ("es", "Nadie sabe qué pasará en diciembre."),
    ("es", "El tren de Tacna sale dos veces al día hacia Arica."),
    ("es", "El gobernador espera que los turistas vuelvan a Tacna."),
    ("es", "El presidente visitará un colegio en Lima para abrir una biblioteca."),
    ("es", "La alcaldesa se reunió con los vecinos para hablar de la basura."),
    ("es", "En Tacna se construyó un hospital con 200 camas."),
    ("es", "Los colegios de Tacna cerraron por vacaciones."),
    ("es", "La empresa enviará 300 trabajadores a la mina."),
    ("es", "El equipo viajó a Chile y ganó."),
    ("es", "Los pescadores esperan que se abra la temporada."),
]


@pytest.mark.parametrize(("lang", "sentence"), QUIET, ids=[sentence for _, sentence in QUIET])
def test_what_is_supposed_general_or_of_another_field_is_no_event(
    lang: str, sentence: str, events_in: Callable[..., tuple[Event, ...]]
) -> None:
    assert events_in(sentence, lang) == ()


def test_an_empty_article_has_no_events(events_in: Callable[..., tuple[Event, ...]]) -> None:
    assert events_in("") == ()
