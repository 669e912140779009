from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from mapper.errors import LayerError
from mapper.layers import layers_dir
from mapper.places.build import fingerprint, geonames_dir, index_path
from mapper.places.compile import compile_index, read_header
from mapper.places.gazetteer import Gazetteer
from mapper.places.index import Index
from mapper.places.naming import bare, inflected, is_readable, keys_of
from mapper.places.spelling import edits

if TYPE_CHECKING:
    from pathlib import Path



@pytest.fixture(scope="module")
def small_geonames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """GeoNames' data with two hundred towns, Tacna among them."""
    folder = tmp_path_factory.mktemp("geonames")
    for name in ("countries.json", "us_states.json"):
        (folder / name).write_bytes((geonames_dir() / name).read_bytes())
    towns = json.loads((geonames_dir() / "cities500.json").read_text(encoding="utf-8"))
    few = dict(list(towns.items())[:200]) | {"3928128": towns["3928128"]}
    (folder / "cities500.json").write_text(json.dumps(few), encoding="utf-8")
    return folder


def test_the_same_tables_give_the_same_bytes(small_geonames: Path) -> None:
    assert compile_index(layers_dir(), small_geonames) == compile_index(layers_dir(), small_geonames)


def test_a_compiled_index_gives_its_places_back(small_geonames: Path, tmp_path: Path) -> None:
    path = tmp_path / "small.idx"
    path.write_bytes(compile_index(layers_dir(), small_geonames, "abc"))
    gazetteer = Gazetteer(Index(path))
    place = next(gazetteer.place(number) for _, number in gazetteer.lookup("Tacna") if gazetteer.place(number).geonameid == 3928128)
    assert (place.country, place.admin1, place.kind, round(place.lat, 2)) == ("PER", "Tacna", "populated_place", -18.01)
    assert read_header(path)["fingerprint"] == "abc"


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.idx"
    path.write_bytes(b"something else entirely")
    with pytest.raises(LayerError, match=r"other\.idx: is no gazetteer index"):
        Index(path)


def test_an_index_of_another_format_is_refused(small_geonames: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.idx"
    path.write_bytes(compile_index(layers_dir(), small_geonames).replace(b'"format": 2', b'"format": 9'))
    with pytest.raises(LayerError, match="format 9"):
        Index(path)


def test_the_bundled_index_is_up_to_date() -> None:
    assert read_header(index_path())["fingerprint"] == fingerprint(layers_dir())


def test_the_bundled_index_opens_in_a_tenth_of_a_second() -> None:
    path = index_path()
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        Index(path)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.1


def test_all_towns_of_five_hundred_people_are_in_it(gazetteer: Gazetteer) -> None:
    assert len(gazetteer) > 240_000


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Estados Unidos", "iso:USA"),
        ("EEUU", "iso:USA"),
        ("USA", "iso:USA"),
        ("Reino Unido", "iso:GBR"),
        ("Bielorrusia", "iso:BLR"),
        ("peruana", "iso:PER"),
        ("Venezuelans", "iso:VEN"),
        ("alemanes", "iso:DEU"),
        ("Calif.", "admin1:US.CA"),
        ("N.L.", "admin1:MX.19"),
        ("Carolina del Sur", "admin1:US.SC"),
        ("Varsovia", "geonames:756135"),
        ("La Haya", "geonames:2747373"),
        ("Licking County", "fips:39089"),
        ("Río Bravo", "water:rio-grande"),
        ("Tecun Uman", "town:ciudad-tecun-uman"),
        ("Inglaterra", "admin1:GB.ENG"),
    ],
)
def test_names_lead_to_their_places(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    places = [gazetteer.place(posting.number) for posting in gazetteer.lookup(name)]
    assert place_id in [place.place_id for place in places] + [f"geonames:{place.geonameid}" for place in places]


def test_the_longest_name_wins(gazetteer: Gazetteer) -> None:
    match = gazetteer.match(["arica", "y", "parinacota", "region"], 0)
    assert match is not None
    assert match.length == 3


def test_a_word_that_begins_no_name_matches_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.match(["xyzzy", "tacna"], 0) is None


def test_every_first_level_unit_of_peru_is_there(gazetteer: Gazetteer) -> None:
    regions = "Amazonas Áncash Apurímac Arequipa Ayacucho Cajamarca Callao Cusco Huancavelica Huánuco Ica Junín Lambayeque Lima Loreto"
    regions += " Moquegua Pasco Piura Puno Tacna Tumbes Ucayali"
    for name in regions.split():
        places = [gazetteer.place(number) for _, number in gazetteer.lookup(name)]
        assert any((place.kind, place.country) == ("admin1", "PER") for place in places), name


@pytest.mark.parametrize(("name", "keys"), [("O'Higgins", ("o higgins",)), ("U.S.", ("u s",)), ("Santa Rosa", ("santa rosa", "sta rosa"))])
def test_keys_drop_case_accents_and_punctuation(name: str, keys: tuple[str, ...]) -> None:
    assert keys_of(name) == keys


def test_generic_words_are_no_part_of_a_name() -> None:
    assert [bare(name) for name in ("Región de Arica y Parinacota", "provincia El Collao", "Ciudad Nueva")] == [
        "Arica y Parinacota",
        "El Collao",
        "Ciudad Nueva",
    ]


@pytest.mark.parametrize(
    ("demonym", "forms"),
    [
        ("chileno", ["chileno", "chilena", "chilenos", "chilenas"]),
        ("alemán", ["alemán", "alemana", "alemanes", "alemanas"]),
        ("iraní", ["iraní", "iraníes"]),
        ("Chilean", ["Chilean", "Chileans"]),
        ("Japanese", ["Japanese"]),
    ],
)
def test_demonyms_are_inflected(demonym: str, forms: list[str]) -> None:
    assert list(inflected(demonym)) == forms


@pytest.mark.parametrize("name", ["TCQ", "tak na", "Такна", "塔克纳"])
def test_codes_and_other_scripts_are_no_names(name: str) -> None:
    assert not is_readable(name)


def test_edits_count_a_swap_as_one() -> None:
    assert edits("tacna", "tanca") == 1
