"""``mapper formats`` lists every format with what it loses, and ``--format`` chooses one by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.cli.options import FORMATS as NAMES
from mapper.exports import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from mapper.exports import Format

    Run = Callable[..., Result]


def test_every_format_is_listed_with_its_ending_and_what_it_loses(run: Run) -> None:
    said = " ".join(run("formats").stdout.split())
    assert [known.name for known in FORMATS if f"{known.name} {known.ending} {known.title}" not in said] == []
    assert [known.name for known in FORMATS if f"loses: {known.loses or 'nothing'}" not in said] == []


def test_one_format_can_be_asked_for(run: Run) -> None:
    assert run("formats", "hxl").stdout.splitlines()[0].startswith("hxl  .hxl.csv")


def test_a_format_that_there_is_not_is_named_with_the_others(run: Run) -> None:
    answer = run("formats", "shapefile")
    assert (answer.exit_code, "choose one of geojson" in answer.stderr) == (1, True)


def test_the_option_knows_all_formats() -> None:
    assert tuple(known.name for known in FORMATS) == NAMES


@pytest.mark.parametrize(("name", "start"), [("acled", "event_id_cnty,"), ("hxl", "event_id,"), ("plover", '{"id"'), ("kml", "<?xml")])
def test_text_formats_are_printed(run: Run, desk: Path, name: str, start: str) -> None:
    assert run("events", desk / "article.txt", "--format", name).stdout.startswith(start)


def test_what_is_no_text_is_not_printed(run: Run, desk: Path) -> None:
    answer = run("events", desk / "article.txt", "--format", "excel")
    assert (answer.exit_code, "name a file with -o, such as events.xlsx" in answer.stderr) == (2, True)


def test_places_are_no_events(run: Run, desk: Path) -> None:
    assert run("places", desk / "article.txt", "--format", "acled").exit_code == 2


def test_places_can_be_a_workbook(run: Run, desk: Path) -> None:
    pytest.importorskip("openpyxl", reason="Excel is not installed: pip install 'border-event-mapper[excel]'")
    assert run("places", desk / "article.txt", "-o", desk / "places.xlsx").exit_code == 0


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_each_format_can_be_read_back_unless_it_says_so(run: Run, desk: Path, known: Format) -> None:
    if known.needs:
        pytest.importorskip(known.needs)
    table = desk / f"events{known.ending}"
    assert run("events", desk / "article.txt", "--published", "2026-03-14", "-o", table).exit_code == 0
    answer = run("map", table, "-o", desk / "map.html")
    assert (answer.exit_code, answer.stderr.count("\n")) == ("cannot be read back" in known.loses, 1)
