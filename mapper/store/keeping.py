"""Keep articles with what they tell, and corrections; give the events that follow from them as a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from mapper.errors import InputError
from mapper.layers.frames import frame
from mapper.store.corrections import CORRECTED_TYPES_OF_COLUMNS
from mapper.store.event_json import article_json
from mapper.store.refreshing import refresh
from mapper.store.selection import Selection, selected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geopandas import GeoDataFrame

    from mapper.pipeline import Result, Tools
    from mapper.records import Article, Event
    from mapper.store.model import Correction, Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Added:
    """What adding did: articles that are new, that came again with another text, and that were kept already."""

    new: int = 0
    changed: int = 0
    known: int = 0


def fingerprint(article: Article) -> str:
    """Give the SHA-256 of an article with all that is said of it: equal fingerprints mean that nothing is new."""
    return sha256(article_json(article).encode()).hexdigest()


def add(  # noqa: PLR0913 - it takes what reading an article takes
    store: Store,
    articles: Iterable[Article],
    tools: Tools,
    *,
    border_id: str | None = None,
    exact: bool = False,
    on_result: Callable[[Result], None] | None = None,
    on_error: Callable[[InputError], None] | None = None,
) -> Added:
    """Read articles and keep each with what it tells, one transaction an article; those that are kept already are not read again.

    An article that comes again with another text takes the place of the one before. Further parameters are those of
    `mapper.pipeline.run`; ``on_result`` is told of each article when it is kept. One that cannot be read is not kept.
    """
    from mapper.pipeline import run

    added = Added()

    def fresh() -> Iterator[Article]:
        nonlocal added
        for article in articles:
            if store.fingerprint(article.article_id) == fingerprint(article):
                added = replace(added, known=added.known + 1)
            else:
                yield article

    for result in run(fresh(), tools, border_id=border_id, exact=exact, on_error=on_error):
        before = keep(store, result.article, result.events)
        if before is None:
            added = replace(added, new=added.new + 1)
        elif before == fingerprint(result.article):  # another process was quicker
            added = replace(added, known=added.known + 1)
        else:
            added = replace(added, changed=added.changed + 1)
        if on_result is not None:
            on_result(result)
    return added


def keep(store: Store, article: Article, events: Sequence[Event]) -> str | None:
    """Keep an article with the events that it tells, unless it is there already; give the fingerprint of what was kept before."""
    now = fingerprint(article)
    with store.transaction():
        before = store.fingerprint(article.article_id)
        if before != now:
            store.put_article(article, now, events)
    return before


def correct(store: Store, corrections: Sequence[Correction]) -> int:
    """Keep corrections; tell how many were not kept before.

    Raises
    ------
    InputError
        One names an event that is not there; then none is kept.
    """
    with store.transaction():
        for each in corrections:
            if store.day_of_report(each.event_id) is None:
                message = f"{store.name}: there is no event {each.event_id[:80]}; mapper store list shows the ids"
                raise InputError(message)
        return store.put_corrections(corrections)


def events_table(store: Store, selection: Selection | None = None, *, new_since: int | None = None) -> GeoDataFrame:
    """Tabulate the merged events, up to date: the columns of the contract, ``corrected``, and ``is_new`` if a revision is given.

    ``is_new`` is true for events whose first report came after that revision.
    """
    selection = selection or Selection()
    refresh(store)
    columns = CORRECTED_TYPES_OF_COLUMNS | ({"is_new": "truth"} if new_since is not None else {})
    rows, shapes = [], []
    for row in store.events(selection):
        is_new = new_since is not None and row.revision > new_since
        rows.append(row.properties | {"is_new": is_new})
        shapes.append(row.geometry)
    return selected(frame(rows, shapes, columns), selection)
