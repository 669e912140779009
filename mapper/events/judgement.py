"""How likely a frame found in a clause is an event: a linear model over word classes, trained on annotated articles."""

from __future__ import annotations

import json
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mapper.events.matching import Match
    from mapper.events.scene import Scene
    from mapper.events.status import Reading

WEIGHTS = Path(__file__).parent / "weights.json"
EVERY_TYPE = "*"
"""Under this name stand the weights that count for every event type."""
_PAST = frozenset(("past", "pret"))
_PRESENT = frozenset(("pres", "s"))
_MANY_TIMES = 4
_SHORTEST_ESSAY = 5  # sentences
_LITTLE, _MUCH = 0.2, 0.45  # shares of sentences
_EARLY = 3  # sentences of an article that mostly tell its news
_LONG = 30  # units of a long sentence
NOT_TOLD = frozenset(("preposition", "determiner", "to", "coordinator", "pronoun", "adverb", "subordinator", "relative", "off_theme"))
"""Classes that say nothing of what happened."""


WORDS = "words"
"""The group of keys of all words in a sentence."""


class Candidate(NamedTuple):
    """A frame found in a clause with its status, before it is judged."""

    match: Match
    reading: Reading


class Register(NamedTuple):
    """How an article tells: the shares of its sentences with past and with present verbs, how many there are, how many times it names."""

    past: float
    present: float
    sentences: int
    times: int

    @property
    def is_essay(self) -> bool:
        """Whether it describes or argues, rather than tells what happened."""
        return self.sentences >= _SHORTEST_ESSAY and self.past <= _LITTLE and self.present >= _MUCH

    def keys(self) -> tuple[str, ...]:
        """Return it as keys of the model."""
        named = f"times {min(self.times, _MANY_TIMES)}"
        lean = f"past over present {round((self.past - self.present) * 3)}"
        return f"past {round(self.past * 5)}", f"present {round(self.present * 5)}", named, lean, f"{named} {lean}"


class Setting(NamedTuple):
    """
    What the article says around a candidate: how far it is about borders, whether it names people, whether a number or time is bound.

    ``register`` tells news from essays.
    """

    theme: float
    register: Register
    knows_people: bool
    has_count: bool
    has_time: bool
    governs: bool
_NOTHING = repeat(0)


class Model(NamedTuple):
    """
    The weights of what speaks for an event and against it.

    ``weights`` are by event type, group and key, in thousandths, with those of every type in each; ``frames`` the names of those known.
    """

    weights: Mapping[str, Mapping[str, Mapping[str, int]]]
    frames: frozenset[str]

    def odds_of(self, event_type: str, described: Iterable[tuple[str, Iterable[str]]]) -> float:
        """Return what groups of keys add to the log odds of an event of a type."""
        weights = self.weights.get(event_type, self.weights[EVERY_TYPE])
        total = 0  # whole numbers add up to the same whatever the order of the keys
        for group, keys in described:
            own = weights.get(group)
            if own is not None:
                total += sum(map(own.get, keys, _NOTHING))
        return total / 1000


@cache
def load_model(path: Path = WEIGHTS) -> Model:
    """Read the trained weights."""
    return model_of(json.loads(path.read_text(encoding="utf-8")))


def model_of(table: Mapping[str, Any]) -> Model:
    """Return the weights of a table as the file has it."""
    every = table["weights"][EVERY_TYPE]
    weights = {name: _sums(own if name != EVERY_TYPE else {}, every) for name, own in table["weights"].items()}
    return Model(weights, frozenset(table["frames"]))


def _sums(one: Mapping[str, Mapping[str, float]], other: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, int]]:
    """Add two tables of weights by group and key, in thousandths."""
    return {
        group: {key: round(1000 * (mine.get(key, 0.0) + yours.get(key, 0.0))) for key in mine.keys() | yours.keys()}
        for group in one.keys() | other.keys()
        for mine, yours in [(one.get(group, {}), other.get(group, {}))]
    }


def describe(scene: Scene, candidate: Candidate, others: Iterable[Candidate], setting: Setting) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield what is known of a candidate, as groups of keys; ``WORDS`` of its sentence belong to it too, but are the same for all of it."""
    match, reading = candidate
    frame, units, clause = match.frame, scene.units, scene.clauses[match.clause]
    trigger = units[match.trigger]
    strength = "strict" if not match.gaps else "loose"
    yield "frame", (f"{frame.name}: {strength}",)
    yield "bias", (strength, "noun" if match.is_noun else "verb")
    yield "gaps", match.gaps
    yield "doubts", reading.doubts
    yield "status", (reading.status or "", f"factor {reading.factor}")
    yield "trigger", trigger.nouns if match.is_noun else trigger.verbs
    yield "form", () if match.is_noun else trigger.forms
    yield "subject", units[match.subject].classes if match.subject >= 0 else ()
    yield "object", units[match.object].classes if match.object >= 0 else ()
    around: set[str] = set()
    for n in range(clause.start, clause.end):
        if n != match.trigger:
            around |= units[n].classes
    around -= NOT_TOLD
    yield "clause", around
    yield "sentence", scene.classes - around - NOT_TOLD
    yield "trigger word", scene.stems[match.trigger]
    yield "clause words", scene.words_of(match.clause)
    yield "setting", setting_keys(scene, setting)
    yield "rivals", {_rival(match, other.match) for other in others if other is not candidate and not other.match.gaps}


def _rival(match: Match, other: Match) -> str:
    return f"{other.frame.type} {'here' if other.clause == match.clause else 'elsewhere'}"


def read_register(scenes: Sequence[Scene], times: int) -> Register:
    """Return how an article tells."""
    size = max(len(scenes), 1)
    past = sum(any(unit.forms & _PAST for unit in scene.units) for scene in scenes) / size
    present = sum(any(unit.forms & _PRESENT for unit in scene.units) for scene in scenes) / size
    return Register(past, present, len(scenes), times)


def setting_keys(scene: Scene, setting: Setting) -> Iterator[str]:
    """Yield what the article says around a sentence."""
    sentence = scene.sentence
    yield f"theme {setting.theme}"
    yield from setting.register.keys()
    if setting.knows_people:
        yield "people"
    yield "count" if setting.has_count else "no count"
    yield "time" if setting.has_time else "no time"
    if not setting.governs:
        yield "no verb"
    if sentence.is_heading:
        yield "heading"
    yield "early" if sentence.index < _EARLY else "late"
    if len(scene.units) > _LONG:
        yield "long"
