"""Sentences as units (words and phrases with their classes) and the clauses they form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapper.language.lexicon.model import NO_CLASSES, Lexicon, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapper.language.tokens import Token

FINITE = frozenset(("s", "past", "pres", "pret", "imperf", "fut", "cond", "subj", "subjpast"))
_EMPTY = Reading()
_BREAKS = frozenset(';:\u2014\u2013()"\u201c\u201d\u00ab\u00bb?!\u00bf\u00a1|\u25a0\u2022')
_COMMA = ","
_PLURAL_ENDING = "s"
_NUMBER = frozenset(("number",))
_BEFORE_NOUNS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "for",
        "with",
        "by",
        "from",
        "into",
        "after",
        "before",
        "during",
        "through",
        "against",
        "over",
        "under",
        "near",
        "between",
        "among",
        "than",
        "like",
        "de",
        "del",
        "en",
        "con",
        "por",
        "desde",
        "hasta",
        "tras",
        "sin",
        "sobre",
        "entre",
        "contra",
        "ante",
        "bajo",
        "según",
        "durante",
        "mediante",
        "al",
        "a",
        "the",
    ]
)


class Unit:
    """
    A word or phrase of a sentence, ``text[start:end]`` of the article.

    ``classes`` is all that it can be; ``verbs`` are its classes as a verb with ``forms`` (tenses and moods), ``nouns`` as a noun,
    ``words`` as what does not inflect. ``place`` numbers the location that it names (an index into what the reader was given), -1 if none.
    """

    __slots__ = ("classes", "end", "forms", "lower", "nationality", "nouns", "place", "plural", "start", "verbs", "words")

    def __init__(self, lower: str, start: int, end: int, reading: Reading = _EMPTY) -> None:
        self.lower, self.start, self.end = lower, start, end
        self.verbs, self.forms, self.nouns, self.plural, self.words, self.nationality = (
            reading.verbs,
            reading.forms,
            reading.nouns,
            reading.number == "pl",
            reading.words,
            reading.nationality,
        )
        self.classes = reading.verbs | reading.nouns | reading.words
        self.place = -1

    def __repr__(self) -> str:
        """Show the word and its classes."""
        return f"Unit({self.lower!r}, {sorted(self.classes)})"

    @property
    def is_finite(self) -> bool:
        """Whether it may be a verb with a tense of its own."""
        return bool(self.forms & FINITE)

    def drop_verb(self) -> None:
        """Settle that it is no verb here."""
        self.classes -= self.verbs - self.nouns
        self.verbs = self.forms = NO_CLASSES

    def drop_noun(self) -> None:
        """Settle that it is no noun here."""
        self.classes -= self.nouns - self.verbs
        self.nouns = NO_CLASSES


class Span(NamedTuple):
    """A named place in a text: offsets, the classes that it brings, and which of the places it is."""

    start: int
    end: int
    classes: frozenset[str]
    place: int


class Clause(NamedTuple):
    """Units ``start`` to ``end`` (exclusive) of a sentence; ``opener`` is the word that subordinates or joins it, if any."""

    start: int
    end: int
    opener: str | None


def read_units(tokens: Sequence[Token], lexicon: Lexicon, spans: Mapping[int, Span]) -> list[Unit]:
    """Return the units of a sentence: the longest phrases of the lexicon, named places, numbers, and single words."""
    looked_up = [lexicon.look_up(token.text) for token in tokens]
    units: list[Unit] = []
    at, count = 0, len(tokens)
    while at < count:
        token = tokens[at]
        lower, folded, reading = looked_up[at]
        span = spans.get(token.start)
        if span is not None:
            after = at + 1
            while after < count and tokens[after].start < span.end:
                after += 1
            unit = Unit(
                lower if after == at + 1 else " ".join(item[0] for item in looked_up[at:after]), token.start, span.end, reading or _EMPTY
            )
            unit.drop_verb()
            unit.classes = (unit.classes & _KEPT_ON_PLACES) | span.classes
            unit.nationality = None
            unit.place = span.place
            units.append(unit)
            at = after
            continue
        length, phrase = _phrase(looked_up, at, folded, lexicon)
        if phrase is not None:
            words = " ".join(item[0] for item in looked_up[at : at + length])
            units.append(Unit(words, token.start, tokens[at + length - 1].end, phrase))
            at += length
            continue
        if token.text in _MONTHS and units:
            reading = None
        if reading is None and lower.endswith("'s"):
            reading = lexicon.look_up(lower[:-2])[2]
        unit = Unit(lower, token.start, token.end, reading or _EMPTY)
        if lower[0].isdigit():
            unit.classes = unit.classes | _NUMBER
        units.append(unit)
        at += 1
    if lexicon.language == "en":
        _join_particles(units, lexicon)
    _settle(units, lexicon.language)
    return units


_PARTICLES = frozenset(("back", "away", "over", "up", "out", "in", "off", "down", "home", "through", "across", "ashore"))
_PARTICLE_REACH = 6  # units from a verb to its particle: "turned 25 young Colombians back"


def _join_particles(units: list[Unit], lexicon: Lexicon) -> None:
    """Give a verb the classes that it has with the particle behind its object ("pushed 30 Haitians back")."""
    for at, unit in enumerate(units):
        particles = lexicon.phrases.get(unit.lower) if unit.place < 0 and not unit.words else None
        if not particles:
            continue
        for n in range(at + 2, min(at + 1 + _PARTICLE_REACH, len(units))):
            word = units[n].lower
            if word in _BREAKS or word == _COMMA or units[n - 1].words & {"preposition", "coordinator"}:
                break
            found = next((reading for rest, reading in particles.get(word, ()) if not rest), None) if word in _PARTICLES else None
            if found is not None and found.verbs:
                unit.verbs, unit.forms = unit.verbs | found.verbs, unit.forms | found.forms
                unit.classes |= found.verbs
                break


_MONTHS = frozenset(("March", "May"))
_KEPT_ON_PLACES = frozenset(("border", "metonym", "waterway", "border_theme"))


def _phrase(looked_up: Sequence[tuple[str, str, Reading | None]], at: int, folded: str, lexicon: Lexicon) -> tuple[int, Reading | None]:
    by_second = lexicon.phrases.get(folded)
    if by_second is None or at + 1 == len(looked_up):
        return 1, None
    for rest, reading in by_second.get(looked_up[at + 1][1], ()):
        if at + 1 + len(rest) < len(looked_up) and all(looked_up[at + 2 + n][1] == word for n, word in enumerate(rest)):
            return len(rest) + 2, reading
    return 1, None


def _settle(units: list[Unit], lang: str) -> None:
    """Decide between verb and noun where a word may be both, and between a nationality that names people and one that describes."""
    for at, unit in enumerate(units):
        if unit.nationality:
            _settle_nationality(units, at, lang)
        if unit.verbs and at and _stands_as_noun(unit, units[at - 1], lang):
            unit.drop_verb()
        if unit.verbs and unit.nouns:
            before = units[at - 1] if at else None
            after = units[at + 1] if at + 1 < len(units) else None
            verdict = _verdict_es(unit, before, after) if lang == "es" else _verdict_en(unit, before, after)
            if verdict == "either" and lang == "en" and unit.forms <= {"base", "s"} and _has_verb_before(units, at):
                verdict = "noun"
            if verdict == "noun":
                unit.drop_verb()
            elif verdict == "verb":
                unit.drop_noun()


def _has_verb_before(units: Sequence[Unit], at: int) -> bool:
    """Whether the same clause had its verb a few words before ("increase police patrols")."""
    for n in range(at - 1, max(-1, at - 6), -1):
        if units[n].lower == _COMMA or units[n].lower in _BREAKS or units[n].words & _JOINERS:
            return False
        if units[n].verbs:
            return True
    return False


def _stands_as_noun(unit: Unit, before: Unit, lang: str) -> bool:
    """Whether the word before leaves no room for a verb: "in the open", "la quema de"."""
    if lang == "es":
        article = "determiner" in before.words and before.lower not in _CLITICS_ES
        return (article or before.lower in ("de", "del", "en", "con", "por")) and unit.forms <= {"pres", "subj"}
    article = "determiner" in before.words and not before.words & {"that", "relative", "person_pronoun", "negation"}
    return (article or before.lower in ("of", "in", "on", "at", "for", "with", "by")) and unit.forms <= {"base", "s"}


_CLITICS_ES = frozenset(("lo", "los", "las", "la", "le", "les", "se", "me", "nos"))


def _settle_nationality(units: list[Unit], at: int, lang: str) -> None:
    unit = units[at]
    unit.classes = unit.classes | {"nationality"}
    before = units[at - 1] if at else None
    after = units[at + 1] if at + 1 < len(units) else None
    if lang == "es":
        follows_noun = before is not None and bool(before.nouns)
        is_noun = (
            not follows_noun
            and before is not None
            and ("determiner" in before.words or "number" in before.classes or not before.lower.isalpha())
        )
        is_noun = is_noun or (not follows_noun and unit.plural)
    else:
        is_noun = unit.plural and unit.lower.endswith(_PLURAL_ENDING)
        invariable = unit.lower.endswith(("ese", "ish", "ch"))
        counted = before is not None and bool(before.classes & {"determiner", "number"})
        is_noun = is_noun or (not invariable and counted and not _describes(after))
    if is_noun:
        unit.classes = unit.classes | {"nationality_noun"}
        unit.nouns = unit.nouns | {"nationality_noun"}


def _describes(after: Unit | None) -> bool:
    """Whether an English nationality before this word is an adjective."""
    return after is not None and (bool(after.nouns or after.nationality) or (after.lower.isalpha() and not after.words and not after.verbs))


def _is_unknown(unit: Unit | None) -> bool:
    return unit is not None and not unit.classes and unit.lower.isalpha()


def _verdict_en(unit: Unit, before: Unit | None, after: Unit | None) -> str:  # noqa: PLR0911 - one answer for each neighbour
    if before is not None and before.words & {"to", "future", "conditional", "permission", "modal_do", "negation", "inability"}:
        return "verb"
    if unit.forms & {"past", "part"} and not unit.forms & {"base", "s"}:
        return "verb"
    if before is None:
        return "noun" if unit.forms == {"s"} or (unit.forms == {"ing"} and _is_unknown(after)) else "either"
    if "ing" in unit.forms:
        return "noun" if before.place >= 0 or "determiner" in before.words or _is_unknown(before) else "either"
    if before.nouns and ((unit.forms == {"base"} and not before.plural) or (unit.forms == {"s"} and before.plural)):
        return "noun"
    if (
        before.words & {"determiner"}
        or "number" in before.classes
        or before.lower in _BEFORE_NOUNS
        or before.nationality
        or before.lower.endswith("'s")
    ):
        return "noun" if not (unit.forms & {"past", "part"}) else "either"
    if before.words & {"pronoun", "relative"}:
        return "verb"
    if after is not None and (after.words & {"determiner", "pronoun"} or "number" in after.classes) and before.nouns:
        return "verb"
    return "either" if before.nouns or before.place >= 0 else "noun"


def _verdict_es(unit: Unit, before: Unit | None, after: Unit | None) -> str:  # noqa: PLR0911 - one answer for each neighbour
    if before is None:
        return "either"
    if before.words & {"determiner"} and before.lower not in ("lo", "los", "las", "la", "se", "le", "les"):
        return "noun"
    if before.lower in ("los", "las", "la"):
        return "noun" if unit.forms & {"part", "pres", "subj"} else "verb"
    if "number" in before.classes or before.lower in _BEFORE_NOUNS:
        return "noun"
    if before.words & {"adverb", "negation", "pronoun", "have"} or before.lower == "se":
        return "verb"
    if "be" in before.words and "part" in unit.forms:
        return "verb"
    if after is not None and after.lower in ("de", "del") and unit.forms & {"subj", "part", "pres"}:
        return "noun"
    return "either"


def split_clauses(units: Sequence[Unit]) -> list[Clause]:
    """Split a sentence at marks and joining words, so that each piece has a verb of its own where the sentence has enough of them."""
    pieces: list[Clause] = []
    start, opener, has_verb = 0, None, False
    for at, unit in enumerate(units):
        joins = bool(unit.words & _JOINERS)
        hard = unit.lower in _BREAKS
        if (hard or joins or unit.lower == _COMMA) and at > start and (hard or (has_verb and _verb_ahead(units, at + 1))):
            if at > start:
                pieces.append(Clause(start, at, opener))
            start, opener, has_verb = at, unit.lower if joins else None, False
        elif joins and at == start + 1 and units[start].lower == _COMMA:
            opener = unit.lower
        present = "base" in unit.forms and at > 0 and bool(units[at - 1].nouns)
        has_verb = has_verb or present or _has_tense(unit)
    if start < len(units):
        pieces.append(Clause(start, len(units), opener))
    return pieces


_JOINERS = frozenset(("subordinator", "relative", "coordinator", "that", "hypothesis"))
_AUXILIARY = frozenset(("be", "have", "future", "conditional", "modal_do", "permission"))
_SHORTEST_VERB = 3
_GUESS_ES = ("ó", "aron", "ieron", "aba", "aban", "ía", "ían", "ará", "erá", "irá", "arán", "erán", "irán")


def _looks_finite(unit: Unit) -> bool:
    lower = unit.lower
    ending = lower.endswith(_GUESS_ES) or (lower.endswith("ed") and lower.isascii())
    return ending and not unit.classes and unit.place < 0 and len(lower) > _SHORTEST_VERB


def _has_tense(unit: Unit) -> bool:
    return unit.is_finite or bool(unit.words & _AUXILIARY) or _looks_finite(unit)


def _verb_ahead(units: Sequence[Unit], at: int) -> bool:
    """Whether a verb comes before the next mark or joining word."""
    for n in range(at, min(at + 14, len(units))):
        unit = units[n]
        if _has_tense(unit) or unit.forms & {"base", "inf", "ing", "ger", "part"}:
            return True
        if n > at and (unit.lower == _COMMA or unit.lower in _BREAKS or unit.words & _JOINERS):
            return False
    return False
