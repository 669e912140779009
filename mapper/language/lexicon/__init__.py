"""Lexicons: the words and frames of a language, read from TOML files whose inflected forms are generated."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.errors import LexiconError
from mapper.language import inflection_en, inflection_es
from mapper.language.folding import fold
from mapper.language.lexicon.model import NO_CLASSES, Frame, Lexicon, Reading
from mapper.language.lexicon.schema import WORD_SECTIONS, check_classes, check_use, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Frame", "Lexicon", "Reading", "available_languages", "load_lexicon"]

_FOLDER = Path(__file__).parent
_FRAMES = _FOLDER / "frames.toml"
_GRAMMAR = frozenset(
    [
        "determiner",
        "preposition",
        "purpose",
        "relative",
        "subordinator",
        "coordinator",
        "to",
        "that",
        "pronoun",
        "negation",
        "because",
        "hypothesis",
    ]
)
_FRAME_VALUES = ("name", "type", "sub_type", "status", "durative", "governed", "confidence")
_FRAME_CLASSES = ("verbs", "nouns", "subject", "object", "without", "count")
_FINITE_PREFERENCE = (("pret", "pres"), ("pret", "subj"), ("fut", "subjpast"))


def available_languages() -> tuple[str, ...]:
    """Return the languages that have a lexicon, ISO 639-1, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("??.toml")))


def load_lexicon(lang: str, extra: Path | None = None) -> Lexicon:
    """
    Load the lexicon of a language, with the user's own words and frames over it.

    Parameters
    ----------
    lang
        ISO 639-1. A language without a lexicon is an error; `available_languages` lists them.
    extra
        A TOML file in the form of ours. Its word lists add to our classes or make new ones, its frames are added or replace ours of
        the same name. A file that says ``language`` counts for that language only.

    Raises
    ------
    LexiconError
        If a file cannot be read or breaks the schema; the message names file, key and cure.

    Examples
    --------
    >>> "force" in load_lexicon("en").forms["soldiers"].nouns
    True
    """
    return _load(lang, extra, _stamp(extra))


def _stamp(path: Path | None) -> tuple[Path, int, int] | None:
    """Tell a file that was changed, or another of the same name, from the one that was read."""
    try:
        return None if path is None else (path.resolve(), path.stat().st_mtime_ns, path.stat().st_size)
    except OSError:
        return None  # reading it says what is wrong


@lru_cache(maxsize=8)
def _load(lang: str, extra: Path | None, _read_at: tuple[Path, int, int] | None) -> Lexicon:
    path = _FOLDER / f"{lang}.toml"
    if not path.is_file():
        msg = f"language {lang!r} has no lexicon; use one of {', '.join(available_languages())}"
        raise LexiconError(msg)
    tables = [(_FRAMES, read_table(_FRAMES)), (path, read_table(path))]
    if extra is not None:
        table = read_table(extra)
        check_use(extra, table, _classes_of_all_languages())
        if table.get("language", lang) == lang:
            tables.append((extra, table))
    return _build(lang, tables)


@lru_cache(maxsize=1)
def _classes_of_all_languages() -> frozenset[str]:
    tables = [read_table(_FOLDER / f"{lang}.toml") for lang in available_languages()]
    return frozenset(name for table in tables for section in WORD_SECTIONS for name in table.get(section, ()))


def _build(lang: str, tables: list[tuple[Path, dict[str, Any]]]) -> Lexicon:
    merged: dict[str, dict[str, Any]] = {}
    frames: dict[str, Frame] = {}
    for _, table in tables:
        for section, content in table.items():
            if isinstance(content, dict):
                home = merged.setdefault(section, {})
                for key, value in content.items():
                    home[key] = [*home.get(key, []), *value] if section in WORD_SECTIONS else value
    known = frozenset(name for section in WORD_SECTIONS for name in merged.get(section, {}))
    for path, table in tables:
        check_classes(path, table.get("frames", ()), known)
        frames |= {frame["name"]: _frame(frame) for frame in table.get("frames", ())}
    forms, phrases = _index(lang, merged)
    triggers: dict[str, list[Frame]] = {}
    for frame in frames.values():
        for name in frame.verbs | frame.nouns:
            triggers.setdefault(name, []).append(frame)
    return Lexicon(
        language=lang,
        forms=forms,
        plain=_without_accents(forms),
        phrases=phrases,
        frames=tuple(frames.values()),
        roles={role: frozenset(words) for role, words in merged.get("roles", {}).items()},
        bearings=merged.get("bearings", {}),
        triggers={name: tuple(listed) for name, listed in triggers.items()},
    )


def _frame(table: dict[str, Any]) -> Frame:
    values: dict[str, Any] = {key: table[key] for key in _FRAME_VALUES if key in table}
    values |= {key: frozenset(table[key]) for key in _FRAME_CLASSES if key in table}
    values |= {key: tuple(map(frozenset, table[key])) for key in ("near", "sentence") if key in table}
    values.setdefault("count", values.get("object") or values.get("subject") or NO_CLASSES)
    return Frame(**values)


def _index(
    lang: str, merged: dict[str, dict[str, Any]]
) -> tuple[dict[str, Reading], dict[str, dict[str, tuple[tuple[tuple[str, ...], Reading], ...]]]]:
    forms: dict[str, Reading] = {}
    phrases: dict[tuple[str, ...], Reading] = {}
    for form, reading in _readings(lang, merged):
        words = tuple(form.lower().split(" "))
        if len(words) == 1:
            forms[words[0]] = forms[words[0]].merged(reading) if words[0] in forms else reading
        else:
            phrases[words] = phrases[words].merged(reading) if words in phrases else reading
    for form in [form for form, reading in forms.items() if reading.words & _GRAMMAR]:
        forms[form] = forms[form]._replace(verbs=NO_CLASSES, forms=NO_CLASSES, nouns=NO_CLASSES)
    by_first: dict[str, dict[str, tuple[tuple[tuple[str, ...], Reading], ...]]] = {}
    for words, reading in sorted(phrases.items(), key=lambda item: -len(item[0])):
        first, second, *rest = map(fold, words)
        by_second = by_first.setdefault(first, {})
        by_second[second] = (*by_second.get(second, ()), (tuple(rest), reading))
    return forms, by_first


def _readings(lang: str, merged: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Reading]]:
    """Yield every form with its reading, lemma by lemma."""
    irregular = merged.get("irregular_nouns", {})
    for lemma, names in _by_lemma(merged, "verbs"):
        for form, name in _verb_forms(lang, lemma, merged):
            yield form, Reading(verbs=names, forms=frozenset((name,)))
    for lemma, names in _by_lemma(merged, "nouns"):
        for form, number in _noun_forms(lang, lemma, irregular):
            yield form, Reading(nouns=names, number=number)
    for word, names in _by_lemma(merged, "words"):
        yield word, Reading(words=names)
    for country, names in merged.get("nationalities", {}).items():
        for form, number in (found for lemma in names for found in _noun_forms(lang, lemma, irregular)):
            yield form, Reading(number=number, nationality=country)


def _by_lemma(merged: dict[str, dict[str, Any]], section: str) -> Iterator[tuple[str, frozenset[str]]]:
    classes: dict[str, set[str]] = {}
    for name, lemmas in merged.get(section, {}).items():
        for lemma in lemmas:
            classes.setdefault(lemma, set()).add(name)
    return ((lemma, frozenset(names)) for lemma, names in classes.items())


def _verb_forms(lang: str, lemma: str, merged: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    if lang == "es":
        stems = merged.get("stems", {})
        verb = lemma.partition(" ")[0].removesuffix("se") if lemma.partition(" ")[0].endswith("rse") else lemma.partition(" ")[0]
        if verb not in stems:
            longer = [known for known in stems if len(known) > 4 and verb.endswith(known)]  # noqa: PLR2004 - "encerrar" goes like "cerrar"
            stems = {**stems, verb: stems[max(longer, key=len)]} if longer else stems
        irregular = merged.get("irregular_verbs", {}).get(lemma)
        if irregular:
            return ((form, name) for form, _, name in (pair.partition(":") for pair in irregular))
        return inflection_es.verb_forms(lemma, stems)
    return inflection_en.verb_forms(lemma, merged.get("irregular_verbs", {}))


def _noun_forms(lang: str, lemma: str, irregular: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if lang == "es":
        return inflection_es.noun_forms(lemma, irregular)
    return inflection_en.noun_forms(lemma, irregular)


def _without_accents(forms: dict[str, Reading]) -> dict[str, Reading]:
    """Return the index for text without accents; "cerro" stands for "cerró" there, and a certain tense beats a supposed one."""
    plain: dict[str, Reading] = {}
    for form, reading in forms.items():
        folded = fold(form)
        plain[folded] = plain[folded].merged(reading) if folded in plain else reading
    for folded, reading in plain.items():
        if reading.words & _GRAMMAR:
            plain[folded] = reading._replace(verbs=NO_CLASSES, forms=NO_CLASSES, nouns=NO_CLASSES)
            continue
        dropped = {weak for strong, weak in _FINITE_PREFERENCE if strong in reading.forms}
        if dropped:
            plain[folded] = reading._replace(forms=reading.forms - dropped)
    return plain
