"""Orders of statements by how many moves lead to them, and what a decision maker prefers by them."""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Order = tuple[int, ...]

__all__ = ["Step", "moved_statements", "next_orders"]


class Step(Enum):
    """What counts as one change of an order of statements, by the words of results."""

    MOVE = "move"
    """One statement is taken out, and put in anywhere else: Ulam's distance."""
    SWAP = "swap"
    """Two neighbours change places: Kendall's distance."""

    def __str__(self) -> str:
        return self.value


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
