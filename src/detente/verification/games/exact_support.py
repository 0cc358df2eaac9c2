"""The exact solution of a matrix game of which it is known what both sides mix."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["equalising"]


def equalising(matrix: Sequence[Sequence[int]]) -> tuple[Fraction, ...] | None:
    """Return the mixture of columns that makes all rows of a square matrix of whole numbers equal.

    Solved in whole numbers by E. H. Bareiss, Sylvester's identity and multistep integer-preserving Gaussian
    elimination, Mathematics of Computation 22 (1968). None where there is not exactly one such mixture, or
    where it would need probabilities below 0.

    >>> equalising([[1, 2], [3, 1]])
    (Fraction(1, 3), Fraction(2, 3))
    >>> equalising([[1, 1], [1, 1]]) is None
    True
    """
    size = len(matrix)
    rows = [[*row, 1] for row in matrix]
    last = 1
    for step in range(size):
        pivot = next((r for r in range(step, size) if rows[r][step]), None)
        if pivot is None:
            return None
        rows[step], rows[pivot] = rows[pivot], rows[step]
        top, lead = rows[step], rows[step][step]
        for r in range(step + 1, size):
            row, factor = rows[r], rows[r][step]
            rows[r] = [0 if c <= step else (lead * row[c] - factor * top[c]) // last for c in range(size + 1)]
        last = lead
    solved = [Fraction(0)] * size
    for r in reversed(range(size)):
        known = sum((rows[r][c] * solved[c] for c in range(r + 1, size)), start=Fraction(0))
        solved[r] = (rows[r][size] - known) / rows[r][r]
    total = sum(solved, start=Fraction(0))
    if total == 0:
        return None
    mixture = tuple(one / total for one in solved)
    return mixture if min(mixture) >= 0 else None
