from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

    Reader = Callable[..., tuple[Event, ...]]

COUNTS = [
    ("en", "Police arrested a man in Tacna.", 1, 1),
    ("en", "A Venezuelan woman died of cold near Colchane.", 1, 1),
    ("en", "Peruvian police turned back 25 Colombians at Santa Rosa.", 25, 25),
    ("en", "Fourteen people, five of them children, crossed into Peru at Santa Rosa.", 14, 14),
    ("en", "Police arrested two men and a woman in Arica.", 3, 3),
    ("en", "The Red Cross handed out 300 blankets to migrants in Tacna.", 300, 300),
    ("es", "La policía detuvo a un hombre en Tacna.", 1, 1),
    ("es", "Los agentes detuvieron a dos hombres y una mujer en Arica.", 3, 3),
    ("es", "Diecisiete personas, cuatro de ellas menores, ingresaron al Perú por Santa Rosa.", 17, 17),
]


@pytest.mark.parametrize(("lang", "sentence", "least", "most"), COUNTS, ids=[sentence for _, sentence, *_ in COUNTS])
def test_an_event_counts_those_that_it_is_about(lang: str, sentence: str, least: int, most: int, events_in: Reader) -> None:
    (count,) = {(event.count.minimum, event.count.maximum) for event in events_in(sentence, lang) if event.count is not None}
    assert count == (least, most)


@pytest.mark.parametrize("sentence", ["A group crossed into Peru at Santa Rosa.", "A family of migrants crossed into Peru at Santa Rosa."])
def test_a_group_is_not_one_person(sentence: str, events_in: Reader) -> None:
    assert all(event.count is None for event in events_in(sentence))
