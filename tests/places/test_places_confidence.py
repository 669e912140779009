"""Confidence is a chance: of locations given 0.8, about 80 % are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places_reliability import Bin, judged_outcomes, reliability

from mapper.places.confidence import name_chance, place_chance

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.places.gazetteer import Gazetteer
    from mapper.records import Location

    Resolver = Callable[..., dict[str, Location]]

FEW = 50


@pytest.fixture(scope="module")
def table(gazetteer: Gazetteer) -> tuple[Bin, ...]:
    return reliability(judged_outcomes(gazetteer))


def test_what_is_given_some_confidence_is_right_about_so_often(table: tuple[Bin, ...]) -> None:
    off = [row for row in table if row.count >= FEW and abs(row.confidence - row.right) > 0.1]
    assert off == []


def test_on_average_the_claim_is_off_by_a_twentieth_at_most(table: tuple[Bin, ...]) -> None:
    total = sum(row.count for row in table)
    assert sum(row.count * abs(row.confidence - row.right) for row in table) / total < 0.05


def test_the_surest_locations_are_nearly_always_right(table: tuple[Bin, ...]) -> None:
    assert table[-1].right > 0.97


def test_thousands_of_locations_are_judged(table: tuple[Bin, ...]) -> None:
    assert sum(row.count for row in table) > 1500


def test_a_name_of_many_towns_is_less_sure_than_the_same_name_with_its_state(located: Resolver) -> None:
    bare, told = located("They live in Springfield."), located("They live in Springfield, Ohio.")
    assert bare["Springfield"].confidence < 0.6 < told["Springfield"].confidence


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_a_higher_score_never_makes_a_name_less_likely(one: float, other: float) -> None:
    assert (one <= other) <= (name_chance(one) <= name_chance(other))


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_greater_share_never_makes_a_place_less_likely(one: float, other: float) -> None:
    assert (one <= other) <= (place_chance(one) <= place_chance(other))


@given(st.floats(-1e6, 1e6), st.floats(0, 1))
def test_chances_lie_between_zero_and_one(score: float, share: float) -> None:
    assert 0 <= name_chance(score) <= 1
    assert 0 <= place_chance(share) <= 1
