"""Excel workbooks, for those who live there: one sheet, a row an event, no formula whatever a text says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mapper.errors import OutputError
from mapper.exports.flat import names_of, rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame

MOST_ROWS = 1_048_576
"""Rows of a sheet, its head included."""
MOST_CHARACTERS = 32_767
"""Characters of a cell, in UTF-16 units."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as a character
_WIDTHS = {"quote": 60, "source_title": 40, "source_url": 30, "location": 24, "reports": 20, "event_id": 18}
_WIDTH, _LONGEST_NAME = 14, 31
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write the rows on one sheet with a head that stays in place and can be filtered by; numbers are numbers, all else is text.

    The extent of an event is left out: its longitude and latitude are there. Text longer than a cell is cut.

    Raises
    ------
    OutputError
        There are more rows than a sheet holds.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    names = names_of(frame)
    if len(frame) >= MOST_ROWS:
        message = f"{path.name}: {len(frame):,} rows are more than a sheet of Excel holds; choose fewer, or .parquet or .csv"
        raise OutputError(message)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_NAMES.sub(" ", path.stem)[:_LONGEST_NAME].strip("' ") or "events")
    sheet.freeze_panes = "A2"
    for at, name in enumerate(names, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(name, _WIDTH)
    if names:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(frame) + 1}"
    sheet.append([_cell(sheet, name, bold=True) for name in names])
    for row, _ in rows_of(frame):
        sheet.append([_cell(sheet, value) for value in row.values()])
    book.save(path)


def _cell(sheet: Any, value: object, *, bold: bool = False) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Make a cell that is text where the value is text, and stays so when it is edited."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=_fitting(value))
    cell.data_type = "s"  # even if it begins as a formula does, or reads as an error such as #N/A
    if value[:1] in "=+-@'":
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell


def _fitting(text: str) -> str:
    """Replace what XML cannot hold, and cut what is longer than a cell."""
    text = _ESCAPED.sub("_x005F_", _NOT_IN_XML.sub("\ufffd", text))
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_CHARACTERS:
        return text
    return units[: 2 * (MOST_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "\N{HORIZONTAL ELLIPSIS}"
