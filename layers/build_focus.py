"""What stands on and beside the Peru-Chile border: line, monuments, western end, sea line, crossings and facilities, district zones."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from build_world import FOCUS, GEOD, MONUMENTS_PRECISION_M, length_km, lon_lat, monuments, western_readings
from pyproj import Transformer
from shapely.geometry import LineString, MultiPoint, Point, Polygon, mapping
from shapely.ops import substring, unary_union

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

UTM_19S = "EPSG:32719"
GRID_KM = 5.0
KM_PER_DEGREE = 111.195
BAND_M = 20_000
BESIDE_KM = 60.0  # farther off, a kilometre along this border says nothing
# Kilometres along the border: the stretch that each district of Supreme Decree 135-2025-PCM has of it.
ZONES = (
    ("la-yarada-los-palos", "La Yarada-Los Palos", 0.0, 7.0),
    ("tacna", "Tacna", 7.0, 85.0),
    ("palca", "Palca", 85.0, None),
)
SCHEMATIC_EN = "schematic: the district's stretch of the border and the land within 20 km of it, not its limits"
SCHEMATIC_ES = "esquemático: el tramo de frontera del distrito y la tierra a menos de 20 km, no sus límites"

Features = list[dict[str, Any]]


def feature(geometry: BaseGeometry, **properties: object) -> dict[str, Any]:
    """Make a GeoJSON feature of a geometry in lon, lat at 6 decimals."""
    rounded = shapely.transform(geometry, lambda xy: np.round(xy, 6))
    return {"type": "Feature", "properties": properties, "geometry": mapping(rounded)}


def collection(features: Features) -> dict[str, Any]:
    """Make a GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": features}


def chainages_km(line: Sequence[tuple[float, float]]) -> list[float]:
    """Give the kilometre of each vertex along a line of lon, lat, measured on the ellipsoid."""
    lons, lats = zip(*line, strict=True)
    return [0.0, *(float(km) for km in np.cumsum(GEOD.line_lengths(lons, lats)) / 1000)]


def border_line(points: list[dict[str, str]]) -> dict[str, Any]:
    """Give the border as one line through the 80 monuments."""
    line = monuments(points)
    return collection([
        feature(
            LineString(line), border_id=FOCUS, name_en="Peru\N{EN DASH}Chile border", name_es="frontera Perú\N{EN DASH}Chile",
            length_km=round(length_km(line), 2), precision_m=MONUMENTS_PRECISION_M, style="solid",
        )
    ])  # fmt: skip


def monument_points(points: list[dict[str, str]]) -> dict[str, Any]:
    """Give the monuments with their numbers, how sure these are, and their kilometres."""
    rows = sorted((row for row in points if row["kind"] == "hito"), key=lambda row: int(row["number"]))
    kms = chainages_km(monuments(points))
    return collection([
        feature(
            Point(lon_lat(row)), border_id=FOCUS, number=int(row["number"]), chainage_km=round(km, 2),
            name_es=f"Hito {row['number']}", name_en=f"Monument {row['number']}", numbering_confidence=row["numbering_confidence"],
        )
        for row, km in zip(rows, kms, strict=True)
    ])  # fmt: skip


def western_end(points: list[dict[str, str]]) -> dict[str, Any]:
    """Give the two readings of the last metres west of monument 1, and the triangle between them."""
    first = monuments(points)[0]
    peru, chile = western_readings(points)
    triangle = Polygon([first, chile, peru])
    area = abs(GEOD.polygon_area_perimeter(*zip(first, chile, peru, strict=True))[0])
    return collection([
        feature(LineString([first, peru]), id="reading-per", style="dashed", side="disputed",
                name_en="Reading of Peru", name_es="Interpretación del Perú"),
        feature(LineString([first, chile]), id="reading-chl", style="dashed", side="disputed",
                name_en="Reading of Chile", name_es="Interpretación de Chile"),
        feature(triangle, id="land-triangle", style="hatched", side="disputed", area_m2=round(area),
                name_en="Area read differently by Peru and Chile", name_es="Área interpretada de modo distinto por el Perú y Chile"),
    ])  # fmt: skip


def sea_line(points: list[dict[str, str]]) -> dict[str, Any]:
    """Give the first 80 nautical miles of the maritime boundary of the 2014 judgment, as an illustration."""
    start = western_readings(points)[1]
    (point_a,) = [lon_lat(row) for row in points if row["kind"] == "maritime_point"]
    return collection([
        feature(LineString([start, point_a]), id="maritime-2014", style="dashed", illustrative=True,
                name_en="Maritime boundary, ICJ 27 January 2014 (illustrative, to point A)",
                name_es="Límite marítimo, CIJ 27 de enero de 2014 (ilustrativo, hasta el punto A)"),
    ])  # fmt: skip


def coarse(lon: float, lat: float) -> tuple[float, float]:
    """Move a position to the middle of its cell in a grid of 5 km, lon, lat."""
    step = GRID_KM / KM_PER_DEGREE
    row = np.floor(lat / step) * step + step / 2
    wide = step / np.cos(np.radians(row))
    return round(float(np.floor(lon / wide) * wide + wide / 2), 6), round(float(row), 6)


def facilities(crossings: list[dict[str, str]], places: list[dict[str, str]], points: list[dict[str, str]]) -> dict[str, Any]:
    """Give crossings, posts, stations and garrisons; sensitive ones at their garrison's town or on a grid of 5 km."""
    towns = {row["name"]: lon_lat(row) for row in places}
    locate = _locator(monuments(points))
    made = []
    for row in crossings:
        sensitive = row["sensitive"] == "yes"
        position = lon_lat(row)
        if sensitive:
            position = towns[row["garrison"]] if row["garrison"] else coarse(*position)
        km, offset = locate(*position)
        beside = offset <= BESIDE_KM
        made.append(feature(
            Point(position), id=row["id"], name=row["name"], name_es=row["name_es"], name_en=row["name_en"], type=row["type"],
            group=row["id"].split(":")[0], side=row["side"], status=row["status"], sensitive=sensitive,
            chainage_km=round(km, 1) if beside else None, offset_km=round(offset, 2) if beside else None,
            confidence=row["confidence"], source=row["source"], licence=row["licence"],
        ))  # fmt: skip
    return collection(made)


def _locator(line: Sequence[tuple[float, float]]) -> Any:  # noqa: ANN401 - a plain function of lon and lat
    to_metres = Transformer.from_crs("EPSG:4326", UTM_19S, always_xy=True)
    metres = LineString(np.column_stack(to_metres.transform(*zip(*line, strict=True))))
    true_km = chainages_km(line)[-1]

    def locate(lon: float, lat: float) -> tuple[float, float]:
        point = Point(to_metres.transform(lon, lat))
        return float(metres.project(point, normalized=True)) * true_km, float(metres.distance(point)) / 1000

    return locate


def zones(points: list[dict[str, str]], tacna: BaseGeometry) -> dict[str, Any]:
    """Give a schematic area for each district of the decree: the land of Tacna region nearest to its stretch of the border."""
    to_metres = Transformer.from_crs("EPSG:4326", UTM_19S, always_xy=True)
    to_degrees = Transformer.from_crs(UTM_19S, "EPSG:4326", always_xy=True)
    line = monuments(points)
    metres = LineString(np.column_stack(to_metres.transform(*zip(*line, strict=True))))
    total = chainages_km(line)[-1]
    cells = _cells(metres, total)
    band = metres.buffer(BAND_M)
    made = []
    for ident, name, start, end in ZONES:
        near = unary_union([cell for km, cell in cells if start <= km < (end or total + 1)]).intersection(band)
        area = shapely.transform(near, lambda xy: np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1]))).intersection(tacna)
        made.append(feature(
            max(getattr(area, "geoms", [area]), key=lambda part: part.area), id=f"zone:{ident}", name=name, country="PER", admin1="Tacna",
            chainage_from_km=start, chainage_to_km=round(end or total, 2), schematic=True, note_en=SCHEMATIC_EN, note_es=SCHEMATIC_ES,
        ))  # fmt: skip
    return collection(made)


def _cells(metres: LineString, total_km: float) -> list[tuple[float, BaseGeometry]]:
    """Divide the plane among points every 250 m of the line, each with its kilometre."""
    steps = np.arange(0.125, total_km, 0.25)
    seeds = [substring(metres, s, s, normalized=True) for s in steps / total_km]
    cells = shapely.voronoi_polygons(MultiPoint(seeds), extend_to=metres.buffer(2 * BAND_M)).geoms
    tree = shapely.STRtree(seeds)
    return [(float(steps[tree.query(cell, predicate="contains")[0]]), cell) for cell in cells]


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a fact table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
