import io
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from mapper.errors import InputError
from mapper.exports import write
from mapper.exports.geojson import collection, frame_features, lines
from mapper.layers.columns import EVENT_COLUMNS
from mapper.layers.frames import events_frame
from mapper.records import Event
from mapper.sources import is_event_table, read_events

ENDINGS = [".geojson", ".geojsonl", ".gpkg", ".parquet", ".csv"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_comes_back_as_it_was_written(tmp_path: Path, events: tuple[Event, ...], ending: str) -> None:
    frame = events_frame(events)
    path = tmp_path / f"events{ending}"
    write(frame, path)
    again = read_events(path)
    assert list(again.columns) == [*EVENT_COLUMNS, "geometry"]
    assert again.dtypes.astype(str).to_dict() == frame.dtypes.astype(str).to_dict()
    assert again.drop(columns="geometry").astype(str).to_dict() == frame.drop(columns="geometry").astype(str).to_dict()
    assert again.geometry.geom_equals_exact(frame.geometry, 1e-6)[:2].all()
    assert again.geometry[2] is None
    assert str(again.crs) == "EPSG:4326"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_of_events_is_told_by_its_content(tmp_path: Path, events: tuple[Event, ...], ending: str) -> None:
    path = tmp_path / f"events{ending}"
    write(events_frame(events), path)
    assert is_event_table(path.rename(tmp_path / "no-ending"))


@pytest.mark.parametrize("content", ["A text.", "id,text\n1,x\n", '{"text": "x"}\n', "<html><p>x</p></html>", ""])
def test_articles_are_no_tables_of_events(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a"
    path.write_text(content, encoding="utf-8")
    assert not is_event_table(path)


def test_what_is_missing_is_no_table(tmp_path: Path) -> None:
    assert not is_event_table(tmp_path / "missing")
    assert not is_event_table(tmp_path)


@pytest.mark.parametrize("form", ["lines", "rs", "collection"])
def test_what_the_command_prints_is_read_with_and_without_record_separators(tmp_path: Path, events: Iterable[Event], form: str) -> None:
    features = frame_features(events_frame(events))
    text = collection(features) if form == "collection" else lines(features, rs=form == "rs")
    path = tmp_path / "events.txt"
    path.write_text("".join(text), encoding="utf-8")
    assert is_event_table(path)
    assert list(read_events(path)["event_id"]) == ["e1", "e2", "e3"]


def test_events_come_through_a_pipe_after_it_was_looked_at(monkeypatch: pytest.MonkeyPatch, events: Iterable[Event]) -> None:
    text = "".join(lines(frame_features(events_frame(events))))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert is_event_table("-")
    assert len(read_events("-")) == 3


def test_columns_of_others_stay_behind_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "Feature", "properties": {"desk": "south", "event_type": "protest"}, "geometry": null}', encoding="utf-8")
    frame = read_events(path)
    assert list(frame.columns) == [*EVENT_COLUMNS, "desk", "geometry"]
    assert (frame["desk"][0], frame["event_type"][0], frame["is_background"][0]) == ("south", "protest", False)


def test_an_empty_collection_is_an_empty_table(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    assert read_events(path).empty


def test_csv_without_geometry_has_points_from_longitude_and_latitude(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("event_type,longitude,latitude,count_min\nprotest,-70.3,-18.3,20\naid,,,\n", encoding="utf-8")
    frame = read_events(path)
    assert (frame.geometry[0].x, frame.geometry[0].y, frame.geometry[1]) == (-70.3, -18.3, None)
    assert (frame["count_min"][0], frame["event_type"].dtype) == (20, object)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"type": "Feature", "properties": {"name": "Lima"}, "geometry": null}', "no column event_type"),
        ('{"type": "Feature", "properties": {"event_type": "aid"}, "geometry": null}\n{"type": "Fea\n', "line 2 is broken"),
        ('{"type": "FeatureCollection", "features": [', "broken GeoJSON"),
        ('{"type": "Feature", "properties": {"event_type": "aid"}, "geometry": {"type": "Point", "coordinates": "x"}}', "line 1 is broken"),
        ("event_type,longitude,latitude\naid,east,west\n", "position is broken"),
        ("event_type,geometry\naid,POINT(1)\n", "position is broken"),
        ("event_type,geometry\naid\n", "more or fewer fields"),
        ("event_type,longitude,latitude\nProtests,-70.3,-18.3\n", "event types .Protests. are not ours"),
        ("", "empty"),
    ],
)
def test_a_broken_table_is_named_with_the_cure(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=rf"a\.geojson: .*{says}"):
        read_events(path)


@pytest.mark.parametrize("head", [b"SQLite format 3\0", b"PAR1"])
def test_a_damaged_database_is_named(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(head + b"rubbish" * 100)
    with pytest.raises(InputError, match=r"a\.gpkg: the table is broken"):
        read_events(path)
