"""GeoJSON files: a FeatureCollection, or one feature a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.exports import geojson

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write the rows as features: a line each if the name ends in ``.geojsonl``, else as one FeatureCollection."""
    features = geojson.frame_features(frame)
    text = geojson.lines(features) if path.suffix.lower() == ".geojsonl" else geojson.collection(features)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(text)
