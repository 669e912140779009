"""Compose the stages: articles in, their places and placed events out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapper.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mapper.border import Atlas
    from mapper.events import Lexicon
    from mapper.extractors import Extractor
    from mapper.places import Gazetteer
    from mapper.records import Article, Event, Location

    FillIn = Callable[[Sequence[Location], Article], Sequence[Location]]

LANGUAGES = ("en", "es")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tools:
    """What the stages look things up in.

    ``lexicons`` are by language; an article in a language without one gives places and no events. ``fill_in`` completes the locations that
    the gazetteer leaves open, such as by asking an online geocoder; None leaves them open. ``extractor`` reads the events instead of our
    rules, of articles in any language; None reads them by the rules and the lexicons.
    """

    gazetteer: Gazetteer
    lexicons: Mapping[str, Lexicon]
    atlas: Atlas
    fill_in: FillIn | None = None
    extractor: Extractor | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """An article with all that was read from it: locations in the order of the text, events with their placement."""

    article: Article
    locations: tuple[Location, ...]
    events: tuple[Event, ...]


def load_tools(
    *, gazetteer: Path | None = None, lexicon: Path | None = None, fill_in: FillIn | None = None, extractor: Extractor | None = None
) -> Tools:
    """Load what ships with the package, with the user's own places and words over it.

    Parameters
    ----------
    gazetteer
        The user's own places, see `mapper.places.load_gazetteer`.
    lexicon
        The user's own words, see `mapper.events.load_lexicon`.
    fill_in
        Completes locations that the gazetteer leaves open.
    extractor
        Reads the events instead of our rules, see `mapper.Extractor`; None leaves it to the rules.
    """
    from mapper.border import load_atlas
    from mapper.events import load_lexicon
    from mapper.places import load_gazetteer

    return Tools(
        gazetteer=load_gazetteer(gazetteer),
        lexicons={lang: load_lexicon(lang, lexicon) for lang in LANGUAGES},
        atlas=load_atlas(),
        fill_in=fill_in,
        extractor=extractor,
    )


def locate(articles: Iterable[Article], tools: Tools, *, border_id: str | None = None, exact: bool = False) -> Iterator[Result]:
    """Find and resolve the places of articles, one article at a time; the results have no events.

    Parameters are those of `run`.
    """
    for article in articles:
        locations = _locations(article, tools, border_id)
        yield Result(article=article, locations=_shown(locations, tools.atlas, exact=exact), events=())


def run(
    articles: Iterable[Article],
    tools: Tools,
    *,
    border_id: str | None = None,
    exact: bool = False,
    on_error: Callable[[InputError], None] | None = None,
) -> Iterator[Result]:
    """Read places and events from articles and place the events on the border, one article at a time.

    Parameters
    ----------
    articles
        What to read; each is read when its result is asked for.
    tools
        What the stages look things up in, see `load_tools`.
    border_id
        A prior for what "the border" means, such as ``PER-CHL``; None leaves it to the article.
    exact
        Keep informal crossing points, shelters and army units where they are instead of coarsening them. Published positions of these
        can put people in danger.
    on_error
        Is told of an article that an extractor of one's own could not read, which then has no result; None raises.

    Raises
    ------
    InputError
        An extractor of one's own could not read an article, and ``on_error`` is None.
    ExtractorError
        It can read none.
    """
    from mapper.border import available_borders, place_event

    known = frozenset(available_borders())
    for article in articles:
        locations = _locations(article, tools, border_id)
        try:
            found = _events(article, locations, tools, border_id, known)
        except InputError as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        events = tuple(place_event(event, atlas=tools.atlas, exact=exact) for event in found)
        yield Result(article=article, locations=_shown(locations, tools.atlas, exact=exact), events=events)


def _events(
    article: Article, locations: tuple[Location, ...], tools: Tools, border_id: str | None, known: frozenset[str]
) -> tuple[Event, ...]:
    from mapper.events import extract

    if tools.extractor is not None:
        from mapper.extractors.calling import ask

        return ask(tools.extractor, article, locations)
    lexicon = tools.lexicons.get(article.lang)
    return extract(article, locations, lexicon, border_id=border_id, known_borders=known) if lexicon else ()


def _locations(article: Article, tools: Tools, border_id: str | None) -> tuple[Location, ...]:
    from mapper.places import recognize, resolve

    toponyms = recognize(article, tools.gazetteer)
    locations = tuple(resolve(toponyms, article, tools.gazetteer, border_id=border_id))
    return locations if tools.fill_in is None else tuple(tools.fill_in(locations, article))


def _shown(locations: tuple[Location, ...], atlas: Atlas, *, exact: bool) -> tuple[Location, ...]:
    """Move sensitive places to where they may be shown. Events are read from the true ones: `place_event` moves those."""
    from mapper.border.coarse import coarsened

    if exact or not any(location.place and location.place.sensitive for location in locations):
        return locations
    return tuple(replace(location, place=coarsened(location.place, atlas)) if location.place else location for location in locations)
