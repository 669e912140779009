"""Countries as others write them (FIPS 10-4, ISO numbers, names) become ISO 3166-1 alpha-3."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from mapper.language.folding import fold
from mapper.layers.catalog import layer_path

if TYPE_CHECKING:
    from collections.abc import Mapping

_BORDER = re.compile(r"(.+?)\s*(?:-|\N{EN DASH}|/|\band\b)\s*(.+?)\s+(?:common\s+)?border", re.IGNORECASE)
_ELSEWHERE = {"macedonia, fyr": "MKD", "bosnia-herzegovina": "BIH", "ivory coast": "CIV"}


@cache
def country_of_fips() -> Mapping[str, str]:
    """
    Map each FIPS 10-4 code of a country to ISO 3166-1 alpha-3.

    >>> country_of_fips()["CI"], country_of_fips()["BL"]
    ('CHL', 'BOL')
    """
    return {code: row["iso3"] for row in _table("facts/country_codes.csv") for code in row["fips"].split(";") if code}


@cache
def iso2_of_country() -> Mapping[str, str]:
    """Map ISO 3166-1 alpha-3 to alpha-2."""
    return {row["iso3"]: row["iso2"] for row in _table("facts/country_codes.csv")}


@cache
def country_of_number() -> Mapping[int, str]:
    """
    Map the ISO 3166-1 number of a country to its alpha-3 code.

    >>> country_of_number()[604]
    'PER'
    """
    return {int(row["iso_numeric"]): row["iso3"] for row in _table("facts/country_codes.csv") if row["iso_numeric"]}


def country_named(name: str | None) -> str | None:
    """
    Give the country of a name in English or Spanish; of "DR Congo (Zaire)" that of the first part. None if no country is called so.

    >>> country_named("Bolivia"), country_named("Myanmar (Burma)"), country_named("Atlantis")
    ('BOL', 'MMR', None)
    """
    if not name:
        return None
    outside, _, inside = name.partition("(")
    return next((found for part in (name, outside, inside.rstrip(") ")) if (found := _named().get(fold(part.strip())))), None)


def border_named(text: str | None) -> tuple[str, str] | None:
    """
    Give the two countries of a border named in words; None if the words name none.

    >>> border_named("Peru-Chile common border")
    ('PER', 'CHL')
    """
    found = _BORDER.fullmatch((text or "").strip())
    pair = (country_named(found[1]), country_named(found[2])) if found else (None, None)
    return (pair[0], pair[1]) if pair[0] and pair[1] else None


@cache
def _named() -> Mapping[str, str]:
    iso3 = {row["iso2"]: row["iso3"] for row in _table("facts/country_codes.csv")}
    found = dict(_ELSEWHERE)
    for row in _table("gazetteer/countries.csv"):
        for name in (row["name"], row["name_es"], *row["aliases"].split(";")):
            if name and row["iso2"] in iso3:
                found.setdefault(fold(name), iso3[row["iso2"]])
    for row in _table("facts/country_names.csv"):
        for name in (row["name_en"], row["name_es"]):
            found.setdefault(fold(name), row["iso3"])
    return found


def _table(name: str) -> list[dict[str, str]]:
    with layer_path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
