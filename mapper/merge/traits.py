"""What deciding on sameness needs of a report, worked out once: days, place, number, actors, words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from mapper.language.folding import fold
from mapper.language.tokens import tokenize

if TYPE_CHECKING:
    from mapper.merge.gists import Gist
    from mapper.records import Event, LocationType, Placement, When

_STEM = 4  # letters: "migrants" and "migrantes", "Venezuela" and "Venezuelans" begin alike
_EMPTY = frozenset(
    """
    that this with from were they their them have been into said says after when where which while about also
    para desde entre sobre como este esta estos estas dijo segun hasta tras cuando donde fueron unos unas mas que sus los las del
    """.split()  # noqa: SIM905 - a list would be forty lines
)
_FIRM = ("stated", "relative")
PRECISE: frozenset[LocationType] = frozenset(("site", "populated_place", "near_place", "admin3", "route"))
_REACH_KM: dict[LocationType, float] = {"admin3": 12.0, "near_place": 10.0, "populated_place": 4.0, "site": 2.0, "route": 20.0}
_MONTH = 7  # length of YYYY-MM


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Where a report puts its event: a point that can be trusted within ``reach_km``, or an area, a border or a stretch of one."""

    name: str | None
    kind: LocationType
    lon: float
    lat: float
    reach_km: float
    border_id: str | None
    country: str | None
    admin1: str | None
    stretch_km: tuple[float, float] | None
    countries: frozenset[str]
    stems: frozenset[str]

    @property
    def is_precise(self) -> bool:
        """Whether the point says where it is, and not only an area."""
        return self.kind in PRECISE


@dataclass(frozen=True, kw_only=True, slots=True)
class Traits:
    """A report as the comparison sees it.

    ``days`` are the first and last day told (proleptic ordinals), None if the text tells none; ``told`` is the day of publication;
    ``anchor`` the day in which order reports are gone through. ``words`` of the quote and ``actors`` are beginnings of words, alike in both
    languages; ``gist`` is that of the whole article.
    """

    event: Event
    gist: Gist
    anchor: int
    days: tuple[int, int] | None
    told: int | None
    spot: Spot | None
    actors: frozenset[str]
    words: frozenset[str]


def traits_of(event: Event, gist: Gist) -> Traits:
    """Work out what comparing needs of a report."""
    days = _days(event.when) if event.when.basis in _FIRM else None
    told = _ordinal(event.article.published, last=False)
    return Traits(
        event=event,
        gist=gist,
        anchor=_anchor(event, days, told),
        days=days,
        told=told,
        spot=_spot(event.placement) if event.placement else None,
        actors=_stems(" ".join(filter(None, (event.actor1, event.actor2)))),
        words=_stems(event.evidence.quote),
    )


def day_of(event: Event) -> int:
    """Give the day by which reports are put in order, as `datetime.date.toordinal` counts; 0 if nothing tells one.

    It is the day told in the text; for a month or year, the day of publication if that lies within.
    """
    days = _days(event.when) if event.when.basis in _FIRM else None
    return _anchor(event, days, _ordinal(event.article.published, last=False))


def _anchor(event: Event, days: tuple[int, int] | None, told: int | None) -> int:
    if days is None:
        return told or _ordinal(event.when.start, last=False) or 0
    if days[1] - days[0] > 1 and told is not None:
        return min(max(told, days[0]), days[1])
    return days[0]


def _days(when: When) -> tuple[int, int] | None:
    first, last = _ordinal(when.start, last=False), _ordinal(when.end or when.start, last=True)
    return None if first is None or last is None else (first, max(first, last))


def _ordinal(text: str | None, *, last: bool) -> int | None:
    """Count a date as days; of a month or year its first or last."""
    if not text:
        return None
    try:
        if len(text) <= _MONTH:
            year, month = int(text[:4]), int(text[5:7] or (12 if last else 1))
            return date(year + month // 12, month % 12 + 1, 1).toordinal() - 1 if last else date(year, month, 1).toordinal()
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return None


def _spot(placement: Placement) -> Spot:
    kind = placement.location_type
    stretch = placement.chainage_from_km, placement.chainage_to_km
    sides = placement.border_id.split("-") if placement.border_id else []
    reach = placement.uncertainty_m / 1000 if placement.uncertainty_m is not None else _REACH_KM.get(kind, 0.0)
    return Spot(
        name=placement.location,
        kind=kind,
        lon=placement.lon,
        lat=placement.lat,
        reach_km=reach,
        border_id=placement.border_id,
        country=placement.country,
        admin1=placement.admin1,
        stretch_km=(stretch[0], stretch[1]) if stretch[0] is not None and stretch[1] is not None else None,
        countries=frozenset(filter(None, [*sides, placement.country])),
        stems=_stems(placement.location or ""),
    )


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    words = (fold(token.text) for token in tokenize(text))
    return frozenset(word[:_STEM] for word in words if len(word) >= _STEM and word[0].isalpha() and word not in _EMPTY)
