"""How much each block matters: its importance, and the probability of delivery at which it breaks even."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.roadmap.exact.chances import greatest_chances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.roadmap.exact.induction import Graph

__all__ = ["Importance", "breakevens", "importances"]

CLOSE = 1e-4
"""How closely a probability of delivery is found."""
ROUNDS = 40


@dataclass(frozen=True)
class Importance:
    """The chance of the goal with the delivery of a block certain, and with its delivery impossible.

    In both, the best policy is found anew.
    """

    certain: float
    impossible: float

    @property
    def difference(self) -> float:
        """By how much the block matters."""
        return self.certain - self.impossible


def importances(graph: Graph) -> tuple[Importance, ...]:
    """Return how much each block matters to the goal."""
    problem, count = graph.problem, len(graph.problem.blocks)
    problems = [problem.with_block(block, delivers=1.0) for block in range(count)] + [problem] * count
    chances = greatest_chances(graph, problems, barred=[*[None] * count, *range(count)])
    return tuple(map(Importance, chances[:count], chances[count:]))


def breakevens(graph: Graph, level: float, known: Sequence[Importance]) -> tuple[float | None, ...]:
    """Return for each block the probability of delivery at which the chance of the goal crosses a level.

    None where no probability brings it there, or every one keeps it beyond. Found by bisection and false
    position together (the Illinois method), to within 0.0001, for all blocks side by side; the best policy is
    found anew for each.
    """
    searches = [_Search(one.impossible - level, one.certain - level) for one in known]
    for _ in range(ROUNDS):
        going = [block for block, search in enumerate(searches) if search.going]
        if not going:
            break
        problems = [graph.problem.with_block(block, delivers=searches[block].next()) for block in going]
        for block, problem, chance in zip(going, problems, greatest_chances(graph, problems), strict=True):
            searches[block].learn(problem.blocks[block].delivers, chance - level)
    return tuple(search.found for search in searches)


class _Search:
    """The search for the probability at which something that grows with it is zero."""

    def __init__(self, at_nothing: float, at_one: float) -> None:
        self._low, self._below = 0.0, at_nothing
        self._high, self._above = 1.0, at_one
        self._side = 0
        self._crosses = at_nothing <= 0 <= at_one and at_nothing < at_one

    @property
    def going(self) -> bool:
        """Whether it has not been found closely enough yet."""
        return self._crosses and self._high - self._low >= CLOSE and self._above != 0

    @property
    def found(self) -> float | None:
        """The probability, None where there is none."""
        return self._high if self._crosses else None

    def next(self) -> float:
        """Return the probability to try next."""
        tried = (self._low * self._above - self._high * self._below) / (self._above - self._below)
        return min(max(tried, self._low + CLOSE / 4), self._high - CLOSE / 4)

    def learn(self, tried: float, value: float) -> None:
        """Take note of the value at a probability."""
        if abs(value) < CLOSE * CLOSE:
            self._low = self._high = tried
        elif value < 0:
            self._low, self._below = tried, value
            self._above = self._above / 2 if self._side < 0 else self._above
            self._side = -1
        else:
            self._high, self._above = tried, value
            self._below = self._below / 2 if self._side > 0 else self._below
            self._side = 1
