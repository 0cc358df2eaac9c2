"""Kemeny orders of a group too large to be counted out, by integer programming."""

from __future__ import annotations

from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.package_search.deadline import UndecidedError
from detente.threats.ranking.condorcet_components import ordered_groups
from detente.threats.ranking.insertion_search import insertion_search, loss_of, moved, unchanged_moves
from detente.threats.ranking.kemeny_block import LARGEST_COUNTED, Block, counted_block, single_block
from detente.threats.ranking.linear_ordering import LinearOrdering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Order = tuple[int, ...]

__all__ = ["LARGEST_SEARCHED", "searched_block"]

LARGEST_SEARCHED = 80
"""Alternatives in a group that the solver is asked about; the model has k (k - 1) (k - 2)/3 clauses."""
MOST_NEIGHBOURS = 200
"""Best orders that are looked at around one that the solver found, for others that one move makes."""


def searched_block(loss: NDArray[np.int64], most: int, deadline: float | None) -> Block:
    """Return what can be found out by a deadline about the best orders of k alternatives.

    1. A best order, proved by the solver; or else the best found, and what no order loses less than.
    2. Which pairs some best order has the other way round: the solver is asked for a best order that reverses
       a pair which all known ones order alike, until there is none.
    3. The finest groups that all best orders put in one order. What is lost between them is then fixed, so
       that the best orders are those that order each group best: small groups are counted out, which gives
       the number of all best orders. With a large one the orders found on the way are listed, and the number
       is not known.
    4. What the best order loses that has a pair the other way round, for the pairs that follow each other.

    ``loss``: (k, k), what an order loses by having the row above the column; ``most``: how many orders are
    listed at most; ``deadline``: a moment on the clock of ``time.monotonic``; None is no limit.
    """
    start = insertion_search(loss)
    if len(loss) > LARGEST_SEARCHED:
        return _undecided(loss, start, 0, "heuristic")
    problem = LinearOrdering(loss)
    start, bound = problem.least(start, deadline)
    if bound < loss_of(loss, start):
        return _undecided(loss, start, bound, "bounded")
    optima = _Optima(loss, start)
    decided = _told_apart(optima, problem, deadline)
    above = ~optima.seen.T & ~np.eye(len(loss), dtype=bool) & decided
    orders, count = _listed(loss, above, optima, most)
    return Block(
        orders,
        count,
        bound,
        bound,
        above,
        ~(optima.seen & optima.seen.T) & ~np.eye(len(loss), dtype=bool) & (not decided),
        tuple(
            _margin(problem, optima.seen, orders[0], place, bound, decided=decided, deadline=deadline)
            for place in range(len(loss) - 1)
        ),
    )


def _undecided(loss: NDArray[np.int64], order: Order, bound: int, exactness: str) -> Block:
    lost = loss_of(loss, order)
    pairs = np.zeros(loss.shape, dtype=bool)
    return Block(
        orders=(order,),
        count=None,
        loss=lost,
        bound=bound,
        above=pairs,
        undecided=~np.eye(len(loss), dtype=bool),
        margins=(),
        exactness="exact" if lost == bound else exactness,
    )


class _Optima:
    """Best orders that are known; ``seen``: (k, k), whether one of them has the row above the column."""

    def __init__(self, loss: NDArray[np.int64], first: Order) -> None:
        self._loss = loss
        self.orders: set[Order] = set()
        self.seen = np.zeros(loss.shape, dtype=bool)
        self.add(first)

    def add(self, order: Order) -> None:
        """Add a best order, and others that moves of single alternatives make of it."""
        self._keep(order)
        waiting, known = [order], len(self.orders)
        while waiting and len(self.orders) < known + MOST_NEIGHBOURS:
            for other in unchanged_moves(self._loss, waiting.pop()):
                if other not in self.orders:
                    self._keep(other)
                    waiting.append(other)

    def one_way(self) -> list[tuple[int, int]]:
        """Return the pairs of which no known order has the first above the second."""
        return [(a, b) for a, b in np.argwhere(~self.seen).tolist() if a != b]

    def _keep(self, order: Order) -> None:
        self.orders.add(order)
        self.seen[np.ix_(order, order)] |= np.tri(len(order), k=-1, dtype=bool).T


def _told_apart(optima: _Optima, problem: LinearOrdering, deadline: float | None) -> bool:
    """Find a best order for each way round that a pair has in one; return whether that was proved."""
    least = loss_of(problem.loss, next(iter(optima.orders)))
    try:
        while pairs := optima.one_way():
            other = problem.other_with(pairs, least, deadline)
            if other is None:
                return True
            optima.add(other)
    except UndecidedError:
        return False
    return True


def _listed(
    loss: NDArray[np.int64], above: NDArray[np.bool_], optima: _Optima, most: int
) -> tuple[tuple[Order, ...], int | None]:
    groups = ordered_groups(above)
    if any(len(group) > LARGEST_COUNTED for group in groups):
        return tuple(sorted(optima.orders)[:most]), None
    parts = [
        counted_block(loss[np.ix_(group, group)], most) if len(group) > 1 else single_block()
        for group in groups
    ]
    orders = (
        tuple(group[one] for group, part in zip(groups, chosen, strict=True) for one in part)
        for chosen in product(*(part.orders for part in parts))
    )
    return tuple(islice(orders, most)), prod(part.count or 0 for part in parts)


def _margin(  # noqa: PLR0913 - what is known of the best orders
    problem: LinearOrdering,
    seen: NDArray[np.bool_],
    order: Sequence[int],
    place: int,
    least: int,
    *,
    decided: bool,
    deadline: float | None,
) -> tuple[int, int]:
    """Return the least and the most that the best order with two neighbours exchanged may lose more."""
    above, below = order[place], order[place + 1]
    if seen[below, above]:
        return 0, 0
    exchanged = moved(order, place, place + 1)
    low, high = int(decided), loss_of(problem.loss, exchanged) - least
    if low < high:
        bound, met = problem.least_with((below, above), least + low, exchanged, deadline)
        low, high = bound - least, met - least
    return low, high
