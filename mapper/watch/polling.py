"""Ask a feed for what is new, politely: only if it changed, and less often while it fails."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapper.records import Article
    from mapper.sources.fetching import Fetcher
    from mapper.store import FeedState

LONGEST_WAIT = timedelta(days=1)
"""A feed that fails is asked at least so often."""

_NOT_MODIFIED = 304
_UNIQUE = re.compile(r"(?:https?://|tag:|urn:)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What a feed answered: its articles (none if nothing changed), what is to be known of it next time, and what went wrong."""

    articles: tuple[Article, ...] = ()
    state: FeedState
    problem: str | None = None


def listen(state: FeedState, fetcher: Fetcher, *, now: datetime, every: timedelta) -> Heard | None:
    """Ask a feed, with the validators of its last answer; None if it failed lately and is to be left alone until later.

    Whatever goes wrong with a feed is said in the answer, never raised. Each failure in a row doubles the time until it is asked again,
    from ``every`` up to `LONGEST_WAIT`; a server that asks for more time by Retry-After gets it, up to the same.

    Parameters
    ----------
    state
        What is known of the feed: an address, or the name of a file.
    now
        The time, with its zone.
    """
    if state.not_before is not None and now < datetime.fromisoformat(state.not_before):
        return None
    try:
        body, headers = _answer(state, fetcher)
        articles = _articles(body, state.url) if body is not None else ()
    except Exception as error:  # noqa: BLE001 - whatever a hostile feed makes a reader raise must not stop the others
        wait = min(max(every * 2 ** min(state.failures, 20), _asked_for(error)), LONGEST_WAIT)
        failed = replace(state, failures=state.failures + 1, not_before=(now + wait).isoformat())
        return Heard(state=failed, problem=_said(error, state.url))
    well = replace(state, failures=0, not_before=None)
    if body is None:
        return Heard(state=well)
    return Heard(articles=articles, state=replace(well, etag=headers.get("etag"), last_modified=headers.get("last-modified")))


def _asked_for(error: Exception) -> timedelta:
    from mapper.sources.fetching import StatusError

    return timedelta(seconds=error.wait_s if isinstance(error, StatusError) else 0)


def _said(error: Exception, url: str) -> str:
    words = " ".join(str(error).split())
    return words if isinstance(error, InputError) else f"{url}: the feed cannot be read ({type(error).__name__}: {words[:120]})"


def _answer(state: FeedState, fetcher: Fetcher) -> tuple[bytes | None, Mapping[str, str]]:
    """Give the body of the answer, None if nothing changed, and its headers."""
    from mapper.sources.fetching import is_address

    if not is_address(state.url):
        try:
            return Path(state.url).read_bytes(), {}
        except OSError as error:
            message = f"{state.url}: cannot be read ({error.strerror}); give the address of a feed, or a file"
            raise InputError(message) from error
    asked = {"if-none-match": state.etag, "if-modified-since": state.last_modified}
    answer = fetcher.get(state.url, headers={name: value for name, value in asked.items() if value})
    return (None if answer.status == _NOT_MODIFIED else answer.body), answer.headers


def _articles(body: bytes, url: str) -> tuple[Article, ...]:
    from mapper.sources.drafts import finished
    from mapper.sources.feeds import drafts_from_feed

    articles = (finished(draft, lang=None, published=None) for draft in drafts_from_feed(body, url))
    return tuple(replace(each, article_id=_unique(each, url)) for each in articles)


def _unique(article: Article, url: str) -> str:
    """Give an id that no other feed uses: many feeds number their entries 1, 2, 3."""
    return article.article_id if _UNIQUE.match(article.article_id) else f"{url}#{article.article_id}"
