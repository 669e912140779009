"""Which of the places that an article names an event is at: what the rules choose is weighed against the others by a linear model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mapper.events.panel import load_panel
from mapper.events.where import at_place, belongs, find_where, is_capital, is_line, place_of, ranked_places, says_border, side_told
from mapper.records import Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapper.events.matching import Match
    from mapper.events.roles import Roles
    from mapper.events.scene import Scene
    from mapper.events.where import Candidate, Context
    from mapper.records import Place

RANKING = Path(__file__).parent / "ranking.json"
_SETTLED = frozenset(("stretch", "zones"))
_EARLIER = 8  # places of earlier sentences that may be carried over
_NEAR_START = 60  # characters: a dateline


class Option(NamedTuple):
    """A place where an event may be: its id, what is known of it as keys of a panel, the place (None: the whole border), how it is told."""

    name: str
    keys: frozenset[str]
    place: Place | None
    where: Where


def find_place(scene: Scene, match: Match, roles: Roles, context: Context) -> Where:
    """Return where an event happened; ``context`` carries what the article has told so far."""
    by_rules = find_where(scene, match, roles, context)
    options = options_of(scene, match, roles, context, by_rules)
    if not options:
        return by_rules
    panel = load_panel(RANKING)
    best = max(options, key=lambda option: panel.log_odds(option.keys))
    return by_rules if best.name == _chosen(by_rules) else best.where


def options_of(scene: Scene, match: Match, roles: Roles, context: Context, by_rules: Where) -> list[Option]:
    """Return the places to choose from; none if the rules have read a stretch or districts, or there is nothing to choose."""
    if by_rules.relation in _SETTLED:
        return []
    chosen = _chosen(by_rules)
    options = []
    for place, where, known in _places(scene, match, roles, context):
        name = f"border:{where.border_id}" if place is None else place.place_id
        told = [*known, f"kind {'border' if place is None else place.kind}"]
        options.append(Option(name, frozenset(_keys(match.frame.type, by_rules.reason, told, is_chosen=name == chosen)), place, where))
    return options if len(options) > 1 else []


def _chosen(where: Where) -> str | None:
    if where.location is not None and where.location.place is not None:
        return where.location.place.place_id
    return f"border:{where.border_id}" if where.border_id else None


def _places(scene: Scene, match: Match, roles: Roles, context: Context) -> Iterator[tuple[Place | None, Where, list[str]]]:
    """Yield the places of the sentence, those of earlier ones, latest first, and the whole border."""
    border, side = context.background.border_id, side_told(scene, match, context)
    ranked = ranked_places(scene, match, roles, context)
    seen: set[str] = set()
    for n, candidate in enumerate(ranked):
        place = context.locations[candidate.location].place
        if place is not None:
            seen.add(place.place_id)
            told = [*_of_article(candidate.location, context), *_of_sentence(scene, match, roles, candidate, context), f"rank {min(n, 3)}"]
            yield place, at_place(scene, match, candidate, context, side), told
    few = f"in sentence {min(len(ranked), 3)}"
    carried = 0
    for number in reversed(context.earlier):
        location = context.locations[number]
        place = place_of(location)
        if place is None or place.place_id in seen or carried >= _EARLIER:
            continue
        seen.add(place.place_id)
        where = Where(
            location=location,
            border_id=place.border_id or border,
            relation="border" if is_line(place) else "at",
            side=side,
            carried=True,
            reason="carried over from earlier text",
        )
        yield place, where, [*_of_article(number, context), "source earlier", f"back {min(carried, 5)}", few]
        carried += 1
    if border and f"border:{border}" not in seen:
        says = says_border(scene)
        reason = "the sentence says only the border" if says else "the border of the article's countries"
        where = Where(border_id=border, relation="border", side=side, carried=not says, reason=reason)
        yield None, where, ["source border", f"says border {says}", few]


def _of_article(number: int, context: Context) -> list[str]:
    """Return what the article as a whole says of a place."""
    location = context.locations[number]
    place = location.place
    if place is None:
        return []
    same = [n for n, other in enumerate(context.locations) if other.place is not None and other.place.place_id == place.place_id]
    side = "of the pair" if place.country in context.background.pair else "foreign" if place.country else "of no country"
    return [
        f"mention {location.toponym.mention}",
        f"named {min(len(same), 4)}",
        f"at start {location.toponym.start < _NEAR_START}",
        f"first {same[0] == number}",
        side,
        f"capital {is_capital(location, context.lexicon)}",
        f"line {is_line(place)}",
    ]


def _of_sentence(scene: Scene, match: Match, roles: Roles, candidate: Candidate, context: Context) -> list[str]:
    """Return what a sentence says of a place in it."""
    units, at = scene.units, candidate.unit
    told = [
        f"source {'clause' if candidate.in_clause else 'sentence'}",
        f"role {candidate.role}",
        f"score {round(candidate.score)}",
        "after" if at > match.trigger else "before",
        f"away {min(abs(at - match.trigger) // 3, 5)}",
        f"belongs {belongs(units, at, context.lexicon)}",
        f"from {roles.from_at == candidate.location}",
        f"to {roles.to_at == candidate.location}",
    ]
    for back in (1, 2):
        if at >= back:
            told.append(f"word -{back} {units[at - back].lower}")
            told += [f"class -{back} {name}" for name in units[at - back].classes]
    if at + 1 < len(units):
        told.append(f"word +1 {units[at + 1].lower}")
    return told


def _keys(event_type: str, reason: str, told: list[str], *, is_chosen: bool) -> Iterator[str]:
    """Yield keys for what is told of an option, and for some of it together."""
    yield from told
    first = {key.split(" ", 1)[0]: key for key in told}
    kind, source, role = (first.get(name, "") for name in ("kind", "source", "role"))
    rule = f"rule {is_chosen}"
    yield rule
    yield f"{event_type}, {kind}"
    yield f"{event_type}, {source}"
    yield f"{event_type}, {kind}, {source}"
    yield f"{event_type}, {role}"
    yield f"{kind}, {role}"
    yield f"{source}, {kind}"
    yield f"{rule}, {source}, {kind}"
    yield f"{rule}, {event_type}"
    yield f"{rule}, {reason}, {source}"
