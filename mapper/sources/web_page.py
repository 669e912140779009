"""Saved web pages: the article's text without navigation, with title, date, publisher and address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mapper.errors import InputError
from mapper.sources.drafts import Draft
from mapper.sources.json_ld import embedded_article


def draft_from_page(page: str, name: str) -> Draft:
    """
    Find the article in a page of HTML.

    The main text is trafilatura's, else the body in JSON-LD. Title, date, publisher and address are taken from JSON-LD first. The
    language is left to the text: pages often name that of their frame.

    Raises
    ------
    InputError
        The page holds no article.
    """
    described = embedded_article(page) or Draft(text="")
    main = _main_text(page)
    text = (getattr(main, "text", None) or "").strip() or described.text.strip()
    if not text:
        message = f"{name}: no article found in this page; save its text as a .txt file"
        raise InputError(message)
    return replace(
        described,
        text=text,
        title=described.title or getattr(main, "title", None),
        published=described.published or getattr(main, "date", None),
        url=described.url or getattr(main, "url", None),
        source=described.source or getattr(main, "sitename", None),
        lang=None,
        article_id=None,
    )


def _main_text(page: str) -> Any:  # noqa: ANN401 - trafilatura's document
    from trafilatura import bare_extraction

    return bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_precision=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
