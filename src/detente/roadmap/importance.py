"""How much each block matters: its importance, and the probability of delivery at which it breaks even."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.roadmap.induction import solved

if TYPE_CHECKING:
    from detente.roadmap.induction import Induction

__all__ = ["Importance", "breakeven", "importance"]

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


def importance(induction: Induction, block: int) -> Importance:
    """Return how much a block matters to the goal."""
    graph, problem = induction.graph, induction.problem
    return Importance(
        solved(graph, problem.with_block(block, delivers=1.0)).probability,
        solved(graph, problem, barred=block).probability,
    )


def breakeven(induction: Induction, block: int, level: float, known: Importance) -> float | None:
    """Return the probability of delivery of a block at which the chance of the goal crosses a level.

    None where no probability brings it there, or every one keeps it beyond. Found by bisection and false
    position together (the Illinois method), to within 0.0001; the best policy is found anew for each.
    """
    low, high = 0.0, 1.0
    below, above = known.impossible - level, known.certain - level
    if below > 0 or above < 0 or below == above:
        return None
    side = 0
    for _ in range(ROUNDS):
        if high - low < CLOSE or above == 0:
            break
        tried = (low * above - high * below) / (above - below)
        tried = min(max(tried, low + CLOSE / 4), high - CLOSE / 4)
        problem = induction.problem.with_block(block, delivers=tried)
        found = solved(induction.graph, problem).probability - level
        if abs(found) < CLOSE * CLOSE:
            return tried
        if found < 0:
            low, below = tried, found
            above = above / 2 if side < 0 else above
            side = -1
        else:
            high, above = tried, found
            below = below / 2 if side > 0 else below
            side = 1
    return high
