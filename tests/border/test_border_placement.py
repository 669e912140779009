"""Events placed: honest geometry for what the text says."""

from dataclasses import replace
from typing import Any

import pytest
from shapely.geometry import Point

from mapper.border import load_atlas, load_border, place_event
from mapper.border.coarse import coarse_position
from mapper.border.placement import placement_of
from mapper.records import Article, Event, Evidence, Location, Place, PlaceKind, Placement, Toponym, Where

ATLAS = load_atlas()


def located(name: str, kind: PlaceKind, lon: float, lat: float, country: str | None = None, **more: Any) -> Location:  # noqa: ANN401
    place = Place(place_id=more.pop("place_id", f"test:{name}"), name=name, kind=kind, lon=lon, lat=lat, country=country, **more)
    return Location(toponym=Toponym(text=name, start=0, end=len(name)), place=place, confidence=1.0)


def placed(location: Location | None = None, *, exact: bool = False, **where: Any) -> Placement | None:  # noqa: ANN401
    return placement_of(Where(location=location, **where), atlas=ATLAS, exact=exact)


ARICA = located("Arica", "populated_place", -70.29792, -18.4746, "CHL", population=200_000)
CHACALLUTA = located("Chacalluta border complex", "facility", -70.3147, -18.3155, "CHL", place_id="fac:complejo-chacalluta")
CROSSING = located("Concordia border crossing", "crossing", -70.314126, -18.310434, place_id="xing:santa-rosa-chacalluta")
DISTRICTS = (
    located("La Yarada Los Palos", "admin3", -70.43917, -18.28611, "PER"),
    located("Tacna", "admin3", -70.2536, -18.0146, "PER"),
    located("Palca", "admin3", -69.95972, -17.77833, "PER"),
)
BRIGADE = located("Solo de Saldívar", "facility", -70.275, -18.49, "CHL", place_id="mil:cl-solo-de-saldivar", sensitive=True)
TRAIL = located("A trail past the line", "facility", -70.299, -18.309, sensitive=True)


def test_an_event_gets_its_placement_and_keeps_the_rest() -> None:
    article = Article(article_id="a", text="Chile closed the crossing.", lang="en")
    evidence = Evidence(quote=article.text, start=0, end=26, trigger="closed", trigger_start=6, trigger_end=12)
    where = Where(location=CHACALLUTA)
    event = Event(
        event_id="e", event_type="closure", status="reported", evidence=evidence, article=article, confidence=0.9, where=where
    )
    done = place_event(event, atlas=ATLAS)
    assert done.placement is not None
    assert replace(done, placement=None) == event


def test_an_event_without_a_place_is_not_drawn() -> None:
    assert placed() is None


def test_the_border_is_drawn_as_the_whole_line() -> None:
    placement = placed(border_id="PER-CHL", relation="border")
    assert placement.location_type == "border_line"
    assert placement.geometry.equals(load_border("PER-CHL").line)
    assert (placement.chainage_from_km, placement.chainage_to_km, placement.geo_precision) == (0.0, 167.7, 3)


def test_the_point_of_a_whole_border_stands_on_it() -> None:
    placement = placed(border_id="PER-CHL", relation="border")
    assert placement.geometry.distance(Point(placement.lon, placement.lat)) < 1e-6


def test_the_codes_of_the_border_may_come_in_the_other_order() -> None:
    assert placed(border_id="CHL-PER", relation="border").border_id == "PER-CHL"


def test_a_border_that_does_not_exist_is_not_drawn() -> None:
    assert placed(border_id="JPN-PER", relation="border") is None


def test_a_whole_border_lies_on_the_line_unless_the_text_names_a_side() -> None:
    assert placed(border_id="PER-CHL", relation="border").side == "line"
    assert placed(border_id="PER-CHL", relation="border", side="PER").side == "PER"
    assert placed(border_id="PER-CHL", relation="border", side="PER").country == "PER"


def test_a_place_of_kind_border_is_the_line() -> None:
    border = located("Peru-Chile border", "border", -69.76, -18.0, border_id="PER-CHL")
    assert placed(border).location_type == "border_line"


def test_a_stretch_between_monuments_is_that_part_of_the_line() -> None:
    placement = placed(border_id="PER-CHL", relation="stretch", stretch=(1, 16))
    assert (placement.location_type, placement.geo_precision) == ("border_segment", 2)
    assert (placement.chainage_from_km, placement.chainage_to_km) == (0.0, 14.31)
    assert placement.geometry.length < load_border("PER-CHL").line.length / 10


def test_a_stretch_longer_than_50_km_is_less_precise() -> None:
    assert placed(border_id="PER-CHL", relation="stretch", stretch=(1, 60)).geo_precision == 3


def test_a_stretch_between_unknown_monuments_falls_back_to_the_line() -> None:
    assert placed(border_id="PER-CHL", relation="stretch", stretch=(1, 99)).location_type == "border_line"


def test_a_named_stretch_is_drawn_as_a_stretch_not_as_its_label_point() -> None:
    named = located("Deployment stretch", "facility", -70.3309, -18.3147, "PER", place_id="area:hito1-16", border_id="PER-CHL")
    assert (placed(named).location_type, placed(named).chainage_to_km) == ("border_segment", 14.31)


def test_districts_of_a_decree_are_drawn_as_zones() -> None:
    placement = placed(relation="zones", zones=DISTRICTS)
    assert (placement.location_type, placement.country, placement.admin1) == ("zone", "PER", "Tacna")
    assert (placement.chainage_from_km, placement.chainage_to_km) == (0.0, 167.7)
    assert placement.geometry.contains(Point(placement.lon, placement.lat))


def test_one_district_is_drawn_as_one_zone() -> None:
    placement = placed(relation="zones", zones=DISTRICTS[2:])
    assert (placement.location, placement.chainage_from_km) == ("Palca", 85.0)


def test_districts_away_from_the_border_are_drawn_as_their_place() -> None:
    lima = located("Lima", "populated_place", -77.0428, -12.0464, "PER")
    assert placed(lima, relation="zones", zones=(lima,)).location_type == "populated_place"


def test_a_country_has_a_label_point_and_no_geometry() -> None:
    placement = placed(located("Chile", "country", -71.0, -30.0, "CHL"), border_id="PER-CHL")
    assert (placement.geometry, placement.geo_precision, placement.lon, placement.uncertainty_m) == (None, 3, -71.0, None)


def test_a_region_is_drawn_as_its_polygon() -> None:
    placement = placed(located("Tacna", "admin1", -70.3, -17.65, "PER", place_id="admin1:PE.23"))
    assert (placement.location_type, placement.admin1, placement.uncertainty_m) == ("admin1", "Tacna", None)
    assert placement.geometry.contains(Point(placement.lon, placement.lat))


def test_a_region_of_another_country_is_found_by_its_name() -> None:
    placement = placed(located("Texas", "admin1", -99.25, 31.25, "USA"))
    assert placement.geometry.contains(Point(-98.5, 29.4))


def test_the_northern_macrozone_is_its_three_regions_together() -> None:
    area = placed(located("Macrozona Norte", "region", -69.6, -20.2, "CHL")).geometry
    assert all(area.contains(Point(*point)) for point in ((-69.7, -18.4), (-69.4, -20.3), (-69.0, -23.5)))


def test_a_town_is_a_point_with_a_ring() -> None:
    placement = placed(ARICA)
    assert (placement.location_type, placement.geo_precision, placement.uncertainty_m) == ("populated_place", 1, 5000.0)
    assert placement.geometry == Point(-70.29792, -18.4746)


def test_a_border_complex_is_told_by_kilometre_offset_side_and_crossing() -> None:
    placement = placed(CHACALLUTA)
    assert (placement.border_id, placement.side, placement.country) == ("PER-CHL", "CHL", "CHL")
    assert placement.chainage_km == pytest.approx(8.0, abs=0.1)
    assert placement.offset_km == pytest.approx(0.54, abs=0.02)
    assert placement.nearest_crossing == "Concordia border crossing"


def test_a_crossing_is_on_the_line_and_in_no_country() -> None:
    assert (placed(CROSSING).side, placed(CROSSING).country) == ("line", None)


def test_a_crossing_with_a_side_is_on_that_side() -> None:
    assert (placed(CROSSING, side="PER").side, placed(CROSSING, side="PER").country) == ("PER", "PER")


def test_near_a_town_is_a_ring_around_it() -> None:
    placement = placed(ARICA, relation="near")
    assert (placement.location_type, placement.geo_precision, placement.uncertainty_m) == ("near_place", 2, 10_000.0)


def test_a_distance_without_a_bearing_is_the_radius_of_the_ring() -> None:
    placement = placed(ARICA, relation="near", distance_km=20.0)
    assert (placement.lon, placement.uncertainty_m) == (-70.29792, 20_000.0)


def test_20_km_north_of_arica_is_a_point_20_km_north_with_its_doubt() -> None:
    placement = placed(ARICA, relation="offset", distance_km=20.0, bearing_deg=0.0)
    assert placement.lat == pytest.approx(-18.4746 + 20 / 110.66, abs=0.001)
    assert placement.uncertainty_m == 5_000.0
    assert placement.location_type == "near_place"


def test_a_place_far_from_every_border_has_no_kilometre() -> None:
    lima = located("Lima", "populated_place", -77.0428, -12.0464, "PER")
    assert (placed(lima).border_id, placed(lima).chainage_km, placed(lima).side) == (None, None, None)


def test_a_place_at_another_border_is_told_by_that_one() -> None:
    colchane = located("Colchane", "populated_place", -68.6386, -19.2767, "CHL")
    assert (placed(colchane).border_id, placed(colchane).side) == ("BOL-CHL", "CHL")


def test_a_place_at_a_border_overseas_is_told_by_that_one() -> None:
    eagle_pass = located("Eagle Pass", "populated_place", -100.4995, 28.7091, "USA")
    assert (placed(eagle_pass).border_id, placed(eagle_pass).side) == ("MEX-USA", "USA")


def test_the_border_of_the_text_wins() -> None:
    arica = placed(ARICA, border_id="BOL-CHL")
    assert arica.border_id == "BOL-CHL"


def test_a_place_at_another_border_than_the_one_of_the_text_is_told_by_its_own() -> None:
    desaguadero = located("Desaguadero", "populated_place", -69.0403, -16.5655, "PER", population=14_000)
    placement = placed(desaguadero, border_id="ECU-PER")
    assert placement.border_id == "BOL-PER"
    assert placement.chainage_km is not None


def test_a_point_moved_across_the_border_loses_the_region_of_the_place_it_is_told_from() -> None:
    arica = located("Arica", "populated_place", -70.29792, -18.4746, "CHL", admin1="Arica y Parinacota", population=200_000)
    placement = placed(arica, relation="offset", distance_km=40.0, bearing_deg=0.0, side="PER", border_id="PER-CHL")
    assert (placement.country, placement.admin1) == ("PER", None)


def test_the_disputed_triangle_is_in_no_country() -> None:
    placement = placed(located("Land triangle", "facility", -70.3777, -18.3508))
    assert (placement.side, placement.country) == ("disputed", None)


def test_a_place_in_an_area_in_dispute_is_in_no_country() -> None:
    assert placed(located("Simferopol", "populated_place", 34.1, 44.95, "UKR")).country is None


def test_an_army_unit_stands_in_its_town() -> None:
    placement = placed(BRIGADE)
    assert (placement.lon, placement.lat) == (-70.30058, -18.47552)
    assert placement.uncertainty_m >= 5_000


def test_an_informal_crossing_stands_on_a_grid_of_5_km_and_its_side_is_not_told() -> None:
    placement = placed(TRAIL)
    assert (placement.lon, placement.lat) == coarse_position(-70.299, -18.309)
    assert (placement.side, placement.country) == (None, None)


def test_exact_draws_sensitive_places_where_they_are() -> None:
    assert placed(TRAIL, exact=True).lon == -70.299
    assert placed(BRIGADE, exact=True).lon == -70.275


def test_every_position_in_a_cell_of_the_grid_is_shown_at_the_same_point() -> None:
    shown = coarse_position(-70.299, -18.309)
    assert coarse_position(shown[0] + 0.01, shown[1] - 0.01) == shown


def test_a_sensitive_stretch_is_not_given_away() -> None:
    more = {"place_id": "area:campo-minado-10-14", "border_id": "PER-CHL"}
    stretch = located("Irregular stretch", "facility", -70.299, -18.309, sensitive=True, **more)
    assert placed(stretch).geometry.geom_type == "Point"
    assert placed(stretch, exact=True).geometry.geom_type == "LineString"


def test_a_sea_has_no_geometry() -> None:
    ocean = located("Pacific Ocean", "natural", -75.0, -18.0, feature_code="OCN", uncertainty_m=4_000_000.0)
    assert (placed(ocean).location_type, placed(ocean).geometry) == ("water", None)


def test_a_province_without_polygon_is_a_point_with_a_wide_ring() -> None:
    placement = placed(located("Tarata", "admin2", -70.03, -17.47, "PER"))
    assert (placement.location_type, placement.geo_precision, placement.uncertainty_m) == ("admin2", 2, 40_000.0)
