"""Work on one part of a corpus: from its articles to their events as text, the same on every machine."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from mapper.corpus.reading import UNTOLD
from mapper.corpus.settings import versions
from mapper.corpus.told import Teller, slim
from mapper.errors import ExtractorError, InputError

if TYPE_CHECKING:
    from mapper.corpus.parts import Part
    from mapper.corpus.settings import Settings
    from mapper.pipeline import Tools
    from mapper.records import Article, Event

_COMPRESSION = 3
_one_at_a_time = Lock()  # the stages keep caches; a cluster's worker may have several threads


@dataclass(frozen=True, kw_only=True, slots=True)
class Worked:
    """A finished part: ``content`` is a gzip file of its shapes and events; ``rejects`` are ids of articles, each with the reason."""

    number: int
    digest: str
    content: bytes
    articles: int
    events: int
    rejects: tuple[tuple[str, str], ...] = ()


def work(part: Part, settings: Settings, expected: str) -> Worked:
    """Read the events of a part.

    An article that breaks a stage is rejected with the reason, and the others are read. ``expected`` names the versions of code and data
    that the part was cut with.

    Raises
    ------
    InputError
        This machine has other versions, so its results would be others.
    """
    if versions() != expected:
        message = f"{versions()}: this machine should have {expected}, as the one that shares the work out; install the same everywhere"
        raise InputError(message)
    with _one_at_a_time:
        return _work(part, settings)


def _work(part: Part, settings: Settings) -> Worked:
    tools = tools_for(settings)
    teller, lines, rejects = Teller(), list[str](), list[tuple[str, str]]()
    count = 0
    for article in part.articles:
        try:
            whole, events = _read(article, tools, settings)
            lines += teller.lines(whole, events)
        except ExtractorError:  # it will read none of the others either
            raise
        except Exception as error:  # noqa: BLE001 - whatever one article of a million breaks, the others are read
            rejects.append((article.article_id, f"{type(error).__name__}: {error}"))
        else:
            count += len(events)
    text = f"{json.dumps(teller.shapes)}\n{''.join(lines)}"
    return Worked(
        number=part.number,
        digest=part.digest(),
        content=gzip.compress(text.encode(), _COMPRESSION, mtime=0),
        articles=len(part.articles),
        events=count,
        rejects=tuple(rejects),
    )


def _read(article: Article, tools: Tools, settings: Settings) -> tuple[Article, list[Event]]:
    from mapper.language.detection import detect_language
    from mapper.pipeline import run

    if article.lang == UNTOLD:
        article = replace(article, lang=detect_language(article.text))
    result = next(run([article], tools, border_id=settings.border_id, exact=settings.exact))
    return article, [slim(event) for event in result.events]


@lru_cache(maxsize=1)
def tools_for(settings: Settings) -> Tools:
    """Load what the stages look things up in, once for all parts."""
    from mapper.extractors import open_extractor
    from mapper.pipeline import load_tools

    extractor = None
    if settings.extractor is not None:
        extractor = open_extractor(settings.extractor, url=settings.model_url, model=settings.model, border_id=settings.border_id)
    return load_tools(
        gazetteer=Path(settings.gazetteer) if settings.gazetteer else None,
        lexicon=Path(settings.lexicon) if settings.lexicon else None,
        extractor=extractor,
    )
