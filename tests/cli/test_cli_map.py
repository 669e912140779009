"""``mapper map``: one self-contained page from articles or from tables of events."""

from __future__ import annotations

import base64
import re
import zlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.fixture
def table(run: Run, desk: Path) -> Path:
    """What ``mapper events`` printed of the article."""
    path = desk / "events.geojsonl"
    path.write_bytes(run("events", desk / "article.txt").stdout_bytes)
    return path


def test_the_page_goes_to_output_and_its_path_to_stdout(run: Run, desk: Path) -> None:
    answer = run("map", desk / "article.txt")
    assert (answer.exit_code, answer.stdout) == (0, "output/map.html\n")
    assert (desk / "output" / "map.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_default_page_is_replaced_each_time(run: Run, desk: Path) -> None:
    run("map", desk / "article.txt")
    assert run("map", desk / "article.txt").exit_code == 0


def test_a_page_named_by_the_user_is_not_replaced_unless_asked(run: Run, desk: Path) -> None:
    (desk / "mine.html").write_text("mine")
    answer = run("map", desk / "article.txt", "-o", "mine.html")
    assert (answer.exit_code, (desk / "mine.html").read_text()) == (1, "mine")
    assert run("map", desk / "article.txt", "-o", "mine.html", "--overwrite").exit_code == 0


def test_the_page_is_the_same_bytes_for_the_same_article(run: Run, desk: Path) -> None:
    run("map", desk / "article.txt", "-o", "a.html")
    run("map", desk / "article.txt", "-o", "b.html")
    assert (desk / "a.html").read_bytes() == (desk / "b.html").read_bytes()


def test_what_events_printed_can_be_mapped(run: Run, desk: Path, table: Path) -> None:
    answer = run("map", table)
    assert (answer.exit_code, (desk / "output" / "map.html").exists()) == (0, True)


def test_what_events_printed_can_come_through_a_pipe(run: Run, table: Path) -> None:
    assert run("map", "-", stdin=table.read_bytes()).stderr == run("map", table).stderr


def test_an_article_can_come_through_a_pipe(run: Run, desk: Path) -> None:
    assert run("map", "-", stdin=(desk / "article.txt").read_bytes()).stderr == run("map", desk / "article.txt").stderr


def test_dates_that_only_the_publication_date_would_fix_are_said(run: Run, desk: Path) -> None:
    assert "give it with --published" in run("map", desk / "article.txt").stderr
    assert "--published" not in run("map", desk / "article.txt", "--published", "2026-03-14").stderr


def test_the_summary_counts_on_stderr(run: Run, desk: Path, table: Path) -> None:
    count = len(table.read_text(encoding="utf-8").splitlines())
    assert run("map", desk / "article.txt").stderr.startswith(f"{count} event")


def test_a_high_confidence_leaves_events_out(run: Run, desk: Path) -> None:
    assert run("map", desk / "article.txt", "--min-confidence", "1").stderr != run("map", desk / "article.txt").stderr


def test_only_border_leaves_out_what_lies_elsewhere(run: Run, desk: Path) -> None:
    assert run("map", desk / "article.txt", "--only-border", "--border", "POL-BLR").stderr.startswith("No events")


def test_the_title_stands_on_the_page_as_text(run: Run, desk: Path) -> None:
    run("map", desk / "article.txt", "--title", "<b>Week</b> & more")
    assert "<b>Week</b>" not in (desk / "output" / "map.html").read_text(encoding="utf-8")


def test_the_page_is_in_the_language_asked_for(run: Run, desk: Path) -> None:
    run("map", desk / "article.txt", "--ui-lang", "es")
    assert '<html lang="es"' in (desk / "output" / "map.html").read_text(encoding="utf-8")


def test_the_page_is_in_the_language_of_the_articles_if_none_is_asked_for(run: Run, desk: Path) -> None:
    (desk / "es.txt").write_text("El Gobierno del Perú cerró el viernes la frontera con Chile en Santa Rosa.\n", encoding="utf-8")
    run("map", desk / "es.txt")
    assert '<html lang="es"' in (desk / "output" / "map.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("option", "start"), [("--png", b"\x89PNG"), ("--svg", b"<svg"), ("--pdf", b"%PDF")])
def test_a_picture_is_written_beside_the_page(run: Run, desk: Path, option: str, start: bytes) -> None:
    run("map", desk / "article.txt", option, "picture")
    assert (desk / "picture").read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        (("-o", "week.png"), "week.png: what is written there is HTML, which its ending does not say; name it week.html"),
        (("--png", "week.jpg"), "week.jpg: what is written there is PNG, which its ending does not say; name it week.png"),
        (("--pdf", "week.svg"), "week.svg: what is written there is PDF, which its ending does not say; name it week.pdf"),
    ],
)
def test_a_name_that_says_another_format_is_refused(run: Run, desk: Path, words: tuple[str, str], cure: str) -> None:
    answer = run("map", desk / "article.txt", *words)
    assert (answer.exit_code, answer.stderr, sorted(path.name for path in desk.iterdir())) == (1, f"Error: {cure}\n", ["article.txt"])


def test_embed_prints_a_snippet_and_writes_no_page(run: Run, desk: Path) -> None:
    answer = run("map", desk / "article.txt", "--embed")
    assert answer.stdout.startswith("<iframe")
    assert not (desk / "output").exists()


def test_embed_and_a_page_contradict_each_other(run: Run, desk: Path) -> None:
    assert run("map", desk / "article.txt", "--embed", "-o", "page.html").exit_code == 2


def test_open_opens_the_page_in_the_browser(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    run("map", desk / "article.txt", "--open")
    assert opened == [(desk / "output" / "map.html").resolve().as_uri()]


@pytest.mark.parametrize("name", ["OpenStreetMap.Mapnik", "OpenStreetMap"])
def test_tiles_name_their_host_in_the_page(run: Run, desk: Path, name: str) -> None:
    run("map", desk / "article.txt", "--tiles", name)
    assert "tile.openstreetmap.org" in (desk / "output" / "map.html").read_text(encoding="utf-8")


def test_unknown_tiles_are_an_error_of_one_line(run: Run, desk: Path) -> None:
    answer = run("map", desk / "article.txt", "--tiles", "Moonmaps")
    assert (answer.exit_code, "Moonmaps" in answer.stderr) == (1, True)


def test_no_events_still_make_a_page(run: Run, desk: Path) -> None:
    (desk / "quiet.txt").write_text("Nothing happened at all in the garden today, and the tea was good.\n", encoding="utf-8")
    answer = run("map", desk / "quiet.txt")
    assert (answer.exit_code, answer.stderr) == (0, "No events\n")


def test_inputs_that_are_all_bad_make_no_page(run: Run, desk: Path) -> None:
    answer = run("map", desk / "missing.txt")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert not (desk / "output").exists()


def test_a_bad_input_is_reported_and_the_rest_is_mapped(run: Run, desk: Path) -> None:
    answer = run("map", desk / "missing.txt", desk / "article.txt")
    assert (answer.exit_code, answer.stdout, "missing.txt" in answer.stderr) == (1, "output/map.html\n", True)


def test_a_file_where_the_output_folder_should_be_is_named(run: Run, desk: Path) -> None:
    (desk / "output").write_text("a file")
    answer = run("map", desk / "article.txt")
    assert (answer.exit_code, "output: cannot make this folder" in answer.stderr) == (1, True)


def test_the_places_of_an_article_are_shown_from_the_start_if_asked(run: Run, desk: Path) -> None:
    def shows_places(*options: str) -> bool:
        run("map", desk / "article.txt", "-o", "page.html", "--overwrite", *options)
        blocks = re.findall('data-as="script">([^<]+)<', (desk / "page.html").read_text(encoding="utf-8"))
        script = "".join(zlib.decompress(base64.b64decode(block)).decode() for block in blocks)
        calls = re.findall(r"var (place_layer_\w+) = mapperEventLayer", script)
        return all(f"{name}.addTo(" in script for name in calls) and len(calls) == 1

    assert (shows_places("--places"), shows_places()) == (True, False)
