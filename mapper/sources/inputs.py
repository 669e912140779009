"""Inputs become articles: files, folders and the pipe, each read by what it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.errors import InputError
from mapper.sources.article_tables import Row, csv_rows, json_rows
from mapper.sources.drafts import Draft, draft_from, finished, published_date, web_address
from mapper.sources.encodings import decode
from mapper.sources.fetching import Fetcher
from mapper.sources.gdelt_files import PROBLEMS_A_FILE
from mapper.sources.given import Given
from mapper.sources.json_ld import described_articles, draft_from_json_ld
from mapper.sources.ninjs import draft_from_ninjs, is_ninjs
from mapper.sources.opening import Opened, files_of, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mapper.records import Article
    from mapper.sources.kinds import Kind

ARTICLE_LIMIT = 10_000_000
"""Bytes (of a file) or characters (of a row) that one article may have: fifty novels, read in some minutes."""

_REFUSED: dict[Kind, str] = {
    "events": "this is a table of events, not of articles; mapper map draws it, mapper events gives its rows",
    "our page": "this is a page that mapper made; give the articles, or what mapper events wrote",
    "kml": "KML is not read; give the articles, or what mapper events wrote as GeoJSON, GeoPackage or CSV",
    "plover": "PLOVER is written but not read; give the articles, or what mapper events wrote as GeoJSON, GeoPackage or CSV",
    "xml": "this XML is neither a feed nor NITF; save its articles as text, HTML or JSON lines",
}
_LISTS = ("articles", "items", "results", "data", "response", "docs")
_MARKDOWN_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def read_articles(
    inputs: Iterable[str | Path] | str | Path,
    *,
    lang: str | None = None,
    published: str | None = None,
    on_error: Callable[[InputError], None] | None = None,
    on_notice: Callable[[str], None] | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Article]:
    """
    Read articles from files, folders, addresses and, for ``-``, standard input.

    Text, Markdown, HTML pages, JSON, JSON-LD and ninjs, JSON lines, CSV, RSS and Atom feeds and NITF are told apart by content, then by
    ending. Folders are read with all below them, in order of name, without hidden files and the pages that we made. An article that
    comes twice, the same to the letter, is given once.

    Parameters
    ----------
    inputs
        Paths and addresses (http, https); ``-`` is standard input.
    lang
        Language of articles that do not say theirs (ISO 639-1); None: told from each text.
    published
        Publication date of articles that do not say theirs, ``YYYY-MM-DD`` or ``YYYY-MM``; None: unknown.
    on_error
        Called with what is wrong with an input or a row, after which reading goes on; None: the first such error is raised.
    on_notice
        Is told of tables of events in folders, which are left out, and of the first publication date of a file that is none.
    fetcher
        Fetches addresses; None takes one that asks public hosts only.

    Raises
    ------
    InputError
        Something cannot be read and there is no ``on_error``. The message names the file and the cure.
    """
    reading = _Reading(lang=lang, published=published, on_error=on_error, on_notice=on_notice, fetcher=fetcher or Fetcher())
    for each in [inputs] if isinstance(inputs, (str, Path)) else inputs:
        yield from reading.articles(each)


@dataclass(kw_only=True, slots=True)
class _Reading:
    """One run over inputs: remembers which articles it has given."""

    lang: str | None
    published: str | None
    on_error: Callable[[InputError], None] | None
    on_notice: Callable[[str], None] | None
    fetcher: Fetcher
    given: Given = field(default_factory=Given, init=False)
    misdated: set[str] = field(default_factory=set, init=False)

    def articles(self, each: str | Path) -> Iterator[Article]:
        try:
            for path in files_of(each):
                yield from self._file(path, in_folder=path is not each)
        except InputError as error:
            self._report(error)

    def _report(self, error: InputError) -> None:
        if self.on_error is None:
            raise error
        self.on_error(error)

    def _file(self, path: str | Path, *, in_folder: bool) -> Iterator[Article]:
        problems = 0
        name = str(path)
        try:
            with opened(path, fetcher=self.fetcher) as source:
                name = source.name
                if in_folder and self._passes_over(source):
                    return
                for row in _rows(source):
                    article = self._article(row, name)
                    if isinstance(article, InputError):
                        problems += 1
                        if problems <= PROBLEMS_A_FILE or self.on_error is None:
                            self._report(article)
                    elif article is not None:
                        yield article
        except InputError as error:
            self._report(error)
        if problems > PROBLEMS_A_FILE:
            self._report(InputError(f"{name}: {problems - PROBLEMS_A_FILE} more rows are broken; mend or remove them"))

    def _passes_over(self, source: Opened) -> bool:
        """Say whether a file in a folder is none of its articles; a table is named, lest it be missed."""
        if source.kind == "events" and self.on_notice is not None:
            self.on_notice(f"{source.name}: a table of events among articles is left out; give it by its own name to draw it")
        return source.kind in ("events", "our page")

    def _say_misdated(self, published: str | None, at: str, name: str) -> None:
        """Say once a file that what stands for a publication date is none; what the user gave, or nothing, stands in for it."""
        if self.on_notice is None or name in self.misdated or not (published or "").strip() or published_date(published) is not None:
            return
        self.misdated.add(name)
        self.on_notice(f"{at}: {' '.join((published or '').split())[:40]!r} is no date of publication; write it as 2026-03-14")

    def _article(self, row: Row, name: str) -> Article | InputError | None:
        """Finish a row; None if the same article was given before."""
        if row.draft is None:
            return row.problem
        at = f"{name}: line {row.line}" if row.line else name
        if len(row.draft.text) > ARTICLE_LIMIT:
            return InputError(f"{at}: {_too_large()}")
        self._say_misdated(row.draft.published, at, name)
        article = finished(row.draft, lang=self.lang, published=self.published)
        before = self.given.put(article.article_id, article.text, (name, row.line))
        if before is not None and not before[0] and article.source_url and article.source_url != article.article_id:
            article = replace(article, article_id=article.source_url)  # many feeds number their articles 1, 2, 3
            before = self.given.put(article.article_id, article.text, (name, row.line))
        if before is None:
            return article
        is_same, there = before
        if is_same:
            return None
        return InputError(f"{at}: another article has the id {article.article_id[:80]!r} already ({there}); give each its own")


def _too_large() -> str:
    return f"the text is larger than {ARTICLE_LIMIT // 1_000_000} MB, the most that one article may have; split it into articles"


def _rows(source: Opened) -> Iterator[Row]:
    """Read what a file holds, by its kind."""
    if source.is_empty:
        message = f"{source.name}: the file is empty; there is nothing to read"
        raise InputError(message)
    refusal = _REFUSED.get(source.kind)
    if refusal is not None:
        message = f"{source.name}: {refusal}"
        raise InputError(message)
    if source.kind in ("jsonl", "csv"):
        rows = json_rows(source.file, source.name) if source.kind == "jsonl" else csv_rows(source.file, source.name)
        is_bare = True
        for row in rows:
            is_bare = False
            yield row
        if is_bare:
            message = f"{source.name}: there are no articles in this file; write one a line"
            raise InputError(message)
        return
    for draft in _drafts(source):
        yield Row(0, draft)


def _drafts(source: Opened) -> list[Draft]:
    """Read a file that is read whole; a page that was fetched has its address if it names none itself."""
    data = _whole(source)
    if source.kind == "feed":
        from mapper.sources.feeds import drafts_from_feed

        drafts = drafts_from_feed(data, source.name)
        if not drafts:
            message = f"{source.name}: there are no articles in this feed"
            raise InputError(message)
        return drafts
    if source.kind == "nitf":
        from mapper.sources.nitf import draft_from_nitf

        return [draft_from_nitf(data, source.name)]
    text = _whole_text(data, source)
    if source.kind == "json":
        return _json_drafts(text, source.name)
    draft = _single(text, source)
    return [replace(draft, url=web_address(draft.url) or source.url)]


def _whole(source: Opened) -> bytes:
    data = source.file.read(ARTICLE_LIMIT + 1)
    if len(data) > ARTICLE_LIMIT:
        message = f"{source.name}: {_too_large()}, for instance as JSON lines or CSV"
        raise InputError(message)
    return data


def _whole_text(data: bytes, source: Opened) -> str:
    text = decode(data, source.name)
    if not text.strip():
        message = f"{source.name}: the file is empty but for blanks; there is nothing to read"
        raise InputError(message)
    return text


def _single(text: str, source: Opened) -> Draft:
    if source.kind == "html":
        from mapper.sources.web_page import draft_from_page

        return draft_from_page(text, source.name)
    title = _MARKDOWN_TITLE.search(text) if source.kind == "markdown" else None
    return Draft(text=text, title=title[1] if title else None)


def _json_drafts(text: str, name: str) -> list[Draft]:
    """Read a JSON document: JSON-LD articles, one article, a list of them, or a list under a usual name."""
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"{name}: broken JSON ({getattr(error, 'msg', 'nested too deeply')}); mend it, or save JSON lines as .jsonl"
        raise InputError(message) from error
    drafts = [draft_from_json_ld(described) for described in described_articles(value)]
    if not drafts:
        if isinstance(value, dict):
            value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), [value])
        members = [member for member in value if isinstance(member, dict)] if isinstance(value, list) else []
        drafts = [draft_from_ninjs(member) if is_ninjs(member) else draft_from(member) for member in members]
    drafts = [draft for draft in drafts if draft.text.strip()]
    if not drafts:
        message = f"{name}: no article with a text in this file; give the text in a field named text"
        raise InputError(message)
    return drafts
