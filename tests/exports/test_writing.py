"""Files are written whole or not at all, and never over another one unless asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.errors import OutputError
from mapper.exports import check_writable, whole_file

if TYPE_CHECKING:
    from pathlib import Path


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
