"""Codes of CAMEO and ACLED become our event types: the way back through the table of event codes."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mapper.layers.catalog import layer_path

if TYPE_CHECKING:
    from collections.abc import Mapping

_SURE = ("exact", "close")
_COLUMNS = {
    "cameo_code": "cameo", "plover_event": "plover_event", "acled_event_type": "acled_event_type",
    "acled_sub_event_type": "acled_sub_event_type",
}  # fmt: skip


class OurType(NamedTuple):
    """Our type of event for a code of theirs, and the grade of that match: exact, close or broad."""

    event_type: str
    sub_event_type: str | None
    match: str


def type_of_cameo(code: str) -> OurType | None:
    """
    Give our type for a CAMEO code, a string with its leading zeros; None if nothing of ours matches.

    A code that the table does not list is read as the code above it where that one matches exactly, as 1411 is a kind of 141. Broad
    matches are not followed back: there their code says less than our type does.

    Examples
    --------
    >>> type_of_cameo("1724")
    OurType(event_type='emergency', sub_event_type='declared', match='exact')
    >>> type_of_cameo("1413").sub_event_type, type_of_cameo("010")
    ('demonstration', None)
    """
    for length in range(len(code), 2, -1):
        found = _cameo().get(code[:length])
        if found is not None and length == len(code):
            return found
        if found is not None and found.match == "exact":
            return found._replace(match="close")
    return None


def type_of_acled(event_type: str, sub_event_type: str) -> OurType | None:
    """
    Give our type for a type and sub-type of ACLED, in any case; None if nothing of ours matches.

    Where the table lists only siblings of the sub-type, and all of them are one type of ours, it is that type. What ACLED itself calls
    "Other" is our policy, other.

    Examples
    --------
    >>> type_of_acled("Protests", "Peaceful protest").sub_event_type
    'demonstration'
    >>> type_of_acled("Battles", "Government regains territory")
    OurType(event_type='clash', sub_event_type=None, match='broad')
    """
    kind, sub = event_type.strip().casefold(), sub_event_type.strip().casefold()
    return _acled().get((kind, sub)) or _acled().get((kind, ""))


def codes_of(ours: OurType) -> Mapping[str, str | None]:
    """Give the codes of our type in the tables of others, as the columns of our events name them; None where a table has nothing near."""
    row = _ours().get((ours.event_type, ours.sub_event_type or ""), {})
    codes = {column: row.get(theirs) or None for column, theirs in _COLUMNS.items()}
    return codes | {grade: row.get(grade) or "none" for grade in ("cameo_match", "acled_match")}


@cache
def _ours() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {(row["event_type"], row["sub_event_type"]): row for row in _rows()}


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    with layer_path("facts/event_codes.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def _cameo() -> Mapping[str, OurType]:
    found: dict[str, OurType] = {}
    for grade in _SURE:
        for row in _rows():
            if row["cameo_match"] == grade:
                found.setdefault(row["cameo"], OurType(row["event_type"], row["sub_event_type"], grade))
    return found


@cache
def _acled() -> Mapping[tuple[str, str], OurType]:
    found: dict[tuple[str, str], OurType] = {}
    siblings: dict[str, set[str]] = {}
    for grade in (*_SURE, "broad"):
        for row in _rows():
            ours = OurType(row["event_type"], row["sub_event_type"], grade)
            kind, sub = row["acled_event_type"].casefold(), row["acled_sub_event_type"].casefold()
            if row["acled_match"] == grade and (grade in _SURE or row["sub_event_type"] == "other"):
                found.setdefault((kind, sub), ours)
            if row["acled_match"] == "exact":
                siblings.setdefault(kind, set()).add(row["event_type"])
    for kind, types in siblings.items():
        if len(types) == 1:
            found[(kind, "")] = OurType(types.pop(), None, "broad")
    return found
