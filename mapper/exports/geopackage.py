"""GeoPackage files, for QGIS and other desktop tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.exports.flat import without_lists

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write the rows as one layer named after the file; points, lines and polygons stand side by side in it."""
    without_lists(frame).to_file(path, driver="GPKG", engine="pyogrio", layer=path.stem, geometry_type="Unknown")
