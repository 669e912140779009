"""What the tests of places share: the gazetteer, and reading a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.language.detection import detect_language
from mapper.places import load_gazetteer, recognize, resolve
from mapper.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.places.gazetteer import Gazetteer
    from mapper.records import Location, Toponym

    Reader = Callable[[str], tuple[Toponym, ...]]
    Resolver = Callable[..., dict[str, Location]]


def _article(text: str) -> Article:
    """Make an article of a sentence in English or Spanish."""
    lang = "es" if detect_language(text) in ("es", "pt", "gl", "ca") else "en"
    return Article(article_id="test", text=text, lang=lang)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def read(gazetteer: Gazetteer) -> Reader:
    """Give the toponyms of a text."""
    return lambda text: recognize(_article(text), gazetteer)


@pytest.fixture(scope="session")
def names(read: Reader) -> Callable[[str], list[str]]:
    """Give the texts of the toponyms but demonyms."""
    return lambda text: [toponym.text for toponym in read(text) if toponym.mention != "adjectival"]


@pytest.fixture(scope="session")
def located(gazetteer: Gazetteer) -> Resolver:
    """Give the last location of each name in a text."""

    def locate(text: str, border_id: str | None = None) -> dict[str, Location]:
        article = _article(text)
        found = resolve(recognize(article, gazetteer), article, gazetteer, border_id=border_id)
        return {location.toponym.text: location for location in found}

    return locate
