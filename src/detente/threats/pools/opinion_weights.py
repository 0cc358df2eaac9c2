"""The weights of a pool."""

from __future__ import annotations

from math import fsum, isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["opinion_weights"]


def opinion_weights(weights: Sequence[float] | None, number: int) -> tuple[float, ...]:
    """Return weights that sum to 1: those given, each divided by their sum, or equal ones for None.

    Raises ``ValueError`` where they are none, not as many as opinions, negative or not finite, or all 0.

    >>> opinion_weights([1, 3], 2)
    (0.25, 0.75)
    >>> opinion_weights(None, 2)
    (0.5, 0.5)
    """
    if not number:
        raise ValueError("a pool needs at least one opinion")
    if weights is None:
        return (1 / number,) * number
    if len(weights) != number:
        raise ValueError(
            f"each opinion has one weight: here are {number} opinions and {len(weights)} weights"
        )
    wrong = [weight for weight in weights if not (weight >= 0 and isfinite(weight))]
    if wrong:
        raise ValueError(f"a weight is 0 or more, and {wrong[0]} is not")
    # Divided by the greatest first, as the sum of great weights may be no float, nor a share of tiny ones.
    most = max(weights)
    if not most:
        raise ValueError("at least one weight of a pool is above 0")
    scaled = [weight / most for weight in weights]
    total = fsum(scaled)
    return tuple(weight / total for weight in scaled)
