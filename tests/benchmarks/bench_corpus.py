"""Measure a corpus of wire-length articles: speed, memory, crashes. Run: python tests/benchmarks/bench_corpus.py [--memory]."""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "corpus")]

from wire_articles import wire_articles, write_wire  # noqa: E402 - after the path is set

from mapper.corpus import Settings, build_corpus, in_this_process, on_dask, on_processes  # noqa: E402

LEAST_RATE, LEAST_OF_PROCESSES, LEAST_OF_DASK, MOST_MEMORY = 40.0, 1.8, 1.5, 1.1
WORDS, A_DAY, QUIET = 400, 400, 0.8
SMALL, LARGE = 10_000, 100_000


def main() -> None:
    """Print what was asked for; exit with 1 if it misses what it must reach."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--memory", action="store_true", help="compare the memory at 10,000 and 100,000 articles instead: about an hour")
    parser.add_argument("--crashes", type=int, metavar="N", help="kill a run N times at random moments instead, and compare what it gives")
    parser.add_argument("--words", type=int, default=WORDS, help="length of the articles of --memory; short ones take a tenth of the time")
    parser.add_argument("--one", nargs=2, metavar=("ENGINE", "ARTICLES"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one[0], int(asked.one[1]), asked.words)
        return
    if asked.crashes:
        sys.exit(0 if crashes(asked.crashes) else 1)
    sys.exit(0 if (memory(asked.words) if asked.memory else speed(asked.articles)) else 1)


def speed(articles: int) -> bool:
    """Compare one process with two, and one Dask worker with two."""
    alone, two = told("1", articles), told("2", articles)
    line = f"{articles:,} articles of {WORDS} words, {alone['reports'] / articles:.1f} reports an article, {alone['events']:,} events"
    sys.stdout.write(f"{line}\n{'':24}{'seconds':>9}{'articles/s':>12}{'of it merging':>15}\n")
    row("one process", alone, articles)
    row("two processes", two, articles)
    one_worker, two_workers = told("dask1", articles), told("dask2", articles)
    row("Dask, one worker", one_worker, articles)
    row("Dask, two workers", two_workers, articles)
    by_processes, by_dask = alone["seconds"] / two["seconds"], one_worker["seconds"] / two_workers["seconds"]
    rate = articles / alone["seconds"]
    sys.stdout.write(
        f"articles a second and core, from text to merged events: {rate:.1f} (at least {LEAST_RATE:.0f})\n"
        f"two processes against one: {by_processes:.2f} (at least {LEAST_OF_PROCESSES}); "
        f"two Dask workers against one: {by_dask:.2f} (at least {LEAST_OF_DASK})\n"
    )
    return rate >= LEAST_RATE and by_processes >= LEAST_OF_PROCESSES and by_dask >= LEAST_OF_DASK


def row(name: str, figures: dict[str, float], articles: int) -> None:
    """Print the figures of one engine."""
    sys.stdout.write(f"{name:24}{figures['seconds']:>9.1f}{articles / figures['seconds']:>12.1f}{figures['merging']:>15.1f}\n")


def memory(words: int) -> bool:
    """Compare the most memory that one process takes for few and for many articles, as many a day."""
    peaks = {}
    for count in (SMALL, LARGE):
        peaks[count] = told("1", count, words)["peak"]
        sys.stdout.write(f"{count:>9,} articles: {peaks[count]:,.0f} MB at most\n")
        sys.stdout.flush()
    ratio = peaks[LARGE] / peaks[SMALL]
    sys.stdout.write(f"ratio {ratio:.3f} (at most {MOST_MEMORY})\n")
    return ratio <= MOST_MEMORY


def crashes(count: int) -> bool:
    """Kill runs at random moments, start them again each time, and count those whose result is another than that of a run left alone."""
    chance = random.Random(13)  # noqa: S311 - moments, no secret
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wire = write_wire(folder / "wire.jsonl", wire_articles(300, words=60, quiet=QUIET))
        command = [sys.executable, "-m", "mapper", "corpus", str(wire), "-q", "--jobs", "2", "-o"]
        subprocess.run([*command, str(folder / "whole")], check=True, capture_output=True, cwd=ROOT)  # noqa: S603 - our own words
        killed = 0
        while killed < count:
            killed += _killed_until_done([*command, str(folder / "broken")], count - killed, chance)
            if _contents(folder / "broken") != _contents(folder / "whole"):
                sys.stdout.write(f"after {killed} kills: the result is another\n")
                return False
            shutil.rmtree(folder / "broken")
    sys.stdout.write(f"killed {killed} times at random moments: nothing was lost\n")
    return True


def _killed_until_done(command: list[str], most: int, chance: random.Random) -> int:
    """Start a run again and again, killing it each time but the last; give the number of kills."""
    for killed in range(most + 1):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)  # noqa: S603 - our own words
        try:
            process.wait(timeout=chance.uniform(0.3, 4.0) if killed < most else None)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        else:
            return killed
    return most


def _contents(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "ledger.jsonl"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def told(engine: str, articles: int, words: int = WORDS) -> dict[str, float]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, "--one", engine, str(articles), "--words", str(words)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    figures: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return figures


def one(engine: str, articles: int, words: int) -> None:
    """Build one corpus and print its figures as JSON."""
    import resource
    from contextlib import ExitStack

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        wire = write_wire(folder / "wire.jsonl", wire_articles(articles, words=words, a_day=A_DAY, quiet=QUIET))
        works = in_this_process
        if engine.startswith("dask"):
            from distributed import LocalCluster

            workers = int(engine.removeprefix("dask"))
            cluster = stack.enter_context(LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50))
            works = on_dask(cluster.scheduler_address)
        elif engine != "1":
            works = on_processes(int(engine))
        begun: list[float] = []
        started = time.perf_counter()
        summary = build_corpus(
            [wire], folder / "corpus", settings=Settings(), engine=works, on_merging=lambda _reports: begun.append(time.perf_counter())
        )
        ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"seconds": ended - started, "merging": ended - begun[0], "reports": summary.reports, "events": summary.events, "peak": peak}
    sys.stdout.write(f"{json.dumps(figures)}\n")


if __name__ == "__main__":
    main()
