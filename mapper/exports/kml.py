"""KML files, for Google Earth and phones, with a style for each type and status."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mapper.exports.flat import rows_of
from mapper.exports.geojson import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

NAMESPACE = "http://www.opengis.net/kml/2.2"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_.-]")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FULL, _AREA, _HOLLOW = "ff", "40", "99"  # opacity
_HAPPENED = ("reported", "ongoing")


def write(frame: GeoDataFrame, path: Path) -> None:
    """Write each row as a placemark with all its values as extended data.

    Its name is its type, status and place, its balloon the quote with its source. Colours are those of our map; what did not happen is
    paler, and an area of it is not filled.
    """
    root = ET.Element("kml", {"xmlns": NAMESPACE})
    document = ET.SubElement(root, "Document")
    _element(document, "name", path.stem)
    styles: dict[str, None] = {}
    placemarks = [_placemark(row, geometry, styles) for row, geometry in rows_of(frame)]
    document.extend(_style(name) for name in sorted(styles))
    document.extend(placemarks)
    ET.indent(root, space=" ")
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _style(name: str) -> ET.Element:
    """Make the style of a type and status, whose names are in its id."""
    from mapper.maps.style import style_of

    kind, _, status = name.partition("-")
    hollow = status not in _HAPPENED
    colour = style_of(kind).colour
    style = ET.Element("Style", {"id": name})
    icon = ET.SubElement(style, "IconStyle")
    _element(icon, "color", _abgr(colour, _HOLLOW if hollow else _FULL))
    _element(icon, "scale", "0.8" if hollow else "1.1")
    line = ET.SubElement(style, "LineStyle")
    _element(line, "color", _abgr(colour, _HOLLOW if hollow else _FULL))
    _element(line, "width", "2" if hollow else "4")
    area = ET.SubElement(style, "PolyStyle")
    _element(area, "color", _abgr(colour, _AREA))
    _element(area, "fill", "0" if hollow else "1")
    _element(ET.SubElement(style, "BalloonStyle"), "text", "$[description]")
    return style


def _abgr(colour: str, opacity: str) -> str:
    """Write a colour as KML does: opacity, blue, green, red."""
    return f"{opacity}{colour[5:7]}{colour[3:5]}{colour[1:3]}"


def _placemark(row: Mapping[str, object], geometry: BaseGeometry | None, styles: dict[str, None]) -> ET.Element:
    placemark = ET.Element("Placemark")
    _element(placemark, "name", _name(row))
    _element(placemark, "description", _balloon(row))
    _time(placemark, row)
    if row.get("event_type") and row.get("status"):
        name = "-".join(_NOT_IN_IDS.sub("_", str(row[part])) for part in ("event_type", "status"))
        styles[name] = None
        _element(placemark, "styleUrl", f"#{name}")
    extended = ET.SubElement(placemark, "ExtendedData")
    for column, value in row.items():
        if value is not None:
            _element(ET.SubElement(extended, "Data", {"name": _xml_text(column)}), "value", str(value))
    if geometry is not None and not geometry.is_empty:
        _shape(placemark, geometry)
    return placemark


def _name(row: Mapping[str, object]) -> str:
    status = row.get("status")
    kind = f"{row['event_type']} ({status})" if row.get("event_type") and status and status != "reported" else row.get("event_type")
    return ", ".join(str(part) for part in (kind, row.get("location"), row.get("name")) if part)


def _balloon(row: Mapping[str, object]) -> str:
    """Write what a balloon shows as HTML in which no text is markup."""
    told = [row.get("event_date"), row.get("count_text"), row.get("source"), row.get("published")]
    lines = [f"<b>{html.escape(_name(row))}</b>"]
    lines += [html.escape(str(row["quote"]))] if row.get("quote") else []
    lines += [html.escape(" \N{MIDDLE DOT} ".join(str(part) for part in told if part))]
    return "<br>".join(line for line in lines if line)


def _time(placemark: ET.Element, row: Mapping[str, object]) -> None:
    """Say when, for the slider of time: a day, a month or a year, or from one to another."""
    days = [str(row[name]) for name in ("event_date", "event_date_end") if row.get(name)]
    days = [day for day in days if _DAY.fullmatch(day)]
    if days and days[0] == days[-1]:
        _element(ET.SubElement(placemark, "TimeStamp"), "when", days[0])
    elif days:
        span = ET.SubElement(placemark, "TimeSpan")
        _element(span, "begin", days[0])
        _element(span, "end", days[1])


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
