"""Names of places in an article: every name that the gazetteer knows is judged by the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapper.places.borders import border_toponyms, is_swallowed
from mapper.places.confidence import name_chance
from mapper.places.evidence import ACCEPTED, REJECTED, Evidence
from mapper.places.people import People
from mapper.places.spelling import corrected
from mapper.places.tagger import UNREAD, load_tagger
from mapper.places.unlisted import unlisted_toponyms
from mapper.places.word_lists import word_lists
from mapper.places.words import CAPITALISED, CAPITALS, CONNECTORS, LONGEST_ABBREVIATION, LOWER, NUMBER, Words
from mapper.records import Toponym

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapper.places.gazetteer import Gazetteer
    from mapper.places.index import Posting
    from mapper.records import Article, Mention, PlaceKind

# Xi'an, Daeseong-dong: the second part may be in lower case.
_TIGHT = frozenset(("'", "\u2019", "-"))
# "Bangor, Me.", "Bangor (Me.)": an abbreviated state stands behind a comma or a bracket.
_BEHIND = frozenset((", ", " (", ","))


@dataclass(kw_only=True, slots=True)
class Found:
    """A name in the text that the gazetteer knows: its words, who bears it, and what the words around it say so far."""

    first: int
    length: int
    postings: tuple[Posting, ...]
    score: float = 0.0
    mention: Mention = "literal"
    kind: PlaceKind | None = None
    # The word before was a plural (distritos de Palca, Tacna y …): the next names of the list are of this kind, too.
    lends_kind: bool = False

    @property
    def end(self) -> int:
        """The position after the name's last word."""
        return self.first + self.length


def recognize(article: Article, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """
    Find the names of places in an article.

    A name is kept when its standing (countries and first-level units, cities, hamlets) and the words around it outweigh what speaks
    against it. The article as a whole helps: a surname that once stood with a first name or a title is a person everywhere, a name that
    once was clearly a place helps its other uses. Names inside those of public bodies are ``embedded``, demonyms ``adjectival``, capitals
    and countries that speak or decide ``metonymic``; a name borne by a radio station, a club, a school or a firm is no mention of the
    place. Borders in words ("the border with Chile", "frontera peruano-chilena") are toponyms of kind ``border`` and hold those of the
    countries.

    Returns
    -------
    tuple of Toponym
        In the order of the text; a border comes before the names inside it.
    """
    words = Words(article.text)
    people = People(words, word_lists(), gazetteer)
    names = list(names_in(words, gazetteer))
    tagger = load_tagger(article.lang, gazetteer)
    reading = tagger.read(words, [(name.first, name.length, name.postings) for name in names]) if tagger else UNREAD
    people.add(reading.names)
    found = _judged(names, Evidence(words, gazetteer, people, reading))
    borders = border_toponyms(words, found, gazetteer)
    refused = [name for name in names if name.score <= REJECTED / 2]
    taken = people.words.union(*(range(name.first, name.end) for name in (*found, *refused)))
    borders.extend(unlisted_toponyms(words, word_lists(), taken, reading.names))
    toponyms = [*borders, *(toponym for name in found if not is_swallowed(toponym := _toponym(words, name), borders))]
    return tuple(sorted(toponyms, key=lambda toponym: (toponym.start, -toponym.end)))


def _judged(names: list[Found], evidence: Evidence) -> list[Found]:
    """Score each name by itself, then once more with what the article says elsewhere."""
    kept: list[Found] = []
    for name in names:
        evidence.weigh(name, kept)
        if name.score >= ACCEPTED:
            kept.append(name)
    sure = evidence.sure_keys(kept)
    for name in names:
        name.score += evidence.bonus(name, sure)
    return [name for name in names if name.score >= ACCEPTED]


def names_in(words: Words, gazetteer: Gazetteer) -> Iterator[Found]:
    """Give the longest admissible name at each word, from left to right, without overlaps."""
    index = 0
    while index < len(words):
        found = _name_at(words, index, gazetteer)
        if found is None:
            index += 1
        else:
            yield found
            index = found.end


def _name_at(words: Words, index: int, gazetteer: Gazetteer) -> Found | None:
    if words.shape[index] == LOWER and not _begins_feature(words.folded[index]):
        # Most words of a text: only demonyms (``peruano``) are admitted.
        demonyms = _demonyms(gazetteer.family(words.folded[index]).get(words.folded[index], ()))
        return Found(first=index, length=1, postings=demonyms) if demonyms else None
    for length, postings in gazetteer.matches(words.folded, index):
        admitted = _admitted(words, index, length, postings)
        if admitted:
            return Found(first=index, length=length, postings=admitted)
    if words.shape[index] == CAPITALISED and not words.begins[index]:
        postings = corrected(words.folded[index], gazetteer)
        if postings:
            return Found(first=index, length=1, postings=postings, score=-1.0)
    return None


def _admitted(words: Words, index: int, length: int, postings: tuple[Posting, ...]) -> tuple[Posting, ...]:
    """Give the places that the name can mean as it is written: with these capitals, dots and gaps."""
    last = index + length - 1
    if any(not words.joins(position) for position in range(index + 1, last + 1)):
        return ()
    if words.shape[index] == LOWER:
        return _admitted_in_lower_case(words, index, length, postings)
    lists = word_lists()
    loose = words.shape[last] == LOWER and words.folded[last] not in lists.kinds_behind and words.gap(last) not in _TIGHT
    broken = any(words.shape[inner] == LOWER and words.folded[inner] not in CONNECTORS for inner in range(index + 1, last))
    # "The bridge" and "La isla" at the beginning of a sentence are no names.
    loose = loose or (words.shape[last] == LOWER and words.folded[last - 1] in CONNECTORS)
    small = length == 1 and words.shape[index] == CAPITALS and words.folded[index] in CONNECTORS
    if loose or broken or small or (words.shape[index] == NUMBER and length == 1):
        return ()
    postings = tuple(posting for posting in postings if posting.role != "o")
    if all(posting.role not in "xs" for posting in postings):
        return postings
    written = _is_written_as_abbreviation(words, index, last)
    behind = written and (last > index or (index > 0 and words.gap(index) in _BEHIND))
    return tuple(posting for posting in postings if posting.role not in "xs" or (behind if posting.role == "s" else written))


def _admitted_in_lower_case(words: Words, index: int, length: int, postings: tuple[Posting, ...]) -> tuple[Posting, ...]:
    """Admit demonyms (``peruano``), and features whose common noun is in lower case (``río Maure``)."""
    if length > 1 and _begins_feature(words.folded[index]) and words.shape[index + length - 1] in (CAPITALISED, CAPITALS):
        return postings
    return _demonyms(postings)


def _begins_feature(folded: str) -> bool:
    return word_lists().kinds.get(folded) == "natural"


def _demonyms(postings: tuple[Posting, ...]) -> tuple[Posting, ...]:
    return tuple(posting for posting in postings if posting.role == "d")


def _is_written_as_abbreviation(words: Words, index: int, last: int) -> bool:
    """Tell ``U.S.``, ``Calif.`` and ``EEUU`` from words of these letters."""
    surface = words.text[words.start[index] : words.end[last]]
    dotted = words.text[words.end[last] : words.end[last] + 1] == "."
    if "." in surface:
        return all(words.shape[position] in (CAPITALISED, CAPITALS) for position in range(index, last + 1))
    if dotted and not surface.isupper():
        return True
    shouting = last + 1 < len(words) and words.shape[last + 1] == CAPITALS
    return surface.isupper() and (not shouting or len(surface) > 2)  # noqa: PLR2004 (in a heading US may be the pronoun)


def _toponym(words: Words, name: Found) -> Toponym:
    start, end = words.start[name.first], words.end[name.end - 1]
    abbreviated = all(posting.role in "xs" for posting in name.postings) or "." in words.text[start:end]
    if abbreviated and words.text[end : end + 1] == "." and words.end[name.end - 1] - words.start[name.end - 1] < LONGEST_ABBREVIATION:
        end += 1
    chance = 1.0 if name.mention == "adjectival" else name_chance(name.score)
    return Toponym(text=words.text[start:end], start=start, end=end, mention=name.mention, kind=name.kind, chance=round(chance, 3))
