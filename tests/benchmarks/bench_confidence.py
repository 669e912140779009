"""
Print how often locations of some confidence are right.

usage: bench_confidence.py [FOLDER …]

Without a folder, of our own marked text with the places in it judged by hand (``tests/places/judged.tsv``), which the curves were fitted
on. A FOLDER holds ``articles.jsonl`` and ``gold.jsonl`` as ``tests/gold`` has them; a location is right within the tolerance of the place
that it overlaps.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1] / "places"))

from places_reliability import Outcome, judged_outcomes, reliability

from mapper.places import load_gazetteer, recognize, resolve
from mapper.places.scoring import distance_km
from mapper.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapper.places.gazetteer import Gazetteer
    from mapper.records import Location


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def annotated_outcomes(folder: Path, gazetteer: Gazetteer) -> Iterator[Outcome]:
    """Give the outcome of every location in annotated articles, but of demonyms and of what is optional there."""
    gold = {row["id"]: row["places"] for row in _rows(folder / "gold.jsonl")}
    for row in _rows(folder / "articles.jsonl"):
        article = Article(article_id=row["id"], text=row["text"], lang=row["lang"])
        for location in resolve(recognize(article, gazetteer), article, gazetteer):
            if location.place is None or location.toponym.mention == "adjectival":
                continue
            mention = _overlapped(location, gold[row["id"]])
            if mention is None or not mention.get("optional"):
                yield Outcome(location.confidence, mention is not None and _is_near(location, mention))


def _overlapped(location: Location, mentions: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Give the mention that overlaps best; of equal ones the one of the same kind, since a border holds the names of its countries."""
    toponym = location.toponym

    def quality(mention: dict[str, Any]) -> tuple[int, int]:
        shared = min(toponym.end, mention["end"]) - max(toponym.start, mention["start"])
        return shared, -abs(mention["end"] - mention["start"] - len(toponym.text))

    best = max(mentions, key=quality, default=None)
    return best if best is not None and quality(best)[0] > 0 else None


def _is_near(location: Location, mention: dict[str, Any]) -> bool:
    return location.place is not None and distance_km(location.place, (mention["lon"], mention["lat"])) <= mention["tolerance_km"]


def _print(title: str, outcomes: Iterable[Outcome]) -> None:
    table = reliability(outcomes)
    total = sum(row.count for row in table)
    off = sum(row.count * abs(row.confidence - row.right) for row in table) / total
    sys.stdout.write(f"{title}: {total} locations, off by {off:.3f} on average\n  confidence       how many  claimed  right\n")
    for row in table:
        sys.stdout.write(f"  {row.low:.2f} to {min(row.high, 1):.2f} {row.count:12,} {row.confidence:10.3f} {row.right:6.3f}\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    folders = parser.parse_args().folders
    gazetteer = load_gazetteer()
    _print("judged by hand", judged_outcomes(gazetteer))
    for folder in folders:
        _print(str(folder), annotated_outcomes(folder, gazetteer))


if __name__ == "__main__":
    main()
