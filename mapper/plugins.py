"""Entry-point groups: what other packages add to this one by name, found when asked for and loaded when used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from mapper.errors import PluginError

if TYPE_CHECKING:
    from collections.abc import Callable

Group = Literal["mapper.commands", "mapper.extractors", "mapper.geocoders"]


def names(group: Group) -> tuple[str, ...]:
    """List the names that installed packages give to a group, in alphabetical order.

    ``mapper.commands`` holds click commands for the ``mapper`` command line, ``mapper.geocoders`` functions without parameters that make a
    `mapper.places.geocoders.Geocoder`, ``mapper.extractors`` such functions that make a `mapper.Extractor`.
    """
    from importlib.metadata import entry_points

    return tuple(sorted({point.name for point in entry_points(group=group)}))


def load(group: Group, name: str) -> object | None:
    """Import what an installed package registers under this name; None if there is no such name.

    Raises
    ------
    PluginError
        It cannot be imported.
    """
    from importlib.metadata import entry_points

    for point in entry_points(group=group, name=name):
        try:
            return point.load()  # type: ignore[no-any-return]
        except Exception as error:
            package = point.dist.name if point.dist else point.value
            message = f"{name}: {package} cannot be loaded ({type(error).__name__}: {error}); update that package or remove it"
            raise PluginError(message) from error
    return None


def make(group: Group, name: str) -> Callable[..., object] | None:
    """Call the function that an installed package registers under this name, and give what it makes; None if there is no such name.

    Raises
    ------
    PluginError
        It cannot be imported, is no function without parameters, fails, or makes what cannot be called.
    """
    maker = load(group, name)
    if maker is None:
        return None
    cure = "it must be a function without parameters that gives a function; update the package or remove it"
    if not callable(maker):
        message = f"{name}: what the package registers in {group} is a {type(maker).__name__}; {cure}"
        raise PluginError(message)
    try:
        made = maker()
    except Exception as error:
        message = f"{name}: what the package registers in {group} cannot be made ({type(error).__name__}: {error}); {cure}"
        raise PluginError(message) from error
    if not callable(made):
        message = f"{name}: what the package registers in {group} gives a {type(made).__name__}; {cure}"
        raise PluginError(message)
    return cast("Callable[..., object]", made)
