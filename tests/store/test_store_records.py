from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.errors import InputError
from mapper.pipeline import run
from mapper.records import Article
from mapper.store.event_json import article_from, article_json, event_from, event_json, storable
from mapper.store.geopackage_tables import blob_of, geometry_of

if TYPE_CHECKING:
    from mapper.pipeline import Tools
    from mapper.records import Event

WORDS = st.none() | st.text(st.characters(exclude_categories=()))


@given(st.text(st.characters(exclude_categories=())), WORDS, WORDS)
def test_an_article_comes_back_to_the_letter(text: str, title: str | None, source: str | None) -> None:
    article = Article(article_id="a", text=text, lang="en", title=title, source=source, geotag=(-70.3, -18.3))
    assert article_from(article_json(article)) == article


@given(st.text(st.characters(exclude_categories=())))
def test_an_article_is_written_as_what_every_database_can_keep(text: str) -> None:
    written = article_json(Article(article_id="a", text=text, lang="en"))
    assert "\0" not in written
    assert written.encode().decode() == written


def test_every_kind_of_event_comes_back(events: tuple[Event, ...]) -> None:
    assert [event_from(event_json(event), event.article) for event in events] == list(events)


def test_events_as_read_come_back_but_for_their_reasons(articles: list[Article], tools: Tools) -> None:
    for result in run(articles, tools):
        for event in result.events:
            back = event_from(event_json(event), event.article)
            assert replace(event, explanation=None, where=back.where) == back
            assert (back.where.relation, back.where.carried, back.where.stretch) == (
                event.where.relation, event.where.carried, event.where.stretch,
            )  # fmt: skip


@pytest.mark.parametrize("damaged", ["", "[]", "{}", '{"event_id": 1}', "null"])
def test_a_damaged_event_is_refused(damaged: str, article: Article) -> None:
    with pytest.raises(InputError, match="damaged record"):
        event_from(damaged, article)


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_made_storable_is_as_long_and_stays_so(text: str) -> None:
    once = storable(text)
    assert isinstance(once, str)
    assert len(once) == len(text)
    assert storable(once) == once


def test_a_geometry_comes_back_from_a_geopackage(line_event: Event) -> None:
    assert line_event.placement is not None
    shape = line_event.placement.geometry
    assert geometry_of(blob_of(shape)) == shape
