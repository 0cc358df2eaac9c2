"""Count the pairs of vectors that together are high enough in every column."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.elimination.large_integers import to_integers

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["expected_steps", "pairs_reaching"]

FEW, FEW_BEFORE_LOADING = 100_000, 20_000_000
"""So many pairs are compared one by one: more as long as that saves loading the compiled count, a second."""

KERNEL = "detente.outcomes.counting.pair_counting_kernel"

_CHUNK = 2_000_000


def expected_steps(values: int, needed: int, columns: int) -> float:
    """Return about how many comparisons the pairs of so many vectors in so many columns take."""
    both = values + needed
    return min(float(values) * needed, both * math.log2(both + 1) ** columns)


def pairs_reaching(
    values: NDArray[np.int64],
    ways: NDArray[np.int64],
    needed: NDArray[np.int64],
    needed_ways: NDArray[np.int64],
) -> int:
    """Count the pairs in which a value is at least as high as is needed, in every column.

    ``values``: (n, columns) and ``needed``: (m, columns). ``ways``: (n, digits) and ``needed_ways``:
    (m, digits), whole numbers as ``large_integers`` writes them: a pair counts as often as their product.

    >>> one = np.array([[1], [1]])
    >>> pairs_reaching(np.array([[2, 2], [0, 3]]), one, np.array([[1, 3], [0, 0]]), one)
    2
    """
    if not len(values) or not len(needed):
        return 0
    undecided = values.min(axis=0) < needed.max(axis=0)
    if not undecided.any():
        return _total(ways) * _total(needed_ways)
    values, needed = np.ascontiguousarray(values[:, undecided]), np.ascontiguousarray(needed[:, undecided])
    few = FEW if KERNEL in sys.modules else FEW_BEFORE_LOADING
    counted = _one_by_one if len(values) * len(needed) <= few else _divided
    counts = np.stack([counted(values, np.ascontiguousarray(digit), needed) for digit in ways.T], axis=1)
    if ways.shape[1] == 1:
        return int(counts[:, 0] @ needed_ways[:, 0])
    return sum(a * b for a, b in zip(to_integers(counts), to_integers(needed_ways), strict=True))


def _total(ways: NDArray[np.int64]) -> int:
    return sum(to_integers(ways.sum(axis=0, keepdims=True)))


def _one_by_one(
    values: NDArray[np.int64], ways: NDArray[np.int64], needed: NDArray[np.int64]
) -> NDArray[np.int64]:
    counts = np.zeros(len(needed), dtype=np.int64)
    size = max(1, _CHUNK // len(values))
    for start in range(0, len(needed), size):
        chunk = needed[start : start + size]
        reached = values[:, 0] >= chunk[:, :1]
        for column in range(1, values.shape[1]):
            reached &= values[:, column] >= chunk[:, column, None]
        counts[start : start + size] = reached @ ways
    return counts


def _divided(
    values: NDArray[np.int64], ways: NDArray[np.int64], needed: NDArray[np.int64]
) -> NDArray[np.int64]:
    from detente.outcomes.counting.pair_counting_kernel import count_by_division

    return count_by_division(values, ways, needed)
