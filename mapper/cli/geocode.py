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
    from mapper.places.gazetteer import Gazetteer
    from mapper.records import Candidate

EXAMPLES = """\b
Examples:
  mapper geocode Tacna
  mapper geocode "Santa Rosa" --country PER --kind crossing
  mapper geocode Arica Visviri --limit 1
  mapper geocode "Quebrada del Burro" --geocoder nominatim
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
@options.geocoder
@options.exact
@options.explain
@options.talk
def command(
    names: tuple[str, ...],
    *,
    question: Question,
    gazetteer: Path | None,
    geocoder: str | None,
    exact: bool,
    talk: Talk,
) -> None:
    """Look places up by name.

    Prints the places of each NAME as GeoJSON features, best first, from what ships with the package. A name that is not known prints
    nothing, unless an online geocoder knows it.
    """
    from mapper.cli.places import explanation
    from mapper.cli.stages import filler
    from mapper.exports import geojson
    from mapper.layers.frames import candidate_properties, place_geometry
    from mapper.places import load_gazetteer
    from mapper.records import Article, Location, Toponym

    known = load_gazetteer(gazetteer)
    if geocoder and (question.country or question.kind):
        message = "--geocoder tells neither country nor kind of a place: leave out --country and --kind"
        raise click.UsageError(message)
    ask = filler(geocoder, talk) if geocoder else None
    for name in names:
        location = Location(toponym=Toponym(text=name, start=0, end=len(name)), place=None)
        candidates = _offline(name, known, question, exact=exact)
        if not candidates and ask is not None:
            (found,) = ask([location], Article(article_id=name, text=name, lang="en"))
            candidates = found.candidates
        if not candidates:
            talk.notice(f"{name}: no such place is known")
        talk.explanation(explanation(replace(location, candidates=candidates)))
        features = (geojson.feature(candidate_properties(name, candidate), place_geometry(candidate.place)) for candidate in candidates)
        for line in geojson.lines(features):
            click.echo(line.encode(), nl=False)


def _offline(name: str, known: Gazetteer, question: Question, *, exact: bool) -> tuple[Candidate, ...]:
    from mapper.border import load_atlas
    from mapper.border.coarse import coarsened
    from mapper.places import geocode

    country = question.country.upper() if question.country else None
    candidates = geocode(name, known, country=country, kind=question.kind, limit=question.limit)
    if exact:
        return candidates
    return tuple(replace(candidate, place=coarsened(candidate.place, load_atlas())) for candidate in candidates)
