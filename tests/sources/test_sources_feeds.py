"""RSS and Atom feeds: each entry is an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.errors import InputError
from mapper.sources import read_articles
from mapper.sources.feeds import drafts_from_feed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mapper.records import Article
    from mapper.sources.drafts import Draft


def rss(item: str, channel: str = "") -> bytes:
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:georss="http://www.georss.org/georss"'
        ' xmlns:gml="http://www.opengis.net/gml" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"'
    )
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel>{channel}<item>{item}</item></channel></rss>'.encode()


def entry(item: str, channel: str = "") -> Draft:
    (draft,) = drafts_from_feed(rss(item, channel), "feed.rss")
    return draft


def only(path: Path) -> Article:
    (article,) = read_articles(path)
    return article


def test_an_rss_feed_gives_whole_text_date_language_source_and_point(sample: Callable[[str], Path]) -> None:
    article = only(sample("feed.rss"))
    assert article.text == "Tacna. El Gobierno declaró el estado de emergencia."
    assert (article.article_id, article.source_url, article.source) == ("a-1", "https://news.example/a", "Ejemplo")
    assert (article.published, article.lang, article.geotag) == ("2025-11-28", "es", (-70.25, -18.0))


def test_an_atom_feed_gives_its_content_and_the_day_as_written(sample: Callable[[str], Path]) -> None:
    article = only(sample("feed.atom"))
    assert (article.text, article.title, article.article_id) == ("Texto", "Declaran emergencia", "urn:x:1")
    assert (article.published, article.lang) == ("2025-11-28", "es")


def test_the_whole_content_wins_over_the_summary() -> None:
    both = "<title>T</title><description>Short.</description><content:encoded>&lt;p&gt;The whole story.&lt;/p&gt;</content:encoded>"
    assert entry(both).text == "The whole story."


def test_without_content_the_summary_is_the_text() -> None:
    assert entry("<title>Gate shut</title><description>Soldiers shut the gate.</description>").text == "Soldiers shut the gate."


def test_without_summary_the_title_is_the_text() -> None:
    assert entry("<title>Gate shut</title>").text == "Gate shut"


def test_an_entry_without_words_is_passed_over() -> None:
    assert drafts_from_feed(rss("<link>https://news.example/a</link>"), "feed.rss") == []


def test_markup_in_an_entry_becomes_paragraphs_and_no_script_is_kept() -> None:
    html = "<![CDATA[<p>One &amp; two.</p><script>alert(1)</script><p>Three.</p>]]>"
    assert entry(f"<content:encoded>{html}</content:encoded>").text == "One & two.\n\nThree."


def test_markup_written_twice_over_in_a_title_is_taken_off() -> None:
    assert entry("<title>&lt;b&gt;Gate&lt;/b&gt; shut &amp;amp; guarded</title>").title == "Gate shut & guarded"


@pytest.mark.parametrize(
    ("where", "point"),
    [
        ("<georss:point>-18.0 -70.25</georss:point>", (-70.25, -18.0)),
        ("<georss:where><gml:Point><gml:pos>-18.0 -70.25</gml:pos></gml:Point></georss:where>", (-70.25, -18.0)),
        ("<geo:lat>-18.0</geo:lat><geo:long>-70.25</geo:long>", (-70.25, -18.0)),
        ("<georss:box>-19.0 -71.0 -17.0 -69.0</georss:box>", (-70.0, -18.0)),
        ("<georss:line>-18.0 -70.0 -18.5 -71.0</georss:line>", (-70.5, -18.25)),
        ("<georss:point>-18.0 -700</georss:point>", None),
        ("<georss:point>north west</georss:point>", None),
        ("<geo:lat>-18.0</geo:lat>", None),
        ("", None),
    ],
)
def test_the_point_of_an_entry_is_longitude_latitude(where: str, point: tuple[float, float] | None) -> None:
    assert entry(f"<title>T</title>{where}").geotag == point


def test_the_source_of_an_entry_wins_over_the_feed_that_brings_it() -> None:
    brought = '<title>T</title><source url="https://wire.example/rss">Example Wire</source>'
    assert entry(brought, "<title>Collector</title>").source == "Example Wire"


def test_a_feed_is_told_from_other_xml_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"<!-- made by hand -->\n" + rss("<title>Gate shut</title>"))
    assert only(path).title == "Gate shut"


def test_an_old_feed_in_rdf_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.rdf"
    path.write_text(
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="x"><title>Wire</title></channel><item rdf:about="https://news.example/1"><title>Gate shut</title>'
        "<link>https://news.example/1</link></item></rdf:RDF>",
        encoding="utf-8",
    )
    assert (only(path).text, only(path).source) == ("Gate shut", "Wire")


def test_a_feed_in_latin_1_keeps_its_accents() -> None:
    feed = '<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><item><title>Cerró</title></item></channel></rss>'
    assert drafts_from_feed(feed.encode("latin-1"), "feed.rss")[0].title == "Cerró"


def test_two_feeds_that_number_their_entries_alike_lose_none(tmp_path: Path) -> None:
    for name in ("a", "b"):
        item = f"<guid isPermaLink='false'>1</guid><title>Story {name}</title><link>https://{name}.example/1</link>"
        (tmp_path / f"{name}.rss").write_bytes(rss(item))
    assert [article.article_id for article in read_articles(tmp_path, lang="en")] == ["1", "https://b.example/1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_its_own_are_refused_before_they_fill_the_memory(encoding: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel>&b;</channel></rss>'
    with pytest.raises(InputError, match=r"feed\.rss: this XML defines entities of its own"):
        drafts_from_feed(laughs.encode(encoding), "feed.rss")


def test_xml_that_is_no_feed_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<?xml version='1.0'?><catalogue><book/></catalogue>", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.xml: this XML is neither a feed nor NITF"):
        list(read_articles(path))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.kml", "<?xml version='1.0'?>\n<kml xmlns='http://www.opengis.net/kml/2.2'><Document/></kml>", "KML is not read"),
        ("a.xml", "<kml><Document/></kml>", "KML is not read"),
        ("a", "<?xml version='1.0'?><catalogue><book>Police detained 40 migrants in Arica.</book></catalogue>", "neither a feed nor NITF"),
        ("a.txt", "<?xml version='1.0'?><svg><text>Police detained 40 migrants in Arica.</text></svg>", "neither a feed nor NITF"),
    ],
)
def test_markup_is_never_read_as_an_article(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=rf"{name}: .*{said}"):
        list(read_articles(path))


@pytest.mark.parametrize("data", [b"\x8e\x01\xff\x7f" * 9, b"Police detained 40 migrants in Arica.", b""])
def test_what_is_no_xml_is_not_called_a_broken_feed(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^feed\.bin: this is no feed, for it is no XML; give an RSS or Atom feed$"):
        drafts_from_feed(data, "feed.bin")


def test_a_feed_in_utf_16_is_a_feed() -> None:
    feed = "<?xml version='1.0' encoding='utf-16'?>" + rss("<title>Gate shut</title>").decode().partition("?>")[2]
    assert [draft.title for draft in drafts_from_feed(feed.encode("utf-16"), "feed.rss")] == ["Gate shut"]


def test_a_feed_cut_off_in_the_middle_gives_what_is_there() -> None:
    whole = rss("<title>Gate shut</title></item><item><title>Gate open</title>")
    assert [draft.title for draft in drafts_from_feed(whole[: whole.index(b"Gate open")], "feed.rss")] == ["Gate shut"]
