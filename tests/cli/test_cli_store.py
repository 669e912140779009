from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

ARTICLE = ("article.txt", "--published", "2026-03-14")
FEED = (
    "<rss version='2.0'><channel><title>Wire</title><item><title>A</title><guid>1</guid>"
    "<description>At least 120 people tried to cross from Chile into Peru near Santa Rosa.</description></item></channel></rss>"
)


@pytest.fixture
def kept(run: Callable[..., Result], desk: Path) -> Path:
    """A store with one article."""
    assert run("store", "add", "events.gpkg", *ARTICLE).exit_code == 0
    return desk / "events.gpkg"


def ids(run: Callable[..., Result], *words: str) -> list[str]:
    return [line.split("\t")[0] for line in run("store", "list", "events.gpkg", "-q", *words).stdout.splitlines()]


@pytest.mark.usefixtures("kept")
def test_adding_again_says_that_the_article_is_known(run: Callable[..., Result]) -> None:
    assert "0 articles new, 0 changed, 1 known" in run("store", "add", "events.gpkg", *ARTICLE).stderr


@pytest.mark.usefixtures("desk")
def test_a_watch_writes_its_map_as_a_page_only(run: Callable[..., Result]) -> None:
    answer = run("watch", "feed.xml", "--store", "s.gpkg", "--map", "map.png", "--once")
    assert (answer.exit_code, "name it map.html" in answer.stderr) == (1, True)


@pytest.mark.usefixtures("desk")
def test_one_article_and_one_event_are_not_spoken_of_as_many(run: Callable[..., Result]) -> None:
    said = run("store", "add", "one.gpkg", "-", stdin="Peru closed the border with Chile at Santa Rosa on 5 January 2025.").stderr
    assert said == "1 article new, 0 changed, 0 known; one.gpkg holds 1 article and 1 event\n"


def test_a_store_is_only_made_for_what_could_be_read(run: Callable[..., Result], desk: Path) -> None:
    answer = run("store", "add", "new.gpkg", "missing.txt")
    assert (answer.exit_code, answer.stderr) == (1, "Error: missing.txt: no such file; check the name\n")
    assert not (desk / "new.gpkg").exists()


@pytest.mark.usefixtures("kept")
def test_a_store_that_is_there_says_what_it_holds_though_nothing_could_be_read(run: Callable[..., Result]) -> None:
    answer = run("store", "add", "events.gpkg", "missing.txt")
    assert (answer.exit_code, "events.gpkg holds 1 article and 2 events" in answer.stderr) == (1, True)


@pytest.mark.usefixtures("kept")
def test_the_list_is_a_line_an_event_with_tabs(run: Callable[..., Result]) -> None:
    lines = run("store", "list", "events.gpkg").stdout.splitlines()
    assert [line.split("\t")[2] for line in lines] == ["crossing", "deployment"]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--type", "crossing"), 1),
        (("--status", "announced"), 1),
        (("--until", "2026-03-14"), 1),
        (("--since", "2026-04"), 0),
        (("--near", "-70.3165,-18.3075,3"), 2),
        (("--near", "Lima,30"), 0),
        (("--near", "Tacna,60", "--type", "crossing", "--type", "deployment"), 2),
    ],
)
def test_each_choice_gives_other_events(run: Callable[..., Result], words: tuple[str, ...], count: int) -> None:
    assert len(ids(run, *words)) == count


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("words", ["Tacna", "Tacna,-3", "200,10,5", "1,2", ",5"])
def test_a_distance_that_says_nothing_is_a_mistake(run: Callable[..., Result], words: str) -> None:
    assert run("store", "list", "events.gpkg", "--near", words).exit_code in (1, 2)


@pytest.mark.usefixtures("kept")
def test_a_place_that_nobody_knows_is_named(run: Callable[..., Result]) -> None:
    answer = run("store", "list", "events.gpkg", "--near", "Qwxyzzyx,5")
    assert (answer.exit_code, "no place is named" in answer.stderr) == (1, True)


@pytest.mark.usefixtures("kept")
def test_until_before_since_is_a_mistake(run: Callable[..., Result]) -> None:
    assert run("store", "list", "events.gpkg", "--since", "2026-05", "--until", "2026-04").exit_code == 2


def test_export_writes_what_is_chosen(run: Callable[..., Result], kept: Path) -> None:
    assert run("store", "export", str(kept), "-o", "march.geojson", "--type", "crossing").exit_code == 0
    features = json.loads((kept.parent / "march.geojson").read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["event_type"] for feature in features] == ["crossing"]


@pytest.mark.usefixtures("kept")
def test_a_store_is_drawn_by_map(run: Callable[..., Result]) -> None:
    answer = run("map", "events.gpkg", "--type", "crossing", "-o", "map.html")
    assert (answer.exit_code, "1 event," in answer.stderr) == (0, True)


@pytest.mark.usefixtures("desk")
def test_a_store_that_is_not_there_is_an_error_of_one_line(run: Callable[..., Result]) -> None:
    answer = run("store", "list", "none.gpkg")
    assert (answer.exit_code, answer.stderr.count("\n"), answer.stdout) == (1, 1, "")


def test_a_correction_is_shown_in_every_later_list_and_map(run: Callable[..., Result], kept: Path) -> None:
    assert run("review", "events.gpkg", "--form", "form.csv").exit_code == 0
    with (kept.parent / "form.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][1:6] = ["edit", "count_text", "150 people", "R. Quispe", "2026-03-20"]
    rows[2][1:6] = ["drop", "", "", "R. Quispe", "2026-03-20"]
    with (kept.parent / "form.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    assert run("review", "events.gpkg", "--apply", "form.csv").exit_code == 0
    (line,) = run("store", "list", "events.gpkg").stdout.splitlines()
    assert line.split("\t")[4:8:3] == ["150 people", "count_text set by R. Quispe, 2026-03-20"]
    assert "1 event," in run("map", "events.gpkg", "-o", "map.html").stderr


def test_a_table_of_events_is_corrected_into_another(run: Callable[..., Result], desk: Path) -> None:
    run("events", *ARTICLE, "-o", "events.geojsonl", "--review-form", "form.csv")
    with (desk / "form.csv").open(encoding="utf-8-sig", newline="") as file:
        first = list(csv.reader(file))[1][0]
    (desk / "said.csv").write_text(f"event_id,action,column,value,by,when\n{first},drop,,,A,2026-03-20\n", encoding="utf-8")
    answer = run("review", "events.geojsonl", "--apply", "said.csv")
    assert (answer.exit_code, [json.loads(line)["properties"]["event_type"] for line in answer.stdout.splitlines()]) == (0, ["deployment"])


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x,explode,,,A,2026-03-20", "line 2: the action 'explode'"),
        ("x,drop,,,A,20 March", "line 2: the column when"),
        ("x,drop,,,,2026-03-20", "line 2: the column by is empty"),
        ("x,edit,quote,y,A,2026-03-20", "quote: this column cannot be edited"),
        ("x,edit,count_min,many,A,2026-03-20", "write a whole number"),
        ("x,edit,longitude,400,A,2026-03-20", "must lie between -180 and 180"),
        ("x,edit,status,maybe,A,2026-03-20", "choose one of reported"),
        ("x,drop,,,A,2026-03-20", "there is no event x"),
    ],
)
def test_a_wrong_correction_is_named_and_nothing_is_applied(
    run: Callable[..., Result], desk: Path, row: str, said: str
) -> None:
    (desk / "said.csv").write_text(f"event_id,action,column,value,by,when\n{row}\n", encoding="utf-8")
    answer = run("review", "events.gpkg", "--apply", "said.csv")
    assert (answer.exit_code, said in answer.stderr, len(ids(run))) == (1, True, 2)


def test_a_moved_event_is_measured_along_the_border_anew(run: Callable[..., Result], kept: Path) -> None:
    event = ids(run, "--type", "crossing")[0]
    rows = f"event_id,action,column,value,by,when\n{event},edit,longitude,-69.9,A,2026-03-20\n{event},edit,latitude,-18.0,A,2026-03-20\n"
    (kept.parent / "said.csv").write_text(rows, encoding="utf-8")
    run("review", "events.gpkg", "--apply", "said.csv")
    run("store", "export", "events.gpkg", "-o", "x.geojson", "--type", "crossing")
    (feature,) = json.loads((kept.parent / "x.geojson").read_text(encoding="utf-8"))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-69.9, -18.0]}
    assert feature["properties"]["chainage_km"] > 40


def test_the_form_has_no_formulas(run: Callable[..., Result], desk: Path) -> None:
    text = "=HYPERLINK(1) says 120 people tried to cross from Chile into Peru near Santa Rosa."
    (desk / "article.txt").write_text(text, encoding="utf-8")
    run("events", *ARTICLE, "--review-form", "form.csv")
    with (desk / "form.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith("=")]


def test_watch_goes_round_once(run: Callable[..., Result], desk: Path) -> None:
    (desk / "feed.xml").write_text(FEED, encoding="utf-8")
    words = ("watch", "feed.xml", "--store", "events.gpkg", "--map", "watch.html", "--once")
    assert "1 article new" in run(*words).stderr
    again = run(*words)
    assert (again.exit_code, "0 articles new" in again.stderr, again.stdout) == (0, True, "watch.html\n")


def test_a_bad_feed_makes_watch_end_with_1(run: Callable[..., Result], desk: Path) -> None:
    (desk / "feed.xml").write_text(FEED, encoding="utf-8")
    answer = run("watch", "none.xml", "feed.xml", "--store", "events.gpkg", "--once")
    assert (answer.exit_code, "none.xml" in answer.stderr, (desk / "output" / "watch.html").exists()) == (1, True, True)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("every", ["soon", "5s", "15", "0m"])
def test_watch_wants_a_time_of_a_minute_or_longer(run: Callable[..., Result], every: str) -> None:
    assert run("watch", "feed.xml", "--store", "events.gpkg", "--every", every).exit_code == 2
