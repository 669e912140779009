"""What is read from annotated articles does not get worse.

The lexicon has been made with these texts in view, so their figures say nothing of other articles; README.md has those of articles that
nobody had read. Here a change that breaks what once worked shows up.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest
from gold_scoring import SLICES, Annotated, rates, read_set, sets, tally

from mapper.pipeline import load_tools, run

if TYPE_CHECKING:
    from pathlib import Path

FLOORS = {
    "dev": {"event F1": 0.74, "fully right F1": 0.44, "status right": 0.85, "count right": 0.66, "date right": 0.77, "places F1": 0.93},
    "open": {"event F1": 0.83, "fully right F1": 0.6, "status right": 0.9, "count right": 0.82, "date right": 0.79, "places F1": 0.98},
    "reworded": {"event F1": 0.72, "fully right F1": 0.3, "status right": 0.85, "count right": 0.65, "date right": 0.8, "places F1": 0.97},
    "round": {"event F1": 0.78, "fully right F1": 0.39, "status right": 0.83, "count right": 0.64, "date right": 0.8, "places F1": 0.94},
    # Nothing has been learnt from the last round.
    "round6": {"event F1": 0.65, "fully right F1": 0.37, "status right": 0.82, "count right": 0.82, "date right": 0.8, "places F1": 0.95},
}
MOST_FALSE_IN_QUIET = 0.1  # events an article that tells none


def slug(folder: Path) -> str:
    """Name a set in the list of tests."""
    return folder.name


def family(folder: Path) -> str:
    """Name the kind of set, rounds and trials are numbered; or the set itself if it has floors of its own."""
    return folder.name if folder.name in FLOORS else folder.name.rstrip("0123456789")


@pytest.fixture(scope="module", params=sets(), ids=slug)
def folder(request: pytest.FixtureRequest) -> Path:
    """Give one set after the other."""
    path: Path = request.param
    return path


@pytest.fixture(scope="module")
def annotated(folder: Path) -> tuple[Annotated, ...]:
    return read_set(folder)


@cache
def counts_of(folder: Path) -> Counter[str]:
    """Read all articles of a set and compare."""
    annotated = read_set(folder)
    results = run([each.article for each in annotated], load_tools())
    return tally(annotated, {result.article.article_id: result for result in results})


@pytest.fixture(scope="module")
def counts(folder: Path) -> Counter[str]:
    return counts_of(folder)


def test_no_figure_falls_below_its_floor(folder: Path, counts: Counter[str]) -> None:
    found = rates(counts)
    low = {name: round(found[name], 3) for name, floor in FLOORS[family(folder)].items() if found[name] < floor}
    assert low == {}


def test_every_set_has_floors(folder: Path) -> None:
    assert family(folder) in FLOORS


def test_articles_without_events_hardly_give_any() -> None:
    pooled = sum(map(counts_of, sets()), Counter[str]())
    assert pooled["false in quiet articles"] <= MOST_FALSE_IN_QUIET * pooled["quiet articles"]


def test_every_annotated_name_stands_where_its_offsets_say(annotated: tuple[Annotated, ...]) -> None:
    wrong = [
        (each.article.article_id, place["surface"])
        for each in annotated
        for place in each.places
        if each.article.text[place["start"] : place["end"]] != place["surface"]
    ]
    assert wrong == []


def test_every_slice_of_the_table_has_articles_in_every_set(annotated: tuple[Annotated, ...]) -> None:
    assert [name for name, holds in SLICES.items() if not any(map(holds, annotated))] == []
