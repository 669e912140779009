from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mapper.events import extract, load_lexicon
from mapper.records import Article, Location, Place, Toponym

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Event

PLACES = {
    place.name: place
    for place in (
        Place(place_id="iso:PER", name="Peru", kind="country", lon=-75.25, lat=-10, country="PER"),
        Place(place_id="iso:PER", name="Perú", kind="country", lon=-75.25, lat=-10, country="PER"),
        Place(place_id="iso:CHL", name="Chile", kind="country", lon=-71, lat=-30, country="CHL"),
        Place(place_id="iso:BOL", name="Bolivia", kind="country", lon=-65, lat=-17, country="BOL"),
        Place(place_id="t:tacna", name="Tacna", kind="populated_place", lon=-70.25, lat=-18.01, country="PER"),
        Place(place_id="t:palca", name="Palca", kind="admin3", lon=-69.96, lat=-17.78, country="PER"),
        Place(place_id="t:pachia", name="Pachía", kind="admin3", lon=-70.15, lat=-17.9, country="PER"),
        Place(place_id="t:arica", name="Arica", kind="populated_place", lon=-70.31, lat=-18.48, country="CHL"),
        Place(place_id="t:colchane", name="Colchane", kind="populated_place", lon=-68.64, lat=-19.28, country="CHL"),
        Place(place_id="t:iquique", name="Iquique", kind="populated_place", lon=-70.15, lat=-20.21, country="CHL"),
        Place(place_id="x:santa-rosa", name="Santa Rosa", kind="crossing", lon=-70.32, lat=-18.31, country="PER", border_id="PER-CHL"),
        Place(place_id="x:chacalluta", name="Chacalluta", kind="crossing", lon=-70.31, lat=-18.32, country="CHL", border_id="PER-CHL"),
        Place(place_id="border:PER-CHL", name="border with Chile", kind="border", lon=-69.8, lat=-18.0, border_id="PER-CHL"),
        Place(place_id="border:PER-CHL", name="border with Peru", kind="border", lon=-69.8, lat=-18.0, border_id="PER-CHL"),
        Place(place_id="border:PER-CHL", name="frontera con Chile", kind="border", lon=-69.8, lat=-18.0, border_id="PER-CHL"),
        Place(place_id="border:PER-CHL", name="frontera con Perú", kind="border", lon=-69.8, lat=-18.0, border_id="PER-CHL"),
    )
}


def locations_in(text: str) -> tuple[Location, ...]:
    """Resolve the names of PLACES where they stand in a text; inside a longer name a shorter one counts too."""
    found = []
    for name, place in PLACES.items():
        for match in re.finditer(rf"\b{name}\b", text):
            toponym = Toponym(text=name, start=match.start(), end=match.end(), kind=place.kind, border_id=place.border_id)
            found.append(Location(toponym=toponym, place=place, confidence=0.9))
    return tuple(sorted(found, key=lambda location: (location.toponym.start, -location.toponym.end)))


@pytest.fixture
def events_in() -> Callable[..., tuple[Event, ...]]:
    """Return a reader of events: ``events_in(text, lang, published=None)``."""

    def read(text: str, lang: str = "en", published: str | None = None, border_id: str | None = "PER-CHL") -> tuple[Event, ...]:
        article = Article(article_id="test", text=text, lang=lang, published=published)
        return extract(article, locations_in(text), load_lexicon(lang), border_id=border_id)

    return read
