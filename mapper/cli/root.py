"""The command ``mapper``: its sub-commands are imported when they are called."""

from __future__ import annotations

from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from mapper import plugins
from mapper.errors import MapperError

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = {
    "map": "Map the events of articles on one self-contained page.",
    "places": "Print the places that articles name.",
    "events": "Print the events that articles tell.",
    "corpus": "Read any number of articles into GeoParquet by month.",
    "report": "Write a report: map, timeline, counts, quotes and sources.",
    "store": "Keep articles and their events over time.",
    "watch": "Watch feeds and keep a map up to date.",
    "review": "Correct events by hand.",
    "geocode": "Look places up by name.",
    "border": "Measure along a border: kilometres, sides, stretches.",
    "layers": "List, export and fetch layers.",
    "formats": "List the formats written and what each loses.",
}
EXAMPLES = """\b
Examples:
  mapper map article.txt --published 2026-03-14 --open
  mapper events clippings/ --merge -o events.csv
  mapper COMMAND --help
"""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called; installed packages add theirs in the group ``mapper.commands``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List our commands in the order of the flow, then those of other packages."""
        del ctx
        return [*COMMANDS, *(name for name in plugins.names("mapper.commands") if name not in COMMANDS)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of the command of this name."""
        del ctx
        ours = cmd_name in COMMANDS
        found = import_module(f"mapper.cli.{cmd_name}").command if ours else plugins.load("mapper.commands", cmd_name)
        return found if isinstance(found, click.Command) else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; a name that is nearly right is suggested."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            if not near:
                raise
            message = f"{error.message} Did you mean {near[0]!r}?"
            raise click.UsageError(message, ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview from the table above, so that help on all commands imports none of them."""
        rows = [(name, COMMANDS.get(name, "Added by an installed package.")) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command."""
        with one_line():
            return super().invoke(ctx)


@contextmanager
def one_line() -> Iterator[None]:
    """Turn an error that the user can cure into one line on stderr and exit code 1."""
    try:
        yield
    except MapperError as error:
        raise click.ClickException(" ".join(str(error).split())) from error


def _show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own signature
    if not wanted or ctx.resilient_parsing:
        return
    from mapper import __date__, __version__
    from mapper.layers.catalog import data_version

    with one_line():
        click.echo(f"mapper {__version__} ({__date__}), data {data_version()}")
    ctx.exit()


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXAMPLES,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the versions and dates of the package and its data.",
)
def cli() -> None:
    """From news text in English and Spanish to a map of border events, without a network."""
