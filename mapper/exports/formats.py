"""The formats that tables of events and places are written in, told by the ending of the file's name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from mapper.errors import OutputError
from mapper.exports.writing import check_writable, whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A file format: its ending, its name, the module that writes it, and what it loses (empty: nothing)."""

    ending: str
    name: str
    module: str
    loses: str = ""


FORMATS: tuple[Format, ...] = (
    Format(ending=".geojson", name="GeoJSON", module="mapper.exports.geojson_files"),
    Format(ending=".geojsonl", name="GeoJSON features, one a line", module="mapper.exports.geojson_files"),
    Format(ending=".gpkg", name="GeoPackage", module="mapper.exports.geopackage", loses="lists become text joined with ;"),
    Format(ending=".parquet", name="GeoParquet", module="mapper.exports.parquet"),
    Format(ending=".csv", name="CSV, geometry as WKT", module="mapper.exports.csv_table", loses="empty text becomes unknown"),
    Format(ending=".kml", name="KML", module="mapper.exports.kml", loses="numbers become text"),
)


def format_of(path: Path) -> Format:
    """Tell the format by the ending of a file's name.

    Raises
    ------
    OutputError
        No format has this ending; the message lists those that there are.
    """
    for known in FORMATS:
        if path.name.lower().endswith(known.ending):
            return known
    endings = ", ".join(known.ending for known in FORMATS)
    message = f"{path}: the ending says no format that we write; use one of {endings}"
    raise OutputError(message)


def check_output(path: Path, *, overwrite: bool = False) -> None:
    """Raise `OutputError` now if `write` would refuse this path, before any work is done for it."""
    format_of(path)
    check_writable(path, overwrite=overwrite)


def write(frame: GeoDataFrame, path: Path, *, overwrite: bool = False) -> None:
    """Write a table of events or places to a file in the format of its ending, whole or not at all.

    Parameters
    ----------
    frame
        The table, in EPSG:4326; rows without a geometry are kept in every format.
    path
        The file; its ending is one of those in `FORMATS`.
    overwrite
        Whether a file that is there already may be replaced.

    Raises
    ------
    OutputError
        The ending is unknown, the file exists, or the disk refuses.
    """
    writer = import_module(format_of(path).module)
    with whole_file(path, overwrite=overwrite) as draft:
        writer.write(frame, draft)
