"""Put the events of all parts in the order of their days, on the disk: in memory is only the day that is being read."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from mapper.corpus.told import events_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from mapper.merge import Gist
    from mapper.records import Event

UNDATED = 0
SLICE = 2_000
"""Articles without any day are merged so many at a time: nothing tells which of them could belong together."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Days:
    """Events sorted into one file a day: ``folder`` holds the files, ``shapes`` are by digest."""

    folder: Path
    shapes: dict[str, BaseGeometry] = field(default_factory=dict)

    def sort_in(self, paths: Iterable[Path]) -> None:
        """Add the events of finished parts, in the order given."""
        import shapely

        for path in paths:
            lines = gzip.decompress(path.read_bytes()).decode().splitlines(keepends=True)
            for name, wkb in json.loads(lines[0]).items():
                if name not in self.shapes:
                    self.shapes[name] = shapely.from_wkb(wkb)
            days: dict[str, list[str]] = defaultdict(list)
            for line in lines[1:]:
                days[line[: line.index("\t")]].append(line)
            for day, told in days.items():
                with (self.folder / f"{int(day):07d}").open("a", encoding="utf-8", newline="\n") as file:
                    file.writelines(told)

    def undated(self) -> Iterator[list[tuple[Event, Gist]]]:
        """Give the events of no day, in slices of articles in the order of the input."""
        path = self._path(UNDATED)
        if path.exists():
            with path.open(encoding="utf-8") as file:
                while lines := list(islice(file, SLICE)):
                    yield [told for line in lines for told in events_of(line, self.shapes)]

    def dated(self) -> Iterator[tuple[Event, Gist]]:
        """Give the events of all days, in the order of the days."""
        for day in sorted(int(path.name) for path in self.folder.iterdir()):
            if day != UNDATED:
                with self._path(day).open(encoding="utf-8") as file:
                    for line in file:
                        yield from events_of(line, self.shapes)

    def _path(self, day: int) -> Path:
        return self.folder / f"{day:07d}"
