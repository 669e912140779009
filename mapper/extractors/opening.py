"""Open an extractor by its name: ours, or one that an installed package registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from mapper import plugins
from mapper.errors import ExtractorError

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
    made = plugins.make(_GROUP, name)
    if made is None:
        message = f"{name}: no installed package has an extractor of this name; use one of {', '.join(available_extractors())}"
        raise ExtractorError(message)
    return cast("Extractor", made)
