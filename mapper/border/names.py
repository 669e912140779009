"""The table of land borders: which there are, between whom, and where their label stands. Cheap: no geometry is read."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mapper.errors import LayerError
from mapper.layers.catalog import layer_path

if TYPE_CHECKING:
    from collections.abc import Mapping

FOCUS_BORDER = "PER-CHL"


@dataclass(frozen=True, kw_only=True, slots=True)
class BorderRow:
    """A land border as the table ``layers/borders.csv`` describes it.

    ``lon`` and ``lat`` are the point half-way along it (EPSG:4326), ``precision_m`` how far its line may be off, ``status`` is
    ``boundary``, or ``disputed`` where the line or a part of it is (``layers/facts/disputed.csv`` gives the reasons).
    """

    border_id: str
    name_en: str
    name_es: str
    countries: tuple[str, str]
    lon: float
    lat: float
    length_km: float
    precision_m: int
    status: str


@lru_cache(maxsize=1)
def border_table() -> Mapping[str, BorderRow]:
    """Read the table of land borders, keyed by border id."""
    with layer_path("borders.csv").open(encoding="utf-8", newline="") as file:
        return {row["border_id"]: _row(row) for row in csv.DictReader(file)}


def _row(row: Mapping[str, str]) -> BorderRow:
    return BorderRow(
        border_id=row["border_id"],
        name_en=row["name_en"],
        name_es=row["name_es"],
        countries=(row["country_a"], row["country_b"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        length_km=float(row["length_km"]),
        precision_m=int(row["precision_m"]),
        status=row["status"],
    )


def available_borders() -> tuple[str, ...]:
    """List the ids of all land borders, in alphabetical order."""
    return tuple(sorted(border_table()))


def border_between(a: str, b: str) -> str | None:
    """Name the land border between two countries (ISO 3166-1 alpha-3, in either order); None if they share none.

    >>> border_between("CHL", "PER")
    'PER-CHL'
    >>> border_between("PER", "JPN") is None
    True
    """
    table = border_table()
    return next((pair for pair in (f"{a}-{b}", f"{b}-{a}") if pair in table), None)


def canonical_border_id(border_id: str) -> str:
    """Turn a border id in either order of its codes, in any case, into the one that the table has.

    Raises
    ------
    LayerError
        If there is no such land border; the message lists the borders of the countries named.

    >>> canonical_border_id("chl-per")
    'PER-CHL'
    """
    a, _, b = border_id.strip().upper().partition("-")
    found = border_between(a, b)
    if found is None:
        near = [pair for pair in available_borders() if a in pair.split("-") or b in pair.split("-")]
        cure = f"borders there: {', '.join(near)}" if near else "write two ISO 3166-1 alpha-3 codes, as in PER-CHL"
        message = f"{border_id}: no land border has this id; {cure}"
        raise LayerError(message)
    return found


def border_label_point(border_id: str) -> tuple[float, float]:
    """Give the point half-way along a border by length, on its line, lon, lat (EPSG:4326).

    >>> border_label_point("PER-CHL")
    (-69.758785, -17.997575)
    """
    row = border_table()[canonical_border_id(border_id)]
    return row.lon, row.lat
