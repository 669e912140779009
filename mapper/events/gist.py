"""The gist of a sentence: what speaks for its telling an event of some type, whatever frames it has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mapper.events.judgement import NOT_TOLD, setting_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.events.judgement import Candidate, Setting
    from mapper.events.scene import Scene

GIST = Path(__file__).parent / "gist.json"


def gist_keys(scene: Scene, candidates: Sequence[Candidate], setting: Setting) -> frozenset[str]:
    """Return what is known of a sentence as a whole, as keys of a panel."""
    return frozenset(_keys(scene, candidates, setting))


def _keys(scene: Scene, candidates: Sequence[Candidate], setting: Setting) -> Iterator[str]:
    for stem in scene.words:
        yield f"word {stem}"
    for name in scene.classes - NOT_TOLD:
        yield f"class {name}"
    for unit in scene.units:
        for form in unit.forms:
            yield f"form {form}"
    for match, reading in candidates:
        strength = "loose" if match.gaps else "strict"
        yield f"frame {match.frame.name} {strength}"
        yield f"type {match.frame.type} {strength}"
        yield f"told {match.frame.type} {reading.status}"
        yield f"status {reading.status} {strength}"
    for key in setting_keys(scene, setting):
        yield f"setting {key}"
