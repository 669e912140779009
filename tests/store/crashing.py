"""Kill a process that writes to a store, again and again at random moments, and look for what is lost. Run: crashing.py STORE KILLS.

The writer says each article's number when it has been kept; it is a fork of this process, so that a round takes no longer than its life.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sqlite3
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

from mapper.pipeline import load_tools, run
from mapper.records import Article, Event
from mapper.store import keep, open_store, refresh
from mapper.store.keeping import fingerprint

TEXT = "At least 120 people tried to cross from Chile into Peru on Thursday near the Santa Rosa border complex.\n"
LONGEST_LIFE_S = 0.25


def article(number: int) -> Article:
    """Give one of endlessly many articles; most days have some."""
    published = f"2026-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
    return Article(article_id=f"a{number}", text=TEXT, lang="en", published=published, source=f"s{number}")


@cache
def told_by_each() -> tuple[Event, ...]:
    """Give what every article tells; read before the first fork."""
    return next(run([article(0)], load_tools())).events


def write(name: str, start: int, said: int) -> None:
    """Keep articles for ever, merge now and then, and say the number of each that is kept."""
    events = told_by_each()
    store = open_store(name, create=True)
    number = start
    while True:
        told = article(number)
        keep(store, told, [replace(each, event_id=f"{number}-{each.event_id}", article=told) for each in events])
        os.write(said, f"{number}\n".encode())
        if number % 7 == 0:
            refresh(store)
        number += 1


def killed(name: str, start: int, chance: random.Random) -> list[int]:
    """Let a writer begin, kill it at a random moment, and give the numbers that it said."""
    hears, says = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hears)
        write(name, start, says)
    os.close(says)
    time.sleep(chance.uniform(0, LONGEST_LIFE_S))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    heard = b""
    while select.select([hears], [], [], 0)[0] and (piece := os.read(hears, 65_536)):
        heard += piece
    os.close(hears)
    return [int(line) for line in heard.split(b"\n")[:-1]]


def lost(name: str, kept: list[int]) -> list[str]:
    """Say what is lost or broken; nothing if all is well."""
    problems = []
    if not name.startswith("postgresql"):
        checks = sqlite3.connect(name)
        state = checks.execute("PRAGMA integrity_check").fetchone()[0]
        problems += [] if state == "ok" else [f"integrity: {state}"]
        checks.close()
    store = open_store(name, create=True)
    problems += [f"article {number}" for number in kept if store.fingerprint(f"a{number}") != fingerprint(article(number))]
    refresh(store)
    counts = store.counts()
    reports = sum(len(list(store.reports(day, day))) for day in store.days_of_reports())
    if counts.articles < len(kept) or reports != counts.reports:
        problems.append(f"{counts.articles} articles and {reports} reports of {len(kept)}")
    store.close()
    return problems


def main(name: str, kills: int) -> int:
    """Kill so often, and say on stdout how many articles were kept and what was lost."""
    chance = random.Random(kills)  # noqa: S311 - moments, not secrets
    told_by_each()
    kept: list[int] = []
    problems: list[str] = []
    for _ in range(kills):
        kept += killed(name, (kept[-1] + 1) if kept else 0, chance)
        problems += lost(name, kept)
    sys.stdout.write(f"{kills} kills, {len(kept)} articles kept, {len(problems)} lost\n{problems[:5] or ''}\n")
    return 1 if problems or not kept else 0


if __name__ == "__main__":
    Path(sys.argv[1]).unlink(missing_ok=True) if not sys.argv[1].startswith("postgresql") else None
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
