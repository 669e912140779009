"""Kill a watch again and again at random moments, and look for what is lost. Run: watch_crashing.py FOLDER KILLS."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

from mapper.pipeline import Tools, load_tools
from mapper.sources import Fetcher
from mapper.store import events_table, open_store
from mapper.watch import Watch

TEXT = "At least {} people tried to cross from Chile into Peru on Thursday near the Santa Rosa border complex."
LONGEST_LIFE_S = 1.0
NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
ENTRIES = 12


@cache
def tools() -> Tools:
    """Load the tools once, before the first fork."""
    return load_tools()


def write_feed(path: Path, start: int) -> None:
    """Write a feed with the next entries, whole."""
    numbers = range(start, start + ENTRIES)
    items = "".join(f"<item><title>{n}</title><guid>{n}</guid><description>{TEXT.format(n + 10)}</description></item>" for n in numbers)
    draft = path.with_suffix(".new")
    draft.write_text(f"<rss version='2.0'><channel><title>Wire</title><language>en</language>{items}</channel></rss>", encoding="utf-8")
    draft.replace(path)


def go_round(folder: Path) -> None:
    """Go round once, as a new watch."""

    def fail(error: Exception) -> None:
        raise error

    with closing(open_store(folder / "events.gpkg", create=True)) as store:
        watch = Watch(
            feeds=[str(folder / "feed.xml")], store=store, tools=tools(), fetcher=Fetcher(), map_path=folder / "watch.html", on_problem=fail
        )
        watch.round(NOW)


def killed(folder: Path, chance: random.Random) -> None:
    """Let a watch begin and kill it at a random moment."""
    child = os.fork()
    if child == 0:
        for _ in count():
            go_round(folder)
    time.sleep(chance.uniform(0, LONGEST_LIFE_S))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def lost(folder: Path, entries: int, before: int) -> list[str]:
    """Say what is lost or broken: of the file, of what was there before the kill, and, after another round, of the whole feed."""
    problems = []
    page = folder / "watch.html"
    if page.exists() and not page.read_text(encoding="utf-8").rstrip().endswith("</html>"):
        problems.append("half a map")
    with closing(open_store(folder / "events.gpkg", create=True)) as store:
        if store.counts().articles < before:
            problems.append("articles kept before")
    with closing(sqlite3.connect(folder / "events.gpkg")) as file:
        problems += [] if file.execute("PRAGMA integrity_check").fetchone() == ("ok",) else ["integrity"]
    go_round(folder)
    with closing(open_store(folder / "events.gpkg")) as store:
        found = store.counts().articles, len(events_table(store)) > 0
    return problems if found == (entries, True) else [*problems, f"{found[0]} of {entries} articles"]


def main(folder: Path, kills: int) -> int:
    """Kill so often, and say on stdout what was lost."""
    chance = random.Random(kills)  # noqa: S311 - moments, not secrets
    problems: list[str] = []
    write_feed(folder / "feed.xml", 0)
    go_round(folder)  # imports what is needed, and draws the first map
    for kill in range(1, kills + 1):
        write_feed(folder / "feed.xml", kill * ENTRIES)
        killed(folder, chance)
        problems += lost(folder, (kill + 1) * ENTRIES, kill * ENTRIES)
    left = [path.name for path in folder.iterdir() if path.name.startswith(".writing-")]
    sys.stdout.write(f"{kills} kills, {(kills + 1) * ENTRIES} articles kept, {len(problems)} lost\n{problems[:5] or ''}\n")
    sys.stderr.write(f"{len(left)} unfinished drafts left beside the map\n" if left else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
