"""Borders, their monuments and stretches as places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapper.border import border_label_point, border_table
from mapper.language.folding import fold
from mapper.records import Place

if TYPE_CHECKING:
    from mapper.places.gazetteer import Gazetteer

_MARKER_WORDS = re.compile(r"hito|marker|monument")
_TRIPOINT_WORDS = re.compile(r"tripartit|tripoint|trifinio")
LAST_MONUMENT = 80


def border_place(text: str, border_id: str, gazetteer: Gazetteer) -> Place:
    """
    Give the place that a phrase of a border names: the whole line, one of its monuments, or a stretch between two.

    The point of a line or a stretch is a label half-way along it (EPSG:4326); ``uncertainty_m`` is half its length.
    """
    folded = fold(text)
    if _TRIPOINT_WORDS.search(folded):
        numbers = [LAST_MONUMENT]
    else:
        numbers = [int(number) for number in re.findall(r"\d+", folded)] if _MARKER_WORDS.search(folded) else []
    monuments = [place for number in numbers for place in _monument(number, gazetteer)]
    if len(monuments) == 1:
        return monuments[0]
    if monuments:
        first, last = monuments[0], monuments[-1]
        return Place(
            place_id=f"border:{border_id}:{numbers[0]}-{numbers[-1]}", name=f"Hitos {numbers[0]}-{numbers[-1]}", kind="border",
            lon=(first.lon + last.lon) / 2, lat=(first.lat + last.lat) / 2, border_id=border_id,
        )  # fmt: skip
    row = border_table()[border_id]
    lon, lat = _concordia(gazetteer) if "concordia" in folded else border_label_point(border_id)
    return Place(
        place_id=f"border:{border_id}", name=row.name_en, kind="border", lon=lon, lat=lat, border_id=border_id,
        uncertainty_m=row.length_km * 500,
    )  # fmt: skip


def _concordia(gazetteer: Gazetteer) -> tuple[float, float]:
    """Give the point that the press means by Línea de la Concordia: where the road from Tacna to Arica crosses it."""
    places = [gazetteer.place(posting.number) for posting in gazetteer.lookup("Paso Concordia")]
    return next((place.lon, place.lat) for place in places if place.place_id.startswith("xing:"))


def _monument(number: int, gazetteer: Gazetteer) -> tuple[Place, ...]:
    return tuple(
        place for posting in gazetteer.lookup(f"hito {number}") if (place := gazetteer.place(posting.number)).place_id == f"hito:{number}"
    )
