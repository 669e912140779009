"""Tables without lists, for the formats that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def without_lists(frame: GeoDataFrame) -> GeoDataFrame:
    """Join the lists of a table with ``;``: GeoPackage and CSV would write Python's own notation, which no reader undoes."""
    flat = frame.copy()
    for name in flat.columns.drop(flat.geometry.name):
        if flat[name].map(lambda value: isinstance(value, (list, tuple))).any():
            flat[name] = flat[name].map(lambda value: ";".join(map(str, value)) if isinstance(value, (list, tuple)) else value)
    return flat
