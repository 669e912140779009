"""UCDP's georeferenced events of violence (GED)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from shapely import Point

from mapper.border import load_border
from mapper.errors import InputError
from mapper.sources import read_events

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geopandas import GeoDataFrame
    from pandas import Series

EVENT = {
    "id": "7", "year": "2025", "code_status": "Clear", "type_of_violence": "1", "conflict_name": "Sample: Government",
    "dyad_name": "Government - Group", "side_a": "Government of Peru", "side_b": "Sample group", "number_of_sources": "2",
    "source_office": "Example Wire", "source_date": "2025-11-29", "source_headline": "Two die near Tacna", "where_prec": "1",
    "where_coordinates": "Tacna town", "where_description": "", "adm_1": "Tacna department", "adm_2": "Tacna province",
    "latitude": "-18.0056", "longitude": "-70.2483", "country": "Peru", "region": "Americas", "event_clarity": "1", "date_prec": "1",
    "date_start": "2025-11-28 00:00:00.000", "date_end": "2025-11-28 00:00:00.000", "deaths_a": "1", "deaths_b": "1",
    "deaths_civilians": "0", "deaths_unknown": "0", "best": "2", "high": "3", "low": "2",
}  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., GeoDataFrame]:
    def read(*events: dict[str, str], **how: object) -> GeoDataFrame:
        text = io.StringIO()
        rows = csv.DictWriter(text, list(events[0]))
        rows.writeheader()
        rows.writerows(events)
        path = tmp_path / "ged.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        return read_events(path, **how)  # type: ignore[arg-type]

    return read


@pytest.fixture
def only(table: Callable[..., GeoDataFrame]) -> Callable[..., Series[Any]]:
    return lambda **values: table(EVENT | values).iloc[0]


def test_an_event_is_an_armed_clash_with_its_estimates(only: Callable[..., Series[Any]]) -> None:
    event = only()
    assert (event["event_type"], event["sub_event_type"], event["actor1"], event["actor2"]) == (
        "clash", "armed", "Government of Peru", "Sample group",
    )  # fmt: skip
    assert (event["count_min"], event["count_max"], event["count_unit"], event["origin_best"]) == (2, 3, "dead", "2")
    assert (event["event_date"], event["published"], event["source_title"], event["n_sources"]) == (
        "2025-11-28", "2025-11-29", "Two die near Tacna", 2,
    )  # fmt: skip


def test_the_border_that_a_place_names_is_drawn_as_the_border(sample: Callable[[str], Path]) -> None:
    event = read_events(sample("ged.csv")).iloc[0]
    border = load_border("PER-CHL")
    assert (event["location_type"], event["border_id"], event["chainage_from_km"]) == ("border_line", "PER-CHL", 0.0)
    assert event["chainage_to_km"] == round(border.length_km, 2)
    assert event["geometry"].equals(border.line)


@pytest.mark.parametrize(
    ("precision", "kind", "radius"), [("1", "site", 2_000.0), ("2", "near_place", 25_000.0), ("3", "admin2", 40_000.0)]
)
def test_fine_places_are_points_with_their_radius(only: Callable[..., Series[Any]], precision: str, kind: str, radius: float) -> None:
    event = only(where_prec=precision)
    assert (event["location_type"], event["uncertainty_m"], event["geometry"]) == (kind, radius, Point(-70.2483, -18.0056))


def test_a_first_level_region_is_its_polygon(only: Callable[..., Series[Any]]) -> None:
    event = only(where_prec="4")
    assert (event["location_type"], event["admin1"], event["geometry"].geom_type) == ("admin1", "Tacna", "Polygon")


@pytest.mark.parametrize("precision", ["4", "5", "6", "7"])
def test_coarse_places_are_never_pins(only: Callable[..., Series[Any]], precision: str) -> None:
    geometry = only(where_prec=precision, where_coordinates="Somewhere")["geometry"]
    assert geometry is None or geometry.geom_type == "Polygon"


@pytest.mark.parametrize(("precision", "ours"), [("1", 1), ("2", 2), ("3", 2), ("4", 3), ("5", 3)])
def test_the_precision_of_the_date_is_kept_in_our_steps_and_in_theirs(only: Callable[..., Series[Any]], precision: str, ours: int) -> None:
    event = only(date_prec=precision)
    assert (event["time_precision"], event["origin_date_prec"]) == (ours, precision)


@pytest.mark.parametrize(("precision", "ours"), [("1", 1), ("3", 2), ("6", 3)])
def test_the_precision_of_the_place_is_kept_in_our_steps_and_in_theirs(only: Callable[..., Series[Any]], precision: str, ours: int) -> None:
    event = only(where_prec=precision)
    assert (event["geo_precision"], event["origin_where_prec"]) == (ours, precision)


def test_violence_against_civilians_is_an_attack(only: Callable[..., Series[Any]]) -> None:
    assert only(type_of_violence="3")["sub_event_type"] == "attack"


def test_a_span_of_days_keeps_both_ends(only: Callable[..., Series[Any]]) -> None:
    event = only(date_prec="2", date_end="2025-12-01 00:00:00.000")
    assert (event["event_date"], event["event_date_end"]) == ("2025-11-28", "2025-12-01")


def test_sources_that_were_not_counted_are_one(only: Callable[..., Series[Any]]) -> None:
    assert only(number_of_sources="-1")["n_sources"] == 1


def test_a_point_is_told_by_the_nearest_border(only: Callable[..., Series[Any]]) -> None:
    assert (only()["border_id"], only()["side"]) == ("PER-CHL", "PER")


def test_another_kind_of_violence_is_left_out_and_said(table: Callable[..., GeoDataFrame]) -> None:
    said: list[str] = []
    assert len(table(EVENT, EVENT | {"type_of_violence": "9"}, on_notice=said.append)) == 1
    assert "1 of 2 events" in said[0]


def test_a_table_without_a_needed_column_is_named(table: Callable[..., GeoDataFrame]) -> None:
    with pytest.raises(InputError, match=r"ged\.csv: this looks like UCDP's table, but has no column date_start"):
        table({name: value for name, value in EVENT.items() if name != "date_start"})


def test_columns_that_are_not_needed_may_be_missing(table: Callable[..., GeoDataFrame]) -> None:
    needed = ("id", "type_of_violence", "where_prec", "date_prec", "latitude", "longitude", "date_start")
    event = table({name: EVENT[name] for name in needed}).iloc[0]
    assert (event["event_type"], event["event_date"], event["geometry"]) == ("clash", "2025-11-28", Point(-70.2483, -18.0056))
