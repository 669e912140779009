"""A way to run the command and a folder to run it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from mapper.cli.root import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

TEXT = """TACNA, Peru. At least 120 people tried to cross from Chile into Peru on Thursday near the Santa Rosa border complex.

Peru will send 200 soldiers to the border with Chile between monuments 1 and 16 next week, the Ministry of Defence said.
"""


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run ``mapper`` with these words; an exception that it does not expect fails the test."""

    def invoke(*words: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(word) for word in words], input=stdin, catch_exceptions=False)

    return invoke


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with one article in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path
