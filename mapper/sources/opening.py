"""Files, folders, addresses and the pipe, opened so that their first bytes can be looked at before they are read."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mapper.errors import InputError
from mapper.sources.fetching import Fetched, Fetcher, is_address
from mapper.sources.kinds import ENDINGS, HEAD, Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PIPE = "-"
"""The name of standard input."""

UNPACKED_LIMIT = 2_000_000_000
"""Bytes that the one file of a zip archive may have."""

_ZIP = b"PK\x03\x04"
_ENDING_OF_TYPE = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/ld+json": ".json", "application/json": ".json",
    "text/csv": ".csv", "application/x-ndjson": ".jsonl", "application/rss+xml": ".xml", "application/atom+xml": ".xml",
    "text/markdown": ".md",
}  # fmt: skip
_pipes: dict[int, tuple[object, io.BufferedReader]] = {}


class Opened(NamedTuple):
    """An input ready to be read: ``name`` as given, ``kind`` as its first bytes say, ``file`` at its start, ``url`` if it was fetched."""

    name: str
    kind: Kind
    file: io.BufferedReader
    is_empty: bool
    url: str | None = None


@contextmanager
def opened(each: str | Path, *, fetcher: Fetcher | None = None) -> Iterator[Opened]:
    """
    Open a file, an address, or the pipe for ``-``, and tell what it is; a zip archive of one file is opened as that file.

    Raises
    ------
    InputError
        It is missing or may not be read, or ``fetcher`` cannot fetch it (None: one that asks public hosts only).
    """
    name = str(each)
    if is_address(each):
        answer = (fetcher or Fetcher()).get(name)
        yield _looked_at(io.BufferedReader(io.BytesIO(answer.body)), name, _ending_of(answer))._replace(url=answer.url)
        return
    if name == PIPE:
        yield _looked_at(_pipe(), "standard input", "")
        return
    try:
        with Path(name).open("rb") as file:
            yield _looked_at(file, name, Path(name).suffix.lower())
    except FileNotFoundError as error:
        message = f"{name}: no such file; check the name"
        raise InputError(message) from error
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        message = f"{name}: cannot be read ({getattr(error, 'strerror', None) or error}); check the file and its permissions"
        raise InputError(message) from error


def _looked_at(file: io.BufferedReader, name: str, ending: str) -> Opened:
    head = file.peek(HEAD)[:HEAD]
    if head.startswith(_ZIP):
        member = _only_member(file, name)
        if member is not None:
            return _looked_at(member, name, Path(str(getattr(member.raw, "name", ""))).suffix.lower())
        head = file.peek(HEAD)[:HEAD]
    return Opened(name, kind_of(head, ending), file, not head)


def _only_member(file: io.BufferedReader, name: str) -> io.BufferedReader | None:
    """Open the one file of a zip archive; None if it has several, as office documents do, or is broken."""
    whole = file if file.seekable() else io.BytesIO(file.read())
    try:
        archive = zipfile.ZipFile(whole)
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) == 1:
            if members[0].file_size > UNPACKED_LIMIT:
                message = f"{name}: unpacked, this is larger than {UNPACKED_LIMIT // 1_000_000_000} GB; split it"
                raise InputError(message)
            unpacked: Any = archive.open(members[0])
            return io.BufferedReader(unpacked)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        message = f"{name}: the zip archive cannot be unpacked ({error}); unpack it and give the file"
        raise InputError(message) from error
    file.seek(0)
    return None


def _ending_of(answer: Fetched) -> str:
    """Give the ending that says what was fetched: the type that the server names, else that of the address."""
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return _ENDING_OF_TYPE.get(kind) or Path(answer.url.split("?")[0].split("#")[0]).suffix.lower()


def _pipe() -> io.BufferedReader:
    """Give standard input as one reader, whoever asks: what has been looked at must not be lost to the next."""
    stream: Any = sys.stdin.buffer
    if isinstance(stream, io.BufferedReader):
        return stream
    kept = _pipes.get(id(stream))
    if kept is None or kept[0] is not stream:
        _pipes.clear()
        kept = _pipes[id(stream)] = (stream, io.BufferedReader(stream))
    return kept[1]


def files_of(each: str | Path) -> Iterator[str | Path]:
    """
    Give a file as it is, and of a folder every file whose ending we read, in order of name; hidden ones are passed over.

    Raises
    ------
    InputError
        The folder holds nothing to read, or may not be read.
    """
    if str(each) == PIPE or is_address(each) or not Path(each).is_dir():
        yield each
        return
    found = False

    def refuse(error: OSError) -> None:
        message = f"{error.filename}: the folder cannot be read ({error.strerror}); check its permissions"
        raise InputError(message) from error

    for folder, folders, names in os.walk(each, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and ENDINGS.get(Path(name).suffix.lower(), "events") != "events":
                found = True
                yield Path(folder) / name
    if not found:
        message = f"{each}: no articles in this folder; it needs files ending in .txt, .md, .html, .json, .jsonl, .csv or .xml"
        raise InputError(message)
