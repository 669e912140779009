"""Styles by which QGIS draws tables of events as our map does: type by colour and shape, status by how a mark is filled."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

from mapper.exports.marks import PAPER, mark_svg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapper.maps.style import EventStyle

    Kind = Literal["point", "line", "area"]

SYMBOLS: dict[Kind, tuple[str, str]] = {"point": ("marker", "0"), "line": ("line", "1"), "area": ("fill", "2")}
"""QGIS's name for a symbol of a kind of geometry, and its number for that kind."""
_MARK_MM, _STRAND_MM, _CASING_MM, _CORE_MM = "6.5", "1.3", "2.6", "0.6"
_INK = "#23282d"
_AREA_ALPHA, _RING_ALPHA = 33, 26  # of 255
_HAPPENED = "\"status\" IN ('reported', 'ongoing')"
_DASHES = "CASE WHEN \"status\" = 'attempted' THEN '4;4' WHEN \"status\" = 'prevented' THEN '1;4' ELSE '1;1;1;5' END"
_ALLEGED = "\"status\" = 'alleged'"
_DASHED = "\"status\" IN ('attempted', 'prevented', 'denied')"
# Rows on one line or area lie beside each other: their numbers are spread by the golden section, which leaves no two near.
_SHARE = '(("fid" * 0.6180339887) - floor("fid" * 0.6180339887))'
_ALONG = f"{_SHARE} * 0.8 * length(transform($geometry, layer_property(@layer, 'crs'), @project_crs))"
_BESIDE = '(("fid" % 5) - 2) * 1.4'
_AROUND = 'to_string(2.5 * sqrt("fid" % 8) * cos("fid" * 2.4)) || \',\' || to_string(2.5 * sqrt("fid" % 8) * sin("fid" * 2.4))'


def style_qml(kind: Kind) -> str:
    """Return the style of a table of events that are points, lines or areas, as QGIS 3 reads it from 3.18 on.

    Points that would hide each other are a disc with their number. Events of the background are a rule of their own that is switched off.
    """
    root = ET.Element("qgis", {"version": "3.22.0", "styleCategories": "Symbology|Fields"})
    if kind == "point":
        clusters = ET.SubElement(root, "renderer-v2", {"type": "pointCluster", "tolerance": "4", "toleranceUnit": "MM"})
        _rules(clusters, kind)
        _cluster(clusters)
    else:
        _rules(root, kind)
    ET.SubElement(root, "previewExpression").text = "\"event_type\" || ', ' || coalesce(\"location\", '')"
    ET.SubElement(root, "layerGeometryType").text = SYMBOLS[kind][1]
    return ET.tostring(root, encoding="unicode")


def _rules(parent: ET.Element, kind: Kind) -> None:
    """Say which rows are drawn with which symbol."""
    from mapper.maps.style import EVENT_STYLES, OTHER_STYLE, label

    renderer = ET.SubElement(parent, "renderer-v2", {"type": "RuleRenderer", "symbollevels": "0", "enableorderby": "0"})
    rules = ET.SubElement(renderer, "rules", {"key": "{events}"})
    symbols = ET.SubElement(renderer, "symbols")
    known = ", ".join(f"'{name}'" for name in EVENT_STYLES)
    looks = [(f"\"event_type\" = '{name}'", label("event_type", name, "en"), look) for name, look in EVENT_STYLES.items()]
    looks.append((f'coalesce("event_type", \'\') NOT IN ({known})', "other", OTHER_STYLE))
    for background in (False, True):
        shown = 'coalesce("is_background", FALSE)' if background else 'NOT coalesce("is_background", FALSE)'
        words = {"filter": shown, "label": "recalled as background" if background else "events", "key": f"{{{background}}}"}
        group = ET.SubElement(rules, "rule", words | ({"checkstate": "0"} if background else {}))
        for at, (chosen, name, _) in enumerate(looks):
            ET.SubElement(group, "rule", {"filter": chosen, "label": name, "symbol": str(at), "key": f"{{{background}{at}}}"})
    for at, (_, _, look) in enumerate(looks):
        _symbol(symbols, str(at), kind, look)
    if kind == "point":
        _statuses(rules, symbols, len(looks))


def _cluster(parent: ET.Element) -> None:
    """Draw how many points are together."""
    symbol = ET.SubElement(parent, "symbol", {"name": "centerSymbol", "type": "marker", "alpha": "1", "clip_to_extent": "1"})
    disc = {"name": "circle", "color": _rgba(PAPER), "outline_color": _rgba(_INK), "outline_width": "0.7", "outline_width_unit": "MM"}
    _layer(symbol, "SimpleMarker", {**disc, "size": "7", "size_unit": "MM"})
    number = {"font": "sans-serif", "chr": "2", "color": _rgba(_INK), "size": "3.2", "size_unit": "MM", "horizontal_anchor_point": "1"}
    _layer(symbol, "FontMarker", {**number, "vertical_anchor_point": "1"}, {"char": "@cluster_size"})


def _statuses(rules: ET.Element, symbols: ET.Element, first: int) -> None:
    """Explain in the legend how a status is drawn, by rules that fit no row."""
    from mapper.maps.style import OTHER_STYLE, STATUS_FILLS, label

    group = ET.SubElement(rules, "rule", {"filter": "FALSE", "label": "status", "key": "{status}"})
    for at, (status, fill) in enumerate(STATUS_FILLS.items(), start=first):
        words = {"filter": "FALSE", "label": label("status", status, "en"), "symbol": str(at), "key": f"{{{status}}}"}
        ET.SubElement(group, "rule", words)
        symbol = ET.SubElement(symbols, "symbol", {"name": str(at), "type": "marker", "alpha": "1", "clip_to_extent": "1"})
        _layer(symbol, "SvgMarker", {"name": _embedded(mark_svg(OTHER_STYLE, fill)), "size": _MARK_MM, "size_unit": "MM"})


def _symbol(parent: ET.Element, name: str, kind: Kind, look: EventStyle) -> None:
    whole = {"name": name, "type": SYMBOLS[kind][0], "alpha": "1", "clip_to_extent": "0" if kind == "line" else "1", "force_rhr": "0"}
    symbol = ET.SubElement(parent, "symbol", whole)
    if kind == "point":
        _ring(symbol, look)
        _mark(symbol, look)
    elif kind == "line":
        _strand(symbol, look)
        along = {"placement": "firstvertex", "rotate": "0", "offset_along_line_unit": "MapUnit", "offset": "0", "offset_unit": "MM"}
        marks = _layer(symbol, "MarkerLine", along, {"offsetAlongLine": _ALONG, "offset": _BESIDE})
        _mark(_inner(marks, name), look)
    else:
        edge = {"style": "solid", "color": _rgba(look.colour, _AREA_ALPHA), "outline_style": "dash", "outline_color": _rgba(look.colour)}
        _layer(symbol, "SimpleFill", {**edge, "outline_width": "0.5", "outline_width_unit": "MM"})
        marks = _layer(symbol, "CentroidFill", {"point_on_surface": "1", "point_on_all_parts": "0"})
        _mark(_inner(marks, name), look, {"offset": _AROUND})


def _ring(symbol: ET.Element, look: EventStyle) -> None:
    """Draw how far off the point may be, in metres of the ground."""
    ring = {"name": "circle", "color": _rgba(look.colour, _RING_ALPHA), "outline_color": _rgba(look.colour), "outline_style": "dash"}
    ring |= {"outline_width": "0.3", "outline_width_unit": "MM", "size": "1", "size_unit": "RenderMetersInMapUnits"}
    _layer(symbol, "SimpleMarker", ring, {"size": '2 * "uncertainty_m"', "enabled": 'coalesce("uncertainty_m", 0) > 0'})


def _mark(symbol: ET.Element, look: EventStyle, more: Mapping[str, str] | None = None) -> None:
    from mapper.maps.style import STATUS_FILLS

    marks = {status: _embedded(mark_svg(look, fill)) for status, fill in STATUS_FILLS.items()}
    cases = " ".join(f"WHEN \"status\" = '{status}' THEN '{mark}'" for status, mark in marks.items() if status != "reported")
    drawn = {"name": f"CASE {cases} ELSE '{marks['reported']}' END", **(more or {})}
    _layer(symbol, "SvgMarker", {"name": marks["reported"], "size": _MARK_MM, "size_unit": "MM", "offset_unit": "MM"}, drawn)


def _strand(symbol: ET.Element, look: EventStyle) -> None:
    """Draw a line with a light casing: full where it happened, with a light core or dashed where it did not."""
    line = {"line_style": "solid", "line_width_unit": "MM", "joinstyle": "round", "capstyle": "round", "offset_unit": "MM"}
    line["customdash_unit"] = "MM"
    beside = {"offset": _BESIDE}
    _layer(symbol, "SimpleLine", line | {"line_color": _rgba(PAPER), "line_width": _CASING_MM}, beside)
    strand = line | {"line_color": _rgba(look.colour), "line_width": _STRAND_MM}
    _layer(symbol, "SimpleLine", strand, {**beside, "enabled": f"NOT ({_ALLEGED})"})
    dots = {"use_custom_dash": "1", "customdash": "0.1;2.4"}
    _layer(symbol, "SimpleLine", strand | dots, {**beside, "enabled": _ALLEGED})
    hollow = {**beside, "enabled": f"NOT ({_HAPPENED} OR {_ALLEGED})"}
    _layer(symbol, "SimpleLine", line | {"line_color": _rgba(PAPER), "line_width": _CORE_MM}, hollow)
    dashed = {**beside, "enabled": _DASHED, "customDash": _DASHES}
    flat = {"capstyle": "flat", "use_custom_dash": "1", "customdash": "4;4"}
    _layer(symbol, "SimpleLine", strand | flat, dashed)


def _inner(marks: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(marks, "symbol", {"name": f"@{name}@1", "type": "marker", "alpha": "1", "clip_to_extent": "0"})


def _layer(symbol: ET.Element, kind: str, values: Mapping[str, str], drawn_by: Mapping[str, str] | None = None) -> ET.Element:
    """Add a layer of a symbol with fixed values, and values that expressions give for each row."""
    layer = ET.SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    listed = _map(layer, None)
    for name, value in values.items():
        ET.SubElement(listed, "Option", {"name": name, "type": "QString", "value": value})
    defined = _map(ET.SubElement(layer, "data_defined_properties"), None)
    ET.SubElement(defined, "Option", {"name": "name", "type": "QString", "value": ""})
    properties = _map(defined, "properties")
    for name, expression in (drawn_by or {}).items():
        one = _map(properties, name)
        ET.SubElement(one, "Option", {"name": "active", "type": "bool", "value": "true"})
        ET.SubElement(one, "Option", {"name": "expression", "type": "QString", "value": expression})
        ET.SubElement(one, "Option", {"name": "type", "type": "int", "value": "3"})
    ET.SubElement(defined, "Option", {"name": "type", "type": "QString", "value": "collection"})
    return layer


def _map(parent: ET.Element, name: str | None) -> ET.Element:
    return ET.SubElement(parent, "Option", {"type": "Map", **({"name": name} if name else {})})


def _rgba(colour: str, alpha: int = 255) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + f",{alpha}"


def _embedded(svg: str) -> str:
    return f"base64:{b64encode(svg.encode()).decode()}"
