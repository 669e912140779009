"""Train the models by which events are told from other sentences: `python -m mapper.events.train FOLDER...`.

Each FOLDER holds annotated articles (``articles.jsonl`` and ``gold.jsonl``, as tests/gold/README.md describes them) or labelled sentences
(``*.tsv``: language, sentence, labels like ``crossing:reported`` with a comma between them, ``?`` behind what is arguable, ``-`` for none).
Places are those that the program finds, since it will read with these; only single sentences, whose annotation gives them a weight, keep
the annotated ones. Two linear models judge each frame and each sentence by itself; a forest weighs their votes with what stands around. It
learns from votes of models that have not seen the article. Needs scikit-learn (dependency group ``train``).
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mapper.events.extractor import placed_events
from mapper.events.gist import GIST
from mapper.events.judgement import EVERY_TYPE, WEIGHTS, Model, load_model, model_of
from mapper.events.lessons import Label, Lesson, annotated_articles, is_told_in, located, read_folder, types_of
from mapper.events.panel import Panel, load_panel, panel_of
from mapper.events.ranking import RANKING
from mapper.events.refine import may_be_threat
from mapper.events.standing import STANDING, standing_keys
from mapper.events.verdict import FOREST, Weighed, features, load_forest, questions_of
from mapper.language.lexicon import available_languages, load_lexicon
from mapper.records import EVENT_TYPES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from scipy.sparse import csr_matrix

    from mapper.events.judgement import Candidate
    from mapper.events.ranking import Option
    from mapper.events.verdict import Question

_RARE = 2  # examples that a key needs to get a weight
_FRAME_COST, _PANEL_COST = 1 / 8, 1 / 10  # scikit-learn's C: the less, the lighter the weights
_LEAST = 0.03  # lighter weights are left out
_DIGITS = 3
_FOLDS = 10
_TREES, _LEAVES, _LEAF, _RATE = 150, 6, 40, 0.05
_THRESHOLD = 0.4
_SEED = 1


class Example(NamedTuple):
    """One frame as keys of weights, and whether it is an event."""

    keys: tuple[tuple[str, str, str], ...]
    is_event: bool
    weight: float = 1.0


def examples_of(lesson: Lesson) -> Iterator[Example]:
    """Yield an example for each frame found in an article; what the annotation leaves open is left out."""
    for (weighed, described), labels in zip(lesson.sentences, lesson.labels, strict=True):
        for candidate, groups in zip(weighed.candidates, described.frames, strict=True):
            name = candidate.match.frame.type
            verdict = _verdict(name, candidate.reading.status, labels)
            if verdict is not None:
                yield Example(tuple(_keys(name, groups)), verdict, lesson.weight)


def _verdict(event_type: str, status: str | None, labels: Mapping[str, Label]) -> bool | None:
    """Say whether a sentence of these labels tells an event of a type; None: arguable."""
    types = {event_type, "policy"} if may_be_threat(event_type, status) else {event_type}
    told = [labels[name].is_soft for name in types if name in labels]
    return None if told and all(told) else bool(told)


def _keys(event_type: str, groups: Iterable[tuple[str, Iterable[str]]]) -> Iterator[tuple[str, str, str]]:
    for group, keys in groups:
        for key in keys:
            yield event_type, group, key
            yield EVERY_TYPE, group, key


def fit(examples: Sequence[Example], *, cost: float = _FRAME_COST) -> dict[str, dict[str, dict[str, float]]]:
    """Return the weights of a logistic regression over the examples, by event type, group and key."""
    table, columns = _matrix([example.keys for example in examples])
    if not columns:
        return {}
    truth, shares = [example.is_event for example in examples], [example.weight for example in examples]
    weights: dict[str, dict[str, dict[str, float]]] = {}
    for (event_type, group, key), weight in zip(columns, _solve(table, truth, shares, cost)[1], strict=True):
        if abs(weight) >= _LEAST:
            weights.setdefault(event_type, {}).setdefault(group, {})[key] = round(float(weight), _DIGITS)
    return weights


def _matrix(rows: Sequence[Iterable[Any]]) -> tuple[csr_matrix, list[Any]]:
    """Return a row of ones and zeros for each set of keys, and the keys of its columns, in the order of their first appearance."""
    from scipy.sparse import csr_matrix

    counts = Counter(key for keys in rows for key in keys)
    columns = {key: n for n, key in enumerate(key for key, count in counts.items() if count >= _RARE)}
    known = [[columns[key] for key in keys if key in columns] for keys in rows]
    ends = [0]
    for each in known:
        ends.append(ends[-1] + len(each))
    flat = [n for each in known for n in each]
    return csr_matrix(([1.0] * len(flat), flat, ends), shape=(len(known), len(columns))), list(columns)


def _solve(table: csr_matrix, truth: Sequence[bool], shares: Sequence[float], cost: float, *, bias: bool = False) -> tuple[float, Any]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=cost, solver="liblinear", fit_intercept=bias, max_iter=2000, random_state=_SEED)
    model.fit(table, truth, sample_weight=shares)
    return float(model.intercept_[0]) if bias else 0.0, model.coef_[0]


def frames_table(lessons: Iterable[Lesson]) -> dict[str, Any]:
    """Return the weights of the model that judges frames, as its file has them."""
    names = sorted({frame.name for lang in available_languages() for frame in load_lexicon(lang).frames})
    return {"frames": names, "weights": fit([example for lesson in lessons for example in examples_of(lesson)])}


def gist_table(lessons: Sequence[Lesson]) -> dict[str, Any]:
    """Return the weights of the panel that judges sentences, as its file has them."""
    rows = [
        (described.keys, labels, lesson.weight)
        for lesson in lessons
        for (_, described), labels in zip(lesson.sentences, lesson.labels, strict=True)
    ]
    truth: dict[str, list[bool | None]] = {
        name: [None if name in labels and labels[name].is_soft else name in labels for _, labels, _ in rows]
        for name in EVENT_TYPES
    }
    return _panel([keys for keys, _, _ in rows], truth, [weight for *_, weight in rows])


def standing_table(lessons: Sequence[Lesson]) -> dict[str, Any]:
    """Return the weights of the panel that judges statuses, as its file has them."""
    rows = [
        (standing_keys(weighed.scene, candidate), statuses, lesson.weight)
        for lesson in lessons
        for (weighed, _), labels in zip(lesson.sentences, lesson.labels, strict=True)
        for candidate in weighed.candidates
        if (statuses := _stands_as(candidate, labels))
    ]
    truth: dict[str, list[bool | None]] = {name: [name in told for _, told, _ in rows] for name in STATUSES}
    return _panel([keys for keys, _, _ in rows], truth, [weight for *_, weight in rows])


def _stands_as(candidate: Candidate, labels: Mapping[str, Label]) -> frozenset[str]:
    """Return the statuses in which the event of a frame stands, none if there is no such event; what the rules read if none is given."""
    label = labels.get(candidate.match.frame.type)
    status = candidate.reading.status
    return frozenset() if label is None or status is None else label.statuses or frozenset((status,))


def ranking_table(folders: Sequence[Path]) -> dict[str, Any]:
    """Return the weights of the panel that chooses places, as its file has them."""
    rows: list[frozenset[str]] = []
    truth: list[bool | None] = []
    for article, told in (each for folder in folders for each in annotated_articles(folder) if "weight" not in each[1]):
        for scene, event_type, options in placed_events(article, located(article), load_lexicon(article.lang)):
            events = [event for event in told["events"] if event_type in types_of(event) and is_told_in(scene.sentence, event)]
            if events:
                rows += [option.keys for option in options]
                truth += [any(_is_there(option, event) for event in events) for option in options]
    return _panel(rows, {"here": truth}, [1.0] * len(rows))


def _is_there(option: Option, event: Mapping[str, Any]) -> bool:
    """Whether a place is where the annotation says; a whole border only if it says so."""
    if option.place is None:
        return bool(event["place_kind"] == "border")
    return _kilometres(option.place.lon, option.place.lat, event["lon"], event["lat"]) <= float(event["tolerance_km"])


def _kilometres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    from geopy.distance import great_circle

    return float(great_circle((lat1, lon1), (lat2, lon2)).km)


def _panel(rows: Sequence[Iterable[str]], truth: Mapping[Any, Sequence[bool | None]], shares: Sequence[float]) -> dict[str, Any]:
    """Return the weights of one logistic regression for each outcome; rows without an answer are left out of its."""
    table, keys = _matrix([sorted(row) for row in rows])
    solved = []
    for answers in truth.values():
        clear = [n for n, answer in enumerate(answers) if answer is not None]
        solved.append(_solve(table[clear], [bool(answers[n]) for n in clear], [shares[n] for n in clear], _PANEL_COST, bias=True))
    weights = {key: [round(1000 * float(weight[n])) for _, weight in solved] for n, key in enumerate(keys)}
    return {
        "outcomes": list(truth),
        "bias": [round(1000 * bias) for bias, _ in solved],
        "weights": {key: row for key, row in sorted(weights.items()) if any(abs(weight) >= 1000 * _LEAST for weight in row)},
    }


def forest_table(lessons: Sequence[Lesson], *, threshold: float = _THRESHOLD) -> dict[str, Any]:
    """Return the forest that weighs votes of models which have not seen the article, as its file has it."""
    import numpy as np
    from sklearn.ensemble import GradientBoostingClassifier

    rows, truth = [], []
    for learnt, asked in _folds(lessons):
        frames, gist = model_of(frames_table(learnt)), panel_of(gist_table(learnt))
        for lesson in asked:
            table, verdicts = _asked(lesson, frames, gist)
            rows.append(table)
            truth += verdicts
    model = GradientBoostingClassifier(
        n_estimators=_TREES, learning_rate=_RATE, max_leaf_nodes=_LEAVES, max_depth=None, min_samples_leaf=_LEAF, random_state=_SEED
    ).fit(np.vstack(rows), truth)
    return {"threshold": threshold} | _trees([tree.tree_ for tree in model.estimators_[:, 0]], float(model.init_.class_prior_[1]))


def _folds(lessons: Sequence[Lesson]) -> Iterator[tuple[list[Lesson], list[Lesson]]]:
    """Yield what is learnt from and what is asked then; sentences written for one matter are only learnt from."""
    order = list(range(len(lessons)))
    random.Random(_SEED).shuffle(order)  # noqa: S311 - the same order on each run is wanted
    for fold in range(_FOLDS):
        held = set(order[fold::_FOLDS])
        learnt = [lesson for n, lesson in enumerate(lessons) if n not in held or lesson.weight > 1]
        yield learnt, [lesson for n, lesson in enumerate(lessons) if n in held and lesson.weight == 1]


def reweighed(lesson: Lesson, frames: Model, gist: Panel) -> list[Weighed]:
    """Return the sentences of an article as other models judge them."""
    return [
        weighed._replace(
            own=[
                frames.odds_of(candidate.match.frame.type, groups)
                for candidate, groups in zip(weighed.candidates, described.frames, strict=True)
            ],
            gist=gist.log_odds(described.keys),
        )
        for weighed, described in lesson.sentences
    ]


def _asked(lesson: Lesson, frames: Model, gist: Panel) -> tuple[Any, list[bool]]:
    """Return the features of all questions that the annotation answers, and the answers."""
    article = reweighed(lesson, frames, gist)
    told = [(question, _answer(question, gist.outcomes, lesson.labels)) for question in questions_of(article, gist.outcomes)]
    clear = [question for question, answer in told if answer is not None]
    return features(article, gist.outcomes, clear), [answer for _, answer in told if answer is not None]


def _answer(question: Question, types: Sequence[str], labels: Sequence[Mapping[str, Label]]) -> bool | None:
    status = question.candidate.reading.status if question.candidate else None
    return _verdict(types[question.kind], status, labels[question.at])


def _trees(trees: Sequence[Any], prior: float) -> dict[str, Any]:
    """Return trees as rows of the same length; a leaf leads to itself."""
    import numpy as np

    size = max(tree.node_count for tree in trees)
    table: dict[str, Any] = {name: [] for name in ("feature", "limit", "left", "right", "value")}
    for tree in trees:
        own = range(tree.node_count)
        is_leaf = [tree.children_left[n] < 0 for n in own]
        rest = [0] * (size - tree.node_count)
        table["feature"].append([0 if is_leaf[n] else int(tree.feature[n]) for n in own] + rest)
        table["limit"].append([0.0 if is_leaf[n] else round(float(tree.threshold[n]), _DIGITS) for n in own] + rest)
        table["left"].append([n if is_leaf[n] else int(tree.children_left[n]) for n in own] + rest)
        table["right"].append([n if is_leaf[n] else int(tree.children_right[n]) for n in own] + rest)
        table["value"].append([round(_RATE * float(tree.value[n, 0, 0]), 5) if is_leaf[n] else 0.0 for n in own] + rest)
    return {"base": round(float(np.log(prior / (1 - prior))), 5), "depth": max(tree.max_depth for tree in trees)} | table


def main(folders: Sequence[str]) -> None:
    """Train on the folders and write the files of the models."""
    lessons = [lesson for folder in folders for lesson in read_folder(Path(folder))]
    sys.stderr.write(f"{len(lessons):,} articles and sentences; about ten seconds for each of {_FOLDS} folds\n")
    forest, frames = forest_table(lessons), frames_table(lessons)
    _write_frames(frames)
    FOREST.write_text(json.dumps(forest, separators=(",", ":")).replace("]],", "]],\n") + "\n", encoding="utf-8")
    _write_panel(GIST, gist_table(lessons))
    _write_panel(STANDING, standing_table(lessons))
    for cached in (load_model, load_panel, load_forest):
        cached.cache_clear()  # places are chosen for the events that these models find
    _write_panel(RANKING, ranking_table([Path(folder) for folder in folders]))


def _write_frames(table: Mapping[str, Any]) -> None:
    """Write the model of frames with a line for each group of keys."""
    groups = (
        f"{json.dumps(name)}:{{\n" + ",\n".join(f"{json.dumps(group)}:{_line(keys)}" for group, keys in sorted(own.items())) + "\n}"
        for name, own in sorted(table["weights"].items())
    )
    text = f'{{"frames":{json.dumps(table["frames"], ensure_ascii=False)},\n"weights":{{\n' + ",\n".join(groups) + "\n}}\n"
    WEIGHTS.write_text(text, encoding="utf-8")


def _line(table: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _write_panel(path: Path, table: Mapping[str, Any]) -> None:
    """Write a panel with a line for each key."""
    lines = (f"{_line(key)}:{_line(row)}" for key, row in table["weights"].items())
    head = f'{{"outcomes":{json.dumps(table["outcomes"])},\n"bias":{json.dumps(table["bias"])},\n"weights":{{\n'
    path.write_text(head + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
