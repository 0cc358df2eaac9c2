"""Ranks in which what ties shares the mean of its places."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["average_ranks", "tie_sizes"]


def average_ranks(numbers: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Return the rank of each number, 1 for the least; equal numbers share the mean of their ranks.

    Source: M. G. Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945).

    >>> [str(rank) for rank in average_ranks([Fraction(5), Fraction(9), Fraction(5)])]
    ['3/2', '3', '3/2']
    """
    return tuple(
        Fraction(2 * sum(other < one for other in numbers) + sum(other == one for other in numbers) + 1, 2)
        for one in numbers
    )


def tie_sizes(numbers: Sequence[Fraction]) -> tuple[int, ...]:
    """Return how often each different number occurs, from the least number on.

    >>> tie_sizes([Fraction(5), Fraction(9), Fraction(5)])
    (2, 1)
    """
    return tuple(numbers.count(one) for one in sorted(set(numbers)))
