"""From what a language model told to events: each quoted span is found again in the text, and what cannot be found is dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mapper.events.merging import Mention, merge_mentions
from mapper.events.telling import event_id, evidence_in
from mapper.events.where import article_border, stretch_told, where_named
from mapper.extractors.actors import Actors
from mapper.extractors.passage import Passage, Span
from mapper.language.dates import find_times
from mapper.language.folding import fold
from mapper.language.quantities import find_durations, find_quantities
from mapper.language.sentences import Sentence, split_sentences
from mapper.records import Event, Explanation, Quantity, When, Where

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from mapper.extractors.answer import Told
    from mapper.records import Article, Location, Place

CONFIDENCE = 0.65
"""Of an event whose spans were all found: a model does not know how sure it is, and what it says of that is not read."""
_OF_EACH_LOST = 0.1
_OF_CARRIED = 0.9
_LEAST = 0.2
_LONGEST_TRIGGER = 100
_WITH_DURATION = frozenset(("emergency", "closure", "policy", "deployment"))
_AT_BORDERS = frozenset(("crossing", "closure", "reopening", "deployment", "emergency", "smuggling", "clash", "expulsion", "aid"))
_FRESH = frozenset(("reported", "ongoing", "attempted", "prevented", "denied", "alleged"))
_SINGLE = frozenset(("a", "an", "one", "un", "una", "uno"))
_GROUPS = frozenset(("group", "crowd", "family", "number", "handful", "few", "grupo", "familia", "multitud", "numero", "punado"))
_LANGUAGES = ("en", "es")
_DAY = len("2026-03-14")
_SIDES = 2


class _Found(NamedTuple):
    """Where the words of one event stand; ``lost`` says of each that does not stand there what it was."""

    sentence: Sentence
    trigger: Span
    spans: dict[str, Span]
    lost: list[tuple[str, str]]


class Reader:
    """Turns what a model told of one article into events; nothing of it is believed that the text does not say."""

    def __init__(
        self, article: Article, locations: Sequence[Location], *, model: str, border_id: str | None, known_borders: Collection[str]
    ) -> None:
        self._article, self._model, self._locations = article, model, locations
        self._lang = article.lang if article.lang in _LANGUAGES else "en"
        self._sentences = split_sentences(article.text, self._lang)
        self._quantities = find_quantities(article.text, self._lang)
        self._times = find_times(article.text, self._lang, article.published)
        self._background = article_border(locations, border_id, known_borders)
        self._actors = Actors(article, locations)

    def events(self, told: Iterable[tuple[Told, Passage]]) -> tuple[Event, ...]:
        """Give the events of an article in the order of its text, each happening once."""
        found: dict[str, tuple[Event, Sentence]] = {}
        for each, passage in told:
            spans = self._spans(each, passage)
            if spans is not None:
                event = self._event(each, spans)
                found.setdefault(event.event_id, (event, spans.sentence))
        listed = sorted(found.values(), key=lambda pair: pair[0].evidence.trigger_start)
        return tuple(
            merge_mentions([Mention(event=event, sentence=at.index, in_heading=at.is_heading) for event, at in listed])
        )

    def _spans(self, told: Told, passage: Passage) -> _Found | None:
        """Find the words of an event again; None if its quote or its trigger does not stand in the text."""
        quote = passage.find(told.words["quote"])
        trigger = passage.find(told.words["trigger"], within=quote) if quote else None
        if quote is None or trigger is None or trigger.end - trigger.start > _LONGEST_TRIGGER:
            return None
        sentence = next((each for each in self._sentences if each.start <= trigger.start and trigger.end <= each.end), None)
        if sentence is None:
            return None
        spans, lost = {}, []
        for role, words in told.words.items():
            if role in ("quote", "trigger"):
                continue
            span = passage.find(words, within=quote)
            if span is None and role not in ("count", "status_words"):  # a number or a "will" of another sentence is another event's
                span = passage.find(words, before=quote.start)
            if span is None:
                lost.append((role, words))
            else:
                spans[role] = span
        return _Found(sentence, trigger, spans, lost)

    def _event(self, told: Told, found: _Found) -> Event:
        article, sentence, trigger, lost = self._article, found.sentence, found.trigger, found.lost
        where = self._where(told, found)
        when, is_old = self._when(told, found)
        origin, goal = self._named(found, "from_place"), self._named(found, "to_place")
        count = self._count(found)
        sides = self._direction(told.event_type, origin, goal)
        confidence = max(_LEAST, CONFIDENCE - _OF_EACH_LOST * len(lost)) * (_OF_CARRIED if where.carried else 1.0)
        return Event(
            event_id=event_id(article.article_id, told.event_type, trigger.start),
            event_type=told.event_type,
            sub_event_type=told.sub_event_type,
            status=told.status,
            actor1=self._actors.shown(found.spans.get("actor")),
            actor2=self._actors.shown(found.spans.get("recipient")),
            when=when,
            count=count,
            duration_days=self._duration(sentence) if told.event_type in _WITH_DURATION else None,
            from_place=origin.name if origin else None,
            to_place=goal.name if goal else None,
            direction_from=sides[0],
            direction_to=sides[1],
            where=where,
            evidence=evidence_in(article, (sentence.start, sentence.end), trigger),
            article=article,
            confidence=round(confidence, 3),
            is_background=told.is_background or is_old,
            explanation=self._explanation(found, where),
        )

    def _count(self, found: _Found) -> Quantity | None:
        """Give the number that stands in the words of the count, as our own reader of numbers reads it."""
        span = found.spans.get("count")
        if span is None:
            return None
        inside = next((each for each in self._quantities if span.touches(Span(each.start, each.end))), None)
        words = self._text(span)
        first, _, rest = words.partition(" ")
        if inside is None and fold(first) in _SINGLE and rest and fold(rest.split()[0]) not in _GROUPS:
            return Quantity(minimum=1, maximum=1, text=words, start=span.start, end=span.end)
        if inside is None:
            found.lost.append(("count", words))
        return inside

    def _location(self, span: Span | None) -> Location | None:
        """Give the resolved place whose name stands in a span; the longest of several."""
        inside = [
            each
            for each in self._locations
            if span is not None
            and each.place is not None
            and each.toponym.mention != "adjectival"
            and span.touches(Span(each.toponym.start, each.toponym.end))
        ]
        return max(inside, key=lambda each: each.toponym.end - each.toponym.start, default=None)

    def _named(self, found: _Found, role: str) -> Place | None:
        location = self._location(found.spans.get(role))
        return location.place if location is not None else None

    def _where(self, told: Told, found: _Found) -> Where:
        span, border = found.spans.get("place"), self._background.border_id
        stretch = stretch_told(self._text(Span(found.sentence.start, found.sentence.end)))
        if stretch and border:
            return Where(border_id=border, relation="stretch", stretch=stretch, reason="monuments named in the sentence")
        location = self._location(span)
        if location is None and span is not None:
            found.lost.append(("place", self._text(span)))
        if location is None or span is None:
            if border is not None and told.event_type in _AT_BORDERS:
                return Where(border_id=border, relation="border", carried=True, reason="the border of the article's countries")
            return Where(reason="the model names no place that the gazetteer has")
        inside = found.sentence.start <= span.start < found.sentence.end
        reason = "named by the model, in the sentence" if inside else "named by the model, elsewhere in the text"
        return replace(where_named(location, self._article.text, border, reason=reason), carried=not inside)

    def _when(self, told: Told, found: _Found) -> tuple[When, bool]:
        """Give the time and whether it is long past: words about time as our own resolver reads them, else the day of publication."""
        span, published = found.spans.get("time"), self._article.published
        if span is not None:
            for time in self._times:
                if span.touches(Span(time.start, time.end)) and time.of_event is None:
                    return time.reading(future=told.status == "announced"), time.is_past_background
            found.lost.append(("time", self._text(span)))
        if published and told.status in _FRESH and not told.is_background:
            return When(start=published, end=published, precision=1 if len(published) == _DAY else 3, basis="publication"), False
        return When(), False

    def _direction(self, event_type: str, origin: Place | None, goal: Place | None) -> tuple[str | None, str | None]:
        """Give the countries left and entered; of a crossing between two countries one tells the other."""
        left, entered = origin.country if origin else None, goal.country if goal else None
        pair = self._background.pair
        if event_type == "crossing" and len(pair) == _SIDES:
            if left is None and entered in pair:
                left = pair[entered == pair[0]]
            elif entered is None and left in pair:
                entered = pair[left == pair[0]]
        return (left, entered) if left != entered else (left, None)

    def _duration(self, sentence: Sentence) -> int | None:
        durations = find_durations(self._article.text[sentence.start : sentence.end], self._lang)
        return durations[0].days if durations else None

    def _explanation(self, found: _Found, where: Where) -> Explanation:
        cue = found.spans.get("status_words")
        roles = tuple((role.replace("_", " "), self._text(span)) for role, span in found.spans.items() if role != "status_words")
        lost = tuple(("dropped", f"{role.replace('_', ' ')}, not to be found: {_plain(words)}") for role, words in found.lost)
        return Explanation(
            frame=f"language model {self._model}",
            status_cue=self._text(cue) if cue else None,
            roles=(*roles, *lost),
            place_reason=where.reason,
        )

    def _text(self, span: Span) -> str:
        return self._article.text[span.start : span.end]


def _plain(words: str) -> str:
    """Shorten a stranger's words to one line without what would command a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(words.split()))[:80]
