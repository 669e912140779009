"""Layers: the bundled data with its papers, and events as tables."""

from mapper.layers.catalog import Layer, data_version, describe, layer_path, layers_dir, read_layer
from mapper.layers.fetching import fetch_layer

__all__ = ["Layer", "data_version", "describe", "fetch_layer", "layer_path", "layers_dir", "read_layer"]
