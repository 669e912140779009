from __future__ import annotations

import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from mapper.pipeline import load_tools
from mapper.sources import Fetcher
from mapper.store import events_table, open_store
from mapper.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mapper.errors import InputError
    from mapper.store import Store

START = datetime(2026, 3, 14, 12, tzinfo=UTC)
CROSSING = "At least 120 people tried to cross from Chile into Peru on Thursday near the Santa Rosa border complex."
SOLDIERS = "Peru will send 200 soldiers to the border with Chile between monuments 1 and 16 next week, the ministry said."


BUSY = b"503"


def feed_of(*texts: str) -> bytes:
    items = "".join(
        f"<item><title>Story {number}</title><guid>{number}</guid><description>{text}</description>"
        "<pubDate>Sat, 14 Mar 2026 09:00:00 GMT</pubDate></item>"
        for number, text in enumerate(texts)
    )
    return f"<rss version='2.0'><channel><title>Wire</title><language>en</language>{items}</channel></rss>".encode()


class Site:
    """A site on loopback with feeds; it answers with 304 where the reader's ETag is that of the feed."""

    def __init__(self) -> None:
        self.feeds: dict[str, bytes] = {}
        self.answers: list[tuple[str, int]] = []
        self.dated: dict[str, str] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = site.feeds.get(self.path)
                etag, day = f'"{hash(body)}"', site.dated.get(self.path)
                is_known = self.headers.get("if-modified-since") == day if day else self.headers.get("if-none-match") == etag
                status = 503 if body == BUSY else 404 if body is None else 304 if is_known else 200
                site.answers.append((self.path, status))
                self.send_response(status)
                self.send_header(*(("last-modified", day) if day else ("etag", etag)))
                if status == 503:
                    self.send_header("retry-after", "7200")
                self.send_header("content-type", "application/rss+xml")
                self.send_header("content-length", str(len(body) if body and status == 200 else 0))
                self.end_headers()
                self.wfile.write(body if body and status == 200 else b"")

            def log_message(self, *words: object) -> None:
                del words

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}{path}"

    def statuses(self, path: str) -> list[int]:
        return [status for asked, status in self.answers if asked == path]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()
    site.thread.join()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / "events.gpkg", create=True)) as opened:
        yield opened


@pytest.fixture
def problems() -> list[InputError]:
    return []


@pytest.fixture
def watch(store: Store, tmp_path: Path, problems: list[InputError]) -> Callable[..., Watch]:
    def make(*feeds: str) -> Watch:
        return Watch(
            feeds=feeds,
            store=store,
            tools=load_tools(),
            fetcher=Fetcher(allow_private=True),
            map_path=tmp_path / "watch.html",
            on_problem=problems.append,
        )

    return make


def test_what_a_feed_tells_is_kept_and_drawn(site: Site, watch: Callable[..., Watch], store: Store, tmp_path: Path) -> None:
    site.feeds["/rss"] = feed_of(CROSSING, SOLDIERS)
    done = watch(site.url("/rss")).round(START)
    assert (done.added.new, done.is_drawn) == (2, True)
    assert set(events_table(store)["event_type"]) == {"crossing", "deployment"}
    assert "</html>" in (tmp_path / "watch.html").read_text(encoding="utf-8")


def test_a_feed_that_did_not_change_is_not_sent_again(site: Site, watch: Callable[..., Watch]) -> None:
    site.feeds["/rss"] = feed_of(CROSSING)
    watch(site.url("/rss")).round(START)
    done = watch(site.url("/rss")).round(START + timedelta(minutes=15))
    assert site.statuses("/rss") == [200, 304]
    assert done.added.new == 0


def test_a_feed_that_is_known_by_its_date_is_not_sent_again(site: Site, watch: Callable[..., Watch]) -> None:
    site.feeds["/rss"], site.dated["/rss"] = feed_of(CROSSING), "Sat, 14 Mar 2026 09:00:00 GMT"
    watch(site.url("/rss")).round(START)
    watch(site.url("/rss")).round(START + timedelta(minutes=15))
    assert site.statuses("/rss") == [200, 304]


def test_a_busy_server_is_left_alone_as_long_as_it_asks(site: Site, watch: Callable[..., Watch]) -> None:
    site.feeds["/rss"] = BUSY
    watching = watch(site.url("/rss"))
    for minutes in (0, 15, 60, 119, 121):
        watching.round(START + timedelta(minutes=minutes))
    assert site.statuses("/rss") == [503, 503]


def test_a_feed_that_is_broken_does_not_stop_the_others(
    site: Site, watch: Callable[..., Watch], problems: list[InputError]
) -> None:
    site.feeds["/broken"] = b"<html><body>The feed has moved.</body></html>"
    site.feeds["/rss"] = feed_of(CROSSING)
    done = watch(site.url("/broken"), site.url("/gone"), "nowhere.xml", site.url("/rss")).round(START)
    assert done.added.new == 1
    assert [word in str(each) for word, each in zip(("/broken", "/gone", "nowhere.xml"), problems, strict=True)] == [True] * 3


def test_a_feed_that_fails_is_asked_less_and_less_often(site: Site, watch: Callable[..., Watch]) -> None:
    watching = watch(site.url("/gone"))
    asked = []
    for quarter in range(16):
        before = len(site.statuses("/gone"))
        watching.round(START + timedelta(minutes=15 * quarter))
        if len(site.statuses("/gone")) > before:
            asked.append(quarter)
    assert asked == [0, 1, 3, 7, 15]


def test_a_feed_that_recovers_is_asked_as_often_as_before(site: Site, watch: Callable[..., Watch], store: Store) -> None:
    watch(site.url("/rss")).round(START)
    site.feeds["/rss"] = feed_of(CROSSING)
    done = watch(site.url("/rss")).round(START + timedelta(minutes=15))
    assert done.added.new == 1
    assert store.feed(site.url("/rss")).failures == 0


def test_what_came_since_the_last_watch_is_new(site: Site, watch: Callable[..., Watch], store: Store) -> None:
    site.feeds["/rss"] = feed_of(CROSSING)
    watch(site.url("/rss")).round(START)
    seen = store.shown()
    site.feeds["/rss"] = feed_of(CROSSING, SOLDIERS)
    watch(site.url("/rss")).round(START + timedelta(minutes=15))
    table = events_table(store, new_since=seen)
    assert set(table.loc[table["is_new"], "event_type"]) == {"deployment"}
    assert store.shown() > seen


def test_a_watch_that_ends_before_it_drew_leaves_its_news_new(
    site: Site, watch: Callable[..., Watch], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.feeds["/rss"] = feed_of(CROSSING)
    watch(site.url("/rss")).round(START)
    seen = store.shown()
    site.feeds["/rss"] = feed_of(CROSSING, SOLDIERS)

    def stop(_self: Watch) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Watch, "_draw", stop)
    with pytest.raises(KeyboardInterrupt):
        watch(site.url("/rss")).round(START + timedelta(minutes=15))
    assert store.shown() == seen


def test_a_watch_that_ends_before_all_articles_are_kept_asks_for_the_whole_feed_again(
    site: Site, watch: Callable[..., Watch], monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    site.feeds["/rss"] = feed_of(CROSSING, SOLDIERS)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mapper.watch.rounds.add", stop)
    with pytest.raises(KeyboardInterrupt):
        watch(site.url("/rss")).round(START)
    monkeypatch.undo()
    watch(site.url("/rss")).round(START)
    assert (site.statuses("/rss"), store.counts().articles) == ([200, 200], 2)


def test_two_feeds_that_number_their_entries_alike_do_not_replace_each_other(
    site: Site, watch: Callable[..., Watch], store: Store
) -> None:
    site.feeds |= {"/a": feed_of(CROSSING), "/b": feed_of(SOLDIERS)}
    watch(site.url("/a"), site.url("/b")).round(START)
    assert store.counts().articles == 2


def test_rounds_come_at_their_time_whatever_each_takes(site: Site, watch: Callable[..., Watch]) -> None:
    site.feeds["/rss"] = feed_of(CROSSING)
    times = iter([START, START + timedelta(minutes=2), START + timedelta(minutes=15), START + timedelta(minutes=40)])
    slept: list[float] = []
    rounds = watch(site.url("/rss")).rounds(lambda: next(times), slept.append)
    assert [done.is_drawn for done in islice(rounds, 2)] == [True, False]
    assert slept == [13 * 60]


def test_a_feed_may_be_a_file(tmp_path: Path, watch: Callable[..., Watch]) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(feed_of(CROSSING))
    assert watch(str(path)).round(START).added.new == 1
