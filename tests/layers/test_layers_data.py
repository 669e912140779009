"""What the bundled layers promise."""

import csv
import hashlib
import json
import math
import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import LineString, Point, shape

from mapper.border import available_borders, border_between, load_atlas, load_border
from mapper.layers import describe, layers_dir, read_layer

GEOD = Geod(ellps="WGS84")
LAYERS = layers_dir()
PACKAGE = json.loads((LAYERS / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = PACKAGE["resources"]
ISO3 = {"PE": "PER", "CL": "CHL", "BO": "BOL"}


def facts(name: str) -> list[dict[str, str]]:
    with (LAYERS / "facts" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features(name: str) -> list[dict[str, Any]]:
    return json.loads((LAYERS / name).read_text(encoding="utf-8"))["features"]


@pytest.mark.parametrize("resource", [r for r in RESOURCES if r["installed"]], ids=lambda r: r["path"])
def test_a_file_has_the_hash_and_the_size_that_its_papers_say(resource: dict[str, Any]) -> None:
    data = (LAYERS / resource["path"]).read_bytes()
    assert (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}") == (resource["bytes"], resource["hash"])


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda r: r["path"])
def test_a_file_has_title_source_licence_date_and_step(resource: dict[str, Any]) -> None:
    assert all(resource[key] for key in ("title", "source", "licence", "date", "step"))


def test_every_data_file_in_the_folder_is_described() -> None:
    undescribed = {".py", ".md", ".idx", ".pyc"}
    found = {p.relative_to(LAYERS).as_posix() for p in LAYERS.rglob("*") if p.is_file() and p.suffix not in undescribed}
    assert found - {"datapackage.json"} <= {resource["path"] for resource in RESOURCES}


def test_files_with_positions_say_their_coordinate_system_and_precision() -> None:
    spatial = [r for r in RESOURCES if r["path"].endswith("json")]
    assert all(r["crs"] == "EPSG:4326" and r["precision_m"] > 0 for r in spatial)


def test_the_peru_chile_border_is_167_7_km_long() -> None:
    (feature,) = features("border_per_chl.geojson")
    lons, lats = zip(*feature["geometry"]["coordinates"], strict=True)
    assert GEOD.line_length(lons, lats) / 1000 == pytest.approx(167.7, abs=0.3)


def test_the_border_runs_through_all_80_monuments() -> None:
    (feature,) = features("border_per_chl.geojson")
    monuments = [f["geometry"]["coordinates"] for f in features("monuments.geojson")]
    assert feature["geometry"]["coordinates"] == monuments
    assert len(monuments) == 80


def test_monuments_are_numbered_from_1_to_80_along_the_line() -> None:
    rows = [f["properties"] for f in features("monuments.geojson")]
    assert [row["number"] for row in rows] == list(range(1, 81))
    assert [row["chainage_km"] for row in rows] == sorted(row["chainage_km"] for row in rows)


def test_the_disputed_triangle_covers_37691_square_metres() -> None:
    (triangle,) = [f for f in features("western_end.geojson") if f["properties"]["id"] == "land-triangle"]
    area = abs(GEOD.geometry_area_perimeter(shape(triangle["geometry"]))[0])
    assert area == pytest.approx(37_691, abs=50)


def test_two_dashed_readings_leave_monument_1_to_the_west() -> None:
    stubs = [f for f in features("western_end.geojson") if f["geometry"]["type"] == "LineString"]
    assert [f["properties"]["style"] for f in stubs] == ["dashed", "dashed"]
    assert {tuple(f["geometry"]["coordinates"][0]) for f in stubs} == {(-70.376316, -18.350117)}


@pytest.mark.parametrize("row", [r for r in facts("crossings.csv") if r["side"] in ISO3 and r["dist_to_border_m"]], ids=lambda r: r["id"])
def test_a_fact_lies_on_the_side_that_it_says(row: dict[str, str]) -> None:
    side = load_border("PER-CHL").side(float(row["lon"]), float(row["lat"]))
    assert side in {ISO3[row["side"]], "line"}


@pytest.mark.parametrize("row", [r for r in facts("crossings.csv") if r["dist_to_border_m"]], ids=lambda r: r["id"])
def test_a_fact_lies_at_the_kilometre_and_distance_that_it_says(row: dict[str, str]) -> None:
    position = load_border("PER-CHL").locate(float(row["lon"]), float(row["lat"]))
    assert position.chainage_km == pytest.approx(float(row["km_along_from_hito1"]), abs=0.25)
    assert 1000 * position.offset_km == pytest.approx(float(row["dist_to_border_m"]), rel=0.01, abs=60)


@pytest.mark.parametrize("row", [r for r in facts("places.csv") if r["admin1"] in {"Tacna", "Arica y Parinacota"}], ids=lambda r: r["name"])
def test_a_place_beside_the_border_lies_on_its_country_s_side(row: dict[str, str]) -> None:
    border = load_border("PER-CHL")
    lon, lat = float(row["lon"]), float(row["lat"])
    third = border.side(lon, lat) == "BOL"  # Natural Earth's line with Bolivia is 2 km off, which a village by it may show
    assert border.side(lon, lat) == ISO3[row["country"]] or (third and row["confidence"] == "low")


def test_ids_of_crossings_and_facilities_are_unique() -> None:
    ids = [f["properties"]["id"] for f in features("crossings.geojson")]
    assert len(ids) == len(set(ids)) == 61


def test_ids_of_regions_countries_and_borders_are_unique() -> None:
    for name in ("regions", "regions_world", "countries", "borders"):
        table = read_layer(name)
        assert table["id"].is_unique, name


def test_every_polygon_is_valid() -> None:
    for name in ("regions", "regions_world", "countries", "zones", "disputed"):
        assert read_layer(name).geometry.is_valid.all(), name


def test_tacna_and_arica_meet_exactly_on_our_line() -> None:
    regions = read_layer("regions").set_index("id").geometry
    (feature,) = features("border_per_chl.geojson")
    line = LineString(feature["geometry"]["coordinates"])
    for ident in ("PE.23", "CL.16"):
        assert regions[ident].boundary.intersection(line).length == pytest.approx(line.length, abs=1e-9)
    assert regions["PE.23"].intersection(regions["CL.16"]).area == 0


def test_peru_and_chile_meet_exactly_on_our_line() -> None:
    countries = read_layer("countries").set_index("id").geometry
    (feature,) = features("border_per_chl.geojson")
    line = LineString(feature["geometry"]["coordinates"])
    assert countries["PER"].boundary.intersection(countries["CHL"].boundary).length == pytest.approx(line.length, abs=1e-9)


def test_the_disputed_triangle_is_part_of_neither_country() -> None:
    countries = read_layer("countries").set_index("id").geometry
    inside = Point(-70.3777, -18.3508)
    assert not countries["PER"].covers(inside)
    assert not countries["CHL"].covers(inside)


@pytest.mark.parametrize(("lon", "lat", "country"), [
    (-70.3147, -18.3155, "CHL"),  # Chacalluta border complex
    (-70.3165, -18.3075, "PER"),  # Santa Rosa border complex
    (-70.3387, -18.3485, "CHL"),  # Arica airport
    (-69.4775, -17.5953, "CHL"),  # Visviri
    (-69.4331, -17.5947, "BOL"),  # Charaña
    (-70.2536, -18.0146, "PER"),  # Tacna
])  # fmt: skip
def test_known_points_fall_in_their_country(lon: float, lat: float, country: str) -> None:
    assert load_atlas().country_at(lon, lat) == country


def test_the_zones_divide_the_border_between_three_districts() -> None:
    rows = [f["properties"] for f in features("zones.geojson")]
    assert [(r["chainage_from_km"], r["chainage_to_km"]) for r in rows] == [(0.0, 7.0), (7.0, 85.0), (85.0, 167.7)]
    assert all("schematic" in r["note_en"] and "esquemático" in r["note_es"] for r in rows)


def test_the_zones_lie_within_tacna_region_and_do_not_overlap() -> None:
    zones = read_layer("zones").geometry
    tacna = read_layer("regions").set_index("id").geometry["PE.23"]
    assert all(zone.difference(tacna).area < 1e-6 for zone in zones)
    assert sum(zone.area for zone in zones) == pytest.approx(zones.union_all().area, rel=1e-4)


@pytest.mark.parametrize(("district", "lon", "lat"), [("La Yarada-Los Palos", -70.43917, -18.28611), ("Palca", -69.95972, -17.77833)])
def test_a_district_capital_lies_in_its_zone(district: str, lon: float, lat: float) -> None:
    zones = read_layer("zones").set_index("name").geometry
    assert zones[district].contains(Point(lon, lat))


def test_army_units_are_shown_in_their_garrison_town() -> None:
    shown = {f["properties"]["id"]: f["geometry"]["coordinates"] for f in features("crossings.geojson")}
    assert shown["mil:cl-solo-de-saldivar"] == shown["mil:cl-ba1-coraceros"]


def test_a_sensitive_stretch_is_shown_on_the_grid_not_where_it_is() -> None:
    (row,) = [r for r in facts("crossings.csv") if r["id"] == "area:campo-minado-10-14"]
    shown = {f["properties"]["id"]: f["geometry"]["coordinates"] for f in features("crossings.geojson")}
    metres = GEOD.inv(*shown[row["id"]], float(row["lon"]), float(row["lat"]))[2]
    assert 0 < metres <= 3_600


def test_every_area_in_dispute_says_why() -> None:
    assert all(f["properties"]["reason"] and f["properties"]["style"] == "dashed" for f in features("disputed.geojson"))


def test_crimea_western_sahara_kashmir_and_the_golan_are_in_dispute() -> None:
    assert {"crimea", "western-sahara", "kashmir", "golan"} <= {f["properties"]["id"] for f in features("disputed.geojson")}


@pytest.mark.parametrize("row", facts("disputed.csv"), ids=lambda r: r["id"])
def test_the_borders_of_a_dispute_exist(row: dict[str, str]) -> None:
    assert all(border_between(*pair.split("-")) == pair for pair in row["borders"].split(";") if pair)


def test_no_country_jumps_over_the_180th_meridian() -> None:
    for name in ("countries", "borders"):
        for geometry in read_layer(name).geometry:
            for part in getattr(geometry, "geoms", [geometry]):
                ring = getattr(part, "exterior", part).coords
                longest = max(abs(a[0] - b[0]) for a, b in pairwise(ring))
                assert longest < 180 or min(lat for _, lat in ring) < -80


def test_a_label_point_stands_on_its_border() -> None:
    for border_id in available_borders():
        border = load_border(border_id)
        lon, lat = border.point_at(border.length_km / 2)
        assert border.chainage(lon, lat)[1] < 0.2
        assert math.isfinite(lon + lat)


@pytest.mark.skipif(not (LAYERS / "build.py").is_file(), reason="the build script is part of the checkout only")
@pytest.mark.skipif(PACKAGE["geos"] != shapely.geos_version_string, reason="another version of GEOS cuts polygons to other last digits")
def test_the_build_gives_what_is_committed() -> None:
    done = subprocess.run([sys.executable, LAYERS / "build.py", "--check"], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert (done.returncode, done.stderr) == (0, "")


def test_the_layers_stay_small() -> None:
    assert sum(layer.size for layer in describe() if not layer.path.startswith("gazetteer")) < 6_000_000


def gazetteer(name: str) -> list[dict[str, str]]:
    with (LAYERS / "gazetteer" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_nearly_all_first_level_units_have_a_geonames_number() -> None:
    units = [row for row in gazetteer("admin1.csv") if row["level"] == "1" and row["code"] not in ("", "00")]
    assert sum(bool(row["geonameid"]) for row in units) > 0.97 * len(units) > 3600


def test_every_unit_has_a_point_and_a_radius() -> None:
    units = gazetteer("admin1.csv")
    assert all(-180 <= float(row["lon"]) <= 180 and -90 <= float(row["lat"]) <= 90 and float(row["radius_km"]) > 0 for row in units)


@pytest.mark.parametrize(("code", "number"), [("PE.23", "3928127"), ("CL.16", "6693562"), ("BO.04", "3911924"), ("IT.18", "3165048")])
def test_units_have_the_numbers_that_geonames_gives_them(code: str, number: str) -> None:
    units = [row for row in gazetteer("admin1.csv") if row["level"] == "1"]
    assert number in {row["geonameid"] for row in units if f"{row['country']}.{row['code']}" == code}
