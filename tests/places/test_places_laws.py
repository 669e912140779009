from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.places import recognize, resolve
from mapper.places.naming import keys_of
from mapper.places.spelling import edits
from mapper.records import Article

if TYPE_CHECKING:
    from mapper.places.gazetteer import Gazetteer


PIECES = [
    "Tacna", "border with", "Peru", "Chile", "de", "la", "frontera entre", "y", ",", ". ", "\n", "U.S.", "Gen.", "Lima", "\u00a0", "-",
    "Mr", "(",
    "Ñuñoa", "hito 9", "EE.UU.", "IR", "«", "\U0001d517acna", "İstanbul",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
SLOW = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.text(alphabet="abcñé", max_size=8)


@SLOW
@given(text=TEXTS)
def test_spans_are_what_they_say(gazetteer: Gazetteer, text: str) -> None:
    article = Article(article_id="a", text=text, lang="en")
    found = recognize(article, gazetteer)
    assert all(text[toponym.start : toponym.end] == toponym.text and toponym.text for toponym in found)
    assert list(found) == sorted(found, key=lambda toponym: (toponym.start, -toponym.end))


@SLOW
@given(text=TEXTS)
def test_each_toponym_gets_one_location_with_an_honest_confidence(gazetteer: Gazetteer, text: str) -> None:
    article = Article(article_id="a", text=text, lang="es")
    found = recognize(article, gazetteer)
    locations = resolve(found, article, gazetteer)
    assert tuple(location.toponym for location in locations) == found
    assert all(0 <= location.confidence <= 1 for location in locations)
    assert all((location.place is None) == (not location.candidates) for location in locations)


@SLOW
@given(text=TEXTS)
def test_reading_twice_gives_the_same(gazetteer: Gazetteer, text: str) -> None:
    article = Article(article_id="a", text=text, lang="en")
    assert recognize(article, gazetteer) == recognize(article, gazetteer)


@given(a=WORDS, b=WORDS)
def test_edits_are_the_same_both_ways(a: str, b: str) -> None:
    assert edits(a, b) == edits(b, a)


@given(name=st.text(max_size=30))
def test_keys_are_their_own_keys(name: str) -> None:
    for key in keys_of(name)[:1]:
        assert keys_of(key)[0] == key
