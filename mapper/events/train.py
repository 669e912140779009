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

from mapper.events.extractor import weighed_sentences
from mapper.events.gist import GIST
from mapper.events.judgement import EVERY_TYPE, WEIGHTS, Model, model_of
from mapper.events.panel import Panel, panel_of
from mapper.events.refine import may_be_threat
from mapper.events.standing import STANDING, standing_keys
from mapper.events.verdict import FOREST, Weighed, features, questions_of
from mapper.language.lexicon import available_languages, load_lexicon
from mapper.records import EVENT_TYPES, STATUSES, Article, Location, Place, Toponym

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from scipy.sparse import csr_matrix

    from mapper.events.judgement import Candidate
    from mapper.events.verdict import Question
    from mapper.events.weighing import Described
    from mapper.records import Mention, PlaceKind

_RARE = 2  # examples that a key needs to get a weight
_FRAME_COST, _PANEL_COST = 1 / 8, 1 / 10  # scikit-learn's C: the less, the lighter the weights
_LEAST = 0.03  # lighter weights are left out
_DIGITS = 3
_FOLDS = 10
_TREES, _LEAVES, _LEAF, _RATE = 150, 6, 40, 0.05
_THRESHOLD = 0.4
_SEED = 1


class Label(NamedTuple):
    """What a sentence tells of a type of event: whether that is arguable, and in which statuses it may be said to stand."""

    is_soft: bool
    statuses: frozenset[str]


class Lesson(NamedTuple):
    """An annotated article or sentence: what is read of each sentence, and the types of events that it tells."""

    sentences: tuple[tuple[Weighed, Described], ...]
    labels: tuple[Mapping[str, Label], ...]
    weight: float = 1.0


class Example(NamedTuple):
    """One frame as keys of weights, and whether it is an event."""

    keys: tuple[tuple[str, str, str], ...]
    is_event: bool
    weight: float = 1.0


def lesson_of(article: Article, locations: Sequence[Location], gold: Mapping[str, Any]) -> Lesson:
    """Return an annotated article as it is read; an alternative type is as arguable as what is optional or background."""
    sentences = tuple(weighed_sentences(article, locations, load_lexicon(article.lang)))
    return Lesson(sentences, tuple(_labels(weighed, gold["events"]) for weighed, _ in sentences), gold.get("weight", 1.0))


def _labels(weighed: Weighed, events: Iterable[Mapping[str, Any]]) -> dict[str, Label]:
    told: dict[str, Label] = {}
    sentence = weighed.scene.sentence
    for event in events:
        if any(start < sentence.end and end > sentence.start for start, end in (event["evidence"], *event.get("also", ()))):
            is_soft = bool(event.get("optional") or event.get("background"))
            statuses = _statuses(event)
            for name in (event["type"], *event.get("alt_types", ())):
                known = told.get(name, Label(is_soft=True, statuses=frozenset()))
                told[name] = Label(known.is_soft and (is_soft or name != event["type"]), known.statuses | statuses)
    return told


def _statuses(event: Mapping[str, Any]) -> frozenset[str]:
    """Return the statuses in which an event may be said to stand; a seizure is smuggling that was reported, and prevented."""
    told = {event["status"], *event.get("alt_status", ())} if "status" in event else set()
    return frozenset(told | {"reported"} if event["type"] == "smuggling" and "prevented" in told else told)


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


def read_folder(folder: Path) -> Iterator[Lesson]:
    """Yield the annotated articles and sentences of a folder."""
    for path in sorted(folder.glob("*.tsv")):
        yield from map(_labelled, path.read_text(encoding="utf-8").splitlines())
    if (folder / "gold.jsonl").exists():
        yield from _annotated(folder)


def _labelled(line: str) -> Lesson:
    lang, text, told = line.split("\t")
    labels = [name.strip() for name in told.split(",") if name.strip() not in ("", "-")]
    parts = [(name.rstrip("?").split(":"), name.endswith("?")) for name in labels]
    events = [{"type": name, "status": status, "optional": is_soft, "evidence": (0, len(text))} for (name, status), is_soft in parts]
    article = Article(article_id="", text=text, lang=lang)
    return lesson_of(article, _located(article), {"events": events})


def _annotated(folder: Path) -> Iterator[Lesson]:
    gold = {table["id"]: table for table in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines())}
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        table = json.loads(line)
        if table["lang"] not in available_languages():
            continue
        article = Article(article_id=table["id"], text=table["text"], lang=table["lang"], published=table.get("published"))
        told = gold[table["id"]]
        yield lesson_of(article, tuple(map(_location, told["places"])) if "weight" in told else _located(article), told)


def _located(article: Article) -> tuple[Location, ...]:
    from mapper.places import load_gazetteer, recognize, resolve

    gazetteer = load_gazetteer()
    return tuple(resolve(recognize(article, gazetteer), article, gazetteer))


def _location(table: Mapping[str, Any]) -> Location:
    kind: PlaceKind = "populated_place" if table["kind"] == "city" else table["kind"]
    mention: Mention = "embedded" if table.get("in_org_name") else "metonymic" if table.get("metonymy") else "literal"
    toponym = Toponym(text=table["surface"], start=table["start"], end=table["end"], kind=kind, mention=mention)
    place = Place(place_id=table["key"], name=table["canonical"], kind=kind, lon=table["lon"], lat=table["lat"])
    return Location(toponym=toponym, place=place, confidence=1.0)


def main(folders: Sequence[str]) -> None:
    """Train on the folders and write the files of the models."""
    lessons = [lesson for folder in folders for lesson in read_folder(Path(folder))]
    sys.stderr.write(f"{len(lessons):,} articles and sentences; about ten seconds for each of {_FOLDS} folds\n")
    forest, frames = forest_table(lessons), frames_table(lessons)
    _write_frames(frames)
    FOREST.write_text(json.dumps(forest, separators=(",", ":")).replace("]],", "]],\n") + "\n", encoding="utf-8")
    _write_panel(GIST, gist_table(lessons))
    _write_panel(STANDING, standing_table(lessons))


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
