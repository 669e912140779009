"""UCDP's georeferenced events of violence (GED) become events of ours."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from mapper.border import load_border
from mapper.errors import InputError
from mapper.sources.areas import border_line, on_their_areas, region_area
from mapper.sources.country_codes import border_named, country_named
from mapper.sources.crosswalk import OurType, codes_of
from mapper.sources.drafts import published_date
from mapper.sources.foreign import Wanted, contract_frame, mapped, numbers, points, say_left_out

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray
    from pandas import DataFrame, Series
    from shapely.geometry.base import BaseGeometry

    Columns = dict[str, Any]

NEEDED = ("id", "type_of_violence", "where_prec", "date_prec", "latitude", "longitude", "date_start")
_TYPES = {
    "1": OurType("clash", "armed", "close"),  # a state against an organised group
    "2": OurType("clash", "armed", "close"),  # two organised groups
    "3": OurType("clash", "attack", "close"),  # against civilians
}
# UCDP's precision of the place: exact; within 25 km; a district; a first-level region; a line or an area; a country; sea or air.
_PLACED = {"1": "site", "2": "near_place", "3": "admin2", "4": "admin1", "5": "region", "6": "country", "7": "water"}
_RADIUS_M = {"1": 2_000.0, "2": 25_000.0, "3": 40_000.0}
_PRECISION = {"1": 1, "2": 2, "3": 2}
# UCDP's precision of the date: a day; two to six days; a week; a month; longer.
_TIME = {"1": 1, "2": 2, "3": 2, "4": 3, "5": 3}
_LINE = 1
_KEPT = (
    "where_prec", "date_prec", "type_of_violence", "event_clarity", "code_status", "conflict_name", "dyad_name", "where_coordinates",
    "where_description", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "source_article", "source_original",
)  # fmt: skip


def read_ged(table: DataFrame, name: str, wanted: Wanted) -> GeoDataFrame:
    """
    Read UCDP's events from a table of text; ``where_prec``, ``date_prec`` and the estimates are kept beside our columns.

    Only places of ``where_prec`` 1 to 3 are points, with the radius that they leave open; coarser ones are the region's polygon or the
    border that they name, and else have no geometry.

    Raises
    ------
    InputError
        A column is missing.
    """
    missing = [column for column in NEEDED if column not in table.columns]
    if missing:
        message = f"{name}: this looks like UCDP's table, but has no column {missing[0]}; download it again with all columns"
        raise InputError(message)
    kept = table["type_of_violence"].isin(list(_TYPES))
    say_left_out(name, table["type_of_violence"][~kept], len(table), wanted)
    table = table[kept].reset_index(drop=True)
    optional = (*_KEPT, "country", "adm_1", "adm_2", "date_end", "low", "high", "side_a", "side_b", "number_of_sources")
    sources = ("source_office", "source_date", "source_headline")
    table = table.assign(**{column: "" for column in (*optional, *sources) if column not in table})
    where, shapes = _where(table)
    provenance: Columns = {"origin": "UCDP GED", "origin_id": table["id"]} | {f"origin_{column}": table[column] for column in _KEPT}
    return contract_frame(_what(table) | where | _told_by(table), shapes, provenance)


def _what(table: DataFrame) -> Columns:
    types = [_TYPES[kind] for kind in table["type_of_violence"]]
    codes = [codes_of(one) for one in types]
    low, high = numbers(table["low"]), numbers(table["high"])
    columns = ("cameo_code", "plover_event", "acled_event_type", "acled_sub_event_type", "cameo_match", "acled_match")
    return {column: [row[column] for row in codes] for column in columns} | {
        "event_id": [f"ucdp:{ident}" for ident in table["id"]],
        "event_type": [one.event_type for one in types],
        "sub_event_type": [one.sub_event_type for one in types],
        "status": "reported",
        "actor1": table["side_a"],
        "actor2": table["side_b"],
        "event_date": mapped(table["date_start"], published_date),
        "event_date_end": mapped(table["date_end"], published_date),
        "time_precision": mapped(table["date_prec"], _TIME.get),
        "date_basis": "stated",
        "count_min": low,
        "count_max": high,
        "count_unit": ["dead" if known else None for known in high.notna()],
        "count_kind": ["total" if known else None for known in high.notna()],
    }


def _told_by(table: DataFrame) -> Columns:
    many = numbers(table["number_of_sources"])
    many = many.where(many > 0, 1)  # UCDP writes -1 where it did not count
    return {
        "article_id": [f"ucdp:{ident}" for ident in table["id"]],
        "source": table["source_office"],
        "source_title": table["source_headline"],
        "published": mapped(table["source_date"], published_date),
        "n_reports": many,
        "n_sources": many,
    }


def _where(table: DataFrame) -> tuple[Columns, NDArray[Any]]:
    import numpy as np
    import shapely

    lon, lat = numbers(table["longitude"]).to_numpy(), numbers(table["latitude"]).to_numpy()
    known = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)  # noqa: PLR2004 - degrees; false where not a number
    countries = mapped(table["country"], country_named)
    shapes = points(lon, lat, known & table["where_prec"].isin(list(_RADIUS_M)).to_numpy())
    kinds = mapped(table["where_prec"], _PLACED.get)
    border_ids = np.full(len(table), None, dtype=object)
    for row in np.isin(kinds, ["admin1", "region"]).nonzero()[0]:
        border_ids[row], shapes[row] = _extent(table.iloc[row], countries[row])
    is_line = shapely.get_type_id(shapes) == _LINE
    kinds[is_line] = "border_line"
    lon, lat = on_their_areas(np.where(known, lon, np.nan), np.where(known, lat, np.nan), shapes)
    where = {
        "location": [_first(row) for row in zip(table["where_coordinates"], table["adm_2"], table["adm_1"], table["country"], strict=True)],
        "location_type": kinds,
        "longitude": lon,
        "latitude": lat,
        "uncertainty_m": np.array([_RADIUS_M.get(prec, np.nan) for prec in table["where_prec"]], dtype=float),
        "geo_precision": np.array([_PRECISION.get(prec, 3) for prec in table["where_prec"]], dtype=float),
        "border_id": border_ids,
        "chainage_from_km": np.where(is_line, 0.0, np.nan),
        "chainage_to_km": np.array([_length_km(each) for each in border_ids], dtype=float),
        "country": countries,
        "admin1": mapped(table["adm_1"], _plain_region),
        "admin2": table["adm_2"],
    }
    return where, shapes


def _length_km(border_id: str | None) -> float:
    return round(load_border(border_id).length_km, 2) if border_id else math.nan


def _first(names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name), None)


def _extent(row: Series[Any], country: str | None) -> tuple[str | None, BaseGeometry | None]:
    """Give the border that a place names, with its id and line, else the polygon of a first-level region."""
    pair = border_named(row["where_coordinates"])
    if row["where_prec"] == "5":
        return border_line(*pair) if pair else (None, None)
    region = _plain_region(row["adm_1"])
    return None, region_area("", region, country) if region else None


def _plain_region(name: str) -> str | None:
    """
    Take the kind of unit off a region's name, as UCDP writes it.

    >>> _plain_region("Tacna department")
    'Tacna'
    """
    kinds = (" department", " province", " region", " state", " governorate", " district", " oblast", " county")
    for kind in kinds:
        name = name.removesuffix(kind)
    return name or None
