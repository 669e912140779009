"""What we write of events comes back without loss, whatever the words and numbers are."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import geopandas
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box

from mapper.exports import write
from mapper.layers.columns import DTYPES, EVENT_COLUMNS, EVENT_TYPES_OF_COLUMNS
from mapper.records import EVENT_TYPES
from mapper.sources import is_event_table, read_events

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

ENDINGS = (".geojson", ".geojsonl", ".gpkg", ".parquet", ".csv")
AWKWARD = (
    "=1+1", "'=1+1", "-70", "@x", "None", "nan", "NULL", "true", "007", "1e5", "2025-11-28", "At 2025-11-28 00:00:00", "[1, 2]", "a;b",
    '"', "a,b",
    "One\nTwo\r\nThree\rFour", " x ", "\t", "\u2028", "\u00a0", "Perú-Chile \N{EN DASH} «frontera»", "\U0001f6c2", "\ufeff", "\x1e", "\x0b",
)  # fmt: skip

texts = st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
longitudes, latitudes = (st.integers(-end * 10**6, end * 10**6).map(lambda micro: micro / 10**6) for end in (180, 90))
positions = st.tuples(longitudes, latitudes)
corners = st.tuples(st.integers(-170, 160), st.integers(-80, 70))
VALUES = {
    "text": st.none() | texts,
    "integer": st.none() | st.integers(-(10**12), 10**12),
    "number": st.none() | st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: number + 0.0),
    "truth": st.booleans(),
}
shapes = (
    st.none()
    | positions.map(Point)
    | st.lists(positions, min_size=2, max_size=4, unique=True).map(LineString)
    | corners.map(lambda at: box(at[0], at[1], at[0] + 10, at[1] + 10, ccw=True))
    | corners.map(lambda at: box(*at, at[0] + 9, at[1] + 9) - box(at[0] + 1, at[1] + 1, at[0] + 2, at[1] + 2))
)
rows = st.fixed_dictionaries(
    {name: VALUES[kind] for name, kind in EVENT_TYPES_OF_COLUMNS.items()}
    | {"event_type": st.sampled_from(sorted(EVENT_TYPES)), "longitude": longitudes, "latitude": latitudes, "geometry": shapes}
)


def frame_of(table: list[dict[str, Any]]) -> GeoDataFrame:
    columns = {name: pd.Series([row[name] for row in table], dtype=DTYPES[kind]) for name, kind in EVENT_TYPES_OF_COLUMNS.items()}
    geometry = geopandas.GeoSeries([row["geometry"] for row in table], index=range(len(table)), crs="EPSG:4326")
    return geopandas.GeoDataFrame(columns, geometry=geometry, crs="EPSG:4326")


def through(frame: GeoDataFrame, ending: str) -> GeoDataFrame:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"events{ending}"
        write(frame, path)
        assert is_event_table(path)
        return read_events(path)


def same(one: BaseGeometry | None, other: BaseGeometry | None) -> bool:
    return one is other if one is None or other is None else one.normalize().equals_exact(other.normalize(), 1e-9)


def check(frame: GeoDataFrame, again: GeoDataFrame) -> None:
    assert list(again.columns) == [*EVENT_COLUMNS, "geometry"]
    assert again.dtypes.to_dict() == frame.dtypes.to_dict()
    for name in EVENT_COLUMNS:
        before, after = ([None if pd.isna(value) else value for value in table[name]] for table in (frame, again))
        assert before == after, name
    assert all(map(same, frame.geometry, again.geometry))
    assert str(again.crs) == "EPSG:4326"


BARE = dict.fromkeys(EVENT_COLUMNS) | {"event_type": "aid", "is_background": False, "longitude": 0.0, "latitude": 0.0, "geometry": None}


@pytest.mark.parametrize("ending", ENDINGS)
def test_whatever_is_written_comes_back(ending: str) -> None:
    @settings(max_examples=10, deadline=None)
    @given(st.lists(rows, min_size=1, max_size=4))
    @example([BARE])
    @example([BARE | {"quote": word, "location": word} for word in AWKWARD])
    def law(table: list[dict[str, Any]]) -> None:
        frame = frame_of(table)
        check(frame, through(frame, ending))

    law()


@pytest.mark.parametrize("ending", [ending for ending in ENDINGS if ending != ".geojsonl"])  # there, no line is no feature
def test_an_empty_table_comes_back_empty(ending: str) -> None:
    check(frame_of([]), through(frame_of([]), ending))


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_came_back_and_is_written_again_is_the_same(ending: str) -> None:
    frame = frame_of([BARE | {"quote": word, "longitude": -70.25, "geometry": Point(-70.25, -18.0)} for word in AWKWARD])
    once = through(frame, ending)
    check(once, through(once, ending))


def test_a_table_passes_through_every_format_in_turn() -> None:
    frame = frame_of([BARE | {"quote": 'A bus, then "another".', "count_min": 7, "confidence": 0.1 + 0.2, "geometry": Point(-70, -18)}])
    again = frame
    for ending in ENDINGS:
        again = through(again, ending)
    check(frame, again)


def test_a_table_in_another_projection_comes_in_degrees(tmp_path: Path) -> None:
    path = tmp_path / "events.gpkg"
    frame_of([BARE | {"geometry": Point(-70.25, -18.0)}]).to_crs("EPSG:32719").to_file(path)
    assert read_events(path).geometry[0].equals_exact(Point(-70.25, -18.0), 1e-9)


@pytest.mark.parametrize(("written", "is_so"), [("true", True), ("TRUE", True), ("1", True), ("false", False), ("0", False), ("", False)])
def test_truth_is_read_in_any_usual_form(tmp_path: Path, written: str, *, is_so: bool) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"event_type,is_background\naid,{written}\n", encoding="utf-8")
    assert list(read_events(path)["is_background"]) == [is_so]


def test_dates_that_a_program_made_of_our_text_become_text_again(tmp_path: Path) -> None:
    path = tmp_path / "events.gpkg"
    frame = frame_of([BARE])
    frame["event_date"] = pd.to_datetime(["2025-11-28"])
    frame.to_file(path)
    assert list(read_events(path)["event_date"]) == ["2025-11-28"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_spreadsheet_may_separate_by_other_signs(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "a.csv"
    lines = [["event_type", "longitude", "latitude", "quote"], ["aid", "-70.25", "-18.0", "Water came."]]
    path.write_text("\ufeff" + "\r\n".join(map(partial(str.join, separator), lines)), encoding="utf-8")
    assert read_events(path)[["longitude", "quote"]].to_numpy().tolist() == [[-70.25, "Water came."]]


def test_the_row_of_hashtags_in_hxl_is_no_event(tmp_path: Path) -> None:
    path = tmp_path / "events.hxl.csv"
    write(frame_of([BARE | {"longitude": -70.25, "latitude": -18.0, "location": "Tacna", "geometry": Point(-70.25, -18.0)}]), path)
    frame = read_events(path)
    assert frame[["event_type", "location", "longitude"]].to_numpy().tolist() == [["aid", "Tacna", -70.25]]
    assert frame.geometry[0] == Point(-70.25, -18.0)
