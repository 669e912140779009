"""Bundled geometry files as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.errors import LayerError
from mapper.layers.topology import Topology

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame

CRS = "EPSG:4326"


def read_geometry_file(path: Path) -> GeoDataFrame:
    """Read GeoJSON or TopoJSON as a table in EPSG:4326; a topology's ids are the column ``id``.

    Raises
    ------
    LayerError
        If the file cannot be read as what its ending says.
    """
    import geopandas

    if path.suffix == ".topojson":
        features = list(Topology(path).features())
        rows = [{"id": feature.ident, **feature.properties} for feature in features]
        return geopandas.GeoDataFrame(rows, geometry=[feature.geometry for feature in features], crs=CRS)
    try:
        return geopandas.read_file(path)
    except (OSError, ValueError, RuntimeError) as error:
        message = f"{path}: not readable as GeoJSON ({error}); install the package again"
        raise LayerError(message) from error
