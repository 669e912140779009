"""Frames found in clauses: a triggering verb or noun with what its frame asks for around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.events.scene import Scene
    from mapper.language.clauses import Clause, Unit
    from mapper.language.lexicon import Frame, Lexicon

_REACH = 12  # units that a verb's object may stand off
_NOUN_REACH = 8
_LINKED = frozenset(("relative", "coordinator", "that"))
_PEOPLE = frozenset(("migrant", "people"))
_CHARGES = frozenset(("clash", "smuggling"))  # types whose nouns are crimes: "wanted for murder"
_MOST_GAPS = 3
_GAP_FACTOR = 0.8
_HOURS = frozenset(("opening", "closing"))  # "opening hours", "closing time"
_BARRIERS = frozenset(("after_event", "passive_by", "speech"))
_BODIES = frozenset(("official", "force", "helper", "law", "court_like"))


class Match(NamedTuple):
    """
    A frame in a clause: unit indexes of the trigger and of what fills subject and object (-1 if nothing does), and how well it fits.

    ``gaps`` names what the frame asks for in vain; a match without gaps is strict.
    """

    frame: Frame
    clause: int
    trigger: int
    is_noun: bool
    subject: int
    object: int
    confidence: float
    gaps: tuple[str, ...] = ()


def find_frames(scene: Scene, lexicon: Lexicon, *, knows_people: bool) -> list[Match]:
    """
    Return the frames of a sentence, at most one of each event type for each trigger; strict ones win over those with gaps.

    ``knows_people`` says that the article has named migrants or other people, so that "they" and a Spanish verb without a subject can mean
    them.
    """
    found: list[Match] = []
    for number, clause in enumerate(scene.clauses):
        for at in range(clause.start, clause.end):
            unit = scene.units[at]
            if unit.place >= 0 or not (unit.verbs or unit.nouns) or _is_auxiliary(scene.units, at):
                continue
            best: dict[str, Match] = {}
            for match in _at_unit(scene, lexicon, number, at, knows_people=knows_people):
                known = best.get(match.frame.type)
                if known is None or (not match.gaps, match.confidence) > (not known.gaps, known.confidence):
                    best[match.frame.type] = match
            found.extend(best.values())
    return found


def _at_unit(scene: Scene, lexicon: Lexicon, number: int, at: int, *, knows_people: bool) -> Iterator[Match]:
    unit = scene.units[at]
    for name in sorted(unit.verbs):  # the order of a set changes from run to run
        for frame in lexicon.triggers.get(name, ()):
            if name in frame.verbs and (
                match := _verb_match(scene, frame, number, at, lexicon.language, knows_people=knows_people)
                or _loose_match(scene, frame, number, at, is_noun=False)
            ):
                yield match
    for name in sorted(unit.nouns):
        for frame in lexicon.triggers.get(name, ()):
            if name in frame.nouns and (
                match := _noun_match(scene, frame, number, at) or _loose_match(scene, frame, number, at, is_noun=True)
            ):
                yield match


def _is_auxiliary(units: Sequence[Unit], at: int) -> bool:
    """Whether "have" or "be" only helps the verb that follows."""
    if not units[at].words & {"have", "be"}:
        return False
    return any("part" in units[n].forms for n in range(at + 1, min(at + 3, len(units))))


def _loose_match(scene: Scene, frame: Frame, number: int, at: int, *, is_noun: bool) -> Match | None:
    """Return a frame that asks in vain for some of what should stand around its trigger, None if it asks for most of it in vain."""
    if sum(scene.classes.isdisjoint(group) for group in (frame.subject, frame.object, *frame.near, *frame.sentence) if group) > 1:
        return None
    clause, units = scene.clauses[number], scene.units
    own = [n for n in range(clause.start, clause.end) if n != at]
    subject, subject_gap = _loose_slot(scene, frame.subject, own, at, "subject")
    obj, object_gap = _loose_slot(scene, frame.object, own, at, "object")
    gaps = [*subject_gap, *object_gap]
    if frame.without and _stands(scene, clause, at, frame.without):
        gaps.append("without")
    far = [group for group in frame.near if not any(units[n].classes & group for n in own)]
    gaps += ["near" if scene.classes & group else "not near" for group in far]
    gaps += ["not in the sentence" for group in frame.sentence if not scene.classes & group]
    if is_noun and _is_part_of_name(units, at):
        gaps.append("part of a name")
    if len(gaps) > _MOST_GAPS:
        return None
    confidence = frame.confidence * _GAP_FACTOR ** (1 + len(gaps))
    return Match(frame, number, at, is_noun, subject, obj, confidence, tuple(gaps) or ("other",))


def _loose_slot(scene: Scene, wanted: frozenset[str], own: Sequence[int], at: int, slot: str) -> tuple[int, tuple[str, ...]]:
    """Return what may fill a slot, wherever it stands in the clause, and the gap that this leaves."""
    if not wanted:
        return -1, ()
    near = [n for n in own if scene.units[n].classes & wanted]
    if near:
        return min(near, key=lambda n: abs(n - at)), (f"{slot} elsewhere",)
    return -1, (f"{slot} in another clause" if scene.classes & wanted else f"no {slot}",)


def _first(units: Sequence[Unit], indexes: range, wanted: frozenset[str], skip: int) -> int:
    for at in indexes:
        if indexes.step > 0 and units[at].words & _BARRIERS:
            return -1
        if at != skip and units[at].classes & wanted:
            return at
    return -1


def _is_passive(units: Sequence[Unit], clause: Clause, at: int) -> bool:
    unit = units[at]
    if "part" not in unit.forms:
        return False
    for back in range(at - 1, max(clause.start, at - 5) - 1, -1):
        words = units[back].words
        if "be" in words:
            return True
        if not words & {"adverb", "negation", "have"}:
            return False
    return False


def _is_participle(units: Sequence[Unit], at: int) -> bool:
    """Whether a participle stands without an auxiliary ("migrants stranded at the border", "varados en la frontera")."""
    unit = units[at]
    if "part" not in unit.forms:
        return False
    before = units[at - 1] if at else None
    return before is None or not before.words & {"have", "be"}


def _is_reflexive_passive(units: Sequence[Unit], at: int, lang: str) -> bool:
    return lang == "es" and units[at].is_finite and any(units[n].lower == "se" for n in range(max(0, at - 2), at))


def _inherited(scene: Scene, number: int) -> range:
    """Return the units of the clause before, nearest first, if this clause leans on it."""
    clause = scene.clauses[number]
    if number == 0:
        return range(0)
    opener = scene.units[clause.start]
    leaning = clause.opener is not None or opener.lower == "," or bool(opener.words & _LINKED)
    before = scene.clauses[number - 1]
    return range(before.end - 1, before.start - 1, -1) if leaning else range(0)


def _has_own_subject(units: Sequence[Unit], clause: Clause, at: int) -> bool:
    """Whether an unknown word before the verb can be its subject, so that none is inherited ("until its battery died")."""
    return any(
        not unit.classes and unit.place < 0 and len(unit.lower) > 3 and unit.lower.isalpha() and not unit.lower.endswith(("ly", "mente"))  # noqa: PLR2004
        for unit in units[clause.start : at]
    )


def _verb_match(scene: Scene, frame: Frame, number: int, at: int, lang: str, *, knows_people: bool) -> Match | None:
    clause, units = scene.clauses[number], scene.units
    if not _surroundings(scene, frame, number, at):
        return None
    passive = _is_passive(units, clause, at)
    loose = not passive and (_is_participle(units, at) or _is_reflexive_passive(units, at, lang))
    left, right = range(at - 1, clause.start - 1, -1), range(at + 1, min(clause.end, at + 1 + _REACH))
    before = range(0) if _has_own_subject(units, clause, at) else _inherited(scene, number)
    factor, subject, obj = 1.0, -1, -1
    if frame.object:
        orders: list[range] = [left, before] if passive else [right, left, before] if loose else [right]
        if loose and _is_reflexive_passive(units, at, lang) and any(units[n].nouns for n in right[:3]):
            orders = [right]
        if passive and lang == "es":
            orders.insert(1, right)
        obj, factor = _fill(units, frame.object, orders, at)
        if obj < 0:
            obj = _pronoun_object(units, frame, clause, at) if knows_people else -1
            factor = 0.8
        if obj < 0:
            return None
    if frame.subject:
        orders = [left, before, right] if lang == "es" or passive else [left, before]
        subject, quality = _fill(units, frame.subject, orders, at)
        factor *= quality
        if subject < 0 and not (knows_people and _drops_subject(units, frame, clause, at, lang)):
            return None
        if subject < 0:
            factor *= 0.75
    return Match(frame, number, at, is_noun=False, subject=subject, object=obj, confidence=frame.confidence * factor)


def _fill(units: Sequence[Unit], wanted: frozenset[str], orders: Sequence[range], skip: int) -> tuple[int, float]:
    for order, quality in zip(orders, (1.0, 0.95, 0.85, 0.7), strict=False):
        at = _first(units, order, wanted, skip)
        if at >= 0:
            return at, quality
    return -1, 1.0


def _pronoun_object(units: Sequence[Unit], frame: Frame, clause: Clause, at: int) -> int:
    if not frame.object & _PEOPLE:
        return -1
    for near in (at - 1, at + 1, at - 2):
        if clause.start <= near < clause.end and "pronoun_people" in units[near].classes:
            return near
    return -1


def _drops_subject(units: Sequence[Unit], frame: Frame, clause: Clause, at: int, lang: str) -> bool:
    """Whether a Spanish plural verb or an English pronoun stands for the people that the text has named."""
    if not frame.subject & _PEOPLE:
        return False
    window = range(clause.start, at)
    if any(units[n].classes & {"force", "official", "state"} for n in window):
        return False
    if any("pronoun_people" in units[n].classes for n in window):
        return True
    if any(units[n].nouns for n in window) or _has_own_subject(units, clause, at):
        return False
    return lang == "es" and units[at].is_finite and units[at].lower.endswith("n")


def _stands(scene: Scene, clause: Clause, at: int, classes: frozenset[str]) -> bool:
    """Whether one of the classes stands in a clause, but not in what only says who told it ("according to the foreign ministry")."""
    if scene.classes.isdisjoint(classes):
        return False
    for n in range(clause.start, clause.end):
        unit = scene.units[n]
        if "speech" in unit.words and n > clause.start:
            return False
        if n != at and not unit.classes.isdisjoint(classes):
            return True
    return False


def _surroundings(scene: Scene, frame: Frame, number: int, at: int) -> bool:
    clause, units = scene.clauses[number], scene.units
    if not frame.near and not frame.without and not frame.sentence:
        return True
    if any(scene.classes.isdisjoint(group) for group in (*frame.near, *frame.sentence)):
        return False
    around = [units[n].classes for n in range(clause.start, clause.end) if n != at]
    if frame.without and _stands(scene, clause, at, frame.without):
        return False
    if frame.near:
        around += [units[n].classes for n in _inherited(scene, number)]
        if not all(any(classes & group for classes in around) for group in frame.near):
            return False
    return all(any(unit.classes & group for n, unit in enumerate(units) if n != at) for group in frame.sentence)


def _noun_match(scene: Scene, frame: Frame, number: int, at: int) -> Match | None:
    clause, units = scene.clauses[number], scene.units
    if not _surroundings(scene, frame, number, at):
        return None
    obj, factor = -1, 1.0
    if frame.object:
        right = range(at + 1, min(clause.end, at + 1 + _NOUN_REACH))
        left = range(at - 1, max(clause.start, at - 4) - 1, -1)
        obj, factor = _fill(units, frame.object, [right, left, range(clause.start, clause.end), _inherited(scene, number)], at)
        if obj < 0:
            return None
    if _is_part_of_name(units, at) or (frame.type in _CHARGES and at > 0 and units[at - 1].lower in ("for", "por")):
        return None
    return Match(frame, number, at, is_noun=True, subject=-1, object=obj, confidence=frame.confidence * factor)


def _is_part_of_name(units: Sequence[Unit], at: int) -> bool:
    """Whether the noun only describes a body, a law or an order: "migration agents", "brigada de trata", "orden de captura"."""
    after = units[at + 1] if at + 1 < len(units) else None
    if after is not None and units[at].lower in _HOURS and not after.classes and after.lower.isalpha():
        return True
    if at + 1 < len(units) and units[at + 1].classes & _BODIES and not units[at + 1].place >= 0:
        return True
    return at > 1 and units[at - 1].lower in ("de", "of", "contra", "against") and bool(units[at - 2].classes & _BODIES)
