"""Places: names in text, the gazetteer, and which place a name means."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapper.places.gazetteer import Gazetteer, load_gazetteer
    from mapper.places.geocoders import fill_with_geocoder, open_geocoder
    from mapper.places.geocoding import geocode
    from mapper.places.recognition import recognize
    from mapper.places.resolution import resolve

_LAZY = {
    "Gazetteer": "gazetteer",
    "fill_with_geocoder": "geocoders",
    "geocode": "geocoding",
    "load_gazetteer": "gazetteer",
    "open_geocoder": "geocoders",
    "recognize": "recognition",
    "resolve": "resolution",
}

__all__ = ["Gazetteer", "fill_with_geocoder", "geocode", "load_gazetteer", "open_geocoder", "recognize", "resolve"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever the module holds under this name)
    # Lazy, so that the package's build can import `mapper.places.compile` with nothing else installed.
    if name in _LAZY:
        return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
