"""Names and words without case, accents and typographic variants, so that two spellings of one name compare equal."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose although readers drop their stroke, and typographic variants of - ' ".
_SAME_AS = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    "ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t",
}  # fmt: skip


def _fold_char(char: str) -> str:
    folded = char
    while True:
        pieces = unicodedata.normalize("NFKD", _SAME_AS.get(folded, folded)).casefold()
        again = "".join(_SAME_AS.get(piece, piece) for piece in pieces if not unicodedata.combining(piece))
        if again == folded:
            return folded
        folded = again


class _Folds(dict[int, str]):
    """Each code point's folded form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_char(chr(code))
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """
    Fold case, accents, typographic hyphens, apostrophes and quotes.

    The result may be shorter or longer than ``text``; `fold_map` says where each character came from.

    Examples
    --------
    >>> fold("Ñuñoa, BIAŁYSTOK, N.º 3")
    'nunoa, bialystok, n.o 3'
    """
    if text.isascii() and "`" not in text:
        return text.lower()
    return text.translate(_FOLDS)


def fold_map(text: str) -> tuple[str, tuple[int, ...]]:
    """
    Fold a text and say for each folded character the offset in ``text`` that it came from.

    Examples
    --------
    >>> fold_map("Straße")
    ('strasse', (0, 1, 2, 3, 4, 4, 5))
    """
    if text.isascii() and "`" not in text:
        return text.lower(), tuple(range(len(text)))
    pieces = [_FOLDS[ord(char)] for char in text]
    folded = "".join(pieces)
    if len(folded) == len(text) and "" not in pieces:
        return folded, tuple(range(len(text)))
    return folded, tuple(offset for offset, piece in enumerate(pieces) for _ in piece)
