"""GDELT's events, versions 1 and 2, become events of ours, and its mentions further reports of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mapper.sources.areas import near_box, on_their_areas, region_area
from mapper.sources.country_codes import country_of_fips, iso2_of_country
from mapper.sources.crosswalk import codes_of, type_of_cameo
from mapper.sources.drafts import published_date, web_address
from mapper.sources.foreign import Wanted, chosen, contract_frame, mapped, points, say_left_out
from mapper.sources.gdelt_files import EVENT_WIDTHS, read_columns

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray
    from pandas import DataFrame, Series
    from shapely.geometry.base import BaseGeometry

    Columns = dict[str, Any]

_BEFORE_PLACES = {
    "id": 0, "day": 1, "actor1": 6, "actor2": 16, "code": 26, "goldstein": 30, "mentions": 31, "sources": 32, "articles": 33, "tone": 34,
}  # fmt: skip
_MENTIONS = {"id": 0, "source": 4, "url": 5, "confidence": 11}
_FIRST_PLACE = 35
# The places of the first actor, the second and the action follow each other; version 2 has one more column in each.
_WITH_ADM2 = {"geo_type": 0, "name": 1, "fips": 2, "adm1": 3, "lat": 5, "lon": 6, "feature": 7}
_WITHOUT_ADM2 = _WITH_ADM2 | {"lat": 4, "lon": 5, "feature": 6}
_COUNTRY, _REGIONS, _TOWNS = "1", ("2", "5"), ("3", "4")
_TOWN_M = 5_000.0
_FIPS_LENGTH = 2
_VERSION_2 = 2


def read_gdelt(data: bytes, name: str, width: int, wanted: Wanted) -> GeoDataFrame:
    """
    Read a table of ``width`` columns: events whose CAMEO code is one of our types, at the place of the action.

    Places of GDELT's types 1, 2 and 5 are centroids: a country gets no geometry and a region its polygon, where we have it, but never a
    point.

    Raises
    ------
    InputError
        A row has more or fewer columns, and ``wanted`` does not say whom to tell.
    """
    columns = _columns(width)

    def keep(keys: DataFrame) -> NDArray[Any]:
        wanted_rows: NDArray[Any] = is_ours(keys["code"])
        if wanted.only_border and wanted.border_id:
            inside = near_box(keys["lon"].to_numpy(dtype=float), keys["lat"].to_numpy(dtype=float), wanted.border_id)
            wanted_rows = wanted_rows & inside & keys["geo_type"].isin(_TOWNS).to_numpy()
        return wanted_rows

    keys, table = read_columns(data, name, columns, width, keys=("code", "geo_type", "lon", "lat"), keep=keep, on_bad=wanted.problem)
    say_left_out(name, keys["code"][~is_ours(keys["code"])], len(keys), wanted)
    where, shapes = _where(table)
    return contract_frame(_what(table) | where | _told_by(table), shapes, _provenance(table, f"GDELT {EVENT_WIDTHS[width]}"))


def is_ours(codes: Series[Any]) -> NDArray[Any]:
    """Say of each CAMEO code whether it is one of our types."""
    return mapped(codes, lambda code: type_of_cameo(code) is not None).astype(bool)


def _columns(width: int) -> dict[str, int]:
    """Say where the columns that we read stand in a row of this many."""
    block, size = (_WITH_ADM2, 8) if EVENT_WIDTHS[width] == _VERSION_2 else (_WITHOUT_ADM2, 7)
    action = _FIRST_PLACE + 2 * size
    after = action + size
    columns = _BEFORE_PLACES | {column: action + at for column, at in block.items()} | {"added": after}
    return columns | {"url": after + 1} if after + 1 < width else columns


def _what(table: DataFrame) -> Columns:
    ours = mapped(table["code"], type_of_cameo)
    day = mapped(table["day"], _iso_day)
    added = mapped(table["added"], _iso_day)
    basis = [None if when is None else "publication" if when == then else "stated" for when, then in zip(day, added, strict=True)]
    others = ("plover_event", "acled_event_type", "acled_sub_event_type", "acled_match")
    by_code = mapped(table["code"], lambda code: codes_of(kind) if (kind := type_of_cameo(code)) else {})
    codes: Columns = {column: [each[column] for each in by_code] for column in others}
    return codes | {
        "event_id": "gdelt:" + table["id"].astype(object),
        "event_type": [one.event_type for one in ours],
        "sub_event_type": [one.sub_event_type for one in ours],
        "status": "reported",
        "actor1": table["actor1"],
        "actor2": table["actor2"],
        "event_date": day,
        "event_date_end": day,
        "time_precision": [None if when is None else 1 for when in day],
        "date_basis": [each or "none" for each in basis],
        "cameo_code": table["code"],
        "cameo_match": [one.match for one in ours],
        "published": added,
    }


def _told_by(table: DataFrame) -> Columns:
    ids = "gdelt:" + table["id"].astype(object)
    if "url" not in table:
        return {"article_id": ids, "n_reports": table["articles"], "n_sources": table["sources"]}
    url = mapped(table["url"], web_address)
    return {
        "article_id": [one or other for one, other in zip(url, ids, strict=True)],
        "source": [urlsplit(one).hostname if one else other or None for one, other in zip(url, table["url"], strict=True)],
        "source_url": url,
        "n_reports": table["articles"],
        "n_sources": table["sources"],
    }


def _where(table: DataFrame) -> tuple[Columns, NDArray[Any]]:
    """Say where each event lies, and with which geometry; places of type 0, and positions that are none, are left unknown."""
    import numpy as np

    lon, lat = table["lon"].to_numpy(dtype=float), table["lat"].to_numpy(dtype=float)
    known = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)  # noqa: PLR2004 - degrees; false where not a number
    is_town = known & table["geo_type"].isin(_TOWNS).to_numpy()
    is_region = known & table["geo_type"].isin(_REGIONS).to_numpy()
    is_country = known & (table["geo_type"] == _COUNTRY).to_numpy()
    somewhere = is_town | is_region | is_country
    shapes = points(lon, lat, is_town)
    regions = table[["adm1", "fips", "name"]].to_numpy(dtype=object)
    for row in is_region.nonzero()[0]:
        shapes[row] = _region(*regions[row])
    lon, lat = on_their_areas(np.where(somewhere, lon, np.nan), np.where(somewhere, lat, np.nan), shapes)
    first = mapped(table["name"], lambda name: _part(name, 0))
    above = mapped(table["name"], lambda name: _part(name, -2) if str(name).count(",") > 1 else None)
    where = {
        "location": chosen((somewhere, first)),
        "location_type": chosen((is_town, "populated_place"), (is_region, "admin1"), (is_country, "country")),
        "longitude": lon,
        "latitude": lat,
        "uncertainty_m": np.where(is_town, _TOWN_M, np.nan),
        "geo_precision": np.select([is_town, is_region | is_country], [1.0, 3.0], np.nan),
        "country": mapped(table["fips"], country_of_fips().get),
        "admin1": chosen((is_town, above), (is_region, first)),
    }
    return where, shapes


def _region(adm1: str, fips: str, name: str) -> BaseGeometry | None:
    """Give a region's polygon: GDELT's codes of regions are GeoNames', but for the country in front and the dot."""
    code = str(adm1)[_FIPS_LENGTH:]
    country = country_of_fips().get(str(fips))
    iso2 = iso2_of_country().get(country or "")
    return region_area(f"{iso2}.{code}", _part(name, 0) or "", country) if iso2 and code else None


def _part(name: object, at: int) -> str | None:
    """Give a part of "Tacna, Tacna, Peru"."""
    parts = [part.strip() for part in str(name).split(",")] if isinstance(name, str) else []
    return parts[at] or None if parts else None


def _iso_day(digits: object) -> str | None:
    text = str(digits)
    return published_date(text[:8])


def _provenance(table: DataFrame, origin: str) -> Columns:
    return {
        "origin": origin,
        "origin_id": table["id"],
        "origin_place_type": table["geo_type"],
        "origin_place_id": table["feature"],
        "origin_goldstein": table["goldstein"],
        "origin_tone": table["tone"],
        "origin_mentions": table["mentions"],
    }


def read_mentions(data: bytes, name: str, width: int, wanted: Wanted) -> DataFrame:
    """
    Read GDELT's mentions: who told which event where. Columns ``event_id``, ``source``, ``source_url`` and ``confidence`` (0-1).

    Raises
    ------
    InputError
        A row has more or fewer columns, and ``wanted`` does not say whom to tell.
    """
    import numpy as np

    def keep(keys: DataFrame) -> NDArray[Any]:
        return np.ones(len(keys), dtype=bool)

    _, table = read_columns(data, name, _MENTIONS, width, keys=("id",), keep=keep, on_bad=wanted.problem)
    table["event_id"] = "gdelt:" + table["id"].astype(object)
    table["source_url"] = mapped(table["url"], web_address)
    table["confidence"] /= 100
    return table[["event_id", "source", "source_url", "confidence"]]


def with_mentions(events: GeoDataFrame, mentions: DataFrame) -> GeoDataFrame:
    """Add mentions to GDELT's events: reports and sources at least as many as mentioned, the best confidence, all addresses."""
    import numpy as np

    by_event = mentions[mentions["event_id"].isin(events["event_id"])].groupby("event_id")
    told = by_event.agg(
        reports=("source", "size"), sources=("source", "nunique"), confidence=("confidence", "max"),
        urls=("source_url", lambda urls: ";".join(dict.fromkeys(filter(None, urls)))),
    )  # fmt: skip
    more = told.reindex(events["event_id"])
    events = events.copy()
    for column, counted in (("n_reports", "reports"), ("n_sources", "sources")):
        before = events[column].to_numpy(dtype=float, na_value=np.nan)
        events[column] = np.fmax(before, more[counted].to_numpy(dtype=float))
        events[column] = events[column].astype("Int64")
    events["confidence"] = np.fmax(events["confidence"].to_numpy(dtype=float), more["confidence"].to_numpy(dtype=float))
    events["origin_mentioned_in"] = more["urls"].astype(object).where(more["urls"].notna(), None).to_numpy()
    return events
