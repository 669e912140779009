"""CSV files with the geometry as well-known text in the last column, for spreadsheets and scripts."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from mapper.exports.flat import without_lists
from mapper.exports.geojson import DECIMALS

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write the rows as UTF-8 text with commas; unknown values are empty, the geometry has six decimals, longitude first."""
    import shapely

    flat = without_lists(frame)
    names = [name for name in flat.columns if name != flat.geometry.name]
    columns = [flat[name].astype(object).where(flat[name].notna(), "").tolist() for name in names]
    shapes = ["" if shape is None else shapely.to_wkt(shape, rounding_precision=DECIMALS, trim=True) for shape in flat.geometry]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)  # RFC 4180: lines end in CRLF, so that a lone CR inside a text is quoted
        table.writerow([*names, "geometry"])
        table.writerows(zip(*columns, shapes, strict=True))
