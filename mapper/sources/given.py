"""Which articles were given already: by id, the digest of the text and where it stood, in fifty bytes or so an article."""

from __future__ import annotations

from array import array
from hashlib import blake2b

_START = 1024
_LINES = 1 << 40


class Given:
    """A table of articles by id. Ids and texts are kept as digests of 64 bits; a dict of texts would take eight times as much."""

    def __init__(self) -> None:
        self._ids, self._texts, self._places = _zeros(_START), _zeros(_START), _zeros(_START)
        self._files: list[str] = []
        self._count = 0

    def put(self, article_id: str, text: str, place: tuple[str, int]) -> tuple[bool, str] | None:
        """Keep an article and its place, the name of its file and its line (0: all of it).

        If there is one of this id already, it stays; given back are whether it has the same text, and its place in words.
        """
        name, said = _digest(article_id), _digest(text)
        at = self._at(name)
        if self._ids[at] == name:
            number, line = divmod(self._places[at], _LINES)
            file = self._files[number]
            return self._texts[at] == said, f"{file}: line {line}" if line else file
        if self._files[-1:] != [place[0]]:
            self._files.append(place[0])
        self._ids[at], self._texts[at], self._places[at] = name, said, (len(self._files) - 1) * _LINES + place[1]
        self._count += 1
        if 2 * self._count > len(self._ids):
            self._grow()
        return None

    def _at(self, name: int) -> int:
        """Find the row of an id, or the free one where it belongs: the first from where its digest points."""
        last = len(self._ids) - 1
        at = name & last
        while self._ids[at] not in (0, name):
            at = at + 1 & last
        return at

    def _grow(self) -> None:
        rows = zip(self._ids, self._texts, self._places, strict=True)
        size = 2 * len(self._ids)
        self._ids, self._texts, self._places = _zeros(size), _zeros(size), _zeros(size)
        for name, text, place in rows:
            if name:
                at = self._at(name)
                self._ids[at], self._texts[at], self._places[at] = name, text, place


def _zeros(count: int) -> array[int]:
    return array("Q", bytes(8 * count))


def _digest(text: str) -> int:
    """Give a number of 64 bits, never 0, that two texts hardly ever share."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") or 1
