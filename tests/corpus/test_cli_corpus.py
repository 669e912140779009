"""``mapper corpus``: a folder of GeoParquet from any number of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from mapper.cli.corpus import progress_line
from mapper.cli.root import cli

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text("On 3 March 2026 Peru closed the border with Chile at Santa Rosa.\n", encoding="utf-8")
    return path


def test_the_path_of_the_events_goes_to_stdout_and_the_counts_to_stderr(article: Path, tmp_path: Path) -> None:
    answer = run("corpus", article, "-o", tmp_path / "corpus", "--jobs", "1")
    assert (answer.exit_code, answer.stdout) == (0, f"{tmp_path / 'corpus' / 'events'}\n")
    assert answer.stderr == "1 article, 1 report, 1 event\n"


def test_the_event_lies_in_its_month(article: Path, tmp_path: Path) -> None:
    run("corpus", article, "-o", tmp_path / "corpus", "--jobs", "1")
    assert (tmp_path / "corpus" / "events" / "year=2026" / "month=03" / "events-0000.parquet").exists()


@pytest.mark.parametrize("command", ["map", "report"])
@pytest.mark.parametrize("folder", ["corpus", "corpus/events"])
def test_a_corpus_is_drawn_and_reported_by_its_folder(article: Path, tmp_path: Path, command: str, folder: str) -> None:
    run("corpus", article, "-o", tmp_path / "corpus", "--jobs", "1")
    assert run(command, tmp_path / folder, "-o", tmp_path / "page.html").stderr.startswith("1 event,")


def test_rejects_are_counted_and_exit_with_one(article: Path, tmp_path: Path) -> None:
    answer = run("corpus", article, tmp_path / "missing.txt", "-o", tmp_path / "corpus", "--jobs", "1")
    assert (answer.exit_code, "rejects.jsonl" in answer.stderr) == (1, True)


def test_other_settings_are_refused_unless_overwritten(article: Path, tmp_path: Path) -> None:
    words = ("corpus", article, "-o", tmp_path / "corpus", "--jobs", "1")
    run(*words)
    assert run(*words, "--border", "PER-CHL").exit_code == 1
    assert run(*words, "--border", "PER-CHL", "--overwrite").exit_code == 0


def test_overwrite_leaves_a_folder_of_other_things_alone(article: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine" / "events" / "wedding.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    assert run("corpus", article, "-o", tmp_path / "mine", "--overwrite", "--jobs", "1").exit_code == 1
    assert mine.exists()


def test_jobs_and_dask_contradict_each_other(article: Path, tmp_path: Path) -> None:
    assert run("corpus", article, "-o", tmp_path / "corpus", "--jobs", "2", "--dask", "tcp://127.0.0.1:1").exit_code == 2


def test_without_a_terminal_no_progress_is_shown(article: Path, tmp_path: Path) -> None:
    assert "\r" not in run("corpus", article, "-o", tmp_path / "corpus", "--jobs", "1").stderr


def test_the_time_left_is_shown_where_the_number_of_articles_is_known() -> None:
    assert progress_line(100, 0, 1000, 10.0) == "100 articles, 10 a second, 0:01:30 left"
    assert progress_line(100, 0, None, 10.0) == "100 articles, 10 a second"
