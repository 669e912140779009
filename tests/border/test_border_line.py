"""Borders: kilometre, offset, side, stretches, names."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from shapely import get_coordinates
from shapely.geometry import LineString, Point

from mapper.border import available_borders, border_between, border_label_point, canonical_border_id, load_border
from mapper.errors import LayerError

GEOD = Geod(ellps="WGS84")
PER_CHL = load_border("PER-CHL")
KMS = st.floats(0.0, 167.7)


def test_the_border_is_167_7_km_long() -> None:
    assert PER_CHL.length_km == pytest.approx(167.70, abs=0.01)


def test_kilometre_0_is_at_monument_1() -> None:
    assert PER_CHL.point_at(0.0) == (-70.376316, -18.350117)
    assert PER_CHL.monument_km(1) == 0.0


def test_the_tripoint_is_at_the_end() -> None:
    assert PER_CHL.locate(-69.468457, -17.498383).chainage_km == pytest.approx(167.7, abs=0.01)
    assert PER_CHL.monument_km(80) == pytest.approx(167.7, abs=0.01)


def test_the_road_crosses_at_kilometre_8_1() -> None:
    (crossing,) = PER_CHL.crossings
    assert crossing.place_id == "xing:santa-rosa-chacalluta"
    assert crossing.chainage_km == pytest.approx(8.1, abs=0.05)


def test_a_crossing_stands_on_the_line() -> None:
    position = PER_CHL.locate(-70.314126, -18.310434)
    assert position.side == "line"
    assert position.nearest_crossing_km == pytest.approx(0.0, abs=0.001)


def test_the_railway_is_no_crossing_for_everyone() -> None:
    assert PER_CHL.locate(-70.325484, -18.313061).nearest_crossing == "Concordia border crossing"


def test_the_triangle_west_of_monument_1_is_on_nobody_s_side() -> None:
    assert PER_CHL.side(-70.3777, -18.3508) == "disputed"


def test_monument_1_itself_is_on_the_line() -> None:
    assert PER_CHL.side(-70.376316, -18.350117) == "line"


def test_bolivia_is_a_side_of_its_own() -> None:
    assert PER_CHL.side(-68.1336, -16.4957) == "BOL"


def test_the_open_sea_is_on_no_side() -> None:
    assert PER_CHL.side(-72.0, -18.35) is None


def test_where_the_line_runs_back_west_the_polygon_tells_the_side() -> None:
    monument_50 = next(m for m in PER_CHL.monuments if m.number == 50)
    assert PER_CHL.side(monument_50.lon - 0.02, monument_50.lat) == "PER"
    assert PER_CHL.side(monument_50.lon + 0.02, monument_50.lat) == "CHL"


@given(KMS)
def test_a_point_at_a_kilometre_is_located_at_that_kilometre(km: float) -> None:
    lon, lat = PER_CHL.point_at(km)
    position = PER_CHL.locate(lon, lat)
    assert position.chainage_km == pytest.approx(km, abs=0.001)
    assert position.offset_km == pytest.approx(0.0, abs=0.001)
    assert position.side == "line"


@given(KMS, KMS)
def test_a_stretch_is_as_long_as_its_kilometres_say(a: float, b: float) -> None:
    lons, lats = get_coordinates(PER_CHL.stretch(a, b)).T
    assert GEOD.line_length(lons, lats) / 1000 == pytest.approx(abs(a - b), abs=0.002)


@given(KMS, KMS)
def test_a_stretch_is_the_same_in_both_orders(a: float, b: float) -> None:
    assert PER_CHL.stretch(a, b).equals_exact(PER_CHL.stretch(b, a), 1e-6)


@given(st.floats(-70.9, -69.2), st.floats(-18.9, -17.1))
def test_kilometre_and_offset_agree_with_utm(lon: float, lat: float) -> None:
    to_utm = Transformer.from_crs("EPSG:4326", "EPSG:32719", always_xy=True)
    line = LineString(list(zip(*to_utm.transform(*get_coordinates(PER_CHL.line).T), strict=True)))
    point = Point(to_utm.transform(lon, lat))
    position = PER_CHL.locate(lon, lat)
    assert position.offset_km == pytest.approx(line.distance(point) / 1000, rel=0.004, abs=0.02)


@given(st.floats(-200, 400))
def test_kilometres_outside_the_line_give_its_ends(km: float) -> None:
    lon, lat = PER_CHL.point_at(km)
    west, south, east, north = PER_CHL.line.bounds
    assert west <= lon <= east
    assert south <= lat <= north


def test_a_stretch_between_monuments_runs_through_those_between_them() -> None:
    stretch = PER_CHL.stretch(PER_CHL.monument_km(1), PER_CHL.monument_km(16))
    assert all(stretch.distance(Point(m.lon, m.lat)) < 1e-5 for m in PER_CHL.monuments[:16])


def test_an_unknown_monument_is_named_with_those_known() -> None:
    with pytest.raises(LayerError, match="PER-CHL: no monument 95; those known are 1 to 80"):
        PER_CHL.monument_km(95)


def test_an_unknown_border_is_named_with_the_country_s_borders() -> None:
    with pytest.raises(LayerError, match=r"PER-JPN: no land border .* BOL-PER"):
        load_border("PER-JPN")


def test_the_codes_of_a_border_are_read_in_both_orders() -> None:
    assert load_border("chl-per") is load_border("PER-CHL")
    assert canonical_border_id("USA-MEX") == "MEX-USA"


def test_two_countries_without_a_land_border_have_none() -> None:
    assert border_between("PER", "AUS") is None


@pytest.mark.parametrize("border_id", [b for b in available_borders() if b != "PER-CHL"])
def test_codes_of_other_borders_stand_in_alphabetical_order(border_id: str) -> None:
    a, b = border_id.split("-")
    assert a < b


def test_every_land_border_loads_with_a_length() -> None:
    assert all(load_border(border_id).length_km > 0 for border_id in available_borders())


def test_a_label_point_stands_on_the_line() -> None:
    lon, lat = border_label_point("PER-CHL")
    assert PER_CHL.locate(lon, lat).offset_km < 0.001


@pytest.mark.parametrize(("border_id", "lon", "lat", "km"), [
    ("BOL-CHL", -68.6, -19.6, 450), ("MEX-USA", -105.5, 29.5, 1200), ("BLR-POL", 23.7, 52.9, 150), ("COL-PAN", -77.3, 8.0, 110),
    ("PER-CHL", -69.95, -18.0, 110),
])  # fmt: skip
def test_a_label_point_is_where_readers_expect_it(border_id: str, lon: float, lat: float, km: float) -> None:
    assert GEOD.inv(*border_label_point(border_id), lon, lat)[2] / 1000 < km


@pytest.mark.parametrize(("border_id", "end"), [
    ("BOL-CHL", (-67.19, -22.82)), ("MEX-USA", (-97.14, 25.97)), ("BLR-POL", (23.61, 51.52)), ("COL-VEN", (-66.85, 1.23)),
])  # fmt: skip
def test_kilometre_0_of_another_border_is_its_southern_end(border_id: str, end: tuple[float, float]) -> None:
    assert load_border(border_id).point_at(0.0) == pytest.approx(end, abs=0.05)


def test_a_border_of_several_parts_is_as_long_as_its_parts() -> None:
    border = load_border("CAN-USA")
    parts = [GEOD.line_length(*get_coordinates(part).T) / 1000 for part in border.line.geoms]
    assert border.length_km == pytest.approx(sum(parts), rel=0.001)


def test_a_stretch_over_a_gap_keeps_the_gap() -> None:
    border = load_border("CAN-USA")
    assert border.stretch(0.0, border.length_km).geom_type == "MultiLineString"


@pytest.mark.parametrize("border_id", ["IND-PAK", "ESH-MAR", "ISR-SYR", "SRB-XKX"])
def test_a_disputed_border_says_so(border_id: str) -> None:
    assert load_border(border_id).status == "disputed"


@pytest.mark.parametrize(("border_id", "lon", "lat", "side"), [
    ("MEX-USA", -106.485, 31.9, "USA"), ("MEX-USA", -106.42, 31.5, "MEX"), ("BLR-POL", 23.1, 53.13, "POL"), ("COL-VEN", -72.1, 7.77, "VEN"),
])  # fmt: skip
def test_sides_of_other_borders(border_id: str, lon: float, lat: float, side: str) -> None:
    assert load_border(border_id).side(lon, lat) == side


def test_names_of_borders_are_asked_without_importing_shapely_or_numpy() -> None:
    code = "import sys, mapper.border as b; b.border_label_point('PER-CHL'); sys.exit('shapely' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own interpreter and words
