"""What was given is remembered as a dict of texts would, in a fraction of the memory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapper.sources.given import Given

NAMES = st.text(max_size=3)


@given(st.lists(st.tuples(NAMES, NAMES, st.integers(0, 10**6))))
def test_it_answers_as_a_dict_does(articles: list[tuple[str, str, int]]) -> None:
    kept, known = Given(), dict[str, tuple[str, int]]()
    for name, text, line in articles:
        before = known.get(name)
        known.setdefault(name, (text, line))
        there = None if before is None else (before[0] == text, f"a.jsonl: line {before[1]}" if before[1] else "a.jsonl")
        assert kept.put(name, text, ("a.jsonl", line)) == there


def test_it_grows_and_forgets_nothing() -> None:
    kept = Given()
    assert all(kept.put(str(number), "text", ("a.jsonl", number)) is None for number in range(5000))
    assert all(kept.put(str(number), "text", ("b.jsonl", 1)) == (True, f"a.jsonl: line {number}") for number in range(1, 5000))


def test_it_names_the_file_where_the_first_one_stood() -> None:
    kept = Given()
    kept.put("1", "open", ("a.txt", 0))
    kept.put("2", "open", ("b.jsonl", 7))
    assert (kept.put("1", "shut", ("c.txt", 0)), kept.put("2", "shut", ("c.txt", 0))) == ((False, "a.txt"), (False, "b.jsonl: line 7"))
