"""The options that several commands share, each written once."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from mapper.cli.talk import Talk

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = TypeVar("Command", bound=Callable[..., object])
    Options = tuple[Callable[[Any], Any], ...]

FILE = click.Path(path_type=Path, dir_okay=False)


def published_date(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Check that the words name a day or a month of the calendar: ``2026-03-14`` or ``2026-03``."""
    from datetime import date

    if value is None:
        return None
    day = f"{value}-01" if re.fullmatch(r"\d{4}-\d{2}", value) else value
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
            date.fromisoformat(day)
            return value
    except ValueError:
        pass
    message = f"{value!r} is no date; write it as 2026-03-14 or 2026-03"
    raise click.BadParameter(message)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How articles are read: language and publication date where they do not say so themselves, and which hosts may be asked."""

    lang: Literal["en", "es"] | None
    published: str | None
    allow_private_addresses: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceStages:
    """What the stages of places look things up in, and how exactly they may say where."""

    border: str | None
    gazetteer: Path | None
    geocoder: str | None
    exact: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class EventStages(PlaceStages):
    """What all stages look things up in, and what reads the events."""

    lexicon: Path | None
    extractor: str | None
    model_url: str | None
    model: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """Where rows go and in which form."""

    output: Path | None
    form: str | None
    rs: bool
    collection: bool
    articles: Path | None
    overwrite: bool


exact = click.option(
    "--exact",
    is_flag=True,
    help="Keep informal crossing points, shelters and army units where they are. This can put people in danger.",
)

allow_private_addresses = click.option(
    "--allow-private-addresses", is_flag=True, help="Also fetch addresses in private networks and on this machine."
)

READING = (
    click.option("--lang", type=click.Choice(["en", "es"]), help="Language of the articles; told from each text if absent."),
    click.option(
        "--published",
        callback=published_date,
        metavar="DATE",
        help="Publication date of articles that do not give theirs; weekdays count from it.",
    ),
    allow_private_addresses,
)
border_meant = click.option(
    "--border",
    metavar="ID",
    help='What "the border" means where the text does not say, such as PER-CHL: two ISO-3 codes, in either order.',
)
gazetteer = click.option(
    "--gazetteer", type=FILE, help="Your own places: CSV or GeoJSON with name, aliases, kind, lon, lat. They win over ours."
)
geocoder = click.option(
    "--geocoder",
    metavar="NAME",
    help="Ask an online geocoder, such as nominatim, for places that we do not know. A key that it wants is read from MAPPER_GEOCODER_KEY.",
)
lexicon = click.option("--lexicon", type=FILE, help="Your own words for events and actors, in the form of our lexicon files.")
extractor = click.option(
    "--extractor",
    metavar="NAME",
    help="What reads the events: rules (the default), language-model, or what an installed package adds.",
)
model_url = click.option(
    "--model-url",
    metavar="URL",
    help="OpenAI-compatible endpoint of the language model, such as http://localhost:11434/v1; else MAPPER_MODEL_URL. "
    "Its key is read from MAPPER_MODEL_KEY only.",
)
model = click.option("--model", metavar="NAME", help="Name of the language model at its endpoint; else MAPPER_MODEL.")

PLACE_STAGES = (border_meant, gazetteer, geocoder, exact)
EVENT_READING = (lexicon, extractor, model_url, model)
EVENT_STAGES = (*PLACE_STAGES, *EVENT_READING)
FORMATS = ("geojson", "geojsonl", "geojsonseq", "geopackage", "parquet", "csv", "kml", "excel", "acled", "hxl", "plover")
form = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    metavar="NAME",
    help="The format, whatever the ending says, such as acled, hxl or plover; mapper formats lists them.",
)
file_written = click.option(
    "-o", "--output", type=FILE, help="Write a file instead; its ending says the format: .geojson, .gpkg, .csv, ... (mapper formats)."
)
OUTPUT = (
    file_written,
    form,
    click.option("--rs", is_flag=True, help="Start each feature with RFC 8142's record separator."),
    click.option("--collection", is_flag=True, help="Print one FeatureCollection instead of a feature a line."),
    click.option("--articles", type=FILE, help="Also write the texts as read, for the offsets: JSON lines with article_id and text."),
    click.option("--overwrite", is_flag=True, help="Replace files that exist."),
)
TALK = (
    click.option("-v", "--verbose", is_flag=True, help="Say more on stderr."),
    click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr but errors."),
)

inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
explain = click.option("--explain", is_flag=True, help="Say on stderr why each one was read as it was.")
border_id = click.option("--border", default="PER-CHL", show_default=True, metavar="ID", help="The border: two ISO-3 codes.")


def bundle(name: str, kind: type, options: Options) -> Callable[[Command], Command]:
    """Add options to a command, which gets their values as one dataclass under one name."""

    def decorate(command: Command) -> Command:
        @wraps(command)
        def gather(*args: object, **values: object) -> object:
            bundle = kind(**{field.name: values.pop(field.name) for field in fields(kind)})
            return command(*args, **{name: bundle}, **values)

        wrapped: Any = gather
        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped  # type: ignore[no-any-return]

    return decorate


reading = bundle("reading", Reading, READING)
place_stages = bundle("stages", PlaceStages, PLACE_STAGES)
event_stages = bundle("stages", EventStages, EVENT_STAGES)
output = bundle("output", Output, OUTPUT)


def talk(command: Command) -> Command:
    """Add ``-v`` and ``-q`` to a command, which gets its voice as a `Talk`; with `explain` below it, that too."""

    @wraps(command)
    def gather(*args: object, verbose: bool, quiet: bool, explain: bool = False, **values: object) -> object:
        return command(*args, talk=Talk(level=-1 if quiet else int(verbose), explains=explain), **values)

    wrapped: Any = gather
    for option in reversed(TALK):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[no-any-return]
