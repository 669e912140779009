"""What kind of actor a few words name: forces and officials of a state, migrants and other people, helpers, suspects."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from mapper.language.folding import fold
from mapper.language.lexicon import load_lexicon
from mapper.language.tokens import tokenize

if TYPE_CHECKING:
    Kind = Literal["police", "military", "government", "helper", "migrant", "suspect", "people"]

_LANGUAGES = ("en", "es")
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("force", "military"), ("envoy", "government"), ("official", "government"), ("helper", "helper"), ("migrant", "migrant"),
    ("smuggler", "suspect"), ("suspect", "suspect"), ("people", "people"),
)  # fmt: skip
_POLICE = ("polic", "carabiner", "gendarm", "detective", "constable")
_ARTICLES = ("the ", "el ", "la ", "los ", "las ")


@lru_cache(maxsize=4096)
def kind_of(actor: str, lang: str | None) -> Kind | None:
    """Tell the kind of an actor by our words for events in its language; a country acts through its government. None if nothing tells.

    Examples
    --------
    >>> kind_of("Peruvian police", "en"), kind_of("unos 80 migrantes", "es"), kind_of("El Perú", "es"), kind_of("Mary", "en")
    ('police', 'migrant', 'government', None)
    """
    words = [token.text for token in tokenize(actor)]
    if any(fold(word).startswith(_POLICE) for word in words):
        return "police"
    if _country_by_name(actor) is not None:
        return "government"
    for known in sorted(_LANGUAGES, key=lambda each: each != lang):  # a merged event's words may come from the other language
        lexicon = load_lexicon(known)
        classes = {name for word in words if (reading := lexicon.look_up(word)[2]) for name in reading.nouns}
        found = next((kind for name, kind in _KINDS if name in classes), None)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=4096)
def country_of(actor: str) -> str | None:
    """Tell the country that an actor is or belongs to, as ISO-3, if its words name one.

    Examples
    --------
    >>> country_of("Peruvian police"), country_of("la policía chilena"), country_of("El Perú"), country_of("the mayor")
    ('PER', 'CHL', 'PER', None)
    """
    found = _country_by_name(actor)
    if found is not None:
        return found
    readings = (load_lexicon(lang).look_up(token.text)[2] for token in tokenize(actor) for lang in _LANGUAGES)
    return next((reading.nationality for reading in readings if reading and reading.nationality), None)


def _country_by_name(actor: str) -> str | None:
    from mapper.sources.country_codes import country_named

    lower = actor.casefold()
    article = next((article for article in _ARTICLES if lower.startswith(article)), "")
    return country_named(actor) or country_named(actor[len(article) :])
