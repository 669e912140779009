"""How many: the numbers in a text that count something, with their bounds, their wording and what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapper.language.counted import Counted, Surroundings, counted_noun, is_label, is_no_count
from mapper.language.durations import Duration, find_durations
from mapper.language.numerals import NUMBER_WORDS, Numeral, read_numeral
from mapper.language.pieces import folded_text
from mapper.records import CountKind, Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Duration", "find_durations", "find_quantities"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _roles(**phrases: str) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): role for role, listed in phrases.items() for phrase in listed.split("|")}


_BEFORE: Mapping[tuple[str, ...], str] = _roles(
    least="at least|no fewer than|no less than|not less than|not fewer than|more than|over|above|upwards of|in excess of|a minimum of|"
    "exceeding|"
    "al menos|por lo menos|como minimo|cuando menos|a lo menos|no menos de|mas de|superior a|por encima de|un minimo de",
    most="up to|as many as|at most|at the most|no more than|not more than|fewer than|less than|under|below|a maximum of|"
    "hasta|como maximo|a lo sumo|a lo mas|no mas de|menos de|un maximo de|por debajo de",
    about="about|around|some|roughly|approximately|nearly|almost|close to|an estimated|perhaps|circa|a total of|only|just|barely|"
    "unos|unas|cerca de|alrededor de|aproximadamente|casi|en torno a|apenas|un total de|poco menos de|solo|tan solo",
    more="another|a further|an additional|further|additional|otros|otras|otro|otra",
    old="up from|down from|compared with|compared to|frente a|contra|versus",
)
_AFTER: Mapping[tuple[str, ...], str] = _roles(
    least="or more|o mas|at least|al menos|por lo menos|como minimo|plus|+",
    most="or fewer|or less|o menos|at most|como maximo|a lo sumo",
    about="or so|or thereabouts|- odd|odd|mas o menos|aproximadamente",
    tens="y tantos|y tantas|y pico",
    more="more|additional|mas|adicionales",
)
_LAST_WORDS = frozenset(phrase[-1] for phrase in _BEFORE)
_FIRST_WORDS = frozenset(phrase[0] for phrase in _AFTER)
_LONGEST = 3
_TO = {"en": frozenset(["to", "-", "or"]), "es": frozenset(["a", "al", "-", "o", "u"])}
_AND = frozenset(["and", "y", "e", "-", ",", "to", "a", "al", "or", "o", "hasta"])
_BETWEEN = {"en": ("between", "and"), "es": ("entre", "y")}
_FROM = {"en": "from", "es": "de"}
_CHANGES = (
    "sub", "aument", "pas", "baj", "crec", "cay", "elev", "reduj", "reduc", "ampli", "dupli", "tripli", "increment", "salt", "disminu",
)  # fmt: skip
_PERIODS = _words("day night week month year hour minute dia noche semana mes ano hora minuto jornada")
_RATE_WORDS = _words("daily nightly weekly monthly hourly diarios diarias diario diaria semanales mensuales diariamente")
_EACH = frozenset(["a", "an", "per", "each", "every", "al", "por", "cada"])
_CLOSERS = _words(
    """
    was were is are has had have who that which and or but in on at of to from by with for as after before while when near will would could
    may might did does died said told took came went got fell later more another day side way thing hand
    """
)
_SIZES = frozenset(["strong", "man", "member", "person", "odd"])


class _Found(NamedTuple):
    """A number with its bounds and the pieces it spans; ``kind`` as far as told by the words before it."""

    numeral: Numeral
    kind: CountKind
    digits: str | None


def find_quantities(text: str, lang: str) -> tuple[Quantity, ...]:
    """
    Find the numbers that count something, with bounds, wording, kind and the counted noun.

    ``unit`` is the folded head of the noun phrase after the number, None where none follows. Dozens are 20-99, hundreds 200-999, thousands
    2,000-9,999; "at least N" is N and open, "up to N" open and N, "about N" N to N. A change "from A to B" is B. Years, dates, times,
    percentages, money, distances, ages, durations and the numbers of roads, monuments or decrees are left out; weights and goods stay,
    with their unit. ``lang`` "es" reads Spanish words, any other English ones.

    Examples
    --------
    >>> [found] = find_quantities("At least 100 people waited 3 days at kilometre 12 of Route 5.", "en")
    >>> found.text, found.minimum, found.maximum, found.unit
    ('At least 100 people', 100, None, 'people')
    """
    return _Reader(text, lang).read()


class _Reader:
    """One pass over the pieces of a text."""

    def __init__(self, text: str, lang: str) -> None:
        self.text = folded_text(text)
        self.pieces = self.text.pieces
        self.lang = lang if lang in NUMBER_WORDS else "en"
        self.words = NUMBER_WORDS[self.lang]
        self.found: list[Quantity] = []
        self.labelled_until = -1

    def read(self) -> tuple[Quantity, ...]:
        starters = self.words.starters
        position = 0
        for at, piece in enumerate(self.pieces):
            if at >= position and (piece.word in starters or piece.word[0].isdecimal() or self._is_one_of(at)):
                position = self._number_at(at)
        return tuple(self.found)

    def _is_one_of(self, at: int) -> bool:
        """Tell "una de ellas" and "un solo" from the article."""
        if self.lang != "es" or self.pieces[at].word not in ("un", "una", "uno"):
            return False
        following = [piece.word for piece in self.pieces[at + 1 : at + 3]]
        return following[:1] in (["solo"], ["sola"]) or following in (["de", "ellos"], ["de", "ellas"])

    def _number_at(self, at: int) -> int:
        """Read the number at a piece, keep it if it counts something, and say where to go on."""
        numeral = read_numeral(self.pieces, at, self.words)
        if numeral is None:
            return at + 1
        first_word = self.pieces[numeral.first].word
        digits = first_word if numeral.last == numeral.first + 1 and first_word[0].isdecimal() else None
        found = self._ranged(_Found(numeral, "total", digits))
        counted = counted_noun(self.text, found.numeral.last, self.lang)
        near = Surroundings(self.pieces, found.numeral, digits=digits, has_noun=counted.unit is not None)
        if is_label(near) or self._goes_on_label(near, found.numeral):
            self.labelled_until = found.numeral.last
        elif not is_no_count(near) and self._counts(near, found.numeral, counted):
            self._keep(found, counted)
        return found.numeral.last

    def _goes_on_label(self, near: Surroundings, numeral: Numeral) -> bool:
        """Tell the 14 of "hitos 13 y 14"."""
        return not near.has_noun and numeral.first == self.labelled_until + 1 and near.before[-1] in _AND

    def _counts(self, near: Surroundings, numeral: Numeral, counted: Counted) -> bool:
        """Leave out "no one", "two-lane", "2-1" and other numbers that count nothing."""
        a1, a2 = near.after[:2]
        if a1 == "-" and near.glued_after and a2 not in _SIZES and not near.has_noun:
            return False
        if a1 in ("-", ":") and a2.isdecimal():
            return False
        if near.value == 1 and numeral.maximum == 1:
            return counted.last > numeral.last or self._one(numeral).unit is not None
        return near.value > 0

    def _one(self, numeral: Numeral) -> Counted:
        """Find the singular noun that "one" counts: the last word before the clause goes on."""
        if self.lang != "en" or self.pieces[numeral.first - 1].word in ("no", "this", "that", "the", "any", "each", "every"):
            return Counted(unit=None, last=numeral.last)
        for width in (3, 2, 1):
            nouns = self.pieces[numeral.last : numeral.last + width]
            follows = self.pieces[numeral.last + width : numeral.last + width + 1]
            is_closed = not follows or not follows[0].word[0].isalpha() or follows[0].word in _CLOSERS
            is_noun = len(nouns) == width and all(piece.word.isalpha() and piece.word not in _CLOSERS for piece in nouns)
            if is_closed and is_noun and not (width > 1 and nouns[-1].word.endswith("ed")):
                return Counted(unit=nouns[-1].word, last=numeral.last + width)
        return Counted(unit=None, last=numeral.last)

    def _ranged(self, found: _Found) -> _Found:
        """Join "between A and B", "A to B", "A-B", "from A to B"."""
        first = found.numeral
        between, conjunction = _BETWEEN[self.lang]
        before = self.pieces[first.first - 1].word if first.first else ""
        if first.last + 1 >= len(self.pieces) or first.minimum != first.maximum:
            return found
        link = self.pieces[first.last].word
        is_between = before == between and link == conjunction
        if not is_between and link not in _TO[self.lang]:
            return found
        second = self._second(first.last + 1)
        if second is None or second.maximum is None:
            return found
        low = _scaled(first.minimum, second.maximum)
        if before == _FROM[self.lang] and link in ("to", "a") and self._is_change(first.first - 1):
            return found._replace(numeral=Numeral(second.minimum, second.maximum, first.first - 1, second.last), kind="change")
        if second.maximum <= low:
            return found
        start = first.first - (1 if is_between or (before == _FROM[self.lang] and link in ("to", "a", "al")) else 0)
        return found._replace(numeral=Numeral(low, second.maximum, start, second.last))

    def _second(self, at: int) -> Numeral | None:
        while at < len(self.pieces) and self.pieces[at].word in ("up", "to", "hasta", "las", "los", "unos", "unas"):
            at += 1
        word = self.pieces[at].word if at < len(self.pieces) else ""
        if not word or not (word in self.words.starters or word[0].isdecimal()):
            return None
        return read_numeral(self.pieces, at, self.words)

    def _is_change(self, at: int) -> bool:
        """Tell "rose from 24 to 86" and "subieron de 24 a 86" from "ranging from 5 to 10" and "de 15 a 20 personas"."""
        before = [piece.word for piece in self.pieces[max(0, at - 4) : at]]
        if self.lang == "en":
            return not any(word.startswith(("rang", "vary", "varie")) for word in before)
        return any(word.startswith(_CHANGES) for word in before)

    def _keep(self, found: _Found, counted: Counted) -> None:
        numeral, kind = found.numeral, found.kind
        minimum, maximum = numeral.minimum, numeral.maximum
        if counted.unit is None and minimum == maximum == 1 and counted.last == numeral.last:
            counted = self._one(numeral)
        first, roles = self._roles_before(numeral.first)
        last, later_roles = self._roles_after(numeral.last, counted)
        roles |= later_roles
        if "old" in roles:
            return
        bounds = _bounded(minimum, maximum, roles)
        if "more" in roles:
            kind = "increment"
        rate_end = self._rate_end(last)
        if rate_end > last or self._is_each_before(first) or any(piece.word in _RATE_WORDS for piece in self.pieces[numeral.last : last]):
            kind, last = "rate", max(rate_end, last)
        start, end = self.text.source_span(self.pieces[first].start, self.pieces[last - 1].end)
        wording = self.text.text[start:end]
        self.found.append(
            Quantity(minimum=bounds[0], maximum=bounds[1], text=wording, start=start, end=end, unit=counted.unit, kind=kind)
        )

    def _roles_before(self, first: int) -> tuple[int, set[str]]:
        """Read the bounding words before a number, nearest first: "at least another"."""
        roles: set[str] = set()
        while first and self.pieces[first - 1].word in _LAST_WORDS:
            for width in range(_LONGEST, 0, -1):
                role = _BEFORE.get(tuple(piece.word for piece in self.pieces[max(0, first - width) : first]))
                if role is not None and first >= width:
                    break
            else:
                break
            roles.add(role)
            first -= width
        return first, roles

    def _roles_after(self, last: int, counted: Counted) -> tuple[int, set[str]]:
        """Read the bounding words right after a number or after its noun: "or so", "migrants or more", "otros 50 más"."""
        roles: set[str] = set()
        for at in dict.fromkeys((last, counted.last)):
            if at < len(self.pieces) and self.pieces[at].word in _FIRST_WORDS:
                for width in range(_LONGEST, 0, -1):
                    role = _AFTER.get(tuple(piece.word for piece in self.pieces[at : at + width]))
                    if role is not None and not self._compares(at + width, role):
                        roles.add(role)
                        last = at + width
                        break
        return max(last, counted.last), roles

    def _compares(self, after: int, role: str) -> bool:
        """Tell "50 more than last year" from "50 more"."""
        return role == "more" and after < len(self.pieces) and self.pieces[after].word in ("than", "que", "de", "del")

    def _rate_end(self, last: int) -> int:
        """Say where a rate ends that begins at a piece ("a day", "al día", "por noche", "diarios"), or return the piece."""
        words = [piece.word for piece in self.pieces[last : last + 3]] + ["", "", ""]
        if words[0] in _RATE_WORDS:
            return last + 1
        if words[0] in _EACH and words[1] in _PERIODS:
            return last + 2
        return last + 3 if words[:2] == ["a", "la"] and words[2] in _PERIODS else last

    def _is_each_before(self, first: int) -> bool:
        """Find "cada noche" or "every day" before the number, in the same clause."""
        for at in range(first - 2, max(-1, first - 8), -1):
            word = self.pieces[at].word
            if word in (".", ";", ",", ":"):
                return False
            if word in ("cada", "each", "every"):
                return self.pieces[at + 1].word in _PERIODS
        return False


def _scaled(low: int, high: int) -> int:
    """Give the first number of "between 3 and 4 million" the second's scale."""
    for factor in (1_000_000, 1_000):
        if high >= factor and high % factor == 0 and low < 1_000 and low * factor <= high:  # noqa: PLR2004
            return low * factor
    return low


def _bounded(minimum: int, maximum: int | None, roles: set[str]) -> tuple[int | None, int | None]:
    if "tens" in roles:
        return minimum, minimum + 9
    if "least" in roles:
        return minimum, None
    if "most" in roles:
        return None, maximum
    return minimum, maximum
