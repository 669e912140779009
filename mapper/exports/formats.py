"""The formats that tables of events and places are written in, told by name or by the ending of the file's name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from mapper.errors import OutputError
from mapper.exports.writing import check_writable, whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A file format: its name, its ending, what it is in words, the module that writes it, and what it loses (empty: nothing).

    ``writer`` is the function of the module that writes it; ``extra`` the extra that brings the package ``needs``. One that is not
    ``is_text`` cannot be printed. One that ``holds_events`` only takes no tables of anything else.
    """

    name: str
    ending: str
    title: str
    module: str
    writer: str = "write"
    loses: str = ""
    extra: str | None = None
    needs: str | None = None
    is_text: bool = True
    holds_events: bool = False


_ROUNDED = "positions are rounded to six decimals (0.1 m)"
_GEOJSON = "mapper.exports.geojson_files"

FORMATS: tuple[Format, ...] = (
    Format(name="geojson", ending=".geojson", title="GeoJSON (RFC 7946), one collection", module=_GEOJSON, loses=_ROUNDED),
    Format(name="geojsonl", ending=".geojsonl", title="GeoJSON, a feature a line", module=_GEOJSON, writer="write_lines", loses=_ROUNDED),
    Format(
        name="geojsonseq", ending=".geojsons", title="GeoJSON text sequence (RFC 8142)", module=_GEOJSON, writer="write_sequence",
        loses=_ROUNDED,
    ),
    Format(
        name="geopackage", ending=".gpkg", title="GeoPackage with styles for QGIS", module="mapper.exports.geopackage", is_text=False,
        loses="lists become text joined with ;, points, lines and areas are tables of their own (numbered through by fid)",
    ),
    Format(name="parquet", ending=".parquet", title="GeoParquet 1.1 with the box of each row", module="mapper.exports.parquet",
           extra="parquet", needs="pyarrow", is_text=False),
    Format(
        name="csv", ending=".csv", title="CSV, geometry as well-known text", module="mapper.exports.csv_table",
        loses=f"lists become text joined with ;, empty text becomes unknown, {_ROUNDED}; text like a formula gets an apostrophe in front, "
        "which our reader takes away",
    ),
    Format(
        name="kml", ending=".kml", title="KML with styles, for Google Earth", module="mapper.exports.kml",
        loses=f"lists become text joined with ;, numbers become text, control characters are replaced, {_ROUNDED}; it cannot be read back",
    ),
    Format(
        name="excel", ending=".xlsx", title="Excel workbook", module="mapper.exports.excel", extra="excel", needs="openpyxl", is_text=False,
        loses="the extent of lines and areas (longitude and latitude stay), lists become text joined with ;, control characters, text "
        "beyond 32,767 characters; it cannot be read back",
    ),
    Format(
        name="acled", ending=".acled.csv", title="CSV with ACLED's 31 columns", module="mapper.exports.acled", holds_events=True,
        loses="types that ACLED has none for are its Other (tags keep ours and the status), months become their first day, the end of a "
        "period, numbers but of the dead, extents, kilometres along the border, offsets of the quote, all reports of a merged event but "
        "the names of their sources",
    ),
    Format(
        name="hxl", ending=".hxl.csv", title="CSV with HXL hashtags in its second line", module="mapper.exports.hxl", holds_events=True,
        loses="extents, offsets of the quote, all reports of a merged event but one, codes of PLOVER",
    ),
    Format(
        name="plover", ending=".plover.jsonl", title="PLOVER's JSON lines", module="mapper.exports.plover", holds_events=True,
        loses="extents, kilometres along the border, the end of a period, all reports of a merged event but one, confidence; it cannot be "
        "read back",
    ),
)  # fmt: skip


def format_of(path: Path) -> Format:
    """Tell the format by the ending of a file's name; the longest that fits.

    Raises
    ------
    OutputError
        No format has this ending; the message lists those that there are.
    """
    fitting = [known for known in FORMATS if path.name.lower().endswith(known.ending)]
    if fitting:
        return max(fitting, key=lambda known: len(known.ending))
    endings = ", ".join(known.ending for known in FORMATS)
    message = f"{path}: the ending says no format that we write; use one of {endings}"
    raise OutputError(message)


def format_named(name: str) -> Format:
    """Give the format of a name, such as ``acled``.

    Raises
    ------
    OutputError
        There is none of this name.
    """
    for known in FORMATS:
        if known.name == name:
            return known
    message = f"{name}: no format has this name; choose one of {', '.join(known.name for known in FORMATS)}"
    raise OutputError(message)


def format_for(path: Path, form: str | None = None) -> Format:
    """Give the format that a file is to be written in: that named, else that of its ending.

    Raises
    ------
    OutputError
        There is no such format, what it needs is not installed, or programs would not know the file by this ending.
    """
    chosen = format_named(form) if form is not None else format_of(path)
    if not chosen.is_text and not path.name.lower().endswith(chosen.ending):
        message = f"{path}: programs know a file of this format by its ending; name it {path.stem}{chosen.ending}"
        raise OutputError(message)
    if chosen.needs and find_spec(chosen.needs) is None:
        message = f"{path}: writing {chosen.title} needs {chosen.needs}; pip install 'border-event-mapper[{chosen.extra}]'"
        raise OutputError(message)
    return chosen


def check_output(path: Path, *, overwrite: bool = False, form: str | None = None) -> None:
    """Raise `OutputError` now if `write` would refuse this path, before any work is done for it."""
    format_for(path, form)
    check_writable(path, overwrite=overwrite)


def write(frame: GeoDataFrame, path: Path, *, overwrite: bool = False, form: str | None = None) -> None:
    """Write a table of events or places to a file, whole or not at all.

    Parameters
    ----------
    frame
        The table, in EPSG:4326; rows without a geometry are kept in every format.
    path
        The file.
    overwrite
        Whether a file that is there already may be replaced.
    form
        The name of one of `FORMATS`; None: that which the ending of the file says.

    Raises
    ------
    OutputError
        The ending or name is unknown, the format does not hold such a table, an extra is missing, the file exists, or the disk refuses.
    """
    chosen = format_for(path, form)
    writer = getattr(import_module(chosen.module), chosen.writer)
    with whole_file(path, overwrite=overwrite) as draft:
        writer(frame, draft)
