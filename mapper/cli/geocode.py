"""``mapper geocode``: look places up by name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

import click

from mapper.cli import options
from mapper.records import PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

    from mapper.cli.talk import Talk

EXAMPLES = """\b
Examples:
  mapper geocode Tacna
  mapper geocode "Santa Rosa" --country PER --kind crossing
  mapper geocode Arica Visviri --limit 1
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Which places of a name are wanted."""

    country: str | None
    kind: PlaceKind | None
    limit: int


QUESTION = (
    click.option("--country", metavar="ISO3", help="Only places in this country, such as PER."),
    click.option("--kind", type=click.Choice(get_args(PlaceKind)), help="Only places of this kind."),
    click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True, help="At most so many places for a name."),
)


@click.command("geocode", epilog=EXAMPLES)
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@options.bundle("question", Question, QUESTION)
@click.option("--gazetteer", type=options.FILE, help="Your own places: CSV or GeoJSON with name, aliases, kind, lon, lat.")
@options.exact
@options.explain
@options.talk
def command(
    names: tuple[str, ...],
    *,
    question: Question,
    gazetteer: Path | None,
    exact: bool,
    talk: Talk,
) -> None:
    """Look places up by name.

    Prints the places of each NAME as GeoJSON features, best first, from what ships with the package. A name that is not known prints
    nothing.
    """
    from mapper.border import load_atlas
    from mapper.border.coarse import coarsened
    from mapper.cli.places import explanation
    from mapper.exports import geojson
    from mapper.layers.frames import candidate_properties, place_geometry
    from mapper.places import geocode, load_gazetteer
    from mapper.records import Location, Toponym

    known = load_gazetteer(gazetteer)
    for name in names:
        country = question.country.upper() if question.country else None
        candidates = geocode(name, known, country=country, kind=question.kind, limit=question.limit)
        if not exact:
            candidates = tuple(replace(candidate, place=coarsened(candidate.place, load_atlas())) for candidate in candidates)
        if not candidates:
            talk.notice(f"{name}: no such place is known")
        location = Location(toponym=Toponym(text=name, start=0, end=len(name)), place=None, candidates=candidates)
        talk.explanation(explanation(location))
        features = (geojson.feature(candidate_properties(name, candidate), place_geometry(candidate.place)) for candidate in candidates)
        for line in geojson.lines(features):
            click.echo(line.encode(), nl=False)
