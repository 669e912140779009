"""The command line: one command a file, data on stdout, talk on stderr."""

from mapper.cli.root import cli


def main() -> None:
    """Run the command ``mapper``."""
    cli(prog_name="mapper")
