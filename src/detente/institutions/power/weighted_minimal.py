"""Minimal winning coalitions of one weighted vote of many: how many, whose, and the smallest of them.

A coalition is minimal where it wins and does not without its lightest member. So the members join one after
the other, the heaviest first, and those minimal coalitions are counted whose lightest member comes next.
That a member is in them follows from the table of all who have joined, as an alternating sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from detente.institutions.power.open_gates import TooManyStates
from detente.institutions.power.weighted_kernel import BITS, join_sums, number_in, with_each
from detente.institutions.power.weighted_sums import MOST_ADDITIONS, MOST_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["WeightedMinimal", "minimal_of_weighted", "smallest_first"]

MOST_TRIED = 200_000
"""A list is given up after so many choices of a member."""


@dataclass(frozen=True)
class WeightedMinimal:
    """How many minimal winning coalitions there are, and how many of each member."""

    coalitions: int
    of_member: tuple[int, ...]


def minimal_of_weighted(weights: Sequence[int], quota: int) -> WeightedMinimal:
    """Count exactly; the weights are positive and descend, and all together reach the quota.

    Raises:
        TooManyStates: where the table would be too large.

    >>> minimal_of_weighted([4, 3, 2, 1], 6)
    WeightedMinimal(coalitions=3, of_member=(2, 2, 2, 1))

    """
    members = len(weights)
    planes, zeros = members // BITS + 1, max(weights)
    stride = quota + zeros
    if planes * stride > MOST_WORDS or planes * stride * members > MOST_ADDITIONS:
        raise TooManyStates
    table = np.zeros(planes * stride, dtype=np.uint64)
    table[zeros:stride] = 1  # the coalition of nobody has each sum at most
    together = np.zeros((members, planes), dtype=object)
    of_lightest = []
    for number, weight in enumerate(weights):
        limbs, least = number // BITS + 1, max(quota - weight, 0)
        heavier = np.array(weights[:number], dtype=np.int64)
        found = np.zeros((number, planes), dtype=np.int64)
        with_each(table, zeros, stride, limbs, heavier, least, quota - 1, found)
        together[:number] += found
        upto, below = (number_in(table[zeros + total :: stride]) for total in (quota - 1, least - 1))
        of_lightest.append(upto - (below if least else 0))
        join_sums(table, zeros, stride, (number + 1) // BITS + 1, quota, weight)
    of_member = [last + number_in(words) for last, words in zip(of_lightest, together, strict=True)]
    return WeightedMinimal(sum(of_lightest), tuple(of_member))


def smallest_first(weights: Sequence[int], quota: int) -> Iterator[tuple[int, ...]]:
    """List minimal winning coalitions by the places of their members, until too many choices have been tried.

    The weights are positive and descend.

    Raises:
        TooManyStates: where the list is given up.

    >>> list(smallest_first([4, 3, 2, 1], 6))
    [(0, 1), (0, 2), (1, 2, 3)]

    """
    upto = [0, *accumulate(weights)]
    tried = 0

    def chosen(begin: int, total: int, left: int) -> Iterator[tuple[int, ...]]:
        nonlocal tried
        for place in range(begin, len(weights) - left + 1):
            tried += 1
            if tried > MOST_TRIED:
                raise TooManyStates
            if total + upto[place + left] - upto[place] < quota:
                return  # the heaviest that are left do not suffice
            now = total + weights[place]
            if left == 1:
                yield (place,)
            elif now + upto[-2] - upto[len(weights) - left + 1] < quota:  # else it wins without the lightest
                for rest in chosen(place + 1, now, left - 1):
                    yield (place, *rest)

    for size in range(1, len(weights) + 1):
        yield from chosen(0, 0, size)
