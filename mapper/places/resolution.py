"""Which place a name means: candidates scored by name, standing, the words around it and the other places of the article."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapper.border import FOCUS_BORDER, border_between, border_table
from mapper.places.border_places import border_place
from mapper.places.compile import keys_of
from mapper.places.gazetteer import OWN_ROLE
from mapper.records import Candidate, Location

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapper.places.gazetteer import Gazetteer
    from mapper.places.index import Posting
    from mapper.records import Article, Place, PlaceKind, Toponym

MOST_CANDIDATES = 40
FOCUS_KM = 300.0
HAMLET_POPULATION = 50_000
NEAR_KM = 150.0
EARTH_RADIUS_KM = 6371.0
# Temperature of the scores when they are read as odds: fitted on the annotated articles (see tests/places).
TEMPERATURE = 1.2
_ROLE_SCORES = {OWN_ROLE: 8.0, "p": 1.0, "a": 0.8, "k": 0.8, "o": 0.5, "x": 1.0, "v": -0.2, "d": 1.0}
_KIND_SCORES: dict[PlaceKind, float] = {
    "country": 8.0, "admin1": 3.2, "admin2": 0.6, "admin3": 0.4, "region": 2.0, "natural": 1.6, "crossing": 0.8, "facility": 0.5, "border": -5.0,
}  # fmt: skip
# A hint by the words around the name, and the kinds that satisfy it, the first best.
_HINTED: dict[PlaceKind, tuple[PlaceKind, ...]] = {
    "country": ("country",),
    "admin1": ("admin1", "region"),
    "admin2": ("admin2",),
    "admin3": ("admin3", "populated_place"),
    "populated_place": ("populated_place", "admin3"),
    "crossing": ("crossing", "facility"),
    "facility": ("facility", "crossing"),
    "natural": ("natural", "region"),
}
_CONTAINER = re.compile(r"^(?:, (?:en |in )?(?:el |la |the )?(?:(?:regi[oó]n|provincia|departamento|estado|distrito) de )?| \(|, ?)$")


@dataclass(kw_only=True, slots=True)
class _Scene:
    """What the article as a whole says: how often each country and first-level unit is named, the points of its other places, its border."""

    countries: Counter[str] = field(default_factory=Counter)
    units: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    points: list[tuple[float, float, str]] = field(default_factory=list)
    border_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sense:
    """A name in one sense: its key, what its surroundings say it is, and in what it lies. All its uses resolve alike."""

    key: str
    kind: PlaceKind | None
    mention: str
    containers: tuple[Place, ...] = ()


def resolve(toponyms: Sequence[Toponym], article: Article, gazetteer: Gazetteer, *, border_id: str | None = None) -> tuple[Location, ...]:
    """
    Decide which place each name means.

    Parameters
    ----------
    toponyms
        What `recognize` found in the article.
    article
        The article itself.
    gazetteer
        Where the candidates come from.
    border_id
        What "the border" means, and which border's surroundings to prefer; None lets the article's own countries decide.

    Returns
    -------
    tuple of Location
        One for each toponym, in their order, with candidates best first, each with its reasons. ``confidence`` is the chosen candidate's share
        of the odds of all; it says nothing of whether the name is a place at all.
    """
    containers = _containers(toponyms, article, gazetteer)
    senses = [_sense(toponym, containers) for toponym in toponyms]
    scene = _first_scene(toponyms, gazetteer, border_id)
    chosen: dict[_Sense, tuple[Candidate, ...]] = {}
    for _ in range(2):
        chosen = {
            sense: _ranked(sense, gazetteer, scene) for sense in dict.fromkeys(senses) if sense.kind != "border"
        }
        scene.points = [(best.place.lon, best.place.lat, sense.key) for sense, found in chosen.items() if found and _is_point(best := found[0])]
    named = Counter(chosen[sense][0].place.country for sense in senses if sense.kind != "border" and not sense.mention and chosen[sense])
    return tuple(
        _border_location(toponym, _neighbour_border(toponym, named, scene, gazetteer), gazetteer) if sense.kind == "border" else _location(toponym, chosen[sense])
        for toponym, sense in zip(toponyms, senses, strict=True)
    )


def _sense(toponym: Toponym, containers: Mapping[int, tuple[Place, ...]]) -> _Sense:
    return _Sense(
        key=keys_of(toponym.text)[0], kind=toponym.kind, mention="adjectival" if toponym.mention == "adjectival" else "",
        containers=containers.get(toponym.start, ()),
    )  # fmt: skip


def _is_point(candidate: Candidate) -> bool:
    return candidate.place.kind not in ("country", "region", "natural") and candidate.score > 0


def _location(toponym: Toponym, candidates: tuple[Candidate, ...]) -> Location:
    if not candidates:
        return Location(toponym=toponym, place=None)
    best = candidates[0].score
    odds = sum(math.exp((candidate.score - best) / TEMPERATURE) for candidate in candidates if not _is_same(candidate, candidates[0]))
    return Location(toponym=toponym, place=candidates[0].place, candidates=candidates[:5], confidence=round(0.98 / (1 + odds), 3))


def _is_same(candidate: Candidate, best: Candidate) -> bool:
    """Tell a candidate that stands for the same spot, as a town and the district around it do."""
    return candidate is not best and distance_km(candidate.place, best.place) < 10 and candidate.place.country == best.place.country or candidate is best  # noqa: PLR2004


def _neighbour_border(toponym: Toponym, named: Counter[str | None], scene: _Scene, gazetteer: Gazetteer) -> str | None:
    """Tell which border "the border with X" is: X's with the neighbour of which the article says most."""
    if toponym.border_id:
        return toponym.border_id
    words = keys_of(toponym.text)[0].split()
    ends = [match for index in range(len(words)) for match in gazetteer.matches(words, index)]
    country = next((place.country for match in ends for role, number in match.postings if (place := gazetteer.place(number)).kind == "country"), None)
    if country is None or (scene.border_id and country in scene.border_id.split("-")):
        return scene.border_id
    return next((border for other, _ in named.most_common() if other and (border := border_between(country, other))), None)


def _border_location(toponym: Toponym, border_id: str | None, gazetteer: Gazetteer) -> Location:
    place = border_place(toponym.text, border_id, gazetteer) if border_id else None
    confidence = 0.0 if place is None else 0.9 if toponym.border_id else 0.6
    reasons = ("the article names both countries" if toponym.border_id else "the border that the article is about",)
    candidates = () if place is None else (Candidate(place=place, score=confidence, reasons=reasons),)
    return Location(toponym=toponym, place=place, candidates=candidates, confidence=confidence)


def _first_scene(toponyms: Sequence[Toponym], gazetteer: Gazetteer, border_id: str | None) -> _Scene:
    """Read off countries and units whose names can mean little else."""
    scene = _Scene()
    for toponym in toponyms:
        if toponym.kind == "border":
            continue
        places = [gazetteer.place(posting.number) for posting in gazetteer.lookup(toponym.text) if posting.role in "upaxd"]
        country = next((place for place in places if place.kind == "country"), None)
        if country is not None and country.country:
            scene.countries[country.country] += 1
            continue
        for place in places:
            if place.kind == "admin1" and len(places) < 4:  # noqa: PLR2004 (a name of many places proves nothing)
                scene.units[place.country, place.name] += 1
        owners = {place.country for place in places if place.country}
        if len(owners) == 1:
            scene.countries[owners.pop()] += 1
    scene.border_id = border_id or _border_of(toponyms, scene)
    return scene


def _border_of(toponyms: Sequence[Toponym], scene: _Scene) -> str | None:
    named = Counter(toponym.border_id for toponym in toponyms if toponym.border_id)
    if named:
        return named.most_common(1)[0][0]
    best = [country for country, _ in scene.countries.most_common(3)]
    pairs = [f"{a}-{b}" for a in best for b in best if a != b]
    return next((pair for pair in pairs if pair in border_table()), None)


def _containers(toponyms: Sequence[Toponym], article: Article, gazetteer: Gazetteer) -> dict[int, tuple[Place, ...]]:
    """Find for each name, by its offset, the places of the name written behind it: ``Bangor, Maine``; ``Santa Rosa, en Tacna``; ``Palca (Tacna)``."""
    containers: dict[int, tuple[Place, ...]] = {}
    plain = [toponym for toponym in toponyms if toponym.kind != "border" and toponym.mention != "adjectival"]
    for inner, outer in zip(plain, plain[1:], strict=False):
        gap = article.text[inner.end : outer.start]
        if len(gap) > 30 or not _CONTAINER.match(gap):  # noqa: PLR2004
            continue
        postings = gazetteer.lookup(outer.text)
        units = [gazetteer.place(posting.number) for posting in postings if posting.role in "pax"]
        inside = tuple(unit for unit in units if unit.kind in ("country", "admin1", "admin2"))
        if any(_lies_in(gazetteer.place(posting.number), inside) for posting in gazetteer.lookup(inner.text)[:MOST_CANDIDATES]):
            containers[inner.start] = inside
    return containers


def _candidates(sense: _Sense, gazetteer: Gazetteer) -> list[Posting]:
    postings = [posting for posting in gazetteer.lookup(sense.key) if (posting.role == "d") == (sense.mention == "adjectival")]
    if not postings:
        postings = list(gazetteer.corrected(sense.key))
    if len(postings) <= MOST_CANDIDATES:
        return postings
    return sorted(postings, key=lambda posting: (not gazetteer.is_ours(posting.number), -gazetteer.population(posting.number)))[:MOST_CANDIDATES]


def _ranked(sense: _Sense, gazetteer: Gazetteer, scene: _Scene) -> tuple[Candidate, ...]:
    scored = []
    postings = _candidates(sense, gazetteer)
    has_unit = any(posting.role in "pax" and gazetteer.place(posting.number).kind in ("country", "admin1") for posting in postings)
    for posting in postings:
        place = gazetteer.place(posting.number)
        parts = [*_own_parts(sense, posting, place, gazetteer), *_scene_parts(sense, place, scene, gazetteer, posting), *_container_parts(place, sense.containers)]
        if has_unit and place.kind == "populated_place" and place.population < HAMLET_POPULATION and not gazetteer.is_ours(posting.number):
            parts.append((-3.0, "a country or state bears this name"))
        score = sum(part for part, _ in parts)
        reasons = tuple(reason for part, reason in sorted(parts, key=lambda item: -abs(item[0])) if reason and part)
        scored.append(Candidate(place=place, score=round(score, 3), reasons=reasons))
    return tuple(sorted(scored, key=lambda candidate: (-candidate.score, -candidate.place.population, candidate.place.place_id)))


def _own_parts(sense: _Sense, posting: Posting, place: Place, gazetteer: Gazetteer) -> list[tuple[float, str]]:
    ours = gazetteer.is_ours(posting.number) and place.kind in ("populated_place", "admin3", "crossing", "facility", "natural")
    parts = [
        (_ROLE_SCORES[posting.role], "your own gazetteer" if posting.role == OWN_ROLE else ""),
        (_KIND_SCORES.get(place.kind, 0.0), f"is a {place.kind}" if place.kind in ("country", "admin1") else ""),
        (0.8 * math.log10(place.population + 10) if place.kind in ("populated_place", "admin3") else 0.8, "population" if place.population else ""),
        (1.0 if ours else 0.0, "a place of our own tables"),
    ]
    if sense.kind is not None:
        fits = _HINTED.get(sense.kind, ())
        if place.kind in fits:
            parts.append((4.0 - 1.5 * fits.index(place.kind), f"the words beside it say {sense.kind}"))
        elif place.kind != "country":
            parts.append((-1.0, ""))
    return parts


def _scene_parts(sense: _Sense, place: Place, scene: _Scene, gazetteer: Gazetteer, posting: Posting) -> list[tuple[float, str]]:
    parts = []
    total = sum(scene.countries.values())
    if place.country and total and place.kind != "country":
        share = scene.countries[place.country] / total
        parts.append((min(2.5, 1.0 + 2.5 * share) if share else 0.0, f"the article names {place.country}"))
    if place.kind not in ("country", "admin1") and scene.units[place.country, place.admin1]:
        parts.append((1.8, f"the article names {place.admin1}"))
    near = sum(math.exp(-distance_km(place, (lon, lat)) / NEAR_KM) for lon, lat, key in scene.points if key != sense.key)
    parts.append((min(2.0, 1.5 * near), "near other places of the article"))
    if scene.border_id and place.country and place.country in scene.border_id.split("-") and place.kind != "country":
        parts.append((0.8, f"on a side of the border {scene.border_id}"))
        if scene.border_id == FOCUS_BORDER and gazetteer.is_ours(posting.number) and distance_km(place, (-69.76, -18.0)) < FOCUS_KM:
            parts.append((1.5, "a known place near this border"))
            if place.kind == "crossing":
                parts.append((1.2, "a crossing of this border"))
    return parts


def _lies_in(place: Place, units: Sequence[Place]) -> bool:
    return any(part > 0 for part, _ in _container_parts(place, units))


def _container_parts(place: Place, containers: Sequence[Place]) -> list[tuple[float, str]]:
    for unit in containers:
        if unit.kind == "country" and place.country == unit.country and place.kind != "country":
            return [(5.0, f"followed by {unit.name}")]
        if unit.kind == "admin1" and place.country == unit.country and place.admin1 == unit.name and place.kind != "admin1":
            return [(6.0, f"followed by {unit.name}")]
        if unit.kind != "country" and place.kind not in ("country", "admin1") and distance_km(place, unit) < 1.2 * (unit.uncertainty_m or 0) / 1000:
            return [(4.0, f"followed by {unit.name}")]
    return [(-1.5, "")] if containers else []


def distance_km(one: Place, other: Place | tuple[float, float]) -> float:
    """Give the great-circle distance between two places, or a place and a point lon, lat (EPSG:4326), in kilometres."""
    lon, lat = other if isinstance(other, tuple) else (other.lon, other.lat)
    a, b = math.radians(one.lat), math.radians(lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon - one.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))
