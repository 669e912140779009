"""Spanish inflection: the forms of a verb or noun from its lemma, by rule plus the irregular stems that the lexicon lists.

Verb forms carry their accents ("cerrará" is a promise, "cerrara" a supposition); the lexicon keeps a second index without accents.
A form that no writer uses costs nothing here, since forms are only looked up.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CLITICS = ("lo", "la", "los", "las", "le", "les", "se", "me", "nos")
_PERSONS = 4  # 1st and 3rd person, singular and plural: what news and its quotations use
_PRESENT = {"a": ("o", "a", "amos", "an"), "e": ("o", "e", "emos", "en"), "i": ("o", "e", "imos", "en")}
_SUBJUNCTIVE = {"a": ("e", "e", "emos", "en"), "e": ("a", "a", "amos", "an"), "i": ("a", "a", "amos", "an")}
_PRETERITE = {"a": ("é", "ó", "amos", "aron"), "e": ("í", "ió", "imos", "ieron"), "i": ("í", "ió", "imos", "ieron")}
_STRONG_PRETERITE = ("e", "o", "imos", "ieron")
_IMPERFECT = {"a": ("aba", "aba", "ábamos", "aban"), "e": ("ía", "ía", "íamos", "ían"), "i": ("ía", "ía", "íamos", "ían")}
_FUTURE = ("é", "á", "emos", "án")
_CONDITIONAL = ("ía", "ía", "íamos", "ían")
# Families by the end of the infinitive: stem of the first person, of the preterite, of the future, and the participle, where irregular.
_FAMILIES: tuple[tuple[str, dict[str, str]], ...] = (
    ("tener", {"yo": "teng", "preterite": "tuv", "future": "tendr"}),
    ("venir", {"yo": "veng", "preterite": "vin", "future": "vendr", "gerund": "vin"}),
    ("poner", {"yo": "pong", "preterite": "pus", "future": "pondr", "participle": "puesto"}),
    ("hacer", {"yo": "hag", "preterite": "hic", "future": "har", "participle": "hecho"}),
    ("decir", {"yo": "dig", "preterite": "dij", "future": "dir", "participle": "dicho", "gerund": "dic"}),
    ("traer", {"yo": "traig", "preterite": "traj", "gerund": "tra"}),
    ("poder", {"preterite": "pud", "future": "podr"}),
    ("querer", {"preterite": "quis", "future": "querr"}),
    ("saber", {"preterite": "sup", "future": "sabr", "subjunctive": "sep"}),
    ("salir", {"yo": "salg", "future": "saldr"}),
    ("valer", {"yo": "valg", "future": "valdr"}),
    ("caer", {"yo": "caig"}),
    ("ducir", {"yo": "duzc", "preterite": "duj"}),
    ("andar", {"preterite": "anduv"}),
    ("scribir", {"participle": "scrito"}),
    ("morir", {"participle": "muerto"}),
    ("volver", {"participle": "vuelto"}),
    ("solver", {"participle": "suelto"}),
    ("abrir", {"participle": "abierto"}),
    ("cubrir", {"participle": "cubierto"}),
    ("romper", {"participle": "roto"}),
    ("ver", {"yo": "ve", "participle": "visto"}),
)
_NOT_OF_FAMILY = re.compile(r"(?:mover|lover|olver|atraver)$")
_HARDENED = (("car", "qu"), ("gar", "gu"), ("zar", "c"))
_SOFTENED = (("guir", "g"), ("ger", "j"), ("gir", "j"), ("cer", "zc"), ("cir", "zc"))


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def _family(verb: str) -> dict[str, str]:
    if _NOT_OF_FAMILY.search(verb) and not verb.endswith(("volver", "solver")):
        return {}
    for ending, stems in _FAMILIES:
        if verb.endswith(ending):
            front = verb[: -len(ending)]
            return {name: front + stem for name, stem in stems.items()}
    return {}


def _diphthong(stem: str, change: str | None) -> str:
    """Return the stem with its last vowel broken (cerr- to cierr-), raised (ped- to pid-), or as it is."""
    vowel = {"ie": "e", "ue": "o", "i": "e", "u": "u"}.get(change or "")
    at = stem.rfind(vowel) if vowel else -1
    return stem if at < 0 or change is None else stem[:at] + {"u": "ue"}.get(change, change) + stem[at + 1 :]


def _raised(stem: str, change: str | None) -> str:
    """Return the stem that -ir verbs with a changing vowel have in the gerund and third preterite (ped- to pid-, mor- to mur-)."""
    vowel, to = {"ie": ("e", "i"), "i": ("e", "i"), "ue": ("o", "u")}.get(change or "", ("", ""))
    at = stem.rfind(vowel) if vowel else -1
    return stem if at < 0 else stem[:at] + to + stem[at + 1 :]


def _soft(verb: str, stem: str) -> tuple[str, str]:
    """Return the stems before e and before o/a as Spanish spells them (llegu-é, dirij-o)."""
    for ending, spelt in _HARDENED:
        if verb.endswith(ending):
            return stem[:-1] + spelt, stem
    for ending, spelt in _SOFTENED:
        if verb.endswith(ending):
            cut = 2 if ending == "guir" else 1
            return stem, stem[:-cut] + spelt
    return stem, stem


def _named(stems: Sequence[str], endings: Sequence[str], name: str) -> Iterator[tuple[str, str]]:
    for stem, ending in zip(stems, endings, strict=True):
        yield stem + ending, name


def _present(verb: str, stem: str, kind: str, change: str | None, family: dict[str, str]) -> Iterator[tuple[str, str]]:
    broken = _diphthong(stem, change)
    if verb.endswith(("uir", "üir")) and not verb.endswith(("guir", "quir")):
        broken = stem + "y"
    first = family.get("yo") or _soft(verb, broken)[1]  # the stem of the subjunctive; nobody reports in the first person
    yield from _named((broken, stem, broken), _PRESENT[kind][1:], "pres")
    before_e = _soft(verb, broken)[0] if kind == "a" else first
    weak = _soft(verb, stem)[0] if kind == "a" else (family.get("yo") or _soft(verb, _raised(stem, change) if kind == "i" else stem)[1])
    if "subjunctive" in family:
        before_e = weak = family["subjunctive"]
    yield from _named((before_e, before_e, weak, before_e), _SUBJUNCTIVE[kind], "subj")


def _past(verb: str, stem: str, kind: str, change: str | None, family: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from _named((stem,) * _PERSONS, _IMPERFECT[kind], "imperf")
    strong = family.get("preterite")
    if strong:
        third = "eron" if strong.endswith("j") else "ieron"
        he = strong[:-1] + "z" if strong.endswith("hic") else strong
        forms = [strong + "e", he + "o", strong + "imos", strong + third]
    else:
        raised = _raised(stem, change) if kind == "i" else stem
        yielding = kind != "a" and re.search(r"[aeiouü]$", stem) is not None and not verb.endswith(("guir", "quir"))
        endings = ("í", "yó", "ímos" if stem[-1] in "aeo" else "imos", "yeron") if yielding else _PRETERITE[kind]
        stems = (_soft(verb, stem)[0] if kind == "a" else stem, raised, stem, raised)
        forms = [form for form, _ in _named(stems, endings, "pret")]
    yield from ((form, "pret") for form in forms)
    core = forms[3].removesuffix("on")
    yield from ((core.removesuffix("r") + ending, "subjpast") for ending in ("ra", "ran", "se", "sen", "ras"))


def _participles(stem: str, kind: str, family: dict[str, str]) -> Iterator[tuple[str, str]]:
    hiatus = kind != "a" and stem[-1:] in ("a", "e", "o")
    given = family.get("participle") or stem + ("ado" if kind == "a" else "ído" if hiatus else "ido")
    for ending in ("o", "a", "os", "as"):
        yield given[:-1] + ending, "part"


def _gerund(verb: str, stem: str, kind: str, change: str | None, family: dict[str, str]) -> str:
    if kind == "a":
        return stem + "ando"
    base = family.get("gerund") or (_raised(stem, change) if kind == "i" else stem)
    vowel = re.search(r"[aeiouü]$", base) is not None and not verb.endswith(("guir", "quir"))
    return base + ("yendo" if vowel else "iendo")


def verb_forms(lemma: str, stems: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (form, name) of a verb; of a phrase ("llevar a cabo") the first word inflects.

    Names are ``inf``, ``ger``, ``part``, ``pres``, ``pret``, ``imperf``, ``fut``, ``cond``, ``subj`` and ``subjpast``. ``stems`` maps an
    infinitive to the change of its stem: ``ie``, ``ue`` or ``i``.

    >>> "cierran" in {form for form, _ in verb_forms("cerrar", {"cerrar": "ie"})}
    True
    >>> {name for form, name in verb_forms("desplegar", {"desplegar": "ie"}) if form == "desplegarán"}
    {'fut'}
    """
    verb, space, rest = lemma.partition(" ")
    tail = space + rest
    for form, name in _simple_forms(verb, stems.get(verb)):
        yield form + tail, name


def _simple_forms(verb: str, change: str | None) -> Iterator[tuple[str, str]]:
    if verb.endswith("se") and len(verb) > 4:  # noqa: PLR2004 - "irse" and longer: a verb with its pronoun
        verb = verb[:-2]
    bare = _plain(verb)
    stem, kind = bare[:-2], bare[-2]
    if kind not in _PRESENT:
        return
    family = _family(bare)
    yield verb, "inf"
    gerund = _gerund(bare, stem, kind, change, family)
    yield gerund, "ger"
    accented = re.sub(r"(a|e)ndo$", lambda m: ("á" if m[1] == "a" else "é") + "ndo", gerund)
    for clitic in CLITICS:
        yield bare + clitic, "inf"
        yield accented + clitic, "ger"
    yield from _present(bare, stem, kind, change, family)
    yield from _past(bare, stem, kind, change, family)
    future = family.get("future", bare)
    yield from _named((future,) * _PERSONS, _FUTURE, "fut")
    yield from _named((future,) * _PERSONS, _CONDITIONAL, "cond")
    yield from _participles(stem, kind, family)


def _plural(noun: str) -> str:
    if noun.endswith("z"):
        return noun[:-1] + "ces"
    if re.search(r"[aeiouáéó]$", noun):
        return noun + "s"
    if noun.endswith(("s", "x")) and not re.search(r"[áéíóú]s$", noun):
        return noun
    unaccented = noun[:-2] + _plain(noun[-2:]) if re.search(r"[áéíóú][ns]$", noun) else noun
    return unaccented + "es"


def noun_forms(lemma: str, irregular: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield (form, ``sg`` or ``pl``) of a noun; of a phrase the first word inflects and an adjective right after it agrees.

    ``/a`` after a word says that it has a feminine: "venezolano/a", "trabajador/a".

    >>> [form for form, _ in noun_forms("venezolano/a", {})]
    ['venezolano', 'venezolanos', 'venezolana', 'venezolanas']
    >>> [form for form, _ in noun_forms("paso fronterizo", {})]
    ['paso fronterizo', 'pasos fronterizos']
    """
    words = lemma.split(" ")
    yield from _phrase_forms(words, irregular)
    if words[0].endswith("/a"):
        masculine = words[0][:-2]
        feminine = masculine[:-1] + "a" if masculine.endswith("o") else _unaccented_end(masculine) + "a"
        yield from _phrase_forms([feminine, *words[1:]], irregular)


def _unaccented_end(word: str) -> str:
    return word[:-2] + _plain(word[-2:])


def _phrase_forms(words: Sequence[str], irregular: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    first = words[0].removesuffix("/a")
    second = words[1] if len(words) > 1 else ""
    is_adjective = (
        bool(second) and second not in ("de", "del", "a", "en", "con", "para", "por", "al", "y", "sin") and not second[0].isupper()
    )
    yield " ".join((first, *words[1:])), "sg"
    for plural in irregular.get(first, (_plural(first),)):
        rest = [_plural(second), *words[2:]] if is_adjective else list(words[1:])
        yield " ".join((plural, *rest)), "pl"
