"""``mapper geocode``: places by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mapper import plugins

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


class Oracle:
    """A geocoder that knows one place more than we do."""

    def __call__(self, name: str) -> tuple[float, float, str] | None:
        return (-70.2, -18.2, "Quebrada Xyzzy, Tacna") if name == "Quebrada Xyzzy" else None


@pytest.fixture
def oracle(monkeypatch: pytest.MonkeyPatch) -> str:
    """Install the geocoder, and give its name."""
    monkeypatch.setattr(plugins, "make", lambda _group, _name: Oracle())
    return "oracle"


def test_an_online_geocoder_is_asked_for_what_is_not_known(run: Run, oracle: str) -> None:
    (place,) = names(run("geocode", "Quebrada Xyzzy", "--geocoder", oracle))
    assert (place["longitude"], place["place_id"]) == (-70.2, "oracle:Quebrada Xyzzy, Tacna")


def test_an_online_geocoder_is_not_asked_for_what_is_known(run: Run, oracle: str) -> None:
    assert run("geocode", "Tacna", "--geocoder", oracle).stdout == run("geocode", "Tacna").stdout


def test_a_geocoder_that_knows_no_kinds_is_not_asked_for_one(run: Run, oracle: str) -> None:
    answer = run("geocode", "Quebrada Xyzzy", "--geocoder", oracle, "--kind", "natural")
    assert (answer.exit_code, "leave out --country and --kind" in answer.stderr) == (2, True)


def test_accents_may_be_left_out(run: Run) -> None:
    assert names(run("geocode", "Peru", "--limit", "1"))[0]["country"] == "PER"


def test_army_units_stand_in_their_garrisons_town_unless_exact_is_asked_for(run: Run) -> None:
    shown, exact = (names(run("geocode", "Cuartel Pacollo", *more))[0] for more in ((), ("--exact",)))
    assert shown["longitude"] != exact["longitude"]
