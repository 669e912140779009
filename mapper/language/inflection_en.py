"""English inflection: the forms of a verb or noun from its lemma, by rule plus the irregular forms that the lexicon lists.

A form that no writer uses costs nothing here, since forms are only looked up; so where spelling is unsure both spellings are made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_VOWELS = "aeiou"
_SIBILANT = ("s", "x", "z", "ch", "sh")
_DOUBLING = re.compile(r"(?:^|[^aeiou])[aeiouy][bdgklmnprt]$")


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith((*_SIBILANT, "o")) else "s")


def _with_ending(verb: str, ending: str) -> Iterator[str]:
    """Yield the verb with -ed or -ing; both spellings where the last consonant may double."""
    if verb.endswith("ie") and ending == "ing":
        yield verb[:-2] + "ying"
    elif verb.endswith("e") and not (ending == "ing" and verb.endswith(("ee", "oe", "ye"))):
        yield verb[:-1] + ending
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS and ending == "ed":
        yield verb[:-1] + "ied"
    else:
        doubled = verb + verb[-1] + ending
        syllables = len(re.findall(r"[aeiouy]+", verb))
        if _DOUBLING.search(verb):
            yield doubled
        if syllables > 1 or not _DOUBLING.search(verb):
            yield verb + ending


def verb_forms(lemma: str, irregular: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield (form, name) of a verb; of a phrase ("carry out") the first word inflects.

    Names are ``base``, ``s``, ``ing``, ``past`` and ``part``; a regular past is yielded under both. ``irregular`` maps a lemma to its
    past and participle, alternatives separated by ``/``.

    >>> sorted(form for form, name in verb_forms("carry out", {}) if name == "past")
    ['carried out']
    >>> sorted(form for form, name in verb_forms("go", {"go": ["went", "gone"]}) if name in ("past", "part"))
    ['gone', 'went']
    """
    verb, space, rest = lemma.partition(" ")
    tail = space + rest
    if verb == "be":
        yield from ((form + tail, "s") for form in ("is", "are"))
    yield verb + tail, "base"
    yield _third(verb) + tail, "s"
    for form in _with_ending(verb, "ing"):
        yield form + tail, "ing"
    past, participle = irregular.get(verb, (None, None))
    for name, given in (("past", past), ("part", participle)):
        for form in given.split("/") if given else _with_ending(verb, "ed"):
            yield form + tail, name


def noun_forms(lemma: str, irregular: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield (form, ``sg`` or ``pl``) of a noun; of a phrase the last word inflects, of "X of Y" the word before "of".

    >>> [form for form, _ in noun_forms("state of emergency", {})]
    ['state of emergency', 'states of emergency']
    """
    head, of, rest = lemma.partition(" of ")
    first, space, last = head.rpartition(" ")
    yield lemma, "sg"
    if last in irregular:
        plurals = list(irregular[last])
    elif last.endswith("y") and last[-2:-1] not in _VOWELS:
        plurals = [last[:-1] + "ies"]
    else:
        plurals = [last + ("es" if last.endswith(_SIBILANT) else "s")]
    for plural in plurals:
        yield first + space + plural + of + rest, "pl"
