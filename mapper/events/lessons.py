"""What the models of events learn from: annotated articles and labelled sentences, as the program reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from mapper.events.extractor import weighed_sentences
from mapper.language.lexicon import available_languages, load_lexicon
from mapper.records import Article, Location, Place, Toponym

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mapper.events.verdict import Weighed
    from mapper.events.weighing import Described
    from mapper.language.sentences import Sentence
    from mapper.records import Mention, PlaceKind


class Label(NamedTuple):
    """What a sentence tells of a type of event: whether that is arguable, and in which statuses it may be said to stand."""

    is_soft: bool
    statuses: frozenset[str]


class Lesson(NamedTuple):
    """An annotated article or sentence: what is read of each sentence, and the types of events that it tells."""

    sentences: tuple[tuple[Weighed, Described], ...]
    labels: tuple[Mapping[str, Label], ...]
    weight: float = 1.0


def lesson_of(article: Article, locations: Sequence[Location], gold: Mapping[str, Any]) -> Lesson:
    """Return an annotated article as it is read; an alternative type is as arguable as what is optional or background."""
    sentences = tuple(weighed_sentences(article, locations, load_lexicon(article.lang)))
    return Lesson(sentences, tuple(_labels(weighed, gold["events"]) for weighed, _ in sentences), gold.get("weight", 1.0))


def _labels(weighed: Weighed, events: Iterable[Mapping[str, Any]]) -> dict[str, Label]:
    told: dict[str, Label] = {}
    sentence = weighed.scene.sentence
    for event in events:
        if is_told_in(sentence, event):
            is_soft = bool(event.get("optional") or event.get("background"))
            statuses = _statuses(event)
            for name in types_of(event):
                known = told.get(name, Label(is_soft=True, statuses=frozenset()))
                told[name] = Label(known.is_soft and (is_soft or name != event["type"]), known.statuses | statuses)
    return told


def types_of(event: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the types that an annotated event may be said to have, the best first."""
    return event["type"], *event.get("alt_types", ())


def is_told_in(sentence: Sentence, event: Mapping[str, Any]) -> bool:
    """Whether a sentence tells an annotated event."""
    return any(start < sentence.end and end > sentence.start for start, end in (event["evidence"], *event.get("also", ())))


def _statuses(event: Mapping[str, Any]) -> frozenset[str]:
    """Return the statuses in which an event may be said to stand; a seizure is smuggling that was reported, and prevented."""
    told = {event["status"], *event.get("alt_status", ())} if "status" in event else set()
    return frozenset(told | {"reported"} if event["type"] == "smuggling" and "prevented" in told else told)


def read_folder(folder: Path) -> Iterator[Lesson]:
    """Yield the annotated articles and sentences of a folder."""
    for path in sorted(folder.glob("*.tsv")):
        yield from map(_labelled, path.read_text(encoding="utf-8").splitlines())
    yield from _annotated(folder)


def _labelled(line: str) -> Lesson:
    lang, text, told = line.split("\t")
    labels = [name.strip() for name in told.split(",") if name.strip() not in ("", "-")]
    parts = [(name.rstrip("?").split(":"), name.endswith("?")) for name in labels]
    events = [{"type": name, "status": status, "optional": is_soft, "evidence": (0, len(text))} for (name, status), is_soft in parts]
    article = Article(article_id="", text=text, lang=lang)
    return lesson_of(article, located(article), {"events": events})


def _annotated(folder: Path) -> Iterator[Lesson]:
    for article, told in annotated_articles(folder):
        yield lesson_of(article, tuple(map(_location, told["places"])) if "weight" in told else located(article), told)


def annotated_articles(folder: Path) -> Iterator[tuple[Article, dict[str, Any]]]:
    """Yield the articles of a folder in languages that we read, with their annotation."""
    if not (folder / "gold.jsonl").exists():
        return
    gold = {table["id"]: table for table in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines())}
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        table = json.loads(line)
        if table["lang"] in available_languages():
            published = table.get("published")
            yield Article(article_id=table["id"], text=table["text"], lang=table["lang"], published=published), gold[table["id"]]


def located(article: Article) -> tuple[Location, ...]:
    """Return the places that the program finds in an article."""
    from mapper.places import load_gazetteer, recognize, resolve

    gazetteer = load_gazetteer()
    return tuple(resolve(recognize(article, gazetteer), article, gazetteer))


def _location(table: Mapping[str, Any]) -> Location:
    kind: PlaceKind = "populated_place" if table["kind"] == "city" else table["kind"]
    mention: Mention = "embedded" if table.get("in_org_name") else "metonymic" if table.get("metonymy") else "literal"
    toponym = Toponym(text=table["surface"], start=table["start"], end=table["end"], kind=kind, mention=mention)
    place = Place(place_id=table["key"], name=table["canonical"], kind=kind, lon=table["lon"], lat=table["lat"])
    return Location(toponym=toponym, place=place, confidence=1.0)
