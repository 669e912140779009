"""Positions that must not be drawn exactly: shown in the garrison's town, or in the middle of a cell of a 5 km grid."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.border.atlas import Atlas
    from mapper.records import Place

GRID_KM = 5.0
# Half the diagonal of a cell: the true position is nowhere farther from its middle.
GRID_UNCERTAINTY_M = 3_600.0
TOWN_UNCERTAINTY_M = 5_000.0
_KM_PER_DEGREE = 111.195


def coarse_position(lon: float, lat: float) -> tuple[float, float]:
    """Move a position to the middle of its cell in the grid, lon, lat at 6 decimals.

    >>> coarse_position(-70.301, -18.312) == coarse_position(-70.299, -18.310)
    True
    """
    step = GRID_KM / _KM_PER_DEGREE
    row = math.floor(lat / step) * step + step / 2
    wide = step / max(math.cos(math.radians(row)), 0.01)
    return round(math.floor(lon / wide) * wide + wide / 2, 6), round(row, 6)


def coarsened(place: Place, atlas: Atlas) -> Place:
    """Give a sensitive place the position at which it may be shown; other places stay as they are."""
    if not place.sensitive:
        return place
    town = atlas.garrison(place.place_id)
    lon, lat = town or coarse_position(place.lon, place.lat)
    known = place.uncertainty_m or 0.0
    return replace(place, lon=lon, lat=lat, uncertainty_m=max(known, TOWN_UNCERTAINTY_M if town else GRID_UNCERTAINTY_M))
