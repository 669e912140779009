"""``mapper events``: data on stdout, talk on stderr, exit codes, files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas
import pytest

from mapper.layers.frames import EVENT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

QUIET = "Nothing happened at all in the garden today, and the tea was good.\n"


def test_each_event_is_a_feature_on_a_line(run: Run, desk: Path) -> None:
    lines = run("events", desk / "article.txt").stdout.splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["Feature"] * len(lines)
    assert len(lines) >= 2


def test_properties_are_those_of_the_contract_in_order(run: Run, desk: Path) -> None:
    first = json.loads(run("events", desk / "article.txt").stdout.splitlines()[0])
    assert list(first["properties"]) == list(EVENT_COLUMNS)


def test_a_quote_stands_in_the_text_where_its_offsets_say(run: Run, desk: Path) -> None:
    answer = run("events", desk / "article.txt", "--articles", desk / "texts.jsonl")
    text = json.loads((desk / "texts.jsonl").read_text(encoding="utf-8"))["text"]
    found = [json.loads(line)["properties"] for line in answer.stdout.splitlines()]
    assert [text[event["quote_start"] : event["quote_end"]] for event in found] == [event["quote"] for event in found]


def test_the_same_article_gives_the_same_bytes(run: Run, desk: Path) -> None:
    assert run("events", desk / "article.txt").stdout_bytes == run("events", desk / "article.txt").stdout_bytes


def test_weekdays_count_from_the_publication_date(run: Run, desk: Path) -> None:
    lines = run("events", desk / "article.txt", "--published", "2026-03-14").stdout.splitlines()
    assert "2026-03-12" in [json.loads(line)["properties"]["event_date"] for line in lines]


def test_without_a_publication_date_a_weekday_stays_open(run: Run, desk: Path) -> None:
    lines = run("events", desk / "article.txt").stdout.splitlines()
    assert {json.loads(line)["properties"]["event_date"] for line in lines} == {None}


def test_rs_starts_each_feature_with_a_record_separator(run: Run, desk: Path) -> None:
    lines = run("events", desk / "article.txt", "--rs").stdout.rstrip("\n").split("\n")
    assert all(line.startswith("\x1e{") for line in lines)


def test_collection_prints_one_object(run: Run, desk: Path) -> None:
    assert json.loads(run("events", desk / "article.txt", "--collection").stdout)["type"] == "FeatureCollection"


def test_no_events_is_a_result(run: Run, desk: Path) -> None:
    (desk / "quiet.txt").write_text(QUIET, encoding="utf-8")
    answer = run("events", desk / "quiet.txt")
    assert (answer.exit_code, answer.stdout) == (0, "")


def test_no_events_is_an_empty_collection(run: Run, desk: Path) -> None:
    (desk / "quiet.txt").write_text(QUIET, encoding="utf-8")
    assert json.loads(run("events", desk / "quiet.txt", "--collection").stdout)["features"] == []


def test_an_article_comes_through_a_pipe(run: Run, desk: Path) -> None:
    text = (desk / "article.txt").read_text(encoding="utf-8")
    assert run("events", "-", stdin=text).stdout.count("\n") == run("events", desk / "article.txt").stdout.count("\n")


def test_a_file_takes_the_place_of_stdout(run: Run, desk: Path) -> None:
    answer = run("events", desk / "article.txt", "-o", desk / "events.gpkg")
    assert answer.stdout == ""
    assert list(geopandas.read_file(desk / "events.gpkg", layer="events").columns) == [*EVENT_COLUMNS, "geometry"]


def test_a_file_is_not_overwritten_unless_asked(run: Run, desk: Path) -> None:
    (desk / "events.csv").write_text("mine")
    answer = run("events", desk / "article.txt", "-o", desk / "events.csv")
    assert (answer.exit_code, (desk / "events.csv").read_text()) == (1, "mine")


def test_overwrite_replaces_the_file(run: Run, desk: Path) -> None:
    (desk / "events.csv").write_text("mine")
    assert run("events", desk / "article.txt", "-o", desk / "events.csv", "--overwrite").exit_code == 0
    assert (desk / "events.csv").read_text(encoding="utf-8").startswith("event_id,")


def test_a_bad_input_is_reported_and_the_rest_is_done(run: Run, desk: Path) -> None:
    answer = run("events", desk / "missing.txt", desk / "article.txt")
    assert (answer.exit_code, answer.stderr.count("missing.txt"), bool(answer.stdout)) == (1, 1, True)


@pytest.mark.parametrize(
    "words",
    [("--rs", "--collection"), ("--rs", "-o", "e.csv"), ("--published", "Friday"), ("--published", "2026-02-30"), ("--lang", "fr")],
)
def test_options_that_make_no_sense_are_a_mistake_in_usage(run: Run, desk: Path, words: tuple[str, ...]) -> None:
    assert run("events", desk / "article.txt", *words).exit_code == 2


def test_one_name_for_two_files_is_a_mistake_in_usage(run: Run, desk: Path) -> None:
    assert run("events", desk / "article.txt", "-o", "x.csv", "--articles", "x.csv").exit_code == 2


def test_an_unknown_ending_is_said_before_any_reading(run: Run, desk: Path) -> None:
    answer = run("events", desk / "missing.txt", "-o", "events.shp")
    assert "events.shp" in answer.stderr
    assert "missing.txt" not in answer.stderr


def test_an_output_folder_that_is_not_there_is_named(run: Run, desk: Path) -> None:
    answer = run("events", desk / "article.txt", "-o", "nowhere/events.csv")
    assert (answer.exit_code, "there is no folder nowhere" in answer.stderr) == (1, True)


def test_explain_says_why_on_stderr(run: Run, desk: Path) -> None:
    answer = run("events", desk / "article.txt", "--explain")
    assert "trigger [" in answer.stderr
    assert "trigger [" not in answer.stdout


def test_details_are_said_only_if_asked_for(run: Run, desk: Path) -> None:
    assert run("events", desk / "article.txt", "--published", "2026-03-14").stderr == ""
    assert "events" in run("events", desk / "article.txt", "-v").stderr


def test_a_language_that_we_have_no_words_for_is_said_plainly(run: Run, desk: Path) -> None:
    text = "Le gouvernement a annoncé vendredi que la frontière avec le Chili sera fermée pendant deux semaines, selon le ministère."
    (desk / "fr.txt").write_text(text, encoding="utf-8")
    answer = run("events", desk / "fr.txt")
    assert (answer.exit_code, answer.stdout, "the language is fr" in answer.stderr) == (0, "", True)


def test_quiet_says_nothing_but_errors(run: Run, desk: Path) -> None:
    text = "Le gouvernement a annoncé vendredi que la frontière avec le Chili sera fermée pendant deux semaines, selon le ministère."
    (desk / "fr.txt").write_text(text, encoding="utf-8")
    assert run("events", desk / "fr.txt", "-q").stderr == ""


@pytest.fixture
def clippings(desk: Path) -> Path:
    """Two papers that tell the same, in English and in Spanish."""
    rows = [
        {"id": "en", "lang": "en", "published": "2026-03-03", "source": "Post",
         "text": "The Dominican Republic deported 416 Haitians through Dajabon on Monday."},
        {"id": "es", "lang": "es", "published": "2026-03-03", "source": "Diario",
         "text": "Migración deportó el lunes a 416 haitianos por la puerta fronteriza de Dajabón."},
    ]  # fmt: skip
    path = desk / "clippings.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_each_article_tells_its_own_events(run: Run, clippings: Path) -> None:
    assert len(run("events", clippings).stdout.splitlines()) == 2


def test_merged_events_keep_all_their_reports(run: Run, clippings: Path) -> None:
    [line] = run("events", clippings, "--merge").stdout.splitlines()
    properties = json.loads(line)["properties"]
    assert (properties["n_reports"], properties["n_sources"]) == (2, 2)
    assert {report["source"] for report in json.loads(properties["reports"])} == {"Post", "Diario"}


def test_merging_keeps_the_texts_of_all_articles(run: Run, desk: Path, clippings: Path) -> None:
    run("events", clippings, "--merge", "--articles", desk / "texts.jsonl")
    assert len((desk / "texts.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_map_draws_once_what_two_papers_tell_unless_told_otherwise(run: Run, clippings: Path) -> None:
    assert run("map", clippings).stderr.startswith("1 event")
    assert run("map", clippings, "--no-merge").stderr.startswith("2 events")


def test_articles_that_leave_dates_open_are_counted(run: Run, desk: Path) -> None:
    assert "1 article has no publication date" in run("events", desk / "article.txt").stderr
    assert "publication date" not in run("events", desk / "article.txt", "--published", "2026-03-14").stderr
