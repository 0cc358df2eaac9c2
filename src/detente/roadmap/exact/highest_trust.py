"""How high trust can be at most once a set of blocks stands, whatever happened on the way.

Each block earns its trust once, on delivery. So trust never exceeds today's, or the level to which it decays
if that is higher, and all that the blocks which stand have earned, each amount rounded up to whole steps as
chance may round it. That is enough to see that some blocks cannot start, without looking at what happens.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from detente.roadmap.delivered import standing

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.roadmap.problem import Problem

__all__ = ["could_suffice"]

SLACK = 1e-9
"""What a level may fall short of a need by rounding alone."""


def could_suffice(problem: Problem, block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell in which sets of delivered blocks trust could be as high as a block needs.

    Where it could not, the block never starts; where it could, that may still be out of reach.
    """
    found = np.ones(len(delivered), dtype=np.bool_)
    for pair, need in enumerate(problem.blocks[block].needs):
        if need > 0:
            found &= _highest(problem, pair, delivered) >= float(need) - SLACK
    return found


def _highest(problem: Problem, pair: int, delivered: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return a level that trust of a pair never exceeds in each set of delivered blocks."""
    if any(shock.changes[pair] > 0 for shock in problem.shocks):
        return np.full(len(delivered), float(problem.top))
    today = min(max(problem.trust[pair], problem.top * 0), problem.top)
    resting = problem.resting[pair] - today if problem.decay else today * 0
    highest = np.full(len(delivered), float(today + max(_in_steps(problem, resting), problem.top * 0)))
    for place, block in enumerate(problem.blocks):
        if block.earns:
            earned = _in_steps(problem, block.detection * block.earns[pair])
            highest[standing(place, delivered)] += float(earned)
    found: NDArray[np.float64] = np.minimum(highest, float(problem.top))
    return found


def _in_steps(problem: Problem, amount: Fraction) -> Fraction:
    """Return an amount rounded up to whole steps."""
    return ceil(amount / problem.step) * problem.step
