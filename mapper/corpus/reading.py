"""Read the articles of any number of inputs one after the other, in memory for one, and note what cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mapper.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mapper.corpus.settings import Settings
    from mapper.records import Article

UNTOLD = "und"
"""The language of an article that does not say its own (ISO 639-2, undetermined): who works on it tells it from the text."""

_ONE_ARTICLE = frozenset((".txt", ".md", ".markdown", ".html", ".htm", ".xhtml"))
_LINES = frozenset((".jsonl", ".ndjson"))
_BLOCK = 1 << 20


def read_inputs(inputs: Iterable[str | Path], settings: Settings, reject: Callable[[str], None]) -> Iterator[Article]:
    """Give the articles of files, folders, addresses and the pipe, in this order; the same article is given once.

    Parameters
    ----------
    inputs
        As for `mapper.read_articles`.
    settings
        Language and publication date of articles that do not say theirs; whether private addresses may be fetched.
    reject
        Is told of each input or row that cannot be read, with the cure.
    """
    from mapper.sources import Fetcher, read_articles

    yield from read_articles(
        inputs,
        lang=settings.lang or UNTOLD,
        published=settings.published,
        on_error=lambda error: reject(str(error)),
        fetcher=Fetcher(allow_private=settings.allow_private_addresses),
    )


def expected_articles(inputs: Iterable[str | Path]) -> int | None:
    """Count the articles of inputs that can be counted without reading them: lines of JSON lines, files of one article; else None."""
    total = 0
    for path in _files(inputs, lambda _reason: None):
        ending = Path(path).suffix.lower() if Path(path).is_file() else ""
        if ending in _ONE_ARTICLE:
            total += 1
        elif ending in _LINES:
            total += _count_lines(Path(path))
        else:
            return None
    return total


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))


def _files(inputs: Iterable[str | Path], reject: Callable[[str], None]) -> Iterator[str | Path]:
    from mapper.sources.opening import files_of

    for each in inputs:
        try:
            yield from files_of(each)
        except InputError as error:
            reject(str(error))
