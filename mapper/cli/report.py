"""``mapper report``: one self-contained page with map, timeline, counts, quotes and sources."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mapper.cli import options
from mapper.cli.options import FILE, bundle
from mapper.cli.selecting import CHOOSING, Choosing, selection_of

if TYPE_CHECKING:
    from mapper.cli.talk import Talk
    from mapper.maps import EventMap

EXAMPLES = """\b
Examples:
  mapper report article.txt --published 2026-03-14
  mapper report clippings/ --ui-lang es --title "Una semana en la frontera" -o informe.html
  mapper report events.gpkg -o march.html --since 2026-03 --until 2026-03 --near "Tacna,50"
"""
DEFAULT = Path("output/report.html")


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling(Choosing):
    """What the report tells and where it goes."""

    output: Path | None
    ui_lang: Literal["en", "es"] | None
    only_border: bool
    min_confidence: float
    title: str | None
    overwrite: bool


TELLING = (
    *CHOOSING,
    click.option("-o", "--output", type=FILE, help=f"Where to write the report.  [default: {DEFAULT}, replaced each time]"),
    click.option("--ui-lang", type=click.Choice(["en", "es"]), help="Language of the report; that of most events if absent."),
    click.option("--only-border", is_flag=True, help="Tell only events on one border: that of --border, else that of most events."),
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="X", help="Tell only events read with this confidence, 0-1."
    ),
    click.option("--title", help="Title of the report."),
    click.option("--overwrite", is_flag=True, help="Replace a file that exists."),
)


@click.command("report", epilog=EXAMPLES)
@options.inputs
@options.reading
@options.event_stages
@bundle("telling", Telling, TELLING)
@options.talk
def command(
    inputs: tuple[str, ...], *, reading: options.Reading, stages: options.EventStages, telling: Telling, talk: Talk
) -> None:
    """Write a report: map, timeline, counts, quotes and sources.

    INPUT is what `mapper map` takes: articles, tables of events, or a store. The report is one page that needs no network; printed, a
    picture stands for its map. Prints the path of the page.
    """
    from mapper.cli.rows import check_files, check_page
    from mapper.exports import whole_file
    from mapper.maps.summary import summary
    from mapper.report import report_page

    check_page(telling.output)
    check_files([telling.output], overwrite=telling.overwrite)
    made = _read(inputs, reading, stages, telling, talk)
    talk.end_of_line()
    if talk.problems < len(inputs) or len(made.events):
        path = telling.output or _default_page()
        with whole_file(path, overwrite=telling.overwrite or telling.output is None) as draft:
            draft.write_text(report_page(made), encoding="utf-8", newline="\n")
        click.echo(path)
        talk.notice(summary(made.events)["en"])
    talk.finish()


def _read(
    inputs: tuple[str, ...], reading: options.Reading, stages: options.EventStages, telling: Telling, talk: Talk
) -> EventMap:
    from mapper.cli.stages import fetcher_for, told, tools_for
    from mapper.mapping import map_articles

    return map_articles(
        inputs,
        published=reading.published,
        lang=reading.lang,
        ui_lang=telling.ui_lang,
        border=stages.border,
        only_border=telling.only_border,
        min_confidence=telling.min_confidence,
        title=telling.title,
        tools=lambda: tools_for(stages, talk),
        exact=stages.exact,
        selection=selection_of(telling, talk),
        fetcher=fetcher_for(reading),
        on_error=talk.problem,
        on_notice=talk.notice,
        on_result=told(talk),
    )


def _default_page() -> Path:
    """Make the folder of the default page."""
    from mapper.errors import OutputError

    try:
        DEFAULT.parent.mkdir(exist_ok=True)
    except OSError as error:
        message = f"{DEFAULT.parent}: cannot make this folder here ({error.strerror}); name a page with -o"
        raise OutputError(message) from error
    return DEFAULT
