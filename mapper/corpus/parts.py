"""Articles in the order of the input are cut into parts, always the same ones, whoever works on them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapper.records import Article

MOST_CHARACTERS = 4_000_000
"""A part of long articles ends early: its text never weighs more than this and one article."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Articles that are worked on in one go: ``number`` counts the parts of the input from 0."""

    number: int
    articles: tuple[Article, ...]

    def digest(self) -> str:
        """Give the SHA-256 of all that the articles say, so that a finished part is known again."""
        told = sha256()
        for article in self.articles:
            told.update(json.dumps(asdict(article)).encode())
        return told.hexdigest()


def cut(articles: Iterable[Article], size: int) -> Iterator[Part]:
    """Cut articles into parts of ``size``, fewer if they are long.

    Examples
    --------
    >>> from mapper.records import Article
    >>> five = [Article(article_id=str(number), text="Quiet.", lang="en") for number in range(5)]
    >>> [len(part.articles) for part in cut(five, 2)]
    [2, 2, 1]
    """
    number, characters = 0, 0
    gathered: list[Article] = []
    for article in articles:
        gathered.append(article)
        characters += len(article.text)
        if len(gathered) == size or characters >= MOST_CHARACTERS:
            yield Part(number=number, articles=tuple(gathered))
            number, characters, gathered = number + 1, 0, []
    if gathered:
        yield Part(number=number, articles=tuple(gathered))
