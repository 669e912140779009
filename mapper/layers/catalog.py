"""The catalog of layers: what data the package carries, where it lies, and what its papers say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.errors import LayerError

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """The papers of one file under `layers/`.

    ``name`` is what `read_layer` takes, ``path`` the file relative to `layers_dir`. ``precision_m`` is how far positions may be off, in
    metres, None where the file holds none; ``size`` is in bytes; ``step`` names the step of ``layers/build.py`` that makes the file.
    """

    name: str
    path: str
    title: str
    source: str
    licence: str
    date: str
    crs: str | None
    precision_m: float | None
    size: int
    sha256: str
    step: str


def layers_dir() -> Path:
    """Find the folder of the bundled data: ``_layers`` in the installed package, else ``layers`` of the checkout.

    Raises
    ------
    LayerError
        If neither is there.
    """
    for folder in (_PACKAGE / "_layers", _PACKAGE.parent / "layers"):
        if (folder / "borders.csv").is_file():
            return folder
    message = f"{_PACKAGE / '_layers'}: the bundled data is missing; install the package again"
    raise LayerError(message)


def layer_path(name: str) -> Path:
    """Give the path of a file under `layers_dir`.

    Raises
    ------
    LayerError
        If there is no such file.
    """
    path = layers_dir() / name
    if not path.is_file():
        message = f"{path}: no such layer; `mapper layers` lists those there are"
        raise LayerError(message)
    return path


@lru_cache(maxsize=1)
def _datapackage() -> dict[str, Any]:
    path = layer_path("datapackage.json")
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        message = f"{path}: not readable as a data package ({error}); install the package again"
        raise LayerError(message) from error


@lru_cache(maxsize=1)
def describe() -> tuple[Layer, ...]:
    """Describe every bundled file, in the order of its path."""
    return tuple(
        Layer(
            name=row["name"],
            path=row["path"],
            title=row["title"],
            source=row["source"],
            licence=row["licence"],
            date=row["date"],
            crs=row["crs"],
            precision_m=row["precision_m"],
            size=row["bytes"],
            sha256=row["hash"].removeprefix("sha256:"),
            step=row["step"],
        )
        for row in _datapackage()["resources"]
        if row["installed"]
    )


def data_version() -> str:
    """Give the date of the data and the first eight hex digits of the hash over all its files, as in ``2026-11-23 (1a2b3c4d)``."""
    package = _datapackage()
    return f"{package['created']} ({package['hash'].removeprefix('sha256:')[:8]})"


def read_layer(name: str) -> GeoDataFrame:
    """Read a bundled layer as a table with geometry in EPSG:4326.

    Parameters
    ----------
    name
        A name that `describe` lists, as ``monuments`` or ``regions``.

    Raises
    ------
    LayerError
        If no layer has this name, or it has no geometry.
    """
    from mapper.layers.reading import read_geometry_file

    spatial = [layer for layer in describe() if layer.path.endswith((".geojson", ".topojson"))]
    for layer in spatial:
        if layer.name == name:
            return read_geometry_file(layer_path(layer.path))
    message = f"{name}: no layer with geometry has this name; there are {', '.join(sorted(layer.name for layer in spatial))}"
    raise LayerError(message)
