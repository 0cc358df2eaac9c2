"""One weighted vote of many: the swings of each member from one table of coalitions by sum of weights.

Where sizes do not matter, as for Penrose and Banzhaf, one counter is enough. The table is that below the
quota, or below the quota of the dual rule, which has the same swings: so never more than half of all sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.institutions.power.open_gates import TooManyStates
from detente.institutions.power.weighted_kernel import BITS, cumulate, join_sums, number_in, windows

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MOST_ADDITIONS", "MOST_WORDS", "SumSwings", "swings_in_all"]

MOST_WORDS = 130_000_000
"""A table may take so many numbers of 64 bits: about 1 GB."""
MOST_ADDITIONS = 30_000_000_000
"""Filling it may take so many additions of such numbers: about half a minute."""


@dataclass(frozen=True)
class SumSwings:
    """How many coalitions win, and for each weight how many swings a member has."""

    winning: int
    of_weight: dict[int, int]


def swings_in_all(weights: Sequence[int], quota: int) -> SumSwings:
    """Count exactly; the weights are positive, and all together reach the quota.

    Raises:
        TooManyStates: where the table would be too large.

    >>> swings_in_all([4, 3, 2, 1], 6)
    SumSwings(winning=7, of_weight={1: 1, 2: 3, 3: 3, 4: 5})

    """
    ascending = sorted(weights)
    members, dual = len(ascending), sum(ascending) - quota + 1
    limit = min(quota, dual)
    planes = members // BITS + 1
    zeros = ascending[-1]
    stride = limit + zeros
    if planes * stride > MOST_WORDS or planes * stride * members > MOST_ADDITIONS:
        raise TooManyStates
    table = np.zeros(planes * stride, dtype=np.uint64)
    table[zeros] = 1
    total = 0
    for number, weight in enumerate(ascending):
        total += weight
        join_sums(table, zeros, stride, (number + 1) // BITS + 1, min(limit, total + 1), weight)
    cumulate(table, zeros, stride, planes, 0, limit)
    below = number_in(table[zeros + limit - 1 :: stride])
    arrays = (np.array([number], dtype=np.int64) for number in (zeros, stride, planes, 0, limit))
    place, strides, limbs, low, high = arrays
    of_weight = {}
    for weight in dict.fromkeys(ascending):
        found = np.zeros((1, planes), dtype=np.int64)
        windows(table, place, strides, limbs, low, high, limit, weight, False, found)  # noqa: FBT003
        of_weight[weight] = number_in(found[0])
    # What falls short of the quota of the dual rule is the rest of what wins.
    return SumSwings((1 << members) - below if limit == quota else below, of_weight)
