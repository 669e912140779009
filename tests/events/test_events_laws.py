from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.events import extract, load_lexicon
from mapper.records import EVENT_TYPES, STATUSES, Article, Event

WORDS = [
    "migrants",
    "police",
    "soldiers",
    "the",
    "border",
    "Peru",
    "Chile",
    "crossed",
    "entered",
    "sent",
    "200",
    "some",
    "at",
    "least",
    "were",
    "not",
    "will",
    "would",
    "said",
    "that",
    "if",
    "and",
    ",",
    ".",
    "closed",
    "reopened",
    "arrested",
    "deported",
    "of",
    "by",
    "from",
    "to",
    "Friday",
    "emergency",
    "declared",
    "protest",
    "march",
    "seized",
    "cocaine",
    "boat",
    "died",
    "body",
    "found",
    "night",
    "“",
    "”",
    "(",
    ")",
    "—",
    "\n",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


def read(text: str) -> tuple[Event, ...]:
    return extract(Article(article_id="a", text=text, lang="en"), (), load_lexicon("en"))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_quote_stands_in_the_text(text: str) -> None:
    assert all(text[event.evidence.start : event.evidence.end] == event.evidence.quote for event in read(text))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_trigger_stands_in_its_quote(text: str) -> None:
    for event in read(text):
        evidence = event.evidence
        assert text[evidence.trigger_start : evidence.trigger_end] == evidence.trigger
        assert evidence.start <= evidence.trigger_start <= evidence.trigger_end <= evidence.end


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_types_statuses_and_confidence_keep_to_the_contract(text: str) -> None:
    for event in read(text):
        assert event.event_type in EVENT_TYPES
        assert event.status in STATUSES
        assert 0 <= event.confidence <= 1


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_a_rerun_gives_the_same_ids(text: str) -> None:
    assert [event.event_id for event in read(text)] == [event.event_id for event in read(text)]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read(text)
