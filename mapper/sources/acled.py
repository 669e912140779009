"""ACLED's events, as CSV or as JSON of its interface, become events of ours."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mapper.errors import InputError
from mapper.records import EVENT_TYPES, STATUSES
from mapper.sources.areas import on_their_areas, region_area
from mapper.sources.country_codes import country_named, country_of_number
from mapper.sources.crosswalk import OurType, codes_of, type_of_acled
from mapper.sources.foreign import Wanted, chosen, contract_frame, mapped, numbers, points, say_left_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray
    from pandas import DataFrame

    Columns = dict[str, Any]

NEEDED = ("event_type", "sub_event_type", "latitude", "longitude")
INTER = (
    "", "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
)  # fmt: skip
"""What ACLED's numbers for kinds of actors mean; since 2023 its tables write the words."""

_KEPT = (
    "disorder_type", "assoc_actor_1", "inter1", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "region", "admin3",
    "source_scale", "fatalities", "tags", "timestamp",
)  # fmt: skip
_READ = ("admin1", "admin2", "notes", "source", "actor1", "actor2")
_DATES = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d/%m/%Y")
_TOWN_M, _NEAR_M = 5_000.0, 15_000.0
_OUR_TAG = re.compile(r"border event: (\w+)(?:/(\w+))?")
_OUR_STATUS = re.compile(r"status: (\w+)")
_OUR_BACKGROUND = re.compile(r"border event: .*; background(?:;|$)")


def read_acled(table: DataFrame, name: str, wanted: Wanted) -> GeoDataFrame:
    """
    Read ACLED's events from a table of text whose types are types of ours; ``notes`` become the quote.

    ``geo_precision`` 3 is a part of a country, drawn as its region's polygon where we have it, and never as a point. Columns that ACLED
    took away in 2023 are passed over, and any but the types and the position may be missing. A table of events of ours in ACLED's
    columns has its types, status and background back from the tags.

    Raises
    ------
    InputError
        A column is missing that says the type or the position, or a date is in none of ACLED's forms.
    """
    import numpy as np

    table = table.copy()
    missing = [column for column in NEEDED if column not in table.columns]
    if missing:
        message = f"{name}: this looks like ACLED's table, but has no column {missing[0]}; export it again with all columns"
        raise InputError(message)
    table = table.assign(**{column: "" for column in (*_KEPT, *_READ) if column not in table})
    theirs = table["event_type"] + " / " + table["sub_event_type"]
    ours = [_ours(*row) for row in zip(table["event_type"], table["sub_event_type"], table["tags"], strict=True)]
    kept = np.array([one is not None for one in ours], dtype=bool)
    say_left_out(name, theirs[~kept], len(table), wanted)
    table = table[kept].reset_index(drop=True)
    types = [one for one in ours if one is not None]
    where, shapes = _where(table)
    return contract_frame(_what(table, types, name) | where | _told_by(table), shapes, _provenance(table))


def _ours(event_type: str, sub_event_type: str, tags: str) -> OurType | None:
    tagged = _OUR_TAG.search(tags)
    if tagged is not None and tagged[1] in EVENT_TYPES:
        return OurType(tagged[1], tagged[2], "exact")
    return type_of_acled(event_type, sub_event_type)


def _what(table: DataFrame, types: list[OurType], name: str) -> Columns:
    codes = [codes_of(one) for one in types]
    day = _dates(table, name)
    deaths = numbers(table["fatalities"])
    return {
        "event_id": _ids(table),
        "event_type": [one.event_type for one in types],
        "sub_event_type": [one.sub_event_type for one in types],
        "status": mapped(table["tags"], _status),
        "actor1": table["actor1"],
        "actor2": table["actor2"],
        "event_date": day,
        "event_date_end": day,
        "time_precision": numbers(table["time_precision"]) if "time_precision" in table else [1] * len(table),
        "date_basis": "stated",
        "count_min": deaths.where(deaths > 0),
        "count_max": deaths.where(deaths > 0),
        "count_unit": ["dead" if many > 0 else None for many in deaths],
        "count_kind": ["total" if many > 0 else None for many in deaths],
        "cameo_code": [row["cameo_code"] for row in codes],
        "cameo_match": [row["cameo_match"] for row in codes],
        "plover_event": [row["plover_event"] for row in codes],
        "acled_event_type": table["event_type"],
        "acled_sub_event_type": table["sub_event_type"],
        "acled_match": [one.match for one in types],
        "is_background": [bool(_OUR_BACKGROUND.search(tags)) for tags in table["tags"]],
    }


def _ids(table: DataFrame) -> list[str]:
    for column in ("event_id_cnty", "data_id", "event_id_no_cnty"):
        if column in table:
            return [f"acled:{ident}" for ident in table[column]]
    return [f"acled:{row}" for row in range(1, len(table) + 1)]


def _status(tags: str) -> str:
    said = _OUR_STATUS.search(tags)
    return said[1] if said and said[1] in STATUSES else "reported"


def _dates(table: DataFrame, name: str) -> NDArray[Any]:
    def iso(text: str) -> str | None:
        if not text.strip():
            return None
        for form in _DATES:
            try:
                found: date = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day, not a moment
            except ValueError:
                continue
            return found.isoformat()
        message = f"{name}: the date {text[:40]!r} is in none of ACLED's forms; write it as 2025-11-28"
        raise InputError(message)

    return mapped(table["event_date"] if "event_date" in table else table["notes"].map(lambda _: ""), iso)


def _where(table: DataFrame) -> tuple[Columns, NDArray[Any]]:
    import numpy as np

    lon, lat = numbers(table["longitude"]).to_numpy(), numbers(table["latitude"]).to_numpy()
    known = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)  # noqa: PLR2004 - degrees; false where not a number
    precision = numbers(table["geo_precision"]).to_numpy() if "geo_precision" in table else np.full(len(table), np.nan)
    precision = np.where(known & ~np.isfinite(precision), 1, precision)
    countries = _countries(table)
    shapes = points(lon, lat, known & (precision < 3))  # noqa: PLR2004 - ACLED's "part of a country"
    regions = table["admin1"].to_numpy()
    for row in (known & (precision >= 3)).nonzero()[0]:  # noqa: PLR2004
        shapes[row] = region_area("", regions[row], countries[row]) if regions[row] else None
    lon, lat = on_their_areas(np.where(known, lon, np.nan), np.where(known, lat, np.nan), shapes)
    is_in = [known & (precision == n) for n in (1, 2, 3)]
    has_region = (table["admin1"] != "").to_numpy()
    where = {
        "location": table["location"] if "location" in table else table["admin1"],
        "location_type": chosen(
            (is_in[0], "populated_place"), (is_in[1], "near_place"), (is_in[2] & has_region, "admin1"), (is_in[2], "country")
        ),
        "longitude": lon,
        "latitude": lat,
        "uncertainty_m": np.select([is_in[0], is_in[1]], [_TOWN_M, _NEAR_M], np.nan),
        "geo_precision": np.where(known, precision, np.nan),
        "country": countries,
        "admin1": table["admin1"],
        "admin2": table["admin2"],
    }
    return where, shapes


def _countries(table: DataFrame) -> NDArray[Any]:
    """Give the countries by alpha-3 code, else by ISO number, else by name: ACLED's tables have had each of them."""
    import numpy as np

    answers = [mapped(table[column], way) for column, way in _COUNTRY_BY.items() if column in table]
    return np.array([next(filter(None, row), None) for row in zip(*answers, strict=True)] or [None] * len(table), dtype=object)


def _by_number(text: str) -> str | None:
    return country_of_number().get(int(text)) if text.strip().isdigit() else None


def _by_letters(text: str) -> str | None:
    return text.strip().upper() or None


_COUNTRY_BY: dict[str, Callable[[str], str | None]] = {"iso3": _by_letters, "iso": _by_number, "country": country_named}


def _told_by(table: DataFrame) -> Columns:
    sources = mapped(table["source"], lambda text: len([one for one in text.split(";") if one.strip()]) or 1)
    return {
        "article_id": _ids(table),
        "source": table["source"],
        "quote": table["notes"],
        "n_reports": sources,
        "n_sources": sources,
    }


def _provenance(table: DataFrame) -> Columns:
    kept = {f"origin_{column}": table[column] for column in _KEPT}
    kept |= {f"origin_inter{n}": mapped(table[f"inter{n}"], inter) for n in (1, 2)}
    return {"origin": "ACLED", "origin_id": [ident.removeprefix("acled:") for ident in _ids(table)], **kept}


def inter(value: str) -> str:
    """
    Give the kind of an actor in words, from ACLED's number or its words.

    >>> inter("1"), inter("State forces"), inter("0")
    ('State forces', 'State forces', '')
    """
    text = value.strip()
    return INTER[int(text)] if text.isdigit() and int(text) < len(INTER) else text
