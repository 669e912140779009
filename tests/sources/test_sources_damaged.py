"""Damaged files of every kind are read in part or refused on one line, never with another error."""

from __future__ import annotations

import io
import json
import random
import re
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from gdelt_rows import row
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.errors import InputError
from mapper.sources import is_event_table, read_articles, read_events

SAMPLES = Path(__file__).parent / "samples"
SPLINTERS = (
    b"", b"\0", b"\xff", b'"', b"<", b">", b"[", b"{", b"]]", b"\n", b"\t", b"-", b"9" * 400, b"1e999", b"NaN", b"null", b"\xed\xa0\x80",
    b"\xef\xbb\xbf", b"<!ENTITY", b"&#0;", b"&#x110000;", b"\x1e", b",", b"'", b"=", b"{}", b"[]", b'""', b"-1", b"0", b"true",
)  # fmt: skip
_CELL = re.compile(rb'"[^"]*"|[-\d.]+|\t')


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", data)
    return file.getvalue()


WHOLE = {path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir())} | {
    "a.jsonl": b'{"id": 1, "text": "Gate shut."}\n{"id": 2, "text": "Gate open."}\n',
    "a.csv": "id,text,title\n1,Cerró la puerta,T\n".encode(),
    "a.geojson": b'{"type": "Feature", "properties": {"event_type": "aid", "count_min": 3}, "geometry": null}',
    "own.csv": b"event_type,count_min,geometry\naid,3,POINT (-70 -18)\n",
    "1.CSV": row(version=1) * 2,
    "a.zip": zipped(row()),
}


def damaged(data: bytes, seed: int) -> bytes:
    """Cut, double and splinter a file at a few places."""
    chance, broken = random.Random(seed), bytearray(data)  # noqa: S311 - the same for the same seed
    for _ in range(chance.randrange(1, 5)):
        start = chance.randrange(len(broken) + 1)
        end = min(len(broken), start + chance.randrange(1, 30))
        cells = [cell.span() for cell in _CELL.finditer(broken)]
        if cells and chance.random() < 0.4:
            start, end = chance.choice(cells)
        broken[start:end] = chance.choice([chance.choice(SPLINTERS), bytes(broken[start:end]) * 2])
    return bytes(broken)


def read_all(path: Path) -> None:
    is_event_table(path)
    list(read_articles(path, lang="en", on_error=str))
    with suppress(InputError):
        read_events(path)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_damaged_file_is_read_in_part_or_refused(tmp_path: Path, name: str) -> None:
    @settings(max_examples=15, deadline=None)
    @given(st.integers(0, 10**6))
    def law(seed: int) -> None:
        path = tmp_path / name
        path.write_bytes(damaged(WHOLE[name], seed))
        read_all(path)

    law()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", WHOLE["a.zip"][:60] + b"\xff\xff" + WHOLE["a.zip"][62:]),
        ("a.zip", b"PK\x03\x04" + b"\0" * 60),
        ("a.jsonld", b"7"),
        ("a.csv", b'"id\rx,text\n1,Gate shut.\n'),
        ("own.csv", b"\n\n"),
        ("own.csv", b"event_type,geometry\naid,POINT (1e999 2)\n"),
        ("a.geojson", WHOLE["a.geojson"].replace(b"3", b"9" * 400)),
        ("1.CSV", row(mentions="1e999", articles="2.5", sources="NaN")),
        ("acled.csv", b"event_id_cnty,event_type,sub_event_type,latitude,longitude\nA1,No such,Type,1,2\n"),
    ],
)
def test_what_once_went_wrong_goes_right(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    read_all(tmp_path / name)


def test_a_zip_archive_that_would_fill_the_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapper.sources.opening.UNPACKED_LIMIT", 2_000_000)
    (tmp_path / "a.zip").write_bytes(zipped(b"0" * 5_000_000))
    with pytest.raises(InputError, match=r"a\.zip: unpacked, this is larger than"):
        list(read_articles(tmp_path / "a.zip"))


def test_a_zip_archive_comes_through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Pipe(WHOLE["a.zip"]))))
    assert is_event_table("-")
    assert list(read_events("-")["location"]) == ["Tacna"]


def test_a_zip_archive_of_several_files_is_not_guessed_at(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "Gate shut.")
        archive.writestr("b.txt", "Gate open.")
    with pytest.raises(InputError, match=r"a\.zip: "):
        list(read_articles(tmp_path / "a.zip"))


@pytest.mark.parametrize("value", [3, 2**53, -7, 0])
def test_whole_numbers_stay_whole_however_they_are_written(tmp_path: Path, value: int) -> None:
    path = tmp_path / "a.geojson"
    feature = {"type": "Feature", "properties": {"event_type": "aid", "count_min": value}, "geometry": None}
    path.write_text(json.dumps(feature), encoding="utf-8")
    assert list(read_events(path)["count_min"]) == [value]
