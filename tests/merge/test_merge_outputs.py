"""Every format that can be read again keeps the reports of a merged event."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from merge_reports import people

from mapper.exports import write
from mapper.layers.frames import event_properties, events_frame
from mapper.merge import merge
from mapper.sources import read_events

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mapper.records import Event

    Make = Callable[..., Event]


@pytest.mark.parametrize("ending", [".geojson", ".geojsonl", ".gpkg", ".parquet", ".csv"])
def test_reports_come_back_from_every_format(report: Make, tmp_path: Path, ending: str) -> None:
    frame = events_frame(merge([report("a", count=people(60, 60, "60 “people”;\n")), report("b", lang="es")]))
    write(frame, tmp_path / f"events{ending}")
    [reports] = read_events(tmp_path / f"events{ending}")["reports"]
    assert json.loads(reports) == json.loads(frame["reports"][0])


def test_each_report_says_who_told_it_and_in_which_words(report: Make) -> None:
    [event] = merge([report("a", count=people(60, 60, "60 people")), report("b", lang="es", status="attempted")])
    first, second = json.loads(str(event_properties(event)["reports"]))
    assert (first["source"], first["count_text"], first["lang"]) == ("Paper a", "60 people", "en")
    assert (second["article_id"], second["status"], second["published"]) == ("b", "attempted", "2026-03-14")
    assert first["quote"] == event.reports[0].evidence.quote


def test_an_event_of_one_report_repeats_nothing(report: Make) -> None:
    assert event_properties(report("a"))["reports"] is None
