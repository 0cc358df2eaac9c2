"""The probabilities of the intervals between levels."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

__all__ = ["interval_probabilities"]


@lru_cache(maxsize=1024)
def interval_probabilities(levels: tuple[float, ...]) -> tuple[float, ...]:
    """Return the probability of each interval: one more than there are levels.

    The levels are taken as the decimals they are written as. So the intervals below 0.05 and above 0.95 have
    the same probability to the last digit, and experts whose answers mirror each other have equal scores.

    ``levels``: increasing, strictly between 0 and 1.

    >>> interval_probabilities((0.05, 0.5, 0.95))
    (0.05, 0.45, 0.45, 0.05)
    >>> 1 - 0.95
    0.050000000000000044
    """
    written = (Fraction(0), *(Fraction(str(float(level))) for level in levels), Fraction(1))
    return tuple(float(high - low) for low, high in pairwise(written))
