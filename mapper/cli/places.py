"""``mapper places``: print the places that articles name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mapper.cli import options
from mapper.cli.talk import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapper.cli.rows import Row
    from mapper.cli.talk import Talk
    from mapper.pipeline import Result
    from mapper.records import Location, Place

# So many candidates are explained.
EXPLAINED = 3

EXAMPLES = """\b
Examples:
  mapper places article.txt
  mapper places clippings/*.html -o places.csv
  mapper places article.txt --explain > places.geojsonl
"""


@click.command("places", epilog=EXAMPLES)
@options.inputs
@options.reading
@options.place_stages
@options.output
@options.explain
@options.talk
def command(
    inputs: tuple[str, ...],
    *,
    reading: options.Reading,
    stages: options.PlaceStages,
    output: options.Output,
    talk: Talk,
) -> None:
    """Print the places that articles name.

    INPUT is a file (text, Markdown, HTML, JSON lines or CSV of articles), a folder, or - for what comes through a pipe. Each mention is a
    GeoJSON feature on a line of its own; a name that we cannot place has no geometry.
    """
    from mapper.cli import rows
    from mapper.cli.stages import border_meant, read, tools_for
    from mapper.layers.columns import PLACE_TYPES_OF_COLUMNS
    from mapper.pipeline import locate

    rows.check(output)
    tools = tools_for(stages, talk)
    results = locate(read(inputs, reading, talk), tools, border_id=border_meant(stages), exact=stages.exact)
    told = (_tell(result, talk) for result in talk.progress(results, "article"))
    rows.emit(told, output, rows=_rows, types_of_columns=PLACE_TYPES_OF_COLUMNS, talk=talk)
    talk.finish()


def _rows(result: Result) -> Iterator[Row]:
    from mapper.layers.frames import place_geometry, place_properties

    for location in result.locations:
        yield place_properties(location, result.article), place_geometry(location.place)


def _tell(result: Result, talk: Talk) -> Result:
    talk.detail(f"{result.article.article_id}: {counted(len(result.locations), 'place')}")
    for location in result.locations if talk.explains else ():
        talk.explanation(explanation(location))
    return result


def explanation(location: Location) -> str:
    """Say in a few lines why a toponym was given its place rather than the next ones.

    Each candidate stands with its points and what they are made of; below, by how many points the first is ahead.
    """
    toponym, candidates = location.toponym, location.candidates[:EXPLAINED]
    said = [f"[{toponym.start}:{toponym.end}] {toponym.text} ({toponym.mention}), confidence {location.confidence:.2f}"]
    for rank, candidate in enumerate(candidates, start=1):
        said.append(f"  {rank}. {_called(candidate.place)} {candidate.score:.2f}")
        said.append("     " + ("; ".join(candidate.reasons) or "no reason"))
    if not candidates:
        return "\n".join([*said, "  no place of this name is known"])
    if len(candidates) == 1:
        return "\n".join([*said, "  no other place of this name is known"])
    lead = candidates[0].score - candidates[1].score
    return "\n".join([*said, f"  {_called(candidates[0].place)} is ahead of {_called(candidates[1].place)} by {lead:.2f}"])


def _called(place: Place) -> str:
    inside = [part for part in (place.admin1 if place.admin1 != place.name else None, place.country) if part]
    return f"{', '.join([place.name, *inside])} ({place.kind}, {place.place_id})"
