"""International airports of the world, from PyPI's ``airportsdata`` (MIT): names, codes, positions."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

FIELDS = ("iata", "name", "city", "country", "lon", "lat")
SUFFIX = " International Airport"


def airport_rows(wheel: Path, known: Collection[str]) -> Iterator[dict[str, object]]:
    """
    Give the airports that call themselves international and have a IATA code, by code.

    Parameters
    ----------
    wheel
        The package ``airportsdata``.
    known
        IATA codes of airports that our facts have already.
    """
    with zipfile.ZipFile(wheel) as archive:
        table = io.StringIO(archive.read("airportsdata/airports.csv").decode("utf-8"))
    for row in sorted(csv.DictReader(table), key=lambda row: row["iata"]):
        if row["iata"] and row["iata"] not in known and row["name"].endswith(SUFFIX):
            point = {"lon": f"{float(row['lon']):.4f}", "lat": f"{float(row['lat']):.4f}"}
            yield {"iata": row["iata"], "name": row["name"].removesuffix(SUFFIX), "city": row["city"], "country": row["country"], **point}
