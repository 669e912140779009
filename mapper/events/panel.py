"""Linear models that vote for several outcomes at once: the type of event that a sentence tells, the status in which it stands."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


class Panel(NamedTuple):
    """Weights by key, one for each of ``outcomes``, in thousandths; ``bias`` are those that always count."""

    outcomes: tuple[str, ...]
    bias: tuple[int, ...]
    weights: Mapping[str, Sequence[int]]

    def log_odds(self, keys: Iterable[str]) -> tuple[float, ...]:
        """Return how likely each outcome is, given these keys."""
        known = [row for key in keys if (row := self.weights.get(key)) is not None]
        return tuple(sum(column) / 1000 for column in zip(self.bias, *known, strict=True))


@cache
def load_panel(path: Path) -> Panel:
    """Read trained weights."""
    return panel_of(json.loads(path.read_text(encoding="utf-8")))


def panel_of(table: Mapping[str, Any]) -> Panel:
    """Return the weights of a table as the file has it."""
    return Panel(tuple(table["outcomes"]), tuple(table["bias"]), table["weights"])
