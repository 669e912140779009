"""Near-copies of one wire text are found by MinHash over shingles of words (Broder, On the resemblance of documents, 1997)."""

from __future__ import annotations

import re
import zlib
from functools import cache
from typing import TYPE_CHECKING

from mapper.language.folding import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Signature = NDArray[np.uint64]

SHINGLE = 3  # words; short wire items have few
HASHES = 64
ROWS = 4  # hashes a band: two texts meet in one of 16 bands with even odds at a likeness of about 0.5
LEAST_LIKENESS = 0.5
_WORD = re.compile(r"[^\W_]+")


def signature(text: str) -> Signature:
    """Give the MinHash signature of a text: the share of equal places of two of them estimates the share of common shingles.

    Case, accents and punctuation do not count. The same text gives the same signature on every machine.

    Examples
    --------
    >>> likeness(signature("Peru sent 120 soldiers."), signature("PERÚ SENT 120 SOLDIERS"))
    1.0
    """
    import numpy as np

    words = [word.encode("utf-8", "replace") for word in _WORD.findall(fold(text))]
    shingles = {b" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
    hashes = np.fromiter(map(zlib.crc32, shingles), dtype=np.uint64, count=len(shingles))
    factors, terms = _family()
    mixed = (hashes[:, None] * factors + terms) >> np.uint64(32)  # multiply-shift, modulo 2**64
    return np.asarray(mixed.min(axis=0), dtype=np.uint64)


def bands(signature: Signature) -> tuple[int, ...]:
    """Cut a signature into keys, numbers of 61 bits; near-copies very likely share at least one."""
    return tuple(hash((at, *signature[at : at + ROWS].tolist())) for at in range(0, HASHES, ROWS))


def likeness(one: Signature, other: Signature) -> float:
    """Estimate the share of shingles that two texts have in common, 0-1."""
    return float((one == other).mean())


@cache
def _family() -> tuple[Signature, Signature]:
    """Draw the hash functions, always the same ones."""
    import numpy as np

    chance = np.random.default_rng(1997)
    factors = chance.integers(1, 2**63, HASHES, dtype=np.uint64) | np.uint64(1)
    return factors, chance.integers(0, 2**63, HASHES, dtype=np.uint64)
