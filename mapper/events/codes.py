"""The cross-walk from our event types to the codes of CAMEO, PLOVER and ACLED, with a grade of match for each."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mapper.layers.catalog import layers_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE = "facts/event_codes.csv"


@dataclass(frozen=True, kw_only=True, slots=True)
class Codes:
    """
    Codes of one event type in other projects' tables; None where a table has nothing near.

    ``cameo_code`` keeps its leading zero. ``quad_class`` is PLOVER's: 1 and 2 verbal and material cooperation, 3 and 4 conflict.
    ``cameo_match`` and ``acled_match`` are ``exact``, ``close``, ``broad`` or ``none``.
    """

    cameo_code: str | None = None
    cameo_match: str = "none"
    plover_event: str | None = None
    plover_mode: str | None = None
    plover_context: tuple[str, ...] = ()
    quad_class: int | None = None
    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None
    acled_match: str = "none"


@cache
def _table() -> Mapping[tuple[str, str], Codes]:
    with (layers_dir() / _TABLE).open(encoding="utf-8", newline="") as lines:
        return {
            (row["event_type"], row["sub_event_type"]): Codes(
                cameo_code=row["cameo"] or None,
                cameo_match=row["cameo_match"],
                plover_event=row["plover_event"] or None,
                plover_mode=row["plover_mode"] or None,
                plover_context=tuple(filter(None, row["plover_context"].split(";"))),
                quad_class=int(row["quad_class"]) if row["quad_class"] else None,
                acled_event_type=row["acled_event_type"] or None,
                acled_sub_event_type=row["acled_sub_event_type"] or None,
                acled_match=row["acled_match"],
            )
            for row in csv.DictReader(lines)
        }


def sub_event_types(event_type: str) -> tuple[str, ...]:
    """Return the sub-types of an event type that the table lists, sorted."""
    return tuple(sorted(sub for known, sub in _table() if known == event_type))


def codes_for(event_type: str, sub_event_type: str | None) -> Codes:
    """
    Return the codes of an event type and sub-type.

    An unknown type or sub-type has no codes, which is an answer and no error.

    Examples
    --------
    >>> codes_for("emergency", "declared").cameo_code
    '1724'
    >>> codes_for("picnic", None).cameo_match
    'none'
    """
    return _table().get((event_type, sub_event_type or ""), Codes())
