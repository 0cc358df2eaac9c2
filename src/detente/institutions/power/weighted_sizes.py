"""One weighted vote of many: swings by size from one table of coalitions by sum of weights and size.

Members join one after the other, the lightest first, so that sums stay small for long. How many coalitions
of the others fall short by less than a member's weight follows from the table of all, as an alternating sum,
without a table for each member (J. M. Bilbao, J. R. Fernández, A. Jiménez Losada and J. J. López,
"Generating functions for computing power indices efficiently", TOP 8, 2000, for the generating function).
Three ways are open, and the least costly is taken: the table below the quota; that below the quota of the
dual rule, in which the swings are the same with the size of the rest; or both, of no more than half of the
sizes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from detente.institutions.power.open_gates import TooManyStates
from detente.institutions.power.size_table import size_table
from detente.institutions.power.weighted_sums import MOST_ADDITIONS, MOST_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.institutions.power.size_table import SizeTable

__all__ = ["SizeSwings", "swings_by_size"]


@dataclass(frozen=True)
class SizeSwings:
    """Winning coalitions of 0, 1, 2 ... members; and for each weight the swings with 0, 1, 2 ... others."""

    winning: tuple[int, ...]
    of_weight: dict[int, tuple[int, ...]]


@dataclass(frozen=True)
class _Way:
    """Sums below a limit in coalitions up to a size."""

    limit: int
    largest: int
    quota: int
    dual: int


def swings_by_size(
    weights: Sequence[int], quota: int, progress: Callable[[str], None] | None = None
) -> SizeSwings:
    """Count exactly; the weights are positive, and all together reach the quota.

    Raises:
        TooManyStates: where the table would be too large.

    >>> swings_by_size([3, 2, 1, 1], 4).of_weight[3]
    (0, 3, 3, 0)

    """
    ascending = sorted(weights)
    members, dual = len(ascending), sum(ascending) - quota + 1
    ways = [
        _Way(quota, members, quota, 0),
        _Way(dual, members, 0, dual),
        _Way(max(quota, dual), members // 2, quota, dual),
    ]
    costs = [_cost(ascending, way) for way in ways]
    way = ways[costs.index(min(costs))]
    words, additions = min(costs)[1], min(costs)[0]
    if words > MOST_WORDS or additions > MOST_ADDITIONS:
        raise TooManyStates
    table = size_table(ascending, way.limit, way.largest, progress)
    falling_short = _losing(table, way.quota, members) if way.quota else ()
    if way.dual:
        # A coalition loses under the dual rule where the others win.
        mirrored = _losing(table, way.dual, members)
        winning = list(reversed(mirrored))
    else:
        winning = [0] * (members + 1)
    if way.quota:
        for size in range(min(way.largest, members) + 1):
            winning[size] = comb(members, size) - falling_short[size]
    return SizeSwings(
        tuple(winning),
        {weight: _of_weight(table, way, weight, members) for weight in dict.fromkeys(ascending)},
    )


def _losing(table: SizeTable, quota: int, members: int) -> list[int]:
    found = [table.at_most(quota - 1, size) for size in range(table.rows)]
    return found + [0] * (members + 1 - len(found))


def _of_weight(table: SizeTable, way: _Way, weight: int, members: int) -> tuple[int, ...]:
    swings = [0] * members
    if way.dual:
        for size, number in enumerate(table.windows(way.dual, weight, min(way.largest + 1, members))):
            swings[members - 1 - size] = number
    if way.quota:
        for size, number in enumerate(table.windows(way.quota, weight, min(way.largest + 1, members))):
            swings[size] = number
    return tuple(swings)


def _cost(ascending: Sequence[int], way: _Way) -> tuple[float, float]:
    """Return about how many additions the table takes, and how many numbers it keeps."""
    members = len(ascending)
    below = np.array([0, *accumulate(ascending)])
    lightest = below[: min(way.largest, members) + 1]
    additions = words = 0.0
    for joined in range(1, members + 1):
        sizes = np.arange(len(lightest[: joined + 1]))
        heaviest = below[joined] - below[joined - sizes]
        widths = np.maximum(np.minimum(heaviest + 1, way.limit) - lightest[sizes], 0)
        words = float(
            (widths * (1 + np.array([comb(joined, k).bit_length() for k in sizes.tolist()]) // 61)).sum()
        )
        additions += words
    return additions, words
