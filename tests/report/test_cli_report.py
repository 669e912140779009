"""``mapper report``: one page from articles or tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from mapper.cli.root import cli

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

TEXT = "TACNA, Peru. At least 120 people crossed from Chile into Peru on 12 March 2026 near Santa Rosa.\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["report", *map(str, words)], catch_exceptions=False)


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_report_goes_to_output_and_its_path_to_stdout(article: Path) -> None:
    answer = run(article)
    assert (answer.exit_code, answer.stdout, answer.stderr[:7]) == (0, "output/report.html\n", "1 event")
    assert "At least 120 people" in (article.parent / "output" / "report.html").read_text(encoding="utf-8")


def test_a_report_named_by_the_user_is_not_replaced_unless_asked(article: Path) -> None:
    (article.parent / "mine.html").write_text("mine")
    assert run(article, "-o", "mine.html").exit_code == 1
    assert run(article, "-o", "mine.html", "--overwrite").exit_code == 0


def test_title_and_language_are_the_users(article: Path) -> None:
    run(article, "--ui-lang", "es", "--title", "Una semana")
    page = (article.parent / "output" / "report.html").read_text(encoding="utf-8")
    assert ('<html lang="es">' in page, '<h1 dir="auto">Una semana</h1>' in page) == (True, True)


def test_what_is_not_sure_enough_is_left_out(article: Path) -> None:
    assert run(article, "--min-confidence", "1").stderr.startswith("No events")


def test_only_border_leaves_out_what_lies_elsewhere(article: Path) -> None:
    (article.parent / "far.txt").write_text("Police arrested 15 people in Lima on 12 March 2026.\n", encoding="utf-8")
    assert run(article, article.parent / "far.txt").stderr.startswith("2 events")
    assert run(article, article.parent / "far.txt", "--only-border").stderr.startswith("1 event,")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--since", "2026-03-12"), "1 event,"), (("--since", "2026-04"), "No events"), (("--until", "2026-02"), "No events"),
        (("--type", "crossing"), "1 event,"), (("--type", "protest"), "No events"), (("--status", "denied"), "No events"),
        (("--near", "-70.3,-18.3,30"), "1 event,"), (("--near", "-70.3,-12,30"), "No events"),
    ],
)  # fmt: skip
def test_events_are_chosen_as_for_the_map_and_the_store(article: Path, words: tuple[str, ...], told: str) -> None:
    assert run(article, *words).stderr.startswith(told)


def test_a_table_of_events_is_reported_as_it_is(article: Path) -> None:
    CliRunner().invoke(cli, ["events", str(article), "-o", "events.geojsonl"], catch_exceptions=False)
    assert run("events.geojsonl").stderr == run(article).stderr


def test_a_report_is_not_written_under_the_name_of_a_text(article: Path) -> None:
    answer = run(article, "-o", "week.txt")
    assert (answer.exit_code, "name it week.html" in answer.stderr) == (1, True)


def test_inputs_that_are_all_bad_make_no_report(article: Path) -> None:
    answer = run(article.parent / "missing.txt")
    assert (answer.exit_code, answer.stdout, (article.parent / "output").exists()) == (1, "", False)
