"""Which blocks could start where which others stand, and without which the goal is out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.case.formula import FALSE
from detente.case.problems import TooLargeError
from detente.roadmap.delivered import holds_in, members_of, settable
from detente.roadmap.exact.highest_trust import could_suffice, highest_levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.roadmap.problem import Problem

__all__ = ["MOST_BLOCKS", "Outline", "TooManyError", "in_turn", "necessary_blocks", "outline_of"]


MOST_BLOCKS = 20
"""Blocks that the exact method takes on: every set of them is looked at."""


class TooManyError(TooLargeError):
    """A problem is larger than what the exact method takes on."""


class Outline(NamedTuple):
    """What is true in each set of delivered blocks, which is a number with a bit for each: (sets,).

    ``goal``: whether the goal holds; ``startable``: the set of blocks that could start there, if the calendar
    and chance are kind.
    """

    goal: NDArray[np.bool_]
    startable: NDArray[np.int64]


def outline_of(problem: Problem) -> Outline:
    """Return what is true in each set of delivered blocks; this is where signatures are asked for.

    Raises ``TooManyError`` where there are more blocks than ``MOST_BLOCKS``.
    """
    if len(problem.blocks) > MOST_BLOCKS:
        raise TooManyError(f"more than {MOST_BLOCKS} blocks")
    sets = np.arange(1 << len(problem.blocks), dtype=np.uint64)
    goal = holds_in(problem, problem.goal, sets)
    return Outline(goal, _startable(problem, sets, goal))


def _startable(problem: Problem, sets: NDArray[np.uint64], goal: NDArray[np.bool_]) -> NDArray[np.int64]:
    found, highest = np.zeros(len(sets), dtype=np.int64), highest_levels(problem)
    for place, block in enumerate(problem.blocks):
        open_ = ~goal & settable(problem, place, sets) & holds_in(problem, block.after, sets)
        open_ &= could_suffice(problem, place, highest)
        open_[open_] = problem.consent(place, sets[open_])
        found[open_] |= 1 << place
    return found


def in_turn(outline: Outline, order: Sequence[int], count: int) -> Outline:
    """Return an outline in which of all blocks that could start only the first so many of an order do."""
    left = np.zeros_like(outline.startable)
    before = np.zeros(len(left), dtype=np.int64)
    for block in order:
        could = outline.startable >> block & 1
        left |= np.where(before < count, could << block, 0)
        before += could
    return outline._replace(startable=left)


def necessary_blocks(problem: Problem, outline: Outline) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return the blocks without which there is no goal, and how long necessary blocks after each one take.

    A block is necessary if it is in every set that reaches the goal, or in every set in which a necessary one
    could start.
    """
    blocks, (goal, startable) = range(len(problem.blocks)), outline
    sets = np.arange(1 << len(blocks), dtype=np.int64)
    every = (1 << len(blocks)) - 1
    before = [
        int(np.bitwise_and.reduce(sets[startable >> block & 1 == 1], initial=every)) for block in blocks
    ]
    # Where no goal is sought nothing is necessary; where none can be reached everything is.
    needed = 0 if problem.goal == FALSE else int(np.bitwise_and.reduce(sets[goal], initial=every))
    while (more := needed | _union(before, needed)) != needed:
        needed = more
    tails = np.zeros(len(blocks), dtype=np.int64)
    for _ in blocks:
        for block in members_of(needed):
            length = min(tails[block] + problem.blocks[block].lasts, problem.periods + 1)
            for earlier in members_of(before[block] & ~(1 << block)):
                tails[earlier] = max(tails[earlier], length)
    return np.array([needed >> block & 1 == 1 for block in blocks], dtype=np.bool_), tails


def _union(masks: Sequence[int], chosen: int) -> int:
    """Return the union of the sets of some blocks."""
    found = 0
    for block in members_of(chosen):
        found |= masks[block]
    return found
