"""ninjs, the IPTC's JSON for news, versions 1 and 2."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mapper.sources import read_articles
from mapper.sources.ninjs import draft_from_ninjs, is_ninjs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VERSION_2 = {
    "uri": "urn:wire:7",
    "versionCreated": "2025-11-28T17:15:00-05:00",
    "language": "en-GB",
    "headlines": [{"role": "main", "value": "Bridge shut", "contentType": "text/plain"}],
    "bodies": [
        {"role": "main", "contentType": "text/html", "value": "<p>Soldiers shut the bridge.</p>"},
        {"role": "main", "contentType": "text/plain", "value": "Soldiers shut the bridge."},
    ],
    "infosources": [{"name": "Example Wire", "role": "provider"}],
}


def test_an_item_of_version_1_is_an_article(sample: Callable[[str], Path]) -> None:
    (article,) = read_articles(sample("ninjs.json"))
    assert (article.text, article.title, article.lang) == ("Texto.", "Declaran emergencia", "es")
    assert (article.published, article.article_id, article.source_url) == ("2025-11-28", "https://news.example/a", "https://news.example/a")


def test_an_item_of_version_2_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "item.json"
    path.write_text(json.dumps(VERSION_2), encoding="utf-8")
    (article,) = read_articles(path)
    assert (article.text, article.title, article.lang) == ("Soldiers shut the bridge.", "Bridge shut", "en")
    assert (article.published, article.article_id, article.source) == ("2025-11-28", "urn:wire:7", "Example Wire")


def test_a_list_of_items_gives_an_article_each(tmp_path: Path) -> None:
    path = tmp_path / "items.json"
    path.write_text(json.dumps([VERSION_2, VERSION_2 | {"uri": "urn:wire:8"}]), encoding="utf-8")
    assert [article.article_id for article in read_articles(path)] == ["urn:wire:7", "urn:wire:8"]


@pytest.mark.parametrize("bodies", [{"body_xhtml": "<p>One.</p><p>Two.</p>"}, {"body_text": " ", "body_xhtml": "<p>One.</p><p>Two.</p>"}])
def test_without_plain_text_that_of_the_markup_is_read(bodies: dict[str, str]) -> None:
    assert draft_from_ninjs({"uri": "urn:x", **bodies}).text == "One.\n\nTwo."


def test_when_it_was_first_made_is_its_date_whatever_was_corrected_later() -> None:
    item = {"uri": "urn:x", "body_text": "x", "firstcreated": "2025-11-28T17:15:00-05:00", "versioncreated": "2025-12-03T09:00:00-05:00"}
    assert draft_from_ninjs(item).published == "2025-11-28T17:15:00-05:00"


@pytest.mark.parametrize("value", [{"uri": 7, "body_text": "x"}, {"body_text": "x"}, {"uri": "urn:x", "text": "x"}, {}])
def test_other_json_is_not_ninjs(value: dict[str, Any]) -> None:
    assert not is_ninjs(value)


@pytest.mark.parametrize("bodies", ["x", [None, 3], [{"value": 7}], {}])
def test_bodies_of_another_shape_are_no_text_and_no_crash(bodies: object) -> None:
    assert draft_from_ninjs({"uri": "urn:x", "bodies": bodies}).text in ("", "7")
