"""A GeoPackage has a table for each kind of geometry, and the styles by which QGIS draws it as our map does."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from base64 import b64decode
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import pytest
from shapely import GeometryCollection, MultiPoint, Point, Polygon

from mapper.errors import OutputError
from mapper.exports import write
from mapper.exports.marks import mark_svg
from mapper.exports.qgis import style_qml
from mapper.layers import read_layer
from mapper.layers.frames import events_frame
from mapper.maps.style import EVENT_STYLES, STATUS_FILLS
from mapper.records import EVENT_TYPES
from mapper.sources import read_events

if TYPE_CHECKING:
    from pathlib import Path

    from mapper.records import Event

KINDS = ("point", "line", "area")


@pytest.fixture
def area_event(event: Event) -> Event:
    assert event.placement is not None
    square = Polygon([(-70.3, -18.1), (-70.2, -18.1), (-70.2, -18.0), (-70.3, -18.0)])
    return replace(event, event_id="e4", status="denied", placement=replace(event.placement, geometry=square))


@pytest.fixture
def written(events: tuple[Event, ...], area_event: Event, tmp_path: Path) -> Path:
    path = tmp_path / "week.gpkg"
    write(events_frame([area_event, *events]), path)
    return path


def test_each_kind_of_geometry_has_its_table(written: Path) -> None:
    tables = {name: kind for name, kind in pyogrio.list_layers(written) if kind is not None}
    assert tables == {"week": "Point", "week_lines": "LineString", "week_areas": "Polygon"}


def test_rows_without_a_geometry_are_in_the_first_table(written: Path) -> None:
    assert geopandas.read_file(written, layer="week")["event_id"].tolist() == ["e1", "e3"]


def test_one_kind_of_geometry_needs_one_table(tmp_path: Path) -> None:
    write(read_layer("regions"), tmp_path / "regions.gpkg")
    assert [name for name, _ in pyogrio.list_layers(tmp_path / "regions.gpkg")] == ["regions"]


def test_events_come_back_from_all_tables_in_their_order(written: Path) -> None:
    assert read_events(written)["event_id"].tolist() == ["e4", "e1", "e2", "e3"]


def test_a_single_part_comes_back_single_from_a_table_of_several(event: Event, tmp_path: Path) -> None:
    assert event.placement is not None
    pair = replace(event, event_id="e5", placement=replace(event.placement, geometry=MultiPoint([(0, 0), (1, 1)])))
    write(events_frame([event, pair]), tmp_path / "events.gpkg")
    assert read_events(tmp_path / "events.gpkg").geometry.geom_type.tolist() == ["Point", "MultiPoint"]


def test_an_odd_collection_leaves_all_in_one_table(event: Event, tmp_path: Path) -> None:
    assert event.placement is not None
    odd = replace(event, event_id="e6", placement=replace(event.placement, geometry=GeometryCollection([Point(0, 0)])))
    write(events_frame([event, odd]), tmp_path / "events.gpkg")
    assert read_events(tmp_path / "events.gpkg")["event_id"].tolist() == ["e1", "e6"]


@pytest.mark.parametrize("stem", ["layer_styles", "gpkg_contents", "sqlite_x", "rtree_x", "2026-03 'week'; DROP", "week.of.march"])
def test_any_name_of_a_file_will_do(events: tuple[Event, ...], tmp_path: Path, stem: str) -> None:
    write(events_frame(events), tmp_path / f"{stem}.gpkg")
    assert len(read_events(tmp_path / f"{stem}.gpkg")) == 3


def test_a_disk_that_refuses_is_named(events: tuple[Event, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_words: object) -> None:
        message = "database or disk is full"
        raise sqlite3.OperationalError(message)

    monkeypatch.setattr("mapper.exports.geopackage._add_styles", refuse)
    with pytest.raises(OutputError, match=r"week\.gpkg: cannot write \(database or disk is full\); check the space"):
        write(events_frame(events), tmp_path / "week.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_each_table_has_a_style_that_qgis_takes_by_itself(written: Path) -> None:
    with closing(sqlite3.connect(written)) as file:
        styles = file.execute("SELECT f_table_name, f_geometry_column FROM layer_styles WHERE useAsDefault ORDER BY 1").fetchall()
        columns = file.execute("SELECT table_name, column_name FROM gpkg_geometry_columns ORDER BY 1").fetchall()
    assert styles == columns
    assert len(styles) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_style_has_a_rule_for_each_type_of_event(kind: str) -> None:
    filters = {rule.get("filter") for rule in ET.fromstring(style_qml(kind)).iter("rule")}  # noqa: S314 - we wrote it
    assert {f"\"event_type\" = '{name}'" for name in EVENT_TYPES} <= filters


@pytest.mark.parametrize("kind", KINDS)
def test_background_is_switched_off(kind: str) -> None:
    off = [rule.get("label") for rule in ET.fromstring(style_qml(kind)).iter("rule") if rule.get("checkstate") == "0"]  # noqa: S314
    assert off == ["recalled as background"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_type_and_status_has_the_mark_of_our_map(kind: str) -> None:
    qml = style_qml(kind)
    marks = {b64decode(part.split("'")[0].split('"')[0]).decode() for part in qml.split("base64:")[1:]}
    assert {mark_svg(look, fill) for look in EVENT_STYLES.values() for fill in STATUS_FILLS.values()} <= marks


@pytest.mark.parametrize("fill", sorted(set(STATUS_FILLS.values())))
def test_a_mark_is_svg_in_the_colour_of_its_type(fill: str) -> None:
    svg = mark_svg(EVENT_STYLES["clash"], fill)
    ET.fromstring(svg)  # noqa: S314 - we wrote it
    assert EVENT_STYLES["clash"].colour in svg


def test_a_mark_is_filled_only_where_it_happened() -> None:
    filled = {fill for fill in STATUS_FILLS.values() if f'fill="{EVENT_STYLES["aid"].colour}"' in mark_svg(EVENT_STYLES["aid"], fill)}
    assert filled == {"filled", "half"}


@pytest.mark.parametrize("fill", sorted(set(STATUS_FILLS.values())))
@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_a_mark_needs_no_clipping_which_qgis_does_not_draw(kind: str, fill: str) -> None:
    assert {each.tag.rpartition("}")[2] for each in ET.fromstring(mark_svg(EVENT_STYLES[kind], fill)).iter()} == {"svg", "path"}  # noqa: S314


def test_no_expression_is_of_a_kind_that_qgis_does_not_know() -> None:
    assert [kind for kind in KINDS if 'CASE "status"' in style_qml(kind).replace("&quot;", '"')] == []


QGIS = """
import sys
from qgis.core import QgsApplication, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
for name in ("week", "week_lines", "week_areas"):
    layer = QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr")
    said, found = layer.loadDefaultStyle()
    print(layer.isValid(), found, layer.renderer().type(), flush=True)
import os
os._exit(0)
"""


def test_qgis_opens_each_table_with_its_style(written: Path, tmp_path: Path) -> None:
    python = shutil.which("python3", path="/usr/bin")
    command = [str(python), "-c", QGIS, str(written)]
    if not python or subprocess.run([python, "-c", "import qgis.core"], check=False, capture_output=True).returncode:  # noqa: S603
        pytest.skip("QGIS is not installed (Debian: apt-get install python3-qgis)")
    surroundings = {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin"}
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env=surroundings)  # noqa: S603 - our own words
    assert answer.stdout.splitlines() == ["True True pointCluster", "True True RuleRenderer", "True True RuleRenderer"]
