import io
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from mapper import map_articles
from mapper.errors import InputError
from mapper.records import Article
from mapper.sources import Fetcher, read_articles
from mapper.sources import inputs as inputs_module
from mapper.sources.drafts import draft_from, published_date, web_address

TEXT = "Soldiers closed the bridge between Tacna and Arica on Monday, and nobody crossed.\n"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bridge shut | Border Paper</title>
<link rel="canonical" href="https://paper.example/bridge">
<meta property="og:site_name" content="Border Paper">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": "Bridge shut",
"datePublished": "2025-11-28T10:00:00-05:00", "publisher": {"@type": "Organization", "name": "Border Paper"},
"url": "https://paper.example/bridge"}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/sports">Sports</a></nav><article><h1>Bridge shut</h1>
<p>Soldiers closed the bridge between Tacna and Arica on Monday, and nobody crossed it for the whole of the day, officials said.</p>
<p>The governor of the region told reporters that the bridge would stay closed until the end of the week because of the flood.</p>
</article><footer>Copyright. All rights reserved. Subscribe to our newsletter.</footer></body></html>"""


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one(path: Path, **options: str) -> Article:
    [article] = read_articles([path], lang=options.get("lang"), published=options.get("published"))
    return article


def test_a_plain_text_is_one_article_with_its_words_unchanged(tmp_path: Path) -> None:
    article = one(written(tmp_path / "a.txt", "\ufeff  " + TEXT.replace("\n", "\r\n")))
    assert article.text == "  " + TEXT


def test_a_text_without_id_and_address_is_called_by_its_hash(tmp_path: Path) -> None:
    assert one(written(tmp_path / "a.txt", TEXT)).article_id == sha256(TEXT.encode()).hexdigest()[:16]


def test_the_language_is_told_from_the_text_unless_it_is_given(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "El Ejército cerró el puente y nadie cruzó el lunes.")
    assert (one(path).lang, one(path, lang="en").lang) == ("es", "en")


def test_another_language_is_kept_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "O Exército fechou a ponte e ninguém atravessou na segunda-feira, disse o governador do estado.")
    assert one(path).lang == "pt"


def test_what_is_no_publication_date_is_said_once_a_file(tmp_path: Path) -> None:
    rows = [{"text": f"{TEXT}{number}", "published": "garbage"} for number in range(3)]
    path = written(tmp_path / "a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    said: list[str] = []
    assert [article.published for article in read_articles(path, lang="en", on_notice=said.append)] == [None] * 3
    assert said == [f"{path}: line 1: 'garbage' is no date of publication; write it as 2026-03-14"]


def test_the_publication_date_given_is_for_articles_that_do_not_say_theirs(tmp_path: Path) -> None:
    rows = [{"text": TEXT, "published": "2025-11-28"}, {"text": TEXT + "More."}]
    path = written(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    assert [article.published for article in read_articles([path], published="2026-03-14")] == ["2025-11-28", "2026-03-14"]


def test_a_markdown_heading_is_the_title_and_stays_in_the_text(tmp_path: Path) -> None:
    article = one(written(tmp_path / "a.md", f"# Bridge shut\n\n{TEXT}"))
    assert (article.title, article.text) == ("Bridge shut", f"# Bridge shut\n\n{TEXT}")


def test_a_page_gives_its_article_without_navigation(tmp_path: Path) -> None:
    article = one(written(tmp_path / "a.html", PAGE))
    assert article.text.startswith("Soldiers closed") or "Soldiers closed" in article.text
    assert "Sports" not in article.text
    assert "newsletter" not in article.text


def test_a_page_gives_title_date_publisher_and_address_from_json_ld(tmp_path: Path) -> None:
    article = one(written(tmp_path / "a.html", PAGE))
    assert (article.title, article.published, article.source) == ("Bridge shut", "2025-11-28", "Border Paper")
    assert (article.source_url, article.article_id) == ("https://paper.example/bridge",) * 2


def test_a_page_is_told_by_its_content_whatever_its_ending(tmp_path: Path) -> None:
    assert "<p>" not in one(written(tmp_path / "a.txt", PAGE)).text


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no article found"):
        one(written(tmp_path / "a.html", "<!DOCTYPE html><html><body></body></html>"))


def test_a_page_with_broken_json_ld_is_still_read(tmp_path: Path) -> None:
    assert "Soldiers" in one(written(tmp_path / "a.html", PAGE.replace('{"@context"', '{{"@context"'))).text


def test_a_json_ld_file_is_an_article(tmp_path: Path) -> None:
    described = {"@type": "NewsArticle", "headline": "Cierre", "articleBody": "Cerró el puente.", "inLanguage": "es-PE"}
    described |= {"datePublished": "2025-11-28T17:15:00-05:00", "publisher": {"name": "Ejemplo"}, "url": "https://news.example/a"}
    article = one(written(tmp_path / "a.jsonld", json.dumps(described, indent=1)))
    assert (article.text, article.title, article.published, article.lang) == ("Cerró el puente.", "Cierre", "2025-11-28", "es")
    assert (article.source, article.article_id) == ("Ejemplo", "https://news.example/a")


@pytest.mark.parametrize("document", [[{"body": "One."}, {"body": "Two."}], {"articles": [{"content": "One."}, {"content": "Two."}]}])
def test_a_json_document_may_hold_a_list_of_articles(tmp_path: Path, document: object) -> None:
    path = written(tmp_path / "a.json", json.dumps(document))
    assert [article.text for article in read_articles([path])] == ["One.", "Two."]


def test_json_lines_keep_ids_titles_sources_and_addresses(tmp_path: Path) -> None:
    row = {"id": 7, "text": TEXT, "title": "Bridge shut", "url": "https://paper.example/b#top", "source": "Paper", "lang": "en"}
    article = one(written(tmp_path / "a.jsonl", json.dumps(row)))
    assert (article.article_id, article.title, article.source) == ("7", "Bridge shut", "Paper")
    assert article.source_url == "https://paper.example/b"


def test_json_lines_may_begin_with_record_separators(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", '\x1e{"text": "One."}\n\x1e{"text": "Two."}\n')
    assert len(list(read_articles([path]))) == 2


def test_a_broken_line_is_reported_with_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", '{"text": "One."}\n{"text": "Tw\n[3]\n{"title": "no text"}\n{"text": "Five."}\n')
    problems: list[InputError] = []
    articles = list(read_articles([path], on_error=problems.append))
    assert [article.text for article in articles] == ["One.", "Five."]
    assert [f"line {number}" in str(problem) for number, problem in zip((2, 3, 4), problems, strict=True)] == [True] * 3


def test_the_first_broken_line_is_raised_when_nobody_takes_reports(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.jsonl: line 1 is broken JSON"):
        list(read_articles([written(tmp_path / "a.jsonl", "{broken\n")]))


def test_many_broken_lines_are_counted_after_the_first(tmp_path: Path) -> None:
    problems: list[InputError] = []
    list(read_articles([written(tmp_path / "a.jsonl", "{\n" * 100)], on_error=problems.append))
    assert (len(problems), "95 more" in str(problems[-1])) == (6, True)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_whatever_separates_its_columns(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "titular", "texto", "fecha"], ["1", "Cierre", '"Cerró;\tel puente,\nayer."', "28/11/2025"]]
    article = one(written(tmp_path / "a.csv", "\n".join(delimiter.join(row) for row in rows)))
    assert (article.article_id, article.title, article.text) == ("1", "Cierre", "Cerró;\tel puente,\nayer.")
    assert article.published == "2025-11-28"


def test_csv_without_a_column_of_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name one of them text"):
        list(read_articles([written(tmp_path / "a.csv", "id,title\n1,x\n")]))


def test_a_cell_may_be_longer_than_the_csv_module_allows_by_itself(tmp_path: Path) -> None:
    text = "word " * 50_000
    assert one(written(tmp_path / "a.csv", f"id,text\n1,{text}\n"), lang="en").text == text


def test_a_line_in_latin_1_amid_utf_8_is_read_with_its_accents(tmp_path: Path) -> None:
    data = '{"text": "Cerró."}\n'.encode() + '{"text": "Abrió."}\n'.encode("latin-1")
    assert [article.text for article in read_articles([written(tmp_path / "a.jsonl", data)], lang="es")] == ["Cerró.", "Abrió."]


def test_half_a_surrogate_in_json_cannot_break_what_comes_after(tmp_path: Path) -> None:
    assert one(written(tmp_path / "a.jsonl", '{"text": "One \\ud800 two."}')).text == "One \ufffd two."


def test_a_folder_is_read_with_all_below_it_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/2.txt", "1.txt", ".x.txt", ".hidden/3.txt", "picture.png", "b/events.geojson"):
        written(tmp_path / name, f"Text {name}.")
    assert [article.text for article in read_articles([tmp_path])] == ["Text 1.txt.", "Text b/2.txt."]


def test_tables_of_events_in_a_folder_are_left_out_and_named(tmp_path: Path) -> None:
    said: list[str] = []
    written(tmp_path / "a.txt", TEXT)
    written(tmp_path / "b.csv", "event_type,longitude,latitude\naid,-70.3,-18.3\n")
    assert len(list(read_articles([tmp_path], on_notice=said.append))) == 1
    assert said == [f"{tmp_path / 'b.csv'}: a table of events among articles is left out; give it by its own name to draw it"]


def test_a_map_that_we_drew_into_the_folder_is_no_article(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", TEXT)
    map_articles(tmp_path, lang="en").save(tmp_path / "map.html")
    assert [article.text for article in read_articles(tmp_path)] == [TEXT]
    with pytest.raises(InputError, match=r"map\.html: this is a page that mapper made; give the articles"):
        list(read_articles(tmp_path / "map.html"))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no articles in this folder"):
        list(read_articles(tmp_path))


def test_a_dash_reads_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert [article.text for article in read_articles("-")] == [TEXT]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t", "blanks"),
        ("empty.jsonl", b"\n\n", "no articles"),
        ("broken.json", b'{"text": ', "broken JSON"),
        ("deep.json", b"[" * 100_000, "broken JSON"),
        ("number.json", b"[1, 2]", "no article"),
        ("feed.rss", b'<?xml version="1.0"?><rss><channel></channel></rss>', "no articles in this feed"),
        ("events.geojson", b'{"type": "FeatureCollection", "features": []}', "table of events"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_the_cure(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=rf"{name}: .*{says}"):
        list(read_articles([written(tmp_path / name, content)]))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.txt: no such file"):
        list(read_articles([tmp_path / "missing.txt"]))


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with pytest.raises(InputError, match=r"loop\.txt: cannot be read"):
        list(read_articles([tmp_path / "loop.txt"]))


def test_without_a_network_an_address_is_refused_with_its_name_and_the_cure() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError(host, port)

    with pytest.raises(InputError, match=r"^https://news\.example/a: no host news\.example is known; check the address and the network$"):
        list(read_articles(["https://news.example/a"], fetcher=Fetcher(resolve=unknown)))


def test_after_a_bad_input_the_next_is_read(tmp_path: Path) -> None:
    problems: list[InputError] = []
    good = written(tmp_path / "b.txt", TEXT)
    assert len(list(read_articles([tmp_path / "a.txt", good], on_error=problems.append))) == 1
    assert len(problems) == 1


def test_a_text_of_50_mb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="larger than 10 MB"):
        list(read_articles([written(tmp_path / "a.txt", b"word " * 10_000_000)]))


def test_a_row_of_a_large_file_is_held_to_the_same_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs_module, "ARTICLE_LIMIT", 100)
    with pytest.raises(InputError, match=r"line 1: the text is larger"):
        list(read_articles([written(tmp_path / "a.jsonl", json.dumps({"text": "word " * 100}))]))


def test_the_same_article_twice_is_given_once(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", TEXT)
    assert len(list(read_articles([path, path, tmp_path]))) == 1


def test_an_id_used_for_two_texts_is_reported(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", '{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}\n')
    problems: list[InputError] = []
    assert [article.text for article in read_articles([path], on_error=problems.append)] == ["One."]
    assert "'x'" in str(problems[0])


@pytest.mark.parametrize(
    ("written_as", "date"),
    [
        ("2025-11-28", "2025-11-28"),
        ("2025-11", "2025-11"),
        ("2025-11-28T23:30:00-05:00", "2025-11-28"),
        ("20251128T171500Z", "2025-11-28"),
        ("Fri, 28 Nov 2025 17:15:00 GMT", "2025-11-28"),
        ("28/11/2025", "2025-11-28"),
        ("2025-13-01", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_publication_dates_are_read_as_written(written_as: str | None, date: str | None) -> None:
    assert published_date(written_as) == date


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://x", 'https://x/"><script>', ""])
def test_only_web_addresses_become_links(address: str) -> None:
    assert web_address(address) is None


def test_exact_field_names_win_over_aliases() -> None:
    assert draft_from({"content": "short", "text": "long"}).text == "long"


def test_reading_a_text_loads_neither_geopandas_nor_trafilatura_nor_the_language_model(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", TEXT)
    code = (
        "import sys; from mapper.sources import read_articles, is_event_table; "
        f"is_event_table({str(path)!r}); list(read_articles({str(path)!r}, lang='en')); "
        "print([name for name in ('geopandas', 'pandas', 'numpy', 'trafilatura', 'py3langid') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])  # noqa: S603
    assert answer.stdout.strip() == "[]"
