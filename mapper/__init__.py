"""Border events from news text, drawn as what they are: on the border, with the sentence, the source and the doubt.

>>> import mapper
>>> week = mapper.map_articles(mapper.article_path("en"), published=mapper.PUBLISHED)
>>> week.save("map.html")  # doctest: +SKIP

The stages are functions over values: `read_articles`, `recognize`, `resolve`, `extract`, `place_event`; `run` composes them. Everything
is imported when it is first used, so that ``import mapper`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.border import Atlas, Border, load_atlas, load_border, place_event
    from mapper.errors import (
        ExtractorError,
        GeocoderError,
        InputError,
        LayerError,
        LexiconError,
        MapperError,
        OutputError,
        PluginError,
    )
    from mapper.events import Lexicon, extract, load_lexicon
    from mapper.examples import PUBLISHED, article_path
    from mapper.exports import write
    from mapper.extractors import Extractor, LanguageModel, open_extractor
    from mapper.layers import read_layer
    from mapper.layers.frames import EVENT_COLUMNS, PLACE_COLUMNS, events_frame, places_frame
    from mapper.mapping import map_articles
    from mapper.maps import EventLayer
    from mapper.maps.event_map import EventMap, event_map
    from mapper.pipeline import Result, Tools, load_tools, locate, run
    from mapper.places import Gazetteer, geocode, load_gazetteer, recognize, resolve
    from mapper.records import (
        Article,
        Candidate,
        Event,
        Evidence,
        Explanation,
        Location,
        Place,
        Placement,
        Quantity,
        Toponym,
        When,
        Where,
    )
    from mapper.sources import read_articles, read_events

__version__ = "0.1.0"
__date__ = "2026-11-23"

_HOMES = {
    "mapper.border": ("Atlas", "Border", "load_atlas", "load_border", "place_event"),
    "mapper.errors": (
        "ExtractorError",
        "GeocoderError",
        "InputError",
        "LayerError",
        "LexiconError",
        "MapperError",
        "OutputError",
        "PluginError",
    ),
    "mapper.events": ("Lexicon", "extract", "load_lexicon"),
    "mapper.examples": ("PUBLISHED", "article_path"),
    "mapper.exports": ("write",),
    "mapper.extractors": ("Extractor", "LanguageModel", "open_extractor"),
    "mapper.layers": ("read_layer",),
    "mapper.layers.frames": ("EVENT_COLUMNS", "PLACE_COLUMNS", "events_frame", "places_frame"),
    "mapper.mapping": ("map_articles",),
    "mapper.maps": ("EventLayer",),
    "mapper.maps.event_map": ("EventMap", "event_map"),
    "mapper.pipeline": ("Result", "Tools", "load_tools", "locate", "run"),
    "mapper.places": ("Gazetteer", "geocode", "load_gazetteer", "recognize", "resolve"),
    "mapper.records": (
        "Article",
        "Candidate",
        "Event",
        "Evidence",
        "Explanation",
        "Location",
        "Place",
        "Placement",
        "Quantity",
        "Toponym",
        "When",
        "Where",
    ),
    "mapper.sources": ("read_articles", "read_events"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "EVENT_COLUMNS",
    "PLACE_COLUMNS",
    "PUBLISHED",
    "Article",
    "Atlas",
    "Border",
    "Candidate",
    "Event",
    "EventLayer",
    "EventMap",
    "Evidence",
    "Explanation",
    "Extractor",
    "ExtractorError",
    "Gazetteer",
    "GeocoderError",
    "InputError",
    "LanguageModel",
    "LayerError",
    "Lexicon",
    "LexiconError",
    "Location",
    "MapperError",
    "OutputError",
    "Place",
    "Placement",
    "PluginError",
    "Quantity",
    "Result",
    "Tools",
    "Toponym",
    "When",
    "Where",
    "__date__",
    "__version__",
    "article_path",
    "event_map",
    "events_frame",
    "extract",
    "geocode",
    "load_atlas",
    "load_border",
    "load_gazetteer",
    "load_lexicon",
    "load_tools",
    "locate",
    "map_articles",
    "open_extractor",
    "place_event",
    "places_frame",
    "read_articles",
    "read_events",
    "read_layer",
    "recognize",
    "resolve",
    "run",
    "write",
]


def __getattr__(name: str) -> object:
    """Import a public name from its home when it is first asked for."""
    home = _HOME_OF.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
