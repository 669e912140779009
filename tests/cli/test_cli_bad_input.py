"""Whatever is wrong with an input: one line that names the file and the cure, exit code 1, nothing half-written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.txt": bytes(range(256)) * 40,
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "half.jsonl": b'{"id": "1", "text": "Peru closed the border with Chile."}\n{"id": "2", "text": "Chi\n',
    "list.jsonl": b"[1, 2, 3]\n",
    "no-text.csv": b"id,title\n1,A title without its text\n",
}


@pytest.mark.parametrize("name", sorted(BAD))
@pytest.mark.parametrize("command", ["events", "places", "map"])
def test_a_bad_file_is_named_on_one_line(run: Run, desk: Path, name: str, command: str) -> None:
    (desk / name).write_bytes(BAD[name])
    answer = run(command, desk / name, "-q")
    assert (answer.exit_code, answer.stderr.count("\n"), name in answer.stderr) == (1, 1, True)


def test_what_could_be_read_of_a_half_broken_file_is_done(run: Run, desk: Path) -> None:
    (desk / "half.jsonl").write_bytes(BAD["half.jsonl"])
    assert '"Peru closed the border with Chile."' in run("events", desk / "half.jsonl").stdout


def test_a_file_that_may_not_be_read_is_named(run: Run, desk: Path) -> None:
    (desk / "loop.txt").symlink_to(desk / "loop.txt")  # unreadable for root too, whom no permissions stop
    answer = run("events", desk / "loop.txt")
    assert (answer.exit_code, "loop.txt" in answer.stderr) == (1, True)


def test_an_empty_folder_is_named(run: Run, desk: Path) -> None:
    (desk / "empty").mkdir()
    answer = run("events", desk / "empty")
    assert (answer.exit_code, "empty" in answer.stderr) == (1, True)


def test_nothing_through_a_pipe_is_an_error(run: Run) -> None:
    assert run("events", "-", stdin=b"").exit_code == 1


def test_a_text_of_latin_1_is_read_with_its_accents(run: Run, desk: Path) -> None:
    text = "El Perú cerró el viernes la frontera con Chile. La decisión rige también mañana en el paso de Santa Rosa, según el Gobierno.\n"
    (desk / "latin1.txt").write_bytes(text.encode("latin-1"))
    answer = run("events", desk / "latin1.txt")
    assert (answer.exit_code, "Perú cerró" in answer.stdout) == (0, True)


def test_a_text_without_any_place_gives_nothing_and_no_error(run: Run, desk: Path) -> None:
    (desk / "plain.txt").write_text("It rained. Everybody stayed at home and read a book.\n", encoding="utf-8")
    answer = run("places", desk / "plain.txt")
    assert (answer.exit_code, answer.stdout, answer.stderr) == (0, "", "")


def test_nothing_is_written_for_an_input_that_cannot_be_read(run: Run, desk: Path) -> None:
    run("events", desk / "missing.txt", "-o", desk / "events.csv")
    assert [path.name for path in desk.iterdir()] == ["article.txt"]


def test_a_text_of_50_megabytes_is_refused_with_the_cure(run: Run, desk: Path) -> None:
    (desk / "huge.txt").write_bytes(b"Peru closed the border with Chile. " * 1_500_000)
    answer = run("events", desk / "huge.txt")
    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (1, "", 1)
    assert "huge.txt" in answer.stderr
    assert "split it into articles" in answer.stderr
