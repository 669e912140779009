"""An extractor that asks a language model: any server that speaks OpenAI's protocol and answers by a JSON schema."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapper.errors import ExtractorError, InputError
from mapper.extractors.endpoint import Endpoint
from mapper.extractors.passage import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapper.extractors.answer import Told
    from mapper.records import Article, Event, Location

URL, MODEL, KEY = "MAPPER_MODEL_URL", "MAPPER_MODEL", "MAPPER_MODEL_KEY"
"""Names of the environment variables."""
PIECE = 12_000
"""Characters of an article that are asked about at a time."""
LONGEST = 400_000
_ASKED = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class LanguageModel:
    """
    Asks a language model for the events of an article, and keeps what the text bears out.

    The model gives types, statuses and words that it says stand in the text. An event whose quote or trigger does not stand there is
    dropped; so is each actor, number, time or place that does not. Numbers, times and places are then read by our own rules and looked up
    in our own gazetteer, so that a model can leave out or mix up, but not invent. An article that tries to give it orders can
    do no more than that. Confidence starts at 0.65 and falls with each span that was dropped: it is not calibrated.

    Parameters
    ----------
    endpoint
        The server.
    model
        The model's name there.
    border_id
        What "the border" means where the text does not say, such as ``PER-CHL``.

    Examples
    --------
    >>> from mapper.extractors.endpoint import Endpoint
    >>> reader = LanguageModel(endpoint=Endpoint(url="http://localhost:11434/v1"), model="some-model")
    >>> mapper.map_articles("article.txt", extractor=reader)  # doctest: +SKIP
    """

    endpoint: Endpoint
    model: str
    border_id: str | None = None

    def __call__(self, article: Article, locations: Sequence[Location], /) -> tuple[Event, ...]:
        """
        Read one article; its text is sent to the server.

        Raises
        ------
        InputError
            The article is too long, or the model gave no usable answer to it.
        ExtractorError
            The server cannot be used at all.
        """
        from mapper.border import available_borders
        from mapper.extractors.reading import Reader

        if len(article.text) > LONGEST:
            message = f"{_subject(article)}: longer than the {LONGEST:,} characters that a language model is asked about; split it"
            raise InputError(message)
        told = [(each, piece) for piece in _pieces(article) for each in self._told(article, piece)]
        known = frozenset(available_borders())
        return Reader(article, locations, model=self.model, border_id=self.border_id, known_borders=known).events(told)

    def _told(self, article: Article, piece: Passage) -> tuple[Told, ...]:
        """Ask for the events of a piece; once more if the answer is unusable."""
        from mapper.extractors.answer import UnusableAnswer, read_answer
        from mapper.extractors.question import question

        asked = question(article, article.text[piece.span.start : piece.span.end], self.model)
        why = ""
        for _ in range(_ASKED):
            body = self.endpoint.post(asked, subject=_subject(article))
            try:
                return read_answer(body)
            except UnusableAnswer as error:
                why = str(error)
        message = f"{_subject(article)}: no usable answer from {self.endpoint.host} ({why}); try another model"
        raise InputError(message)


def from_environment(
    *, url: str | None = None, model: str | None = None, border_id: str | None = None, environment: Mapping[str, str] | None = None
) -> LanguageModel:
    """
    Make the extractor from what is given, else from MAPPER_MODEL_URL and MAPPER_MODEL; the key only ever from MAPPER_MODEL_KEY.

    Parameters
    ----------
    url
        Base address of the endpoint, such as ``http://localhost:11434/v1``; it may be on this machine or in a private network.
    model
        The model's name there.
    border_id
        See `LanguageModel`.
    environment
        Where the variables are looked up; None takes those of the process.

    Raises
    ------
    ExtractorError
        The address or the name is missing, or the address is none.
    """
    variables = os.environ if environment is None else environment
    url, model = url or variables.get(URL), model or variables.get(MODEL)
    if not url:
        message = f"language-model: no server is named; give --model-url or set {URL}, such as http://localhost:11434/v1"
        raise ExtractorError(message)
    if not model:
        message = f"language-model: no model is named; give --model or set {MODEL}"
        raise ExtractorError(message)
    return LanguageModel(endpoint=Endpoint(url=url, key=variables.get(KEY) or None), model=model, border_id=border_id)


def _subject(article: Article) -> str:
    return article.article_id[:80]


def _pieces(article: Article) -> Iterator[Passage]:
    """Cut a text between sentences into pieces of bearable length."""
    from mapper.language.sentences import split_sentences

    text = article.text
    start = end = 0
    for sentence in split_sentences(text, "es" if article.lang == "es" else "en"):
        if sentence.end - start > PIECE and end > start:
            yield Passage(text, Span(start, end))
            start = end
        end = sentence.end
        while end - start > PIECE:  # a sentence that long is no sentence
            yield Passage(text, Span(start, start + PIECE))
            start += PIECE
    if end > start:
        yield Passage(text, Span(start, end))
