from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

SENTENCES = [
    ("crossing/reported", "Unos 60 venezolanos cruzaron al Perú cerca de Santa Rosa antes del amanecer."),
    ("crossing/ongoing", "Cada noche unas 40 familias ingresan a Chile por Colchane."),
    ("crossing/attempted", "Un grupo de migrantes intentó ingresar al Perú por Santa Rosa."),
    ("crossing/prevented", "Al menos 80 migrantes quedaron varados en la frontera con Perú."),
    ("crossing/prevented", "La policía peruana impidió el ingreso de 25 colombianos en Santa Rosa."),
    ("crossing/prevented", "Decenas de familias no pudieron ingresar al Perú por Santa Rosa."),
    ("crossing/announced", "Una caravana de migrantes cruzará al Perú por Santa Rosa."),
    ("crossing/denied", "El ministro negó que migrantes hayan ingresado al Perú por Santa Rosa."),
    ("crossing/alleged", "Unos 30 cubanos habrían cruzado a Chile cerca de Colchane."),
    ("deployment/reported", "El Ejército envió 200 soldados a Tacna."),
    ("deployment/announced", "Perú desplegará 300 militares en la frontera con Chile."),
    ("deployment/announced", "El Gobierno prometió reforzar el patrullaje policial en Tacna."),
    ("deployment/denied", "El ministerio desmintió que se hayan enviado tropas a Tacna."),
    ("deployment/ongoing", "Los soldados custodian la frontera con Chile."),
    ("deployment/reported", "El Ejército cavó una zanja cerca de Colchane."),
    ("emergency/reported", "El Gobierno declaró el estado de emergencia en Tacna por 60 días."),
    ("emergency/announced", "El presidente declarará el estado de emergencia en Tacna."),
    ("emergency/reported", "El Ejecutivo levantó el estado de emergencia en Tacna."),
    ("closure/reported", "Chile cerró el paso Chacalluta tras el aluvión."),
    ("closure/announced", "Perú cerrará la frontera con Chile la próxima semana."),
    ("closure/denied", "El gobernador negó que se haya cerrado el paso Santa Rosa."),
    ("reopening/reported", "El complejo Chacalluta reabrió al amanecer."),
    ("reopening/announced", "El paso Santa Rosa se reabrirá para los buses."),
    ("detention/reported", "La policía detuvo a tres bolivianos en Tacna."),
    ("detention/reported", "Cinco sospechosos quedaron en prisión preventiva en Arica."),
    ("detention/reported", "Los agentes realizaron 12 detenciones en Arica."),
    ("expulsion/reported", "Chile expulsó a 45 colombianos desde Iquique."),
    ("expulsion/announced", "Chile expulsará a 45 colombianos desde Iquique."),
    ("expulsion/reported", "La PDI procedió a la expulsión de 45 colombianos desde Iquique."),
    ("clash/reported", "Migrantes se enfrentaron con la policía en Chacalluta."),
    ("clash/reported", "El cuerpo de un hombre fue hallado cerca de Colchane."),
    ("clash/reported", "Una venezolana murió de frío cerca de Colchane."),
    ("clash/alleged", "Dos agentes habrían sido atacados por contrabandistas cerca de Tacna."),
    ("smuggling/reported", "La aduana decomisó 300 kilos de cocaína en Tacna."),
    ("smuggling/reported", "La policía halló cigarrillos de contrabando en un bus en Tacna."),
    ("protest/reported", "Unos 200 comerciantes marcharon en Tacna."),
    ("protest/reported", "Los transportistas bloquearon la carretera entre Tacna y Arica."),
    ("protest/announced", "Los pescadores anunciaron un paro en Arica."),
    ("diplomacy/reported", "Los cancilleres de Perú y Chile se reunieron en Arica."),
    ("diplomacy/reported", "Perú y Chile firmaron un acuerdo migratorio en Tacna."),
    ("diplomacy/reported", "Perú convocó al embajador chileno."),
    ("policy/reported", "El Congreso aprobó una ley que permite a los militares controlar a los migrantes en la frontera con Perú."),
    ("policy/announced", "El candidato advirtió a los migrantes en Chile que los expulsará."),
    ("aid/reported", "La Cruz Roja repartió 300 frazadas a los migrantes en Tacna."),
    ("aid/reported", "Los bomberos rescataron a cuatro migrantes cerca de Colchane."),
    ("aid/ongoing", "Un albergue parroquial en Tacna acoge a 90 venezolanos."),
]


@pytest.mark.parametrize(("told", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_a_sentence_tells_exactly_this_event(told: str, sentence: str, events_in: Callable[..., tuple[Event, ...]]) -> None:
    assert [f"{event.event_type}/{event.status}" for event in events_in(sentence, "es")] == [told]
