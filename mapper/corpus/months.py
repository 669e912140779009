"""Write events as GeoParquet in folders of months, ``year=2026/month=03``, in memory for a few thousand rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from mapper.layers.columns import EVENT_TYPES_OF_COLUMNS
from mapper.layers.frames import event_properties, frame
from mapper.merge import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from mapper.records import Event

    Row = tuple[dict[str, object], BaseGeometry | None]

MOST_ROWS = 2_048
"""Rows held in memory; when there are more, those of the fullest month become a file."""
UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
_MONTH = len("2026-03")


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A file of the result: its path below the folder of the result, with forward slashes, its rows and its SHA-256."""

    path: str
    rows: int
    sha256: str


def month_of(event: Event) -> str:
    """Give the folder of an event: the month it begins in, else that of the day by which it was put in order; unknown as Hive has it."""
    start = event.when.start or ""
    if len(start) < _MONTH:
        day = day_of(event)
        start = date.fromordinal(day).isoformat() if day else ""
    return f"year={start[:4]}/month={start[5:7]}" if start else f"year={UNKNOWN}/month={UNKNOWN}"


def write_months(events: Iterable[Event], folder: Path) -> tuple[Written, ...]:
    """Write events to GeoParquet files of months; the order of the events decides the order of the rows.

    Raises
    ------
    OutputError
        The extra ``parquet`` is not installed.
    """
    rows: dict[str, list[Row]] = defaultdict(list)
    written: list[Written] = []
    files: dict[str, int] = defaultdict(int)
    held = 0

    def flush(month: str) -> int:
        gone = rows.pop(month)
        written.append(_write(gone, folder, f"{month}/events-{files[month]:04d}.parquet"))
        files[month] += 1
        return len(gone)

    for event in events:
        rows[month_of(event)].append((event_properties(event), event.placement.geometry if event.placement else None))
        held += 1
        if held >= MOST_ROWS:
            held -= flush(max(rows, key=lambda month: (len(rows[month]), month)))
    for month in sorted(rows):
        flush(month)
    return tuple(sorted(written, key=lambda each: each.path))


def _write(rows: list[Row], folder: Path, name: str) -> Written:
    from mapper.exports import parquet

    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write(frame([properties for properties, _ in rows], [shape for _, shape in rows], EVENT_TYPES_OF_COLUMNS), path)
    return Written(path=name, rows=len(rows), sha256=sha256(path.read_bytes()).hexdigest())
