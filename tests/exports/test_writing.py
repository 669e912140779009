"""Files are written whole or not at all, and never over another one unless asked."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mapper.errors import OutputError
from mapper.exports import check_writable, whole_file

ROOT = Path(__file__).parents[2]


def test_what_was_written_stands_under_its_name(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.txt") as draft:
        draft.write_text("whole")
    assert (tmp_path / "a.txt").read_text() == "whole"


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.txt") as draft:
        draft.write_text("whole")
        draft.with_name("a.txt-journal").write_text("side file")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_an_error_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with whole_file(tmp_path / "a.txt") as draft:
            draft.write_text("half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(OutputError, match=r"a\.txt: the file exists; choose another name or pass --overwrite"), whole_file(path):
        pass
    assert path.read_text() == "old"


def test_overwrite_replaces_a_file_that_exists(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with whole_file(path, overwrite=True) as draft:
        draft.write_text("new")
    assert path.read_text() == "new"


def test_a_failed_overwrite_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def fail() -> None:
        with whole_file(path, overwrite=True) as draft:
            draft.write_text("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"a\.txt: cannot write \(No space left on device\)"):
        fail()
    assert path.read_text() == "old"


def test_what_a_killed_process_left_is_swept_by_the_next(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from mapper.exports import whole_file\n"
        "with whole_file(Path(sys.argv[1])) as draft:\n"
        "    draft.write_text('half'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, tmp_path / "a.html"], cwd=ROOT, check=False)  # noqa: S603 - our own words
    left = [path.name for path in tmp_path.iterdir()]
    with whole_file(tmp_path / "b.html") as draft:
        draft.write_text("whole")
    assert ([name.startswith(".writing-") for name in left], [path.name for path in tmp_path.iterdir()]) == ([True], ["b.html"])


def test_who_still_writes_is_left_alone(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.html") as slow:
        slow.write_text("slow")
        with whole_file(tmp_path / "b.html") as draft:
            draft.write_text("quick")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.html"]


@pytest.mark.parametrize(("age_s", "stays"), [(60.0, True), (90_000.0, False)])
def test_a_folder_of_another_machine_is_swept_after_a_day(tmp_path: Path, age_s: float, *, stays: bool) -> None:
    other = tmp_path / ".writing-00000000-1-abc"
    other.mkdir()
    then = time.time() - age_s
    os.utime(other, (then, then))
    with whole_file(tmp_path / "a.html") as draft:
        draft.write_text("whole")
    assert other.exists() == stays


def test_a_file_that_someone_else_made_in_the_meantime_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"

    def race() -> None:
        with whole_file(path) as draft:
            draft.write_text("ours")
            path.write_text("theirs")

    with pytest.raises(OutputError, match="exists"):
        race()
    assert path.read_text() == "theirs"


def test_a_missing_folder_is_named_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"there is no folder .*nowhere; create it first"):
        check_writable(tmp_path / "nowhere" / "a.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="this is a folder; name a file in it"):
        check_writable(tmp_path, overwrite=True)


def test_a_folder_that_refuses_files_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # The tests may run as root, whom no permissions stop: the question is answered for the system.
    monkeypatch.setattr("mapper.exports.writing.os.access", lambda *_: False)
    with pytest.raises(OutputError, match="is not writable; choose another one or change its permissions"):
        check_writable(tmp_path / "a.txt")
