"""Compress with zlib as the data wants it: prose by its repeats, planes of numbers by how often each byte comes."""

from __future__ import annotations

import os
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_LEVEL, _MEMORY = 7, 9
_STRATEGIES = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY)
_SAMPLE = 1 << 16
_ZLIB_HEADER = b"\x78\xda"


def in_parallel(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> list[_Result]:
    """Do the same work on each item on all cores; zlib lets go of Python's lock while it compresses."""
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        return list(pool.map(work, items))


def strategy_of(data: bytes) -> int:
    """Find which of zlib's strategies makes a sample of ``data`` smallest; the earlier one where two are alike.

    Chance repeats in numbers cost deflate more than they save, so planes of them are often best without any.
    """
    sample = data[:_SAMPLE]
    return min(_STRATEGIES, key=lambda strategy: len(deflated(sample, strategy)))


def deflated(data: bytes, strategy: int) -> bytes:
    """Compress ``data`` to a zlib stream of its own."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS, _MEMORY, strategy)
    return packer.compress(data) + packer.flush()


def one_stream(parts: Sequence[bytes]) -> bytes:
    r"""Compress parts each by its own strategy into one zlib stream that inflates to all of them in a row.

    >>> zlib.decompress(one_stream([b"border ", b"\x01\x02\x03"]))
    b'border \x01\x02\x03'
    """
    checksum = zlib.adler32(b"".join(parts))
    pieces = in_parallel(_piece, _gathered(parts))
    return b"".join([_ZLIB_HEADER, *pieces, zlib.compressobj(wbits=-zlib.MAX_WBITS).flush(), struct.pack(">I", checksum)])


def _gathered(parts: Sequence[bytes]) -> list[bytes]:
    """Put small parts together: each piece costs a few bytes and knows nothing of the ones before."""
    gathered = [b""]
    for part in parts:
        if len(gathered[-1]) + len(part) > _SAMPLE:
            gathered.append(b"")
        gathered[-1] += part
    return gathered


def _piece(data: bytes) -> bytes:
    """Compress to blocks that can stand before others: not marked as the last, ended on a whole byte."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY, strategy_of(data))
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
