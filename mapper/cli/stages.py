"""Turn options into what the stages take: articles, tools, the border meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

import click

from mapper.cli.talk import counted
from mapper.pipeline import LANGUAGES, Tools, load_tools

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mapper.cli.options import PlaceStages, Reading
    from mapper.cli.talk import Talk
    from mapper.extractors import Extractor, LanguageModel
    from mapper.pipeline import FillIn, Result
    from mapper.places.geocoders import Geocoder
    from mapper.records import Article
    from mapper.sources import Fetcher


class EventReading(Protocol):
    """What the options say of how events are read."""

    @property
    def border(self) -> str | None:
        """The border meant."""

    @property
    def lexicon(self) -> Path | None:
        """Words for our rules."""

    @property
    def extractor(self) -> str | None:
        """What reads instead of our rules."""

    @property
    def model_url(self) -> str | None:
        """Where the language model is."""

    @property
    def model(self) -> str | None:
        """Its name."""


def read(inputs: Iterable[str | Path], reading: Reading, talk: Talk, *, fetcher: Fetcher | None = None) -> Iterator[Article]:
    """Read the inputs; a bad one is reported and the next is read. ``fetcher`` may have looked at the addresses among them already."""
    from mapper.sources import read_articles

    fetcher = fetcher or fetcher_for(reading)
    articles = read_articles(
        inputs, lang=reading.lang, published=reading.published, on_error=talk.problem, on_notice=talk.notice, fetcher=fetcher
    )
    for article in articles:
        say_language(article, talk)
        yield article


def fetcher_for(reading: Reading) -> Fetcher:
    """Give what fetches the addresses among the inputs."""
    from mapper.sources import Fetcher

    return Fetcher(allow_private=reading.allow_private_addresses)


def say_language(article: Article, talk: Talk) -> None:
    """Say plainly if we have no words for events in the language of an article, and our rules are what reads them."""
    if article.lang not in LANGUAGES and not talk.reads_any_language:
        talk.notice(f"{article.article_id}: the language is {article.lang}; names are read, events only in English and Spanish")


def told(talk: Talk) -> Callable[[Result], None]:
    """Give what says of each result what there is to say."""

    def tell(result: Result) -> None:
        say_language(result.article, talk)
        talk.undated += leaves_dates_open(result)
        talk.detail(f"{result.article.article_id}: {counted(len(result.locations), 'place')}, {counted(len(result.events), 'event')}")
        talk.count("article")

    return tell


def leaves_dates_open(result: Result) -> bool:
    """Whether dates of events stay open that a publication date might tell."""
    return result.article.published is None and any(event.when.start is None for event in result.events)


def tools_for(stages: PlaceStages, talk: Talk) -> Tools:
    """Load the tools that the options name."""
    if stages.exact:
        talk.notice("Exact positions of informal crossing points, shelters and army units: think of the people there before you publish.")
    fill_in = filler(stages.geocoder, talk) if stages.geocoder else None
    extractor = extractor_of(cast("EventReading", stages), talk) if hasattr(stages, "extractor") else None
    return load_tools(gazetteer=stages.gazetteer, lexicon=getattr(stages, "lexicon", None), fill_in=fill_in, extractor=extractor)


def extractor_of(stages: EventReading, talk: Talk) -> Extractor | None:
    """Open the extractor that the options name; None stands for our rules."""
    from mapper.extractors import open_extractor
    from mapper.extractors.opening import LANGUAGE_MODEL, RULES

    name = stages.extractor or RULES
    if name != RULES and stages.lexicon is not None:
        message = f"--lexicon gives words to our rules, which --extractor {name} does not use: leave one of them out"
        raise click.UsageError(message)
    if name != LANGUAGE_MODEL and (stages.model_url or stages.model):
        message = f"--model-url and --model belong to --extractor {LANGUAGE_MODEL}: add it, or leave them out"
        raise click.UsageError(message)
    extractor = open_extractor(name, url=stages.model_url, model=stages.model, border_id=border_meant(stages))
    talk.reads_any_language = extractor is not None
    if name == LANGUAGE_MODEL:
        talk.notice(f"The texts are sent to {cast('LanguageModel', extractor).endpoint.host}.")
    return extractor


def filler(service: str, talk: Talk) -> FillIn:
    """Ask an online geocoder for what the gazetteer leaves open, until it fails: then say so once, and let the offline result stand."""
    from mapper import plugins
    from mapper.errors import GeocoderError
    from mapper.places import fill_with_geocoder, open_geocoder

    made_elsewhere = cast("Geocoder | None", plugins.make("mapper.geocoders", service))
    geocoder = open_geocoder(service) if made_elsewhere is None else made_elsewhere
    works = True

    def ask(name: str) -> tuple[float, float, str] | None:
        nonlocal works
        try:
            return geocoder(name) if works else None
        except GeocoderError as error:
            reason = str(error)
        except Exception as error:  # noqa: BLE001 - whatever a package does, our own result stands
            reason = f"{service}: the geocoder failed ({type(error).__name__}: {error}); the offline result stands"
        works = False
        talk.notice(" ".join(reason.split()))
        return None

    return lambda locations, _article: fill_with_geocoder(locations, ask, source=service)


def border_meant(stages: PlaceStages | EventReading) -> str | None:
    """Give the id of the border that the options name, as our table has it; None if they name none."""
    from mapper.border import canonical_border_id

    return canonical_border_id(stages.border) if stages.border is not None else None
