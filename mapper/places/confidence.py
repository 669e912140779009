"""How likely a location is right: scores of names and of candidates read as chances.

Both curves are logistic and were fitted on our own marked news text (``training/``): the first on names found by taggers that had not
seen the article, the second on places that we judged by hand (``tests/places/judged.tsv``). ``tests/benchmarks/bench_confidence.py``
prints how often what is given some confidence is right.
"""

from __future__ import annotations

import math
from typing import Final

# Odds that a name of this score is a place's, as logarithm at score 0 and its growth with each point.
NAME_ODDS, NAME_ODDS_A_POINT = -0.63, 0.535
# Beyond it, above and below zero, more points tell nothing.
SUREST_NAME: Final = 12.0
# The same for a candidate, by the log-odds of its share among all.
PLACE_ODDS, PLACE_ODDS_A_STEP = 0.6, 1.2
SUREST_SHARE: Final = 3.0


def name_chance(score: float) -> float:
    """
    Give the chance that a name which the recognizer scored so is the name of a place.

    Examples
    --------
    >>> [round(name_chance(score), 2) for score in (3.0, 6.0, 12.0)]
    [0.73, 0.93, 1.0]
    """
    return _logistic(NAME_ODDS + NAME_ODDS_A_POINT * max(-SUREST_NAME, min(score, SUREST_NAME)))


def place_chance(share: float) -> float:
    """
    Give the chance that a candidate which holds this share of all candidates' odds (from 0 to 1) is the place meant.

    Examples
    --------
    >>> [round(place_chance(share), 2) for share in (0.2, 0.5, 0.9, 1.0)]
    [0.26, 0.65, 0.96, 0.99]
    """
    odds = math.log(share / (1 - share)) if 0 < share < 1 else math.copysign(SUREST_SHARE, share - 0.5)
    return _logistic(PLACE_ODDS + PLACE_ODDS_A_STEP * max(-SUREST_SHARE, min(odds, SUREST_SHARE)))


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
