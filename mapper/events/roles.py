"""Who, whom, how many, from where and to where: what fills the roles of a frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mapper.events.counts import PEOPLE, find_count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapper.events.matching import Match
    from mapper.events.scene import Scene
    from mapper.language.clauses import Unit
    from mapper.language.lexicon import Lexicon
    from mapper.records import Article, Location, Quantity

_INSTITUTIONS = frozenset(("official", "force", "helper", "envoy", "court_like"))
_INSTRUMENT = re.compile(
    r"\b(?:D\.?\s?S\.?|Decreto(?:\s+(?:Supremo|Legislativo|de\s+Urgencia|Exento))?|(?:Supreme\s+|Executive\s+)?Decree|Law|Ley|Resoluci[oó]n|Executive\s+Order)"
    r"\s*(?:N\.?\s?[º°o]?\.?|No\.?|Nº|number)?\s*(\d[\d.]*(?:-\d{2,4})?(?:-[A-Z]{2,6})*)"
)
_NAME = re.compile(r"(?:(?:\s+(?:de|del|la|los|von|van|da|al|y))?\s+[^\W\d_a-z][\w'\u2019-]+){1,4}")
_TITLED = re.compile(rf",?({_NAME.pattern})")
_DATELINE = 8  # units from the first of a text to the dash behind place and date
_DASHES = frozenset(("-", "\u2013", "\u2014", ".-"))
_OF_OFFICES = frozenset(("policy", "diplomacy", "emergency", "deployment", "closure", "reopening", "expulsion"))

_REACH = 4  # units before a place
_CONTRACTED = {"del": "de", "al": "a"}
_GENITIVE = frozenset(("de", "del"))
_PLACE_NOUNS = frozenset(
    (
        *("ciudad", "ciudades", "distrito", "distritos", "provincia", "provincias", "región", "regiones", "departamento", "departamentos"),
        *("comuna", "comunas", "localidad", "localidades", "municipio", "municipios", "pueblo", "pueblos", "caserío", "cantón", "estado"),
        *("zona", "sector", "puerto", "paso", "pasos", "complejo", "frontera", "aeropuerto", "terminal", "valle", "isla", "río", "puente"),
        *("quebrada", "playa", "cercanías", "inmediaciones", "alrededores", "afueras", "altura", "lado", "centro", "norte", "sur", "este"),
        *("oeste", "costa", "costas", "orillas", "línea", "puesto", "control", "garita", "fronterizo", "fronteriza", "internacional"),
    )
)


class Roles(NamedTuple):
    """The roles of one event as worded; ``from_at`` and ``to_at`` are indexes of locations, -1 if not told."""

    actor1: str | None
    actor2: str | None
    quantity: Quantity | None
    instrument: str | None
    from_at: int
    to_at: int


def office_holders(article: Article, scenes: Sequence[Scene]) -> dict[str, str]:
    """Return the people whom the article names with an office, by each part of their name in lower case."""
    holders: dict[str, str] = {}
    for scene in scenes:
        for unit in scene.units:
            if unit.place < 0 and unit.classes & {"official", "candidate"} and (found := _TITLED.match(article.text, unit.end)):
                for part in found[1].split():
                    if part[0].isupper():
                        holders.setdefault(part.lower(), f"{article.text[unit.start : unit.end]} {found[1].strip()}")
    return holders


def read_roles(
    article: Article, scene: Scene, match: Match, lexicon: Lexicon, locations: Sequence[Location], holders: Mapping[str, str]
) -> Roles:
    """Return who did what to whom, how many and from where to where, as the clause tells it."""
    clause = scene.clauses[match.clause]
    from_at, to_at = _direction(scene, match, lexicon, locations)
    words = article.text[scene.sentence.start : scene.sentence.end]
    instrument = _INSTRUMENT.search(words) if match.frame.type in ("emergency", "policy", "closure", "deployment") else None
    quantity = find_count(article, scene, match)
    subject = match.subject if match.subject >= 0 else _agent(scene.units, range(match.trigger - 1, clause.start - 1, -1), match.object)
    actor1, actor2 = _actor(article, scene.units, subject), _actor(article, scene.units, match.object)
    if actor1 is None and match.frame.type in _OF_OFFICES:
        named = (holders.get(scene.units[n].lower) for n in range(match.trigger - 1, -1, -1))
        actor1 = next((name for name in named if name), None)
    if match.frame.type == "crossing":
        actor1, actor2 = actor1 or actor2 or _counted_actor(scene, quantity), None
    return Roles(
        actor1=actor1,
        actor2=actor2,
        quantity=quantity,
        instrument=instrument[1] if instrument else None,
        from_at=from_at,
        to_at=to_at,
    )


def _counted_actor(scene: Scene, quantity: Quantity | None) -> str | None:
    """Return the noun that a number counts, as who did it."""
    if quantity is None:
        return None
    inside = [unit for unit in scene.units if quantity.start <= unit.start < quantity.end and unit.classes & PEOPLE]
    return inside[-1].lower if inside else None


def _agent(units: Sequence[Unit], indexes: range, taken: int) -> int:
    for n in indexes:
        if n != taken and units[n].classes & (_INSTITUTIONS | {"state"}) and not _is_dateline(units, n):
            return _head(units, n)
    return -1


def _is_dateline(units: Sequence[Unit], at: int) -> bool:
    """Whether a place only says where the news was written: "SANTIAGO, Dec 4 - Soldiers ..."."""
    if not units[at].classes & {"place", "state", "metonym"} or at > _DATELINE:
        return False
    return any(units[n].lower in _DASHES for n in range(at + 1, min(at + 1 + _DATELINE, len(units))))


def _head(units: Sequence[Unit], at: int) -> int:
    """Return whom a noun belongs to: of "the foreign ministers of both countries" the ministers."""
    for n in range(at - 1, max(0, at - 4), -1):
        if units[n].lower in ("of", "de", "del"):
            return n - 1 if units[n - 1].classes & _INSTITUTIONS else at
        if not units[n].words & {"determiner"}:
            return at
    return at


def _actor(article: Article, units: Sequence[Unit], at: int) -> str | None:
    """Return an actor as worded: an office with its holder's name, a force with its adjective, but of a private person only the role."""
    if at < 0:
        return None
    unit = units[at]
    if unit.classes & PEOPLE and not unit.classes & _INSTITUTIONS:
        return _described(article, units, at)
    if unit.classes & _INSTITUTIONS:
        text = _described(article, units, at)
        name = _NAME.match(article.text, unit.end)
        return text + name[0] if name and "official" in unit.classes else text
    if unit.place >= 0 or "state" in unit.classes:
        return article.text[unit.start : unit.end]
    return "person" if "pronoun_people" in unit.classes or "bare_number" in unit.classes else None


def _described(article: Article, units: Sequence[Unit], at: int) -> str:
    start, end = units[at].start, units[at].end
    for near in (at - 1, at + 1):
        if 0 <= near < len(units) and units[near].nationality and abs(near - at) == 1:
            start, end = min(start, units[near].start), max(end, units[near].end)
    return article.text[start:end].removesuffix("'s").removesuffix("\u2019s")


def _direction(scene: Scene, match: Match, lexicon: Lexicon, locations: Sequence[Location]) -> tuple[int, int]:
    """Return the indexes of the locations that movement comes from and goes to."""
    if match.frame.type not in ("crossing", "expulsion", "smuggling", "deployment", "aid"):
        return -1, -1
    units, clause = scene.units, scene.clauses[match.clause]
    from_at = to_at = -1
    for n in range(clause.start, clause.end):
        unit = units[n]
        if unit.place < 0 or _is_border(locations[unit.place]):
            continue
        role = _preposition(units, n, lexicon, clause.start)
        moving = match.frame.type in ("crossing", "expulsion", "smuggling") or n > match.trigger
        if role == "from" and from_at < 0 and (lexicon.language != "es" or n > match.trigger or units[max(n - 1, 0)].lower == "desde"):
            from_at = unit.place
        elif role == "to" and to_at < 0 and moving:
            to_at = unit.place
        elif role is None and n > 0 and units[n - 1].verbs & {"leave"} and from_at < 0:
            from_at = unit.place
        elif role is None and n > 0 and units[n - 1].verbs & {"enter", "arrive"} and to_at < 0:
            to_at = unit.place
    return from_at, to_at


def _is_border(location: Location) -> bool:
    return (location.place.kind if location.place else location.toponym.kind) == "border"


def _preposition(units: Sequence[Unit], n: int, lexicon: Lexicon, first: int) -> str | None:
    """Return the role that the words before a place give it; "in the district of" and "cerca de la ciudad de" are read to their start."""
    nearest = n - _REACH
    for back in range(n - 1, first - 1, -1):
        if back < nearest:
            return None
        role = _role_ending_at(units, back, lexicon, first)
        if role == "from" and units[back].lower in _GENITIVE and back > first and _PLACE_NOUNS & set(units[back - 1].lower.split()):
            nearest = back - 1 - _REACH
            continue
        if role is not None:
            return role
        lower = units[back].lower
        if not units[back].words & {"determiner", "adverb"} and not lower[:1].isdigit() and units[back].verbs:
            return None
        if units[back].place >= 0 or lower == ",":
            return None
    return None


def _role_ending_at(units: Sequence[Unit], at: int, lexicon: Lexicon, first: int) -> str | None:
    """Return the role of the longest preposition that ends at a unit: "near", "cerca del", "con destino al"."""
    last = _CONTRACTED.get(units[at].lower, units[at].lower)
    for start in range(max(first, at - 3), at + 1):
        phrase = " ".join([*(unit.lower for unit in units[start:at]), last])
        for role in ("near", "from", "to", "at"):
            if phrase in lexicon.roles.get(role, ()):
                return role
    return None


def place_role(units: Sequence[Unit], n: int, lexicon: Lexicon) -> str | None:
    """Return ``at``, ``near``, ``from`` or ``to`` as the preposition before a place says, None without one."""
    return _preposition(units, n, lexicon, 0)
