"""The search for a good order: single blocks are moved, exchanged, added or dropped while that is better.

Orders are judged by runs that meet the same luck. Many are tried with few runs, and only those that do well
with more (successive halving: K. Jamieson and A. Talwalkar, "Non-stochastic best arm identification and
hyperparameter optimization", AISTATS 2016). Where no run reaches the goal, what was delivered of what may
matter to it shows the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from detente.roadmap.heuristic.runs import Runs

__all__ = ["OrderSearch"]

STAGES = (60, 240, 960)
"""Runs with which orders are judged, a quarter of them with the next number each time."""
KEPT = 4
ROUNDS = 20
"""Where the budget is less than so many times the last number, all numbers are as many times smaller."""
TRIED = 64
"""Orders that are tried in one round."""
PATIENCE = 4
"""Rounds without a better order after which the search ends."""
EXCHANGED, DROPPED = 0.25, 0.15
"""Shares of the orders that are tried in which two blocks change places, or one is left out."""
SMALL = 1e-3
"""What the way to the goal counts for beside the goal."""
Order = tuple[int, ...]


class OrderSearch:
    """Looks for the order that reaches the goal most often."""

    def __init__(  # noqa: PLR0913 - what may differ between questions
        self,
        runs: Runs,
        useful: frozenset[int],
        seed: int,
        budget: int,
        *,
        begin: int = 0,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        """Look with no more than a ``budget`` of runs; nothing starts before ``begin``."""
        self._runs, self._useful, self._seed, self._begin = runs, sorted(useful), seed, begin
        self._goal_set = sum(1 << block for block in useful)
        self._draw = np.random.default_rng([seed, 1])
        self._progress = progress
        self._budget = budget
        share = min(1.0, budget / (ROUNDS * STAGES[-1]))
        self._stages = tuple(max(round(share * stage), 10) for stage in STAGES)
        self.spent = 0
        self._known: dict[Order, NDArray[np.float64]] = {}

    def best(self, orders: Sequence[Order]) -> Order:
        """Return the best order that was found from some orders on."""
        if self._progress is not None:
            self._progress("looking for a good order")
        found = max(orders, key=lambda order: (self._score(order, self._stages[-1]).mean(), -len(order)))
        patience = 0
        while patience < PATIENCE and self.spent < self._budget:
            if self._progress is not None:
                hits = float((self._known[found] >= 1).mean())
                self._progress(
                    f"looking for a good order: {100 * hits:.1f}% after {self.spent:,} of at most"
                    f" {self._budget:,} runs"
                )
            neighbours, whole = self._neighbours(found)
            better = self._race(neighbours, found)
            if better is None:
                patience = PATIENCE if whole else patience + 1
            else:
                found, patience = better, 0
        return found

    def _race(self, orders: list[Order], champion: Order) -> Order | None:
        """Return the best of some orders where it is better than the champion."""
        left = orders
        for stage in self._stages:
            scores = [float(self._score(order, stage).mean()) for order in left]
            ranked = sorted(range(len(left)), key=lambda place: (-scores[place], len(left[place]), place))
            keep = 1 if stage == self._stages[-1] else max(len(left) // KEPT, 1)
            floor = float(self._score(champion, self._stages[-1])[:stage].mean())
            spread = float(self._score(champion, self._stages[-1])[:stage].std()) / np.sqrt(stage)
            left = [left[place] for place in ranked[:keep] if scores[place] >= floor - spread]
            if not left:
                return None
        mean = float(self._score(left[0], self._stages[-1]).mean())
        known = float(self._score(champion, self._stages[-1]).mean())
        better = mean > known or (mean == known and len(left[0]) < len(champion))
        return left[0] if better else None

    def _score(self, order: Order, runs: int) -> NDArray[np.float64]:
        """Return what each of the first runs is worth: 1 for the goal, and a little for the way."""
        known = self._known.get(order, np.zeros(0))
        if len(known) < runs:
            numbers = np.arange(len(known), runs)
            played = self._runs.in_order(order, numbers, self._seed, self._begin)
            self.spent += len(numbers)
            periods = self._runs.problem.periods
            stands = np.bitwise_count(played.delivered & self._goal_set) / max(len(self._useful), 1)
            scored = np.where(
                played.reached <= periods,
                1 + SMALL * (1 - played.reached / (periods + 1)),
                SMALL * stands,
            )
            known = self._known[order] = np.concatenate([known, scored])
            if len(self._known) > 20 * TRIED:
                self._known = {order: known}
        return known[:runs]

    def _neighbours(self, order: Order) -> tuple[list[Order], bool]:
        """Return orders that differ in a block or two, and whether these are all of them."""
        size = len(order)
        every = len(self._useful) * (size + 1) + size * size // 2
        if every <= TRIED:
            found = []
            for block in self._useful:
                without = tuple(one for one in order if one != block)
                found.append(without)
                found += [(*without[:at], block, *without[at:]) for at in range(len(without) + 1)]
            found += [_exchanged(order, one, other) for one in range(size) for other in range(one)]
            return [one for one in dict.fromkeys(found) if one != order], True
        drawn: dict[Order, None] = {}
        for _ in range(4 * TRIED):
            drawn[self._drawn(order)] = None
            if len(drawn) >= TRIED:
                break
        return [one for one in drawn if one != order], False

    def _drawn(self, order: Order) -> Order:
        kind = self._draw.random()
        if kind < EXCHANGED and len(order) > 1:
            one, other = self._draw.choice(len(order), 2, replace=False)
            return _exchanged(order, int(one), int(other))
        if kind < EXCHANGED + DROPPED and order:
            dropped = int(self._draw.integers(len(order)))
            return (*order[:dropped], *order[dropped + 1 :])
        block = self._useful[int(self._draw.integers(len(self._useful)))]
        without = tuple(one for one in order if one != block)
        at = int(self._draw.integers(len(without) + 1))
        return (*without[:at], block, *without[at:])


def _exchanged(order: Order, one: int, other: int) -> Order:
    changed = list(order)
    changed[one], changed[other] = changed[other], changed[one]
    return tuple(changed)
