"""``mapper layers``: the data that ships with the package, with its papers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


def test_the_list_gives_each_layer_with_its_licence(run: Run) -> None:
    rows = [line.split("\t") for line in run("layers", "list").stdout.splitlines()]
    assert "monuments" in [name for name, _title, _licence in rows]
    assert all(licence for _name, _title, licence in rows)


def test_show_gives_the_papers_of_a_layer(run: Run) -> None:
    papers = json.loads(run("layers", "show", "monuments").stdout)
    assert (papers["name"], "ODbL" in papers["licence"]) == ("monuments", True)


def test_export_prints_features(run: Run) -> None:
    assert len(run("layers", "export", "monuments").stdout.splitlines()) == 80


def test_export_writes_a_file_by_its_ending(run: Run, tmp_path: Path) -> None:
    run("layers", "export", "monuments", "-o", tmp_path / "monuments.gpkg")
    assert len(geopandas.read_file(tmp_path / "monuments.gpkg")) == 80


def test_export_keeps_a_file_that_exists(run: Run, tmp_path: Path) -> None:
    (tmp_path / "monuments.csv").touch()
    assert run("layers", "export", "monuments", "-o", tmp_path / "monuments.csv").exit_code == 1


@pytest.mark.parametrize("command", ["show", "export"])
def test_an_unknown_layer_is_named(run: Run, command: str) -> None:
    answer = run("layers", command, "volcanoes")
    assert (answer.exit_code, "volcanoes" in answer.stderr) == (1, True)


def test_fetch_prints_the_path_of_what_it_fetched(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapper.layers.fetch_layer", lambda name, folder: folder / f"{name}.geojson")
    assert run("layers", "fetch", "PER-ADM3", "--to", tmp_path).stdout == f"{tmp_path / 'PER-ADM3.geojson'}\n"


def test_what_cannot_be_fetched_is_an_error_of_one_line(run: Run, tmp_path: Path) -> None:
    answer = run("layers", "fetch", "Atlantis", "--to", tmp_path)
    assert (answer.exit_code, "Atlantis" in answer.stderr) == (1, True)
