"""What is known of the Kemeny orders of one group of alternatives, and the groups that can be counted out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LARGEST_COUNTED", "Block", "counted_block", "single_block"]

LARGEST_COUNTED = 20
"""Alternatives in a group that is counted out: 20! still fits into 64 bits, and the tables into 24 MB."""


@dataclass(frozen=True, eq=False)
class Block:
    """The orders of one group, k alternatives by number, and what they lose in whole votes.

    ``orders``: the best, or as many as are listed, the first of them in lexicographic order first; where
    ``loss`` is above ``bound``, which no order loses less than, the best order found. ``count``: how many
    best orders there are; None where that is not known. ``above``: (k, k), whether every best order has the
    row above the column. ``undecided``: (k, k), whether it is not known if all order the two alike.
    ``margins``: for each two that follow each other in the first order, the least and the most that the best
    order with the two the other way round may lose more; nothing where that was not looked for.
    ``exactness``: ``exact`` where the orders are proved best, ``bounded`` where the solver left a gap, and
    ``heuristic`` where it was not asked.
    """

    orders: tuple[tuple[int, ...], ...]
    count: int | None
    loss: int
    bound: int
    above: NDArray[np.bool_]
    undecided: NDArray[np.bool_]
    margins: tuple[tuple[int, int], ...]
    exactness: str = "exact"


def single_block() -> Block:
    """Return what is known of one alternative alone.

    >>> single_block().orders
    ((0,),)
    """
    nothing = np.zeros((1, 1), dtype=bool)
    return Block(((0,),), 1, 0, 0, nothing, nothing, ())


def counted_block(loss: NDArray[np.int64], most: int) -> Block:
    """Return all that there is to know of a few alternatives, by dynamic programming over sets.

    ``loss``: (k, k), what an order loses by having the row above the column; ``most``: how many orders are
    listed at most.

    >>> found = counted_block(np.array([[0, 0, 2], [1, 0, 0], [0, 3, 0]]), most=5)
    >>> found.orders, found.count, found.loss, found.margins
    (((1, 2, 0),), 1, 1, ((2, 2), (1, 1)))
    """
    # The tables are compiled code, which takes long to load; most groups are single alternatives.
    from detente.threats.ranking.kemeny_subsets import completions, optimal_orders, reversal_losses

    least, ways = completions(loss)
    reversed_at = reversal_losses(loss, least)
    best = int(least[0])
    orders = tuple(islice(optimal_orders(loss, least), most))
    margins = [int(reversed_at[below, above]) - best for above, below in pairwise(orders[0])]
    return Block(
        orders,
        int(ways[0]),
        best,
        best,
        best < reversed_at.T,
        np.zeros(loss.shape, dtype=bool),
        tuple((margin, margin) for margin in margins),
    )
