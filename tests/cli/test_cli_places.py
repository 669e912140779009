"""``mapper places``: each mention of a place as a feature."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mapper import plugins
from mapper.errors import GeocoderError
from mapper.layers.frames import PLACE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from click.testing import Result

    Run = Callable[..., Result]


def features(answer: Result) -> list[dict[str, dict[str, object]]]:
    """Parse the lines that a command printed."""
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_properties_are_those_of_the_contract_in_order(run: Run, desk: Path) -> None:
    assert {tuple(found["properties"]) for found in features(run("places", desk / "article.txt"))} == {PLACE_COLUMNS}


def test_a_mention_stands_in_the_text_where_its_offsets_say(run: Run, desk: Path) -> None:
    text = (desk / "article.txt").read_text(encoding="utf-8")
    found = [feature["properties"] for feature in features(run("places", desk / "article.txt"))]
    assert [text[place["start"] : place["end"]] for place in found] == [place["text"] for place in found]  # type: ignore[misc]


def test_a_country_is_found(run: Run, desk: Path) -> None:
    found = {(feature["properties"]["text"], feature["properties"]["kind"]) for feature in features(run("places", desk / "article.txt"))}
    assert ("Chile", "country") in found


def test_an_explicit_border_is_a_place_of_its_own(run: Run, desk: Path) -> None:
    kinds = [feature["properties"]["kind"] for feature in features(run("places", desk / "article.txt"))]
    assert "border" in kinds


def test_explain_gives_candidates_with_reasons_on_stderr(run: Run, desk: Path) -> None:
    assert "  1. " in run("places", desk / "article.txt", "--explain").stderr


def test_explain_says_what_each_candidates_points_are_made_of_and_how_far_the_first_is_ahead(run: Run, desk: Path) -> None:
    (desk / "tacna.txt").write_text("The buses stopped in the city of Tacna on Monday.\n", encoding="utf-8")
    said = run("places", desk / "tacna.txt", "--explain").stderr
    assert "  1. Tacna, PER (populated_place, geonames:3928128)" in said
    assert "the words beside it say populated_place +6.0; population 286,240" in said
    assert "Tacna, PER (populated_place, geonames:3928128) is ahead of " in said


def test_places_go_to_a_file_by_its_ending(run: Run, desk: Path) -> None:
    run("places", desk / "article.txt", "-o", desk / "places.csv")
    assert (desk / "places.csv").read_text(encoding="utf-8").splitlines()[0] == ",".join([*PLACE_COLUMNS, "geometry"])


def test_the_users_own_places_win(run: Run, desk: Path) -> None:
    (desk / "mine.csv").write_text("name,aliases,kind,lon,lat\nThe Old Mill,,populated_place,-70.2,-18.1\n", encoding="utf-8")
    (desk / "mill.txt").write_text("Around 40 people waited at The Old Mill on Monday.\n", encoding="utf-8")
    found = features(run("places", desk / "mill.txt", "--gazetteer", desk / "mine.csv"))
    assert [(feature["properties"]["name"], feature["properties"]["longitude"]) for feature in found] == [("The Old Mill", -70.2)]


class Unreachable:
    """A geocoder without a network; it counts how often it is asked."""

    asked = 0

    def __call__(self, name: str) -> tuple[float, float, str] | None:
        Unreachable.asked += 1
        message = f"unreachable: {name!r} could not be looked up; the offline result stands"
        raise GeocoderError(message)


UNKNOWN = "Two families from Xyzzyburg, Peru, and one from Qwertytown, Chile, waited at the border with Chile on Monday.\n"


def test_without_a_network_a_geocoder_says_so_once_and_the_offline_result_stands(
    run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugins, "load", lambda _group, _name: Unreachable)
    (desk / "unknown.txt").write_text(UNKNOWN, encoding="utf-8")
    offline, online = run("places", desk / "unknown.txt"), run("places", desk / "unknown.txt", "--geocoder", "unreachable")
    assert (online.exit_code, online.stdout) == (0, offline.stdout)
    assert (Unreachable.asked, online.stderr.count("the offline result stands")) in {(0, 0), (1, 1)}


def test_an_unknown_geocoder_is_an_error_of_one_line(run: Run, desk: Path) -> None:
    answer = run("places", desk / "article.txt", "--geocoder", "homing-pigeon")
    assert (answer.exit_code, "homing-pigeon" in answer.stderr) == (1, True)
