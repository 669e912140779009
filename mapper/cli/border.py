"""``mapper border``: measure along a border."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mapper.cli import options

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from mapper.border import Border

EXAMPLES = """\b
Examples:
  mapper border list --country PER
  mapper border locate --lon -70.31 --lat -18.31
  mapper border stretch --monuments 1 16 > stretch.geojson
"""


@click.group("border", epilog=EXAMPLES)
def command() -> None:
    """Measure along a border: kilometres, sides, stretches.

    PER-CHL is the line through its 80 monuments and is measured from monument 1 on the coast; other borders come from Natural Earth and
    are measured from their southern, else western end. Every answer is a GeoJSON feature.
    """


@command.command("list", short_help="List the land borders that we have.", epilog="Example: mapper border list --country PER")
@click.option("--country", metavar="ISO3", help="Only the borders of this country.")
def list_command(country: str | None) -> None:
    """List the land borders that we have: id, name, length in kilometres, precision in metres."""
    from mapper.border import border_table

    for border_id, row in sorted(border_table().items()):
        if country is None or country.upper() in row.countries:
            click.echo(f"{border_id}\t{row.name_en}\t{row.length_km:.1f} km\t±{row.precision_m} m")


@command.command("show", epilog="Example: mapper border show PER-CHL > border.geojson")
@click.argument("border_id", metavar="ID", default="PER-CHL")
def show(border_id: str) -> None:
    """Print the line of a border with its names, length and precision."""
    from mapper.border import border_table, load_border

    border = load_border(border_id)
    row = border_table()[border.border_id]
    _print(
        {
            "border_id": border.border_id,
            "name_en": row.name_en,
            "name_es": row.name_es,
            "countries": list(row.countries),
            "status": row.status,
            "length_km": round(border.length_km, 2),
            "precision_m": row.precision_m,
        },
        border.line,
    )


@command.command(
    "locate",
    short_help="Tell where a position lies on or off a border.",
    epilog="Example: mapper border locate --lon -70.2483 --lat -18.0056",
)
@options.border_id
@click.option("--lon", type=click.FloatRange(-180, 180), required=True, help="Longitude in degrees, east positive.")
@click.option("--lat", type=click.FloatRange(-90, 90), required=True, help="Latitude in degrees, north positive.")
def locate(border: str, lon: float, lat: float) -> None:
    """Tell where a position lies: kilometre along the border, distance off it, side, nearest crossing."""
    from shapely import Point

    from mapper.border import load_border

    line = load_border(border)
    found = {name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(line.locate(lon, lat)).items()}
    _print({"border_id": line.border_id} | found, Point(lon, lat))


@command.command("point", epilog="Example: mapper border point 8.1")
@options.border_id
@click.argument("km", type=click.FloatRange(min=0))
def point(border: str, km: float) -> None:
    """Print the point of a border at a kilometre."""
    from shapely import Point

    from mapper.border import load_border

    line = load_border(border)
    _print({"border_id": line.border_id, "chainage_km": km}, Point(line.point_at(_within(line, km))))


@command.command("stretch", short_help="Print a stretch of a border.", epilog="Example: mapper border stretch --monuments 1 16")
@options.border_id
@click.option("--km", type=float, nargs=2, help="From this kilometre to that.")
@click.option("--monuments", type=int, nargs=2, help="From this monument to that (PER-CHL only).")
def stretch(border: str, km: tuple[float, float] | None, monuments: tuple[int, int] | None) -> None:
    """Print a stretch of a border, between two kilometres or two monuments."""
    from mapper.border import load_border

    if (km is None) == (monuments is None):
        message = "give either --km FROM TO or --monuments FROM TO"
        raise click.UsageError(message)
    line = load_border(border)
    ends = km if km is not None else (line.monument_km(monuments[0]), line.monument_km(monuments[1]))  # type: ignore[index]
    start, end = sorted(_within(line, each) for each in ends)
    properties = {"border_id": line.border_id, "chainage_from_km": round(start, 3), "chainage_to_km": round(end, 3)}
    _print(properties, line.stretch(start, end))


def _within(border: Border, km: float) -> float:
    """Refuse a kilometre that the border does not have."""
    from mapper.errors import LayerError

    if 0 <= km <= border.length_km:
        return km
    message = f"kilometre {km:g} is not on {border.border_id}; it runs from 0 to {border.length_km:.1f}"
    raise LayerError(message)


def _print(properties: dict[str, object], geometry: BaseGeometry) -> None:
    from mapper.exports import geojson

    click.echo(f"{geojson.dumps(geojson.feature(properties, geometry))}\n".encode(), nl=False)
