"""Verdicts in words, with the share that holds and its interval in the detail."""

from __future__ import annotations

import math
from enum import Enum

__all__ = ["MOSTLY", "Verdict", "verdict_of", "wilson_interval"]

MOSTLY = 0.8
"""A statement holds *mostly* from this share of the draws on, and *rarely* up to one minus it."""


class Verdict(Enum):
    """How far a claim holds across the ranges given."""

    ALWAYS = "always"
    MOSTLY = "mostly"
    UNDECIDED = "undecided"
    RARELY = "rarely"
    NEVER = "never"
    HOLDS_NOMINALLY = "holds in the nominal case"
    FAILS_NOMINALLY = "fails in the nominal case"
    NOT_TESTABLE = "not testable yet"

    def __str__(self) -> str:
        """Return the word for it."""
        return self.value


def verdict_of(held: int, draws: int) -> Verdict:
    """Return the word for a claim that held in so many draws; at least one draw is needed.

    >>> [str(verdict_of(held, 10)) for held in (10, 8, 5, 2, 0)]
    ['always', 'mostly', 'undecided', 'rarely', 'never']
    """
    if held == draws:
        return Verdict.ALWAYS
    if held == 0:
        return Verdict.NEVER
    share = held / draws
    if share >= MOSTLY:
        return Verdict.MOSTLY
    return Verdict.RARELY if share <= 1 - MOSTLY + 1e-12 else Verdict.UNDECIDED


def wilson_interval(held: int, draws: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """Return the Wilson score interval of a share, 95 % by default.

    It is approximate here: draws of a Latin hypercube are not independent, and usually better spread.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22 (1927).

    >>> [round(bound, 4) for bound in wilson_interval(0, 10)]
    [0.0, 0.2775]
    """
    share = held / draws
    centre = share + z * z / (2 * draws)
    spread = z * math.sqrt(share * (1 - share) / draws + z * z / (4 * draws * draws))
    scale = 1 + z * z / draws
    low = 0.0 if held == 0 else (centre - spread) / scale
    high = 1.0 if held == draws else (centre + spread) / scale
    return low, high
