"""Tables for scripts that read ACLED, HXL and PLOVER."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from mapper.exports import write
from mapper.exports.acled import COLUMNS
from mapper.exports.hxl import TAGS
from mapper.layers.frames import events_frame
from mapper.merge.joining import join
from mapper.records import Quantity, When
from mapper.sources import read_events

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mapper.records import Event

    Make = Callable[..., Event]

# The head of a table as ACLED gives it out.
ACLED_HEAD = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,"
    "inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,"
    "source_scale,notes,fatalities,tags,timestamp"
)


@pytest.fixture
def acled(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Give the row of an event as ACLED's."""

    def row_of(event: Event) -> dict[str, str]:
        write(events_frame([event]), tmp_path / "events.acled.csv", overwrite=True)
        with (tmp_path / "events.acled.csv").open(encoding="utf-8", newline="") as file:
            return next(csv.DictReader(file))

    return row_of


def test_the_columns_are_those_of_acled() -> None:
    assert (",".join(COLUMNS), len(COLUMNS)) == (ACLED_HEAD, 31)


def test_a_script_for_acled_reads_the_table(acled: Callable[..., dict[str, str]], event: Event) -> None:
    row = acled(replace(event, event_type="protest", sub_event_type="road_block"))
    assert date.fromisoformat(row["event_date"]).year == int(row["year"]) == 2026
    assert (float(row["latitude"]), float(row["longitude"])) == (-18.310434, -70.314126)
    whole = ("time_precision", "geo_precision", "inter1", "inter2", "interaction", "iso", "fatalities", "timestamp")
    assert [int(row[name]) for name in whole] == [1, 1, 0, 0, 0, 604, 0, 1773446400]
    assert (row["event_type"], row["sub_event_type"], row["disorder_type"]) == ("Protests", "Peaceful protest", "Demonstrations")
    assert (row["region"], row["country"], row["notes"]) == ("South America", "Peru", event.evidence.quote)


@pytest.mark.parametrize(
    ("actor", "kind", "number"),
    [("Peruvian police", "detention", "1"), ("El Perú", "policy", "1"), ("unos migrantes", "crossing", "7"), ("residents", "protest", "6"),
     ("Mary", "crossing", "0")],
)  # fmt: skip
def test_actors_have_the_number_of_their_kind(
    acled: Callable[..., dict[str, str]], event: Event, replaced: Make, actor: str, kind: str, number: str
) -> None:
    assert acled(replaced(event, actor1=actor, event_type=kind, sub_event_type=None))["inter1"] == number


def test_an_interaction_joins_the_kinds_of_both_actors(acled: Callable[..., dict[str, str]], event: Event, replaced: Make) -> None:
    assert acled(replaced(event, actor1="migrants", actor2="police"))["interaction"] == "17"


def test_the_dead_are_counted_and_nobody_else(acled: Callable[..., dict[str, str]], event: Event) -> None:
    dead = Quantity(minimum=2, maximum=3, text="two or three dead", start=0, end=17, unit="dead")
    assert [acled(each)["fatalities"] for each in (event, replace(event, count=dead), replace(event, count=dead, status="denied"))] == [
        "0", "2", "0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (When(start="2026-02", end="2026-02", precision=3, basis="stated"), ("2026-02-01", "3")),
        (When(start="2025", precision=3, basis="stated"), ("2025-01-01", "3")),
        (When(), ("2026-03-14", "3")),
        (When(start="2026-03-09", end="2026-03-12", precision=2, basis="stated"), ("2026-03-09", "2")),
    ],
)
def test_a_time_that_is_no_day_is_a_day_of_low_precision(
    acled: Callable[..., dict[str, str]], event: Event, when: When, told: tuple[str, str]
) -> None:
    row = acled(replace(event, when=when))
    assert (row["event_date"], row["time_precision"]) == told


def test_type_and_status_come_back_by_the_tags(tmp_path: Path, event: Event) -> None:
    write(events_frame([replace(event, status="attempted")]), tmp_path / "events.acled.csv")
    [row] = read_events(tmp_path / "events.acled.csv").to_dict("records")
    assert (row["event_type"], row["sub_event_type"], row["status"]) == ("crossing", "entry_exit", "attempted")


def test_what_came_from_acled_goes_back_as_it_was(tmp_path: Path) -> None:
    row = {
        "event_id_cnty": "PER1", "event_date": "2025-11-28", "year": "2025", "time_precision": "1", "disorder_type": "Demonstrations",
        "event_type": "Protests", "sub_event_type": "Peaceful protest", "actor1": "Protesters (Peru)", "assoc_actor_1": "Drivers",
        "inter1": "Protesters", "inter2": "", "iso": "604", "region": "South America", "country": "Peru", "admin1": "Tacna",
        "location": "Tacna", "latitude": "-18.0147", "longitude": "-70.2536", "geo_precision": "1", "source": "Example Wire",
        "source_scale": "National", "notes": "Drivers marched.", "fatalities": "0", "timestamp": "1764370000",
    }  # fmt: skip
    with (tmp_path / "theirs.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(row))
        table.writeheader()
        table.writerow(row)
    write(read_events(tmp_path / "theirs.csv"), tmp_path / "ours.acled.csv")
    with (tmp_path / "ours.acled.csv").open(encoding="utf-8", newline="") as file:
        again = next(csv.DictReader(file))
    assert {name: again[name] for name in row} == row


def test_all_sources_of_a_merged_event_are_named(acled: Callable[..., dict[str, str]], event: Event) -> None:
    other = replace(event, event_id="e9", article=replace(event.article, article_id="a9", source="La Gaceta"))
    assert acled(join([event, other]))["source"] == "Example Wire; La Gaceta"


def rows_of_hxl(event: Event, path: Path) -> list[list[str]]:
    write(events_frame([event]), path / "events.hxl.csv")
    with (path / "events.hxl.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_every_column_has_a_hashtag_as_the_standard_forms_them() -> None:
    assert [tag for tag in TAGS.values() if not re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag)] == []


def test_no_two_columns_have_one_hashtag() -> None:
    assert len(set(TAGS.values())) == len(TAGS)


def test_hashtags_stand_between_head_and_rows(event: Event, tmp_path: Path) -> None:
    head, tags, row = rows_of_hxl(event, tmp_path)
    told = dict(zip(tags, row, strict=True))
    assert head[0] == "event_id"
    assert (told["#geo+lat"], told["#country+code+v_iso3"], told["#meta+url"]) == ("-18.310434", "PER", "https://news.example/a1")


@pytest.mark.parametrize(("unit", "people"), [("people", "80"), ("cartons", ""), ("soldiers", "")])
def test_people_are_counted_where_the_number_counts_people(event: Event, tmp_path: Path, unit: str, people: str) -> None:
    assert event.count is not None
    head, _, row = rows_of_hxl(replace(event, count=replace(event.count, unit=unit)), tmp_path)
    assert row[head.index("people")] == people


@pytest.mark.parametrize("ending", [".csv", ".acled.csv", ".hxl.csv"])
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_of_any_csv_is_a_formula(event: Event, replaced: Make, tmp_path: Path, ending: str, text: str) -> None:
    write(events_frame([replaced(event, actor1=text)]), tmp_path / f"events{ending}")
    with (tmp_path / f"events{ending}").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert f"'{text}" in cells
    assert text not in cells


@pytest.fixture
def plover(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Give the record of an event as PLOVER's."""

    def record_of(event: Event) -> dict[str, Any]:
        write(events_frame([event]), tmp_path / "events.plover.jsonl", overwrite=True)
        record: dict[str, Any] = json.loads((tmp_path / "events.plover.jsonl").read_text(encoding="utf-8"))
        return record

    return record_of


def test_plover_has_codes_and_the_text_that_tells_the_event(plover: Callable[..., dict[str, Any]], line_event: Event) -> None:
    record = plover(line_event)
    assert (record["event"], record["mode"], record["context"], record["quad_code"]) == (["COERCE"], ["martial-law"], ["migration"], 4)
    assert record["event_text"] == [line_event.evidence.quote]
    assert (record["text_info"]["start"], record["text_info"]["end"]) == (0, len(line_event.evidence.quote))


def test_an_event_without_a_code_has_empty_lists(plover: Callable[..., dict[str, Any]], event: Event) -> None:
    record = plover(event)
    assert (record["event"], record["mode"], record["actor"], record["status"]) == ([], [], [], "reported")


def test_an_actor_has_country_and_sector(plover: Callable[..., dict[str, Any]], event: Event, replaced: Make) -> None:
    record = plover(replaced(event, actor1="Peruvian police", actor2="migrantes haitianos"))
    assert record["actor"] == [{"code": "PER", "sector": "COP", "entity_text": "Peruvian police"}]
    assert record["recipient"] == [{"code": "HTI", "sector": "REF", "entity_text": "migrantes haitianos"}]
