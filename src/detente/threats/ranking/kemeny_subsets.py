"""Kemeny orders of a few alternatives by dynamic programming over the sets that stand above.

In these functions ``loss`` is a matrix (k, k), whole votes: what an order loses by having the row above the
column. A set of alternatives is an integer, bit i for alternative i.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

__all__ = ["completions", "optimal_orders", "reversal_losses"]

NEVER = np.iinfo(np.int64).max


@compiled
def _loss_over(loss: Whole) -> tuple[Whole, Whole]:
    """Return what each alternative loses by standing above a set of others.

    In two tables that are to be added, one for the lower half of the bits of the set and one for the rest:
    (k, 2^(k // 2)) and (k, 2^(k - k // 2)).
    """
    size = loss.shape[0]
    half = size // 2
    lower = np.zeros((size, 1 << half), dtype=np.int64)
    upper = np.zeros((size, 1 << (size - half)), dtype=np.int64)
    for one in range(size):
        for other in range(half):
            bit = 1 << other
            for below in range(bit):
                lower[one, bit | below] = lower[one, below] + loss[one, other]
        for other in range(size - half):
            bit = 1 << other
            for below in range(bit):
                upper[one, bit | below] = upper[one, below] + loss[one, half + other]
    return lower, upper


@compiled
def completions(loss: Whole) -> tuple[Whole, Whole]:
    """Return for each set that stands above the least loss of ordering the rest below, and in how many ways.

    Both of shape (2^k,); entry 0 is about whole orders. The loss between the set and the rest is not in it.

    >>> least, ways = completions(np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0]]))
    >>> int(least[0]), int(ways[0])
    (1, 3)
    """
    size = loss.shape[0]
    half = size // 2
    full = (1 << size) - 1
    lower, upper = _loss_over(loss)
    least = np.zeros(1 << size, dtype=np.int64)
    ways = np.ones(1 << size, dtype=np.int64)
    for above in range(full - 1, -1, -1):
        rest = full ^ above
        best = NEVER
        number = 0
        for one in range(size):
            if not rest >> one & 1:
                continue
            after = above | 1 << one
            total = least[after] + lower[one, rest & ((1 << half) - 1)] + upper[one, rest >> half]
            if total < best:
                best = total
                number = ways[after]
            elif total == best:
                number += ways[after]
        least[above] = best
        ways[above] = number
    return least, ways


@compiled
def reversal_losses(loss: Whole, least: Whole) -> Whole:
    """Return the least loss of an order that has the row above the column, for each pair; (k, k).

    An order puts some alternative next under each set that stands above; the best order that does so loses
    the least above, the step and the least below. ``least``: from ``completions``.

    >>> loss = np.array([[0, 0, 1], [1, 0, 0], [0, 3, 0]])
    >>> reversal_losses(loss, completions(loss)[0]).tolist()
    [[0, 1, 1], [1, 0, 1], [1, 3, 0]]
    """
    size = loss.shape[0]
    half = size // 2
    full = (1 << size) - 1
    lower, upper = _loss_over(loss)
    found = np.full((size, size), NEVER)
    for one in range(size):
        found[one, one] = 0
    highest = np.full(size, NEVER)
    so_far = np.full(1 << size, NEVER)
    so_far[0] = 0
    for above in range(full):
        rest = full ^ above
        for one in range(size):
            if not rest >> one & 1:
                continue
            after = above | 1 << one
            reached = so_far[above] + lower[one, rest & ((1 << half) - 1)] + upper[one, rest >> half]
            so_far[after] = min(so_far[after], reached)
            total = reached + least[after]
            # Most steps are worse than what is known of every pair with this alternative below.
            if total >= highest[one]:
                continue
            highest[one] = 0
            for other in range(size):
                if above >> other & 1:
                    found[other, one] = min(found[other, one], total)
                highest[one] = max(highest[one], found[other, one])
    return found


def optimal_orders(loss: Whole, least: Whole) -> Iterator[tuple[int, ...]]:
    """Go through all orders of the least loss, in lexicographic order; ``least``: from ``completions``.

    >>> loss = np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0]])
    >>> list(optimal_orders(loss, completions(loss)[0]))
    [(0, 1, 2), (1, 2, 0), (2, 0, 1)]
    """
    yield from _lower_part(loss.tolist(), least, (), 0)


def _lower_part(
    loss: list[list[int]], least: Whole, order: tuple[int, ...], above: int
) -> Iterator[tuple[int, ...]]:
    rest = [one for one in range(len(loss)) if not above >> one & 1]
    if not rest:
        yield order
    for one in rest:
        after = above | 1 << one
        if int(least[after]) + sum(loss[one][other] for other in rest) == int(least[above]):
            yield from _lower_part(loss, least, (*order, one), after)
