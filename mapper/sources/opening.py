"""Files, folders, addresses and the pipe, opened so that their first bytes can be looked at before they are read."""

from __future__ import annotations

import io
import lzma
import os
import sys
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from mapper.errors import InputError
from mapper.sources.fetching import Fetched, Fetcher, is_address
from mapper.sources.kinds import ENDINGS, HEAD, Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PIPE = "-"
"""The name of standard input."""

UNPACKED_LIMIT = 2_000_000_000
"""Bytes that the one file of a zip archive may have."""

_BLOCK = 1 << 20
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
        source = _looked_at(io.BufferedReader(io.BytesIO(answer.body)), name, _ending_of(answer))
        with source.file:
            yield source._replace(url=answer.url)
        return
    if name == PIPE:
        source = _looked_at(_pipe(), "standard input", "")
        _keep(source.file)
        yield source
        return
    try:
        with Path(name).open("rb") as file:
            source = _looked_at(file, name, Path(name).suffix.lower())
            with source.file:
                yield source
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
        file, ending = _unpacked(file, name, ending)
        head = file.peek(HEAD)[:HEAD]
    return Opened(name, kind_of(head, ending), file, not head)


def _unpacked(file: io.BufferedReader, name: str, ending: str) -> tuple[io.BufferedReader, str]:
    """Unpack the one file of a zip archive, with its ending; an archive of several, as office documents are, stays as it is."""
    whole: Any = file if file.seekable() else io.BytesIO(file.read())
    try:
        with zipfile.ZipFile(whole) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) == 1:
                with archive.open(members[0]) as packed:
                    return _copy(packed, name, on_disk=whole is file), Path(members[0].filename).suffix.lower()
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        if isinstance(error, InputError):
            raise
        message = f"{name}: the zip archive cannot be unpacked ({error}); unpack it and give the file"
        raise InputError(message) from error
    whole.seek(0)
    return (file if whole is file else io.BufferedReader(whole)), ending


def _copy(packed: IO[bytes], name: str, *, on_disk: bool) -> io.BufferedReader:
    with ExitStack() as on_error:
        into: Any = on_error.enter_context(TemporaryFile(buffering=0) if on_disk else io.BytesIO())  # noqa: SIM115 - it is in one
        while block := packed.read(_BLOCK):
            into.write(block)
            if into.tell() > UNPACKED_LIMIT:
                message = f"{name}: unpacked, this is larger than {UNPACKED_LIMIT / 1_000_000_000:g} GB; split it"
                raise InputError(message)
        into.seek(0)
        on_error.pop_all()
    return io.BufferedReader(into)


def _ending_of(answer: Fetched) -> str:
    """Give the ending that says what was fetched: the type that the server names, else that of the address."""
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return _ENDING_OF_TYPE.get(kind) or Path(answer.url.split("?")[0].split("#")[0]).suffix.lower()


def _pipe() -> io.BufferedReader:
    """Give standard input as one reader, whoever asks: what has been looked at must not be lost to the next."""
    stream: Any = sys.stdin.buffer
    kept = _pipes.get(id(stream))
    if kept is not None and kept[0] is stream:
        return kept[1]
    return stream if isinstance(stream, io.BufferedReader) else _keep(io.BufferedReader(stream))


def _keep(file: io.BufferedReader) -> io.BufferedReader:
    """Keep what reads standard input now for whoever asks next."""
    _pipes.clear()
    _pipes[id(sys.stdin.buffer)] = (sys.stdin.buffer, file)
    return file


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
