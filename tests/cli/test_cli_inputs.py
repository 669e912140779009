"""Whatever the input is, `mapper map` draws it: feeds, agencies' formats, tables of other projects, addresses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mapper.sources import read_events

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

pytestmark = pytest.mark.usefixtures("desk")

SAMPLES = Path(__file__).parents[1] / "sources" / "samples"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("feed.rss", "1 event, 28 Nov 2025"),
        ("acled.csv", "1 event, 28 Nov 2025"),
        ("acled.json", "1 event, 28 Nov 2025"),
        ("gdelt2.export.CSV", "1 event, 28 Nov 2025"),
        ("ged.csv", "1 event, 28 Nov 2025"),
        ("ninjs.json", "No events"),
        ("story.nitf.xml", "No events"),
    ],
)
def test_each_sample_is_drawn(run: Callable[..., Result], name: str, says: str) -> None:
    answer = run("map", str(SAMPLES / name), "-o", "map.html")
    assert (answer.exit_code, answer.stdout) == (0, "map.html\n")
    assert says in answer.stderr


def test_tables_of_others_and_articles_are_drawn_on_one_map(run: Callable[..., Result]) -> None:
    answer = run("map", *(str(SAMPLES / name) for name in ("feed.rss", "gdelt2.export.CSV", "ged.csv")), "-o", "map.html")
    assert "3 events, 28 Nov 2025" in answer.stderr


def test_only_what_lies_on_the_border_asked_for_is_drawn(run: Callable[..., Result]) -> None:
    answer = run("map", str(SAMPLES / "gdelt2.export.CSV"), "--border", "COL-VEN", "--only-border", "-o", "map.html")
    assert "No events" in answer.stderr


def test_what_is_left_out_of_a_table_is_said(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "day.CSV"
    path.write_text((SAMPLES / "gdelt2.export.CSV").read_text(encoding="utf-8").replace("\t1724\t172\t", "\t0100\t010\t"), encoding="utf-8")
    answer = run("map", str(path), "-o", "map.html")
    assert "1 of 1 events are of types that match none of ours" in answer.stderr
    assert answer.exit_code == 0


def test_a_private_address_is_refused_on_one_line_with_the_cure(run: Callable[..., Result]) -> None:
    address = "http://127.0.0.1:9/a"
    answer = run("map", address, "-o", "map.html")
    assert answer.exit_code == 1
    assert answer.stderr == f"Error: {address}: 127.0.0.1 lies in a private network; pass --allow-private-addresses if you trust it\n"


def test_a_private_address_is_asked_if_allowed(run: Callable[..., Result]) -> None:
    answer = run("events", "http://127.0.0.1:9/a", "--allow-private-addresses")
    assert (answer.exit_code, "no answer" in answer.stderr) == (1, True)


def test_a_table_of_others_is_given_with_our_columns(run: Callable[..., Result]) -> None:
    answer = run("events", str(SAMPLES / "gdelt2.export.CSV"))
    feature = json.loads(answer.stdout)
    assert (feature["properties"]["event_type"], feature["properties"]["border_id"]) == ("emergency", "PER-CHL")
    assert feature["geometry"] == {"type": "Point", "coordinates": [-70.2483, -18.0056]}


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".parquet", ".csv"])
def test_articles_and_tables_of_others_are_written_to_one_file(run: Callable[..., Result], desk: Path, ending: str) -> None:
    answer = run("events", SAMPLES / "feed.rss", SAMPLES / "acled.json", SAMPLES / "ged.csv", "-o", f"all{ending}")
    assert answer.exit_code == 0
    assert set(read_events(desk / f"all{ending}")["event_type"]) == {"emergency", "policy", "clash"}


def test_a_form_to_review_lists_the_rows_of_tables_too(run: Callable[..., Result], desk: Path) -> None:
    run("events", SAMPLES / "acled.csv", SAMPLES / "feed.rss", "--review-form", "review.csv", "-o", "all.geojson")
    assert len((desk / "review.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_a_store_is_refused_with_the_cure(run: Callable[..., Result]) -> None:
    run("store", "add", "kept.gpkg", "article.txt")
    answer = run("events", "kept.gpkg")
    assert (answer.exit_code, "mapper store export gives its events" in answer.stderr, answer.stdout) == (1, True, "")
