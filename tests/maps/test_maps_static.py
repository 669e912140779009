"""Static pictures: in every format, with hostile texts drawn as they are."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.errors import OutputError
from mapper.maps import event_map
from mapper.maps._composition import HEIGHT, WIDTH, compose, frame_of
from mapper.maps._drawing import Area, Ink, Line, Words, mark, text_width
from mapper.maps.static import format_of_picture, picture
from mapper.maps.style import SHAPES, flattened
from mapper.maps.svg import svg_text
from mapper.records import EVENT_TYPES, STATUSES

SVG = "{http://www.w3.org/2000/svg}"


def texts(table: gpd.GeoDataFrame, *, lang: str = "en", title: str | None = None) -> list[str]:
    return [each.text for each in compose(table, title=title, ui_lang=lang, border_id="PER-CHL") if isinstance(each, Words)]


def test_a_png_has_print_quality(table: gpd.GeoDataFrame) -> None:
    png = picture(table, "png")
    assert struct.unpack(">II", png[16:24]) == (2000, 1480)


def test_a_pdf_is_a_pdf(table: gpd.GeoDataFrame) -> None:
    assert picture(table, "pdf").startswith(b"%PDF")


@pytest.mark.parametrize("picture_format", ["png", "svg", "pdf"])
def test_the_same_events_give_the_same_picture(table: gpd.GeoDataFrame, picture_format: str) -> None:
    assert picture(table, picture_format) == picture(table, picture_format)


def test_an_svg_is_small_and_carries_texts(table: gpd.GeoDataFrame) -> None:
    svg = picture(table, "svg", title="Week 48")
    assert len(svg) < 60_000
    assert "Week 48" in {each.text for each in ET.fromstring(svg).iter(f"{SVG}text")}  # noqa: S314 - our own


@pytest.mark.parametrize("title", ["$x^2$", r"$\frac{1}{2$", "<script>alert(1)</script>", "{{ 7*191 }}", "a\x00b\x0bc", "&amp;", "\ud800"])
@pytest.mark.parametrize("picture_format", ["png", "svg", "pdf"])
def test_hostile_titles_are_drawn_as_they_are(table: gpd.GeoDataFrame, title: str, picture_format: str) -> None:
    texts_ = dict.fromkeys(("event_type", "status", "event_date"), title.replace("\ud800", ""))
    made = picture(table[:1].assign(**texts_), picture_format, title=title)
    assert b"<script>" not in made
    if picture_format == "svg":
        ET.fromstring(made)  # noqa: S314 - our own


def test_an_odd_dollar_sign_is_no_formula(table: gpd.GeoDataFrame) -> None:
    assert picture(table, "png", title="costs $5") != picture(table, "png", title="costs 5")


def test_legend_and_small_print_say_what_is_drawn_and_what_is_not(table: gpd.GeoDataFrame) -> None:
    said = texts(table)
    assert {"protest", "emergency", "crossing", "announced", "attempted"} <= set(said)
    assert "Not on the map (1): policy · announced · Chile" in said
    assert any("imply no recognition" in text for text in said)
    assert any("OpenStreetMap" in text for text in said)


def test_flows_are_arrows_with_their_counts_as_worded(table: gpd.GeoDataFrame) -> None:
    moved = table.assign(direction_from="CHL", direction_to=["BOL" if kind == "protest" else "PER" for kind in table["event_type"]])
    assert "at least 100 people" in texts(moved)
    still = moved.assign(direction_to="CHL")
    drawn, others = (compose(events, title=None, ui_lang="en", border_id="PER-CHL") for events in (moved, still))
    assert sum(isinstance(each, Area) for each in drawn) > sum(isinstance(each, Area) for each in others)


def test_two_flows_of_one_border_are_both_drawn(table: gpd.GeoDataFrame) -> None:
    border = table[table["location_type"] == "border_line"].iloc[[0, 0]].assign(
        event_type="crossing", direction_from="CHL", direction_to="PER", count_min=[100.0, 2000.0],
        count_text=["At least 100 people", "thousands of people"],
    )  # fmt: skip
    assert {"At least 100 people", "thousands of people"} <= set(texts(border))


def test_the_small_print_names_what_is_not_on_the_map_in_the_readers_language(table: gpd.GeoDataFrame) -> None:
    nowhere = table[table.geometry.isna()].assign(location="Peru")
    assert "Fuera del mapa (1): política · anunciado · Perú" in texts(nowhere, lang="es")


def test_of_very_much_that_is_not_on_the_map_one_line_tells(table: gpd.GeoDataFrame) -> None:
    many = table[table.geometry.isna()].iloc[[0] * 60].assign(location=[f"Country {at // 2}" for at in range(60)])
    line = next(text for text in texts(many) if text.startswith("Not on the map (60)"))
    assert "Country 0 \N{MULTIPLICATION SIGN}2" in line
    assert line.endswith(" more")
    assert text_width(line, 10) < WIDTH


def test_the_picture_speaks_spanish(table: gpd.GeoDataFrame) -> None:
    said = texts(table, lang="es")
    assert "Eventos en la frontera" in said
    assert "PERÚ" in said


def test_no_two_texts_on_the_map_collide(table: gpd.GeoDataFrame) -> None:
    shown = [each for each in compose(table, title=None, ui_lang="en", border_id="PER-CHL") if isinstance(each, Words) and each.halo]
    boxes = []
    for each in shown:
        wide = text_width(each.text, each.size, each.spacing)
        left = each.x - wide / 2 if each.anchor == "middle" else each.x
        boxes.append((left, each.y - each.size / 2, left + wide, each.y + each.size / 2))
    for at, one in enumerate(boxes):
        assert all(one[2] <= other[0] or one[0] >= other[2] or one[3] <= other[1] or one[1] >= other[3] for other in boxes[at + 1 :])


def test_very_many_events_are_counted_on_discs() -> None:
    spread = np.linspace(0, 1, 3000)
    places = gpd.points_from_xy(-70.4 + spread, -18.4 + spread)
    many = gpd.GeoDataFrame({"event_type": "crossing"}, index=range(3000), geometry=places, crs=4326)
    drawn = compose(many, title=None, ui_lang="en", border_id=None)
    assert sum(int(each.text) for each in drawn if isinstance(each, Words) and each.text.isdigit()) == 3000
    assert len(svg_text(drawn, "x")) < 120_000


def test_no_events_still_make_a_picture(table: gpd.GeoDataFrame) -> None:
    assert "No events" in texts(table[:0])


def test_the_window_holds_border_and_events(table: gpd.GeoDataFrame) -> None:
    placed = table[table.geometry.notna()]
    west, south, east, north = frame_of(placed, "PER-CHL").box
    bounds = placed.total_bounds
    assert west < bounds[0]
    assert south < bounds[1]
    assert east > bounds[2]
    assert north > bounds[3]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_every_mark_stays_in_its_place(event_type: str, status: str) -> None:
    for part in mark(event_type, status, 50, 50, 20):
        rings = part.rings if hasattr(part, "rings") else (part.points,)
        assert all(36 <= x <= 64 and 36 <= y <= 64 for ring in rings for x, y in ring)


def test_statuses_differ_in_how_they_are_drawn() -> None:
    fills = {tuple(mark("crossing", status, 0, 0, 20)) for status in STATUSES}
    assert len(fills) == len(STATUSES) - 1  # reported and ongoing are both full


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_shape_flattens_to_its_area(shape: object) -> None:
    assert all(len(line) >= 3 for line in flattened(shape.outline))


@given(st.text(max_size=40), st.floats(8, 20))
def test_a_longer_text_is_never_narrower(text: str, size: float) -> None:
    assert text_width(text + "x", size) > text_width(text, size)


@pytest.mark.parametrize("name", ["map.gif", "map", "map.html"])
def test_other_endings_are_refused(name: str) -> None:
    with pytest.raises(OutputError, match=r"\.png, \.svg or \.pdf"):
        format_of_picture(Path(name))


def test_a_picture_is_saved_by_its_ending(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    event_map(table).save_picture(tmp_path / "map.SVG")
    assert (tmp_path / "map.SVG").read_bytes().startswith(b"<svg ")


def test_the_canvas_is_as_large_as_it_says(table: gpd.GeoDataFrame) -> None:
    root = ET.fromstring(picture(table, "svg"))  # noqa: S314 - our own
    assert root.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"


def test_a_ring_without_points_leaves_no_broken_path() -> None:
    triangle = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    drawn = [Area(rings=((), triangle), ink=Ink(fill="#000")), Area(rings=((),), ink=Ink()), Line(points=(), ink=Ink())]
    assert svg_text(drawn, "x").count("<path") == 1
    assert 'd="M0 0l1 0 0 1Z"' in svg_text(drawn, "x")


@given(st.lists(st.tuples(st.floats(-50, 1050), st.floats(-50, 800)), min_size=1, max_size=12))
def test_a_path_of_steps_ends_within_a_tenth_of_a_pixel(points: list[tuple[float, float]]) -> None:
    path = re.search('d="M([^"]+)"', svg_text([Line(points=tuple(points), ink=Ink(stroke="#000"))], "x"))
    assert path is not None
    numbers = [float(number) for number in re.findall(r"-?[0-9.]+", path[1])]
    assert sum(numbers[::2]) == pytest.approx(points[-1][0], abs=0.051)
    assert sum(numbers[1::2]) == pytest.approx(points[-1][1], abs=0.051)


def test_a_picture_of_another_border_names_its_towns(table: gpd.GeoDataFrame) -> None:
    said = [each.text for each in compose(table[:0], title=None, ui_lang="en", border_id="MEX-USA") if isinstance(each, Words)]
    assert {"Phoenix", "Monterrey", "MEXICO"} <= set(said)
