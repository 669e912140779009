"""
Train the taggers of names: ``python -m mapper.places.train CORPORA`` writes ``models/en.crfsuite`` and ``models/es.crfsuite``.

CORPORA is a folder that holds ``ner/en_*.tsv`` and ``ud/es_ancora_*.conllu``; our own text lies in ``training/`` beside this file. The
same data, gazetteer and release of python-crfsuite give the same bytes: files are read in a fixed order and nothing is drawn at random.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from mapper.language.folding import fold
from mapper.places.corpora import UNTOLD, Document, marked_documents, table_documents, treebank_documents
from mapper.places.features import FeatureMaker
from mapper.places.gazetteer import load_gazetteer
from mapper.places.recognition import names_in
from mapper.places.tagger import MODELS
from mapper.places.training_text import training_files
from mapper.places.word_lists import word_lists
from mapper.places.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mapper.places.corpora import TreebankName
    from mapper.places.gazetteer import Gazetteer

TABLES: Final = ("en_ewt_train", "en_ewt_dev", "en_ewt_test", "en_pud", "en_wikigold", "en_btc", "en_wnut17_train")
TREEBANKS: Final = ("es_ancora_dev", "es_ancora_test")
# A place that stands for its government is a place; one inside a body's name is part of that; demonyms and works are nothing here.
TAGS: Final = {"LOC": "LOC", "MET": "LOC", "PER": "PER", "ORG": "ORG"}
_TREEBANK_TAGS: Final = {"np0000l": "LOC", "np0000p": "PER", "np0000o": "ORG", "np0000a": "MISC"}
_PLACE_PREPOSITIONS: Final = frozenset(("en", "desde", "hacia", "de", "a", "al", "del"))
# Features seen more rarely than this are noise.
SEEN_AT_LEAST: Final = 3
PARAMETERS: Final = {"c1": 0.5, "c2": 0.5, "max_iterations": 120}
# Of so many articles of ours one is read once more in capitals, and one as headlines.
VARIED_EVERY: Final = 6
OURS_TIMES: Final = {"en": 4, "es": 6}
ENGLISH_TIMES: Final = 3


class Example(NamedTuple):
    """An island of an article: the features of its words, and their tags."""

    features: list[list[str]]
    tags: list[str]


def examples(documents: Iterable[Document], maker: FeatureMaker, gazetteer: Gazetteer) -> Iterator[Example]:
    """Give the islands of labelled texts, but those with a name that nothing tells."""
    for document in documents:
        words = Words(document.text)
        tags = tags_of(document, words)
        names = [(name.first, name.length, name.postings) for name in names_in(words, gazetteer)]
        for island in maker.islands(words, names):
            inside = tags[island.first : island.end]
            if not any(tag.endswith(UNTOLD) for tag in inside):
                yield Example(island.features, inside)


def tags_of(document: Document, words: Words) -> list[str]:
    """Give each word of a text its tag: ``B-`` and ``I-`` with a label of `TAGS`, or ``O``."""
    tags = ["O"] * len(words)
    marks = iter(document.marks)
    mark = next(marks, None)
    begun = False
    for index in range(len(words)):
        while mark is not None and mark.end <= words.start[index]:
            mark, begun = next(marks, None), False
        if mark is None:
            break
        label = UNTOLD if mark.label == UNTOLD else TAGS.get(mark.label)
        if words.end[index] > mark.start and label:
            tags[index] = f"{'I' if begun else 'B'}-{label}"
            begun = True
    return tags


def varied(documents: Sequence[Document]) -> Iterator[Document]:
    """Give the texts, and some of them once more in capitals or as headlines, in which capitals say nothing."""
    for number, document in enumerate(documents):
        yield document
        if number % VARIED_EVERY == 0:
            yield _rewritten(document, document.text.upper())
        elif number % VARIED_EVERY == VARIED_EVERY // 2:
            yield _rewritten(document, re.sub(r"\b[^\W\d_]{4}", lambda match: match[0].capitalize(), document.text))


def _rewritten(document: Document, text: str) -> Document:
    # Capitals of a few letters (ß) are longer than the letter; such a text stays as it is.
    return Document(text, document.marks) if len(text) == len(document.text) else document


class NameTeller:
    """
    Labels the proper names of a treebank that itself labels only some.

    A form takes the label that it bears elsewhere, if it is one and the same; else the word before, the first word or the gazetteer tell.

    Parameters
    ----------
    labelled
        Texts whose labels are known.
    gazetteer
        Tells names of places.
    """

    def __init__(self, labelled: Iterable[Document], gazetteer: Gazetteer) -> None:
        self._lists, self._gazetteer = word_lists(), gazetteer
        seen: dict[str, set[str]] = {}
        for text, marks in labelled:
            for mark in marks:
                if mark.label == UNTOLD:
                    continue
                seen.setdefault(fold(text[mark.start : mark.end]), set()).add(TAGS.get(mark.label, mark.label))
        self._known = {form: labels.pop() for form, labels in seen.items() if len(labels) == 1}

    def __call__(self, name: TreebankName) -> str:
        """Give the label of a name, `UNTOLD` if nothing tells."""
        words = [fold(word) for word in name.words]
        form = " ".join(words)
        return _TREEBANK_TAGS.get(name.tag) or self._known.get(form) or self._guess(words, form, fold(name.before), name.words)

    def _guess(self, words: Sequence[str], form: str, before: str, written: Sequence[str]) -> str:
        lists = self._lists
        if before in lists.titles or (words[0] in lists.first_names and len(words) > 1):
            return "PER"
        if words[0] in lists.bodies or words[0] in lists.bearers:
            return "ORG"
        if before in _PLACE_PREPOSITIONS and form not in lists.first_names and self._gazetteer.lookup(form):
            return "LOC"
        return "ORG" if len(words) == 1 and len(form) > 1 and written[0].isupper() else UNTOLD


def train(data: Sequence[Example], target: Path) -> None:
    """Write the model that fits the examples best."""
    import pycrfsuite

    seen = Counter(chain.from_iterable(chain.from_iterable(example.features for example in data)))
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMETERS, verbose=False)
    for example in data:
        trainer.append([[feature for feature in word if seen[feature] >= SEEN_AT_LEAST] for word in example.features], example.tags)
    target.parent.mkdir(exist_ok=True)
    trainer.train(str(target))


class Workshop:
    """Holds what both languages are trained from: the corpora and the gazetteer."""

    def __init__(self, corpora: Path) -> None:
        self._corpora = corpora
        self._gazetteer = load_gazetteer()
        self._maker = FeatureMaker(word_lists(), self._gazetteer)

    def ours(self, lang: str) -> list[Document]:
        """Give our own articles in a language."""
        return list(marked_documents(training_files(lang)))

    def read(self, documents: Iterable[Document]) -> list[Example]:
        """Give the examples in texts."""
        return list(examples(documents, self._maker, self._gazetteer))

    def tables(self) -> Iterator[Document]:
        """Give the English corpora."""
        return chain.from_iterable(table_documents(self._corpora / "ner" / f"{name}.tsv") for name in TABLES)

    def treebanks(self) -> Iterator[Document]:
        """Give the Spanish treebanks, their names labelled as far as other texts and the words beside them tell."""
        paths = [self._corpora / "ud" / f"{name}.conllu" for name in TREEBANKS]
        known = chain.from_iterable(treebank_documents(path, lambda name: _TREEBANK_TAGS.get(name.tag, UNTOLD)) for path in paths)
        teller = NameTeller([*known, *self.ours("es"), *self.ours("en")], self._gazetteer)
        return chain.from_iterable(treebank_documents(path, teller) for path in paths)

    def english(self, ours: Sequence[Document]) -> list[Example]:
        """Give what the English tagger learns from: our articles count several times."""
        return self.read(self.tables()) + self.read(varied(ours)) * OURS_TIMES["en"]

    def spanish(self, ours: Sequence[Document]) -> list[Example]:
        """Give what the Spanish tagger learns from: treebanks, our articles several times, our English ones for what languages share."""
        return self.read(self.treebanks()) + self.read(varied(ours)) * OURS_TIMES["es"] + self.read(self.ours("en")) * ENGLISH_TIMES


def main(arguments: Sequence[str]) -> int:
    """Train both taggers; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m mapper.places.train CORPORA\n")
        return 2
    workshop = Workshop(Path(arguments[0]))
    recipes: dict[str, Callable[[Sequence[Document]], list[Example]]] = {"en": workshop.english, "es": workshop.spanish}
    for lang, recipe in recipes.items():
        target = MODELS / f"{lang}.crfsuite"
        train(recipe(workshop.ours(lang)), target)
        model = target.read_bytes()
        sys.stdout.write(f"{target.name}: {len(model)} bytes, sha256 {hashlib.sha256(model).hexdigest()}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
