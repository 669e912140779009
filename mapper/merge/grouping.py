"""Reports in the order of their days join the open group that they fit best, or begin one; a group is closed when its days are gone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import floor
from typing import TYPE_CHECKING

from mapper.merge.likeness import ENOUGH, MOST_DAYS_APART, RULED_OUT, contradict, quotes_alike, read_twice, weigh
from mapper.merge.near_copies import LEAST_LIKENESS, likeness

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from mapper.merge.traits import Traits

OPEN_DAYS = 16
"""A group takes reports for this long after its last day; no two days that far apart can be of one happening."""
_ALIKE_QUOTES = 0.6
_HEARD = 12  # members asked about a newcomer: a story that hundreds tell needs no more
_COMPANY = 0.6  # less is enough where the same articles tell another happening together
_ASKED = 300  # groups asked about a newcomer, the latest first


@dataclass(kw_only=True, slots=True, eq=False)
class Group:
    """Reports of one happening, as far as known."""

    number: int
    members: list[Traits] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    last: int = 0
    homes: set[Hashable] = field(default_factory=set)


class Groups:
    """The open groups, found by type and place, and the texts told lately, found by their near-copies."""

    def __init__(self) -> None:
        self._open: dict[int, Group] = {}
        self._at: dict[Hashable, dict[int, Group]] = defaultdict(dict)
        self._texts: dict[int, list[str]] = defaultdict(list)
        self._told_by: dict[str, list[tuple[Traits, int]]] = {}
        self._told_in: dict[str, set[int]] = defaultdict(set)
        self._moved: dict[int, int] = {}
        self._count = 0
        self._closed = 0

    def add(self, traits: Traits) -> None:
        """Put a report into the group that it fits best, or into a new one."""
        group = self._copied(traits) or self._best([traits])
        if group is None:
            group = self._open[self._count] = Group(number=self._count)
            self._count += 1
        self._put(traits, group)
        name = traits.event.article.article_id
        if name not in self._told_by:
            self._told_by[name] = []
            for band in traits.gist.bands:
                self._texts[band].append(name)
        self._told_by[name].append((traits, group.number))

    def close(self, before: int | None = None) -> Iterator[list[Traits]]:
        """Give and forget the groups whose days are gone on the day ``before``; all if None.

        Each is asked a last time whether it fits another: what came after it may tell.
        """
        gone = [group for group in self._open.values() if before is None or group.last < before - OPEN_DAYS]
        for group in gone:
            self._remove(group)
            other = self._best(group.members, self._companions(group))
            if other is None:
                yield group.members
                continue
            self._moved[group.number] = other.number
            for traits in group.members:
                self._put(traits, other)
        self._closed += len(gone)
        if self._closed > len(self._open) // 4:
            self._forget()

    def _put(self, traits: Traits, group: Group) -> None:
        group.members.append(traits)
        group.articles.add(traits.event.article.article_id)
        group.last = max(group.last, traits.anchor)
        self._told_in[traits.event.article.article_id].add(group.number)
        for home in _homes(traits):
            group.homes.add(home)
            self._at[home][group.number] = group

    def _remove(self, group: Group) -> None:
        del self._open[group.number]
        for home in group.homes:
            del self._at[home][group.number]
            if not self._at[home]:
                del self._at[home]
        for name in group.articles:
            self._told_in[name].discard(group.number)

    def _companions(self, group: Group) -> frozenset[str]:
        """Give the articles that tell something else together with an article of this group."""
        others = {number for name in group.articles for number in self._told_in[name]}
        return frozenset(name for number in others for name in self._open[number].articles) - group.articles

    def _forget(self) -> None:
        """Forget what was told in groups that are closed: now and then is enough, since nobody asks for it."""
        self._closed = 0

        def still(number: int) -> bool:
            return self._home_of(number) in self._open

        told = {name: [each for each in reports if still(each[1])] for name, reports in self._told_by.items()}
        self._told_by = {name: reports for name, reports in told.items() if reports}
        texts = {band: [name for name in names if name in self._told_by] for band, names in self._texts.items()}
        self._texts = defaultdict(list, {band: names for band, names in texts.items() if names})
        self._moved = {number: self._home_of(number) for number in self._moved if still(number)}
        self._told_in = defaultdict(set, {name: numbers for name, numbers in self._told_in.items() if numbers})

    def _home_of(self, number: int) -> int:
        """Give the number of the group that a group was put into, else its own."""
        while number in self._moved:
            number = self._moved[number]
        return number

    def _copied(self, traits: Traits) -> Group | None:
        """Find the group of the same sentence in a near-copy of the article."""
        best: tuple[float, int] | None = None
        for name in {name for band in traits.gist.bands for name in self._texts.get(band, ())}:
            reports = self._told_by[name]
            if likeness(traits.gist.signature, reports[0][0].gist.signature) < LEAST_LIKENESS:
                continue
            for other, number in reports:
                home = self._home_of(number)
                if home not in self._open or _held_apart(traits, self._open[home]) or not _may_be_copy(traits, other):
                    continue
                found = quotes_alike(traits, other), -home
                if found[0] >= _ALIKE_QUOTES and (best is None or found > best):
                    best = found
        return self._open[-best[1]] if best else None

    def _best(self, reports: Sequence[Traits], companions: frozenset[str] = frozenset()) -> Group | None:
        """Find the group whose members speak most for the reports, if enough does and none rules them out."""
        near: dict[int, Group] = {}
        for key in {key for traits in reports for key in _searched(traits)}:
            near |= self._at.get(key, {})
        best: tuple[float, int] | None = None
        for number in sorted(near, reverse=True)[:_ASKED]:
            least = ENOUGH - (_COMPANY if companions & near[number].articles else 0.0)
            weight = _fit(reports, near[number])
            if weight >= least and (best is None or (weight, -number) > best):
                best = weight, -number
        return near[-best[1]] if best else None


def _fit(reports: Sequence[Traits], group: Group) -> float:
    """Average what the members say; one that rules a report out has the last word, and what one article tells apart stays apart."""
    if any(_held_apart(traits, group) for traits in reports):
        return RULED_OUT
    total, heard = 0.0, _some(group.members)
    told = _some(reports)
    for traits in told:
        first, last = traits.days or (0, 0)
        for member in heard:
            if last and member.days and (member.days[0] - last > MOST_DAYS_APART or first - member.days[1] > MOST_DAYS_APART):
                return RULED_OUT  # as weighing would: most are told apart by their days
            weight = weigh(traits, member)
            if weight <= RULED_OUT:
                return RULED_OUT
            total += weight
    return total / len(heard) / len(told)


def _held_apart(traits: Traits, group: Group) -> bool:
    """Whether the article of a report tells another event that is in the group: nobody brings together what its own reader held apart."""
    name = traits.event.article.article_id
    if name not in group.articles:
        return False
    return len(group.articles) == 1 or not all(read_twice(traits, each) for each in group.members if each.event.article.article_id == name)


def _some(members: Sequence[Traits]) -> Sequence[Traits]:
    return members if len(members) <= _HEARD else [*members[: _HEARD // 2], *members[-_HEARD // 2 :]]


def _may_be_copy(traits: Traits, other: Traits) -> bool:
    """Whether two reports can be of one wire text: bulletins that repeat their words with other days or numbers are not."""
    a, b = traits.event, other.event
    if a.event_type != b.event_type or a.article.article_id == b.article.article_id:
        return False
    return not contradict(traits, other)


def _homes(traits: Traits) -> Iterable[Hashable]:
    """Give the keys under which a report is found: its countries; its border and cell if it has a point, else keys of areas."""
    kind, spot = traits.event.event_type, traits.spot
    if spot is None:
        return [(kind, "area", None), (kind, None)]
    countries: list[str | None] = [*sorted(spot.countries)] or [None]
    keys = [(kind, country) for country in countries]
    if spot.is_precise:
        return [*keys, (kind, "border", spot.border_id), (kind, *_cell(spot.lon, spot.lat))]
    return [*keys, *((kind, "area", country) for country in countries)]


def _searched(traits: Traits) -> Iterable[Hashable]:
    """Give the keys to look under: a point meets points around it and on its border, and areas; an area meets all of its countries."""
    kind, spot = traits.event.event_type, traits.spot
    if spot is None:
        return [(kind, None)]
    countries: list[str | None] = [*sorted(spot.countries)] or [None]
    if not spot.is_precise:
        return [(kind, country) for country in countries]
    x, y = _cell(spot.lon, spot.lat)
    around = [(kind, x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    along = [(kind, "border", spot.border_id)] if spot.border_id else []
    return [*around, *along, *((kind, "area", country) for country in countries)]


def _cell(lon: float, lat: float) -> tuple[int, int]:
    return floor(lon), floor(lat)
