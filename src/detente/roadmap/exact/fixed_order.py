"""The best fixed order: a list of blocks that is followed whatever happens (open loop).

In an order, the first of its blocks that can start always does; blocks that are not in it never start. The
best order is found by branch and bound over its beginnings: what an unfinished order can still bring is at
most what the best policy would bring from where no block of it can start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.roadmap.exact.following import Following, followed_in_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.roadmap.exact.induction import Graph, Induction

__all__ = ["MOST_EXACT", "FixedOrder", "best_order", "by_first_start"]

MOST_EXACT = 9
"""Blocks up to which the best order is found for certain."""
MOST_LOOKS = 20_000
"""Beginnings of orders that are looked at; past that, the best one found is a lower bound."""
MOST_STATES = 1_000_000_000
"""States of the looks that a search by moves of single blocks takes, all together."""
NEARLY = 1e-12
"""Chances that differ by less than this part of them are the same."""


@dataclass(frozen=True, eq=False)
class FixedOrder:
    """A fixed order of blocks, by their numbers, and what happens in it; ``exact`` where none is better."""

    order: tuple[int, ...]
    following: Following
    exact: bool

    @property
    def probability(self) -> float:
        """The chance that the goal is reached by the horizon."""
        return self.following.probability


def best_order(induction: Induction, progress: Callable[[str], None] | None = None) -> FixedOrder:
    """Return the best fixed order; for more than ``MOST_EXACT`` blocks the best that was found."""
    from detente.roadmap.heuristic.bounds import Bounds
    from detente.roadmap.heuristic.relaxed_plan import first_orders

    search = _Search(induction)
    for order in (by_first_start(induction), *first_orders(induction.problem, Bounds(induction.problem))):
        search.chance(order)
    search.improve(progress)
    exact = len(induction.problem.blocks) <= MOST_EXACT and search.branch(())
    return FixedOrder(search.best, followed_in_order(induction.graph, search.best, induction.problem), exact)


def by_first_start(induction: Induction) -> tuple[int, ...]:
    """Return the blocks that the best policy starts, in the order in which it does so on average."""
    from detente.roadmap.exact.following import followed

    started = followed(induction).started
    times = range(started.shape[1])
    mean = {
        block: sum(time * chance for time, chance in zip(times, row, strict=True)) / row.sum()
        for block, row in enumerate(started)
        if row.sum() > 0
    }
    return tuple(sorted(mean, key=lambda block: (mean[block], block)))


class _Search:
    def __init__(self, induction: Induction) -> None:
        self._graph: Graph = induction.graph
        self._induction = induction
        self._worth = induction.worth_of[:, 0].copy()
        self.best: tuple[int, ...] = ()
        self.value = 0.0
        self._looks = 0
        self._most = MOST_STATES // max(len(induction.policy), 1)
        self._known: dict[tuple[int, ...], float] = {}

    def chance(self, order: tuple[int, ...]) -> float:
        """Return the chance of the goal in an order."""
        if order not in self._known:
            following = followed_in_order(self._graph, order, self._induction.problem)
            self._known[order] = following.probability
            self._looks += 1
        found = self._known[order]
        if found > self.value * (1 + NEARLY):
            self.best, self.value = order, found
        return found

    def improve(self, progress: Callable[[str], None] | None) -> None:
        """Move, add or drop single blocks of the best order while that is better, as far as there is room."""
        while True:
            before, value = self.best, self.value
            if progress is not None:
                progress(f"looking for the best order: {value:.4f}")
            for neighbour in self._neighbours(before):
                if self._looks > self._most:
                    return
                self.chance(neighbour)
            if self.value <= value * (1 + NEARLY):
                return

    def _neighbours(self, order: tuple[int, ...]) -> list[tuple[int, ...]]:
        blocks = range(len(self._induction.problem.blocks))
        moved = []
        for block in blocks:
            without = tuple(one for one in order if one != block)
            moved.append(without)
            moved += [(*without[:place], block, *without[place:]) for place in range(len(without) + 1)]
        return list(dict.fromkeys(moved))

    def branch(self, beginning: tuple[int, ...]) -> bool:
        """Look at all orders that begin in a way and could be better; tell whether none was left out."""
        if self._looks > MOST_LOOKS:
            return False
        self.chance(beginning)
        options = []
        for block in range(len(self._induction.problem.blocks)):
            if block in beginning:
                continue
            longer = (*beginning, block)
            following = followed_in_order(self._graph, longer, self._induction.problem, self._worth)
            self._looks += 1
            options.append((following.probability + following.stopped, longer))
        whole = True
        for bound, longer in sorted(options, reverse=True):
            if bound > self.value * (1 + NEARLY):
                whole &= self.branch(longer)
        return whole
