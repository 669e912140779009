"""Measure places: seconds to open the gazetteer, tokens a second, and seconds a megabyte of text; with corpora, their accuracy.

usage: bench_places.py ARTICLES.jsonl … [--predictions FOLDER]

Each line of ARTICLES is {id, text, lang}. ``--predictions`` writes for each file what a scorer of geoparsing corpora reads:
{id, toponyms: [{start, end, text, lon, lat}]}, one line an article.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.places import load_gazetteer, recognize, resolve
from mapper.places.words import Words
from mapper.records import Article

if TYPE_CHECKING:
    from mapper.places.gazetteer import Gazetteer
    from mapper.records import Location


def _articles(path: Path) -> list[Article]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Article(article_id=row["id"], text=row["text"], lang=row.get("lang", "en")) for row in rows]


def _matches(articles: list[Article], gazetteer: Gazetteer) -> int:
    """Look for the longest name at every word."""
    found = 0
    for article in articles:
        folded = Words(article.text).folded
        index = 0
        while index < len(folded):
            match = gazetteer.match(folded, index)
            found += match is not None
            index += match.length if match else 1
    return found


def _predictions(article: Article, locations: tuple[Location, ...]) -> dict[str, object]:
    toponyms = [
        {
            "start": location.toponym.start,
            "end": location.toponym.end,
            "text": location.toponym.text,
            "lon": location.place.lon if location.place else None,
            "lat": location.place.lat if location.place else None,
        }
        for location in locations
        if location.toponym.kind != "border"
    ]
    return {"id": article.article_id, "toponyms": toponyms}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--predictions", type=Path)
    args = parser.parse_args()
    load_gazetteer()
    load_gazetteer.cache_clear()
    start = time.perf_counter()
    gazetteer = load_gazetteer()
    sys.stdout.write(f"open the gazetteer: {time.perf_counter() - start:.3f} s\n")
    sets = {path: _articles(path) for path in args.articles}
    articles = [article for some in sets.values() for article in some]
    tokens = sum(len(Words(article.text)) for article in articles)
    megabytes = sum(len(article.text.encode()) for article in articles) / 1e6
    for _ in range(2):  # the second round is what a long run has
        start = time.process_time()
        _matches(articles, gazetteer)
        matched = time.process_time()
        located = {article: resolve(recognize(article, gazetteer), article, gazetteer) for article in articles}
        done = time.process_time()
        sys.stdout.write(
            f"{tokens:,} tokens: longest match {tokens / (matched - start):,.0f} tokens/s, recognition and resolution "
            f"{tokens / (done - matched):,.0f} tokens/s, {(done - matched) / megabytes:.2f} s/MB\n"
        )
    sys.stdout.write(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n")
    if args.predictions:
        for path, some in sets.items():
            lines = [json.dumps(_predictions(article, located[article])) + "\n" for article in some]
            (args.predictions / path.name).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
