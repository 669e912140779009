"""The options that choose events: by date, type, status and distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mapper.cli.options import bundle, published_date
from mapper.records import EVENT_TYPES, STATUSES

if TYPE_CHECKING:
    from mapper.cli.talk import Talk
    from mapper.store import Near, Selection


@dataclass(frozen=True, kw_only=True, slots=True)
class Choosing:
    """Which events are wanted, as typed."""

    since: str | None
    until: str | None
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    near: str | None


CHOOSING = (
    click.option("--since", callback=published_date, metavar="DATE", help="Only events on or after this day or month."),
    click.option("--until", callback=published_date, metavar="DATE", help="Only events on or before this day or month."),
    click.option(
        "--type",
        "types",
        type=click.Choice(EVENT_TYPES),
        metavar="TYPE",
        multiple=True,
        help=f"Only events of this type; may be repeated: {', '.join(EVENT_TYPES)}.",
    ),
    click.option(
        "--status",
        "statuses",
        type=click.Choice(STATUSES),
        metavar="STATUS",
        multiple=True,
        help=f"Only events of this status; may be repeated: {', '.join(STATUSES)}.",
    ),
    click.option("--near", metavar="WHERE,KM", help='Only events within kilometres of it: "-70.25,-18.01,30" (lon,lat,km) or "Tacna,30".'),
)
choosing = bundle("choosing", Choosing, CHOOSING)


def selection_of(choosing: Choosing, talk: Talk) -> Selection:
    """Read what was typed; a place by name is looked up and said."""
    from mapper.store import Selection
    from mapper.store.selection import first_day, last_day

    if choosing.since and choosing.until and first_day(choosing.since) > last_day(choosing.until):
        message = f"--since {choosing.since} is after --until {choosing.until}: no event could be shown"
        raise click.UsageError(message)
    return Selection(
        since=first_day(choosing.since) if choosing.since else None,
        until=last_day(choosing.until) if choosing.until else None,
        types=choosing.types,
        statuses=choosing.statuses,
        near=_near(choosing.near, talk) if choosing.near else None,
    )


def _near(words: str, talk: Talk) -> Near:
    from mapper.store import Near

    where, _, distance = words.rpartition(",")
    km = _number(distance)
    if not where or km is None or km <= 0:
        message = f"{words!r} says no distance; write lon,lat,km or a place and km, such as Tacna,30"
        raise click.BadParameter(message, param_hint="--near")
    lon, lat = (_number(part) for part in (where.split(",") if where.count(",") == 1 else ("", "")))
    if lon is not None and lat is not None:
        if abs(lon) > 180 or abs(lat) > 90:  # noqa: PLR2004 - degrees
            message = f"{words!r} lies on no globe; longitude comes first"
            raise click.BadParameter(message, param_hint="--near")
        return Near(lon=lon, lat=lat, km=km)
    return _near_place(where, km, talk)


def _near_place(name: str, km: float, talk: Talk) -> Near:
    from mapper.errors import InputError
    from mapper.places import geocode, load_gazetteer
    from mapper.store import Near

    found = geocode(name, load_gazetteer(), limit=1)
    if not found:
        message = f"--near: no place is named {name[:60]!r}; mapper geocode helps, or write lon,lat,km"
        raise InputError(message)
    place = found[0].place
    talk.notice(f"Near {place.name} ({place.country or '-'}) at {place.lon:.4f},{place.lat:.4f}")
    return Near(lon=place.lon, lat=place.lat, km=km)


def _number(text: str) -> float | None:
    from math import isfinite

    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None
