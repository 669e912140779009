"""Open an extractor by its name: ours, or one that an installed package registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from mapper import plugins
from mapper.errors import ExtractorError, PluginError

if TYPE_CHECKING:
    from mapper.extractors.protocol import Extractor

RULES = "rules"
"""Our own rules, which need no opening: they are what reads where no extractor is chosen."""
LANGUAGE_MODEL = "language-model"
_GROUP: Final = "mapper.extractors"


def available_extractors() -> tuple[str, ...]:
    """Name the extractors that `open_extractor` knows, ours first; ``rules`` is what reads where none is chosen."""
    return (RULES, LANGUAGE_MODEL, *(name for name in plugins.names(_GROUP) if name not in (RULES, LANGUAGE_MODEL)))


def open_extractor(name: str, *, url: str | None = None, model: str | None = None, border_id: str | None = None) -> Extractor | None:
    """
    Open an extractor by its name; None stands for our own rules.

    Parameters
    ----------
    name
        One of `available_extractors`.
    url, model
        Of the language model only: address of its endpoint and its name there, see `mapper.extractors.from_environment`.
    border_id
        What "the border" means to the language model where the text does not say, such as ``PER-CHL``.

    Raises
    ------
    ExtractorError
        There is no extractor of this name, or the language model lacks an address or a name.
    PluginError
        A package registers it and it cannot be loaded or made.
    """
    if name == RULES:
        return None
    if name == LANGUAGE_MODEL:
        from mapper.extractors.language_model import from_environment

        return from_environment(url=url, model=model, border_id=border_id)
    make = plugins.load(_GROUP, name)
    if make is None:
        message = f"{name}: no installed package has an extractor of this name; use one of {', '.join(available_extractors())}"
        raise ExtractorError(message)
    return _made(name, make)


def _made(name: str, make: object) -> Extractor:
    """Call what a package registers, and check that it gives something that can be called."""
    cure = "it must be a function without parameters that gives an extractor; update the package or remove it"
    if not callable(make):
        message = f"{name}: what the package registers in {_GROUP} is a {type(make).__name__}; {cure}"
        raise PluginError(message)
    try:
        made = make()
    except Exception as error:
        message = f"{name}: the extractor cannot be made ({type(error).__name__}: {error}); {cure}"
        raise PluginError(message) from error
    if not callable(made):
        message = f"{name}: what the package registers in {_GROUP} gives a {type(made).__name__}; {cure}"
        raise PluginError(message)
    return cast("Extractor", made)
