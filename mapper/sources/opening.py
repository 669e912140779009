"""Files, folders and the pipe, opened so that their first bytes can be looked at before they are read."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mapper.errors import InputError
from mapper.sources.kinds import ENDINGS, HEAD, Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PIPE = "-"
"""The name of standard input."""

_ADDRESSES = ("http://", "https://", "ftp://")
_pipes: dict[int, tuple[object, io.BufferedReader]] = {}


class Opened(NamedTuple):
    """An input ready to be read: ``name`` as given, ``kind`` as its first bytes say, ``file`` at its start."""

    name: str
    kind: Kind
    file: io.BufferedReader
    is_empty: bool


@contextmanager
def opened(each: str | Path) -> Iterator[Opened]:
    """
    Open a file, or the pipe for ``-``, and tell what it is.

    Raises
    ------
    InputError
        It is missing, may not be read, or is an address.
    """
    name = str(each)
    if name.lower().startswith(_ADDRESSES):
        message = f"{name}: addresses cannot be read yet; save the page and give the file"
        raise InputError(message)
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
    return Opened(name, kind_of(head, ending), file, not head)


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
    if str(each) == PIPE or not Path(each).is_dir():
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
        message = f"{each}: no articles in this folder; it needs files ending in .txt, .md, .html, .json, .jsonl or .csv"
        raise InputError(message)
