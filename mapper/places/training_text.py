"""Read the project's own annotated sentences: ``{surface|LABEL}``, marks nest (see ``training/README.md``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TRAINING_FOLDER = Path(__file__).with_name("training")
BLIND = "blind.txt"


class Mark(NamedTuple):
    """A labelled stretch of a plain text, ``text[start:end]``; ``depth`` counts the marks around it."""

    start: int
    end: int
    label: str
    depth: int = 0


class MarkedText(NamedTuple):
    """A plain text with its marks, inner ones before those around them."""

    text: str
    marks: tuple[Mark, ...]


def read_marked(line: str) -> MarkedText:
    """
    Read one marked line.

    Raises
    ------
    ValueError
        If a mark is opened and not closed, closed and not opened, or closed without a label.

    Examples
    --------
    >>> read_marked("The {border with {Chile|LOC}|BOR} is open.").marks
    (Mark(start=16, end=21, label='LOC', depth=1), Mark(start=4, end=21, label='BOR', depth=0))
    """
    plain: list[str] = []
    opened: list[int] = []
    marks: list[Mark] = []
    position = 0
    while position < len(line):
        char = line[position]
        label = _label_at(line, position) if char == "|" else None
        if char == "{":
            opened.append(len(plain))
        elif label:
            if not opened:
                message = f"closed but never opened at {position}: {line}"
                raise ValueError(message)
            start = opened.pop()
            marks.append(Mark(start, len(plain), label, len(opened)))
            position += len(label) + 1
        elif char == "}":
            message = f"closed without a label at {position}: {line}"
            raise ValueError(message)
        else:
            plain.append(char)
        position += 1
    if opened:
        message = f"opened but never closed: {line}"
        raise ValueError(message)
    return MarkedText("".join(plain), tuple(marks))


def _label_at(line: str, bar: int) -> str | None:
    """Return the capitals between a bar and the next closing brace, if that is what stands there."""
    word = line[bar + 1 : line.find("}", bar)]
    return word if word.isalpha() and word.isupper() else None


def read_articles(path: Path) -> Iterator[list[MarkedText]]:
    """Give the articles of a file as lists of sentences: a blank line parts articles, ``#`` begins a comment."""
    article: list[MarkedText] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line and not line.startswith("#"):
            article.append(read_marked(line))
        elif not line and article:
            yield article
            article = []


def training_files(lang: str) -> list[Path]:
    """Give the files to train a language on, in a fixed order; never the blind one."""
    return sorted(path for path in (TRAINING_FOLDER / lang).glob("*.txt") if path.name != BLIND)
