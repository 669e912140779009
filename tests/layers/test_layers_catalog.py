"""The catalog of layers."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mapper.errors import LayerError
from mapper.layers import data_version, describe, layer_path, layers_dir, read_layer
from mapper.layers.topology import Topology


def test_the_folder_of_the_data_holds_the_table_of_borders() -> None:
    assert (layers_dir() / "borders.csv").is_file()


def test_a_layer_is_read_in_wgs84() -> None:
    assert read_layer("monuments").crs == "EPSG:4326"


def test_a_topology_is_read_with_its_ids() -> None:
    assert "PER-CHL" in set(read_layer("borders")["id"])


def test_an_unknown_layer_is_named_together_with_those_there_are() -> None:
    with pytest.raises(LayerError, match=r"roads: .* there are .*monuments"):
        read_layer("roads")


def test_a_table_without_geometry_is_no_layer_to_read() -> None:
    with pytest.raises(LayerError, match="facts_places: no layer with geometry"):
        read_layer("facts_places")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(LayerError, match=r"volcanoes\.geojson: no such layer"):
        layer_path("volcanoes.geojson")


def test_a_broken_topology_is_named_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "broken.topojson"
    path.write_text('{"objects": {}}', encoding="utf-8")
    with pytest.raises(LayerError, match=r"broken\.topojson: not readable as TopoJSON .*; install the package again"):
        Topology(path)


def test_the_version_of_the_data_is_a_date_and_a_hash() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \([0-9a-f]{8}\)", data_version())


def test_names_of_layers_are_unique() -> None:
    names = [layer.name for layer in describe()]
    assert len(names) == len(set(names))


def test_every_described_file_is_there() -> None:
    assert all(layer_path(layer.path).is_file() for layer in describe())


def test_the_catalog_is_asked_without_importing_geopandas() -> None:
    code = "import sys, mapper.layers as l; l.describe(); l.data_version(); sys.exit(bool({'geopandas', 'shapely'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own interpreter and words
