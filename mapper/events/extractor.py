"""Events of an article: every stage of reading one sentence after the other, and the composition of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from mapper.events.judgement import read_register
from mapper.events.merging import Mention, merge_mentions
from mapper.events.ranking import find_place, options_of
from mapper.events.refine import refine
from mapper.events.roles import Roles, office_holders, read_roles
from mapper.events.scene import Scene, place_spans, read_scene
from mapper.events.standing import standing
from mapper.events.telling import event_id, evidence_in
from mapper.events.verdict import judge
from mapper.events.weighing import Tone, described, weigh
from mapper.events.when import Times, Told, read_times
from mapper.events.where import Background, Context, article_border, find_where, setting_of
from mapper.language.quantities import find_durations, find_quantities
from mapper.language.sentences import split_sentences
from mapper.language.tokens import tokenize
from mapper.records import Event, Explanation, Where

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from mapper.events.judgement import Candidate
    from mapper.events.ranking import Option
    from mapper.events.status import Reading
    from mapper.events.verdict import Telling, Weighed
    from mapper.events.weighing import Described
    from mapper.language.clauses import Span, Unit
    from mapper.language.lexicon import Lexicon
    from mapper.language.sentences import Sentence
    from mapper.language.tokens import Token
    from mapper.records import Article, Location, Quantity

_ACCENTED = ("es",)
_THEMES = ((0.65, 1.0), (0.5, 0.75), (-1.0, 0.35))  # share of border words among those and words of sport, markets, culture; factor
_UNTOLD = (0.8, 0.6, 0.35)  # the same without any border word, by words of other fields
_DEFINITE = frozenset(
    [
        "the",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "el",
        "la",
        "los",
        "las",
        "este",
        "esta",
        "estos",
        "estas",
        "dicho",
        "dicha",
        "ese",
        "esa",
        "del",
        "al",
    ]
)
_HAPPENING = frozenset(("reported", "ongoing"))
_THEME, _OF_THEMES = 2, 0.2  # how weak a mention by a noun is that only goes with an event, and the confidence of such frames
_OF = frozenset(("of", "de"))
_SOME_LENGTH = 5  # sentences
_FEW, _SURE = 4, 0.7  # events of such an article, and a confidence
_DATED = frozenset(("stated", "relative"))


_HOURS = re.compile(r"^(?!.*\b24\b).*\b(?:hours?|horas?)\b", re.IGNORECASE)
"""Less than a day."""


class _Text(NamedTuple):
    """An article cut up once: its sentences with their tokens and quantities, its times and its named places."""

    article: Article
    lexicon: Lexicon
    locations: Sequence[Location]
    spans: dict[int, Span]
    background: Background
    times: Times
    tone: Tone
    holders: Mapping[str, str]


def extract(
    article: Article,
    locations: Sequence[Location],
    lexicon: Lexicon,
    *,
    border_id: str | None = None,
    known_borders: Collection[str] | None = None,
) -> tuple[Event, ...]:
    """
    Return the events that an article tells, in the order of its text.

    Parameters
    ----------
    article
        The text; its ``published`` date fixes weekdays and is the fall-back date of fresh reports.
    locations
        Its places, as ``mapper.places.resolve`` gives them.
    lexicon
        The words and frames of the article's language.
    border_id
        What "the border" means if the article does not say.
    known_borders
        Ids of the borders that exist, so that the two countries an article names most can stand for their border; None allows any pair.

    Returns
    -------
    tuple of Event
        Their ``where`` is filled, their ``placement`` is None. Retellings of earlier years have ``is_background``.
    """
    text, scenes = _open(article, locations, lexicon, border_id, known_borders)
    mentions = [mention for *_, told in _passages(text, scenes) for mention in told]
    if text.tone.register.is_essay and not any(mention.event.when.basis in _DATED for mention in mentions):
        return ()
    events = tuple(merge_mentions(refine(mentions)))
    return () if len(scenes) >= _SOME_LENGTH and _is_doubtful(events) else events


def _passages(text: _Text, scenes: Sequence[Scene]) -> Iterator[tuple[Scene, Context, Sequence[Telling], list[Mention]]]:
    """Yield each sentence with what was told before, what it tells and the events that this gives."""
    earlier: list[int] = []
    for scene, tellings, next_scene in zip(scenes, judge(weigh(scenes, text.tone)), [*scenes, None][1:], strict=True):
        context = Context(text.article, text.lexicon, text.locations, text.background, tuple(earlier), next_scene)
        told = [_mention(text, scene, telling, context) for telling in tellings]
        yield scene, context, tellings, told
        earlier = _carry(earlier, scene, told, text.lexicon, text.locations)


def _is_doubtful(events: Sequence[Event]) -> bool:
    """Whether an article of some length seems to tell so little, and that so unsurely, that it tells nothing."""
    return len(events) < _FEW and all(event.confidence < _SURE for event in events)


def _open(
    article: Article, locations: Sequence[Location], lexicon: Lexicon, border_id: str | None, known_borders: Collection[str] | None
) -> tuple[_Text, list[Scene]]:
    """Cut up an article, once."""
    if lexicon.language in _ACCENTED and article.text.isascii():
        lexicon = lexicon.without_accents()
    sentences = split_sentences(article.text, lexicon.language)
    tokens = tokenize(article.text)
    quantities = find_quantities(article.text, lexicon.language)
    spans = place_spans(locations)
    scenes = [read_scene(sentence, own, lexicon, spans, numbers) for sentence, own, numbers in _pieces(sentences, tokens, quantities)]
    times = read_times(article, lexicon.language)
    text = _Text(
        article=article,
        lexicon=lexicon,
        locations=locations,
        spans=spans,
        background=article_border(locations, border_id, known_borders),
        times=times,
        tone=Tone(
            lexicon=lexicon,
            theme=_theme(tokens, lexicon, locations),
            register=read_register(scenes, sum(bool(time.when.start) for time in times.found)),
            times=times,
        ),
        holders=office_holders(article, scenes),
    )
    return text, scenes


def _carry(earlier: list[int], scene: Scene, told: Sequence[Mention], lexicon: Lexicon, locations: Sequence[Location]) -> list[int]:
    """Return the places that the next sentence may carry over, the likeliest last: where events were, where things are, then any."""
    named = [unit.place for unit in scene.units if unit.place >= 0]
    ids = {id(location): n for n, location in enumerate(locations)}
    own = [
        ids[id(mention.event.where.location)]
        for mention in told
        if mention.event.where.location is not None and not mention.event.where.carried
    ]
    setting = own or setting_of(scene, lexicon)
    return [*earlier, *setting] if setting else [*(n for n in named if n not in earlier), *earlier]


def _pieces(
    sentences: Sequence[Sentence], tokens: Sequence[Token], quantities: Sequence[Quantity]
) -> Iterator[tuple[Sentence, Sequence[Token], list[Quantity]]]:
    starts = [token.start for token in tokens]
    number_starts = [quantity.start for quantity in quantities]
    for sentence in sentences:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        if first < last:
            low, high = bisect_left(number_starts, sentence.start), bisect_left(number_starts, sentence.end)
            yield sentence, tokens[first:last], list(quantities[low:high])


def _theme(tokens: Sequence[Token], lexicon: Lexicon, locations: Sequence[Location]) -> float:
    """Return how far the article is about borders: 1 surely, less where sport, markets or culture outweigh it."""
    on = off = 0
    for token in tokens:
        reading = lexicon.look_up(token.text)[2]
        if reading is not None:
            on += "border_theme" in reading.nouns or "force" in reading.nouns or "migrant" in reading.nouns
            off += "off_theme" in reading.nouns
    on += sum(location.place is not None and location.place.kind in ("border", "crossing") for location in locations)
    if on == 0:
        return _UNTOLD[min(off, 2)]
    share = on / (on + off)
    return next(factor for least, factor in _THEMES if share > least)


def _mention(text: _Text, scene: Scene, telling: Telling, context: Context) -> Mention:
    """Return an event as its sentence tells it."""
    match = telling.candidate.match
    candidate = telling.candidate._replace(reading=standing(scene, telling.candidate)) if telling.is_weighed else telling.candidate
    event = _event(text, scene, candidate, context, telling.confidence)
    return Mention(
        event=event,
        sentence=scene.sentence.index,
        in_heading=scene.sentence.is_heading,
        refers_back=match.is_noun and event.count is None and _is_definite(scene, match.trigger),
        weakness=_THEME if match.frame.confidence <= _OF_THEMES else int(bool(match.gaps)),
        by_gist=telling.by_gist,
    )


def placed_events(article: Article, locations: Sequence[Location], lexicon: Lexicon) -> Iterator[tuple[Scene, str, list[Option]]]:
    """Yield the sentence, the type and the places to choose from of each event found in an article: the matter for training."""
    text, scenes = _open(article, locations, lexicon, None, None)
    for scene, context, tellings, _ in _passages(text, scenes):
        for telling in tellings:
            match = telling.candidate.match
            roles = read_roles(article, scene, match, lexicon, locations, text.holders)
            yield scene, match.frame.type, options_of(scene, match, roles, context, find_where(scene, match, roles, context))


def weighed_sentences(article: Article, locations: Sequence[Location], lexicon: Lexicon) -> Iterator[tuple[Weighed, Described]]:
    """Yield the sentences of an article as they are weighed, with what the models read of them: the matter for training."""
    text, scenes = _open(article, locations, lexicon, None, None)
    return described(scenes, text.tone)


def _is_definite(scene: Scene, at: int) -> bool:
    """Whether a noun is known ("the surge"), or belongs to one that is ("the surge of migrants")."""
    if at > 1 and scene.units[at - 1].lower in _OF and scene.units[at - 2].nouns:
        at -= 2
    return at > 0 and scene.units[at - 1].lower in _DEFINITE


def _event(text: _Text, scene: Scene, candidate: Candidate, context: Context, confidence: float) -> Event:
    match, reading = candidate
    article, sentence, unit = text.article, scene.sentence, scene.units[match.trigger]
    roles = read_roles(article, scene, match, text.lexicon, text.locations, text.holders)
    where = find_place(scene, match, roles, context)
    clause = scene.clauses[match.clause]
    status = _of_counted(reading, roles.quantity, unit) if match.frame.type == "crossing" else reading.status or "reported"
    told = Told(scene.units[clause.start].start, scene.units[clause.end - 1].end, unit.start)
    if status in _HAPPENING and text.times.comes_later(told):
        status = "announced"
    when, is_background = text.times.of(scene, told, status, context.next_scene)
    direction = _direction(text, match.frame.type, roles)
    return Event(
        event_id=event_id(article.article_id, match.frame.type, unit.start),
        event_type=match.frame.type,  # type: ignore[arg-type]  # the schema of lexicons admits event types only
        sub_event_type=match.frame.sub_type,
        status=status,  # type: ignore[arg-type]
        actor1=roles.actor1,
        actor2=roles.actor2,
        when=when,
        count=roles.quantity,
        duration_days=_duration(article, scene) if match.frame.type in ("emergency", "closure", "policy", "deployment") else None,
        instrument=roles.instrument,
        from_place=_name(text.locations, roles.from_at),
        to_place=_name(text.locations, roles.to_at),
        direction_from=direction[0],
        direction_to=direction[1],
        where=where,
        evidence=evidence_in(article, (sentence.start, sentence.end), (unit.start, unit.end)),
        article=article,
        confidence=round(min(confidence, 0.95) * (0.9 if where.carried else 1.0), 3),
        is_background=is_background,
        explanation=Explanation(frame=match.frame.name, status_cue=reading.cue, roles=_role_words(roles, where), place_reason=where.reason),
    )


def _of_counted(reading: Reading, count: Quantity | None, trigger: Unit) -> str:
    """Return the status; the present tense of a counted group ("some 40 people squeeze through") reports what happened."""
    status = reading.status or "reported"
    if (
        status == "ongoing"
        and count is not None
        and count.kind == "total"
        and reading.cue == trigger.lower
        and trigger.forms & {"s", "base", "pres"}
    ):
        return "reported"
    return status


def _direction(text: _Text, event_type: str, roles: Roles) -> tuple[str | None, str | None]:
    """Return the countries that movement leaves and enters; of a crossing between two countries one tells the other."""
    origin, goal = _country(text.locations, roles.from_at), _country(text.locations, roles.to_at)
    pair = text.background.pair
    if event_type == "crossing" and len(pair) == 2:  # noqa: PLR2004 - a border has two sides
        if origin is None and goal in pair:
            origin = pair[0] if goal == pair[1] else pair[1]
        elif goal is None and origin in pair:
            goal = pair[0] if origin == pair[1] else pair[1]
    return (origin, goal) if origin != goal else (origin, None)


def _duration(article: Article, scene: Scene) -> int | None:
    durations = find_durations(article.text[scene.sentence.start : scene.sentence.end], article.lang)
    if not durations or (durations[0].days <= 1 and _HOURS.search(durations[0].text)):
        return None
    return durations[0].days


def _name(locations: Sequence[Location], at: int) -> str | None:
    if at < 0:
        return None
    place = locations[at].place
    return place.name if place else locations[at].toponym.text


def _country(locations: Sequence[Location], at: int) -> str | None:
    place = locations[at].place if at >= 0 else None
    return place.country if place else None


def _role_words(roles: Roles, where: Where) -> tuple[tuple[str, str], ...]:
    worded = {
        "actor1": roles.actor1,
        "actor2": roles.actor2,
        "count": roles.quantity.text if roles.quantity else None,
        "instrument": roles.instrument,
        "place": where.location.toponym.text if where.location else None,
    }
    return tuple((role, words) for role, words in worded.items() if words)
