"""Print or write rows: places and events as features, in the form that the options ask for."""

from __future__ import annotations

import json
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from mapper.exports import format_for, format_named, geojson, whole_file, write
from mapper.exports.writing import check_ending, check_writable
from mapper.layers.frames import frame
from mapper.mapping import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from mapper.cli.options import Output
    from mapper.cli.talk import Talk
    from mapper.exports import Format
    from mapper.pipeline import Result
    from mapper.records import Article

    Row = tuple[dict[str, object], BaseGeometry | None]

_BLOCK = 1 << 20


def check(output: Output, *, events: bool = False) -> None:
    """Refuse forms that contradict each other and files that cannot be written, before any work is done; ``events`` are what is given."""
    if output.rs and output.collection:
        message = "--rs separates features and --collection joins them: choose one"
        raise click.UsageError(message)
    if (output.output is not None or output.form) and (output.rs or output.collection):
        message = "with -o the ending of the file says the form, or else --format: leave --rs and --collection out"
        raise click.UsageError(message)
    check_files([output.output, output.articles], overwrite=output.overwrite)
    chosen = check_form(output.output, output.form)
    if chosen is not None and chosen.holds_events and not events:
        message = f"{chosen.title} holds events, not places; choose another format"
        raise click.UsageError(message)


def check_form(path: Path | None, form: str | None) -> Format | None:
    """Give the format asked for, None if none is; refuse to print what is no text."""
    if path is not None:
        return format_for(path, form)
    chosen = format_named(form) if form else None
    if chosen is not None and not chosen.is_text:
        message = f"{chosen.title} cannot be printed; name a file with -o, such as events{chosen.ending}"
        raise click.UsageError(message)
    return chosen


def check_page(path: Path | None) -> None:
    """Refuse the name of a page that says another format."""
    if path is not None:
        check_ending(path, ".html", ".htm", ".xhtml")


def check_files(paths: Iterable[Path | None], *, overwrite: bool) -> None:
    """Refuse files that cannot be written, and one name for two of them."""
    seen: set[Path] = set()
    for path in filter(None, paths):
        if path in seen:
            message = f"{path} is named for two outputs"
            raise click.UsageError(message)
        seen.add(path)
        check_writable(path, overwrite=overwrite)


@contextmanager
def articles_file(path: Path | None, *, overwrite: bool) -> Iterator[Callable[[Article], None]]:
    """Lend a function that writes the text of an article, as read, as a line of JSON; without a path it does nothing."""
    if path is None:
        yield lambda _article: None
        return
    with whole_file(path, overwrite=overwrite) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda article: print(json.dumps({"article_id": article.article_id, "text": article.text}), file=file)


def emit(
    results: Iterator[Result],
    output: Output,
    *,
    rows: Callable[[Result], Iterable[Row]],
    types_of_columns: Mapping[str, str],
    talk: Talk,
    tables: Sequence[GeoDataFrame] = (),
) -> None:
    """Print the rows of each result as soon as it is there, or write all of them to the file named; keep the texts if asked to.

    The rows of ``tables`` come after them. Where no input could be read, nothing is printed or written.
    """
    first = next(results, None)
    if first is None and talk.problems and not tables:
        return
    results = chain(filter(None, [first]), results)
    with articles_file(output.articles, overwrite=output.overwrite) as keep:
        if output.output is not None or output.form:
            listed = list(_rows(results, rows, keep))
            table = frame([properties for properties, _ in listed], [shape for _, shape in listed], types_of_columns)
            give(joined([table, *tables]), output.output, output.form, overwrite=output.overwrite)
            return
        features = chain(
            (geojson.feature(*row) for row in _rows(results, rows, keep)),
            chain.from_iterable(map(geojson.frame_features, tables)),
        )
        for piece in geojson.collection(features) if output.collection else geojson.lines(features, rs=output.rs):
            click.echo(piece.encode(), nl=False)


def give(table: GeoDataFrame, path: Path | None, form: str | None, *, overwrite: bool) -> None:
    """Write a table to a file, or print it in the format named."""
    if path is not None:
        write(table, path, overwrite=overwrite, form=form)
        return
    with TemporaryDirectory() as folder:
        printed = Path(folder) / "events"
        write(table, printed, form=form)
        with printed.open("rb") as file:
            for block in iter(lambda: file.read(_BLOCK), b""):
                click.echo(block, nl=False)


def _rows(results: Iterable[Result], rows: Callable[[Result], Iterable[Row]], keep: Callable[[Article], None]) -> Iterator[Row]:
    for result in results:
        keep(result.article)
        yield from rows(result)
