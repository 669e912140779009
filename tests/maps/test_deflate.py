"""Whatever its parts and however they are compressed, one stream inflates to all of them in a row."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.maps._deflate import deflated, in_parallel, one_stream, strategy_of

CHANCE = random.Random(7).randbytes(100_000)  # noqa: S311 - no secret
PROSE = b"Three soldiers were seen near the monument at night. " * 4000


@given(st.lists(st.binary(max_size=300), max_size=8))
def test_a_stream_inflates_to_its_parts_in_a_row(parts: list[bytes]) -> None:
    assert zlib.decompress(one_stream(parts)) == b"".join(parts)


def test_parts_of_different_kinds_stand_in_one_stream() -> None:
    parts = [PROSE, CHANCE, bytes(200_000), b"", PROSE]
    assert zlib.decompress(one_stream(parts)) == b"".join(parts)


def test_few_levels_at_random_take_fewer_bytes_than_zlib_alone_gives() -> None:
    levels = bytes(byte % 13 for byte in CHANCE)
    assert len(one_stream([levels])) < len(zlib.compress(levels, 9))


@pytest.mark.parametrize("data", [b"", b"a", PROSE, CHANCE])
def test_what_is_deflated_inflates(data: bytes) -> None:
    assert zlib.decompress(deflated(data, strategy_of(data))) == data


def test_work_on_all_cores_keeps_the_order() -> None:
    assert in_parallel(len, [b"ab", b"", b"abc"]) == [2, 0, 3]
