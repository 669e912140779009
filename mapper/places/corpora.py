"""Read labelled text for training: our own marked articles, tables of a token and its tag a line, treebanks with proper names."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mapper.places.training_text import Mark, read_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from mapper.places.training_text import MarkedText

# Sentences of a corpus without known articles that are read as one text.
SENTENCES_TOGETHER = 12
# The label of a name that nothing tells: the words around it are not trained on.
UNTOLD = "UNTOLD"
_NO_BLANK_BEFORE = frozenset(
    (*",.;:!?)]}%'\u2019\u201d\u00bb\u2026", "...", "'s", "\u2019s", "n't", "n\u2019t", "'re", "'ve", "'ll", "'d", "'m")
)
_NO_BLANK_AFTER = frozenset("([{$\u20ac\u00a3#@\u201c\u00ab\u00bf\u00a1\u2018")
_TIGHT = frozenset("-/\u2013")
_ENDS = frozenset(".!?\u2026\"\u201d\u00bb)'\u2019")


class Document(NamedTuple):
    """A text and its names: outermost marks only, in the order of the text."""

    text: str
    marks: tuple[Mark, ...]


class Token(NamedTuple):
    """A word or punctuation mark as a corpus splits them, its tag (``B-LOC``, ``O``), and whether a blank follows if the corpus says so."""

    text: str
    tag: str
    blank_after: bool | None = None


def marked_documents(paths: Iterable[Path]) -> Iterator[Document]:
    """
    Give our own articles; of nested marks only the names of bodies stay whole.

    Border phrases give way to the names inside them; those with none marked (``Poland-Belarus border``) are `UNTOLD`.
    """
    for path in paths:
        for article in read_articles(path):
            yield together([_flat(sentence) for sentence in article])


def _flat(sentence: MarkedText) -> Document:
    names = [mark for mark in sentence.marks if mark.label != "BOR"]
    borders = [mark for mark in sentence.marks if mark.label == "BOR" and not any(_holds(mark, name) for name in names)]
    marks = [*names, *(border._replace(label=UNTOLD) for border in borders)]
    outermost = (mark for mark in marks if not any(other != mark and _holds(other, mark) for other in marks))
    return Document(sentence.text, tuple(sorted(outermost)))


def _holds(outer: Mark, inner: Mark) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def together(sentences: Sequence[Document]) -> Document:
    """Join sentences to one text: on one line after a full stop, else on lines of their own."""
    pieces: list[str] = []
    marks: list[Mark] = []
    offset = 0
    for text, inner in sentences:
        marks += [mark._replace(start=mark.start + offset, end=mark.end + offset) for mark in inner]
        piece = text + (" " if text[-1:] in _ENDS else "\n")
        pieces.append(piece)
        offset += len(piece)
    return Document("".join(pieces).rstrip(), tuple(marks))


def table_documents(path: Path) -> Iterator[Document]:
    """Give the sentences of a table of tokens and tags, some of them together, as texts."""
    rows = path.read_text(encoding="utf-8").split("\n")
    sentences = [
        detokenized([Token(token, tag) for token, tag in (row.split("\t")[:2] for row in group)])
        for filled, group in groupby(rows, key=lambda row: "\t" in row and bool(row.split("\t")[0]))
        if filled
    ]
    for start in range(0, len(sentences), SENTENCES_TOGETHER):
        yield together(sentences[start : start + SENTENCES_TOGETHER])


def detokenized(tokens: Sequence[Token]) -> Document:
    """Join tokens to a sentence as it was probably written, and their tags to marks."""
    text = ""
    marks: list[Mark] = []
    quoted = tight = True
    for token in tokens:
        if token.text == '"':
            quoted = not quoted
        closing = token.text in _NO_BLANK_BEFORE or token.text in _TIGHT or (token.text == '"' and quoted)
        if text and not tight and not closing:
            text += " "
        start = len(text)
        text += token.text
        label = token.tag.partition("-")[2]
        if token.tag.startswith("I-") and marks and marks[-1].label == label:
            marks[-1] = marks[-1]._replace(end=len(text))
        elif label:
            marks.append(Mark(start, len(text), label))
        opening = token.text in _NO_BLANK_AFTER or token.text in _TIGHT or (token.text == '"' and not quoted)
        tight = opening if token.blank_after is None else not token.blank_after
    return Document(text, tuple(marks))


def treebank_documents(path: Path, name_label: Callable[[TreebankName], str]) -> Iterator[Document]:
    """
    Give the sentences of a treebank (CoNLL-U) with its proper names as marks, some of them together, as texts.

    Parameters
    ----------
    path
        The treebank.
    name_label
        Called for each proper name; the label that it gives is the mark's.
    """
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        if rows:
            sentences.append(_treebank_sentence(rows, name_label))
    for start in range(0, len(sentences), SENTENCES_TOGETHER):
        yield together(sentences[start : start + SENTENCES_TOGETHER])


class TreebankName(NamedTuple):
    """A proper name in a treebank: its words, the word before it, and its language-specific tag."""

    words: tuple[str, ...]
    before: str
    tag: str


def _treebank_sentence(rows: Sequence[Sequence[str]], name_label: Callable[[TreebankName], str]) -> Document:
    surfaces, places = _surfaces(rows)
    tags = ["O"] * len(surfaces)
    words = [row for row in rows if row[0].isdigit()]
    for number, row in enumerate(words):
        if row[4].startswith("np"):
            first = places[number + 1]
            length = next((len(field[4:].split("_")) for field in row[9].split("|") if field.startswith("MWE=")), 1)
            last = min(first + length, len(surfaces))
            inside = tuple(surfaces[place].text for place in range(first, last))
            label = name_label(TreebankName(inside, surfaces[first - 1].text if first else "", row[4]))
            tags[first:last] = [f"B-{label}", *[f"I-{label}"] * (last - first - 1)]
    return detokenized([surface._replace(tag=tag) for surface, tag in zip(surfaces, tags, strict=True)])


def _surfaces(rows: Sequence[Sequence[str]]) -> tuple[list[Token], dict[int, int]]:
    """Give the tokens as written (``del``, not ``de el``), and for each word's number its token."""
    surfaces: list[Token] = []
    places: dict[int, int] = {}
    written = 0
    for row in rows:
        if "." in row[0]:
            continue
        first, _, last = row[0].partition("-")
        if int(first) > written:
            surfaces.append(Token(row[1], "O", "SpaceAfter=No" not in row[9]))
            written = int(last or first)
        for number in range(int(first), int(last or first) + 1):
            places.setdefault(number, len(surfaces) - 1)
    return surfaces, places
