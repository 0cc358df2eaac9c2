"""How high trust can be at most once a set of blocks stands, whatever happened on the way.

Each block earns its trust once, on delivery. So trust never exceeds today's, or the level to which it decays
if that is higher, and all that the blocks which stand have earned, each amount rounded up to whole steps as
chance may round it. That is enough to see that some blocks cannot start, without looking at what happens.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.roadmap.problem import Problem

__all__ = ["could_suffice", "highest_levels"]

SLACK = 1e-9
"""What a level may fall short of a need by rounding alone."""


def could_suffice(
    problem: Problem, block: int, highest: Mapping[int, NDArray[np.float64]]
) -> NDArray[np.bool_]:
    """Tell in which sets of delivered blocks trust could be as high as a block needs: (sets,).

    ``highest`` is what ``highest_levels`` returns. Where trust could not be as high, the block never starts;
    where it could, that may still be out of reach.
    """
    found = np.ones(1 << len(problem.blocks), dtype=np.bool_)
    for pair, need in enumerate(problem.blocks[block].needs):
        if need > 0:
            found &= highest[pair] >= float(need) - SLACK
    return found


def highest_levels(problem: Problem) -> dict[int, NDArray[np.float64]]:
    """Return for each pair needed a level that its trust never exceeds, by the blocks that stand: (sets,)."""
    return {
        pair: _highest(problem, pair)
        for pair in range(len(problem.pairs))
        if any(block.needs and block.needs[pair] > 0 for block in problem.blocks)
    }


def _highest(problem: Problem, pair: int) -> NDArray[np.float64]:
    sets = 1 << len(problem.blocks)
    if any(shock.changes[pair] > 0 for shock in problem.shocks):
        return np.full(sets, float(problem.top))
    today = min(max(problem.trust[pair], problem.top * 0), problem.top)
    resting = problem.resting[pair] - today if problem.decay else today * 0
    highest = np.full(sets, float(today + max(_in_steps(problem, resting), problem.top * 0)))
    for place, block in enumerate(problem.blocks):
        # Sets in which this block is the last to stand are those of the blocks before it, and it.
        earned = _in_steps(problem, block.detection * block.earns[pair]) if block.earns else 0
        highest[1 << place : 2 << place] = highest[: 1 << place] + float(earned)
    found: NDArray[np.float64] = np.minimum(highest, float(problem.top))
    return found


def _in_steps(problem: Problem, amount: Fraction) -> Fraction:
    """Return an amount rounded up to whole steps."""
    return ceil(amount / problem.step) * problem.step
