"""A small corpus to read, and the bytes that reading it gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wire_articles import wire_articles, write_wire

from mapper.corpus import Settings, Summary, build_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Contents = Callable[[Path], dict[str, bytes]]


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Parts of five articles."""
    return Settings(part_size=5)


@pytest.fixture(scope="session")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty short articles of three days, one a line."""
    return write_wire(tmp_path_factory.mktemp("wire") / "wire.jsonl", wire_articles(30, words=60, a_day=10, quiet=0.3))


@pytest.fixture(scope="session")
def finished(wire: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """The corpus as one process reads it."""
    folder = tmp_path_factory.mktemp("finished") / "corpus"
    return folder, build_corpus([wire], folder, settings=settings)


@pytest.fixture(scope="session")
def contents() -> Contents:
    """Give all files of a result by name; the order in which parts were finished does not belong to it."""

    def read(folder: Path) -> dict[str, bytes]:
        paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "ledger.jsonl"]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}

    return read
