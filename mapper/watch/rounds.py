"""Rounds over feeds: what they tell is kept in a store, then drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from mapper.errors import ExtractorError, InputError, OutputError
from mapper.store import Added, add, events_table
from mapper.watch.polling import listen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from mapper.pipeline import Tools
    from mapper.sources.fetching import Fetcher
    from mapper.store import Store

    Problem = Callable[[InputError], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """What one round did: articles added, feeds that were left alone because they failed lately, whether the map was drawn."""

    added: Added
    left_alone: tuple[str, ...]
    is_drawn: bool


@dataclass(kw_only=True, slots=True)
class Watch:
    """A watch over feeds.

    Each article is kept in a transaction of its own, and what is known of a feed only when all of its articles are: a watch that is killed
    loses nothing. The map is replaced whole. An event is marked as new (``is_new``) if its first report came after what the map of the last
    watch showed; on the first watch of all, nothing that the first round finds is.

    Parameters
    ----------
    feeds
        Addresses of RSS or Atom feeds, or names of files.
    map_path
        The page to write.
    every
        Time from round to round, and after a feed's first failure.
    on_problem
        Is told of what went wrong with a feed or an article; the others are read.
    """

    feeds: Sequence[str]
    store: Store
    tools: Tools
    fetcher: Fetcher
    map_path: Path
    every: timedelta = timedelta(minutes=15)
    border_id: str | None = None
    exact: bool = False
    title: str | None = None
    ui_lang: Literal["en", "es"] | None = None
    on_problem: Problem
    _marked_from: int | None = field(default=None, init=False)
    _has_drawn: bool = field(default=False, init=False)

    def rounds(self, now: Callable[[], datetime], sleep: Callable[[float], None]) -> Iterator[Round]:
        """Go round for ever, with a pause (in seconds, by ``sleep``) that fills each round up to the time between two."""
        while True:
            began = now()
            yield self.round(began)
            sleep(max(0.0, (began + self.every - now()).total_seconds()))

    def round(self, now: datetime) -> Round:
        """Ask each feed once, keep what is new, and draw the map if it would change.

        Raises
        ------
        OutputError
            The store or the map cannot be written.
        """
        if self._marked_from is None:
            self._marked_from = self.store.shown() or None
        added, left_alone = Added(), []
        for feed in self.feeds:
            told = self._feed(feed, now)
            if told is None:
                left_alone.append(feed)
            else:
                added = Added(new=added.new + told.new, changed=added.changed + told.changed, known=added.known + told.known)
        is_drawn = bool(added.new or added.changed or not self._has_drawn or not self.map_path.exists())
        if is_drawn:
            self._draw()
        return Round(added=added, left_alone=tuple(left_alone), is_drawn=is_drawn)

    def _feed(self, feed: str, now: datetime) -> Added | None:
        heard = listen(self.store.feed(feed), self.fetcher, now=now, every=self.every)
        if heard is None:
            return None
        if heard.problem is not None:
            self.on_problem(InputError(heard.problem))
        added = Added()
        for article in heard.articles:
            try:
                one = add(self.store, [article], self.tools, border_id=self.border_id, exact=self.exact)
            except OutputError:
                raise
            except ExtractorError as error:  # what could not be read is asked for again in the next round
                self.on_problem(InputError(str(error)))
                return added
            except Exception as error:  # noqa: BLE001 - an article that cannot be read must not hide those after it
                self.on_problem(InputError(f"{feed}: {article.article_id[:80]} cannot be read ({type(error).__name__}); it is left out"))
                continue
            added = Added(new=added.new + one.new, changed=added.changed + one.changed, known=added.known + one.known)
        with self.store.transaction():
            self.store.put_feed(heard.state)
        return added

    def _draw(self) -> None:
        from mapper.mapping import border_of, language_of
        from mapper.maps import event_map

        revision = self.store.revision()
        table = events_table(self.store, new_since=revision if self._marked_from is None else self._marked_from)
        page = event_map(
            table, title=self.title, ui_lang=self.ui_lang or language_of(table), border_id=self.border_id or border_of(table)
        )
        page.save(self.map_path, overwrite=True)
        with self.store.transaction():
            self.store.put_shown(revision)
        self._marked_from = revision if self._marked_from is None else self._marked_from
        self._has_drawn = True
