from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mapper.errors import InputError
from mapper.places import load_gazetteer, recognize, resolve
from mapper.places.own_places import read_own_places
from mapper.records import Article

if TYPE_CHECKING:
    from pathlib import Path

    from mapper.records import Location


CSV = "name,aliases,kind,lon,lat\nEl Boquete,paso del Burro;The Gap,crossing,-70.1,-18.1\nTacna,,facility,10.5,50.5\n"


@pytest.fixture
def csv_file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def _located(path: Path, text: str) -> dict[str, Location]:
    article = Article(article_id="a", text=text, lang="es")
    gazetteer = load_gazetteer(path)
    return {location.toponym.text: location for location in resolve(recognize(article, gazetteer), article, gazetteer)}


def test_a_nickname_from_the_users_file_is_found(csv_file: Path) -> None:
    found = _located(csv_file, "Anoche cruzaron por El Boquete hacia Arica.")
    assert (found["El Boquete"].place.lon, found["El Boquete"].place.kind) == (-70.1, "crossing")


def test_an_alias_from_the_users_file_is_found(csv_file: Path) -> None:
    assert _located(csv_file, "They walked to The Gap at night.")["The Gap"].place.name == "El Boquete"


def test_the_users_place_wins_over_ours(csv_file: Path) -> None:
    location = _located(csv_file, "Hubo filas en Tacna.")["Tacna"]
    assert (location.place.lon, location.candidates[0].reasons[0]) == (10.5, "your own gazetteer +8.0")


def test_geojson_points_are_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.geojson"
    feature = {"type": "Feature", "properties": {"name": "El Boquete"}, "geometry": {"type": "Point", "coordinates": [-70.1, -18.1]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    ((place, names),) = read_own_places(path).items()
    assert (place.name, place.lon, place.lat, place.kind, names) == ("El Boquete", -70.1, -18.1, "facility", ["El Boquete"])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("name,lon,lat\n,1,2\n", "place 1 has no name"),
        ("name,lon,lat\nA,1,95\n", "place 1 has no position"),
        ("name,lon,lat\nA,x,2\n", "place 1 has no position"),
        ("name,lon,lat,kind\nA,1,2,castle\n", "kind 'castle'"),
        ('{"features": [{"properties": {}}]}', "is no GeoJSON"),
    ],
)
def test_what_is_wrong_with_the_users_file_is_said(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        read_own_places(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.csv: cannot be read as a gazetteer \(No such file or directory\); "):
        read_own_places(tmp_path / "nowhere.csv")
