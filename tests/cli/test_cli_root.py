"""The command line as a whole: help, versions, exit codes, commands of other packages."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from mapper import plugins
from mapper.cli.root import COMMANDS, cli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

ROOT = Path(__file__).parent.parent.parent


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and sub-command with the words that call it."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", child) for inner, child in command.commands.items())


def test_help_lists_the_commands_of_the_contract(run: Callable[..., Result]) -> None:
    listed = re.findall(r"^  (\w+) ", run("--help").stdout.split("Commands:", maxsplit=1)[1], flags=re.MULTILINE)
    assert listed[: len(COMMANDS)] == list(COMMANDS)


@pytest.mark.parametrize(("words", "command"), list(commands()), ids=[words for words, _ in commands()])
def test_every_command_has_help_with_an_example(run: Callable[..., Result], words: str, command: click.Command) -> None:
    del command
    name, *inner = words.split()
    assert re.search(rf"Examples?:\s+.*mapper {name}", run(name, *inner, "--help").stdout)


@pytest.mark.parametrize(("words", "command"), list(commands()), ids=[words for words, _ in commands()])
def test_every_option_has_a_sentence(words: str, command: click.Command) -> None:
    del words
    silent = [option.name for option in command.params if isinstance(option, click.Option) and not option.help]
    assert silent == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_overview_says_what_the_command_says_of_itself(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.help is not None
    assert command.help.split("\n\n")[0] == COMMANDS[name]


def test_the_version_names_package_and_data_with_their_dates(run: Callable[..., Result]) -> None:
    assert re.fullmatch(r"mapper \d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\), data .*\d{4}-\d\d-\d\d.*\n", run("--version").stdout)


def test_an_unknown_command_is_a_mistake_in_usage(run: Callable[..., Result]) -> None:
    assert run("fly").exit_code == 2


def test_a_command_that_is_nearly_right_is_suggested(run: Callable[..., Result]) -> None:
    assert run("evnts", "article.txt").stderr.endswith("No such command 'evnts'. Did you mean 'events'?\n")


@pytest.mark.parametrize("group", ["border", "layers", "store"])
def test_no_summary_of_a_command_is_cut_off(run: Callable[..., Result], group: str) -> None:
    assert "..." not in run(group, "--help").stdout.split("Commands:")[1].split("Example")[0]


def test_an_error_that_can_be_cured_is_one_line_and_exit_code_1(run: Callable[..., Result]) -> None:
    answer = run("border", "show", "PER-JPN")
    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (1, "", 1)


def test_a_command_of_another_package_runs(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def hello() -> None:
        click.echo("hello")

    monkeypatch.setattr(plugins, "names", lambda _group: ("hello",))
    monkeypatch.setattr(plugins, "load", lambda _group, _name: hello)
    assert run("hello").stdout == "hello\n"


def test_what_another_package_registers_must_be_a_command(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "load", lambda _group, _name: "no command")
    assert run("hello").exit_code == 2


def test_help_starts_within_twice_the_time_of_click_and_a_fifth_of_a_second() -> None:
    def seconds(*arguments: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)  # noqa: S603 - our own words
        return time.perf_counter() - start

    # The best of three: other work on the machine may slow one run, never speed it up.
    click_alone = min(seconds("-c", "import click") for _ in range(3))
    assert min(seconds("-m", "mapper", "--help") for _ in range(3)) <= 2 * click_alone + 0.2
