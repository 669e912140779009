"""``mapper events``: print the events that articles tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import click

from mapper.cli import options
from mapper.cli.talk import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from geopandas import GeoDataFrame

    from mapper.cli.rows import Row
    from mapper.cli.talk import Talk
    from mapper.pipeline import Result
    from mapper.records import Event

EXAMPLES = """\b
Examples:
  mapper events article.txt --published 2026-03-14
  mapper events clippings/ --merge -o events.gpkg
  mapper events clippings/ --format acled -o march.csv
  mapper events 20251128.export.CSV.zip -o gdelt.gpkg
  curl -s https://news.example/story | mapper events - --collection
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class EventOutput(options.Output):
    """Where events go, in which form, and whether reports of one event are brought together."""

    merge: bool
    review_form: Path | None


EVENT_OUTPUT = (
    click.option("--merge", is_flag=True, help="Give what several articles report once, with all its reports, when all are read."),
    click.option("--review-form", type=options.FILE, help="Also write a table to correct the events in, for mapper review --apply."),
    *options.OUTPUT,
)


@click.command("events", epilog=EXAMPLES)
@options.inputs
@options.reading
@options.event_stages
@options.bundle("output", EventOutput, EVENT_OUTPUT)
@options.explain
@options.talk
def command(
    inputs: tuple[str, ...],
    *,
    reading: options.Reading,
    stages: options.EventStages,
    output: EventOutput,
    talk: Talk,
) -> None:
    """Print the events that articles tell.

    INPUT is a file (text, Markdown, HTML, JSON lines or CSV of articles, an RSS or Atom feed, ninjs, NITF), a folder, an address, or - for
    what comes through a pipe. Each event is a GeoJSON feature on a line of its own: one for each article that tells it, or with --merge one
    for all of them. Tables of events (ours, or of GDELT, ACLED or UCDP) are given as they are, with our columns.
    """
    from mapper.cli import rows
    from mapper.layers.columns import EVENT_TYPES_OF_COLUMNS
    from mapper.store.review_files import write_form

    rows.check(output, events=True)
    rows.check_files([output.review_form, output.output, output.articles], overwrite=output.overwrite)
    results, tables = _read(inputs, reading, stages, talk)
    told = (_tell(result, talk) for result in talk.progress(results, "article"))
    listed: list[dict[str, object]] = []
    given = _noted(listed) if output.review_form else _rows
    read = _merged(told) if output.merge else told
    rows.emit(read, output, rows=given, types_of_columns=EVENT_TYPES_OF_COLUMNS, talk=talk, tables=tables)
    if output.review_form is not None:
        listed += [row for table in tables for row in _properties(table)]
        write_form(listed, output.review_form, overwrite=output.overwrite)
    talk.finish()


def _read(
    inputs: tuple[str, ...], reading: options.Reading, stages: options.EventStages, talk: Talk
) -> tuple[Iterator[Result], list[GeoDataFrame]]:
    """Read the articles among the inputs one after the other, and the tables of events at once."""
    from mapper.cli.stages import border_meant, fetcher_for, read, tools_for
    from mapper.errors import InputError
    from mapper.mapping import sorted_out
    from mapper.pipeline import run
    from mapper.sources import read_event_tables

    fetcher, border_id = fetcher_for(reading), border_meant(stages)
    texts, tables, stores = sorted_out(inputs, fetcher)
    for store in stores:
        talk.problem(InputError(f"{store}: this is a store; mapper store export gives its events"))
    given = list(read_event_tables(tables, border_id=border_id, on_notice=talk.notice, on_error=talk.problem, fetcher=fetcher))
    if not texts:
        return iter(()), given
    articles = read(texts, reading, talk, fetcher=fetcher)
    return run(articles, tools_for(stages, talk), border_id=border_id, exact=stages.exact, on_error=talk.problem), given


def _properties(table: GeoDataFrame) -> Iterator[dict[str, object]]:
    from mapper.exports.geojson import frame_features

    for feature in frame_features(table):
        yield cast("dict[str, object]", feature["properties"])


def _rows(result: Result) -> Iterator[Row]:
    from mapper.layers.frames import event_properties

    for event in result.events:
        yield event_properties(event), event.placement.geometry if event.placement else None


def _noted(listed: list[dict[str, object]]) -> Callable[[Result], Iterator[Row]]:
    """Note the properties of the events that pass, for the form."""

    def note(result: Result) -> Iterator[Row]:
        for properties, geometry in _rows(result):
            listed.append(properties)
            yield properties, geometry

    return note


def _merged(results: Iterator[Result]) -> Iterator[Result]:
    """Hold the events back until all are read: the last result gives them, merged."""
    from mapper.merge import merge

    told: list[Event] = []
    last: Result | None = None
    for result in results:
        if last is not None:
            yield replace(last, events=())
        told += result.events
        last = result
    if last is not None:
        yield replace(last, events=merge(told))


def _tell(result: Result, talk: Talk) -> Result:
    from mapper.cli.stages import leaves_dates_open

    talk.undated += leaves_dates_open(result)
    talk.detail(f"{result.article.article_id}: {counted(len(result.locations), 'place')}, {counted(len(result.events), 'event')}")
    if talk.explains:
        from mapper.cli.explaining import explanation

        for event in result.events:
            talk.explanation(explanation(event))
        if not result.events:
            talk.explanation(f"{result.article.article_id}: no events")
    return result
