r"""Events of a GeoDataFrame become two base64 strings: a core of columns and blocks of text, each a fraction of the table's JSON.

The core, inflated, is a little-endian u32 (bytes of the header), the header as JSON, then byte planes in the header's order: 48-bit
differences of Morton codes, the columns, the table of shapes. Long text stands apart in blocks of rows that the script opens one by one:
columns parted by U+001E, a line a row, with ``\\``, ``\n``, ``\e`` for those signs in a text and ``\0`` for no text.
"""

from __future__ import annotations

import base64
import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.maps._columns import Column, TextColumn, byte_planes, column_of, width_of
from mapper.maps._deflate import deflated, in_parallel, one_stream, strategy_of
from mapper.maps._positions import BITS, Shapes, positions

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

VERSION = 1
ROWS_PER_BLOCK = 8192
DATES = ("event_date", "event_date_end")
CATEGORIES = ("event_type", "status")
_DERIVED = ("longitude", "latitude")
_ROW_END, _COLUMN_END = "\n", "\x1e"
_ESCAPES = str.maketrans({"\\": "\\\\", _ROW_END: "\\n", _COLUMN_END: "\\e"})
_NOTHING = "\\0"


@dataclass(frozen=True, kw_only=True)
class Payload:
    """Two base64 strings, and how many events they carry: ``rows`` in all, ``placed`` with a position."""

    core: str
    text: str
    rows: int
    placed: int


def encode(events: GeoDataFrame) -> Payload:
    """Encode every event and every column; the same frame gives the same bytes.

    Positions are kept to 2.4 m (24 bits an axis of web mercator), lines and polygons to 1e-6 degrees, numbers to at most six decimals.
    ``longitude`` and ``latitude`` are the point of an event whose geometry is a line or polygon, and otherwise told by the geometry.

    Raises
    ------
    LayerError
        If the frame has no CRS and coordinates that cannot be degrees.
    """
    where = positions(events)
    stored = [
        column_of(str(name), events[name].iloc[where.order], is_date=name in DATES, is_category=name in CATEGORIES)
        for name in events.columns
        if name not in _DERIVED and name != events.geometry.name
    ]
    columns = [column for column in stored if isinstance(column, Column)]
    texts = [column for column in stored if isinstance(column, TextColumn)]
    if where.shapes.kinds.size:
        columns.append(Column(name="", about={"kind": "shape"}, values=where.shape))
    blocks = _text_blocks(texts, len(events))
    shape_about, shape_planes = _shape_planes(where.shapes)
    header = {
        "version": VERSION, "rows": len(events), "placed": len(where.codes), "bits": BITS,
        "columns": [{"name": column.name, "width": column.width, **column.about} for column in columns],
        "shapes": shape_about, "text": [text.name for text in texts], "rowsPerBlock": ROWS_PER_BLOCK,
        "blocks": [len(block) for block in blocks],
    }  # fmt: skip
    planes = byte_planes(np.diff(where.codes, prepend=np.uint64(0)), 6)
    planes += [plane for column in columns for plane in byte_planes(column.values, column.width)]
    return Payload(core=_pack(header, [*planes, *shape_planes]), text="".join(blocks), rows=len(events), placed=len(where.codes))


def _pack(header: dict[str, Any], planes: list[bytes]) -> str:
    head = _json(header)
    return base64.b64encode(one_stream([struct.pack("<I", len(head)) + head, *planes])).decode("ascii")


def _json(value: object) -> bytes:
    # a lone surrogate, which UTF-8 cannot carry, becomes a question mark
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _text_blocks(texts: list[TextColumn], rows: int) -> list[str]:
    if not texts:
        return []

    def plain(start: int) -> bytes:
        columns = [_joined(text.values[start : start + ROWS_PER_BLOCK].tolist()) for text in texts]
        return _COLUMN_END.join(columns).encode("utf-8", "replace")

    strategy = strategy_of(plain(0))

    def block(start: int) -> str:
        return base64.b64encode(deflated(plain(start), strategy)).decode("ascii")

    return in_parallel(block, range(0, rows, ROWS_PER_BLOCK))


def _joined(values: list[str | None]) -> str:
    """Write a line a value: smaller than JSON, and read by one split."""
    whole = _ROW_END.join([_NOTHING if value is None else value for value in values])
    plain = whole.count(_ROW_END) == len(values) - 1 and "\\" not in whole and _COLUMN_END not in whole
    return whole if plain else _ROW_END.join([_NOTHING if value is None else value.translate(_ESCAPES) for value in values])


def _zigzag(values: NDArray[np.int64]) -> NDArray[np.int64]:
    return (values << 1) ^ (values >> 63)


def _shape_planes(shapes: Shapes) -> tuple[list[dict[str, int]], list[bytes]]:
    steps = _zigzag(np.diff(shapes.coordinates, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)))
    tables = (shapes.kinds, shapes.parts, shapes.points, steps[:, 0], steps[:, 1])
    about = [{"count": len(table), "width": width_of(table)} for table in tables]
    return about, [plane for table in tables for plane in byte_planes(table, width_of(table))]
