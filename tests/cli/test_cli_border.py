"""``mapper border``: measures along a border."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


def test_the_list_gives_id_length_and_precision(run: Run) -> None:
    line = next(line for line in run("border", "list").stdout.splitlines() if line.startswith("PER-CHL"))
    assert line.split("\t")[2:] == ["167.7 km", "±50 m"]


def test_the_list_can_be_of_one_country(run: Run) -> None:
    assert all("CHL" in line.split("\t")[0] for line in run("border", "list", "--country", "chl").stdout.splitlines())


def test_show_gives_the_line(run: Run) -> None:
    feature = json.loads(run("border", "show").stdout)
    assert (feature["properties"]["length_km"], feature["geometry"]["type"]) == (pytest.approx(167.7, abs=0.3), "LineString")


def test_a_border_is_read_in_either_order_of_its_codes(run: Run) -> None:
    assert run("border", "show", "CHL-PER").stdout == run("border", "show", "PER-CHL").stdout


def test_locate_tells_kilometre_distance_and_side(run: Run) -> None:
    found = json.loads(run("border", "locate", "--lon", "-70.2483", "--lat", "-18.0056").stdout)["properties"]
    assert (found["side"], found["offset_km"]) == ("PER", pytest.approx(33.8, abs=1.0))


def test_point_gives_the_position_at_a_kilometre(run: Run) -> None:
    lon, lat = json.loads(run("border", "point", "0").stdout)["geometry"]["coordinates"]
    assert (lon, lat) == (pytest.approx(-70.376316, abs=1e-5), pytest.approx(-18.350117, abs=1e-5))


def test_a_stretch_between_monuments_starts_at_the_first(run: Run) -> None:
    found = json.loads(run("border", "stretch", "--monuments", "16", "1").stdout)
    assert (found["properties"]["chainage_from_km"], found["geometry"]["type"]) == (0.0, "LineString")


def test_a_stretch_by_kilometres_has_those_ends(run: Run) -> None:
    found = json.loads(run("border", "stretch", "--km", "7", "85").stdout)["properties"]
    assert (found["chainage_from_km"], found["chainage_to_km"]) == (7.0, 85.0)


@pytest.mark.parametrize("words", [(), ("--km", "1", "2", "--monuments", "1", "2")])
def test_a_stretch_needs_one_pair_of_ends(run: Run, words: tuple[str, ...]) -> None:
    assert run("border", "stretch", *words).exit_code == 2


@pytest.mark.parametrize("words", [("point", "900"), ("stretch", "--km", "1", "900"), ("stretch", "--monuments", "1", "99")])
def test_what_lies_off_the_border_is_an_error_of_one_line(run: Run, words: tuple[str, ...]) -> None:
    answer = run("border", *words)
    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (1, "", 1)
