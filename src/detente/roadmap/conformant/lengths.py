"""Whether a block that may last longer or less long is worst where it lasts longest.

A block that is over earlier than planned could do harm: something may be possible only before it. Then it is
started later, so that it ends as planned, if its own start allows that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.roadmap.delivered import only_helped

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from detente.case.case import Case
    from detente.roadmap.conformant.signings import Signings
    from detente.roadmap.problem import Problem

__all__ = ["longest_is_worst"]


def longest_is_worst(case: Case, problem: Problem, signings: Signings, in_parts: AbstractSet[int]) -> bool:
    """Tell whether whatever works with the longest durations works with all shorter ones, adapted or not.

    Blocks ``in_parts`` earn parts of steps of trust; together with others they may be rounded otherwise.
    """
    blocks = range(len(problem.blocks))
    open_ = [one for one in blocks if not case.blocks[problem.blocks[one].key].lasts.certain]

    def helps(one: int, other: int) -> bool:
        return one == other or _helps(problem, signings, one, other)

    return all(
        (one not in in_parts and all(helps(one, other) for other in blocks))
        or (_may_start_later(problem, one) and all(helps(other, one) for other in blocks))
        for one in open_
    )


def _helps(problem: Problem, signings: Signings, one: int, other: int) -> bool:
    """Tell whether all that another block takes to start is no harder once one has been delivered."""
    before, after = problem.blocks[other], problem.blocks[one]
    goes_further = one > other and bool(set(before.sets) & set(after.sets))
    signed = one not in signings.mattering(other) or signings.only_helped(other, one)
    return signed and not goes_further and only_helped(problem, before.after, one)


def _may_start_later(problem: Problem, block: int) -> bool:
    """Tell whether no window ends before the road does."""
    windows = problem.blocks[block].windows
    return windows is None or (len(windows) == 1 and windows[0][1] >= problem.periods - 1)
