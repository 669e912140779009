from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas
import pyogrio
import pytest

from mapper.errors import InputError, OutputError
from mapper.store import add, events_table, is_store, keep, open_store, refresh

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.pipeline import Tools
    from mapper.records import Article

HERE = Path(__file__).parent
WRITER = """
import sys
from mapper.records import Article
from mapper.store import keep, open_store, refresh

store = open_store(sys.argv[1], create=True)
for number in range(40):
    keep(store, Article(article_id=f"both-{number}", text="Rain.", lang="en"), ())
    keep(store, Article(article_id=f"{sys.argv[2]}-{number}", text="Rain.", lang="en"), ())
    refresh(store)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.gpkg"


def test_fifty_kills_at_random_moments_lose_nothing(path: Path) -> None:
    words = [sys.executable, str(HERE / "crashing.py"), str(path), "50"]
    answer = subprocess.run(words, check=False, capture_output=True, text=True, cwd=HERE.parent.parent, env={"PYTHONPATH": "."})  # noqa: S603 - our own
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("50 kills")
    assert answer.stdout.endswith(" 0 lost\n\n")


def test_kills_of_a_writer_to_the_database_lose_nothing(database: str) -> None:
    words = [sys.executable, str(HERE / "crashing.py"), database, "5"]
    answer = subprocess.run(words, check=False, capture_output=True, text=True, cwd=HERE.parent.parent, env={"PYTHONPATH": "."})  # noqa: S603 - our own
    assert (answer.returncode, answer.stderr) == (0, "")


def two_at_once(address: str) -> list[tuple[int, str]]:
    """Let two processes write to a store at once."""
    words = [[sys.executable, "-c", WRITER, address, name] for name in ("one", "two")]
    writers = [subprocess.Popen(each, stderr=subprocess.PIPE, text=True, cwd=HERE.parent.parent) for each in words]  # noqa: S603 - our own
    return [(writer.wait(), writer.communicate()[1]) for writer in writers]


def test_two_writers_at_once_lose_nothing_of_each_other(address: str) -> None:
    assert two_at_once(address) == [(0, ""), (0, "")]
    with closing(open_store(address)) as store:
        assert store.counts().articles == 120


def test_the_file_is_a_geopackage_whose_events_gdal_reads(path: Path, articles: list[Article], tools: Tools) -> None:
    with closing(open_store(path, create=True)) as store:
        add(store, articles, tools)
        refresh(store)
    assert dict(pyogrio.list_layers(path))["events"] == "Unknown"
    read = geopandas.read_file(path, layer="events")
    assert read.crs == "EPSG:4326"
    assert set(read["event_type"]) == {"crossing", "deployment"}
    assert set(read.geom_type) == {"Point", "LineString"}


def test_the_file_says_what_it_is_and_where_its_events_lie(path: Path, articles: list[Article], tools: Tools) -> None:
    with closing(open_store(path, create=True)) as store:
        add(store, articles, tools)
        refresh(store)
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA application_id").fetchone()[0].to_bytes(4, "big") == b"GPKG"
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        box = file.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'events'").fetchone()
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")}
        listed = {name for (name,) in file.execute("SELECT table_name FROM gpkg_contents")}
    assert -71 < box[0] <= box[2] < -69
    assert -19 < box[1] <= box[3] < -18
    assert {name for name in tables if not name.startswith("gpkg_")} == listed


def test_a_file_whose_making_was_cut_short_is_made_anew(path: Path, told: Callable[..., Article]) -> None:
    path.touch()
    with closing(open_store(path, create=True)) as store:
        keep(store, told("x", "Rain."), ())
        assert store.counts().articles == 1


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one" * 100, b""])
def test_another_file_is_no_store(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert not is_store(path)
    with pytest.raises(InputError, match="is no store"):
        open_store(path)


def test_a_geopackage_that_holds_something_else_is_left_alone(path: Path) -> None:
    geopandas.GeoDataFrame({"a": [1]}, geometry=geopandas.points_from_xy([1], [2]), crs=4326).to_file(path, layer="a")
    before = path.read_bytes()
    with pytest.raises(InputError, match="is no store"):
        open_store(path, create=True)
    assert path.read_bytes() == before


def test_a_new_store_needs_a_name_that_says_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"end in \.gpkg"):
        open_store(tmp_path / "events.csv", create=True)


def test_a_store_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="create it first"):
        open_store(tmp_path / "nowhere" / "events.gpkg", create=True)


def test_a_store_of_a_newer_release_is_refused(path: Path) -> None:
    open_store(path, create=True).close()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE mapper_store SET value = 99 WHERE name = 'schema'")
    with pytest.raises(InputError, match="newer release"):
        open_store(path)


def test_a_damaged_record_is_named_as_such(path: Path, articles: list[Article], tools: Tools) -> None:
    with closing(open_store(path, create=True)) as store:
        add(store, articles, tools)
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("UPDATE reports SET body = '{'")
        with pytest.raises(InputError, match="damaged record"):
            events_table(store)


def test_a_database_that_does_not_answer_is_named_without_its_password() -> None:
    pytest.importorskip("geoalchemy2")
    with pytest.raises(OutputError) as caught:
        open_store("postgresql://desk:secret@127.0.0.1:1/none", create=True)
    assert "127.0.0.1:1" in str(caught.value)
    assert "secret" not in str(caught.value)
