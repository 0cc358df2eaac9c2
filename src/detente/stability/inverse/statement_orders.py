"""Orders of statements by how many moves lead to them, and what a decision maker prefers by them."""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    Order = tuple[int, ...]

__all__ = ["Step", "moved_statements", "next_orders", "ranks_by_statements"]


class Step(Enum):
    """What counts as one change of an order of statements, by the words of results."""

    MOVE = "move"
    """One statement is taken out, and put in anywhere else: Ulam's distance."""
    SWAP = "swap"
    """Two neighbours change places: Kendall's distance."""

    def __str__(self) -> str:
        return self.value


def ranks_by_statements(
    statements: npt.NDArray[np.bool_], order: Sequence[int] | None = None
) -> npt.NDArray[np.int32]:
    """Return how much each state is liked by what is true of it: (states,), 0 the worst, ties equal.

    Of two states that one is better for which the first statement is true that tells them apart; they tie
    where none does. ``statements``: (statements, states), the most important first; ``order``: their numbers
    in another order of importance.

    Source: K. W. Hipel, D. M. Kilgour, L. Fang and X. Peng, "The decision support system GMCR in
    environmental conflict management", Applied Mathematics and Computation 83 (1997): option prioritising.

    >>> ranks_by_statements(np.array([[True, True, False], [False, True, True]])).tolist()
    [1, 2, 0]
    """
    rows = statements if order is None else statements[list(order)]
    if not len(rows):
        return np.zeros(rows.shape[1], dtype=np.int32)
    return np.unique(rows.T, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int32)


def next_orders(order: Order, step: Step) -> Iterator[Order]:
    """Yield the orders that are one step from an order; some of them twice.

    >>> sorted(set(next_orders((0, 1, 2), Step.SWAP)))
    [(0, 2, 1), (1, 0, 2)]
    >>> len(set(next_orders((0, 1, 2), Step.MOVE)))
    4
    """
    for place, one in enumerate(order):
        rest = order[:place] + order[place + 1 :]
        places = range(len(order)) if step is Step.MOVE else range(place + 1, min(place + 2, len(order)))
        for other in places:
            if other != place:
                yield (*rest[:other], one, *rest[other:])


def moved_statements(order: Sequence[int]) -> tuple[int, ...]:
    """Return the fewest statements that have to be moved to bring 0, 1, 2 … into an order, by their number.

    What stays is a longest part of the order that rises, found by C. Schensted, "Longest increasing and
    decreasing subsequences", Canadian Journal of Mathematics 13 (1961).

    >>> moved_statements((2, 0, 1, 3)), moved_statements((1, 0, 3, 2))
    ((2,), (1, 3))
    """
    lowest: list[int] = []
    chains: list[tuple[int, ...]] = []
    for one in order:
        place = bisect_left(lowest, one)
        chain = (*(chains[place - 1] if place else ()), one)
        lowest[place : place + 1], chains[place : place + 1] = [one], [chain]
    kept = set(chains[-1]) if chains else set()
    return tuple(sorted(set(order) - kept))
