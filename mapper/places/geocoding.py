"""Asking the gazetteer for a place by its name."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mapper.records import Candidate

if TYPE_CHECKING:
    from mapper.places.gazetteer import Gazetteer
    from mapper.places.index import Posting
    from mapper.records import PlaceKind

_ROLE_SCORES = {"u": 1.0, "p": 0.3, "a": 0.25, "k": 0.2, "o": 0.2, "x": 0.2, "s": 0.2, "v": 0.1}
_KIND_SCORES: dict[str, float] = {"country": 0.7, "admin1": 0.45, "region": 0.4, "natural": 0.35, "crossing": 0.3}


def geocode(
    name: str, gazetteer: Gazetteer, *, country: str | None = None, kind: PlaceKind | None = None, limit: int = 5
) -> tuple[Candidate, ...]:
    """
    Find the places that a name can mean, the best known first.

    Parameters
    ----------
    name
        A name in any case, with or without accents; after a comma its country or first-level unit ("Bangor, Maine").
    gazetteer
        Where to look.
    country
        Only places of this country, ISO 3166-1 alpha-3.
    kind
        Only places of this kind.
    limit
        At most so many.

    Returns
    -------
    tuple of Candidate
        Scores run from 0 to 1; empty if nobody bears the name.
    """
    head, _, container = name.partition(",")
    found = []
    for posting in gazetteer.lookup(head) or gazetteer.corrected(head):
        place = gazetteer.place(posting.number)
        if posting.role != "d" and place.kind != "border" and country in (None, place.country) and kind in (None, place.kind):
            found.append(_candidate(posting, gazetteer, container.strip()))
    ranked = sorted(found, key=lambda candidate: (-candidate.score, candidate.place.place_id))
    return tuple(ranked[:limit])


def _candidate(posting: Posting, gazetteer: Gazetteer, container: str) -> Candidate:
    place = gazetteer.place(posting.number)
    fame = min(0.5, 0.07 * math.log10(place.population + 1)) if place.kind in ("populated_place", "admin3") else 0.0
    score = _ROLE_SCORES[posting.role] + _KIND_SCORES.get(place.kind, 0.1 if gazetteer.is_ours(posting.number) else 0.0) + fame
    reasons = [f"{place.kind}, population {place.population:,}" if place.population else place.kind]
    if container:
        units = [gazetteer.place(outer.number) for outer in gazetteer.lookup(container)]
        units = [unit for unit in units if unit.country == place.country]
        lies_in = any(unit.kind == "country" or (unit.kind == "admin1" and unit.name == place.admin1) for unit in units)
        score = score / 2 + (0.5 if lies_in else 0.0)
        reasons += [f"lies in {container}"] if lies_in else []
    return Candidate(place=place, score=round(min(1.0, score), 3), reasons=tuple(reasons))
