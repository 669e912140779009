"""An article, and a model's honest account of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from mapper.cli.root import cli
from mapper.extractors import LanguageModel
from mapper.extractors.endpoint import Endpoint
from mapper.pipeline import Tools, load_tools
from mapper.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

TEXT = (
    "TACNA, Peru. At least 120 people tried to cross from Chile into Peru on Thursday near the Santa Rosa border complex, police said.\n\n"
    "Peru will send 200 soldiers to the border with Chile next week, the Ministry of Defence said. María Quispe sold them empanadas."
)


@pytest.fixture
def wire() -> Article:
    return Article(article_id="wire-1", lang="en", published="2026-03-14", text=TEXT)


@pytest.fixture(scope="session")
def tools() -> Tools:
    return load_tools()


@pytest.fixture
def crossing() -> dict[str, Any]:
    """What a model tells of the first sentence, all of it in the text."""
    return {
        "event_type": "crossing",
        "sub_event_type": "attempt",
        "status": "attempted",
        "quote": "At least 120 people tried to cross from Chile into Peru on Thursday near the Santa Rosa border complex, police said.",
        "trigger": "cross",
        "status_words": "tried to",
        "actor": "people",
        "recipient": None,
        "count": "At least 120 people",
        "time": "on Thursday",
        "place": "Santa Rosa border complex",
        "from_place": "Chile",
        "to_place": "Peru",
        "is_background": False,
    }


@pytest.fixture
def model() -> Callable[..., LanguageModel]:
    """Make an extractor that asks a server and does not wait between attempts."""

    def make(url: str, *, key: str | None = None, border_id: str | None = None, **more: Any) -> LanguageModel:  # noqa: ANN401
        endpoint = Endpoint(url=url, key=key, **({"sleep": lambda _seconds: None, "retries": 1} | more))
        return LanguageModel(endpoint=endpoint, model="tiny", border_id=border_id)

    return make


@pytest.fixture
def run_cli() -> Callable[..., Result]:
    """Run ``mapper`` with these words."""

    def invoke(*words: str | Path) -> Result:
        return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)

    return invoke
