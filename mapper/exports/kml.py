"""KML files, for Google Earth and phones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mapper.exports.flat import without_lists
from mapper.exports.geojson import DECIMALS, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

NAMESPACE = "http://www.opengis.net/kml/2.2"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write each row as a placemark with all its values as extended data; its type and place are its name, the quote its description."""
    flat = without_lists(frame)
    root = ET.Element("kml", {"xmlns": NAMESPACE})
    document = ET.SubElement(root, "Document")
    _element(document, "name", path.stem)
    names = [name for name in flat.columns if name != flat.geometry.name]
    columns = [flat[name].astype(object).tolist() for name in names]
    for row, geometry in zip(zip(*columns, strict=True), flat.geometry, strict=True):
        _placemark(document, dict(zip(names, map(plain, row), strict=True)), geometry)
    ET.indent(root, space=" ")
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _placemark(document: ET.Element, properties: Mapping[str, object], geometry: BaseGeometry | None) -> None:
    placemark = ET.SubElement(document, "Placemark")
    named = [properties.get(name) for name in ("event_type", "location", "name")]
    _element(placemark, "name", ", ".join(str(part) for part in named if part))
    if properties.get("quote"):
        _element(placemark, "description", str(properties["quote"]))
    extended = ET.SubElement(placemark, "ExtendedData")
    for name, value in properties.items():
        if value is not None:
            _element(ET.SubElement(extended, "Data", {"name": _xml_text(name)}), "value", str(value))
    if geometry is not None and not geometry.is_empty:
        _shape(placemark, geometry)


def _shape(parent: ET.Element, geometry: BaseGeometry) -> None:
    if geometry.geom_type == "Polygon":
        polygon = ET.SubElement(parent, "Polygon")
        for tag, rings in (("outerBoundaryIs", [geometry.exterior]), ("innerBoundaryIs", geometry.interiors)):
            for ring in rings:
                _coordinates(ET.SubElement(polygon, tag), "LinearRing", ring)
    elif hasattr(geometry, "geoms"):
        several = ET.SubElement(parent, "MultiGeometry")
        for part in geometry.geoms:
            _shape(several, part)
    else:
        _coordinates(parent, geometry.geom_type, geometry)


def _coordinates(parent: ET.Element, tag: str, geometry: BaseGeometry) -> None:
    pairs = (f"{round(x, DECIMALS)},{round(y, DECIMALS)}" for x, y, *_ in geometry.coords)
    _element(ET.SubElement(parent, tag), "coordinates", " ".join(pairs))


def _element(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _xml_text(text)


def _xml_text(text: str) -> str:
    """Replace the control characters that XML 1.0 cannot hold, even escaped."""
    return _NOT_IN_XML.sub("\ufffd", text)
