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
]


@pytest.mark.parametrize(("lang", "sentence"), QUIET, ids=[sentence for _, sentence in QUIET])
def test_what_is_supposed_general_or_of_another_field_is_no_event(
    lang: str, sentence: str, events_in: Callable[..., tuple[Event, ...]]
) -> None:
    assert events_in(sentence, lang) == ()


def test_an_empty_article_has_no_events(events_in: Callable[..., tuple[Event, ...]]) -> None:
    assert events_in("") == ()
