"""Train the weights by which frames found in clauses are kept or dropped: `python -m mapper.events.train FOLDER...`.

Each FOLDER holds annotated articles (``articles.jsonl`` and ``gold.jsonl``, as tests/gold/README.md describes them). A frame in a sentence
is an event if the annotation gives one of its type there. Places are those that the program finds, since it will read with these; only
single sentences, whose annotation gives them a weight, keep the annotated ones. The committed weights were made from open, reworded, dev1
to dev8 and round1 to round3 in tests/gold, and from tests/events/sentences.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mapper.events.extractor import described_candidates
from mapper.events.judgement import EVERY_TYPE, WEIGHTS
from mapper.events.refine import may_be_threat
from mapper.language.lexicon import available_languages, load_lexicon
from mapper.records import Article, Location, Place, Toponym

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mapper.records import Mention, PlaceKind

_RARE = 2  # examples that a key needs to get a weight
_PENALTY = 8.0  # of the squares of the weights
_STEPS = 400
_RATE = 0.05
_THRESHOLD = 0.5
_DIGITS = 3


class Example(NamedTuple):
    """One candidate as keys of weights, and whether it is an event."""

    keys: tuple[tuple[str, str, str], ...]
    is_event: bool
    weight: float = 1.0


def examples_of(article: Article, locations: Sequence[Location], gold: Mapping[str, Any]) -> Iterator[Example]:
    """Yield an example for each frame found in an annotated article; what the annotation leaves open is left out."""
    for scene, candidate, groups in described_candidates(article, locations, load_lexicon(article.lang)):
        event_type = candidate.match.frame.type
        types = {event_type, "policy"} if may_be_threat(event_type, candidate.reading.status) else {event_type}
        matching = [
            event
            for event in gold["events"]
            if types & {event["type"], *event.get("alt_types", ())}
            and any(start < scene.sentence.end and end > scene.sentence.start for start, end in (event["evidence"], *event["also"]))
        ]
        if matching and all(event.get("optional") or event.get("background") for event in matching):
            continue
        yield Example(tuple(_keys(event_type, groups)), bool(matching), gold.get("weight", 1.0))


def _keys(event_type: str, groups: Iterable[tuple[str, Iterable[str]]]) -> Iterator[tuple[str, str, str]]:
    for group, keys in groups:
        for key in keys:
            yield event_type, group, key
            yield EVERY_TYPE, group, key


def fit(examples: Sequence[Example], *, penalty: float = _PENALTY) -> dict[str, dict[str, dict[str, float]]]:
    """Return the weights of a logistic regression over the examples, by event type, group and key."""
    import numpy as np

    counts = Counter(key for example in examples for key in example.keys)
    columns = {key: n for n, key in enumerate(key for key, count in counts.items() if count >= _RARE)}
    rows: list[int] = []
    cols: list[int] = []
    for row, example in enumerate(examples):
        known = [columns[key] for key in example.keys if key in columns]
        rows += [row] * len(known)
        cols += known
    truth = np.array([example.is_event for example in examples], dtype=float)
    shares = np.array([example.weight for example in examples])
    solved = _descend(np.array(rows, dtype=int), np.array(cols, dtype=int), truth, shares, len(columns), penalty)
    weights: dict[str, dict[str, dict[str, float]]] = {}
    for (event_type, group, key), n in columns.items():
        weight = round(float(solved[n]), _DIGITS)
        if weight:
            weights.setdefault(event_type, {}).setdefault(group, {})[key] = weight
    return weights


def _descend(
    rows: NDArray[np.int64], cols: NDArray[np.int64], truth: NDArray[np.float64], shares: NDArray[np.float64], width: int, penalty: float
) -> NDArray[np.float64]:
    """Minimize the log loss with a penalty on the squares of the weights, by Adam."""
    import numpy as np

    weights, mean, square = np.zeros(width), np.zeros(width), np.zeros(width)
    for step in range(1, _STEPS + 1):
        total = np.bincount(rows, weights[cols], len(truth))
        error = (1 / (1 + np.exp(-np.clip(total, -30, 30))) - truth) * shares
        gradient = np.bincount(cols, error[rows], width) + penalty * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def model_table(examples: Sequence[Example], *, penalty: float = _PENALTY, threshold: float = _THRESHOLD) -> dict[str, Any]:
    """Return the table that is written to the file of weights."""
    names = sorted({frame.name for lang in available_languages() for frame in load_lexicon(lang).frames})
    return {"threshold": threshold, "frames": names, "weights": fit(examples, penalty=penalty)}


def read_folder(folder: Path) -> Iterator[tuple[Article, tuple[Location, ...], dict[str, Any]]]:
    """Yield the annotated articles of a folder with their places."""
    from mapper.places import load_gazetteer, recognize, resolve

    gold = {table["id"]: table for table in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines())}
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        table = json.loads(line)
        if table["lang"] not in available_languages():
            continue
        article = Article(article_id=table["id"], text=table["text"], lang=table["lang"], published=table.get("published"))
        told = gold[table["id"]]
        if "weight" in told:
            yield article, tuple(map(_location, told["places"])), told
        else:
            gazetteer = load_gazetteer()
            yield article, tuple(resolve(recognize(article, gazetteer), article, gazetteer)), told


def _location(table: Mapping[str, Any]) -> Location:
    kind: PlaceKind = "populated_place" if table["kind"] == "city" else table["kind"]
    mention: Mention = "embedded" if table.get("in_org_name") else "metonymic" if table.get("metonymy") else "literal"
    toponym = Toponym(text=table["surface"], start=table["start"], end=table["end"], kind=kind, mention=mention)
    place = Place(place_id=table["key"], name=table["canonical"], kind=kind, lon=table["lon"], lat=table["lat"])
    return Location(toponym=toponym, place=place, confidence=1.0)


def main(folders: Sequence[str]) -> None:
    """Train on the folders and write the file of weights."""
    examples = [example for folder in folders for annotated in read_folder(Path(folder)) for example in examples_of(*annotated)]
    WEIGHTS.write_text(json.dumps(model_table(examples), ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
