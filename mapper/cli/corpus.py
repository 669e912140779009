"""``mapper corpus``: read any number of articles into GeoParquet files of months."""

from __future__ import annotations

import os
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapper.cli import options
from mapper.cli.options import bundle
from mapper.cli.talk import counted

if TYPE_CHECKING:
    from mapper.cli.talk import Talk
    from mapper.corpus import Settings, Summary
    from mapper.corpus.engines import Engine

EXAMPLES = """\b
Examples:
  mapper corpus archive/ -o corpus/
  mapper corpus 2025.jsonl 2026.jsonl -o corpus/ --jobs 4 --border PER-CHL
  mapper corpus archive.jsonl -o corpus/ --dask tcp://10.0.0.5:8786
  mapper map corpus/ --since 2026-03 --near "Tacna,50" -o march.html
"""
FOLDER = click.Path(path_type=Path, file_okay=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stages:
    """What all machines look things up in."""

    border: str | None
    gazetteer: Path | None
    lexicon: Path | None
    extractor: str | None
    model_url: str | None
    model: str | None
    exact: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """Where the result goes and who does the work."""

    output: Path
    jobs: int | None
    dask: str | None
    no_merge: bool
    overwrite: bool


WORK = (
    click.option("-o", "--output", type=FOLDER, required=True, help="The folder of the result; run again to go on."),
    click.option("--jobs", type=click.IntRange(1), help="Processes on this machine; one for each core if absent."),
    click.option("--dask", metavar="ADDRESS", help="Work on the Dask cluster with this scheduler instead, such as tcp://10.0.0.5:8786."),
    click.option("--no-merge", is_flag=True, help="Write what each article says, even where several report the same event."),
    click.option("--overwrite", is_flag=True, help="Forget what an earlier run left in the folder and start anew."),
)
STAGES = (options.border_meant, options.gazetteer, *options.EVENT_READING, options.exact)


@click.command("corpus", epilog=EXAMPLES)
@options.inputs
@options.reading
@bundle("stages", Stages, STAGES)
@bundle("work", Work, WORK)
@options.talk
def command(inputs: tuple[str, ...], *, reading: options.Reading, stages: Stages, work: Work, talk: Talk) -> None:
    """Read any number of articles into GeoParquet by month.

    INPUT is as for `mapper events`. The folder gets events/year=2026/month=03/..., readable by DuckDB, pyarrow and QGIS; rejects.jsonl
    with what could not be read and why; manifest.json. A run that was stopped goes on where it stopped when it is started again. The
    result does not depend on who did the work. Prints the path of the events.
    """
    from mapper.corpus import build_corpus, expected_articles

    if work.jobs and work.dask:
        message = "--jobs works on this machine and --dask on a cluster: choose one"
        raise click.UsageError(message)
    if stages.exact:
        talk.notice("Exact positions of informal crossing points, shelters and army units: think of the people there before you publish.")
    if work.overwrite:
        _clear(work.output)
    shows = talk.level >= 0 and sys.stderr.isatty()
    progress = Progress(expected=expected_articles(inputs) if shows else None, shows=shows)
    summary = build_corpus(
        inputs,
        work.output,
        settings=_settings(reading, stages, talk, merged=not work.no_merge),
        engine=_engine(work),
        on_part=progress.part,
        on_merging=progress.merging,
    )
    progress.end()
    click.echo(work.output / "events")
    _tell(summary, work.output, talk)
    talk.finish()


def _settings(reading: options.Reading, stages: Stages, talk: Talk, *, merged: bool) -> Settings:
    from mapper.border import canonical_border_id
    from mapper.cli.stages import extractor_of
    from mapper.corpus import Settings
    from mapper.extractors import LanguageModel

    extractor = extractor_of(stages, talk)
    model = extractor if isinstance(extractor, LanguageModel) else None
    return Settings(
        lang=reading.lang,
        published=reading.published,
        border_id=canonical_border_id(stages.border) if stages.border else None,
        gazetteer=str(stages.gazetteer.resolve()) if stages.gazetteer else None,
        lexicon=str(stages.lexicon.resolve()) if stages.lexicon else None,
        extractor=stages.extractor if extractor is not None else None,
        model_url=model.endpoint.url if model else None,
        model=model.model if model else None,
        exact=stages.exact,
        merged=merged,
        allow_private_addresses=reading.allow_private_addresses,
    )


def _engine(work: Work) -> Engine:
    from mapper.corpus import on_dask, on_processes

    return on_dask(work.dask) if work.dask else on_processes(work.jobs or os.cpu_count() or 1)


def _clear(folder: Path) -> None:
    """Remove what an earlier run left; a folder of anything else is left alone, and refused later."""
    if not (folder / "parts" / "ledger.jsonl").exists():
        return
    for name in ("parts", "events"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in ("rejects.jsonl", "manifest.json"):
        (folder / name).unlink(missing_ok=True)


def _tell(summary: Summary, folder: Path, talk: Talk) -> None:
    counts = (("article", summary.articles), ("report", summary.reports), ("event", summary.events))
    talk.notice(", ".join(counted(count, name) for name, count in counts))
    if summary.rejects:
        talk.problems += summary.rejects
        click.echo(f"Error: {summary.rejects:,} could not be read; {folder / 'rejects.jsonl'} says why", err=True)


@dataclass(kw_only=True, slots=True)
class Progress:
    """One line of the terminal: how many articles, how fast, how long still; what an earlier run did does not count for the rate."""

    expected: int | None
    shows: bool
    done: int = field(default=0, init=False)
    kept: int = field(default=0, init=False)
    started: float = field(default_factory=time.monotonic, init=False)

    def part(self, articles: int, kept: bool) -> None:  # noqa: FBT001 - a callback with two arguments
        """Count a finished part."""
        if kept:
            self.kept += articles
        else:
            self.done += articles
        self._show(progress_line(self.done, self.kept, self.expected, time.monotonic() - self.started))

    def merging(self, reports: int) -> None:
        """Say that all is read."""
        self._show(f"merging {reports:,} reports")

    def end(self) -> None:
        """Wipe the line."""
        self._show("")

    def _show(self, text: str) -> None:
        if self.shows:
            click.echo(f"\r\x1b[K{text}", nl=False, err=True)


def progress_line(done: int, kept: int, expected: int | None, seconds: float) -> str:
    """Say how far the work is.

    >>> progress_line(4000, 1000, 10000, 50.0)
    '5,000 articles, 80 a second, 0:01:02 left'
    """
    rate = done / seconds if seconds > 0 else 0.0
    said = f"{done + kept:,} articles, {rate:,.0f} a second"
    left = (expected or 0) - done - kept
    if left <= 0 or not rate:
        return said
    minutes, rest = divmod(int(left / rate), 60)
    return f"{said}, {minutes // 60}:{minutes % 60:02}:{rest:02} left"
