"""A workbook holds numbers as numbers and all else as text, whatever the text says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mapper.errors import OutputError
from mapper.exports import excel, write
from mapper.layers.frames import EVENT_COLUMNS, events_frame

openpyxl = pytest.importorskip("openpyxl", reason="Excel is not installed: pip install 'border-event-mapper[excel]'")

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mapper.records import Event


def sheet_of(event: Event, path: Path) -> Any:  # noqa: ANN401 - openpyxl has no types
    write(events_frame([event]), path / "events.xlsx")
    return openpyxl.load_workbook(path / "events.xlsx").worksheets[0]


def cell_of(event: Event, path: Path, column: str) -> Any:  # noqa: ANN401
    return sheet_of(event, path).cell(row=2, column=EVENT_COLUMNS.index(column) + 1)


FORMULAS = ("=1+1", '=HYPERLINK("http://evil.example";"x")', "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", "{=1}")


@pytest.mark.parametrize("text", FORMULAS)
def test_text_never_becomes_a_formula(event: Event, replaced: Callable[..., Event], tmp_path: Path, text: str) -> None:
    cell = cell_of(replaced(event, actor1=text), tmp_path, "actor1")
    assert (cell.data_type, cell.value) == ("s", text)


def test_text_like_a_formula_stays_text_when_it_is_edited(event: Event, replaced: Callable[..., Event], tmp_path: Path) -> None:
    assert cell_of(replaced(event, actor1="=1+1"), tmp_path, "actor1").quotePrefix


def test_numbers_are_numbers(event: Event, tmp_path: Path) -> None:
    assert cell_of(event, tmp_path, "count_min").value == 80


def test_truth_is_truth(event: Event, tmp_path: Path) -> None:
    assert cell_of(event, tmp_path, "is_background").value is False


def test_the_head_names_the_columns_and_stays_in_place(event: Event, tmp_path: Path) -> None:
    sheet = sheet_of(event, tmp_path)
    assert [cell.value for cell in sheet[1]] == list(EVENT_COLUMNS)
    assert (sheet.freeze_panes, sheet.auto_filter.ref.startswith("A1:")) == ("A2", True)


def test_control_characters_are_replaced(event: Event, replaced: Callable[..., Event], tmp_path: Path) -> None:
    assert cell_of(replaced(event, actor1="a\x00\x0bb"), tmp_path, "actor1").value == "a\ufffd\ufffdb"


@pytest.mark.parametrize("char", ["a", "\N{ANGRY FACE}"])
def test_text_longer_than_a_cell_is_cut(event: Event, replaced: Callable[..., Event], tmp_path: Path, char: str) -> None:
    value = cell_of(replaced(event, actor1=char * 40_000), tmp_path, "actor1").value
    assert value.endswith(f"{char}\N{HORIZONTAL ELLIPSIS}")
    assert len(value.encode("utf-16-le")) // 2 <= excel.MOST_CHARACTERS


def test_more_rows_than_a_sheet_holds_are_refused(event: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 2)
    with pytest.raises(OutputError, match=r"events\.xlsx: 2 rows are more than a sheet of Excel holds; choose fewer"):
        write(events_frame([event, event]), tmp_path / "events.xlsx")
    assert list(tmp_path.iterdir()) == []
