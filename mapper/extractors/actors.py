"""Which words of an actor may be shown: offices, forces, states and roles as worded, but no name of a private person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.language.lexicon import available_languages, load_lexicon
from mapper.language.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.extractors.passage import Span
    from mapper.language.tokens import Token
    from mapper.records import Article, Location

_PUBLIC = frozenset(("official", "force", "helper", "envoy", "court_like"))
_LONGEST = 120
_LONGEST_ACRONYM = 8


class Actors:
    """Shows the actors of one article."""

    def __init__(self, article: Article, locations: Sequence[Location]) -> None:
        self._text = article.text
        self._lexicon = load_lexicon(article.lang) if article.lang in available_languages() else None
        self._names = [(each.toponym.start, each.toponym.end) for each in locations]

    def shown(self, span: Span | None) -> str | None:
        """
        Give what may be shown of the words of an actor.

        That is all of them if they name an office, a force or a court; else what is left without anything that may be somebody's name, and
        None if that is nothing.
        """
        if span is None or span.end - span.start > _LONGEST:
            return None
        words = self._text[span.start : span.end]
        tokens = [token._replace(start=token.start + span.start, end=token.end + span.start) for token in tokenize(words)]
        if any(self._is_public(token) and (n == 0 or self._is_harmless(tokens[n - 1])) for n, token in enumerate(tokens)):
            return words
        runs: list[list[Token]] = [[]]
        for token in tokens:
            if self._is_harmless(token):
                runs[-1].append(token)
            else:
                runs.append([])
        best = max(runs, key=len)
        if not any(char.isalpha() for token in best for char in token.text):
            return None
        return self._text[best[0].start : best[-1].end]

    def _is_public(self, token: Token) -> bool:
        reading = self._lexicon.look_up(token.text)[2] if self._lexicon else None
        return reading is not None and bool(reading.nouns & _PUBLIC)

    def _is_harmless(self, token: Token) -> bool:
        """Whether a word is no name: lower case, an acronym, a nationality, a word that we know, or a place of the article."""
        text = token.text
        if not text[0].isupper() or (text.isupper() and 1 < len(text) <= _LONGEST_ACRONYM):
            return True
        if any(start < token.end and token.start < end for start, end in self._names):
            return True
        reading = self._lexicon.look_up(text)[2] if self._lexicon else None
        return reading is not None and bool(reading.nouns or reading.words or reading.nationality)
