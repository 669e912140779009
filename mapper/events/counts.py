"""How many: the number bound to what an event counts, sums of numbers told together, and one person named with an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.records import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapper.events.matching import Match
    from mapper.events.scene import Scene
    from mapper.language.clauses import Unit
    from mapper.records import Article

def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


PEOPLE = frozenset(("migrant", "people", "suspect", "smuggler", "nationality_noun", "harmed", "candidate"))
"""Classes of nouns that name people."""
_SINGLE = PEOPLE | {"force", "body", "vehicle", "aircraft"}
_JOINING = frozenset(
    (",", "and", "y", "e", ", and", "con", "together with", "junto con", "plus", "más", ", y", "as well as", "así como", "with")
)
_PARTS = ("of them", "of whom", "of those", "of the", "of which", "de ellos", "de ellas", "de los cuales", "de los que", "entre ellos")
_ONE = frozenset(("a", "an", "one", "another", "un", "una", "otro", "otra"))
_DEFINITE_ONE = frozenset(("the", "el", "la", "its", "his", "her", "su"))
_GROUPS = _words(
    """
    group family crowd band gang caravan patrol team unit contingent squad convoy couple pair hundred thousand dozen score number
    column trickle batch mob throng battalion brigade platoon company regiment detachment force army police navy military national
    guard network ring mafia cartel organisation organization population public household series line queue busload boatload
    planeload generation handful fraction grupo familia multitud banda caravana patrulla equipo unidad contingente convoy pareja
    centenar millar docena decena columna veintena treintena batallón brigada pelotón compañía regimiento destacamento fuerza
    ejército policía red mafia cartel cártel organización gente mayoría parte cuadrilla tropa dotación célula clan gentío puñado
    refuerzo columna escuadrón fila cola
    """
)
_BACK = 4  # units from a noun back to its article
_OBJECTS = frozenset(("smuggling", "aid", "deployment", "closure", "reopening"))
_TIMES = _words(
    """
    day days hour hours week weeks month months year years km kilometres kilometers miles metres meters dollars euros soles pesos
    percent minutes million dia dias hora horas semana semanas mes meses ano anos kilometros metros dolares minutos millones
    """
)
_REACH = 45  # characters from a trigger to the number of its object


def find_count(article: Article, scene: Scene, match: Match) -> Quantity | None:
    """Return how many an event counts, None if its clause does not tell."""
    found = bound_number(scene, match)
    if found is None and match.frame.count:
        found = _one(article, scene, match) or _objects(scene, match)
    return _with_joined(article, scene, found)


def bound_number(scene: Scene, match: Match) -> Quantity | None:
    """Return the number bound to the frame's own noun, nearest to the trigger."""
    if not match.frame.count or not scene.quantities:
        return None
    best: tuple[float, Quantity] | None = None
    for quantity in scene.quantities:
        distance = _distance(scene, match, quantity)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, quantity)
    return best[1] if best else None


def _distance(scene: Scene, match: Match, quantity: Quantity) -> float | None:
    """Return how far a number is from being what the frame counts, None if it counts other things."""
    units, clause = scene.units, scene.clauses[match.clause]
    counted = _counted_class(units, quantity, match.frame.count)
    if counted is None:
        return None
    trigger = units[match.trigger].start
    slot = match.object if match.object >= 0 else match.subject
    anchor = units[slot].start if slot >= 0 else trigger
    in_clause = units[clause.start].start <= quantity.start <= units[clause.end - 1].end
    in_slot = quantity.start <= anchor <= quantity.end + 25
    before = scene.clauses[match.clause - 1] if match.clause and slot < 0 else None
    led = before is not None and units[before.start].start <= quantity.start <= units[before.end - 1].end
    if not in_clause and not in_slot and not led:
        return None
    away = min(abs(quantity.start - trigger), abs(quantity.end - trigger)) / 100
    part = quantity.text.lower().endswith(_PARTS)
    return away - 2 * in_slot - counted + 2.5 * part + 1.0 * (quantity.kind == "rate") + 1.5 * (not in_clause and not in_slot)


def _counted_class(units: Sequence[Unit], quantity: Quantity, wanted: frozenset[str]) -> float | None:
    """Return how surely a number counts one of the wanted classes: 1 the noun follows, 0.3 it stands alone, None it counts other things."""
    after = [n for n, unit in enumerate(units) if unit.end > quantity.start and unit.start < quantity.end + 40]
    for step, n in enumerate(after[:7]):
        unit = units[n]
        if unit.classes & wanted:
            return 1.0 - step * 0.05
        if unit.start >= quantity.end and (unit.verbs and not unit.nouns and unit.is_finite):
            break
        if unit.start >= quantity.end and unit.nouns and not unit.nationality and quantity.unit is not None:
            return None
    if quantity.unit is not None:
        return 0.1 if wanted & (PEOPLE | {"force"}) and quantity.unit not in _TIMES and not _is_known(units, quantity) else None
    return 0.3 if wanted & (PEOPLE | {"force"}) else None


def _is_known(units: Iterable[Unit], quantity: Quantity) -> bool:
    """Whether the lexicon knows what is counted; unknown nouns ("three masons") mostly name people."""
    return any(unit.nouns for unit in units if quantity.start <= unit.start < quantity.end)


def _one(article: Article, scene: Scene, match: Match) -> Quantity | None:
    """Return one for "a man", "un taxista"; with "and": the sum of such."""
    wanted = match.frame.count & _SINGLE
    slots = [slot for slot in (match.object, match.subject) if slot >= 0 and scene.units[slot].classes & wanted]
    return next((found for slot in slots if (found := _single(article, scene.units, slot)) is not None), None)


def _single(article: Article, units: Sequence[Unit], at: int) -> Quantity | None:
    unit = units[at]
    if unit.plural or unit.lower in _GROUPS or unit.lower.split(" ")[-1] in _GROUPS or unit.lower.split(" ")[0] in _GROUPS:
        return None
    for n in range(at - 1, max(-1, at - 1 - _BACK), -1):
        lower = units[n].lower
        if lower in _ONE:
            start = units[n].start
            return Quantity(minimum=1, maximum=1, text=article.text[start : unit.end], start=start, end=unit.end, unit=unit.lower)
        if units[n].plural or lower in _DEFINITE_ONE or units[n].is_finite or not lower[0].isalnum():
            return None
    return None


def _objects(scene: Scene, match: Match) -> Quantity | None:
    """Return the number of things that follows a trigger: "put up ten latrines"."""
    if match.frame.type not in _OBJECTS:
        return None
    end = scene.units[match.trigger].end
    near = (quantity for quantity in scene.quantities if end <= quantity.start <= end + _REACH and quantity.kind != "rate")
    return next((quantity for quantity in near if quantity.unit is not None and quantity.unit not in _TIMES), None)


def _with_joined(article: Article, scene: Scene, quantity: Quantity | None) -> Quantity | None:
    """Return the sum of numbers that are told together ("6 adults and 2 children"), else the number itself."""
    if quantity is None or quantity.kind != "total" or quantity.unit is None or not _are_people(scene, quantity):
        return quantity
    total = quantity
    for other in _all_numbers(article, scene):
        if other.start < total.end or not _are_people(scene, other) or other.kind != "total" or other.unit is None:
            continue
        if article.text[total.end : other.start].strip().lower() in _JOINING:
            total = Quantity(
                minimum=None if total.minimum is None or other.minimum is None else total.minimum + other.minimum,
                maximum=None if total.maximum is None or other.maximum is None else total.maximum + other.maximum,
                text=article.text[total.start : other.end],
                start=total.start,
                end=other.end,
                unit=None,
            )
    return total


def _all_numbers(article: Article, scene: Scene) -> list[Quantity]:
    """Return the numbers of a sentence with its single people ("two men and a woman"), in their order."""
    taken = {n for quantity in scene.quantities for n in range(quantity.start, quantity.end)}
    singles = [
        found
        for n, unit in enumerate(scene.units)
        if unit.classes & PEOPLE and unit.start not in taken and (found := _single(article, scene.units, n)) is not None
    ]
    return sorted([*scene.quantities, *singles], key=lambda quantity: quantity.start)


def _are_people(scene: Scene, quantity: Quantity) -> bool:
    inside = (unit.classes for unit in scene.units if quantity.start <= unit.start < quantity.end)
    return any(classes & (PEOPLE | {"force"}) for classes in inside)
