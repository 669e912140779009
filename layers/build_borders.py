"""The table and the lines of the world's land borders."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from build_topology import MICRODEGREE, deltas, micro
from build_world import FOCUS, MONUMENTS_PRECISION_M, NATURAL_EARTH_PRECISION_M, border_lines, length_km, middle

if TYPE_CHECKING:
    from pathlib import Path

    from build_world import World

DASH = "\N{EN DASH}"
COLUMNS = ("border_id", "name_en", "name_es", "country_a", "country_b", "lon", "lat", "length_km", "precision_m", "status")


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a fact table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def border_rows(world: World, facts: Path) -> list[dict[str, object]]:
    """Describe each border: names, the point half-way along it, length in km, precision in metres, status.

    Status is ``boundary``, or ``disputed`` where ``facts/disputed.csv`` gives a reason for the line or a part of it.
    """
    names = {row["iso3"]: row for row in read_table(facts / "country_names.csv")}
    disputed = {pair for row in read_table(facts / "disputed.csv") for pair in row["borders"].split(";")} - {FOCUS}
    rows: list[dict[str, object]] = []
    for pair, parts in border_lines(world).items():
        a, b = pair.split("-")
        lon, lat = middle(parts)
        rows.append({
            "border_id": pair,
            "name_en": f"{names[a]['name_en']}{DASH}{names[b]['name_en']} border",
            "name_es": f"frontera {names[a]['name_es']}{DASH}{names[b]['name_es']}",
            "country_a": a, "country_b": b, "lon": f"{lon:.6f}", "lat": f"{lat:.6f}",
            "length_km": f"{sum(map(length_km, parts)):.2f}",
            "precision_m": MONUMENTS_PRECISION_M if pair == FOCUS else NATURAL_EARTH_PRECISION_M,
            "status": "disputed" if pair in disputed else "boundary",
        })  # fmt: skip
    return rows


def table(rows: list[dict[str, object]]) -> str:
    """Write rows as CSV text with the table's columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def lines(world: World, rows: list[dict[str, object]]) -> dict[str, Any]:
    """Give the borders as TopoJSON, one multi-line a border, its parts in the order of the chainage."""
    arcs: list[list[list[int]]] = []
    geometries = []
    parts_of = border_lines(world)
    for row in rows:
        parts = [micro(part) for part in parts_of[str(row["border_id"])]]
        geometries.append({
            "type": "MultiLineString", "id": row["border_id"],
            "properties": {key: row[key] for key in ("name_en", "name_es", "status", "precision_m")},
            "arcs": [[len(arcs) + n] for n in range(len(parts))],
        })  # fmt: skip
        arcs.extend(deltas(part) for part in parts)
    collection = {"type": "GeometryCollection", "geometries": geometries}
    return {"type": "Topology", "transform": MICRODEGREE, "objects": {"borders": collection}, "arcs": arcs}
