"""CSV and JSON of other projects as tables of text: nothing is guessed, so that codes keep their zeros."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from mapper.errors import InputError
from mapper.layers.cells import unguarded

if TYPE_CHECKING:
    from pandas import DataFrame


def csv_table(text: str, name: str) -> DataFrame:
    """
    Read CSV with a header, separated by comma, semicolon, tab or stroke; empty cells are empty text, and cells made safe are as they were.

    Raises
    ------
    InputError
        A row has more fields than the header.
    """
    import pandas as pd

    header = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=header.count)
    try:
        table = pd.read_csv(io.StringIO(text, newline=""), sep=delimiter, dtype=str, keep_default_na=False, index_col=False)
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        message = f"{name}: broken CSV ({' '.join(str(error).split())[:200]}); download it again"
        raise InputError(message) from error
    table = table.fillna("").astype(object)
    for column in table:
        if table[column].str.startswith("'").any():
            table[column] = table[column].map(unguarded)
    return table


def json_table(text: str, name: str) -> DataFrame:
    """
    Read a list of objects, alone or under ``data`` as interfaces answer; every value becomes text, and what is missing empty text.

    Raises
    ------
    InputError
        The text is no such list.
    """
    import pandas as pd

    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"{name}: broken JSON ({getattr(error, 'msg', 'nested too deeply')}); download it again"
        raise InputError(message) from error
    rows = value.get("data") if isinstance(value, dict) else value
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        message = f"{name}: there is no list of events under data; download it again"
        raise InputError(message)
    columns = dict.fromkeys(str(column) for row in rows for column in row)
    cells = {column: ["" if row.get(column) is None else str(row[column]) for row in rows] for column in columns}
    return pd.DataFrame(cells, dtype=object)
