"""The tables that the gazetteer is made of, read into rows: our facts, GeoNames' towns, countries, units, features."""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mapper.language.folding import fold
from mapper.places.naming import bare, borne, inflected, is_readable, told_apart, without_brackets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

SENSITIVE = 1
OURS = 2
# Places of the border that the press misspells.
SPELLING = 4
# Seats of government are named in the news without more ado.
CAPITAL = 8
CAPITAL_POPULATION = 20_000
TABLES = ("borders.csv", "facts/places.csv", "facts/crossings.csv", "facts/border_points.csv", *(
    f"gazetteer/{name}.csv"
    for name in ("admin1", "admin1_names", "airports", "countries", "country_names", "exonyms", "features", "us_counties")
))  # fmt: skip
_UNITS = ("admin1", "admin2", "admin3", "populated_place")
# Smaller first-level units (parishes, communes) are no better known than the towns in them.
SMALL_UNIT, SMALL_UNIT_KM = 200_000, 15.0
# The English and Spanish names of greater ones are common knowledge: Lombardía, Bavaria.
GREAT_UNIT = 500_000
SAME_TOWN_DEGREES = 0.15
# Codes of countries that are words or names, so that the code is no name of the country.
_WORDLIKE_CODES = frozenset(("CAN", "PER", "CHL", "AND", "COM", "GUM", "HUN", "MAR", "TON", "ARE", "BEN"))
LONGEST_CODE = 4
# A town so large keeps its name to itself.
TAKEN_POPULATION = 20_000
_COUNTY = re.compile(r" (?:County|Parish|Borough|Census Area|Municipality|City and Borough|Planning Region)$")
_FACT_KINDS = {
    "city": "populated_place", "village": "populated_place", "district": "admin3", "comuna": "admin3", "province": "admin2",
    "region": "admin1", "natural": "natural", "area": "region",
}  # fmt: skip
_FEATURE_KINDS = {
    "river": "natural", "lake": "natural", "sea": "natural", "land": "natural", "island": "natural", "region": "region",
    "crossing": "crossing", "facility": "facility", "town": "populated_place", "admin3": "admin3",
}  # fmt: skip
_FEATURE_CODES = {"river": "STM", "lake": "LK", "sea": "SEA", "island": "ISL", "region": "RGN", "town": "PPL", "admin3": "ADM3"}
_PRECISION_KM = {"high": 0.5, "medium": 2.0, "low": 8.0}


@dataclass(kw_only=True, slots=True)
class Row:
    """A place on its way into the index; ``names`` maps each name to its role."""

    place_id: str
    name: str
    kind: str
    lon: float
    lat: float
    country: str = ""
    admin1: str = ""
    border_id: str = ""
    feature_code: str = ""
    population: int = 0
    # In how many forms GeoNames lists its name: the better known a town, the more.
    forms: int = 0
    geonameid: int = 0
    radius_km: float = 1.0
    flags: int = 0
    names: dict[str, str] = field(default_factory=dict)

    def add(self, role: str, names: Iterable[str]) -> None:
        """Add names in a role; a name keeps the role that it was first given."""
        for name in names:
            if name:
                self.names.setdefault(name, role)


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _is_code(name: str) -> bool:
    return name.isupper() and len(name) <= LONGEST_CODE


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _countries(layers: Path, geonames: Path) -> Iterator[Row]:
    facts = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
    others = {row["iso2"]: _split(row["names"]) for row in _table(layers / "gazetteer/country_names.csv")}
    for row in _table(layers / "gazetteer/countries.csv"):
        fact = facts[row["iso2"]]
        iso3 = fact["iso3"]
        country = Row(
            place_id=f"iso:{iso3}", name=row["name"], kind="country", lon=float(row["lon"]), lat=float(row["lat"]), country=iso3,
            feature_code="PCLI", population=int(fact["population"]), geonameid=int(fact["geonameid"]),
            radius_km=math.sqrt(float(fact["areakm2"] or 1) / math.pi), flags=OURS,
        )  # fmt: skip
        aliases = _split(row["aliases"])
        country.add("p", [row["name"], row["name_es"], fact["name"]])
        country.add("x", [alias for alias in aliases if "." in alias or _is_code(alias)])
        country.add("a", aliases)
        country.add("v", others.get(row["iso2"], []))
        country.add("x", [iso3] if iso3 not in _WORDLIKE_CODES else [])
        country.add("d", [form for demonym in _split(row["demonyms"]) for form in inflected(demonym)])
        yield country


def _iso3(geonames: Path) -> dict[str, str]:
    countries = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
    return {iso2: country["iso3"] for iso2, country in countries.items()}


def _unit_populations(cities: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """Add up the towns of each first-level unit."""
    people: dict[tuple[str, str], int] = defaultdict(int)
    for city in cities:
        people[city["countrycode"], city["admin1code"]] += int(city["population"])
    return people


def _admin1(layers: Path, geonames: Path, people: Mapping[tuple[str, str], int]) -> Iterator[Row]:
    iso3 = _iso3(geonames)
    extra = {(row["country"], row["code"] or fold(row["name"])): row for row in _table(layers / "gazetteer/admin1_names.csv")}
    seen: dict[str, int] = defaultdict(int)
    # Of units that share a code the greatest bears it.
    units = sorted(_table(layers / "gazetteer/admin1.csv"), key=lambda row: -float(row["radius_km"]))
    shares = Counter((row["country"], row["code"]) for row in units if row["level"] == "1")
    for row in units:
        country, code = row["country"], row["code"]
        more = (extra.get((country, code)) if row["level"] == "1" else None) or extra.get((country, fold(row["name"])))
        if more and row["name"] and fold(more["name"]) != fold(row["name"]) and shares[country, code] > 1:
            more = None
        name = more["name"] if more else row["name"]
        if country not in iso3 or not name:
            continue
        stem = f"admin1:{country}.{code}" if code and row["level"] == "1" else f"ne:{country}.{fold(name).replace(' ', '-')}"
        seen[stem] += 1
        population = people.get((country, code), 0) if row["level"] == "1" and seen[stem] == 1 else 0
        is_small = population < SMALL_UNIT and float(row["radius_km"]) < SMALL_UNIT_KM and more is None and row["level"] == "1"
        unit = Row(
            place_id=stem if seen[stem] == 1 else f"{stem}.{seen[stem]}", name=name, kind="admin" + row["level"],
            lon=float((more or {}).get("lon") or row["lon"]), lat=float((more or {}).get("lat") or row["lat"]), country=iso3[country],
            admin1=name if row["level"] == "1" else "",
            feature_code="ADM" + row["level"], radius_km=float(row["radius_km"]), flags=0 if is_small else OURS,
            geonameid=int(row["geonameid"] or 0), population=population,
        )  # fmt: skip
        _name_unit(unit, row, more)
        yield unit


def _name_unit(unit: Row, row: Mapping[str, str], more: Mapping[str, str] | None) -> None:
    """Add the names of the table of units, and those that we compiled for it."""
    unit.add("p", told_apart([unit.name, bare(unit.name)]))
    aliases = _split(more["aliases"]) if more else []
    unit.add("x" if row["code"] == "DC" else "s", [alias for alias in aliases if alias.endswith(".") or _is_code(alias)])
    unit.add("a", aliases)
    unit.add("v" if unit.population < GREAT_UNIT else "a", told_apart(bare(alias) for alias in _split(row["aliases"])))
    unit.add("v", told_apart(bare(other) for other in _split(row["other_names"])))
    unit.add("s", [row["code"]] if row["country"] == "US" and row["level"] == "1" else [])


def _counties(layers: Path, states: Mapping[str, str], taken: Collection[str]) -> Iterator[Row]:
    counties = _table(layers / "gazetteer/us_counties.csv")
    bearers = Counter(_COUNTY.sub("", row["name"]) for row in counties)
    for row in counties:
        county = Row(
            place_id=f"fips:{row['fips']}", name=row["name"], kind="admin2", lon=float(row["lon"]), lat=float(row["lat"]), country="USA",
            admin1=states.get(row["state"], ""), feature_code="ADM2", radius_km=float(row["radius_km"]),
        )  # fmt: skip
        county.add("p", [row["name"]])
        alone = _COUNTY.sub("", row["name"])
        # Broward and Cuyahoga are met without their County; the thirty Washingtons are not, nor what is better known for something else.
        county.add("v", [alone] if bearers[alone] == 1 and fold(alone) not in taken else [])
        yield county


def _capitals(geonames: Path) -> set[tuple[str, str]]:
    countries = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
    return {(iso2, fold(country["capital"])) for iso2, country in countries.items() if country["capital"]}


def _towns(layers: Path, geonames: Path, cities: list[dict[str, Any]], admin1: Mapping[tuple[str, str], str]) -> Iterator[Row]:
    iso3 = _iso3(geonames)
    capitals = _capitals(geonames)
    exonyms = {row["geonameid"]: _split(row["exonyms"]) for row in _table(layers / "gazetteer/exonyms.csv")}
    for city in cities:
        population = int(city["population"])
        town = Row(
            place_id=f"geonames:{city['geonameid']}", name=city["name"], kind="populated_place", lon=float(city["longitude"]),
            lat=float(city["latitude"]), country=iso3.get(city["countrycode"], ""), population=population,
            admin1=admin1.get((city["countrycode"], city["admin1code"]), ""), geonameid=int(city["geonameid"]),
            radius_km=max(1.0, math.sqrt(population / 4000 / math.pi)), forms=len(city["alternatenames"]),
        )  # fmt: skip
        if (city["countrycode"], fold(city["name"])) in capitals and population >= CAPITAL_POPULATION:
            town.flags |= CAPITAL
        town.add("p", [city["name"]])
        town.add("a", exonyms.get(str(city["geonameid"]), []))
        town.add("v", [other for other in city["alternatenames"] if is_readable(other)])
        yield town


def _fact_places(layers: Path, geonames: Path) -> Iterator[Row]:
    iso3 = _iso3(geonames)
    for row in _table(layers / "facts/places.csv"):
        if row["kind"] in ("country", "border"):
            continue
        kind = _FACT_KINDS[row["kind"]]
        name = bare(row["name"])
        place = Row(
            place_id=f"geonames:{row['geonameid']}" if row["geonameid"] else f"fact:{fold(row['name']).replace(' ', '-')}", name=name,
            kind=kind, lon=float(row["lon"]), lat=float(row["lat"]), country=iso3[row["country"]], admin1=row["admin1"],
            geonameid=int(row["geonameid"] or 0), radius_km=_PRECISION_KM[row["confidence"]] * (20 if kind in ("admin1", "admin2") else 1),
            flags=OURS | (SPELLING if row["admin1"] else 0) | (SENSITIVE if "albergue" in row["aliases"] else 0),
        )  # fmt: skip
        place.add("p", [name])
        aliases = [alias for alias in _split(row["aliases"]) if "(nearby)" not in alias]
        place.add("a", [bare(alias) if kind in _UNITS else without_brackets(alias) for alias in aliases])
        yield place


def _fact_crossings(layers: Path, geonames: Path, borders: Mapping[str, str]) -> Iterator[Row]:
    iso3 = _iso3(geonames)
    for row in _table(layers / "facts/crossings.csv"):
        sides = row["side"].split("/")
        group = row["id"].partition(":")[0]
        is_crossing = group == "xing" or "complejo" in row["id"]
        sensitive = group == "mil" or "rregular" in row["type"] + row["name"]
        place = Row(
            place_id=row["id"], name=row["name_en"] or row["name"], kind="crossing" if is_crossing else "facility",
            lon=float(row["lon"]), lat=float(row["lat"]), country=iso3[sides[0]] if len(sides) == 1 else "",
            border_id=borders.get(row["side"], ""), radius_km=_PRECISION_KM[row["confidence"]],
            flags=OURS | (SPELLING if is_crossing else 0) | (SENSITIVE if sensitive else 0),
        )  # fmt: skip
        aliases = [without_brackets(alias) for alias in _split(row["aliases"])]
        place.add("o" if group == "mil" else "p", [without_brackets(row[column]) for column in ("name", "name_es", "name_en")])
        place.add("k", borne([row["name_es"], row["name_en"], *aliases]))
        place.add("o" if group == "mil" else "a", [alias for alias in aliases if not (alias.isupper() and len(alias) < LONGEST_CODE)])
        yield place


def _monuments(layers: Path) -> Iterator[Row]:
    for row in _table(layers / "facts/border_points.csv"):
        if row["kind"] == "hito":
            monument = Row(
                place_id=f"hito:{row['number']}", name=row["name"], kind="border", lon=float(row["lon"]), lat=float(row["lat"]),
                border_id="PER-CHL", radius_km=0.1, flags=OURS,
            )  # fmt: skip
            monument.add("p", [row["name"]])
            yield monument


def _features(layers: Path, geonames: Path) -> Iterator[Row]:
    iso3 = _iso3(geonames)
    for row in _table(layers / "gazetteer/features.csv"):
        place = Row(
            place_id=row["id"], name=without_brackets(row["name"]), kind=_FEATURE_KINDS[row["kind"]],
            lon=float(row["lon"]), lat=float(row["lat"]),
            country=iso3.get(row["country"], ""), feature_code=_FEATURE_CODES.get(row["kind"], ""), radius_km=float(row["radius_km"]),
            flags=OURS,
        )  # fmt: skip
        place.add("p", [without_brackets(row["name"])])
        aliases = [without_brackets(alias) for alias in _split(row["aliases"])]
        place.add("a", aliases)
        place.add("d", [form for demonym in _split(row["demonyms"]) for form in inflected(demonym)])
        if row["kind"] in ("crossing", "facility"):
            place.add("k", borne([row["name"], *aliases]))
        yield place


def _airports(layers: Path, geonames: Path) -> Iterator[Row]:
    iso3 = _iso3(geonames)
    for row in _table(layers / "gazetteer/airports.csv"):
        name, city = row["name"], row["city"]
        airport = Row(
            place_id=f"iata:{row['iata']}", name=f"{name} International Airport", kind="facility", lon=float(row["lon"]),
            lat=float(row["lat"]), country=iso3.get(row["country"], ""), feature_code="AIRP", radius_km=3.0,
        )  # fmt: skip
        airport.add("p", [f"{name} International Airport", f"{name} Airport"])
        airport.add("a", [f"Aeropuerto Internacional {name}", f"Aeropuerto {name}", f"Aeropuerto Internacional de {name}"])
        # Jorge Chávez is the airport where the words around it say so; Lima is Lima.
        airport.add("k", [name] if " " in name and fold(name) != fold(city) and fold(city) not in fold(name) else [])
        yield airport


def _borders(layers: Path, geonames: Path) -> dict[str, str]:
    """Map ``PE/CL`` as the tables write it to the border id."""
    path = layers / "borders.csv"
    known = {row["border_id"] for row in _table(path)} if path.is_file() else {"PER-CHL"}
    iso3 = _iso3(geonames)
    pairs = {}
    for sides in {row["side"] for row in _table(layers / "facts/crossings.csv") if row["side"].count("/") == 1}:
        a, b = (iso3[side] for side in sides.split("/"))
        pairs[sides] = next((border for border in (f"{a}-{b}", f"{b}-{a}") if border in known), "")
    return pairs


def _twin(town: Row, twins: Mapping[tuple[str, str], Row]) -> Row | None:
    """Find the fact that is this town although its table does not give the town's number in GeoNames."""
    fact = twins.get((town.country, fold(town.name)))
    return fact if fact and abs(fact.lon - town.lon) + abs(fact.lat - town.lat) < SAME_TOWN_DEGREES else None


def gather(layers: Path, geonames: Path) -> list[Row]:
    """Read all tables into rows, facts first; a GeoNames town that is a fact too is one place with the fact's point and kind."""
    borders = _borders(layers, geonames)
    cities = list(json.loads((geonames / "cities500.json").read_text(encoding="utf-8")).values())
    units = list(_admin1(layers, geonames, _unit_populations(cities)))
    codes = {tuple(unit.place_id.removeprefix("admin1:").split(".", 1)): unit.name for unit in units if unit.place_id.startswith("admin1:")}
    states = {code: name for (country, code), name in codes.items() if country == "US"}
    rows: dict[str, Row] = {}
    unit_ids = {unit.place_id for unit in units}
    unit_keys = {(unit.country, unit.kind, fold(bare(unit.name))): unit for unit in units}
    facts = [*_fact_places(layers, geonames), *_fact_crossings(layers, geonames, borders), *_features(layers, geonames)]
    facts += _monuments(layers)
    for row in [*_countries(layers, geonames), *units, *facts]:
        is_fact = row.kind == "admin1" and row.place_id not in unit_ids
        same = unit_keys.get((row.country, row.kind, fold(bare(row.name)))) if is_fact else None
        if same is not None:
            same.add("a", row.names)
        else:
            rows[row.place_id] = row
    twins = {(row.country, fold(row.name)): row for row in facts if not row.geonameid and row.kind == "populated_place"}
    for row in _towns(layers, geonames, cities, {(country, code): name for (country, code), name in codes.items()}):
        known = rows.get(row.place_id) or _twin(row, twins)
        if known is None:
            rows[row.place_id] = row
        else:
            known.flags |= row.flags & CAPITAL
            known.population, known.admin1, known.geonameid = row.population, row.admin1 or known.admin1, row.geonameid
            known.forms = row.forms
            for name, role in row.names.items():
                known.add("v" if role == "p" else role, [name])
    rows |= {row.place_id: row for row in _airports(layers, geonames)}
    taken = {fold(name) for row in rows.values() if row.flags & OURS or row.population > TAKEN_POPULATION for name in row.names}
    for row in _counties(layers, states, taken):
        rows[row.place_id] = row
    return sorted(rows.values(), key=lambda row: (not row.flags & OURS, row.country, row.admin1, fold(row.name), row.place_id))
