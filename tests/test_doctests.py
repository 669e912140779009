"""The examples in docstrings run and give what they say."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = [path for path in (ROOT / "mapper").rglob("*.py") if "node_modules" not in path.parts]
WITH_EXAMPLES = sorted(path for path in SOURCES if ">>>" in path.read_text(encoding="utf-8"))


def dotted(path: Path) -> str:
    """Give the dotted name of a module by its path."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("name", [dotted(path) for path in WITH_EXAMPLES])
def test_the_examples_of_a_module_are_true(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    results = doctest.testmod(import_module(name))
    assert (results.failed, results.attempted > 0) == (0, True)
