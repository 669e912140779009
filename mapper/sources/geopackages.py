"""GeoPackage files: the rows of all tables with a geometry that hold events, in the order of their numbers."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

_STYLES = "layer_styles"


def read_geopackage(path: str) -> GeoDataFrame:
    """Read the tables of a file as one, as a map of points, lines and areas needs them; a file without events gives its first table.

    Where the rows of all tables are numbered through, as in the files that we write, they come in that order. Shapes of a single part
    are single, whatever the table calls them.

    Raises
    ------
    ValueError, OSError, RuntimeError
        The file is broken or has no table with a geometry.
    """
    import geopandas
    import pandas as pd
    import pyogrio

    layers = [(str(name), kind) for name, kind in pyogrio.list_layers(path) if kind is not None and name != _STYLES]
    if not layers:
        message = "no table has a geometry"
        raise ValueError(message)
    columns = {name: pyogrio.read_info(path, layer=name)["fields"] for name, _ in layers}
    events = [name for name, _ in layers if "event_type" in columns[name]] or [layers[0][0]]
    read = [geopandas.read_file(path, layer=name, engine="pyogrio", fid_as_index=True) for name in events]
    if len(read) == 1:
        frame = read[0].reset_index(drop=True)
    else:
        crs = read[0].crs
        alike = [each.to_crs(crs) if crs is not None and each.crs is not None else each for each in read]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of pandas 2, on columns that are empty in one table: types are set later
            frame = pd.concat(alike)
        if frame.index.is_unique:
            frame = frame.sort_index()
        frame = frame.reset_index(drop=True)
    if any(str(kind).startswith("Multi") for _, kind in layers):
        frame = frame.set_geometry(frame.geometry.map(_single, na_action="ignore"))
    return frame


def _single(shape: BaseGeometry) -> BaseGeometry:
    parts = getattr(shape, "geoms", None)
    return parts[0] if parts is not None and len(parts) == 1 and shape.geom_type.startswith("Multi") else shape
