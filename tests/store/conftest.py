"""Stores of both kinds, and articles to keep. PostGIS is tested where MAPPER_TEST_POSTGIS holds the address of an empty database."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mapper.pipeline import load_tools
from mapper.records import Article
from mapper.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mapper.pipeline import Tools
    from mapper.store import Store

SANTA_ROSA = "At least 120 people tried to cross from Chile into Peru on Thursday near the Santa Rosa border complex.\n"
SOLDIERS = "Peru will send 200 soldiers to the border with Chile between monuments 1 and 16 next week, the Ministry of Defence said.\n"
EN_ESPANOL = "Unas 120 personas intentaron cruzar de Chile a Perú el jueves cerca del complejo fronterizo Santa Rosa.\n"


@pytest.fixture(scope="session")
def tools() -> Tools:
    return load_tools()


@pytest.fixture
def told() -> Callable[..., Article]:
    """Make an article of a text."""

    def make(article_id: str, text: str, published: str = "2026-03-14", lang: str = "en", source: str | None = None) -> Article:
        return Article(article_id=article_id, text=text, lang=lang, published=published, source=source or f"Wire {article_id}")

    return make


@pytest.fixture
def articles(told: Callable[..., Article]) -> list[Article]:
    """Give two reports of one crossing, in both languages, and a plan of another paper."""
    return [told("en-1", SANTA_ROSA), told("es-1", EN_ESPANOL, lang="es"), told("en-2", SOLDIERS, published="2026-03-16")]


@pytest.fixture
def database() -> str:
    """Give the address of a database with PostGIS, without tables of ours."""
    address = os.environ.get("MAPPER_TEST_POSTGIS")
    if not address:
        if os.environ.get("CI") == "true":
            pytest.fail("MAPPER_TEST_POSTGIS must hold the address of a database with PostGIS")
        pytest.skip("MAPPER_TEST_POSTGIS holds no address of a database with PostGIS")
    from sqlalchemy import create_engine, make_url, text

    from mapper.store.postgis_tables import METADATA

    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
        METADATA.drop_all(connection)
    engine.dispose()
    return address


@pytest.fixture(params=["geopackage", "postgis"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the name of a store that does not exist yet, of each kind."""
    return str(tmp_path / "events.gpkg") if request.param == "geopackage" else str(request.getfixturevalue("database"))


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """Give an empty store of each kind."""
    opened = open_store(address, create=True)
    yield opened
    opened.close()


@pytest.fixture
def another() -> Callable[[Article, str], Article]:
    """Give an article another text."""
    return lambda article, text: replace(article, text=text)
