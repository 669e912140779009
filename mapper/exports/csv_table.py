"""CSV files with the geometry as well-known text in the last column, for spreadsheets and scripts."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from mapper.exports.flat import names_of, rows_of, well_known_text
from mapper.layers.cells import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from geopandas import GeoDataFrame


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write the rows as UTF-8 text with commas; unknown values are empty, the geometry has six decimals, longitude first.

    Text that a spreadsheet would take for a formula has an apostrophe in front, which our reader takes away.
    """
    rows = ([*row.values(), well_known_text(geometry)] for row, geometry in rows_of(frame))
    write_cells(path, [[*names_of(frame), "geometry"]], rows)


def write_cells(path: Path, heads: Iterable[Sequence[str]], rows: Iterable[Iterable[object]]) -> None:
    """Write the lines of a head and rows of plain values, as RFC 4180 has it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)  # lines end in CRLF, so that a lone CR inside a text is quoted
        table.writerows(heads)
        table.writerows([cell(value) for value in row] for row in rows)


def cell(value: object) -> object:
    """Give a value as a cell that no spreadsheet runs; what is missing is empty."""
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else value
