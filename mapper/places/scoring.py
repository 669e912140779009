"""Scores of the places that a name can mean, each point with its reason."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapper.border import FOCUS_BORDER
from mapper.places.gazetteer import OWN_ROLE
from mapper.places.index import Posting
from mapper.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.places.gazetteer import Gazetteer
    from mapper.records import Place, PlaceKind

    # The points of a reason, and the reason in words.
    Part = tuple[float, str]

MOST_CANDIDATES = 40
# Of so many candidates the reasons are told, and what weighs less is not.
EXPLAINED = 5
LEAST_TOLD = 0.05
FOCUS_KM = 300.0
FOCUS_POINT = (-69.76, -18.0)
HAMLET_POPULATION = 50_000
CAPITAL_SCORE = 1.5
FORMS_WEIGHT = 0.6
USUAL_FORMS = 9
UNIT_WEIGHT = 0.5
# Taken for the logarithm of the people of units of which no town is listed.
UNKNOWN_UNIT = 5.0
NEAR_KM = 150.0
NEAR_MOST = 4.0
# Beyond it nearness is worth nothing, and need not be reckoned.
FARTHEST_DEGREES = 8.0
EARTH_RADIUS_KM = 6371.0
# The role of a name that is the beginning of a longer one in the same article.
SHORT_ROLE = "h"
_ROLE_SCORES = {OWN_ROLE: 8.0, "p": 1.0, "a": 0.8, "k": 0.8, "o": 0.5, "x": 1.0, "s": 1.0, "v": -0.2, "d": 1.0, SHORT_ROLE: 3.0}
_KIND_SCORES: dict[PlaceKind, float] = {
    "country": 8.8, "admin1": 1.2, "admin2": 1.4, "admin3": 0.4, "region": 4.4, "natural": 2.4, "crossing": 1.6, "facility": 1.3,
    "border": -4.2,
}  # fmt: skip
_PEOPLED = ("admin1", "populated_place", "admin3")
_ROLE_WORDS = {
    OWN_ROLE: "your own gazetteer", "p": "its own name", "a": "a common name of it", "k": "what bears the name", "o": "who lies there",
    "x": "an abbreviation of it", "s": "an abbreviation of it", "v": "its name in another language or spelling", "d": "its adjective",
    SHORT_ROLE: "short for a name in the article",
}  # fmt: skip
_KIND_WORDS: dict[PlaceKind, str] = {
    "country": "a country", "admin1": "a first-level unit", "admin2": "a second-level unit", "admin3": "a district",
    "populated_place": "a town", "region": "a region", "natural": "a natural feature", "crossing": "a crossing", "facility": "a facility",
    "border": "a border",
}  # fmt: skip
# Kent, Vermont, Ontario: with no town of their name in them, units are what the plain name means; Tacna and Lima are the cities first.
_WITHOUT_SEAT: dict[PlaceKind, float] = {"admin1": 1.5, "admin2": 1.5}
SEAT_POPULATION = 20_000
GREAT_NATURE_M = 100_000
GREAT_UNIT = 500_000
# A hint by the words around the name, and the kinds that satisfy it, the first best.
_HINTED: dict[PlaceKind, tuple[PlaceKind, ...]] = {
    "country": ("country",),
    "admin1": ("admin1", "region"),
    "admin2": ("admin2", "admin1"),
    "admin3": ("admin3", "populated_place"),
    "populated_place": ("populated_place", "admin3"),
    "crossing": ("crossing", "facility"),
    "facility": ("facility", "crossing"),
    "natural": ("natural", "region"),
}
_SITES = ("populated_place", "admin3", "crossing", "facility", "natural")


@dataclass(kw_only=True, slots=True)
class Scene:
    """What an article as a whole says.

    How often it names each country (ISO 3166-1 alpha-3) and each first-level unit (country, name); the points of the places found in it
    (lon, lat, key of the name, weight from 0 to 1); the border that it is about.
    """

    countries: Counter[str] = field(default_factory=Counter)
    units: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    points: list[tuple[float, float, str, float]] = field(default_factory=list)
    border_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sense:
    """A name in one sense: its key, what its surroundings say it is, and what it lies in. All its uses in an article resolve alike."""

    key: str
    kind: PlaceKind | None
    adjectival: bool
    containers: tuple[Place, ...] = ()
    # Longer names of the article that it may be short for: Foz do Iguaçu, then Foz.
    longer: tuple[str, ...] = ()


def ranked(sense: Sense, gazetteer: Gazetteer, scene: Scene) -> tuple[Candidate, ...]:
    """Score the places that a name can mean, best first."""
    postings = _candidates(sense, gazetteer)
    places = [gazetteer.place(posting.number) for posting in postings]
    rivals = Rivals.among(postings, places)
    scored = []
    for posting, place in zip(postings, places, strict=True):
        ours = gazetteer.is_ours(posting.number)
        parts = [*_own_parts(posting, place, gazetteer), *_hint_parts(sense, place), *_scene_parts(sense, place, scene)]
        parts += [*_focus_parts(place, scene, ours=ours), *container_parts(place, sense.containers), *rivals.parts(place, scene, ours=ours)]
        scored.append((round(sum(part for part, _ in parts), 3), place, parts))
    scored.sort(key=lambda item: (-item[0], -item[1].population, item[1].place_id))
    return tuple(
        Candidate(place=place, score=score, reasons=_reasons(parts) if rank < EXPLAINED else ())
        for rank, (score, place, parts) in enumerate(scored)
    )


def _reasons(parts: Sequence[Part]) -> tuple[str, ...]:
    """Say what made up a score, the weightiest first, each with its points."""
    weighty = sorted((part for part in parts if abs(part[0]) >= LEAST_TOLD), key=lambda part: -abs(part[0]))
    return tuple(f"{reason} {points:+.1f}" for points, reason in weighty)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rivals:
    """What else bears a name: countries (ISO 3166-1 alpha-3), those with a first-level unit, towns; whether any unit does."""

    nations: frozenset[str | None]
    with_unit: frozenset[str | None]
    towns: tuple[Place, ...]
    has_unit: bool

    @classmethod
    def among(cls, postings: Sequence[Posting], places: Sequence[Place]) -> Rivals:
        """Read the rivals off a name's places."""
        proper = [place for (role, _), place in zip(postings, places, strict=True) if role in "paxs"]
        return cls(
            nations=frozenset(place.country for place in places if place.kind == "country"),
            with_unit=frozenset(place.country for place in places if place.kind == "admin1"),
            towns=tuple(place for place in places if place.kind == "populated_place" and place.population >= SEAT_POPULATION),
            has_unit=any(place.kind in ("country", "admin1", "region") or _is_great(place) for place in proper),
        )

    def parts(self, place: Place, scene: Scene, *, ours: bool) -> list[Part]:
        """Weigh a place against the others of its name."""
        parts = []
        if place.kind == "country":
            if self.with_unit - {place.country}:
                parts.append((-1.5, "a state bears this name"))
                parts.append((2.5 if scene.countries[place.country or ""] else 0.0, "the article tells of this country"))
        elif place.country in self.nations:
            parts.append((-3.0, "the whole country bears this name"))
        elif place.kind in _WITHOUT_SEAT and not any(_is_seat(town, place) for town in self.towns):
            part = _WITHOUT_SEAT[place.kind] if place.kind == "admin2" or place.population >= GREAT_UNIT else 0.5
            parts.append((part, "no town in it bears its name"))
        if self.has_unit and not ours and place.kind == "populated_place" and place.population < HAMLET_POPULATION:
            parts.append((-3.0, "a country, state, region or sea bears this name"))
        return parts


def _is_great(place: Place) -> bool:
    """Tell oceans, great rivers and islands."""
    return place.kind == "natural" and (place.uncertainty_m or 0) >= GREAT_NATURE_M


def _is_seat(town: Place, unit: Place) -> bool:
    """Tell towns inside a unit."""
    if town.country != unit.country:
        return False
    return town.admin1 == unit.name if unit.kind == "admin1" else distance_km(town, unit) < (unit.uncertainty_m or 0) / 1000


def _candidates(sense: Sense, gazetteer: Gazetteer) -> list[Posting]:
    postings = [posting for posting in gazetteer.lookup(sense.key) if (posting.role == "d") == sense.adjectival]
    postings = postings or list(gazetteer.corrected(sense.key))
    known = {posting.number for posting in postings}
    for key in sense.longer:
        longer = [posting for posting in gazetteer.lookup(key) if posting.number not in known and posting.role in "upa"]
        postings += [Posting(SHORT_ROLE, number) for _, number in longer if gazetteer.place(number).kind in _SITES]
    if len(postings) <= MOST_CANDIDATES:
        return postings
    postings.sort(key=lambda posting: (not gazetteer.is_ours(posting.number), -gazetteer.population(posting.number)))
    return postings[:MOST_CANDIDATES]


def _own_parts(posting: Posting, place: Place, gazetteer: Gazetteer) -> list[Part]:
    """Weigh the place by itself."""
    ours = gazetteer.is_ours(posting.number)
    parts = [
        (_ROLE_SCORES[posting.role], _ROLE_WORDS[posting.role]),
        (_KIND_SCORES.get(place.kind, 0.0), f"is {_KIND_WORDS[place.kind]}"),
    ]
    if place.kind in _PEOPLED:
        parts.append(_fame(place, gazetteer.forms(posting.number) or (USUAL_FORMS if ours else 0)))
    if place.kind == "admin1" and not ours:
        parts.append((-1.5, "a small unit"))
    if place.kind in _SITES and ours:
        parts.append((1.0, "a place of our own tables"))
    if gazetteer.is_capital(posting.number):
        parts.append((CAPITAL_SCORE, "a capital"))
    return parts


def _fame(place: Place, forms: int) -> Part:
    """Weigh how well known a place is: towns and first-level units by their people, towns by the forms of their name, too."""
    people = math.log10(place.population + 10)
    told = f"population {place.population:,}" if place.population else "population not known"
    if place.kind != "admin1":
        return 0.8 * people + FORMS_WEIGHT * math.log10((1 + forms) / (1 + USUAL_FORMS)), told
    return UNIT_WEIGHT * (people if place.population else UNKNOWN_UNIT), told


def _hint_parts(sense: Sense, place: Place) -> list[Part]:
    """Weigh the kind that the words beside the name tell."""
    if sense.kind is None:
        return []
    fits = _HINTED.get(sense.kind, ())
    if place.kind in fits:
        return [(6.0 - 4.0 * fits.index(place.kind), f"the words beside it say {sense.kind}")]
    return [] if place.kind == "country" else [(-1.0, f"the words beside it say {sense.kind}")]


def _scene_parts(sense: Sense, place: Place, scene: Scene) -> list[Part]:
    """Weigh the article's other places: countries and units that hold this one, and those near it."""
    parts = []
    total = scene.countries.total()
    if place.country and total and place.kind != "country" and scene.countries[place.country]:
        parts.append((min(2.5, 1.0 + 2.5 * scene.countries[place.country] / total), f"the article names {place.country}"))
    if place.kind not in ("country", "admin1") and scene.units[place.country, place.admin1]:
        parts.append((1.8, f"the article names {place.admin1}"))
    near = sum(
        weight * math.exp(-distance_km(place, (lon, lat)) / NEAR_KM)
        for lon, lat, key, weight in scene.points
        if key != sense.key and abs(lat - place.lat) < FARTHEST_DEGREES
    )
    parts.append((min(NEAR_MOST, 1.5 * near), "near other places of the article"))
    return parts


def _focus_parts(place: Place, scene: Scene, *, ours: bool) -> list[Part]:
    """Weigh the border that the article is about: its two countries, and round the Peru-Chile border the places that we know there."""
    if not scene.border_id or not place.country or place.kind == "country" or place.country not in scene.border_id.split("-"):
        return []
    parts = [(0.8, f"on a side of the border {scene.border_id}")]
    if scene.border_id == FOCUS_BORDER and ours and distance_km(place, FOCUS_POINT) < FOCUS_KM:
        parts.append((1.5, "a known place near this border"))
        if place.kind == "crossing":
            # Where a village and a crossing share a name, border news means the crossing.
            parts.append((1.2, "a crossing of this border"))
    return parts


def container_parts(place: Place, containers: Sequence[Place]) -> list[Part]:
    """Weigh the unit or country written behind the name: for a place inside it, against the others."""
    if place.kind == "country":
        return [] if any(unit.kind == "country" for unit in containers) or not containers else [(-9.0, f"followed by {containers[0].name}")]
    for unit in containers:
        if place.kind == "admin1" and unit.kind != "country":
            continue
        if unit.kind == "country" and place.country == unit.country:
            return [(5.0, f"followed by {unit.name}")]
        if unit.kind == "admin1" and place.country == unit.country and place.admin1 == unit.name:
            return [(6.0, f"followed by {unit.name}")]
        if unit.kind != "country" and distance_km(place, unit) < 1.2 * (unit.uncertainty_m or 0) / 1000:
            return [(4.0, f"followed by {unit.name}")]
    return [(-1.5, "not in what is written behind the name")] if containers else []


def distance_km(one: Place, other: Place | tuple[float, float]) -> float:
    """Give the great-circle distance between two places, or a place and a point lon, lat (EPSG:4326), in kilometres."""
    lon, lat = other if isinstance(other, tuple) else (other.lon, other.lat)
    a, b = math.radians(one.lat), math.radians(lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon - one.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))
