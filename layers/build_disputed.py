"""Areas and lines in dispute, each with the reason that `facts/disputed.csv` gives: drawn dashed, without fill, part of no country."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import shapely
from build_borders import border_lines, read_table
from build_focus import collection, feature
from build_regions import geopackage_shape
from build_topology import write_json
from build_world import western_readings
from shapely.geometry import LineString, MultiLineString, Point, Polygon, box, mapping, shape
from shapely.ops import polygonize, unary_union

if TYPE_CHECKING:
    from pathlib import Path

    from build_world import World
    from shapely.geometry.base import BaseGeometry

# The claims of Natural Earth that cut an area named in facts/disputed.csv out of a country, by the country that they lie in.
CLAIMED_IN = ("CHN", "GEO", "IND", "ISR", "MDA", "PAK")
# Cells between a country's outline and the claims in it, by a point in each, lon, lat.
CELLS = {
    "golan": (("ISR", 35.75, 33.0),),
    "abkhazia": (("GEO", 41.2, 43.0),),
    "south-ossetia": (("GEO", 44.0, 42.35),),
    "transnistria": (("MDA", 29.6, 46.9), ("MDA", 28.9, 47.9)),
    "kashmir": (
        ("IND", 75.0, 34.0), ("IND", 77.5, 34.2), ("PAK", 73.8, 33.8), ("PAK", 74.0, 35.9), ("PAK", 75.5, 35.6), ("CHN", 79.3, 35.1),
    ),
}  # fmt: skip
WHOLE = {
    "crimea": ("x-crimea",), "western-sahara": ("ESH",), "kosovo": ("XKX",), "somaliland": ("x-somaliland",), "kashmir": ("x-siachen",),
    "northern-cyprus": ("x-northern-cyprus", "x-cyprus-buffer"),
}  # fmt: skip
# Natural Earth gives Morocco the land west of the berm: it is Western Sahara's up to the parallel 27°40'N.
BELOW_PARALLEL = {"western-sahara": ("MAR", box(-18.0, 20.0, -8.6, 27.666667))}
LARGEST_CELL = 25.0  # square degrees: a cell as large as a country says that a claim was not closed


def extract_disputed(world_map: Path, target: Path) -> None:
    """Write the lines of claims from Debian qgis-common's ``world_map.gpkg`` that `disputed` needs."""
    connection = sqlite3.connect(world_map)
    connection.row_factory = sqlite3.Row
    rows = connection.execute("SELECT name, adm0_a3_l, geom FROM disputed_borders ORDER BY fid").fetchall()
    connection.close()
    lines = [(row["name"], row["adm0_a3_l"], shapely.set_precision(geopackage_shape(row["geom"]), 1e-6)) for row in rows]
    write_json(target, collection([
        {"type": "Feature", "properties": {"name": name, "country": code}, "geometry": mapping(line)}
        for name, code, line in lines if code in CLAIMED_IN
    ]))  # fmt: skip


def disputed(extract: Path, world: World, facts: Path, points: list[dict[str, str]]) -> dict[str, Any]:
    """Give every area and line of ``facts/disputed.csv`` with its reason, as GeoJSON."""
    claims: dict[str, list[LineString]] = {}
    for row in json.loads(extract.read_text(encoding="utf-8"))["features"]:
        lines = shape(row["geometry"])
        claims.setdefault(row["properties"]["country"], []).extend(_lengthened(line) for line in getattr(lines, "geoms", [lines]))
    cells = {code: list(polygonize(unary_union([_outline(world, code), *lines]))) for code, lines in claims.items()}
    borders = border_lines(world)
    made = []
    for row in read_table(facts / "disputed.csv"):
        geometry = _triangle(points) if row["id"] == "land-triangle" else _geometry(row, world, cells, borders)
        made.append(feature(
            geometry, id=row["id"], name_en=row["name_en"], name_es=row["name_es"], country=row["code"] or None, kind=row["kind"],
            reason=row["reason"], borders=row["borders"] or None, style="dashed",
        ))  # fmt: skip
    return collection(made)


def _geometry(row: dict[str, str], world: World, cells: dict[str, list[Polygon]], borders: dict[str, Any]) -> BaseGeometry:
    if row["kind"] == "line":
        return MultiLineString([part for pair in row["borders"].split(";") for part in borders[pair]])
    parts = [world.polygon(code) for code in WHOLE.get(row["id"], ())]
    parts += [_cell(cells[code], lon, lat) for code, lon, lat in CELLS.get(row["id"], ())]
    parts += [world.polygon(code).intersection(area) for ident, (code, area) in BELOW_PARALLEL.items() if ident == row["id"]]
    return unary_union(parts)


def _cell(cells: list[Polygon], lon: float, lat: float) -> Polygon:
    found = next(cell for cell in cells if cell.contains(Point(lon, lat)))
    if found.area > LARGEST_CELL:
        message = f"the claim around {lon}, {lat} does not close: its cell has {found.area:.1f} square degrees"
        raise SystemExit(message)
    return found


def _outline(world: World, code: str) -> BaseGeometry:
    return world.polygon(code).boundary


def _lengthened(line: LineString) -> LineString:
    """Lead a line over both its ends by about 6 km, so that it meets the outline that it was drawn to."""
    points = list(line.coords)
    for before, end, at in ((points[1], points[0], 0), (points[-2], points[-1], len(points) + 1)):
        dx, dy = end[0] - before[0], end[1] - before[1]
        size = (dx * dx + dy * dy) ** 0.5 or 1.0
        points.insert(at, (end[0] + 0.06 * dx / size, end[1] + 0.06 * dy / size))
    return LineString(points)


def _triangle(points: list[dict[str, str]]) -> Polygon:
    first = next((float(row["lon"]), float(row["lat"])) for row in points if row["kind"] == "hito" and row["number"] == "1")
    peru, chile = western_readings(points)
    return Polygon([first, chile, peru])
