"""Many articles in one file: JSON lines and CSV, read row by row."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from mapper.errors import InputError
from mapper.sources.drafts import Draft, draft_from
from mapper.sources.encodings import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE_LIMIT = 40_000_000
"""Bytes of one row: an article of the largest size, all of it escaped."""

_RECORD_SEPARATOR = "\x1e"


class Row(NamedTuple):
    """A row that was read, or what is wrong with it; ``line`` counts from 1."""

    line: int
    draft: Draft | None
    problem: InputError | None = None


def json_rows(file: BinaryIO, name: str) -> Iterator[Row]:
    """Read articles from JSON lines; a broken line is a row with its problem, and the next lines are read."""
    for number, line in _lines(file, name):
        if isinstance(line, InputError):
            yield Row(number, None, line)
            continue
        if line.strip(_RECORD_SEPARATOR + " \t\n"):
            yield _json_row(line.strip(_RECORD_SEPARATOR + " \t\n"), number, name)


def _json_row(line: str, number: int, name: str) -> Row:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply")
        return Row(number, None, InputError(f"{name}: line {number} is broken JSON ({reason}); mend or remove it"))
    if not isinstance(value, dict):
        return Row(number, None, InputError(f'{name}: line {number} is no JSON object; write articles as {{"text": …}}, one a line'))
    return _checked(draft_from(value), number, name)


def _checked(draft: Draft, number: int, name: str) -> Row:
    if not draft.text.strip():
        return Row(number, None, InputError(f"{name}: line {number} has no text; give it in a field named text"))
    return Row(number, draft)


def csv_rows(file: BinaryIO, name: str) -> Iterator[Row]:
    """
    Read articles from CSV with a header, separated by comma, semicolon, tab or stroke.

    Raises
    ------
    InputError
        No column holds texts.
    """
    csv.field_size_limit(LINE_LIMIT)  # the module's own limit of 131,072 characters is below a long report
    lines = _text_lines(file, name)
    header = next((line for line in lines if line.strip()), "")
    delimiter = max(",;\t|", key=header.count)
    try:
        columns = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error as error:
        message = f"{name}: the header is broken CSV ({error}); mend it"
        raise InputError(message) from error
    if not draft_from(dict.fromkeys(columns, "x")).text:
        message = f"{name}: no column holds the texts; name one of them text"
        raise InputError(message)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            at = reader.line_num + 1
            yield Row(at, None, InputError(f"{name}: line {at} is broken CSV ({error}); mend or remove it"))
            continue
        if row is None:
            return
        if any(value.strip() for value in row):
            yield _checked(draft_from(dict(zip(columns, row, strict=False))), reader.line_num + 1, name)


def _text_lines(file: BinaryIO, name: str) -> Iterator[str]:
    for _, line in _lines(file, name):
        if isinstance(line, InputError):
            raise line
        yield line


def _lines(file: BinaryIO, name: str) -> Iterator[tuple[int, str | InputError]]:
    """Decode a file line by line, so that its size does not matter; a text in UTF-16 is read whole."""
    number = 0
    while line := file.readline(LINE_LIMIT):
        number += 1
        if number == 1 and (line[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in line):
            whole = decode(line + file.read(LINE_LIMIT), name)
            yield from enumerate(whole.splitlines(keepends=True), start=1)
            return
        if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            yield number, InputError(f"{name}: line {number} is longer than {LINE_LIMIT:,} bytes; split the file")
            while len(line) == LINE_LIMIT and not line.endswith(b"\n"):
                line = file.readline(LINE_LIMIT)
            continue
        try:
            yield number, decode(line, name)
        except InputError as error:
            yield number, InputError(f"{name}: line {number}: {str(error).removeprefix(f'{name}: ')}")
