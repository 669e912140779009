"""What the commands say on stderr: progress, summaries, problems."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")


def counted(count: int, noun: str) -> str:
    """Say how many, with the noun as it then is.

    >>> counted(1, "event"), counted(12000, "event")
    ('1 event', '12,000 events')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


@dataclass(kw_only=True, slots=True)
class Talk:
    """The voice of one run of a command; it counts the problems, for the exit code.

    ``level`` is -1 for problems only (``-q``), 0 for problems and a summary, 1 for a line on each article as well (``-v``).
    ``explains`` asks for the reasons of each reading (``--explain``). ``reads_any_language`` says that not our rules read the events, which
    know two languages. ``undated`` counts articles without a publication date that leave dates of their events open.
    """

    level: int = 0
    explains: bool = False
    reads_any_language: bool = field(default=False, init=False)
    undated: int = field(default=0, init=False)
    problems: int = field(default=0, init=False)
    counted: int = field(default=0, init=False)

    def problem(self, error: Exception) -> None:
        """Report what could not be read, on one line, and go on."""
        self.problems += 1
        click.echo(f"Error: {' '.join(str(error).split())}", err=True)

    def notice(self, text: str) -> None:
        """Say something that the user should know, unless asked to be quiet."""
        if self.level >= 0:
            click.echo(text, err=True)

    def detail(self, text: str) -> None:
        """Say something only if asked for details."""
        if self.level > 0:
            click.echo(text, err=True)

    def explanation(self, text: str) -> None:
        """Give the reasons of a reading, if asked for them."""
        if self.explains:
            click.echo(text, err=True)

    def progress(self, items: Iterable[Item], noun: str) -> Iterator[Item]:
        """Count items, such as "article", on one line of the terminal while they pass."""
        for item in items:
            yield item
            self.count(noun)
        self.end_of_line()

    def count(self, noun: str) -> None:
        """Count one more on the same line of the terminal; say nothing where stderr is no terminal."""
        self.counted += 1
        if self.level >= 0 and sys.stderr.isatty():
            click.echo(f"\r{counted(self.counted, noun)}", nl=False, err=True)

    def end_of_line(self) -> None:
        """Wipe the line of the count."""
        if self.counted and self.level >= 0 and sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)

    def finish(self) -> None:
        """Say what would date the events, and exit with 1 if anything could not be read."""
        if self.undated:
            articles = "1 article has" if self.undated == 1 else f"{self.undated} articles have"
            self.notice(f'{articles} no publication date, so "on Friday" stays open; give it with --published')
        if self.problems:
            click.get_current_context().exit(1)
