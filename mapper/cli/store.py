"""``mapper store``: keep articles and their events over time."""

from __future__ import annotations

from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING

import click

from mapper.cli import options
from mapper.cli.selecting import Choosing, choosing, selection_of
from mapper.cli.talk import counted

if TYPE_CHECKING:
    from pathlib import Path

    from mapper.cli.talk import Talk

EXAMPLES = """\b
Examples:
  mapper store add events.gpkg clippings/ --border PER-CHL
  mapper store list events.gpkg --since 2026-03 --type crossing
  mapper store export events.gpkg -o march.geojson --since 2026-03-01 --until 2026-03-31
  mapper map events.gpkg --near "Tacna,50"
"""
SHOWN = ("event_id", "event_date", "event_type", "status", "count_text", "location", "n_sources", "corrected", "source")


@click.group("store", epilog=EXAMPLES)
def command() -> None:
    """Keep articles and their events over time.

    STORE is a GeoPackage file, which QGIS opens, or the address of a database with PostGIS: postgresql://user@host/database. An article
    that is there already changes nothing; one that comes with a new text takes the place of the old. What several articles report is one
    event with all its reports.
    """


@command.command(
    "add",
    short_help="Read articles and keep them with their events.",
    epilog="Example: mapper store add events.gpkg clippings/ --border PER-CHL",
)
@click.argument("store")
@options.inputs
@options.reading
@options.event_stages
@options.talk
def add_command(store: str, inputs: tuple[str, ...], *, reading: options.Reading, stages: options.EventStages, talk: Talk) -> None:
    """Read articles and keep them with their events; the store is made if it is not there.

    Each article is kept as soon as it is read: what was kept before a crash stays. Articles that are kept already are not read again.
    """
    from mapper.cli.stages import border_meant, read, told, tools_for
    from mapper.store import add, is_store, open_store, refresh

    articles = read(inputs, reading, talk)
    first = next(articles, None)
    if first is None and not is_store(store):  # an empty store would be left behind
        talk.finish()
        return
    with closing(open_store(store, create=True)) as opened:
        articles = chain(filter(None, [first]), articles)
        tools = tools_for(stages, talk)
        added = add(
            opened, articles, tools, border_id=border_meant(stages), exact=stages.exact, on_result=told(talk), on_error=talk.problem
        )
        refresh(opened)
        talk.end_of_line()
        counts = opened.counts()
    talk.notice(
        f"{counted(added.new, 'article')} new, {added.changed} changed, {added.known} known; "
        f"{opened.name} holds {counted(counts.articles, 'article')} and {counted(counts.events, 'event')}"
    )
    talk.finish()


@command.command(
    "list",
    short_help="List events, one a line.",
    epilog="Example: mapper store list events.gpkg --since 2026-03 --type crossing --near Tacna,50",
)
@click.argument("store")
@choosing
@options.talk
def list_command(store: str, *, choosing: Choosing, talk: Talk) -> None:
    """List events, one a line, with tabs between: id, date, type, status, number, place, sources, corrections, source."""
    from mapper.exports.geojson import plain
    from mapper.store import events_table, open_store

    with closing(open_store(store)) as opened:
        table = events_table(opened, selection_of(choosing, talk))
    for row in zip(*(table[name].astype(object).tolist() for name in SHOWN), strict=True):
        click.echo("\t".join(_cell(plain(value)) for value in row))


@command.command("export", epilog="Example: mapper store export events.gpkg -o march.csv --since 2026-03 --until 2026-03")
@click.argument("store")
@click.option("-o", "--output", type=options.FILE, required=True, help="The file; its ending says the format: mapper formats lists them.")
@options.form
@choosing
@click.option("--overwrite", is_flag=True, help="Replace the file if it exists.")
@options.talk
def export_command(
    store: str, *, output: Path, form: str | None, choosing: Choosing, overwrite: bool, talk: Talk
) -> None:
    """Write events to a file and print its path."""
    from mapper.exports import check_output, write
    from mapper.store import events_table, open_store

    check_output(output, overwrite=overwrite, form=form)
    with closing(open_store(store)) as opened:
        table = events_table(opened, selection_of(choosing, talk))
    write(table, output, overwrite=overwrite, form=form)
    click.echo(output)
    talk.notice(counted(len(table), "event"))


def _cell(value: object) -> str:
    """Put a value on one line, without what would command a terminal."""
    text = "" if value is None else " ".join(str(value).split())
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
