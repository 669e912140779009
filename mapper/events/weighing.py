"""Every sentence of an article with its frames, and what two linear models make of them, each sentence for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapper.events.counts import bound_number
from mapper.events.gist import GIST, gist_keys
from mapper.events.judgement import WORDS, Candidate, Register, Setting, describe, load_model
from mapper.events.matching import Match, find_frames
from mapper.events.panel import load_panel
from mapper.events.status import read_status
from mapper.events.verdict import Weighed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.events.judgement import Model
    from mapper.events.panel import Panel
    from mapper.events.scene import Scene
    from mapper.events.when import Times
    from mapper.language.lexicon import Lexicon

    Groups = list[tuple[str, tuple[str, ...]]]

_PEOPLE = frozenset(("migrant", "nationality_noun", "people"))


class Tone(NamedTuple):
    """What holds for all sentences of an article: its words, how far it is about borders, how it tells, the times that it names."""

    lexicon: Lexicon
    theme: float
    register: Register
    times: Times


class Described(NamedTuple):
    """What the models read of a sentence: its own keys, and for each frame its groups of keys."""

    keys: frozenset[str]
    frames: tuple[Groups, ...]


def weigh(scenes: Sequence[Scene], tone: Tone) -> list[Weighed]:
    """Return each sentence with its frames and with what the models make of them."""
    model, panel = load_model(), load_panel(GIST)
    return [_weighed(scene, read, model, panel) for scene, read in _read(scenes, tone)]


def described(scenes: Sequence[Scene], tone: Tone) -> Iterator[tuple[Weighed, Described]]:
    """Yield each sentence as it is weighed, and with what the models read of it: the matter for training."""
    model, panel = load_model(), load_panel(GIST)
    for scene, read in _read(scenes, tone):
        frames = [
            [(group, tuple(keys)) for group, keys in (*describe(scene, candidate, read.candidates, setting), (WORDS, scene.words))]
            for candidate, setting in zip(read.candidates, read.settings, strict=True)
        ]
        yield _weighed(scene, read, model, panel), Described(gist_keys(scene, read.candidates, read.around), tuple(frames))


class _Reading(NamedTuple):
    """The frames of a sentence, each with its setting, and the setting of the sentence."""

    candidates: list[Candidate]
    settings: list[Setting]
    around: Setting


def _read(scenes: Sequence[Scene], tone: Tone) -> Iterator[tuple[Scene, _Reading]]:
    knows_people = False
    for scene, before in zip(scenes, [None, *scenes], strict=False):
        if before is not None:
            _refer_back(scene, before)
        knows_people = knows_people or bool(scene.classes & _PEOPLE)
        yield scene, _read_sentence(scene, tone, knows_people=knows_people)


def _read_sentence(scene: Scene, tone: Tone, *, knows_people: bool) -> _Reading:
    found = (Candidate(match, read_status(scene, match)) for match in find_frames(scene, tone.lexicon, knows_people=knows_people))
    candidates = [candidate for candidate in found if candidate.reading.status is not None]
    around = Setting(
        theme=tone.theme,
        register=tone.register,
        knows_people=knows_people,
        has_count=bool(scene.quantities),
        has_time=tone.times.any_in(scene.sentence.start, scene.sentence.end),
        governs=True,
    )
    settings = [
        around._replace(has_count=bound_number(scene, candidate.match) is not None, governs=_is_governed(scene, candidate.match))
        for candidate in candidates
    ]
    return _Reading(candidates, settings, around)


def _weighed(scene: Scene, read: _Reading, model: Model, panel: Panel) -> Weighed:
    types = {candidate.match.frame.type for candidate in read.candidates}
    by_words = {name: model.odds_of(name, ((WORDS, scene.words),)) for name in types}
    own: list[float | None] = []
    sure: list[float | None] = []
    for candidate, setting in zip(read.candidates, read.settings, strict=True):
        frame = candidate.match.frame
        is_ours = frame.name in model.frames
        groups = describe(scene, candidate, read.candidates, setting)
        own.append(model.odds_of(frame.type, groups) + by_words[frame.type] if is_ours else None)
        sure.append(None if is_ours else _own_confidence(candidate, governs=setting.governs))
    return Weighed(scene, read.candidates, own, sure, panel.log_odds(gist_keys(scene, read.candidates, read.around)))


def _own_confidence(candidate: Candidate, *, governs: bool) -> float:
    """Return how sure an event by a frame of the user's is: no model has seen it, so its own confidence tells."""
    match, reading = candidate
    return match.confidence * reading.factor if governs and not match.gaps and not reading.doubts else 0.0


def _is_governed(scene: Scene, match: Match) -> bool:
    """Whether a noun that needs a verb to lend it an act has one."""
    return not (match.is_noun and match.frame.governed) or _has_verb(scene, match)


def _has_verb(scene: Scene, match: Match) -> bool:
    clause = scene.clauses[match.clause]
    units = (scene.units[n] for n in range(clause.start, clause.end) if n != match.trigger)
    return any(bool(unit.verbs) or bool(unit.words & {"be", "have"}) for unit in units)


def _refer_back(scene: Scene, before: Scene) -> None:
    """Let a sentence that opens with "it", or in Spanish with "fue", speak of the crossing that the sentence before names."""
    first = scene.units[0]
    if (first.lower == "it" or first.words & {"be_past"}) and before.classes & {"border", "passage"}:
        first.classes = first.classes | {"passage"}
