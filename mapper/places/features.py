"""What the tagger sees of a word: its form, its neighbours, the gazetteer, and its other uses in the article.

Only *islands* are looked at: runs of capitalised words with the numbers and small words that join them. All else is no name, which is what
makes the tagger quick. Whatever depends on a word alone is worked out once and remembered.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mapper.places.gazetteer import OWN_NAMES
from mapper.places.words import CAPITALISED, CAPITALS, CONNECTORS, LOWER, NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapper.places.gazetteer import Gazetteer
    from mapper.places.index import Posting
    from mapper.places.word_lists import WordLists
    from mapper.places.words import Words

    Name = tuple[int, int, tuple[Posting, ...]]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Capitalised at the beginning of a sentence and alone there, these are never a name.
_FUNCTION_WORDS: Final = _words(
    """
    the a an this that these those it its he she they we i you his her their our my your there here in on at by for from with to of and but
    or as if when while after before since until what who why how which not no yes so then also however all some many most one two another
    other both each every is are was were will
    el la los las un una unos unas este esta estos estas ese esa eso esto en de del al con sin por para segun sobre entre tras desde hasta
    hacia ante su sus lo se y o pero si no que quien cuando donde como mientras aunque ya tambien ademas asi hay fue es son era esta ha han
    ayer hoy muchos otros otra todo todos cada
    """
)
_JOINT: Final = re.compile(
    r"(?:[ \u00a0]|[.,]? ?[-\u2013/'\u2019&(]|, |\. ?|[ \u00a0]?[(\u201c\"'\u2018\u00ab]|[\"'\u201d\u2019\u00bb], |\) )$"
)
_LONGEST_BRIDGE = 2
# Words and names that are kept in memory; a long run over many texts stays within bounds.
_MOST_REMEMBERED = 20_000
_POPULATIONS: Final = ((1_000_000, "5"), (100_000, "4"), (15_000, "3"), (3_000, "2"), (0, "1"))
_EDGE: Final = "^"
_TIGHT: Final = frozenset(("_", "-", "'", "\u2019", "&"))


class Island(NamedTuple):
    """Neighbouring words that may hold names: the first, the one after the last, and the features of each."""

    first: int
    end: int
    features: list[list[str]]


class _Word(NamedTuple):
    """What a word shows wherever it stands, ready for each place in the window."""

    here: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    second_before: tuple[str, ...]
    second_after: tuple[str, ...]
    lists: str
    known: str


def _placed(place: str, features: Iterable[str]) -> tuple[str, ...]:
    return tuple(place + feature for feature in features)


class FeatureMaker:
    """
    Turns the words of an article into features.

    Parameters
    ----------
    lists
        Words by what they say of a name beside them.
    gazetteer
        Whose names are features.
    """

    def __init__(self, lists: WordLists, gazetteer: Gazetteer) -> None:
        self._lists, self._gazetteer = lists, gazetteer
        self._words: dict[tuple[str, int], _Word] = {}
        self._classes: dict[str, str] = {}

    def islands(self, words: Words, names: Iterable[Name]) -> list[Island]:
        """
        Give an article's islands with their features.

        Parameters
        ----------
        words
            The article's words.
        names
            The gazetteer's names in it, from left to right without overlaps: first word, number of words, who bears the name.
        """
        spans = islands_of(words)
        if not spans:
            return []
        look = _Look(self, words, names)
        return [Island(first, end, look.island(first, end)) for first, end in spans]

    def word(self, folded: str, shape: int) -> _Word:
        """Give what a word shows by itself."""
        key = (folded, shape)
        found = self._words.get(key)
        if found is None:
            if len(self._words) >= _MOST_REMEMBERED:
                self._words.clear()
            found = self._words[key] = self._describe(folded, shape)
        return found

    def _describe(self, folded: str, shape: int) -> _Word:
        lists = self._list_letters(folded)
        known = self.name_class(folded, self._gazetteer.family(folded).get(folded, ()))
        form = "0" if shape == NUMBER else folded
        kind = "LCAN"[shape]
        letters = [f"l:{letter}" for letter in lists]
        here = [f"w={form}", f"c={kind}", f"l={lists}", f"k={known}", f"kc={known}{kind}", *letters]
        if shape != NUMBER:
            here += [f"s2={folded[-2:]}", f"s3={folded[-3:]}", f"s4={folded[-4:]}", f"p3={folded[:3]}", f"p4={folded[:4]}"]
            here.append(f"n={min(len(folded), 5)}")
        near = [f"w={form}", f"c={kind}", f"k={known}", f"s={folded[-3:]}", *letters]
        far = [f"w={form}", f"c={kind}", *letters]
        return _Word(
            here=tuple(here),
            before=_placed("<", near),
            after=_placed(">", near),
            second_before=_placed("<<", far),
            second_after=_placed(">>", far),
            lists=lists,
            known=known,
        )

    def _list_letters(self, folded: str) -> str:
        lists = self._lists
        return "".join(
            letter
            for letter, members in (
                ("t", lists.titles), ("f", lists.first_names), ("b", lists.bodies), ("r", lists.bearers), ("s", lists.speech),
                ("k", lists.kinds), ("i", lists.locative), ("o", lists.weak_prepositions), ("z", lists.stop),
            )
            if folded in members
        )  # fmt: skip

    def name_class(self, name: str, postings: Sequence[Posting]) -> str:
        """Tell in a letter who bears a folded name: the standing of the best-known place, or that only variants and abbreviations match."""
        found = self._classes.get(name)
        if found is None:
            if len(self._classes) >= _MOST_REMEMBERED:
                self._classes.clear()
            found = self._classes[name] = self._classify(postings)
        return found

    def _classify(self, postings: Sequence[Posting]) -> str:
        if not postings:
            return "-"
        own = [number for role, number in postings if role in OWN_NAMES]
        kinds = {self._gazetteer.place(number).kind for number in own if self._gazetteer.is_ours(number)}
        for kind, letter in (("country", "C"), ("admin1", "A")):
            if kind in kinds:
                return letter
        population = max((self._gazetteer.population(number) for number in own), default=-1)
        if kinds:
            return "F"
        if own:
            return next(letter for least, letter in _POPULATIONS if population >= least)
        return postings[0].role


def islands_of(words: Words) -> list[tuple[int, int]]:
    """
    Give the runs of words that may hold names, as first word and the one after the last.

    A capitalised word opens a run; capitalised words, numbers right after them, and up to two small words between them carry it on over
    blanks, hyphens, commas and brackets. Function words that only begin a sentence open none.
    """
    spans: list[tuple[int, int]] = []
    shapes, folded, begins = words.shape, words.folded, words.begins
    index, size = 0, len(words)
    while index < size:
        shape = shapes[index]
        if shape in (LOWER, NUMBER):
            index += 1
            continue
        end = index + 1
        while (after := _carried_on(words, end)) > end:
            end = after
        first = index
        if begins[first] and folded[first] in _FUNCTION_WORDS and shape == CAPITALISED:
            first += 1
            while first < end and shapes[first] == LOWER:
                first += 1
        if first < end:
            spans.append((first, end))
        index = end
    return spans


def _carried_on(words: Words, end: int) -> int:
    """Give the new end of a run that ends before a word; the same if it does not go on."""
    size, shapes = len(words), words.shape
    index = end
    while index < size and index - end <= _LONGEST_BRIDGE and is_joint(words.gap(index), begins=words.begins[index]):
        shape = shapes[index]
        if shape in (CAPITALISED, CAPITALS) or (shape == NUMBER and index == end):
            return index + 1
        if shape == LOWER and words.folded[index] not in CONNECTORS:
            return end
        index += 1
    return end


@lru_cache(maxsize=4096)
def is_joint(gap: str, *, begins: bool) -> bool:
    """Tell whether a run of names may go on over this text between two words."""
    return not begins and bool(_JOINT.match(gap))


@lru_cache(maxsize=4096)
def gap_class(gap: str) -> str:
    """Shorten the text between two words to what matters."""
    if "\n" in gap:
        return "/"
    short = gap.replace("\u00a0", " ").strip()
    return short[:2] if short else gap[:1] and "_"


class _Look:
    """One article while its features are made."""

    def __init__(self, maker: FeatureMaker, words: Words, names: Iterable[Name]) -> None:
        self._maker, self._words = maker, words
        word = maker.word
        self._static = [word(folded, shape) for folded, shape in zip(words.folded, words.shape, strict=True)]
        shapes = [("lcaN" if faint else "lCAN")[shape] for shape, faint in zip(words.shape, words.faint, strict=True)]
        self._shapes = f"^^{''.join(shapes)}^^"
        self._matched: dict[int, str] = {}
        for first, length, postings in names:
            letter = maker.name_class(" ".join(words.folded[first : first + length]), postings)
            self._matched[first] = f"B{letter}{min(length, 3)}"
            for inner in range(first + 1, first + length):
                self._matched[inner] = f"I{letter}{'E' if inner == first + length - 1 else ''}"
        self._uses = self._other_uses()

    def _other_uses(self) -> dict[str, dict[str, int]]:
        """Count for each capitalised form what its uses in the article show."""
        words, static = self._words, self._static
        uses: dict[str, dict[str, int]] = {}
        lower = {folded for folded, shape in zip(words.folded, words.shape, strict=True) if shape == LOWER}
        for index, shape in enumerate(words.shape):
            if shape in (LOWER, NUMBER):
                continue
            folded = words.folded[index]
            form = uses.get(folded)
            if form is None:
                form = uses[folded] = {"all": 0}
                if folded in lower:
                    form["lower"] = 1
            form["all"] += 1
            for sign in self._signs(index, static):
                form[sign] = form.get(sign, 0) + 1
        return uses

    def _signs(self, index: int, static: Sequence[_Word]) -> list[str]:
        words = self._words
        signs = []
        if index and not words.begins[index]:
            before = static[index - 1].lists
            gap = words.gap(index)
            if gap in (" ", ". "):
                if "t" in before:
                    signs.append("title")
                if "f" in before and words.shape[index - 1] != LOWER:
                    signs.append("first")
                if "i" in before and words.shape[index - 1] == LOWER:
                    signs.append("where")
            elif gap == ", " and words.shape[index - 1] != LOWER and static[index].known in "CAx":
                signs.append("held")
        if index + 1 < len(words) and not words.begins[index + 1]:
            if "s" in static[index + 1].lists and words.gap(index + 1) == " ":
                signs.append("says")
            elif words.gap(index + 1) == ", " and words.shape[index + 1] != LOWER and static[index + 1].known in "CAx":
                signs.append("holds")
        return signs

    def island(self, first: int, end: int) -> list[list[str]]:
        """Give the features of an island's words, each with those of its run: the words that only blanks part."""
        features: list[list[str]] = []
        while first < end:
            last = first
            while last + 1 < end and gap_class(self._words.gap(last + 1)) in _TIGHT:
                last += 1
            run = self._run(first, last)
            features += [self.features(index) + run for index in range(first, last + 1)]
            first = last + 1
        return features

    def _run(self, first: int, last: int) -> list[str]:
        if first == last:
            return ["r=1"]
        start, end = self._static[first], self._static[last]
        folded = self._words.folded
        length = min(last - first + 1, 5)
        ends = (f"rf={folded[first]}", f"rl={folded[last]}", f"rs={start.lists}|{end.lists}", f"rk={start.known}{end.known}")
        return [f"r={length}", *ends]

    def features(self, index: int) -> list[str]:
        """Give the features of one word by itself."""
        words = self._words
        this = self._static[index]
        matched = self._matched.get(index, "O")
        gap_before = gap_class(words.gap(index))
        gap_after = gap_class(words.gap(index + 1)) if index + 1 < len(words) else "/"
        features = [*this.here, f"g={matched}", f"j={gap_before}|{gap_after}", f"h={self._shapes[index : index + 5]}"]
        if words.faint[index]:
            features += (f"faint={this.known}", f"fw={this.lists}")
        before_word = self._add_before(features, index, gap_before)
        after_word = self._add_after(features, index, gap_after)
        features += (f"gb={matched}{gap_before}{before_word}", f"ga={matched}{gap_after}{after_word}")
        features.append(f"gj={matched}{gap_before}|{gap_after}")
        self._add_uses(features, index)
        return features

    def _add_before(self, features: list[str], index: int, gap: str) -> str:
        """Add the words before one, and give the nearest."""
        words, static = self._words, self._static
        if words.begins[index]:
            features.append("<" + _EDGE)
            return _EDGE
        before, word = static[index - 1], words.folded[index - 1]
        features += before.before
        features.append(f"<k={static[index].known}{before.known}{gap}")
        if index > 1 and not words.begins[index - 1]:
            features += static[index - 2].second_before
            features.append(f"<<w={words.folded[index - 2]} {word}")
        return word

    def _add_after(self, features: list[str], index: int, gap: str) -> str:
        """Add the words after one, and give the nearest."""
        words, static = self._words, self._static
        begins, last = words.begins, len(static) - 1
        if index == last or begins[index + 1]:
            features.append(">" + _EDGE)
            return _EDGE
        after, word = static[index + 1], words.folded[index + 1]
        features += after.after
        features.append(f">k={static[index].known}{after.known}{gap}")
        if index + 1 < last and not begins[index + 2]:
            features += static[index + 2].second_after
            features.append(f">>w={word} {words.folded[index + 2]}")
        return word

    def _add_uses(self, features: list[str], index: int) -> None:
        """Add what other uses of the form show, and what this one does not."""
        if self._words.shape[index] in (LOWER, NUMBER):
            return
        form = self._uses[self._words.folded[index]]
        if len(form) > 1:
            features += [f"u={sign}" for sign in form if sign != "all"]
