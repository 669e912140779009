"""``mapper map``: map the events of articles on one self-contained page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mapper.cli import options
from mapper.cli.options import FILE, bundle
from mapper.cli.selecting import CHOOSING, Choosing, selection_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapper.cli.talk import Talk
    from mapper.maps import EventMap

EXAMPLES = """\b
Examples:
  mapper map article.txt --published 2026-03-14 --open
  mapper map clippings/ --only-border --png output/map.png
  mapper events article.txt | mapper map - -o week.html --title "A week on the border"
"""
DEFAULT = Path("output/map.html")


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing(Choosing):
    """What is drawn and what the page says."""

    ui_lang: Literal["en", "es"] | None
    only_border: bool
    min_confidence: float
    title: str | None
    tiles: str | None
    no_merge: bool
    places: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Files:
    """What is written."""

    output: Path | None
    png: Path | None
    svg: Path | None
    pdf: Path | None
    overwrite: bool
    embed: bool
    open_page: bool

    def pictures(self) -> Iterator[tuple[str, Path]]:
        """Give the pictures wanted: kind and file."""
        for kind, path in (("png", self.png), ("svg", self.svg), ("pdf", self.pdf)):
            if path is not None:
                yield kind, path


DRAWING = (
    *CHOOSING,
    click.option("--ui-lang", type=click.Choice(["en", "es"]), help="Language of the page; that of most events if absent."),
    click.option("--only-border", is_flag=True, help="Draw only events on one border: that of --border, else that of most events."),
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="X", help="Draw only events read with this confidence, 0-1."
    ),
    click.option("--title", help="Title of the page."),
    click.option("--tiles", metavar="NAME", help="Online tiles under the map, such as OpenStreetMap; the page then asks their host."),
    click.option("--places", is_flag=True, help="Show the places that the articles name; readers can switch them on anyway."),
    click.option("--no-merge", is_flag=True, help="Draw what each article says, even where several report the same event."),
)
FILES = (
    click.option("-o", "--output", type=FILE, help=f"Where to write the page.  [default: {DEFAULT}, replaced each time]"),
    click.option("--png", type=FILE, help="Also write a picture for screens."),
    click.option("--svg", type=FILE, help="Also write a picture that scales."),
    click.option("--pdf", type=FILE, help="Also write a picture for print."),
    click.option("--overwrite", is_flag=True, help="Replace files that exist."),
    click.option("--embed", is_flag=True, help="Print a snippet of HTML for a report instead of writing a page."),
    click.option("--open", "open_page", is_flag=True, help="Open the page in the browser."),
)


@click.command("map", epilog=EXAMPLES)
@options.inputs
@options.reading
@options.event_stages
@bundle("drawing", Drawing, DRAWING)
@bundle("files", Files, FILES)
@options.talk
def command(
    inputs: tuple[str, ...],
    *,
    reading: options.Reading,
    stages: options.EventStages,
    drawing: Drawing,
    files: Files,
    talk: Talk,
) -> None:
    """Map the events of articles on one self-contained page.

    INPUT is a file (text, Markdown, HTML, JSON lines or CSV of articles, an RSS or Atom feed, ninjs, NITF), a folder, an address, - for
    what comes through a pipe, a table of events (as `mapper events` writes it, or of GDELT, ACLED or UCDP), or a store. What several
    articles report is drawn once, with all its reports; tables are drawn as they are. Prints the path of the page, which needs no network
    to show.
    """
    from mapper.cli.stages import fetcher_for, told, tools_for
    from mapper.mapping import map_articles
    from mapper.maps.summary import summary

    _check(files)
    made = map_articles(
        inputs,
        published=reading.published,
        lang=reading.lang,
        ui_lang=drawing.ui_lang,
        border=stages.border,
        only_border=drawing.only_border,
        min_confidence=drawing.min_confidence,
        title=drawing.title,
        tiles=drawing.tiles,
        tools=lambda: tools_for(stages, talk),
        exact=stages.exact,
        merged=not drawing.no_merge,
        show_places=drawing.places,
        selection=selection_of(drawing, talk),
        fetcher=fetcher_for(reading),
        on_error=talk.problem,
        on_notice=talk.notice,
        on_result=told(talk),
    )
    talk.end_of_line()
    if talk.problems < len(inputs) or len(made.events):
        _write(made, files)
        talk.notice(summary(made.events)["en"])
    talk.finish()


def _check(files: Files) -> None:
    """Refuse outputs that contradict each other or cannot be written, before any work is done."""
    from mapper.cli.rows import check_files, check_page
    from mapper.exports import check_ending

    if files.embed and (files.output or files.open_page):
        message = "--embed prints a snippet and writes no page: leave -o and --open out"
        raise click.UsageError(message)
    check_page(files.output)
    for kind, path in files.pictures():
        check_ending(path, f".{kind}")
    check_files([files.output, files.png, files.svg, files.pdf], overwrite=files.overwrite)


def _write(made: EventMap, files: Files) -> None:
    from mapper.exports import whole_file

    for kind, path in files.pictures():
        with whole_file(path, overwrite=files.overwrite) as draft:
            draft.write_bytes(made.picture(kind))
    if files.embed:
        click.echo(made.snippet())
        return
    page = files.output or _default_page()
    made.save(page, overwrite=files.overwrite or files.output is None)
    click.echo(page)
    if files.open_page:
        click.launch(page.resolve().as_uri())


def _default_page() -> Path:
    """Make the folder of the default page, the only one that we make unasked."""
    from mapper.errors import OutputError

    try:
        DEFAULT.parent.mkdir(exist_ok=True)
    except OSError as error:
        message = f"{DEFAULT.parent}: cannot make this folder here ({error.strerror}); name a page with -o"
        raise OutputError(message) from error
    return DEFAULT
