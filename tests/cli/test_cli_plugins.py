"""What installed packages add and break: one clear line, and our own result stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper import plugins

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

UNKNOWN = "Two families from Xyzzyburg, Peru, and one from Qwertytown, Chile, waited at the border with Chile on Monday.\n"


def careless(name: str) -> tuple[float, float, str]:
    """A geocoder with a mistake in it."""
    raise ZeroDivisionError(name)


def test_a_geocoder_with_a_mistake_is_said_once_and_our_own_result_stands(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "load", lambda _group, _name: lambda: careless)
    (desk / "unknown.txt").write_text(UNKNOWN, encoding="utf-8")
    offline, online = run("places", "unknown.txt"), run("places", "unknown.txt", "--geocoder", "careless")
    assert (online.exit_code, online.stdout) == (0, offline.stdout)
    assert online.stderr.count("careless: the geocoder failed (ZeroDivisionError") == min(1, offline.stdout.count('"geometry": null'))


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("registered", [7, lambda: None, lambda needed: needed])
def test_what_makes_no_geocoder_is_an_error_of_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, registered: object) -> None:
    monkeypatch.setattr(plugins, "load", lambda _group, _name: registered)
    answer = run("places", "article.txt", "--geocoder", "odd")
    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (1, "", 1)
    assert answer.stderr.startswith("Error: odd: what the package registers in mapper.geocoders ")
