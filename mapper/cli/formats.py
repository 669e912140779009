"""``mapper formats``: list the formats that events are written in, and what each loses."""

from __future__ import annotations

import click


@click.command("formats", epilog="Example: mapper formats acled")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the formats written and what each loses.

    With NAME, only that one. The ending of -o chooses the format, or --format its name.
    """
    from mapper.exports import FORMATS, format_named

    for known in [format_named(name)] if name else FORMATS:
        click.echo(f"{known.name}  {known.ending}  {known.title}")
        needs = f"needs: pip install 'border-event-mapper[{known.extra}]'" if known.extra else None
        for line in (f"loses: {known.loses or 'nothing'}", needs):
            if line:
                click.echo(click.wrap_text(line, width=100, initial_indent="    ", subsequent_indent="    "))
