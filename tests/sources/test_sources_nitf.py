"""NITF, the XML of news agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.errors import InputError
from mapper.sources import read_articles
from mapper.sources.nitf import draft_from_nitf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def story(content: str, head: str = "", body_head: str = "") -> bytes:
    body = f"<body><body.head>{body_head}</body.head><body.content>{content}</body.content></body>"
    return f"<nitf><head>{head}</head>{body}</nitf>".encode()


def text(content: str, body_head: str = "") -> str:
    return draft_from_nitf(story(content, body_head=body_head), "story.xml").text


def test_a_story_gives_text_title_date_language_and_id(sample: Callable[[str], Path]) -> None:
    (article,) = read_articles(sample("story.nitf.xml"))
    assert (article.text, article.title) == ("TACNA, Peru - Text.", "Emergency on border")
    assert (article.published, article.lang, article.article_id) == ("2025-11-28", "en", "ex-1")


def test_paragraphs_stand_apart_and_their_marks_are_taken_off() -> None:
    assert text("<block><p>Soldiers <em>shut</em> the\n bridge.</p><p>Nobody   crossed.</p></block>") == (
        "Soldiers shut the bridge.\n\nNobody crossed."
    )


def test_the_dateline_is_set_before_the_first_paragraph() -> None:
    assert text("<p>Soldiers shut the bridge.</p>", "<dateline><location>ARICA, Chile</location></dateline>") == (
        "ARICA, Chile - Soldiers shut the bridge."
    )


def test_a_dateline_that_the_text_repeats_is_not_set_twice() -> None:
    repeated = "<p>ARICA, Chile (Wire) - Soldiers shut the bridge.</p>"
    assert text(repeated, "<dateline><location>ARICA, Chile</location></dateline>") == "ARICA, Chile (Wire) - Soldiers shut the bridge."


def test_tables_and_lists_are_read_too() -> None:
    assert text("<p>Crossings:</p><ol><li>Arica 20</li></ol><table><tr><td>Tacna</td><td>30</td></tr></table>") == (
        "Crossings:\n\nArica 20\n\nTacna\n\n30"
    )


def test_publisher_and_address_come_from_the_head() -> None:
    draft = draft_from_nitf(story("<p>x</p>", '<pubdata name="Example Wire" ex-ref="https://news.example/7"/>'), "story.xml")
    assert (draft.source, draft.url) == ("Example Wire", "https://news.example/7")


def test_a_story_in_a_namespace_is_read_as_one_without(tmp_path: Path) -> None:
    path = tmp_path / "story.xml"
    path.write_bytes(story("<p>Bridge shut.</p>").replace(b"<nitf>", b'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">'))
    assert [article.text for article in read_articles(path, lang="en")] == ["Bridge shut."]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<nitf><body>", "broken XML"),
        (b"<nitf><body><body.content/></body></nitf>", "no text in body.content"),
        (b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body><p>&x;</p></body></nitf>', "entities"),
        (b'<?xml version="1.0" encoding="no-such"?><nitf/>', "broken XML"),
    ],
)
def test_a_broken_story_is_refused_with_its_name(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=rf"story\.xml: .*{says}"):
        draft_from_nitf(data, "story.xml")
