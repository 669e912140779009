"""Measure places in one run: accuracy on blind text, annotated articles and geoparsing corpora; speed, memory, size of the wheel.

usage: bench_places.py [--geoparsing FOLDER] [--gold FOLDER …] [--rules] [--wheel]

--geoparsing FOLDER  corpora with coordinates as *.dev.jsonl and their score.py; measured as a whole, never to be tuned on single documents
--gold FOLDER        annotated articles (articles.jsonl, gold.jsonl) besides those in tests/gold
--rules              measure also what the rules do without the tagger
--wheel              build the wheel and tell its size

Prints tables in Markdown, in one run. Figures of tests/gold say little, since the rules were made with it; those of articles that nobody
had read count. Memory is read as Linux tells it.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import runpy
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "gold"), str(ROOT / "tests" / "places")]

import blind_text  # noqa: E402 - after the path is set
from gold_scoring import read_set, sets, tally  # noqa: E402

from mapper.pipeline import Result  # noqa: E402
from mapper.places import load_gazetteer, recognize, resolve, tagger  # noqa: E402
from mapper.places.training_text import TRAINING_FOLDER, read_articles  # noqa: E402
from mapper.places.words import Words  # noqa: E402
from mapper.records import Article  # noqa: E402

if TYPE_CHECKING:
    from mapper.places.gazetteer import Gazetteer
    from mapper.records import Location

CORPORA = {"lgl": "LGL", "trnews": "TR-News", "gwn": "GeoWebNews", "geovirus": "GeoVirus"}
OPENINGS = 5
ROUNDS = 3
# In a process of its own, whose memory is only what this takes.
_OPEN = """
import re, time
from pathlib import Path
from mapper.places.gazetteer import load_gazetteer
memory = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
before = memory()
start = time.perf_counter()
load_gazetteer()
print(time.perf_counter() - start, before, memory())
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--geoparsing", type=Path, help="folder of geoparsing corpora and their score.py")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="folders of annotated articles")
    parser.add_argument("--rules", action="store_true", help="also without the tagger")
    parser.add_argument("--wheel", action="store_true", help="build the wheel and tell its size")
    args = parser.parse_args()
    gazetteer = load_gazetteer()
    _accuracy("with the tagger", args, gazetteer)
    if args.rules:
        models, tagger.MODELS = tagger.MODELS, Path("nowhere")
        tagger.load_tagger.cache_clear()
        _accuracy("rules alone", args, gazetteer)
        tagger.MODELS = models
        tagger.load_tagger.cache_clear()
    _write(["## Speed and size", "", "| measure | figure |", "|---|---:|", *_opening(), *_speed(_texts(args.geoparsing), gazetteer)])
    if args.wheel:
        _write([_wheel()])


def _write(lines: list[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _accuracy(title: str, args: argparse.Namespace, gazetteer: Gazetteer) -> None:
    _write([f"## Accuracy, {title}", "", "| blind text | precision | recall | F1 | traps in 100 articles |", "|---|---:|---:|---:|---:|"])
    for lang in ("en", "es"):
        score = blind_text.score(lang, gazetteer)
        shares = f"{score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} | {score.traps_in_a_hundred:.0f}"
        _write([f"| {lang}, {score.articles} articles | {shares} |"])
    _write(["", "| annotated articles | F1 | within tolerance | traps in 100 articles |", "|---|---:|---:|---:|"])
    for folder in [*sets(), *args.gold]:
        _write([_gold_row(folder, gazetteer)])
    if args.geoparsing:
        _write(["", "| corpus | precision | recall | overlap F1 | end to end F1 |", "|---|---:|---:|---:|---:|"])
        score_module = runpy.run_path(str(args.geoparsing / "score.py"))
        for name, title_of_corpus in CORPORA.items():
            _write([_corpus_row(args.geoparsing / f"{name}.dev.jsonl", title_of_corpus, score_module, gazetteer)])
    _write([""])


def _locate(article: Article, gazetteer: Gazetteer) -> tuple[Location, ...]:
    return resolve(recognize(article, gazetteer), article, gazetteer)


def _gold_row(folder: Path, gazetteer: Gazetteer) -> str:
    annotated = read_set(folder)
    articles = [each.article for each in annotated]
    results = {article.article_id: Result(article=article, locations=_locate(article, gazetteer), events=()) for article in articles}
    counts = tally(annotated, results)
    hit = counts["place hit"]
    f1 = 2 * hit / (2 * hit + counts["place false"] + counts["place missed"])
    return f"| {folder.name}, {len(articles)} | {f1:.3f} | {counts['located'] / hit:.3f} | {100 * counts['trapped'] / len(articles):.0f} |"


def _corpus_row(path: Path, title: str, score_module: dict[str, Any], gazetteer: Gazetteer) -> str:
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = [Article(article_id=str(document["id"]), text=document["text"], lang="en") for document in documents]
    found = [[_row(location) for location in _locate(article, gazetteer) if location.toponym.kind != "border"] for article in articles]
    predicted = [{"id": document["id"], "toponyms": toponyms} for document, toponyms in zip(documents, found, strict=True)]
    result = score_module["score"](documents, predicted)
    shares = " | ".join(f"{100 * result['overlap'][key]:.1f}" for key in ("p", "r", "f1"))
    return f"| {title}, {len(articles)} | {shares} | {100 * result['e2e']['f1']:.1f} |"


def _row(location: Location) -> dict[str, object]:
    toponym, place = location.toponym, location.place
    point = {"lon": place.lon, "lat": place.lat} if place else {"lon": None, "lat": None}
    return {"start": toponym.start, "end": toponym.end, "text": toponym.text, **point}


def _texts(geoparsing: Path | None) -> list[Article]:
    """Give texts to measure the speed on: the corpora if they are there, and our own training text."""
    paths = sorted(geoparsing.glob("*.dev.jsonl")) if geoparsing else []
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = [Article(article_id="corpus", text=json.loads(line)["text"], lang="en") for line in lines]
    for lang in ("en", "es"):
        for path in sorted((TRAINING_FOLDER / lang).glob("*.txt")):
            texts = ("\n".join(sentence.text for sentence in sentences) for sentences in read_articles(path))
            articles += [Article(article_id=path.name, text=text, lang=lang) for text in texts]
    return articles


def _opening() -> list[str]:
    runs = []
    for _ in range(OPENINGS):
        done = subprocess.run([sys.executable, "-c", _OPEN], check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - the above
        runs.append([float(figure) for figure in done.stdout.split()])
    seconds, before, after = min(runs)
    return [f"| open the gazetteer | {seconds:.3f} s |", f"| memory then ({before:.0f} MB before) | {after:.0f} MB |"]


def _speed(articles: list[Article], gazetteer: Gazetteer) -> list[str]:
    """Measure some rounds, of which the quickest counts: what is remembered from the first is what a long run has."""
    tokens = sum(len(Words(article.text)) for article in articles)
    megabytes = sum(len(article.text.encode()) for article in articles) / 1e6
    matching = recognizing = both = math.inf
    for _ in range(ROUNDS):
        start = time.process_time()
        for article in articles:
            _match_all(article, gazetteer)
        matched = time.process_time()
        found = [recognize(article, gazetteer) for article in articles]
        recognized = time.process_time()
        for article, toponyms in zip(articles, found, strict=True):
            resolve(toponyms, article, gazetteer)
        matching, recognizing = min(matching, matched - start), min(recognizing, recognized - matched)
        both = min(both, time.process_time() - matched)
    return [
        f"| longest match | {tokens / matching:,.0f} tokens/s |",
        f"| recognition | {tokens / recognizing:,.0f} tokens/s |",
        f"| recognition and resolution | {tokens / both:,.0f} tokens/s |",
        f"| a megabyte of text ({megabytes:.2f} MB measured) | {both / megabytes:.2f} s |",
        f"| memory at the end, with all texts and the scorers | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB |",
    ]


def _match_all(article: Article, gazetteer: Gazetteer) -> None:
    """Look for the longest name at every word."""
    folded = Words(article.text).folded
    index = 0
    while index < len(folded):
        match = gazetteer.match(folded, index)
        index += match.length if match else 1


def _wheel() -> str:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(ROOT)]
        subprocess.run(command, check=True)  # noqa: S603 - the above
        size = next(Path(folder).glob("*.whl")).stat().st_size
    return f"| wheel | {size / 1e6:.2f} MB |"


if __name__ == "__main__":
    main()
