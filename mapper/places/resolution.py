"""Which place a name means: candidates scored by name, standing, the words around it and the other places of the article."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from mapper.border import border_between, border_table
from mapper.places.border_places import border_place
from mapper.places.confidence import place_chance
from mapper.places.naming import keys_of
from mapper.places.scoring import EXPLAINED, Scene, Sense, container_parts, distance_km, ranked
from mapper.records import Candidate, Location

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapper.places.gazetteer import Gazetteer
    from mapper.records import Article, Place, Toponym

# Temperature of the scores when they are read as odds.
TEMPERATURE = 1.2
SAME_SPOT_KM = 10.0
_FEW_PLACES = 3
_LONGEST_GAP = 30
# Foz do Iguacu, Burton upon Trent, Frankfurt am Main: what stands before these words is the name in short.
_SHORTENED = re.compile(r"(\w.*?) (?:del?|d[aoe]s?|upon|on|am|an der|in|sur|sous) ")
# "Mexico, Texas and Arizona" is a list, "Lebanon, Pa." is not.
_LISTED = re.compile(r"(?:, [A-Z][\w ]+)*,? (?:and|or|y|e|o) ")
_CONTAINER = re.compile(r"^(?:, (?:en |in )?(?:el |la |the )?(?:(?:regi[oó]n|provincia|departamento|estado|distrito) de )?| \(|, ?)$")


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
        One for each toponym, in their order, with the best candidates first, each with its reasons. ``confidence`` is the chance that
        the name is a place's and the first candidate that place (see `mapper.places.confidence`).
    """
    containers = _containers(toponyms, article, gazetteer)
    senses = _senses(toponyms, containers)
    scene = _first_scene([toponym for toponym in toponyms if toponym.start not in containers], gazetteer, border_id)
    chosen: dict[Sense, tuple[Candidate, ...]] = {}
    named: Counter[str | None] = Counter()
    # Twice: what the first round finds is the neighbourhood of the second.
    for _ in range(2):
        chosen = {sense: ranked(sense, gazetteer, scene) for sense in dict.fromkeys(senses) if sense.kind != "border"}
        scene.points = [
            (found[0].place.lon, found[0].place.lat, sense.key, _share(found))
            for sense, found in chosen.items()
            if found and _is_point(found[0])
        ]
        named = Counter(found[0].place.country for sense in senses if not sense.adjectival and (found := chosen.get(sense)))
        scene.border_id = scene.border_id or _border_told(toponyms, named, scene, gazetteer)
    return tuple(
        _border_location(toponym, _border_meant(toponym, named, scene, gazetteer), gazetteer)
        if sense.kind == "border"
        else _location(toponym, chosen[sense])
        for toponym, sense in zip(toponyms, senses, strict=True)
    )


def _senses(toponyms: Sequence[Toponym], containers: Mapping[int, tuple[Place, ...]]) -> list[Sense]:
    """Give each use of a name its sense; what once stands behind a name holds for its later uses, and for those before the first."""
    keys = [keys_of(toponym.text)[0] for toponym in toponyms]
    told: dict[str, tuple[Place, ...]] = {}
    for key, toponym in zip(keys, toponyms, strict=True):
        if toponym.start in containers:
            told.setdefault(key, containers[toponym.start])
    longer = _longer_names(keys)
    senses = []
    for key, toponym in zip(keys, toponyms, strict=True):
        told[key] = containers.get(toponym.start) or told.get(key, ())
        adjectival = toponym.mention == "adjectival"
        short_for = () if adjectival else longer.get(key, ())
        senses.append(Sense(key=key, kind=toponym.kind, adjectival=adjectival, containers=told[key], longer=short_for))
    return senses


def _longer_names(keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Give for names the longer ones in the article that they may be short for: San Antonio del Táchira of San Antonio."""
    longer: dict[str, tuple[str, ...]] = {}
    for key in dict.fromkeys(keys):
        found = _SHORTENED.match(key)
        if found:
            longer[found[1]] = (*longer.get(found[1], ()), key)
    return longer


def _is_point(candidate: Candidate) -> bool:
    return candidate.place.kind not in ("country", "region", "natural") and candidate.score > 0


def _location(toponym: Toponym, candidates: tuple[Candidate, ...]) -> Location:
    if not candidates:
        return Location(toponym=toponym, place=None)
    confidence = round(toponym.chance * place_chance(_share(candidates)), 3)
    return Location(toponym=toponym, place=candidates[0].place, candidates=candidates[:EXPLAINED], confidence=confidence)


def _share(candidates: tuple[Candidate, ...]) -> float:
    """Give the first candidate's share of the odds of all, but of those on the same spot."""
    best = candidates[0]
    rivals = (candidate for candidate in candidates[1:] if not _is_same_spot(candidate.place, best.place))
    return 1 / (1 + sum(math.exp((candidate.score - best.score) / TEMPERATURE) for candidate in rivals))


def _is_same_spot(one: Place, other: Place) -> bool:
    """Tell places that are no rivals, such as a town and the district around it."""
    return one.country == other.country and distance_km(one, other) < SAME_SPOT_KM


def _first_scene(toponyms: Sequence[Toponym], gazetteer: Gazetteer, border_id: str | None) -> Scene:
    """Read off the countries and units whose names can mean little else."""
    scene = Scene()
    for toponym in toponyms:
        if toponym.kind == "border":
            continue
        places = [gazetteer.place(posting.number) for posting in gazetteer.lookup(toponym.text) if posting.role in "upaxsd"]
        country = next((place for place in places if place.kind == "country"), None)
        if country is not None and any(place.kind == "admin1" and place.country != country.country for place in places):
            continue
        if country is not None and country.country:
            scene.countries[country.country] += 1
            continue
        if len(places) <= _FEW_PLACES:
            scene.units.update((place.country, place.name) for place in places if place.kind == "admin1")
        owners = {place.country for place in places}
        if len(owners) == 1 and (owner := owners.pop()):
            scene.countries[owner] += 1
    scene.border_id = border_id or _border_of(toponyms, scene)
    return scene


def _border_of(toponyms: Sequence[Toponym], scene: Scene) -> str | None:
    """Tell which border an article is about: the one it names most, else the one between its foremost countries."""
    named = Counter(toponym.border_id for toponym in toponyms if toponym.border_id)
    if named:
        return named.most_common(1)[0][0]
    foremost = [country for country, _ in scene.countries.most_common(3)]
    pairs = [f"{a}-{b}" for a in foremost for b in foremost if a != b]
    return next((pair for pair in pairs if pair in border_table()), None)


def _containers(toponyms: Sequence[Toponym], article: Article, gazetteer: Gazetteer) -> dict[int, tuple[Place, ...]]:
    """Find for names, by offset, what stands behind them: ``Bangor, Maine``; ``Santa Rosa, en Tacna``; ``Palca (Tacna)``."""
    containers: dict[int, tuple[Place, ...]] = {}
    plain = [toponym for toponym in toponyms if toponym.kind != "border" and toponym.mention != "adjectival"]
    for inner, outer in pairwise(plain):
        gap = article.text[inner.end : outer.start]
        if len(gap) > _LONGEST_GAP or not _CONTAINER.match(gap):
            continue
        units = [gazetteer.place(posting.number) for posting in gazetteer.lookup(outer.text) if posting.role in "paxs"]
        units = [unit for unit in units if unit.kind in ("country", "admin1", "admin2")]
        places = [gazetteer.place(posting.number) for posting in gazetteer.lookup(inner.text)]
        if any(place.kind == "country" for place in places) and _LISTED.match(article.text, outer.end):
            continue
        if any(part > 0 for place in places for part, _ in container_parts(place, units)):
            containers[inner.start] = tuple(units)
    return containers


def _border_meant(toponym: Toponym, named: Counter[str | None], scene: Scene, gazetteer: Gazetteer) -> str | None:
    """Tell which border "the border with X" is: X's with the neighbour of which the article says most."""
    if toponym.border_id:
        return toponym.border_id
    words = keys_of(toponym.text)[0].split()
    matches = [match for index in range(len(words)) for match in gazetteer.matches(words, index)]
    found = [gazetteer.place(number) for match in matches for _, number in match.postings]
    country = next((place.country for place in found if place.kind == "country"), None)
    if country is None or (scene.border_id and country in scene.border_id.split("-")):
        return scene.border_id if country is not None or not _names_a_unit(found) else None
    return next((border for other, _ in named.most_common() if other and (border := border_between(country, other))), None)


def _border_told(toponyms: Sequence[Toponym], named: Counter[str | None], scene: Scene, gazetteer: Gazetteer) -> str | None:
    """Tell which border "the border with X" of the article is, once its towns have told where it plays."""
    phrases = (toponym for toponym in toponyms if toponym.kind == "border")
    return next((border for toponym in phrases if (border := _border_meant(toponym, named, scene, gazetteer))), None)


def _names_a_unit(places: Sequence[Place]) -> bool:
    """Tell borders of parts of a country (England and Scotland), which are none of ours."""
    return any(place.kind == "admin1" for place in places)


def _border_location(toponym: Toponym, border_id: str | None, gazetteer: Gazetteer) -> Location:
    if border_id is None:
        return Location(toponym=toponym, place=None)
    place = border_place(toponym.text, border_id, gazetteer)
    confidence = 0.9 if toponym.border_id else 0.6
    reason = "the article names both countries" if toponym.border_id else "the border that the article is about"
    candidate = Candidate(place=place, score=confidence, reasons=(reason,))
    return Location(toponym=toponym, place=place, candidates=(candidate,), confidence=confidence)
