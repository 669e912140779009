"""The kilometre along a line: from a position to the nearest point of the line and its kilometre, and back.

Lines are in lon, lat (EPSG:4326). Lengths are measured on the WGS84 ellipsoid; the nearest point is searched in a plane laid at the
position asked for, where a degree has its true length in both directions, so that one method serves every border of the world.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import Geod

    Numbers = NDArray[np.float64]

# Long segments bend away from their chord on the ellipsoid: measured a quarter of a degree at a time the error stays under a metre.
LONGEST_SEGMENT_DEG = 0.25
_EQUATOR_M = 6_378_137.0
_ECCENTRICITY2 = 0.00669437999014


@lru_cache(maxsize=1)
def ellipsoid() -> Geod:
    """Give the WGS84 ellipsoid to measure on."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Give the length of a degree of longitude and of one of latitude, in metres, at a latitude on WGS84.

    >>> [round(length) for length in metres_per_degree(0.0)]
    [111319, 110574]
    """
    sine, cosine = math.sin(math.radians(lat)), math.cos(math.radians(lat))
    bend = 1.0 - _ECCENTRICITY2 * sine * sine
    east = _EQUATOR_M / math.sqrt(bend)
    north = _EQUATOR_M * (1.0 - _ECCENTRICITY2) / bend**1.5
    return math.radians(east * cosine), math.radians(north)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The point of a line nearest to a position: its kilometre, its lon, lat, and how far off the position is, in km."""

    chainage_km: float
    lon: float
    lat: float
    offset_km: float


class Chainage:
    """Kilometres along a line of one part or several; gaps between parts have no length.

    Parameters
    ----------
    line
        In lon, lat; the kilometre 0 is its first vertex.
    """

    __slots__ = ("_kms", "_parts", "_starts", "_steps", "length_km")

    def __init__(self, line: LineString | MultiLineString) -> None:
        parts = [shapely.get_coordinates(shapely.segmentize(part, LONGEST_SEGMENT_DEG)) for part in getattr(line, "geoms", [line])]
        lengths = [np.asarray(ellipsoid().line_lengths(part[:, 0], part[:, 1])) / 1000 for part in parts]
        self._parts = parts
        self._starts = np.concatenate([part[:-1] for part in parts])
        self._steps = np.concatenate([np.diff(part, axis=0) for part in parts])
        self._kms = np.concatenate([[0.0], np.cumsum(np.concatenate(lengths))])
        self.length_km = float(self._kms[-1])

    def nearest(self, lon: float, lat: float) -> Nearest:
        """Find the point of the line nearest to a position, lon, lat."""
        scale = np.array(metres_per_degree(lat))
        to_start = (self._starts - (lon, lat)) * scale
        along = self._steps * scale
        squared = np.maximum((along * along).sum(axis=1), 1e-12)
        share = np.clip(-(to_start * along).sum(axis=1) / squared, 0.0, 1.0)
        off = to_start + along * share[:, None]
        index = int((off * off).sum(axis=1).argmin())
        foot = self._starts[index] + self._steps[index] * share[index]
        km = self._kms[index] + share[index] * (self._kms[index + 1] - self._kms[index])
        offset = ellipsoid().inv(lon, lat, foot[0], foot[1])[2] / 1000
        return Nearest(chainage_km=float(km), lon=float(foot[0]), lat=float(foot[1]), offset_km=float(offset))

    def point_at(self, km: float) -> tuple[float, float]:
        """Give the point at a kilometre, lon, lat; kilometres outside the line give its ends."""
        km = min(max(km, 0.0), self.length_km)
        index = min(max(int(np.searchsorted(self._kms, km, side="right")) - 1, 0), len(self._steps) - 1)
        step_km = self._kms[index + 1] - self._kms[index]
        share = (km - self._kms[index]) / step_km if step_km else 0.0
        lon, lat = self._starts[index] + share * self._steps[index]
        return round(float(lon), 6), round(float(lat), 6)

    def stretch(self, from_km: float, to_km: float) -> LineString | MultiLineString:
        """Cut out the line between two kilometres, in either order; several lines if parts end between them."""
        low, high = sorted((max(from_km, 0.0), min(to_km, self.length_km)))
        lines, first = [], 0
        for part in self._parts:
            kms = self._kms[first : first + len(part)]
            first += len(part) - 1
            if kms[-1] <= low or kms[0] >= high:
                continue
            inner = part[(kms > low) & (kms < high)]
            ends = [self.point_at(max(low, kms[0] + 1e-9)), self.point_at(min(high, kms[-1] - 1e-9))]
            lines.append(LineString([ends[0], *(tuple(p) for p in np.round(inner, 6).tolist()), ends[1]]))
        if not lines:
            end = self.point_at(low)
            return LineString([end, end])
        return lines[0] if len(lines) == 1 else MultiLineString(lines)
