"""Where events of other projects' tables lie: the region that a centroid stands for, and how far a point is from a border."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from mapper.records import Place

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_REACH_DEG = 6.0
_RELATION = ("border_id", "chainage_km", "offset_km", "side", "nearest_crossing")


@cache
def region_area(ident: str, name: str, country: str | None) -> BaseGeometry | None:
    """Give the polygon of a first-level region by GeoNames' id (``PE.23``) or by its name; None where we have none."""
    from mapper.border import load_atlas

    place = Place(place_id=f"admin1:{ident}", name=name, kind="admin1", lon=0.0, lat=0.0, country=country)
    region = load_atlas().region_of(place) if country else None
    if region is None or region.country != country:
        return None
    return region.area


def on_their_areas(lon: NDArray[Any], lat: NDArray[Any], shapes: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Move positions that do not lie on their area to a point that does; longitude, latitude with six decimals."""
    import shapely

    lon, lat = lon.copy(), lat.copy()
    for n in shapely.is_geometry(shapes).nonzero()[0]:
        if shapes[n].geom_type != "Point" and not shapes[n].intersects(shapely.Point(lon[n], lat[n])):
            label = shapes[n].representative_point()
            lon[n], lat[n] = round(label.x, 6), round(label.y, 6)
    return lon, lat


def near_box(lon: NDArray[Any], lat: NDArray[Any], border_id: str) -> NDArray[Any]:
    """Rule out what is too far from a border to be told by it; cheap."""
    from mapper.border import load_border

    west, south, east, north = load_border(border_id).line.bounds
    in_width = (lon >= west - _REACH_DEG) & (lon <= east + _REACH_DEG)
    in_height = (lat >= south - _REACH_DEG) & (lat <= north + _REACH_DEG)
    inside: NDArray[Any] = in_width & in_height
    return inside


def related(frame: GeoDataFrame, border_id: str | None) -> GeoDataFrame:
    """Fill border, kilometre, offset, side and crossing of points; those that no border is near enough to tell stay as they are.

    Which border tells a point best is chosen as for articles, by `Atlas.border_near`; with ``border_id`` only points of that one are told.
    """
    import pandas as pd

    is_point = (frame.geom_type == "Point").to_numpy()
    lon, lat = frame["longitude"].to_numpy(), frame["latitude"].to_numpy()
    rows = (is_point & near_box(lon, lat, border_id)).nonzero()[0] if border_id else is_point.nonzero()[0]
    answers: dict[tuple[float, float, str | None], dict[str, object] | None] = {}
    countries = frame["country"].to_numpy()
    columns = {name: frame[name].to_numpy(dtype=object, copy=True) for name in _RELATION}
    for row in rows:
        key = (float(lon[row]), float(lat[row]), countries[row])
        if key not in answers:
            answers[key] = _relation(*key, border_id)
        for name, value in (answers[key] or {}).items():
            columns[name][row] = value
    for name, values in columns.items():
        frame[name] = pd.Series(values, index=frame.index, dtype=frame[name].dtype)
    return frame


def _relation(lon: float, lat: float, country: str | None, wanted: str | None) -> dict[str, object] | None:
    from mapper.border import load_atlas, load_border

    found = load_atlas().border_near(lon, lat, country)
    if found is None or (wanted is not None and found != wanted):
        return None
    border = load_border(found)
    position = border.locate(lon, lat, country=country)
    return {
        "border_id": border.border_id,
        "chainage_km": round(position.chainage_km, 2),
        "offset_km": round(position.offset_km, 2),
        "side": position.side,
        "nearest_crossing": position.nearest_crossing,
    }


def border_line(a: str, b: str) -> tuple[str | None, BaseGeometry | None]:
    """Give the id and the line of the border between two countries; nothing if they share none."""
    from mapper.border import border_between, load_border

    border_id = border_between(a, b)
    return (border_id, load_border(border_id).line) if border_id else (None, None)
