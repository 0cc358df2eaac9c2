"""Which constraints of a dispute many packages violate, as sets in rows of integers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.conflicts.dispute import column_of, floor_of, formula_of
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.evaluation import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from detente.bargaining.conflicts.dispute import Dispute

__all__ = ["as_row", "distinct_rows", "minimal_rows", "violated_rows"]

BITS = 63
"""Constraints that one integer of a row holds."""


def violated_rows(
    dispute: Dispute, packages: NDArray[np.integer], values: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return for each package the set of the constraints that it does not satisfy.

    ``packages``: (n, issues), option numbers; ``values``: (n, columns), what they are worth. Shape of the
    result: (n, integers per set); the place of each constraint is its bit, as in a dispute.
    """
    count = len(dispute.constraints)
    rows = np.zeros((len(packages), max(1, -(-count // BITS))), dtype=np.int64)
    for number, one in enumerate(dispute.constraints):
        if one.kind is ConstraintKind.FLOOR:
            violated = values[:, column_of(one)] < floor_of(one)
        else:
            violated = ~holds(formula_of(one), dispute.domain, packages)
        rows[:, number // BITS] |= violated.astype(np.int64) << (number % BITS)
    return rows


def as_row(constraints: int, length: int) -> NDArray[np.int64]:
    """Return one set of constraints as a row of so many integers."""
    parts = [constraints >> (BITS * place) & ((1 << BITS) - 1) for place in range(length)]
    return np.array(parts, dtype=np.int64)


def distinct_rows(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Return the distinct rows and where each stands first; single integers are compared far faster."""
    if rows.shape[1] > 1:
        distinct, first = np.unique(rows, axis=0, return_index=True)
        return distinct, first
    single, first = np.unique(rows[:, 0], return_index=True)
    return single[:, None], first


def minimal_rows(rows: NDArray[np.int64]) -> Iterator[int]:
    """Go through the numbers of the rows whose set contains no other row's; equal sets count once.

    >>> list(minimal_rows(np.array([[0b111], [0b011], [0b100], [0b011]])))
    [2, 1]
    """
    size = np.bitwise_count(rows).sum(axis=1)
    remaining = np.argsort(size, kind="stable")
    while remaining.size:
        smallest = rows[remaining[0]]
        yield int(remaining[0])
        remaining = remaining[((rows[remaining] & smallest) != smallest).any(axis=1)]
