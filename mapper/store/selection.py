"""Which events are wanted: by date, type, status and distance."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import Series


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """Around a point, longitude and latitude in degrees, as far as ``km``."""

    lon: float
    lat: float
    km: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Which events are wanted; what is None or empty rules nothing out.

    ``since`` and ``until`` are days, ``YYYY-MM-DD``, both included: an event is wanted if any of its days lies between. One without a date
    counts on the day when its article was published; one without either is left out if dates are asked for. ``near`` measures to the
    nearest point of the true extent; an event that is known by country only is near nothing.
    """

    since: str | None = None
    until: str | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    near: Near | None = None

    @property
    def is_open(self) -> bool:
        """Whether everything is wanted."""
        return self == Selection()


def first_day(text: str) -> str:
    """Give the first day of a day or month.

    >>> first_day("2026-02"), first_day("2026-02-14")
    ('2026-02-01', '2026-02-14')
    """
    return f"{text}-01" if re.fullmatch(r"\d{4}-\d{2}", text) else text


def last_day(text: str) -> str:
    """Give the last day of a day or month.

    >>> last_day("2026-02"), last_day("2026-02-14")
    ('2026-02-28', '2026-02-14')
    """
    if not re.fullmatch(r"\d{4}-\d{2}", text):
        return text
    month = date.fromisoformat(f"{text}-01")
    return f"{text}-{monthrange(month.year, month.month)[1]:02}"


def selected(events: GeoDataFrame, selection: Selection) -> GeoDataFrame:
    """Keep the events of a table that are wanted."""
    if selection.is_open or not len(events):
        return events
    kept = _in_time(events, selection)
    if selection.types:
        kept &= events["event_type"].isin(selection.types)
    if selection.statuses:
        kept &= events["status"].isin(selection.statuses)
    found = events[kept]
    if selection.near is not None and len(found):
        found = found[_kilometres(found, selection.near) <= selection.near.km]
    return found.reset_index(drop=True)


def _in_time(events: GeoDataFrame, selection: Selection) -> Series[bool]:
    """Compare dates as text: a month sorts before its days, and with what no day has behind it, after them."""
    start = events["event_date"].fillna(events["published"])
    end = events["event_date_end"].fillna(start)
    kept = start.notna() if selection.since or selection.until else events["event_type"].notna()
    if selection.until:
        kept &= start.fillna("9").astype(str).str.slice(0, 10) <= selection.until
    if selection.since:
        kept &= end.fillna("").astype(str) + "-99" >= selection.since
    return kept


def _kilometres(events: GeoDataFrame, near: Near) -> Series[float]:
    """Measure from a point: in the azimuthal projection around it, distances from it are true."""
    from shapely import Point

    plane = f"+proj=aeqd +lat_0={near.lat} +lon_0={near.lon} +units=km +datum=WGS84"
    return events.geometry.to_crs(plane).distance(Point(0, 0)).fillna(float("inf"))
