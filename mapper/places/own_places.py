"""The user's own places, from a CSV or GeoJSON file."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, get_args

from mapper.errors import InputError
from mapper.records import Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KINDS: tuple[str, ...] = get_args(PlaceKind)
MAX_LON, MAX_LAT = 180.0, 90.0


def read_own_places(path: Path) -> dict[Place, list[str]]:
    """
    Read places with all their names.

    A CSV file has the columns name, lon, lat and, if wanted, aliases (separated by semicolons), kind, country (ISO 3166-1 alpha-3),
    uncertainty_m and border_id; a GeoJSON file has points with these as properties. Kinds are those of `mapper.Place`; without one it is a
    facility.

    Raises
    ------
    InputError
        If the file is missing, is neither format, or a row lacks a name or a position on Earth.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8"
        message = f"{path}: cannot be read as a gazetteer ({reason}); give a CSV or GeoJSON file in UTF-8"
        raise InputError(message) from error
    rows = _geojson_rows(path, text) if text.lstrip().startswith("{") else list(csv.DictReader(io.StringIO(text)))
    return dict(_own_place(path, number, row) for number, row in enumerate(rows, start=1))


def _geojson_rows(path: Path, text: str) -> list[dict[str, Any]]:
    try:
        features = json.loads(text)["features"]
        return [
            {**feature["properties"], "lon": feature["geometry"]["coordinates"][0], "lat": feature["geometry"]["coordinates"][1]}
            for feature in features
        ]
    except (ValueError, LookupError, TypeError) as error:
        message = f"{path}: is no GeoJSON FeatureCollection of points ({error!r}); check its geometries"
        raise InputError(message) from error


def _own_place(path: Path, number: int, row: Mapping[str, Any]) -> tuple[Place, list[str]]:
    name = str(row.get("name") or "").strip()
    kind = str(row.get("kind") or "facility").strip()
    try:
        lon, lat = float(row["lon"]), float(row["lat"])
        uncertainty = float(row.get("uncertainty_m") or 500)
    except (KeyError, TypeError, ValueError):
        lon = lat = uncertainty = float("nan")
    problem = _problem(name, kind, lon, lat)
    if problem:
        message = f"{path}: place {number} {problem}"
        raise InputError(message)
    aliases = row.get("aliases") or ""
    names = [name, *(aliases if isinstance(aliases, list) else str(aliases).split(";"))]
    place = Place(
        place_id=f"own:{number}", name=name, kind=kind, lon=lon, lat=lat, country=row.get("country") or None,  # type: ignore[arg-type]
        uncertainty_m=uncertainty, border_id=row.get("border_id") or None,
    )  # fmt: skip
    return place, [alias.strip() for alias in names if alias.strip()]


def _problem(name: str, kind: str, lon: float, lat: float) -> str | None:
    if not name:
        return "has no name; fill the column name"
    if kind not in KINDS:
        return f"has the kind {kind!r}; choose one of {', '.join(KINDS)}"
    if not (abs(lon) <= MAX_LON and abs(lat) <= MAX_LAT):
        return "has no position on Earth; give lon and lat in degrees"
    return None
