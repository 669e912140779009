"""Tables of events come back from every format as they went in, as far as the format can."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import geopandas
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.errors import OutputError
from mapper.exports import FORMATS, Format, check_output, format_of, write
from mapper.layers.cells import guarded, unguarded
from mapper.layers.frames import EVENT_COLUMNS, events_frame, places_frame
from mapper.sources import read_events

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


@pytest.mark.parametrize("ending", [".geojson", ".geojsonl"])
def test_geometries_come_back(frame: GeoDataFrame, tmp_path: Path, ending: str) -> None:
    write(frame, tmp_path / f"events{ending}")
    back = geopandas.read_file(tmp_path / f"events{ending}", **({"driver": "GeoJSONSeq"} if ending == ".geojsonl" else {}))
    assert [None if shape is None else shape.geom_type for shape in back.geometry] == ["Point", "LineString", None]


@pytest.mark.parametrize(("ending", "which"), [(".geojson", {}), (".gpkg", {"layer": "events_lines"})])
def test_all_columns_come_back_in_order(frame: GeoDataFrame, tmp_path: Path, ending: str, which: dict[str, str]) -> None:
    write(frame, tmp_path / f"events{ending}")
    assert list(geopandas.read_file(tmp_path / f"events{ending}", **which).columns) == [*EVENT_COLUMNS, "geometry"]


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


def test_lists_are_joined_where_a_format_has_none(frame: GeoDataFrame, tmp_path: Path) -> None:
    frame["tags"] = [["a", "b"], [], ["c"]]
    write(frame, tmp_path / "events.gpkg")
    assert read_events(tmp_path / "events.gpkg")["tags"].tolist() == ["a;b", "", "c"]


def test_an_unknown_ending_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"events\.shp: .*\.geojson, .*\.gpkg, \.parquet, \.csv, \.kml, \.xlsx"):
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
        assert unguarded(next(csv.DictReader(file))["actor1"]) == text


def test_the_longest_ending_says_the_format(tmp_path: Path) -> None:
    assert [format_of(tmp_path / name).name for name in ("a.csv", "a.acled.csv", "a.hxl.csv")] == ["csv", "acled", "hxl"]


def test_a_format_by_name_stands_above_the_ending(frame: GeoDataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path / "march.csv", form="acled")
    assert (tmp_path / "march.csv").read_text(encoding="utf-8").startswith("event_id_cnty,event_date,")


def test_a_file_that_programs_know_by_its_ending_must_have_it(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"name it march\.xlsx"):
        check_output(tmp_path / "march.txt", form="excel")


def test_an_unknown_name_of_a_format_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"shapefile: .*geojson, geojsonl, .*plover"):
        check_output(tmp_path / "march.shp", form="shapefile")


@pytest.mark.parametrize("form", [known for known in FORMATS if known.needs], ids=lambda known: known.name)
def test_what_is_not_installed_is_named_before_any_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: Format) -> None:
    monkeypatch.setitem(__import__("sys").modules, str(form.needs), None)
    with pytest.raises(OutputError, match=rf"pip install 'border-event-mapper\[{form.extra}\]'"):
        check_output(tmp_path / f"events{form.ending}")


@pytest.mark.parametrize("form", [known for known in FORMATS if known.holds_events], ids=lambda known: known.name)
def test_formats_of_events_refuse_other_tables(tmp_path: Path, form: Format) -> None:
    with pytest.raises(OutputError, match="holds events, and this table has none"):
        write(places_frame([]), tmp_path / f"places{form.ending}")


def test_a_sequence_starts_each_feature_with_a_record_separator(frame: GeoDataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path / "events.geojsons")
    lines = (tmp_path / "events.geojsons").read_text(encoding="utf-8").split("\n")
    assert [line[:1] for line in lines] == ["\x1e"] * 3 + [""]


def test_parquet_says_where_the_boxes_are_and_of_which_version_it_is(frame: GeoDataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path / "events.parquet")
    told = json.loads(pyarrow.parquet.read_schema(tmp_path / "events.parquet").metadata[b"geo"])
    assert (told["version"], told["columns"]["geometry"]["covering"]["bbox"]["xmin"]) == ("1.1.0", ["bbox", "xmin"])


@pytest.mark.parametrize("form", FORMATS, ids=lambda known: known.name)
def test_the_same_events_give_the_same_file(frame: GeoDataFrame, tmp_path: Path, form: Format) -> None:
    if form.name in ("geopackage", "excel"):
        pytest.skip("holds the moment of writing")
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(frame, tmp_path / folder / f"events{form.ending}")
    assert (tmp_path / "one" / f"events{form.ending}").read_bytes() == (tmp_path / "two" / f"events{form.ending}").read_bytes()


@settings(deadline=None)
@given(text=st.text(st.characters(codec="utf-8"), max_size=20))
def test_no_guarded_text_is_a_formula_and_each_comes_back(text: str) -> None:
    assert guarded(text)[:1] not in set("=+-@\t\r\n")
    assert unguarded(guarded(text)) == text
