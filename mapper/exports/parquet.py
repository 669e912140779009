"""GeoParquet files, for DuckDB, pandas and other column stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write the rows as GeoParquet 1.1 with the bounding box of each row, so that readers can skip what is elsewhere.

    Raises
    ------
    OutputError
        The extra ``parquet`` is not installed.
    """
    try:
        frame.to_parquet(path, index=False, write_covering_bbox=True, schema_version="1.1.0")
    except ImportError as error:
        message = f"{path}: writing Parquet needs pyarrow; pip install 'border-event-mapper[parquet]'"
        raise OutputError(message) from error
