"""Reports to merge: of one happening unless told otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from merge_reports import WORDINGS, at, on

from mapper.records import Article, Event, Evidence

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def report() -> Callable[..., Event]:
    """Make a report of a crossing at Santa Rosa on 13 March, told by an article of its own on the next day."""

    def make(name: str, **values: Any) -> Event:  # noqa: ANN401 - any field of an event or an article
        own = {key: values.pop(key) for key in ("lang", "published", "source", "article_id", "text") if key in values}
        text = own.pop("text", WORDINGS.get(name, WORDINGS["a"]))
        article = Article(**({"article_id": name, "lang": "en", "published": "2026-03-14", "source": f"Paper {name}", "text": text} | own))
        evidence = Evidence(quote=text, start=0, end=len(text), trigger="", trigger_start=0, trigger_end=0)
        event = Event(
            event_id=name, event_type="crossing", sub_event_type="entry_exit", status="reported", evidence=evidence, article=article,
            confidence=0.7, when=on("2026-03-13"), placement=at("Santa Rosa"),
        )  # fmt: skip
        return replace(event, **values)

    return make
