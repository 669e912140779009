"""Whether an event happened: status read from tense, auxiliaries, governing verbs and cues of its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.events.matching import Match
    from mapper.events.scene import Scene
    from mapper.language.clauses import Clause, Unit

_CHAIN = frozenset(
    (
        "be", "have", "modal_do", "future", "conditional", "permission", "negation", "inability", "adverb", "to", "that", "promise", "ask",
        "threaten", "deny", "allege", "try", "prevent", "cancel", "continue", "begin", "manage", "permit", "fear", "uncertain", "habitual",
    )
)  # fmt: skip
_GOVERNORS = frozenset(
    ["promise", "ask", "threaten", "deny", "allege", "try", "prevent", "cancel", "continue", "begin", "manage", "finish"]
)
_MODAL = frozenset(["future", "conditional", "permission", "promise", "ask", "threaten", "try", "prevent", "inability", "purpose"])
_WEAK_LINKS = frozenset(("from", "de", "a", "que", "al", "por", "con", "en", "its", "their", "su", "sus", "having", "haber"))
_ABLE = ("able to", "power to", "powers to", "right to", "free to", "podrá", "podrán")
_LOOK_BACK = 7
_CUE_WINDOW = 6
_LIKELY_DENIED = frozenset(
    ("crossing", "expulsion", "clash", "detention", "deployment", "closure", "emergency", "reopening", "aid", "smuggling")
)
_STOPPED = frozenset(("diplomacy", "aid", "expulsion", "protest"))
_PREVENTABLE = frozenset(("crossing", "expulsion", "smuggling", "protest"))
_NEVER_ATTEMPTED = frozenset(("diplomacy", "policy", "emergency", "deployment"))
_INDICATIVE = frozenset(("pres", "pret", "past", "s", "base", "part"))
_WHOLE_CLAUSE = 40
_CONTESTED = frozenset(("clash", "expulsion"))
_WITNESSES = frozenset(("helper", "migrant", "people", "suspect", "nationality_noun"))
_SPEAKERS = _WITNESSES | {"official", "force", "envoy"}
_REFUSED = frozenset(("crossing", "aid", "reopening"))
_DONE = frozenset(("past", "pret", "part"))
_ONE_OFF = frozenset(("policy", "diplomacy", "reopening"))


class Reading(NamedTuple):
    """A status, None where the clause is no event at all; the words that told; how far they lower confidence; the rules that said None."""

    status: str | None
    cue: str | None = None
    factor: float = 1.0
    doubts: tuple[str, ...] = ()


class _Signs(NamedTuple):
    """What stands around a trigger: classes of its verb group and governors, with the word of each."""

    words: dict[str, Unit]
    verb: Unit
    is_noun: bool

    def first(self, *names: str) -> str | None:
        words = self.words
        for name in names:
            if name in words:
                return words[name].lower
        return None


def read_status(scene: Scene, match: Match) -> Reading:
    """Return the status of a frame found in a sentence, None for what is only supposed; other reasons against an event are doubts."""
    signs = _signs(scene, match)
    doubts: list[str] = []
    for rule in _RULES:
        reading = rule(scene, match, signs)
        if reading is None:
            continue
        if reading.status is not None or not reading.factor:
            return reading._replace(doubts=tuple(doubts))
        doubts.append(rule.__name__[1:])
    return Reading(match.frame.status or "reported", doubts=tuple(doubts))


def _signs(scene: Scene, match: Match) -> _Signs:
    units, clause = scene.units, scene.clauses[match.clause]
    words: dict[str, Unit] = {}
    verb_at = match.trigger
    if match.is_noun and _is_given(units, clause, match.trigger):
        return _Signs({}, units[match.trigger], is_noun=True)
    if match.is_noun:
        verb_at = _governing_verb(units, clause, match.trigger)
        if verb_at >= 0:
            for name in units[verb_at].verbs & (_GOVERNORS | {"do", "declare", "say", "lift"}):
                words.setdefault(name, units[verb_at])
    if verb_at >= 0:
        for name, word in _chain(units, clause, verb_at):
            words.setdefault(name, word)
        if not words.keys() & _MODAL and not match.is_noun:
            for name, word in _shared(units, verb_at):
                words.setdefault(name, word)
    else:
        verb_at = match.trigger
    for name, word in _from_clause_before(scene, match, units[verb_at]):
        words.setdefault(name, word)
    return _Signs(words, units[verb_at], match.is_noun)


def _is_given(units: Sequence[Unit], clause: Clause, at: int) -> bool:
    """Whether a noun is told as having happened: "after the shooting", "tras el tiroteo"."""
    for n in range(at - 1, max(clause.start, at - 4) - 1, -1):
        if "after_event" in units[n].words:
            return n == clause.start or not units[n - 1].verbs & {"ask", "promise", "threaten"}
        if (not units[n].words & {"determiner"} and units[n].classes & {"preposition"}) or units[n].verbs:
            return False
    return False


def _governing_verb(units: Sequence[Unit], clause: Clause, at: int) -> int:
    """Return the verb that a noun hangs on: the nearest to its left, else the first to its right; -1 if the clause has none."""
    for n in range(at - 1, clause.start - 1, -1):
        if (units[n].verbs and not units[n].nouns) or units[n].words & {"have", "be"}:
            return n
    for n in range(at + 1, clause.end):
        if units[n].verbs and (units[n].is_finite or units[n].forms & {"part", "base", "inf"}) and not units[n].nouns:
            return n
    return -1


def _chain(units: Sequence[Unit], clause: Clause, verb_at: int) -> Iterator[tuple[str, Unit]]:
    """Yield the classes of auxiliaries, adverbs and governing verbs to the left of a verb."""
    infinitive = units[verb_at].forms & {"inf", "base", "subj", "ger", "ing"}
    skipped = 0
    for n in range(verb_at + 1, min(clause.end, verb_at + 3)):
        if "negation" in units[n].words and units[verb_at].words & {"be", "have"}:
            yield "negation", units[n]
    for n in range(verb_at - 1, max(clause.start, verb_at - 12) - 1, -1):
        unit = units[n]
        names = (unit.words | unit.verbs) & _CHAIN
        if names:
            for name in names:
                yield name, unit
            if unit.verbs & _GOVERNORS and unit.is_finite:
                infinitive = frozenset()
        elif unit.lower in _WEAK_LINKS or unit.words & {"pronoun", "determiner"}:
            continue
        elif infinitive and skipped < _LOOK_BACK:
            skipped += 1
        else:
            return


def _shared(units: Sequence[Unit], verb_at: int) -> Iterator[tuple[str, Unit]]:
    """Yield what an infinitive shares with the verb that it is joined to: "will declare an emergency and send troops"."""
    forms = units[verb_at].forms
    if not forms <= {"base", "inf"} and not (forms & {"base", "inf"} and forms <= {"base", "inf", "past"}):
        return
    for n in range(verb_at - 1, max(0, verb_at - 26) - 1, -1):
        names = (units[n].words | units[n].verbs) & _MODAL
        if names:
            for name in names:
                yield name, units[n]
            return


def _from_clause_before(scene: Scene, match: Match, verb: Unit) -> Iterator[tuple[str, Unit]]:
    """Yield governors of the clause that this one depends on: "denied that ...", "pidió que ..."."""
    clause = scene.clauses[match.clause]
    opener = scene.units[clause.start]
    depends = bool((opener.words | ({clause.opener} if clause.opener else set())) & {"that", "que"}) or clause.opener in ("that", "que")
    depends = depends or bool(verb.forms & {"subj", "subjpast"}) or (opener.lower == "," and bool(verb.forms & {"base", "inf"}))
    if not depends or match.clause == 0:
        return
    before = scene.clauses[match.clause - 1]
    for n in range(before.start, before.end):
        if "denial" in scene.units[n].words or ("deny" in scene.units[n].verbs and _is_main(scene.units, n)):
            yield "deny", scene.units[n]
    for n in range(before.end - 1, before.start - 1, -1):
        names = scene.units[n].verbs & {"promise", "ask", "threaten", "deny", "allege", "prevent", "say", "fear"} | scene.units[n].words & {
            "uncertain",
            "unclear",
        }
        if names:
            for name in names:
                yield ("far_" if name in ("promise", "threaten", "allege", "say", "uncertain") else "") + name, scene.units[n]
            for word in range(max(before.start, n - 3), n):
                if "negation" in scene.units[word].words:
                    yield "negated_before", scene.units[word]
            return


def _is_main(units: Sequence[Unit], at: int) -> bool:
    """Whether a verb says what its clause says, and is not negated itself."""
    return units[at].is_finite and not (at and "negation" in units[at - 1].words)


def _before(scene: Scene, match: Match, name: str, reach: int = _CUE_WINDOW) -> str | None:
    clause = scene.clauses[match.clause]
    for n in range(match.trigger, max(clause.start, match.trigger - reach) - 1, -1):
        if name in scene.units[n].words:
            return scene.units[n].lower
    return None


def _in_clause(scene: Scene, match: Match, name: str) -> str | None:
    """Return the word of a class in the clause or in the one before it."""
    first = scene.clauses[max(0, match.clause - (name == "uncertain"))].start
    return next((unit.lower for unit in scene.units[first : scene.clauses[match.clause].end] if name in unit.words), None)


def _supposed(scene: Scene, match: Match, signs: _Signs) -> Reading | None:
    """Find that an event is only supposed, feared, asked for or aimed at."""
    if cue := _before(scene, match, "hypothesis", _WHOLE_CLAUSE):
        return Reading(None, cue, 0.0)
    if (cue := _before(scene, match, "unclear", 5)) or (cue := signs.first("unclear", "fear")):
        return Reading(None, cue, 0.0)
    if match.frame.type == "crossing" and match.is_noun and (cue := _lives(scene, match)):
        return Reading(None, cue, 0.0)
    infinitive = signs.verb.forms & {"inf", "base", "subj"} or ("to" in signs.words and signs.first("be") == "be")
    purposes = infinitive and not signs.first("future", "conditional", *_GOVERNORS, "permission", "inability")
    is_bare = "inf" in signs.verb.forms and "base" not in signs.verb.forms and not signs.first("far_promise")
    if purposes and ((signs.first("to") and not signs.is_noun) or is_bare):
        return Reading(None, signs.verb.lower)
    if signs.first("ask") and not signs.first("future", "try"):
        return Reading("announced", signs.first("ask"), 0.55)
    return None


def _lives(scene: Scene, match: Match) -> str | None:
    """Return the verb that says that people are settled somewhere, and so are a statistic."""
    clause = scene.clauses[match.clause]
    return next((unit.lower for unit in scene.units[clause.start : clause.end] if "reside" in unit.verbs), None)


def _undone(scene: Scene, match: Match, signs: _Signs) -> Reading | None:
    """Find that a measure is lifted, which another frame tells, or that people were not let pass."""
    kind = match.frame.type
    if signs.is_noun and kind in ("closure", "emergency") and (cue := signs.first("lift")):
        return Reading(None, cue)
    may_pass = "let_pass" in scene.units[match.trigger].verbs or bool(signs.first("permit"))
    if kind == "crossing" and may_pass and (cue := signs.first("negation")):
        return Reading("prevented", cue)
    return None


def _denied(scene: Scene, match: Match, signs: _Signs) -> Reading | None:
    """Find that an event is denied, called off or negated."""
    kind = match.frame.type
    if cue := signs.first("deny") or (_rumour_denied(scene, match) if kind in _LIKELY_DENIED else None):
        return Reading("denied", cue) if kind != "diplomacy" else None
    inability = signs.first("inability") or (_before(scene, match, "inability") if kind == "crossing" else None)
    if inability:
        return Reading("prevented" if kind in _REFUSED else None, inability)
    if cue := signs.first("cancel"):
        return Reading("prevented" if kind in _STOPPED else "denied", cue, 0.8)
    if cue := signs.first("negation") or _none_of(scene, match):
        spoken = any(unit.verbs & {"say", "deny", "promise", "allege", "ask"} or "speech" in unit.words for unit in scene.units)
        return Reading("denied" if spoken and kind in _LIKELY_DENIED else None, cue, 0.8)
    return None


def _denials(scene: Scene, start: int, end: int) -> Iterator[Unit]:
    for n in range(start, end):
        unit = scene.units[n]
        if "denial" in unit.words or ("deny" in unit.verbs and (unit.is_finite or "part" in unit.forms)):
            yield unit


def _rumour_denied(scene: Scene, match: Match) -> str | None:
    """Return the denial of a rumour that tells the event: "calls rumours that ... nonsense", "dismissed reports that ..."."""
    start = scene.clauses[match.clause].start
    told = any("rumour" in unit.nouns for unit in scene.units[max(0, start - 8) : match.trigger])
    return next((unit.lower for unit in _denials(scene, 0, len(scene.units))), None) if told else None


def _contested(scene: Scene, match: Match) -> str | None:
    """Return the denial that follows a telling: "abandoning them in the desert, which Tunis denies"."""
    if match.frame.type not in _CONTESTED:
        return None
    return next((unit.lower for unit in _denials(scene, scene.clauses[match.clause].end, len(scene.units))), None)


def _accused(scene: Scene, match: Match) -> str | None:
    """Return the verb by which helpers or victims say what forces did."""
    clause = scene.clauses[match.clause]
    if match.frame.type not in _CONTESTED or not any("force" in scene.units[n].classes for n in range(clause.start, clause.end)):
        return None
    for n, unit in enumerate(scene.units):
        if "say" in unit.verbs and unit.is_finite and n != match.trigger:
            near = [other for other in scene.units[max(0, n - 4) : n + 4] if other.nouns & _SPEAKERS]
            if near and all(other.nouns & _WITNESSES and not other.nouns & {"official", "force", "envoy"} for other in near):
                return unit.lower
    return None


def _none_of(scene: Scene, match: Match) -> str | None:
    """Return the word that leaves nobody to do it or suffer it: "no driver was held", "ningún conductor"."""
    for slot in (match.subject, match.object):
        if slot > 0 and "negation" in scene.units[slot - 1].words and scene.units[slot - 1].lower not in ("without", "sin"):
            return scene.units[slot - 1].lower
    return None


def _hindered(scene: Scene, match: Match, signs: _Signs) -> Reading | None:
    """Find that an event was prevented or only attempted."""
    kind = match.frame.type
    prevent = signs.words.get("prevent")
    if prevent is not None and not prevent.is_finite and "part" not in prevent.forms:
        return Reading(None, prevent.lower)
    if prevent is not None and "restrict" in prevent.verbs:
        return Reading(None, prevent.lower)
    if prevent is not None and kind in _PREVENTABLE:
        return Reading("prevented", prevent.lower)
    if kind == "crossing" and (cue := _stopped_after(scene, match)):
        return Reading("prevented", cue, 0.95)
    if cue := signs.first("try"):
        return Reading("announced", cue, 0.7) if kind in _NEVER_ATTEMPTED else Reading("attempted", cue)
    return None


def _stopped_after(scene: Scene, match: Match) -> str | None:
    """Return the verb by which those who crossed are stopped later in the sentence: "entered by night; all were turned back"."""
    rest = scene.units[scene.clauses[match.clause].end :]
    return next((unit.lower for unit in rest if "stop_person" in unit.verbs and unit.forms & _DONE), None)


def _promised(scene: Scene, match: Match, signs: _Signs) -> Reading | None:
    """Find that an event is still to come: the future tense, a promise, a threat, an order."""
    forms, trigger = signs.verb.forms, scene.units[match.trigger]
    permit = signs.words.get("permit")
    enabled = permit is not None and bool(permit.forms & {"pret", "past"}) and match.frame.type != "policy"
    able = cue if (cue := signs.first("permission")) in _ABLE else None if enabled else signs.first("permit")
    if able:
        return Reading("announced", able, 0.45)
    if cue := signs.first("future"):
        return Reading("announced", cue)
    if ("fut" in forms and not forms & {"pret", "past"}) or (
        "announce" in trigger.verbs and not match.is_noun and match.frame.type != "diplomacy"
    ):
        return Reading("announced", signs.verb.lower)
    if (cue := signs.first("promise", "threaten")) and match.frame.type != "diplomacy":
        return Reading("announced", cue)
    if (cue := signs.first("far_promise", "far_threaten")) and forms & {"subj", "cond", "inf", "base", "subjpast"}:
        return Reading("announced", cue)
    return None


def _claimed(scene: Scene, match: Match, signs: _Signs) -> Reading | None:
    """Find that an event is only claimed, or said in a mood that leaves it open."""
    forms = signs.verb.forms
    claim = _in_clause(scene, match, "uncertain") or _before(scene, match, "uncertain_adjective", 2)
    charged = _before(scene, match, "charged", _WHOLE_CLAUSE) if match.frame.type != "detention" else None
    contested = charged or _contested(scene, match) or _accused(scene, match)
    if cue := claim or signs.first("allege", "far_allege", "far_uncertain") or contested:
        return Reading("alleged", cue, 0.9)
    if "cond" in forms and "imperf" not in forms:
        return Reading("announced", signs.verb.lower, 0.75)
    if cue := signs.first("conditional"):
        return Reading("announced", cue, 0.7)
    if forms & {"subj", "subjpast"} and not forms & _INDICATIVE and not signs.is_noun:
        return Reading(None, signs.verb.lower)
    if cue := signs.first("permission"):
        return Reading("announced", cue, 0.55)
    return None


def _going_on(scene: Scene, match: Match, signs: _Signs) -> Reading | None:
    """Find that an event goes on: progressive, present or imperfect of what lasts, or words such as "every night"."""
    frame, forms = match.frame, signs.verb.forms
    if frame.status or frame.type in _ONE_OFF:
        return None
    if cue := _in_clause(scene, match, "recurrent"):
        return Reading("ongoing", cue)
    if not frame.durative:
        return None
    is_told = bool(forms & _DONE) and not forms & {"pres", "s", "base", "imperf"} and not signs.is_noun
    if cue := signs.first("continue") or (None if is_told else _in_clause(scene, match, "habitual")):
        return Reading("ongoing", cue)
    progressive = forms & {"ing", "ger"} and not signs.is_noun and not _answers(scene, match)
    present = forms & {"s", "base", "pres", "imperf"} and not forms & {"past", "pret"}
    return Reading("ongoing", signs.verb.lower) if progressive or present else None


def _answers(scene: Scene, match: Match) -> bool:
    """Whether a gerund only says how something was done: "responded by padlocking", "reaccionaron sentándose"."""
    first = scene.clauses[match.clause].start
    before = scene.units[max(first, match.trigger - 3) : match.trigger]
    return any(unit.verbs and unit.forms & {"past", "pret"} and not unit.words & {"be"} and "continue" not in unit.verbs for unit in before)


_RULES = (_supposed, _undone, _denied, _hindered, _promised, _claimed, _going_on)
