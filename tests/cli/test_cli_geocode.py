"""``mapper geocode``: places by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


def names(answer: Result) -> list[dict[str, object]]:
    """Parse the properties of the lines that a command printed."""
    return [json.loads(line)["properties"] for line in answer.stdout.splitlines()]


def test_the_best_place_stands_first(run: Run) -> None:
    best = names(run("geocode", "Tacna"))[0]
    assert (best["name"], best["country"]) == ("Tacna", "PER")


def test_a_country_keeps_the_others_out(run: Run) -> None:
    assert {place["country"] for place in names(run("geocode", "Santa Rosa", "--country", "per"))} == {"PER"}


def test_a_kind_keeps_the_others_out(run: Run) -> None:
    assert {place["kind"] for place in names(run("geocode", "Tacna", "--kind", "admin1"))} == {"admin1"}


def test_the_limit_is_for_each_name(run: Run) -> None:
    assert [place["text"] for place in names(run("geocode", "Tacna", "Arica", "--limit", "1"))] == ["Tacna", "Arica"]


def test_a_name_that_is_not_known_is_an_empty_result(run: Run) -> None:
    answer = run("geocode", "Xyzzyburg")
    assert (answer.exit_code, answer.stdout, "Xyzzyburg" in answer.stderr) == (0, "", True)


def test_accents_may_be_left_out(run: Run) -> None:
    assert names(run("geocode", "Peru", "--limit", "1"))[0]["country"] == "PER"


def test_army_units_stand_in_their_garrisons_town_unless_exact_is_asked_for(run: Run) -> None:
    shown, exact = (names(run("geocode", "Cuartel Pacollo", *more))[0] for more in ((), ("--exact",)))
    assert shown["longitude"] != exact["longitude"]
