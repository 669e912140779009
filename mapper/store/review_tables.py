"""Corrections applied to a table of events that is no store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mapper.errors import InputError
from mapper.layers.frames import frame
from mapper.store.corrections import CORRECTED_TYPES_OF_COLUMNS, by_event, corrected, of_event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from mapper.store.model import Correction


def corrected_table(events: GeoDataFrame, corrections: Sequence[Correction], name: str) -> GeoDataFrame:
    """Apply corrections, in the order of their dates, to a table of events; ``corrected`` says by whom and when.

    Parameters
    ----------
    events
        Events with the columns of the contract; other columns are kept.
    corrections
        They may name an event by its id or by that of any of its reports.
    name
        What the table is called in messages.

    Raises
    ------
    InputError
        A correction names an event that is not there.
    """
    told = by_event(sorted(corrections, key=lambda each: each.made_on))
    types = CORRECTED_TYPES_OF_COLUMNS | {
        column: "text" for column in events.columns if column not in CORRECTED_TYPES_OF_COLUMNS and column != events.geometry.name
    }
    rows, shapes, met = [], [], set()
    for properties, geometry in rows_of(events):
        ids = _ids(properties)
        met.update(ids)
        shown = corrected(properties, geometry, of_event(ids, told))
        if shown is not None:
            rows.append(shown[0])
            shapes.append(shown[1])
    unknown = next((event_id for event_id in told if event_id not in met), None)
    if unknown is not None:
        message = f"{name}: there is no event {unknown[:80]}; mapper review --form writes the ids"
        raise InputError(message)
    return frame(rows, shapes, types)


def rows_of(events: GeoDataFrame) -> Iterator[tuple[dict[str, object], BaseGeometry | None]]:
    """Give the rows of a table as plain values, with their geometry."""
    from mapper.exports.geojson import plain

    names = [name for name in events.columns if name != events.geometry.name]
    columns = [events[name].astype(object).tolist() for name in names]
    for values, geometry in zip(zip(*columns, strict=True), events.geometry, strict=True):
        yield dict(zip(names, map(plain, values), strict=True)), geometry


def _ids(properties: dict[str, object]) -> list[str]:
    """Give the id of an event and those of its reports."""
    found = [str(properties["event_id"])]
    try:
        told: Any = json.loads(str(properties.get("reports") or "[]"))
        found += [str(report["event_id"]) for report in told if isinstance(report, dict) and "event_id" in report]
    except (TypeError, ValueError):  # written by hand, or by someone else
        pass
    return found
