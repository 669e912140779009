"""Measure events on annotated articles, and tokens a second of places and events on one core.

usage: bench_events.py [FOLDER …] [--rounds N] [--json]

Each FOLDER holds articles.jsonl and gold.jsonl; without any, the sets in tests/gold are taken. Prints a table in Markdown with a row for
each set and slice (all, English, Spanish, this border, other borders), then the speed. Figures of sets that the lexicon was made with say
little: write down those of articles that nobody had read.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "gold")]

from gold_scoring import SLICES, Annotated, rates, read_set, sets, tally  # noqa: E402 - after the path is set

from mapper.language.tokens import tokenize  # noqa: E402
from mapper.pipeline import Result, Tools, load_tools, run  # noqa: E402

if TYPE_CHECKING:
    from mapper.records import Article

COLUMNS = (
    "event precision", "event recall", "event F1", "fully right F1", "status right", "count right", "date right", "place right",
    "places F1",
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", help="folders of annotated articles")
    parser.add_argument("--rounds", type=int, default=3, help="how often the speed is measured; the best counts (0: not at all)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    args = parser.parse_args()
    tools = load_tools()
    read = {folder.name: read_set(folder) for folder in args.folders or sets()}
    table = {name: _slices(annotated, tools) for name, annotated in read.items()}
    if args.json:
        sys.stdout.write(json.dumps(table) + "\n")
    else:
        sys.stdout.write("\n".join(_markdown(table)) + "\n")
    if args.rounds:
        articles = [each.article for some in read.values() for each in some if each.article.lang in tools.lexicons]
        _write_speed(articles, tools, args.rounds)


def _slices(annotated: tuple[Annotated, ...], tools: Tools) -> dict[str, dict[str, float | None]]:
    results: dict[str, Result] = {result.article.article_id: result for result in run([each.article for each in annotated], tools)}
    rows = {}
    for name, holds in SLICES.items():
        chosen = [each for each in annotated if holds(each)]
        counts = tally(chosen, results)
        shares = {key: None if math.isnan(share) else round(share, 4) for key, share in rates(counts).items()}
        kept = ("false in quiet articles", "quiet articles", "event hit", "event false", "event missed")
        rows[name] = {"articles": len(chosen)} | shares | {key: counts[key] for key in kept}
    return rows


def _markdown(table: dict[str, dict[str, dict[str, float | None]]]) -> list[str]:
    lines = [f"| set | articles of | n | {' | '.join(COLUMNS)} | false in quiet |", f"|---|---|{'---:|' * (len(COLUMNS) + 2)}"]
    for name, slices in table.items():
        for slice_name, row in slices.items():
            shares = " | ".join("-" if (share := row[column]) is None else f"{share:.2f}" for column in COLUMNS)
            quiet = f"{row['false in quiet articles']} in {row['quiet articles']}"
            lines.append(f"| {name} | {slice_name} | {row['articles']} | {shares} | {quiet} |")
    return lines


def _write_speed(articles: list[Article], tools: Tools, rounds: int) -> None:
    """Print tokens a second of the best round, for both stages together and each alone."""
    tokens = sum(len(tokenize(article.text)) for article in articles)
    places, events = min((_seconds(articles, tools) for _ in range(rounds)), key=sum)
    sys.stderr.write(
        f"{tokens / (places + events):,.0f} tokens a second, places and events on one core; "
        f"places alone {tokens / places:,.0f}, events alone {tokens / events:,.0f}\n"
    )


def _seconds(articles: list[Article], tools: Tools) -> tuple[float, float]:
    """Give the CPU seconds that places and events of all articles take, without drawing them on the border."""
    from mapper.border import available_borders
    from mapper.events import extract
    from mapper.places import recognize, resolve

    known = frozenset(available_borders())
    start = time.process_time()
    located = [(article, resolve(recognize(article, tools.gazetteer), article, tools.gazetteer)) for article in articles]
    half = time.process_time()
    for article, locations in located:
        extract(article, locations, tools.lexicons[article.lang], known_borders=known)
    return half - start, time.process_time() - half


if __name__ == "__main__":
    main()
