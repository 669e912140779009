"""The table that people fill in to correct events: written empty, read back."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import TYPE_CHECKING

from mapper.errors import InputError
from mapper.layers.cells import guarded, unguarded
from mapper.store.corrections import action_of, checked
from mapper.store.model import Correction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

COLUMNS = ("event_id", "action", "column", "value", "by", "when")
"""What a correction says: which event, drop, confirm or edit, which column, its value, by whom, when (``YYYY-MM-DD``)."""

SHOWN = ("event_type", "status", "event_date", "location", "count_text", "quote")
"""What the form shows of each event, for the reader; it is not read back."""


def write_form(events: Iterable[Mapping[str, object]], path: Path, *, overwrite: bool = False) -> None:
    """Write a form with a row for each event, its action still empty.

    The form is for a spreadsheet: a text that it would take for a formula has an apostrophe before it, which is taken away in reading.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, or cannot be written.
    """
    from mapper.exports import whole_file

    with whole_file(path, overwrite=overwrite) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow([*COLUMNS, *SHOWN])
        for event in events:
            table.writerow([_harmless(event["event_id"]), *[""] * (len(COLUMNS) - 1), *(_harmless(event.get(name)) for name in SHOWN)])


def _harmless(value: object) -> str:
    return "" if value is None else guarded(str(value).encode("utf-8", "replace").decode())


def read_corrections(path: Path) -> list[Correction]:
    """Read the filled-in rows of a form, or any CSV with its first six columns; rows without an action are passed over.

    Raises
    ------
    InputError
        The file cannot be read, or a row is wrong: nothing of it is used. The message names the line and the cure.
    """
    from mapper.sources.encodings import decode

    try:
        text = decode(path.read_bytes(), str(path))
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); check the name and its permissions"
        raise InputError(message) from error
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
    if missing:
        message = f"{path}: there is no column {missing[0]}; mapper events --review-form writes an empty form"
        raise InputError(message)
    try:
        return [_read(row, f"{path}: line {table.line_num}") for row in table if any((row[name] or "").strip() for name in COLUMNS[1:])]
    except csv.Error as error:
        message = f"{path}: broken CSV ({error}); write it again"
        raise InputError(message) from error


def _read(row: Mapping[str, str | None], at: str) -> Correction:
    told = {name: unguarded((row[name] or "").strip()) for name in COLUMNS}
    action = action_of(told["action"])
    problem = None
    if not told["event_id"]:
        problem = "there is no event_id; copy it from mapper store list"
    elif action is None:
        problem = f"the action {told['action'][:40]!r} is none of drop, confirm, edit"
    elif not told["by"]:
        problem = "the column by is empty; say who corrects"
    elif not _is_day(told["when"]):
        problem = f"the column when holds {told['when'][:40]!r}; write the day as 2026-03-14"
    if problem is not None or action is None:
        message = f"{at}: {problem}"
        raise InputError(message)
    is_edit = action == "edit"
    try:
        return checked(
            Correction(
                event_id=told["event_id"],
                action=action,
                column=told["column"] if is_edit else None,
                value=told["value"] if is_edit else None,
                made_by=told["by"],
                made_on=told["when"],
            )
        )
    except InputError as error:
        message = f"{at}: {error}"
        raise InputError(message) from error


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and date.fromisoformat(text))
    except ValueError:
        return False
