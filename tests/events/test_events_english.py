from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

SENTENCES = [
    ("crossing/reported", "Some 60 Venezuelans crossed into Peru near Santa Rosa before sunrise."),
    ("crossing/ongoing", "Every night about 40 Haitian families walk into Chile near Colchane."),
    ("crossing/attempted", "A group of migrants tried to enter Peru at Chacalluta."),
    ("crossing/prevented", "At least 80 migrants were stranded at the border with Peru."),
    ("crossing/prevented", "Peruvian police turned back 25 Colombians at Santa Rosa."),
    ("crossing/prevented", "Dozens of families could not enter Peru at Santa Rosa."),
    ("crossing/announced", "A caravan of migrants will cross into Peru at Santa Rosa."),
    ("crossing/denied", "The minister denied that migrants had entered Peru at Santa Rosa."),
    ("crossing/alleged", "Some 30 Cubans allegedly crossed into Chile near Colchane."),
    ("deployment/reported", "The army sent 200 soldiers to Tacna."),
    ("deployment/announced", "Peru will deploy 300 troops along the border with Chile."),
    ("deployment/announced", "The government pledged to increase police patrols in Tacna."),
    ("deployment/denied", "The ministry denied that troops had been moved to Tacna."),
    ("deployment/ongoing", "Soldiers are guarding the border with Chile near Tacna."),
    ("deployment/reported", "Workers of the ministry dug a trench near Colchane to stop vehicles."),
    ("emergency/reported", "The government declared a state of emergency in Tacna for 60 days."),
    ("emergency/announced", "The president said he would declare a state of emergency in Tacna."),
    ("emergency/reported", "Congress lifted the state of emergency in Tacna."),
    ("closure/reported", "Chile closed the Chacalluta crossing after the flood."),
    ("closure/announced", "Peru will close the border with Chile next week."),
    ("closure/denied", "The governor denied that the Santa Rosa crossing had been closed."),
    ("reopening/reported", "The Chacalluta crossing reopened at dawn."),
    ("reopening/announced", "The Santa Rosa crossing will reopen to buses."),
    ("detention/reported", "Police arrested three Bolivian men in Tacna."),
    ("detention/reported", "Five suspects were taken into custody in Arica."),
    ("detention/reported", "Officers carried out 12 arrests in Arica."),
    ("expulsion/reported", "Chile deported 45 Colombians from Iquique."),
    ("expulsion/announced", "Chile will deport 45 Colombians from Iquique."),
    ("expulsion/prevented", "A judge blocked the deportation of 12 Haitians in Iquique."),
    ("clash/reported", "Migrants clashed with police at Chacalluta."),
    ("clash/reported", "The body of a man was found near Colchane."),
    ("clash/reported", "A Venezuelan woman died of cold near Colchane."),
    ("clash/alleged", "Two officers were allegedly attacked by smugglers near Tacna."),
    ("smuggling/reported", "Customs agents seized 300 kilos of cocaine in Tacna."),
    ("smuggling/reported", "Police discovered contraband cigarettes on a bus in Tacna."),
    ("protest/reported", "About 200 traders marched in Tacna."),
    ("protest/reported", "Truck drivers blocked the highway between Tacna and Arica."),
    ("protest/announced", "Fishermen announced a strike in Arica."),
    ("diplomacy/reported", "The foreign ministers of Peru and Chile met in Arica."),
    ("diplomacy/reported", "Peru and Chile signed an agreement on migration in Tacna."),
    ("diplomacy/reported", "Peru summoned the Chilean ambassador."),
    ("policy/reported", "Congress passed a law that lets the army check migrants at the border with Peru."),
    ("policy/announced", "The candidate warned migrants in Chile to leave or face expulsion."),
    ("aid/reported", "The Red Cross handed out 300 blankets to migrants in Tacna."),
    ("aid/reported", "Firefighters rescued four migrants near Colchane."),
    ("aid/ongoing", "A church shelter in Tacna is hosting 90 Venezuelans."),
]


@pytest.mark.parametrize(("told", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_a_sentence_tells_exactly_this_event(told: str, sentence: str, events_in: Callable[..., tuple[Event, ...]]) -> None:
    assert [f"{event.event_type}/{event.status}" for event in events_in(sentence, "en")] == [told]
