"""Where an event happened, as far as the text says: the finest place of its clause, of its sentence, or of what came before."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from mapper.events.roles import place_role
from mapper.records import Where

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mapper.events.matching import Match
    from mapper.events.roles import Roles
    from mapper.events.scene import Scene
    from mapper.language.clauses import Unit
    from mapper.language.lexicon import Lexicon
    from mapper.records import Article, Location, Place

_FINENESS = {
    "crossing": 6.0, "facility": 5.2, "populated_place": 5.0, "natural": 4.3, "border": 4.0, "admin3": 4.2, "admin2": 3.8, "admin1": 3.5,
    "region": 3.2, "country": 1.0,
}  # fmt: skip
_ROLE_BONUS = {"at": 1.5, "near": 1.6, "to": 0.6, "from": -2.0}
_UNUSED = frozenset(("adjectival", "embedded"))
_AT_BORDERS = frozenset(("crossing", "closure", "reopening", "deployment", "smuggling", "clash", "expulsion", "aid"))
_OF_STATES = frozenset(("policy", "diplomacy"))
_MEASURES = frozenset(("emergency",))
_STRETCH = re.compile(
    r"(?:hitos?|monuments?|boundary\s+(?:markers?|monuments?)|markers?)\s+(?:n\.?\s?[º°o]\s*)?(?:between\s+)?(\d{1,2})\s+(?:al?|and|to|y|y\s+el|al\s+hito|and\s+marker)\s+(?:hito\s+)?(\d{1,2})\b"
    r"|(?:entre|between)\s+(?:los\s+)?(?:hitos|monuments|markers|boundary\s+markers)\s+(\d{1,2})\s+(?:y|and)\s+(\d{1,2})\b"
    r"|(?:hito|monument)\s+(\d{1,2})\s+(?:al|to|hasta\s+el)\s+(?:hito|monument)\s+(\d{1,2})\b",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(\d{1,3}(?:[.,]\d)?)\s*(?:km|kil[oó]met(?:er|re|ro)s?|miles?|millas?)\s+(?:al\s+|to\s+the\s+)?([a-z-]+)\s+(?:of|de(?:l)?)\s+$",
    re.IGNORECASE,
)
_NOT_HERE = 5.0  # off the score of a place that only speaks or owns
_LESS_HERE = 1.5
_GOING = frozenset(("crossing", "smuggling", "clash", "expulsion", "detention"))
_TOWNS = frozenset(("populated_place", "admin1", "admin2", "admin3", "region"))
_GENITIVE = frozenset(("de", "del", "la", "el", "los", "las"))
_GATES = frozenset(
    (
        *("gate", "bridge", "crossing", "checkpoint", "post", "complex", "booth", "border gate", "border crossing", "border post"),
        *("border complex", "border checkpoint", "port of entry", "paso", "puente", "control", "complejo", "garita", "puerta", "aduana"),
        *("reja", "paso fronterizo", "complejo fronterizo", "control fronterizo", "puesto fronterizo", "puente internacional"),
    )
)
_DEFINITE = frozenset(
    ("the", "this", "that", "same", "el", "la", "este", "esta", "ese", "esa", "dicho", "dicha", "mismo", "misma", "del", "al"),
)
_COMING = frozenset(("crossing", "deployment", "smuggling"))
_OWNED = frozenset(("official", "envoy", "meeting_event", "court_like", "candidate"))
_LEAST = 2.0  # scores below it are of capitals that act and of countries that are named elsewhere in the sentence
_COARSE = 4.6  # scores below it are of whole countries
_OFFSET_REACH = 40  # characters before a name
_NAMED_STRETCH = re.compile(r"border:[A-Z]{3}-[A-Z]{3}:(\d+)-(\d+)")
_MILE_KM = 1.609344


class Background(NamedTuple):
    """What the article as a whole says of place: the border that "the border" means, and the countries of its pair."""

    border_id: str | None
    pair: tuple[str, ...]


def article_border(locations: Sequence[Location], border_id: str | None, known_borders: Collection[str] | None) -> Background:
    """Return the border that an article is about: as given, else the one it names most, else that of its two most named countries."""
    named = Counter(place.border_id for location in locations if (place := location.place) is not None and place.border_id)
    named.update(location.toponym.border_id for location in locations if location.place is None and location.toponym.border_id)
    countries: Counter[str] = Counter()
    for location in locations:
        if location.place is not None and location.place.country:
            countries[location.place.country] += 1
    top = [country for country, _ in countries.most_common(3)]
    if border_id is not None and (border_id in named or (not named and not _is_elsewhere(border_id, countries, known_borders))):
        return Background(border_id, tuple(border_id.split("-")))
    if named:
        best = named.most_common(1)[0][0]
        return Background(best, tuple(best.split("-")) if best else ())
    for n, one in enumerate(top):
        for other in top[n + 1 :]:
            pair = border_name(one, other)
            if known_borders is None or pair in known_borders:
                return Background(pair, (one, other))
    return Background(border_id, tuple(border_id.split("-")) if border_id else ())


def _is_elsewhere(border_id: str, countries: Collection[str], known_borders: Collection[str] | None) -> bool:
    """Whether an article names neighbours, and neither country of the border that was asked for."""
    if known_borders is None or not countries or set(border_id.split("-")) & set(countries):
        return False
    return any(border_name(one, other) in known_borders for one, other in combinations(countries, 2))


def border_name(one: str, other: str) -> str:
    """Return the id of the border of two countries: both codes in alphabetical order, but for PER-CHL.

    >>> border_name("CHL", "PER"), border_name("POL", "BLR")
    ('PER-CHL', 'BLR-POL')
    """
    return "PER-CHL" if {one, other} == {"PER", "CHL"} else "-".join(sorted((one, other)))


def find_where(scene: Scene, match: Match, roles: Roles, context: Context) -> Where:
    """Return where an event happened by the rules; ``context`` carries what the article has told so far."""
    text = context.article.text[scene.sentence.start : scene.sentence.end]
    stretch = stretch_told(text)
    side = side_told(scene, match, context)
    border = context.background.border_id
    if stretch and border:
        return Where(border_id=border, relation="stretch", stretch=stretch, side=side, reason="monuments named in the sentence")
    ranked = ranked_places(scene, match, roles, context)
    if border or context.earlier:
        least = 0.0 if match.frame.type in _OF_STATES else _LEAST
        is_told = border is not None or _knows_crossing(context)
        ranked = [one for one in ranked if one.score >= least and not (is_told and _sets_out(scene, match, one))]
    best = ranked[0] if ranked else None
    if best is not None and not (best.score < _COARSE and _prefers_border(scene, match, context, context.locations[best.location])):
        return at_place(scene, match, best, context, side)
    if (gate := _gate_meant(scene, match, context)) is not None:
        where = where_named(context.locations[gate], context.article.text, border, reason="the crossing named before")
        return replace(where, side=side, carried=True)
    if border and says_border(scene) and _prefers_border(scene, match, context, None):
        return Where(border_id=border, relation="border", side=side, reason="the sentence says only the border")
    return _carried(match, best, context, side)


def _sets_out(scene: Scene, match: Match, best: Candidate) -> bool:
    """Whether a place is only where people or forces come from."""
    if best.role != "from" or match.frame.type not in _COMING:
        return False
    return scene.units[best.unit - 1].lower not in _GENITIVE


def _gate_meant(scene: Scene, match: Match, context: Context) -> int | None:
    """Return the crossing told last if the clause speaks of one without its name: "the gate", "el control"."""
    clause = scene.clauses[match.clause]
    if not any(_is_gate(scene.units, n) for n in range(max(clause.start, 1), clause.end)):
        return None
    places = ((n, place_of(context.locations[n])) for n in reversed(context.earlier))
    return next((n for n, place in places if place is not None and place.kind == "crossing"), None)


def _is_gate(units: Sequence[Unit], n: int) -> bool:
    return units[n].place < 0 and units[n].lower in _GATES and units[n - 1].lower in _DEFINITE


def _knows_crossing(context: Context) -> bool:
    """Whether the text has told of a crossing, which is a truer place than where people set out."""
    places = (place_of(context.locations[n]) for n in context.earlier)
    return any(place is not None and place.kind in ("crossing", "border") for place in places)


def setting_of(scene: Scene, lexicon: Lexicon) -> list[int]:
    """Return the locations where a sentence says something is, which later sentences may carry over."""
    return [
        unit.place
        for n, unit in enumerate(scene.units)
        if unit.place >= 0 and "state" not in unit.classes and place_role(scene.units, n, lexicon) in ("at", "near")
    ]


class Candidate(NamedTuple):
    """A place that an event could be at: which location and unit, its score, the role of its preposition, whether the clause names it."""

    location: int
    unit: int
    score: float
    role: str | None
    in_clause: bool


class Context(NamedTuple):
    """What surrounds a sentence: the article with its places and border, the places told earlier, latest last, and the next sentence."""

    article: Article
    lexicon: Lexicon
    locations: Sequence[Location]
    background: Background
    earlier: tuple[int, ...]
    next_scene: Scene | None


def place_of(location: Location) -> Place | None:
    """Return the place of a mention, None of adjectives and of names inside those of bodies."""
    return location.place if location.toponym.mention not in _UNUSED else None


def ranked_places(scene: Scene, match: Match, roles: Roles, context: Context) -> list[Candidate]:
    """Return the places of a sentence, the likeliest first."""
    clause = scene.clauses[match.clause]
    found = []
    for n, unit in enumerate(scene.units):
        if unit.place < 0 or (place := place_of(context.locations[unit.place])) is None:
            continue
        metonymic = context.locations[unit.place].toponym.mention == "metonymic"
        role = None if metonymic else place_role(scene.units, n, context.lexicon)
        in_clause = clause.start <= n < clause.end
        score = _FINENESS.get(place.kind, 2.0) + _role_bonus(match, place, role) + 2.0 * in_clause - min(abs(n - match.trigger) * 0.06, 1.5)
        if match.frame.type not in _OF_STATES:
            capital = is_capital(context.locations[unit.place], context.lexicon)
            score -= _NOT_HERE * (metonymic or (capital and role not in ("at", "near")))
            score -= (_NOT_HERE if capital else _LESS_HERE) * belongs(scene.units, n, context.lexicon)
        else:
            score -= 2.5 * (metonymic or ("metonym" in unit.words and role is None))
            score += 2.2 * (place.kind == "country") - 1.0 * (place.kind == "border")
        if unit.place == roles.from_at and match.frame.type == "deployment":
            score -= 2.0
        found.append(Candidate(unit.place, n, score, role, in_clause))
    return sorted(found, key=lambda candidate: -candidate.score)


def _role_bonus(match: Match, place: Place, role: str | None) -> float:
    kind = match.frame.type
    bonus = _ROLE_BONUS.get(role or "", 0.0)
    bonus -= 0.8 * (role is None and place.kind == "populated_place")
    if kind in _MEASURES and place.kind.startswith(("admin", "region")):
        bonus += 1.5
    if role == "to" and kind in ("deployment", "aid"):
        bonus += 1.0
    if role == "to" and kind in _GOING and place.kind in _TOWNS:
        bonus -= 1.5
    return bonus


def is_capital(location: Location, lexicon: Lexicon) -> bool:
    """Whether a place is a capital, which mostly stands for its government or is only where news is written."""
    return location.toponym.text.lower() in lexicon.roles.get("capital", ())


def belongs(units: Sequence[Unit], at: int, lexicon: Lexicon) -> bool:
    """Whether a place only says whose a body or person is: "the ministry in Santiago", "un reportero de Lima", "the consul in Calama"."""
    if at < 2 or place_role(units, at, lexicon) in (None, "to", "near"):  # noqa: PLR2004 - a noun and a preposition
        return False
    return bool(units[at - 2].nouns & _OWNED) and not units[at - 2].place >= 0


def is_line(place: Place) -> bool:
    """Whether a place is a whole border; a monument or a tripoint is of kind border too, but a point."""
    return place.kind == "border" and not place.place_id.startswith("hito:")


def says_border(scene: Scene) -> bool:
    """Whether a sentence says "the border" without naming one."""
    return any("border" in unit.classes and unit.place < 0 for unit in scene.units)


def _prefers_border(scene: Scene, match: Match, context: Context, location: Location | None) -> bool:
    """Whether the border line is a truer place than a whole country."""
    if match.frame.type not in _AT_BORDERS | _MEASURES or context.background.border_id is None:
        return False
    if location is not None and location.place is not None and location.place.kind != "country":
        return False
    return match.frame.type in ("crossing", "closure", "reopening", "deployment", "smuggling") or says_border(scene)


def at_place(scene: Scene, match: Match, best: Candidate, context: Context, side: str | None) -> Where:
    """Return an event's place as its sentence tells it."""
    location = context.locations[best.location]
    reason = f"named in the {'clause' if best.in_clause else 'sentence'}"
    where = replace(where_named(location, context.article.text, context.background.border_id, reason=reason), side=side)
    if where.relation == "at" and best.role == "near":
        where = replace(where, relation="near")
    zones = _zones(scene, match, best, context.locations)
    return replace(where, relation="zones", zones=zones, reason="districts of the measure") if zones else where


def where_named(location: Location, text: str, border_id: str | None, *, reason: str) -> Where:
    """Return where a named place is: a whole border, a stretch of one, as far from a place as the words before its name say, or there.

    ``border_id`` is that of the article, for places that have none of their own.
    """
    place, start = location.place, location.toponym.start
    where = Where(location=location, border_id=(place.border_id if place else None) or border_id, reason=reason)
    if place is not None and (named := _NAMED_STRETCH.fullmatch(place.place_id)):
        return replace(where, relation="stretch", stretch=(int(named[1]), int(named[2])))
    if place is not None and is_line(place):
        return replace(where, relation="border")
    return _offset(where, text[max(0, start - _OFFSET_REACH) : start])


def _offset(where: Where, before: str) -> Where:
    """Return the place moved as the words before it say ("20 km north of"), else as it is."""
    offset = _OFFSET.search(before)
    bearing = _BEARINGS.get(offset[2].lower()) if offset else None
    if offset is None or bearing is None:
        return where
    distance = float(offset[1].replace(",", ".")) * (_MILE_KM if "mil" in offset[0].lower() else 1)
    return replace(where, relation="offset", distance_km=distance, bearing_deg=bearing)


_BEARINGS = {
    "north": 0.0, "norte": 0.0, "northeast": 45.0, "north-east": 45.0, "noreste": 45.0, "east": 90.0, "este": 90.0, "oriente": 90.0,
    "southeast": 135.0, "south-east": 135.0, "sureste": 135.0, "south": 180.0, "sur": 180.0, "southwest": 225.0, "south-west": 225.0,
    "suroeste": 225.0, "west": 270.0, "oeste": 270.0, "poniente": 270.0, "northwest": 315.0, "north-west": 315.0, "noroeste": 315.0,
}  # fmt: skip


def _zones(scene: Scene, match: Match, best: Candidate, locations: Sequence[Location]) -> tuple[Location, ...]:
    """Return the districts that a measure names together, if it names more than one."""
    if match.frame.type not in _MEASURES:
        return ()
    kinds = {"admin3", "admin2"}
    named = [
        locations[unit.place]
        for unit in scene.units
        if unit.place >= 0 and (place := place_of(locations[unit.place])) and place.kind in kinds
    ]
    best_place = locations[best.location].place
    return tuple(named) if len(named) > 1 and best_place is not None and best_place.kind in kinds else ()


def _carried(match: Match, best: Candidate | None, context: Context, side: str | None) -> Where:
    """Return a place for an event whose clause names none that is fine enough."""
    locations, border, kind = context.locations, context.background.border_id, match.frame.type
    named = [locations[n] for n in context.earlier if place_of(locations[n]) is not None]
    if best is not None and (kind not in _AT_BORDERS or not (border or named)):
        return Where(location=locations[best.location], border_id=border, side=side, reason="the only place of the sentence")
    if kind in _OF_STATES:
        states = [location for location in named if location.place is not None and location.place.kind == "country"]
        if states:
            return Where(location=states[-1], border_id=border, carried=True, reason="the country named before")
    fine = [location for location in named if location.place is not None and location.place.kind != "country"]
    fine = [location for location in fine if not is_capital(location, context.lexicon)] or ([] if border else fine)
    if kind in ("closure", "reopening"):
        fine = [location for location in fine if location.place is not None and location.place.kind == "crossing"] or fine
    for location in fine[-1:]:
        place = location.place
        is_border = place is not None and is_line(place)
        return Where(
            location=location,
            border_id=(place.border_id if place is not None else None) or border,
            relation="border" if is_border else "at",
            side=side,
            carried=True,
            reason="carried over from earlier text",
        )
    if border:
        return Where(border_id=border, relation="border", side=side, carried=True, reason="the border of the article's countries")
    if named:
        return Where(location=named[-1], carried=True, reason="carried over from earlier text")
    return Where(reason="no place in the text")


def stretch_told(text: str) -> tuple[int, int] | None:
    """Return the numbers of the monuments between which a sentence says that something is, None if it names none.

    >>> stretch_told("Soldiers will patrol between monuments 16 and 1.")
    (1, 16)
    """
    match = _STRETCH.search(text)
    if match is None:
        return None
    one, other = (int(number) for number in match.groups() if number is not None)
    return (min(one, other), max(one, other)) if one != other else None


def side_told(scene: Scene, match: Match, context: Context) -> str | None:
    """Return the country on whose side of the border it happened, as "on the Peruvian side" says."""
    clause = scene.clauses[match.clause]
    for n in range(clause.start, clause.end):
        unit = scene.units[n]
        if "side" in unit.words:
            for near in (n - 1, n + 1, n + 2):
                if clause.start <= near < clause.end and scene.units[near].nationality in context.background.pair:
                    return scene.units[near].nationality
    return None
