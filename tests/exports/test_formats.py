"""Tables of events come back from every format as they went in, as far as the format can."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import geopandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.errors import OutputError
from mapper.exports import FORMATS, check_output, format_of, write
from mapper.exports.kml import NAMESPACE
from mapper.layers.frames import EVENT_COLUMNS, events_frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geopandas import GeoDataFrame

    from mapper.records import Event

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}{{7*7}}`\u2028'; DROP TABLE events;--\x00\x0b\ud800é"


@pytest.fixture
def frame(events: tuple[Event, ...]) -> GeoDataFrame:
    return events_frame(events)


@pytest.mark.parametrize("ending", [known.ending for known in FORMATS])
def test_every_format_writes_a_file(frame: GeoDataFrame, tmp_path: Path, ending: str) -> None:
    write(frame, tmp_path / f"events{ending}")
    assert (tmp_path / f"events{ending}").stat().st_size > 0


@pytest.mark.parametrize("ending", [".geojson", ".geojsonl", ".gpkg"])
def test_geometries_come_back(frame: GeoDataFrame, tmp_path: Path, ending: str) -> None:
    write(frame, tmp_path / f"events{ending}")
    back = geopandas.read_file(tmp_path / f"events{ending}", **({"driver": "GeoJSONSeq"} if ending == ".geojsonl" else {}))
    assert [None if shape is None else shape.geom_type for shape in back.geometry] == ["Point", "LineString", None]


@pytest.mark.parametrize("ending", [".geojson", ".gpkg"])
def test_all_columns_come_back_in_order(frame: GeoDataFrame, tmp_path: Path, ending: str) -> None:
    write(frame, tmp_path / f"events{ending}")
    assert list(geopandas.read_file(tmp_path / f"events{ending}").columns) == [*EVENT_COLUMNS, "geometry"]


def test_parquet_keeps_whole_numbers_with_gaps(frame: GeoDataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path / "events.parquet")
    back = geopandas.read_parquet(tmp_path / "events.parquet")
    assert str(back["count_min"].dtype) == "Int64"


def test_parquet_has_the_box_of_each_row(frame: GeoDataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path / "events.parquet")
    near_the_coast = geopandas.read_parquet(tmp_path / "events.parquet", bbox=(-70.38, -18.36, -70.37, -18.34))
    assert list(near_the_coast["event_id"]) == ["e2"]


def test_parquet_without_pyarrow_names_the_cure(frame: GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(OutputError, match=r"pip install 'border-event-mapper\[parquet\]'"):
        write(frame, tmp_path / "events.parquet")
    assert list(tmp_path.iterdir()) == []


def test_csv_leaves_the_unknown_empty(frame: GeoDataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["count_min"] for row in rows] == ["80", "", ""]


def test_csv_ends_with_the_geometry_as_well_known_text(frame: GeoDataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["geometry"] == "POINT (-70.314126 -18.310434)"


def test_kml_has_a_placemark_for_each_event(frame: GeoDataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path / "events.kml")
    root = ET.parse(tmp_path / "events.kml").getroot()  # noqa: S314 - we wrote it
    assert len(root.findall(f".//{{{NAMESPACE}}}Placemark")) == 3


def test_kml_names_a_placemark_by_type_and_place(frame: GeoDataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path / "events.kml")
    root = ET.parse(tmp_path / "events.kml").getroot()  # noqa: S314 - we wrote it
    assert root.findtext(f".//{{{NAMESPACE}}}Placemark/{{{NAMESPACE}}}name") == "crossing, Santa Rosa"


def test_lists_are_joined_where_a_format_has_none(frame: GeoDataFrame, tmp_path: Path) -> None:
    frame["tags"] = [["a", "b"], [], ["c"]]
    write(frame, tmp_path / "events.gpkg")
    assert geopandas.read_file(tmp_path / "events.gpkg")["tags"].tolist() == ["a;b", "", "c"]


def test_an_unknown_ending_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"events\.shp: .*\.geojson, \.geojsonl, \.gpkg, \.parquet, \.csv, \.kml"):
        format_of(tmp_path / "events.shp")


def test_an_ending_in_capitals_is_read(tmp_path: Path) -> None:
    assert format_of(tmp_path / "EVENTS.CSV").ending == ".csv"


def test_a_file_in_the_way_is_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "events.csv").touch()
    with pytest.raises(OutputError, match="--overwrite"):
        check_output(tmp_path / "events.csv")


@pytest.mark.parametrize("ending", [known.ending for known in FORMATS])
def test_an_empty_table_is_written(tmp_path: Path, ending: str) -> None:
    write(events_frame([]), tmp_path / f"events{ending}")
    assert (tmp_path / f"events{ending}").exists()


@pytest.mark.parametrize("ending", [known.ending for known in FORMATS])
def test_hostile_text_is_data_in_every_format(event: Event, replaced: Callable[..., Event], tmp_path: Path, ending: str) -> None:
    write(events_frame([replaced(event, actor1=HOSTILE)]), tmp_path / f"events{ending}")
    assert (tmp_path / f"events{ending}").stat().st_size > 0


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_any_text_comes_back_from_geojson(event: Event, replaced: Callable[..., Event], tmp_path: Path, text: str) -> None:
    write(events_frame([replaced(event, actor1=text)]), tmp_path / "events.geojson", overwrite=True)
    back = json.loads((tmp_path / "events.geojson").read_text(encoding="utf-8"))
    assert back["features"][0]["properties"]["actor1"] == text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_any_text_comes_back_from_csv(event: Event, replaced: Callable[..., Event], tmp_path: Path, text: str) -> None:
    write(events_frame([replaced(event, actor1=text)]), tmp_path / "events.csv", overwrite=True)
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["actor1"] == text
