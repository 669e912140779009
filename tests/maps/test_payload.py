"""What the payload promises: every event and value comes back, near rows stand together, the same table gives the same bytes."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiPoint, Point, Polygon

from mapper.errors import LayerError
from mapper.maps._positions import morton
from mapper.maps.payload import ROWS_PER_BLOCK, encode

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

BORDER = LineString([(-70.4, -18.35), (-70.0, -18.2), (-69.5, -17.5)])


@dataclass(frozen=True, kw_only=True)
class Read:
    """A payload read back: header, positions in steps of the world, columns of stored numbers, blocks of text."""

    header: dict[str, Any]
    codes: np.ndarray
    columns: dict[str, np.ndarray]
    text: list[list[list[str]]]

    def about(self, name: str) -> dict[str, Any]:
        return next(about for about in self.header["columns"] if about["name"] == name)

    def words(self, name: str) -> list[str | None]:
        words = [None, *self.about(name)["words"]]
        return [words[code] for code in self.columns[name]]


def read(events: gpd.GeoDataFrame) -> Read:
    payload = encode(events)
    raw = zlib.decompress(base64.b64decode(payload.core))
    (length,) = struct.unpack_from("<I", raw)
    header = json.loads(raw[4 : 4 + length])
    at = 4 + length

    def planes(count: int, width: int) -> np.ndarray:
        nonlocal at
        block = np.frombuffer(raw, np.uint8, count * width, at).reshape(width, count).astype(np.uint64)
        at += count * width
        return (block << (8 * np.arange(width, dtype=np.uint64))[:, None]).sum(axis=0, dtype=np.uint64)

    codes = np.cumsum(planes(header["placed"], 6), dtype=np.uint64)
    columns = {about["name"]: planes(header["rows"], about["width"]).astype(int) for about in header["columns"]}
    blocks, start = [], 0
    for size in header["blocks"]:
        text = zlib.decompress(base64.b64decode(payload.text[start : start + size])).decode()
        blocks.append([column.split("\n") for column in text.split("\x1e")])
        start += size
    return Read(header=header, codes=codes, columns=columns, text=blocks)


def frame(points: list[BaseGeometry | None], **columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=points, crs=4326, index=range(len(points)))


def test_the_same_table_gives_the_same_bytes() -> None:
    events = frame([Point(-70, -18), BORDER, None], event_type=["clash", "crossing", "policy"], quote=["a", "b", "c"])
    assert encode(events) == encode(events.copy())


def test_every_event_is_carried() -> None:
    payload = encode(frame([Point(-70, -18), BORDER, None]))
    assert (payload.rows, payload.placed) == (3, 2)


def test_an_empty_table_is_carried() -> None:
    assert read(frame([], event_type=[])).header["rows"] == 0


def test_rows_stand_in_the_order_of_their_places() -> None:
    rng = np.random.default_rng(3)
    codes = read(frame([Point(x, y) for x, y in rng.uniform(-80, 80, (50, 2))])).codes
    assert (np.diff(codes.astype(np.int64)) >= 0).all()


def test_events_of_country_precision_have_no_place_on_the_map() -> None:
    events = frame([Point(-71, -30), Point(-70, -18)], location_type=["country", "site"])
    assert read(events).words("location_type") == ["site", "country"]
    assert encode(events).placed == 1


def test_equal_lines_are_carried_once() -> None:
    found = read(frame([BORDER, LineString(BORDER.coords), Point(-70, -18)]))
    assert found.header["shapes"][0]["count"] == 1
    assert sorted(found.columns[""]) == [0, 1, 1]


def test_a_line_stands_where_the_table_says() -> None:
    given_point = frame([BORDER], longitude=[-69.9], latitude=[-17.9])
    assert read(given_point).codes[0] == morton(np.array([-69.9]), np.array([-17.9]))[0]


def test_a_line_without_a_point_stands_at_its_middle() -> None:
    middle = BORDER.interpolate(0.5, normalized=True)
    assert read(frame([BORDER])).codes[0] == morton(np.array([middle.x]), np.array([middle.y]))[0]


@pytest.mark.parametrize(
    ("geometry", "kind"),
    [
        (BORDER, 1),
        (Polygon([(0, 0), (1, 0), (1, 1)]), 2),
        (MultiPoint([(0, 0), (1, 1)]), 3),
        (GeometryCollection([Point(0, 0), BORDER]), 1),
    ],
)
def test_each_kind_of_extent_is_carried(geometry: BaseGeometry, kind: int) -> None:
    raw = zlib.decompress(base64.b64decode(encode(frame([geometry])).core))
    (length,) = struct.unpack_from("<I", raw)
    header = json.loads(raw[4 : 4 + length])
    first_table = 4 + length + 6 * header["placed"] + sum(about["width"] * header["rows"] for about in header["columns"])
    assert raw[first_table] == kind


def test_other_coordinate_systems_become_degrees() -> None:
    here = frame([Point(-70.3, -18.3)])
    assert read(here.to_crs(32719)).codes[0] == pytest.approx(float(read(here).codes[0]), abs=64)


def test_a_table_without_crs_must_be_in_degrees() -> None:
    with pytest.raises(LayerError, match="no CRS"):
        encode(gpd.GeoDataFrame({"a": [1]}, geometry=[Point(350_000, 7_970_000)]))


def test_a_table_without_crs_in_degrees_is_taken_as_it_is() -> None:
    assert encode(gpd.GeoDataFrame({"a": [1]}, geometry=[Point(-70, -18)])).placed == 1


def test_a_missing_value_is_stored_as_zero() -> None:
    events = frame([Point(0, 0)] * 3, event_type=["clash", None, "aid"], confidence=[0.5, np.nan, 1.0], is_background=[True, False, False])
    found = read(events)
    assert found.words("event_type") == ["clash", None, "aid"]
    assert found.columns["confidence"][1] == 0


def test_whole_and_decimal_numbers_come_back_exactly() -> None:
    found = read(frame([Point(0, 0)] * 3, confidence=[0.25, 0.5, 1.0], count_min=[-3, 0, 100_000]))
    about = found.about("confidence")
    assert [(v - 1 + about["base"]) / 10 ** about["decimals"] for v in found.columns["confidence"]] == [0.25, 0.5, 1.0]
    about = found.about("count_min")
    assert [v - 1 + about["base"] for v in found.columns["count_min"]] == [-3, 0, 100_000]


def test_numbers_beyond_32_bits_travel_as_text() -> None:
    found = read(frame([Point(0, 0)] * 2, big=[1e18, 1.0]))
    assert found.header["text"] == ["big"]


def test_yes_and_no_are_told_from_unknown() -> None:
    found = read(frame([Point(0, 0)] * 3, is_background=pd.array([True, False, None], dtype="boolean")))
    assert list(found.columns["is_background"]) == [2, 1, 0]


def test_a_month_is_a_day_of_lesser_precision() -> None:
    found = read(frame([Point(0, 0)] * 3, event_date=["2025-11-28", "2025-11", None]))
    base = found.about("event_date")["base"]
    day, month, none = found.columns["event_date"]
    assert (day // 4 - 1 + base, day % 4) == (20_420, 1)
    assert (month // 4 - 1 + base, month % 4) == (20_393, 2)
    assert none == 0


def test_a_date_that_is_none_is_left_open() -> None:
    assert list(read(frame([Point(0, 0)] * 2, event_date=["soon", "2025-13-01"])).columns["event_date"]) == [0, 0]


def test_times_of_pandas_become_days() -> None:
    found = read(frame([Point(0, 0)], seen=pd.to_datetime(["2025-11-28T23:00:00Z"])))
    assert found.about("seen")["base"] == 20_420


def test_mostly_different_text_travels_in_blocks() -> None:
    count = ROWS_PER_BLOCK + 10
    found = read(frame([Point(0, 0)] * count, quote=[f"Sentence number {k}." for k in range(count)]))
    assert [len(block[0]) for block in found.text] == [ROWS_PER_BLOCK, 10]
    assert found.text[1][0][0] == f"Sentence number {ROWS_PER_BLOCK}."


def test_signs_that_part_rows_and_columns_are_escaped_in_text() -> None:
    quotes = [f"row {k}" for k in range(400)]
    quotes[:3] = ["two\nlines", "a \\ b", "col\x1eumn"]
    found = read(frame([Point(0, 0)] * 401, quote=[*quotes, None]))
    assert found.text[0][0][:3] == ["two\\nlines", "a \\\\ b", "col\\eumn"]
    assert found.text[0][0][-1] == "\\0"


def test_a_type_stays_a_dictionary_however_many_there_are() -> None:
    found = read(frame([Point(0, 0)] * 400, event_type=[f"kind {k}" for k in range(400)]))
    assert len(found.about("event_type")["words"]) == 400


def test_lists_and_other_objects_become_their_words() -> None:
    assert read(frame([Point(0, 0)] * 2, tags=[["a", "b"], None])).words("tags") == ["['a', 'b']", None]


def test_a_lone_surrogate_does_not_stop_the_map() -> None:
    assert read(frame([Point(0, 0)], quote=pd.Series(["bad \ud800 half"], dtype=object))).words("quote") == ["bad ? half"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-85, 85), st.none() | st.text(max_size=12)), min_size=1, max_size=30))
def test_each_value_stays_with_its_own_place(rows: list[tuple[float, float, str | None]]) -> None:
    lon, lat, values = zip(*rows, strict=True)
    found = read(frame([Point(x, y) for x, y in zip(lon, lat, strict=True)], note=pd.Series(values, dtype=object)))
    expected = {(int(code), value) for code, value in zip(morton(np.array(lon), np.array(lat)), values, strict=True)}
    assert set(zip(found.codes.tolist(), found.words("note"), strict=True)) == expected
