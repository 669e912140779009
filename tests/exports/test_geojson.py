"""Features follow RFC 7946, sequences RFC 8142."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from shapely import LineString, Point, Polygon

from mapper.exports import geojson
from mapper.layers.frames import event_properties, events_frame

if TYPE_CHECKING:
    from mapper.records import Event


def test_positions_have_six_decimals_and_longitude_first() -> None:
    assert geojson.feature({}, Point(-70.12345678, -18.5))["geometry"] == {"type": "Point", "coordinates": [-70.123457, -18.5]}


def test_an_outer_ring_runs_counterclockwise() -> None:
    clockwise = Polygon([(0, 0), (0, 1), (1, 1), (1, 0)])
    written = geojson.feature({}, clockwise)["geometry"]
    assert written == {"type": "Polygon", "coordinates": [[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]]}


@pytest.mark.parametrize("shape", [None, LineString()])
def test_no_extent_is_null(shape: LineString | None) -> None:
    assert geojson.feature({}, shape)["geometry"] is None


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT, float("inf")])
def test_whatever_is_missing_is_null(missing: object) -> None:
    assert geojson.feature({"a": missing}, None)["properties"] == {"a": None}


def test_a_date_is_written_as_iso() -> None:
    assert geojson.feature({"a": pd.Timestamp("2026-03-14")}, None)["properties"] == {"a": "2026-03-14T00:00:00"}


def test_lists_stay_lists() -> None:
    assert geojson.feature({"a": ("x", 1)}, None)["properties"] == {"a": ["x", 1]}


def test_a_feature_is_one_line() -> None:
    assert list(geojson.lines([geojson.feature({"quote": "two\nlines"}, None)])) == [
        '{"type": "Feature", "properties": {"quote": "two\\nlines"}, "geometry": null}\n'
    ]


def test_record_separators_stand_before_each_feature() -> None:
    features = [geojson.feature({}, None)] * 2
    assert [line[0] for line in geojson.lines(features, rs=True)] == ["\x1e", "\x1e"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_collection_is_json_with_all_features(count: int) -> None:
    text = "".join(geojson.collection([geojson.feature({}, None)] * count))
    assert len(json.loads(text)["features"]) == count


def test_a_table_gives_the_same_features_as_its_events(events: tuple[Event, ...]) -> None:
    direct = [geojson.feature(event_properties(event), event.placement and event.placement.geometry) for event in events]
    assert list(geojson.frame_features(events_frame(events))) == direct
