"""The training text is well-formed, varied enough and free of repetition."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

FOLDER = Path(__file__).parents[2] / "mapper" / "places" / "training"
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.txt"))
LANGUAGES = ("en", "es")
LABELS = ("LOC", "MET", "EMB", "BOR", "ADJ", "PER", "ORG", "MISC")


class Span(NamedTuple):
    """A labelled stretch of the plain text and the labels around it."""

    start: int
    end: int
    label: str
    around: int


def parse(line: str) -> tuple[str, tuple[Span, ...]]:
    """Return the plain text and the marked spans of one line, or say what is wrong."""
    plain: list[str] = []
    opened: list[int] = []
    spans: list[Span] = []
    position = 0
    while position < len(line):
        char = line[position]
        if char == "{":
            opened.append(len(plain))
        elif char == "}":
            msg = f"closed without a label at {position}: {line}"
            raise ValueError(msg)
        elif char == "|" and (label := label_at(line, position)):
            if not opened:
                msg = f"closed but never opened at {position}: {line}"
                raise ValueError(msg)
            start = opened.pop()
            spans.append(Span(start, len(plain), label, len(opened)))
            position += len(label) + 1
        else:
            plain.append(char)
        position += 1
    if opened:
        msg = f"opened but never closed: {line}"
        raise ValueError(msg)
    return "".join(plain), tuple(spans)


def label_at(line: str, bar: int) -> str | None:
    """Return the word between a bar and the next closing brace, if it is a label."""
    end = line.find("}", bar)
    word = line[bar + 1 : end] if end > 0 else ""
    return word if word.isalpha() and word.isupper() else None


@cache
def sentences(name: str) -> tuple[str, ...]:
    """Return the marked sentences of a file, without comments and blank lines."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def spans_of(name: str) -> list[tuple[str, Span]]:
    """Return every span of a file with its surface."""
    found = []
    for line in sentences(name):
        text, spans = parse(line)
        found += [(text[span.start : span.end], span) for span in spans]
    return found


def new_files(language: str) -> list[str]:
    """Return the files that were written for training in a language."""
    return [name for name in FILES if name.startswith(f"{language}/written")]


@pytest.mark.parametrize("line", ["{Lima", "Lima|LOC}", "a } b", "{{Lima|LOC}"])
def test_the_parser_rejects_unbalanced_marks(line: str) -> None:
    with pytest.raises(ValueError, match="closed"):
        parse(line)


def test_the_parser_reads_nested_marks_and_leaves_loose_bars_alone() -> None:
    text, spans = parse("A | {border with {Chile|LOC}|BOR}")
    assert text == "A | border with Chile"
    assert spans == (Span(16, 21, "LOC", 1), Span(4, 21, "BOR", 0))


@pytest.mark.parametrize("name", FILES)
def test_marks_are_balanced(name: str) -> None:
    for line in sentences(name):
        parse(line)


@pytest.mark.parametrize("name", FILES)
def test_labels_are_known(name: str) -> None:
    assert {span.label for _, span in spans_of(name)} <= set(LABELS)


@pytest.mark.parametrize("name", FILES)
def test_spans_are_neither_empty_nor_padded(name: str) -> None:
    assert [text for text, _ in spans_of(name) if not text or text != text.strip()] == []


@pytest.mark.parametrize("name", FILES)
def test_embedded_places_stand_inside_an_organisation(name: str) -> None:
    for line in sentences(name):
        _, spans = parse(line)
        bodies = [span for span in spans if span.label == "ORG"]
        for span in spans:
            inside = any(b.start <= span.start and span.end <= b.end for b in bodies)
            assert span.label != "EMB" or inside, line


@pytest.mark.parametrize("name", FILES)
def test_lines_are_trimmed_and_spaced_singly(name: str) -> None:
    for line in sentences(name):
        assert line == " ".join(line.split()), line


def test_no_sentence_stands_twice() -> None:
    plain = Counter(parse(line)[0].casefold() for name in FILES for line in sentences(name))
    assert [line for line, times in plain.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_hundred_new_sentences_are_there_in_each_language(language: str) -> None:
    assert sum(len(sentences(name)) for name in new_files(language)) >= 600


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quarter_of_the_new_sentences_name_no_place(language: str) -> None:
    places = {"LOC", "MET", "BOR", "EMB"}
    lines = [line for name in new_files(language) for line in sentences(name)]
    without = [line for line in lines if not places & {s.label for s in parse(line)[1]}]
    assert len(without) >= len(lines) / 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blind_part_has_a_hundred_and_twenty_sentences(language: str) -> None:
    assert len(sentences(f"{language}/blind.txt")) >= 120


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blind_part_says_that_nothing_is_trained_on_it(language: str) -> None:
    head = (FOLDER / language / "blind.txt").read_text(encoding="utf-8").splitlines()[0]
    assert "never train" in head.casefold()


@pytest.mark.parametrize("language", LANGUAGES)
def test_articles_have_at_most_a_score_of_sentences(language: str) -> None:
    for name in [*new_files(language), f"{language}/blind.txt"]:
        text = (FOLDER / name).read_text(encoding="utf-8")
        for article in text.split("\n\n"):
            assert len([x for x in article.splitlines() if x[:1] != "#"]) <= 20, article


@pytest.mark.parametrize("name", FILES)
def test_the_readme_counts_sentences_and_labels_right(name: str) -> None:
    labels = Counter(span.label for _, span in spans_of(name))
    counts = [len(sentences(name)), *(labels[label] for label in LABELS)]
    row = f"| `{name}` | {' | '.join(map(str, counts))} |"
    assert row in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
