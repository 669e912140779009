"""Names as the gazetteer keeps them: folded keys, forms without generic words, demonyms inflected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapper.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
SHORTEST, LONGEST_CODE = 3, 4
_SHORT = {"saint": ("st",), "sainte": ("ste",), "santa": ("sta",), "santo": ("sto",), "mount": ("mt",), "fort": ("ft",), "puerto": ("pto",)}
# "región de Tacna" is the name Tacna with a word that tells its kind: recognition reads the word, the index holds the name.
_GENERIC = re.compile(
    r"^(?:ciudad de |(?:región|region|departamento|provincia|distrito|comuna|estado|province|provincia constitucional|wojewodztwo"
    r"|departement|municipio)\s+(?:de la |de los |del |de |d'|do |da |di |of |des )?|state of |république de |oblast of )"
    r"|\s+(?:region|province|district|department|city|oblast|voivodeship|prefecture|governorate|county)$",
    re.IGNORECASE,
)
_BEARER = re.compile(
    r"^(?:puente internacional|puente|hospital regional|hospital|terminal terrestre|terminal|estadio|aeropuerto internacional|aeropuerto)"
    r" (?:de )?"
    r"|^(?:coronel fap|coronel) | (?:international bridge|bridge|hospital|stadium|airport|terminal)$",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"^(?:far |extreme |upper |lower )?(?:north|south|east|west|northern|southern|eastern|western|central|cent(?:er|re|ro)|norte|sur|este"
    r"|oeste|oriente|occidente|oriental|occidental|nord|sud|est|ouest|middle|capital|coast|coastal)"
    r"[ -]?(?:east|west|eastern|western|este|oeste|est|ouest)?$"
)
# "aeropuerto de Tacna" only says where it lies.
_AIRPORT = re.compile(r"aeropuerto (?:internacional )?(?!internacional|del? )", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_LATIN = re.compile(r"^[A-Z\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff .'\u2019/-]*$")




def keys_of(name: str) -> tuple[str, ...]:
    """
    Give the folded words of a name as the index's key, and its keys with Saint, Santa, Fort and the like shortened.

    Examples
    --------
    >>> keys_of("Saint-Étienne")
    ('saint etienne', 'st etienne')
    """
    words = _WORD.findall(fold(name))
    keys = [" ".join(words)]
    for index, word in enumerate(words[:-1]):
        keys += [" ".join([*words[:index], short, *words[index + 1 :]]) for short in _SHORT.get(word, ())]
    return tuple(dict.fromkeys(key for key in keys if key))


def bare(name: str) -> str:
    """
    Strip the words that tell a unit's kind, and what stands in brackets.

    Examples
    --------
    >>> bare("provincia de Tacna"), bare("Tacna Region"), bare("Palca (Tacna)")
    ('Tacna', 'Tacna', 'Palca')
    """
    plain = _IN_BRACKETS.sub("", name).strip()
    return _GENERIC.sub("", plain).strip() or plain


def told_apart(names: Iterable[str]) -> Iterator[str]:
    """
    Give names that are more than a direction; a unit called Central or Norte is met as Central Region, Región Norte.

    Examples
    --------
    >>> list(told_apart(["Central", "Central Luzon"]))
    ['Central Region', 'Central Province', 'Región Central', 'Provincia Central', 'Central Luzon']
    """
    for name in names:
        if _DIRECTION.match(fold(name)):
            yield from (f"{name} Region", f"{name} Province", f"Región {name}", f"Provincia {name}")
        else:
            yield name


def without_brackets(name: str) -> str:
    """Strip what stands in brackets."""
    return _IN_BRACKETS.sub("", name).strip()


def borne(names: Iterable[str]) -> Iterator[str]:
    """Give the names without their common nouns: Simón Bolívar of Puente Internacional Simón Bolívar."""
    for name in names:
        plain = without_brackets(name)
        rest = _BEARER.sub("", plain)
        if rest != plain and (" " in rest or _AIRPORT.match(plain)) and rest[0].isupper():
            yield rest


def is_readable(name: str) -> bool:
    """Tell names in Latin letters from codes of airports and letter-by-letter transcriptions of other scripts."""
    return len(name) >= SHORTEST and not (name.isupper() and len(name) <= LONGEST_CODE) and bool(_LATIN.match(name))


def inflected(demonym: str) -> Iterator[str]:
    """Give the forms of a demonym: English ones add s, Spanish ones (written in lower case) take gender and number."""
    yield demonym
    if not demonym[0].islower():
        if not demonym.endswith(("ese", "ish", "s", "ch", "men", "man")):
            yield demonym + "s"
        return
    accents = str.maketrans("áéíóú", "aeiou")
    if demonym.endswith("o"):
        yield from (demonym[:-1] + ending for ending in ("a", "os", "as"))
    elif demonym[-2:] in ("és", "án", "ón", "ín"):
        stem = demonym[:-2] + demonym[-2:].translate(accents)
        yield from (stem + ending for ending in ("a", "es", "as"))
    else:
        yield demonym + ("es" if demonym.endswith("í") else "s")
