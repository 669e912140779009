"""``mapper review``: correct events by hand."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from mapper.cli import options
from mapper.cli.talk import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geopandas import GeoDataFrame

    from mapper.cli.talk import Talk

EXAMPLES = """\b
Examples:
  mapper review events.gpkg --form review.csv
  mapper review events.gpkg --apply review.csv
  mapper review events.geojsonl --apply review.csv -o reviewed.geojson
"""


@click.command("review", epilog=EXAMPLES)
@click.argument("events", metavar="STORE|EVENTS")
@click.option("--apply", "corrections", type=options.FILE, help="A table of corrections: event_id, action, column, value, by, when.")
@click.option("--form", type=options.FILE, help="Write such a table to fill in, with a row for each event.")
@click.option("-o", "--output", type=options.FILE, help="Where to write corrected EVENTS; printed as GeoJSON features if absent.")
@click.option("--overwrite", is_flag=True, help="Replace files that exist.")
@options.talk
def command(
    events: str, *, corrections: Path | None, form: Path | None, output: Path | None, overwrite: bool, talk: Talk
) -> None:
    """Correct events by hand.

    An action is drop, confirm, or edit, which sets a column to a value; by is who corrects, when the day. Rows without an action are passed
    over. A store keeps corrections and applies them on every later run, also when further articles report the event; later ones win, and
    confirm takes a drop back. A table of EVENTS is written anew. The map says of a corrected event by whom and when.
    """
    from mapper.store import is_store

    if (corrections is None) == (form is None):
        message = "give --apply with a filled-in table, or --form to get an empty one"
        raise click.UsageError(message)
    if is_store(events):
        if output is not None:
            message = "a store keeps its corrections: leave -o out, and write events with mapper store export"
            raise click.UsageError(message)
        _review_store(events, corrections, form, talk, overwrite=overwrite)
    elif corrections is not None:
        _review_table(events, corrections, output, talk, overwrite=overwrite)
    elif form is not None:
        _write_form(_table(events), form, overwrite=overwrite)


def _review_store(name: str, corrections: Path | None, form: Path | None, talk: Talk, *, overwrite: bool) -> None:
    from mapper.store import correct, events_table, open_store
    from mapper.store.review_files import read_corrections

    with closing(open_store(name)) as store:
        if form is not None:
            _write_form(events_table(store), form, overwrite=overwrite)
        if corrections is not None:
            count = correct(store, read_corrections(corrections))
            talk.notice(f"{counted(count, 'correction')} new; {counted(len(events_table(store)), 'event')} shown")


def _review_table(name: str, corrections: Path, output: Path | None, talk: Talk, *, overwrite: bool) -> None:
    from mapper.exports import check_output, geojson, write
    from mapper.store.review_files import read_corrections
    from mapper.store.review_tables import corrected_table

    if output is not None:
        check_output(output, overwrite=overwrite)
    told = read_corrections(corrections)
    table = corrected_table(_table(name), told, name)
    talk.notice(f"{counted(len(told), 'correction')} applied; {counted(len(table), 'event')} shown")
    if output is not None:
        write(table, output, overwrite=overwrite)
        click.echo(output)
        return
    for line in geojson.lines(geojson.frame_features(table)):
        click.echo(line.encode(), nl=False)


def _table(name: str) -> GeoDataFrame:
    from mapper.sources import read_events

    return read_events(name)


def _write_form(table: GeoDataFrame, form: Path, *, overwrite: bool) -> None:
    from mapper.store.review_files import write_form

    write_form(_rows(table), form, overwrite=overwrite)
    click.echo(form)


def _rows(table: GeoDataFrame) -> Iterator[Mapping[str, object]]:
    from mapper.store.review_tables import rows_of

    return (properties for properties, _ in rows_of(table))
