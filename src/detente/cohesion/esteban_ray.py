"""Polarisation: how far members stand apart in groups that are large and alike within.

Source: J. Esteban and D. Ray, "On the measurement of polarization", Econometrica 62 (1994).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LARGEST_ALPHA", "esteban_ray", "largest_polarisation", "on_a_line"]

LARGEST_ALPHA = 1.6
"""The axioms of polarisation allow no weight of alikeness greater than this, and none of 0 or less."""


def esteban_ray(shares: Sequence[float], distances: Sequence[Sequence[float]], alpha: float = 1.0) -> float:
    """Return the sum over all pairs i, j of share(i)^(1 + alpha) × share(j) × distance(i, j).

    ``shares`` of the groups sum to 1; ``alpha`` is the weight of alikeness within groups, above 0 and at most
    1.6. Raises ``ValueError`` for any other.

    >>> esteban_ray([0.5, 0.5], on_a_line([0, 1]), 1.0)
    0.25
    """
    if not 0 < alpha <= LARGEST_ALPHA:
        raise ValueError(f"alpha is above 0 and at most {LARGEST_ALPHA}, and {alpha} is not")
    return sum(
        math.pow(mine, 1 + alpha) * theirs * apart
        for mine, row in zip(shares, distances, strict=True)
        for theirs, apart in zip(shares, row, strict=True)
    )


def on_a_line(positions: Sequence[float]) -> list[list[float]]:
    """Return the distances between positions on a line."""
    return [[abs(mine - theirs) for theirs in positions] for mine in positions]


def largest_polarisation(alpha: float = 1.0) -> float:
    """Return the polarisation of two halves at distance 1; no places on a line of length 1 give more.

    >>> largest_polarisation(1.0)
    0.25
    """
    return math.pow(0.5, 1 + alpha)
