"""How an event stands: what the rules read of a clause's verbs and cues, corrected by a panel that has seen how sentences are labelled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mapper.events.panel import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapper.events.judgement import Candidate
    from mapper.events.scene import Scene
    from mapper.events.status import Reading

STANDING = Path(__file__).parent / "standing.json"
_BY_WORDS = "the words of the sentence"
_MARGIN = 1.0  # of log odds by which another status must be likelier than the one that the rules read


def standing(scene: Scene, candidate: Candidate) -> Reading:
    """Return the reading of a candidate, with another status if its sentence speaks clearly for that one."""
    panel = load_panel(STANDING)
    votes = dict(zip(panel.outcomes, panel.log_odds(standing_keys(scene, candidate)), strict=True))
    best = max(votes, key=lambda name: votes[name])
    reading = candidate.reading
    if reading.status is not None and votes[best] - votes[reading.status] < _MARGIN:
        return reading
    return reading._replace(status=best, cue=_BY_WORDS)


def standing_keys(scene: Scene, candidate: Candidate) -> frozenset[str]:
    """Return what is known of how an event stands, as keys of a panel."""
    return frozenset(_keys(scene, candidate))


def _keys(scene: Scene, candidate: Candidate) -> Iterator[str]:
    match, reading = candidate
    trigger, clause = scene.units[match.trigger], scene.clauses[match.clause]
    rule = f"rule {reading.status}"
    yield rule
    yield f"{rule} {match.frame.type}"
    yield f"{rule} {reading.factor}"
    yield f"{rule} {'noun' if match.is_noun else 'verb'} {'loose' if match.gaps else 'strict'}"
    yield f"type {match.frame.type}"
    yield f"cue {reading.cue}"
    for doubt in reading.doubts:
        yield f"doubt {doubt}"
    for name in trigger.nouns if match.is_noun else trigger.verbs:
        yield f"trigger {name}"
        yield f"trigger {name} {reading.status}"
    for form in trigger.forms:
        yield f"form {form}"
    for stem in scene.words:
        yield f"word {stem}"
    for name in scene.classes:
        yield f"class {name}"
    for unit in scene.units[clause.start : clause.end]:
        for name in unit.classes:
            yield f"near {name}"
        for form in unit.forms:
            yield f"near form {form}"
