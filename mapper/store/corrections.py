"""What people correct: read from a table, checked, and applied to events whenever they are shown."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING

from mapper.errors import InputError
from mapper.layers.columns import EVENT_TYPES_OF_COLUMNS
from mapper.records import EVENT_TYPES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from mapper.store.model import Action, Correction

EDITABLE: tuple[str, ...] = (
    "event_type", "sub_event_type", "status", "actor1", "actor2", "event_date", "event_date_end", "count_min", "count_max", "count_unit",
    "count_text", "count_kind", "duration_days", "instrument", "from_place", "to_place", "direction_from", "direction_to", "location",
    "longitude", "latitude", "side", "country", "admin1", "admin2", "confidence", "is_background",
)  # fmt: skip
"""Columns that a person may set; the others are quoted, counted or follow from these."""

CORRECTED_TYPES_OF_COLUMNS = EVENT_TYPES_OF_COLUMNS | {"corrected": "text"}
"""The columns of events that may be corrected: ``corrected`` says by whom and when, and is unknown for the others."""

_CHOICES = {
    "event_type": EVENT_TYPES,
    "status": STATUSES,
    "count_kind": ("total", "increment", "rate", "change"),
}
_NEEDED = ("event_type", "status", "longitude", "latitude", "confidence", "is_background")
_RANGES = {"longitude": (-180.0, 180.0), "latitude": (-90.0, 90.0), "confidence": (0.0, 1.0)}
_LARGEST = 2**53
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def checked(correction: Correction) -> Correction:
    """Give the correction back if it can be applied.

    Raises
    ------
    InputError
        The column may not be set, or the value does not fit it.
    """
    if correction.action == "edit":
        column = correction.column or ""
        if column not in EDITABLE:
            message = f"{column or 'no column'}: this column cannot be edited; choose one of {', '.join(EDITABLE)}"
            raise InputError(message)
        _value(column, correction.value)
    return correction


def corrected(
    properties: Mapping[str, object], geometry: BaseGeometry | None, corrections: Iterable[Correction]
) -> tuple[dict[str, object], BaseGeometry | None] | None:
    """Apply corrections in their order to an event: its columns with ``corrected``, and its geometry; None if it is dropped.

    A later confirmation takes a drop back. What is confirmed has the confidence 1. Codes follow the type, and kilometre, distance and
    crossing follow the position.

    Raises
    ------
    InputError
        A correction cannot be applied.
    """
    made: dict[str, object] = {**properties, "corrected": properties.get("corrected")}
    said: list[str] = []
    is_dropped = False
    for each in corrections:
        is_dropped = each.action == "drop" or (is_dropped and each.action != "confirm")
        if each.action == "confirm":
            made["confidence"] = 1.0
        elif each.action == "edit" and each.column is not None:
            made[each.column] = _value(each.column, each.value)
        said.append(_said(each))
    if is_dropped:
        return None
    if said:
        made["corrected"] = "; ".join(dict.fromkeys(said))
    if (made["event_type"], made["sub_event_type"]) != (properties["event_type"], properties["sub_event_type"]):
        made |= _codes(made)
    if (made["longitude"], made["latitude"]) != (properties["longitude"], properties["latitude"]):
        geometry = _moved(made)
    return made, geometry


def _said(correction: Correction) -> str:
    what = {"drop": "dropped", "confirm": "confirmed", "edit": f"{correction.column} set"}[correction.action]
    return f"{what} by {correction.made_by}, {correction.made_on}"


def _value(column: str, text: str | None) -> object:
    """Read a value as its column wants it; no text means unknown."""
    text = (text or "").strip()
    if not text:
        if column in _NEEDED:
            raise _unfit(column, text, "it needs a value")
        return None
    if column in _CHOICES and text not in _CHOICES[column]:
        raise _unfit(column, text, f"choose one of {', '.join(_CHOICES[column])}")
    if column in ("event_date", "event_date_end"):
        return _date(column, text)
    kind = EVENT_TYPES_OF_COLUMNS[column]
    if kind == "truth":
        if text.lower() not in _TRUTH:
            raise _unfit(column, text, "write true or false")
        return _TRUTH[text.lower()]
    return text if kind == "text" else _number(column, text, kind)


def _number(column: str, text: str, kind: str) -> float | int:
    try:
        number = int(text) if kind == "integer" else float(text)
    except ValueError:
        raise _unfit(column, text, "write a whole number" if kind == "integer" else "write a number, with a point") from None
    low, high = _RANGES.get(column, (0, _LARGEST))
    if not math.isfinite(number) or not low <= number <= high:
        raise _unfit(column, text, f"it must lie between {low:g} and {high:g}")
    return number


def _date(column: str, text: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text):
            date.fromisoformat(text if len(text) > len("2026-03") else f"{text}-01")
            return text
    except ValueError:
        pass
    raise _unfit(column, text, "write a day as 2026-03-14, or a month as 2026-03")


def _unfit(column: str, text: str, cure: str) -> InputError:
    return InputError(f"{column}: the value {text[:60]!r} does not fit; {cure}")


def _codes(made: Mapping[str, object]) -> dict[str, object]:
    from mapper.events.codes import codes_for

    sub_type = made["sub_event_type"]
    codes = codes_for(str(made["event_type"]), None if sub_type is None else str(sub_type))
    names = ("cameo_code", "plover_event", "acled_event_type", "acled_sub_event_type", "cameo_match", "acled_match")
    return {name: getattr(codes, name) for name in names}


def _moved(made: dict[str, object]) -> BaseGeometry:
    """Make the event a point where it is said to be, and measure it along its border anew."""
    from shapely import Point

    from mapper.border import load_border

    lon, lat = float(str(made["longitude"])), float(str(made["latitude"]))
    made |= dict.fromkeys(("chainage_km", "chainage_from_km", "chainage_to_km", "offset_km", "nearest_crossing", "uncertainty_m"))
    if made["location_type"] not in ("site", "populated_place", "near_place"):
        made["location_type"] = "site"
    made["geo_precision"] = 1
    if made["border_id"]:
        position = load_border(str(made["border_id"])).locate(lon, lat)
        made["chainage_km"] = round(position.chainage_km, 2)
        made["offset_km"] = round(position.offset_km, 2)
        made["nearest_crossing"] = position.nearest_crossing
    return Point(lon, lat)


def of_event(event_ids: Iterable[str], corrections: Mapping[str, list[tuple[int, Correction]]]) -> list[Correction]:
    """Gather the corrections of an event, which may name any of its reports, in the order in which they hold."""
    found = {place: each for event_id in event_ids for place, each in corrections.get(event_id, ())}
    return [found[place] for place in sorted(found)]


def by_event(corrections: Iterable[Correction]) -> dict[str, list[tuple[int, Correction]]]:
    """Sort corrections by the report that they name, each with its place in the order."""
    sorted_out: dict[str, list[tuple[int, Correction]]] = {}
    for place, each in enumerate(corrections):
        sorted_out.setdefault(each.event_id, []).append((place, each))
    return sorted_out


def action_of(text: str) -> Action | None:
    """Read an action; None if there is none of this name."""
    for known in ("drop", "confirm", "edit"):
        if text.strip().lower() == known:
            return known
    return None
