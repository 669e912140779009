"""The verdict on what an article's sentences seem to tell: frames, gist and what stands around them, weighed by a small forest."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mapper.events.gist import GIST
from mapper.events.judgement import Candidate
from mapper.events.panel import load_panel
from mapper.language.lexicon import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mapper.events.scene import Scene

    Table = NDArray[np.float64]

FOREST = Path(__file__).parent / "forest.json"
FEATURES = (
    "gist", "frame", "has frame", "other types", "before", "after", "any before", "any after", "best of article", "mean of article",
    "sentences", "number", "share", "heading", "length",
)  # fmt: skip
_BEST = 5  # sentences
_EARLY = 6
_LEAST = 0.001  # a probability
_BY_GIST = 0.5  # the least probability of an event that no frame tells
_HOPELESS = -2.5  # log odds
_LEAST_GIST = -3.0  # log odds of a type without a frame: a forest never says yes to less


class Weighed(NamedTuple):
    """
    A sentence with its frames.

    ``own`` are the log odds of each frame taken by itself, None of the user's frames; of these ``sure`` is the confidence. ``gist`` are the
    log odds of the sentence for each type of event.
    """

    scene: Scene
    candidates: Sequence[Candidate]
    own: Sequence[float | None]
    sure: Sequence[float | None]
    gist: Sequence[float]


class Telling(NamedTuple):
    """
    An event that a sentence tells, and how surely.

    ``by_gist``: no frame of its type says so, the candidate was of another. ``is_weighed``: our models judged it, and not only a frame of
    the user's.
    """

    candidate: Candidate
    confidence: float
    by_gist: bool = False
    is_weighed: bool = True


class Question(NamedTuple):
    """
    Whether sentence number ``at`` tells an event of type number ``kind``.

    ``own`` are the log odds of the ``candidate``, None if no frame says so.
    """

    at: int
    kind: int
    own: float | None
    candidate: Candidate | None


class Forest(NamedTuple):
    """
    Trees of decisions, one a row; a leaf's children are the leaf itself.

    The sum of the leaves reached and of ``base`` is the log odds. ``threshold`` is the least probability of an event.
    """

    feature: NDArray[np.int64]
    limit: Table
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: Table
    depth: int
    base: float
    threshold: float

    def probabilities(self, table: Table) -> Table:
        """Return the probability of each row of features."""
        import numpy as np

        trees = np.arange(len(self.feature))
        at = np.zeros((len(table), len(trees)), dtype=np.int64)
        rows = np.arange(len(table))[:, None]
        for _ in range(self.depth):
            goes_left = table[rows, self.feature[trees, at]] <= self.limit[trees, at]
            at = np.where(goes_left, self.left[trees, at], self.right[trees, at])
        return np.asarray(1 / (1 + np.exp(-self.base - self.value[trees, at].sum(axis=1))))


@cache
def load_forest(path: Path = FOREST) -> Forest:
    """Read the trained forest."""
    return forest_of(json.loads(path.read_text(encoding="utf-8")))


def forest_of(told: Mapping[str, object]) -> Forest:
    """Return the forest of a table as the file has it."""
    import numpy as np

    trees = {name: np.array(told[name], dtype=np.int64) for name in ("feature", "left", "right")}
    values = {name: np.array(told[name], dtype=np.float64) for name in ("limit", "value")}
    return Forest(**trees, **values, depth=told["depth"], base=told["base"], threshold=told["threshold"])  # type: ignore[arg-type]


def judge(article: Sequence[Weighed]) -> list[list[Telling]]:
    """Return what each sentence of an article tells."""
    if not article:
        return []
    types = load_panel(GIST).outcomes
    forest = load_forest()
    questions = [question for question in questions_of(article, types) if _may_be(question, article)]
    chances = forest.probabilities(features(article, types, questions)) if questions else ()
    judged: list[list[Telling]] = [_by_own_frames(weighed) for weighed in article]
    for question, chance in zip(questions, chances, strict=True):
        if chance < (forest.threshold if question.candidate else _BY_GIST):
            continue
        weighed = article[question.at]
        if question.candidate is None:
            judged[question.at].append(_by_gist(weighed, types[question.kind], float(chance)))
        else:
            judged[question.at].append(Telling(question.candidate, float(chance)))
    return judged


def _by_own_frames(weighed: Weighed) -> list[Telling]:
    return [Telling(candidate, sure, is_weighed=False) for candidate, sure in zip(weighed.candidates, weighed.sure, strict=True) if sure]


def _by_gist(weighed: Weighed, event_type: str, confidence: float) -> Telling:
    """Return an event of a type that no frame tells, hung on the likeliest frame of another."""
    likeliest = max(range(len(weighed.candidates)), key=lambda n: -math.inf if (own := weighed.own[n]) is None else own)
    match, reading = weighed.candidates[likeliest]
    frame = Frame(name=f"{event_type} by the words of the sentence", type=event_type)
    return Telling(Candidate(match._replace(frame=frame), reading), confidence, by_gist=True)


def _may_be(question: Question, article: Sequence[Weighed]) -> bool:
    """Whether anything speaks for an event at all: what neither frame nor gist deem likely, no forest does."""
    gist = article[question.at].gist[question.kind]
    return gist > _HOPELESS or (question.own is not None and question.own > _HOPELESS)


def questions_of(article: Sequence[Weighed], types: Sequence[str]) -> Iterator[Question]:
    """Yield what is to be judged: each frame, and each type that a sentence with frames may tell without one of that type."""
    numbers = {name: n for n, name in enumerate(types)}
    for at, weighed in enumerate(article):
        told = {numbers[candidate.match.frame.type] for candidate in weighed.candidates}
        for candidate, own in zip(weighed.candidates, weighed.own, strict=True):
            if own is not None:
                yield Question(at, numbers[candidate.match.frame.type], own, candidate)
        if weighed.candidates:
            yield from (Question(at, n, None, None) for n, odds in enumerate(weighed.gist) if n not in told and odds > _LEAST_GIST)


def features(article: Sequence[Weighed], types: Sequence[str], questions: Sequence[Question]) -> Table:
    """
    Return what is known of each question, one row of ``FEATURES`` each.

    Log odds are cut at a thousandth of a probability; where no frame tells the type, that of the frame is 0.
    """
    import numpy as np

    gist = _cut(np.array([weighed.gist for weighed in article]))
    seen = (_probability(gist) + _probability(_frames(article, types))) / 2
    blank = np.zeros((1, len(types)))
    before, after = np.vstack([blank, seen[:-1]]), np.vstack([seen[1:], blank])
    best, size = seen.max(axis=1), len(article)
    at = np.array([question.at for question in questions], dtype=np.int64)
    kind = np.array([question.kind for question in questions], dtype=np.int64)
    own = np.array([np.nan if question.own is None else question.own for question in questions])
    ranked = np.sort(seen, axis=1)
    rival = np.where(seen[at, kind] == ranked[at, -1], ranked[at, -2], ranked[at, -1])
    whole = np.array([_log_odds(np.sort(best)[-_BEST:].mean()), best.mean(), size])
    told = np.array([(min(scene.sentence.index, _EARLY), scene.sentence.index / size, scene.sentence.is_heading, len(scene.units))
                     for scene, *_ in article])  # fmt: skip
    return np.column_stack(
        [
            gist[at, kind],
            np.nan_to_num(_cut(own)),
            ~np.isnan(own),
            *_log_odds(np.array([rival, before[at, kind], after[at, kind], before.max(axis=1)[at], after.max(axis=1)[at]])),
            np.broadcast_to(whole, (len(questions), len(whole))),
            told[at],
        ]
    )


def _frames(article: Sequence[Weighed], types: Sequence[str]) -> Table:
    """Return the log odds of the best frame of each type in each sentence."""
    import numpy as np

    found = np.full((len(article), len(types)), -np.inf)
    numbers = {name: n for n, name in enumerate(types)}
    for at, weighed in enumerate(article):
        for candidate, own in zip(weighed.candidates, weighed.own, strict=True):
            kind = numbers[candidate.match.frame.type]
            if own is not None:
                found[at, kind] = max(found[at, kind], own)
    return found


def _probability(log_odds: Table) -> Table:
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-log_odds)))


def _cut(log_odds: Table) -> Table:
    import numpy as np

    limit = math.log((1 - _LEAST) / _LEAST)
    return np.asarray(np.clip(log_odds, -limit, limit))


def _log_odds(probability: Table) -> Table:
    import numpy as np

    held = np.clip(probability, _LEAST, 1 - _LEAST)
    return np.asarray(np.log(held / (1 - held)))
