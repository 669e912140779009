"""Entry-point groups: what other packages add to this one by name, found when asked for and loaded when used."""

from __future__ import annotations

from typing import Literal

Group = Literal["mapper.commands", "mapper.geocoders"]


def names(group: Group) -> tuple[str, ...]:
    """List the names that installed packages give to a group, in alphabetical order.

    ``mapper.commands`` holds click commands for the ``mapper`` command line, ``mapper.geocoders`` functions without parameters that make a
    `mapper.places.geocoders.Geocoder`.
    """
    from importlib.metadata import entry_points

    return tuple(sorted({point.name for point in entry_points(group=group)}))


def load(group: Group, name: str) -> object | None:
    """Import what an installed package registers under this name; None if there is no such name."""
    from importlib.metadata import entry_points

    for point in entry_points(group=group, name=name):
        return point.load()  # type: ignore[no-any-return]
    return None
