"""GDELT's tables as they lie on disk: told by their rows, read quickly, only the columns and rows that are wanted."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from mapper.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray
    from pandas import DataFrame

    Keep = Callable[[DataFrame], NDArray[Any]]
    OnBad = Callable[[InputError], None]

EVENT_WIDTHS = {61: 2, 58: 1, 57: 1}
"""Columns in a row of events and what version that means; the oldest files of version 1 have no address of the source."""

PROBLEMS_A_FILE = 5
"""Broken rows of one file that are reported one by one; the others are counted."""

MENTION_WIDTHS = (14, 16)
NUMBERS = frozenset({"goldstein", "mentions", "sources", "articles", "tone", "lon", "lat", "confidence"})
_DAY, _MOMENT = 8, 14


def event_width(line: str) -> int | None:
    """Give the number of columns if a line is a row of events, which begins with a number and a day; else None."""
    cells = line.rstrip("\r\n").split("\t")
    return len(cells) if len(cells) in EVENT_WIDTHS and cells[0].isdigit() and cells[1].isdigit() and len(cells[1]) == _DAY else None


def mention_width(line: str) -> int | None:
    """Give the number of columns if a line is a row of mentions, which begins with a number and two moments; else None."""
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) not in MENTION_WIDTHS or not cells[0].isdigit():
        return None
    return len(cells) if all(cell.isdigit() and len(cell) == _MOMENT for cell in cells[1:3]) else None


def read_columns(  # noqa: PLR0913 - what is read, what of it, and whom to tell
    data: bytes, name: str, columns: Mapping[str, int], width: int, *, keys: Sequence[str], keep: Keep, on_bad: OnBad
) -> tuple[DataFrame, DataFrame]:
    """
    Read columns of a tab-separated table without header and quotes: floats for those in `NUMBERS`, text for the others.

    Parameters
    ----------
    data, name
        The bytes of the file, and what to call it in errors.
    columns
        The place of each column wanted, from 0 on; ``width`` is how many there are in all.
    keys, keep
        ``keep`` is given the columns ``keys`` of all rows and says which rows are wanted.
    on_bad
        Is told of rows with more or fewer columns, which are left out.

    Returns
    -------
    tuple
        The key columns of all rows, and all columns of the rows wanted. Read by pyarrow where it is installed, in a third of the time.
    """
    with suppress(ImportError, ValueError):  # without pyarrow, or something in the file that it does not take
        return _read_with_pyarrow(data, columns, width, keys, keep)
    sound = _sound_rows(data, name, width, on_bad)
    if len(sound) < len(data):
        with suppress(ImportError, ValueError):
            return _read_with_pyarrow(sound, columns, width, keys, keep)
    return _read_with_pandas(sound, columns, keys, keep, width=width)


def _read_with_pyarrow(
    data: bytes, columns: Mapping[str, int], width: int, keys: Sequence[str], keep: Keep
) -> tuple[DataFrame, DataFrame]:
    import numpy as np
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    names = [f"{at}" for at in range(width)]
    for column, at in columns.items():
        names[at] = column
    table = arrow_csv.read_csv(
        pa.BufferReader(data),
        read_options=arrow_csv.ReadOptions(column_names=names),
        parse_options=arrow_csv.ParseOptions(delimiter="\t", quote_char=False),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=list(columns),
            column_types={column: pa.float64() if column in NUMBERS else pa.string() for column in columns},
        ),
    )
    known = table.select(list(keys)).to_pandas()
    kept = table.filter(pa.array(np.asarray(keep(known), dtype=bool)))
    return known, kept.to_pandas()


def _read_with_pandas(
    data: bytes, columns: Mapping[str, int], keys: Sequence[str], keep: Keep, *, width: int
) -> tuple[DataFrame, DataFrame]:
    import pandas as pd

    table = pd.read_csv(
        io.BytesIO(data), sep="\t", header=None, names=list(range(width)), index_col=False, dtype=str, quoting=csv.QUOTE_NONE,
        keep_default_na=False, encoding_errors="replace", usecols=sorted(columns.values()),
    )  # fmt: skip
    table = pd.DataFrame({column: table[at] for column, at in columns.items()})
    for column in NUMBERS.intersection(columns):
        table[column] = pd.to_numeric(table[column], errors="coerce")
    return table[list(keys)], table[keep(table[list(keys)])].reset_index(drop=True)


def _sound_rows(data: bytes, name: str, width: int, on_bad: OnBad) -> bytes:
    """Leave rows of another width out, and tell of the first few of them one by one."""
    sound: list[bytes] = []
    bad = 0
    for number, line in enumerate(data.split(b"\n"), start=1):
        cells = line.count(b"\t") + 1
        if cells == width or not line.strip(b"\r"):
            sound.append(line)
            continue
        bad += 1
        if bad <= PROBLEMS_A_FILE:
            on_bad(InputError(f"{name}: line {number} has {cells} columns instead of {width}; mend or remove it"))
    if bad > PROBLEMS_A_FILE:
        on_bad(InputError(f"{name}: {bad - PROBLEMS_A_FILE} more rows are broken; mend or remove them"))
    return b"\n".join(sound) if bad else data
