"""GeoJSON files: a FeatureCollection, one feature a line, or a text sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.exports import geojson

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geopandas import GeoDataFrame


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write the rows as one FeatureCollection."""
    _write(geojson.collection(geojson.frame_features(frame)), path)


def write_lines(frame: GeoDataFrame, path: Path) -> None:
    """Write the rows as features, a line each."""
    _write(geojson.lines(geojson.frame_features(frame)), path)


def write_sequence(frame: GeoDataFrame, path: Path) -> None:
    """Write the rows as features, a line each that starts with a record separator."""
    _write(geojson.lines(geojson.frame_features(frame), rs=True), path)


def _write(text: Iterator[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(text)
