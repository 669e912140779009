"""The columns of events and places are the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from mapper.layers import frames
from mapper.layers.frames import EVENT_COLUMNS, PLACE_COLUMNS, event_properties, events_frame, place_properties, places_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.records import Article, Event, Location

CONTRACT = [
    "event_id", "event_type", "sub_event_type", "status", "actor1", "actor2", "event_date", "event_date_end", "time_precision",
    "date_basis", "count_min", "count_max", "count_unit", "count_text", "count_kind", "duration_days", "instrument", "from_place",
    "to_place", "direction_from", "direction_to", "location", "location_type", "longitude", "latitude", "uncertainty_m",
    "geo_precision", "border_id", "chainage_km", "chainage_from_km", "chainage_to_km", "offset_km", "side", "nearest_crossing",
    "country", "admin1", "admin2", "confidence", "quote", "quote_start", "quote_end", "trigger", "article_id", "source", "source_url",
    "source_title", "published", "lang", "n_reports", "n_sources", "is_background", "cameo_code", "plover_event", "acled_event_type",
    "acled_sub_event_type", "cameo_match", "acled_match", "reports",
]


def test_events_have_exactly_the_columns_of_the_contract(events: tuple[Event, ...]) -> None:
    assert list(events_frame(events).columns) == [*CONTRACT, "geometry"]


def test_properties_of_an_event_stand_in_the_order_of_the_contract(event: Event) -> None:
    assert list(event_properties(event)) == CONTRACT


def test_places_have_exactly_the_columns_of_the_contract(location: Location, article: Article) -> None:
    assert list(places_frame([(location, article)]).columns) == [*PLACE_COLUMNS, "geometry"]


def test_the_table_is_in_longitude_and_latitude(events: tuple[Event, ...]) -> None:
    assert events_frame(events).crs.to_epsg() == 4326


def test_an_empty_table_has_the_types_of_a_full_one(events: tuple[Event, ...]) -> None:
    assert events_frame([]).dtypes.to_dict() == events_frame(events).dtypes.to_dict()


def test_whole_numbers_stay_whole_where_some_are_unknown(events: tuple[Event, ...]) -> None:
    assert events_frame(events)["count_min"].tolist() == [80, pd.NA, pd.NA]


def test_a_country_has_a_label_point_and_no_geometry(country_event: Event) -> None:
    row = events_frame([country_event]).iloc[0]
    assert (row["longitude"], row["latitude"], row["geometry"]) == (-71.0, -30.0, None)


def test_numbers_of_a_position_have_six_decimals(event: Event) -> None:
    properties = event_properties(event)
    assert (properties["longitude"], properties["latitude"]) == (-70.314126, -18.310434)


def test_an_event_not_yet_placed_has_no_place(event: Event, replaced: Callable[..., Event]) -> None:
    properties = event_properties(replaced(event, placement=None))
    assert properties["location_type"] is None


def test_codes_of_other_schemes_stand_in_each_row(event: Event, replaced: Callable[..., Event]) -> None:
    properties = event_properties(replaced(event, event_type="emergency", sub_event_type="declared"))
    assert (properties["cameo_code"], properties["plover_event"], properties["cameo_match"]) == ("1724", "COERCE", "exact")


def test_a_code_of_digits_keeps_its_leading_zero(event: Event, replaced: Callable[..., Event]) -> None:
    assert event_properties(replaced(event, event_type="aid", sub_event_type="asylum"))["cameo_code"] == "075"


def test_a_name_that_nothing_fits_keeps_its_text(location: Location, article: Article, replaced: Callable[..., Location]) -> None:
    properties = place_properties(replaced(location, place=None), article)
    assert (properties["text"], properties["name"], properties["longitude"]) == ("Santa Rosa", None, None)


def test_a_lone_surrogate_is_replaced_by_one_character(event: Event, replaced: Callable[..., Event]) -> None:
    assert event_properties(replaced(event, actor1="a\ud800b"))["actor1"] == "a\ufffdb"


@pytest.mark.parametrize("columns", [EVENT_COLUMNS, PLACE_COLUMNS])
def test_no_column_is_named_twice(columns: tuple[str, ...]) -> None:
    assert len(set(columns)) == len(columns)


def test_every_column_has_a_type() -> None:
    assert set(frames.EVENT_TYPES_OF_COLUMNS.values()) == {"text", "integer", "number", "truth"}
