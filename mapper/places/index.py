"""The gazetteer index: a file of columns and sorted names, memory-mapped.

Layout: magic, length of the header, header (JSON), then sections aligned to eight bytes. ``strings`` holds NUL-terminated texts that the
columns point into; ``names`` holds the sorted lines ``key TAB role number,role number``; ``firsts`` the first key of each block of
`mapper.places.compile.BLOCK_KEYS` lines with its offset, so that a name is found by one bisection and one search in a block.
"""

from __future__ import annotations

import json
import mmap
import struct
from bisect import bisect_right
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from mapper.errors import LayerError
from mapper.places.compile import COLUMNS, FORMAT, KINDS, MAGIC
from mapper.places.tables import CAPITAL, OURS, SENSITIVE
from mapper.records import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mapper.records import PlaceKind

SHORTEST_CORRECTED = 7
# Words whose names are kept in memory; a long run over many texts stays within bounds.
MOST_FAMILIES = 60_000


class Posting(NamedTuple):
    """A place that bears a name: its number in the index and the name's role (see `mapper.places.compile.ROLES`)."""

    role: str
    number: int


class Family:
    """
    All names that begin with one word, with the places that bear them; a name's places are read when it is first asked for.

    Parameters
    ----------
    written
        The names as the index holds them, each with ``role number,role number``.
    read
        Names whose places are known already; they win.
    """

    __slots__ = ("_read", "_written", "longest")

    def __init__(self, written: dict[bytes, bytes], read: Mapping[str, tuple[Posting, ...]] | None = None) -> None:
        self._written = written
        self._read = dict(read or {})
        # The number of words of the longest name.
        self.longest = max(chain((key.count(b" ") for key in written), (key.count(" ") for key in self._read)), default=-1) + 1

    def get(self, name: str, default: tuple[Posting, ...] = ()) -> tuple[Posting, ...]:
        """Give the places that bear a name of folded words."""
        found = self._read.get(name)
        if found is None:
            written = self._written.get(name.encode())
            if written is None:
                return default
            found = self._read[name] = tuple(Posting(part[:1], int(part[1:])) for part in written.decode().split(","))
        return found

    def with_names(self, names: Mapping[str, tuple[Posting, ...]]) -> Family:
        """Give a family in which these names stand before its own."""
        return Family(self._written, names)

    def __bool__(self) -> bool:
        """Tell whether any name begins with the word."""
        return self.longest > 0


_NO_NAMES = Family({})


class Index:
    """
    A compiled gazetteer, read in place.

    Parameters
    ----------
    path
        The file that `mapper.places.compile.compile_index` made.

    Raises
    ------
    LayerError
        If the file is no index, or of another format.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        start = len(MAGIC) + 4
        if self._map[: len(MAGIC)] != MAGIC:
            message = f"{path}: is no gazetteer index; delete it and it will be built again"
            raise LayerError(message)
        (length,) = struct.unpack("<I", self._map[len(MAGIC) : start])
        header = json.loads(self._map[start : start + length])
        if header["format"] != FORMAT:
            message = f"{path}: is a gazetteer index of format {header['format']}, not {FORMAT}; delete it and it will be built again"
            raise LayerError(message)
        self.size: int = header["places"]
        self.fingerprint: str = header.get("fingerprint", "")
        self.spelling: tuple[str, ...] = tuple(word for word in header["spelling"] if len(word) >= SHORTEST_CORRECTED)
        self._countries: list[str] = header["countries"]
        self._sections = {name: (start + length + offset, size) for name, (offset, size) in header["sections"].items()}
        view = memoryview(self._map)
        self._columns: dict[str, memoryview[int]] = {
            name: view[slice(*self._bounds(name))].cast(cast("Literal['I']", code)) for name, code in COLUMNS
        }
        self.kinds, self.flags = self._columns["kind"], self._columns["flags"]
        self.populations, self.forms = self._columns["population"], self._columns["forms"]
        first_lines = self._map[slice(*self._bounds("firsts"))].decode().split("\n")
        self._firsts, self._offsets = [], []
        for line in first_lines:
            key, _, offset = line.partition("\t")
            self._firsts.append(key)
            self._offsets.append(int(offset))
        self._offsets.append(self._sections["names"][1])
        self._strings = self._sections["strings"][0]
        self._names = self._sections["names"][0]
        self._places: dict[int, Place] = {}
        self._families: dict[str, Family] = {}

    def _bounds(self, section: str) -> tuple[int, int]:
        start, size = self._sections[section]
        return start, start + size

    def family(self, first_word: str) -> Family:
        """Give all names whose first folded word is this; remembered once read."""
        found = self._families.get(first_word)
        if found is None:
            if len(self._families) >= MOST_FAMILIES:
                self._families.clear()
                self._places.clear()
            found = self._families[first_word] = self._read_family(first_word)
        return found

    def _read_family(self, first_word: str) -> Family:
        word = first_word.encode()
        low = max(0, bisect_right(self._firsts, first_word) - 1)
        high = bisect_right(self._firsts, first_word + "!", low)
        # The block is read at once, and the newline before it: a line is found by the newline that it begins with.
        block = self._map[self._names + self._offsets[low] - 1 : self._names + self._offsets[high]]
        begin = block.find(b"\n" + word + b"\t")
        if begin < 0:
            begin = block.find(b"\n" + word + b" ")
            if begin < 0:
                return _NO_NAMES
        names = {}
        start = word + b" "
        for line in block[begin + 1 :].split(b"\n"):
            key, tab, postings = line.partition(b"\t")
            if not tab or (key != word and not key.startswith(start)):
                break
            names[key] = postings
        return Family(names)

    def place(self, number: int) -> Place:
        """Give the place with this number."""
        place = self._places.get(number)
        if place is None:
            place = self._places[number] = self._read_place(number)
        return place

    def _text(self, column: str, number: int) -> str:
        start = self._strings + self._columns[column][number]
        return self._map[start : self._map.find(b"\0", start)].decode()

    def _read_place(self, number: int) -> Place:
        columns = self._columns
        geonameid = columns["geonameid"][number]
        return Place(
            place_id=self._text("place_id", number) or f"geonames:{geonameid}",
            name=self._text("name", number),
            kind=cast("PlaceKind", KINDS[columns["kind"][number]]),
            lon=columns["lon"][number] / 1e5,
            lat=columns["lat"][number] / 1e5,
            country=self._countries[columns["country"][number]] or None,
            admin1=self._text("admin1", number) or None,
            geonameid=geonameid or None,
            feature_code=self._text("feature_code", number) or None,
            population=columns["population"][number],
            uncertainty_m=columns["radius"][number] * 100.0,
            border_id=self._text("border_id", number) or None,
            sensitive=bool(columns["flags"][number] & SENSITIVE),
        )

    def towns_in(self, box: tuple[float, float, float, float], most: int) -> list[int]:
        """Give the numbers of towns inside west, south, east, north (degrees), the most populous first, at most so many."""
        import numpy as np

        lon, lat, kinds, flags, population = (np.asarray(self._columns[name]) for name in ("lon", "lat", "kind", "flags", "population"))
        west, south, east, north = (round(edge * 1e5) for edge in box)
        towns = (kinds == KINDS.index("populated_place")) & (flags & SENSITIVE == 0) & (population > 0)
        (inside,) = np.nonzero(towns & (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        order = np.argsort(-population[inside].astype(np.int64), kind="stable")[:most]
        return [int(number) for number in inside[order]]

    def is_ours(self, number: int) -> bool:
        """Tell places of the project's own tables (facts, countries, first-level units, features) from towns of GeoNames."""
        return bool(self.flags[number] & OURS)

    def is_capital(self, number: int) -> bool:
        """Tell capitals of countries."""
        return bool(self.flags[number] & CAPITAL)
