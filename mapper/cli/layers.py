"""``mapper layers``: list and export the layers that ship with the package."""

from __future__ import annotations

from pathlib import Path

import click

from mapper.cli import options

EXAMPLES = """\b
Examples:
  mapper layers list
  mapper layers show monuments
  mapper layers export monuments -o monuments.gpkg
"""


@click.group("layers", epilog=EXAMPLES)
def command() -> None:
    """List, export and fetch layers.

    Each layer has its papers: where it comes from, its licence, its precision.
    """


@command.command("list", epilog="Example: mapper layers list")
def list_command() -> None:
    """List the layers: name, title, licence."""
    from mapper.layers import describe

    for layer in describe():
        click.echo(f"{layer.name}\t{layer.title}\t{layer.licence}")


@command.command("show", epilog="Example: mapper layers show monuments")
@click.argument("name")
def show(name: str) -> None:
    """Print the papers of a layer, as one JSON object."""
    from dataclasses import asdict

    from mapper.errors import LayerError
    from mapper.exports import geojson
    from mapper.layers import describe

    for layer in describe():
        if layer.name == name:
            click.echo(geojson.dumps(asdict(layer)))
            return
    message = f"{name}: no layer has this name; mapper layers list shows those that there are"
    raise LayerError(message)


@command.command("export", epilog="Example: mapper layers export regions -o regions.gpkg")
@click.argument("name")
@options.file_written
@click.option("--overwrite", is_flag=True, help="Replace the file if it exists.")
def export(name: str, output: Path | None, *, overwrite: bool) -> None:
    """Print a layer as GeoJSON features, or write it to a file."""
    from mapper.exports import check_output, geojson, write
    from mapper.layers import read_layer

    if output is not None:
        check_output(output, overwrite=overwrite)
        write(read_layer(name), output, overwrite=overwrite)
        return
    for line in geojson.lines(geojson.frame_features(read_layer(name))):
        click.echo(line.encode(), nl=False)


@command.command(
    "fetch",
    short_help="Fetch boundaries of a country from geoBoundaries.",
    epilog="Example: mapper layers fetch PER-ADM3 --to boundaries/",
)
@click.argument("name")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=".", help="Folder to write to.  [default: here]")
def fetch(name: str, folder: Path) -> None:
    """Fetch the boundaries of a country and level from geoBoundaries, such as PER-ADM3, and print the path of the file.

    This asks the network. Their licence stands in the papers beside the file.
    """
    from mapper.layers import fetch_layer

    click.echo(fetch_layer(name, folder))
