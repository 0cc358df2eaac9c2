"""Whether more is never worse: a delivered block never closes a way that was open without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.roadmap.delivered import holds_in, settable, standing

if TYPE_CHECKING:
    from detente.roadmap.problem import Problem

__all__ = ["never_worse"]


def never_worse(problem: Problem) -> bool:
    """Tell whether the chance of the goal can only rise with each probability of delivery.

    Amounts of trust are never negative, so that success leaves at least as much trust as failure. What is
    left to see is that whatever can start, but for trust and the calendar, can also start where one block
    more is delivered, and that the goal then still holds. This is sufficient: a policy that pretends that the
    block had failed does at least as well after success.
    """
    count = len(problem.blocks)
    sets = np.arange(1 << count, dtype=np.uint64)
    free = [
        settable(problem, place, sets) & holds_in(problem, block.after, sets) & problem.consent(place, sets)
        | standing(place, sets)
        for place, block in enumerate(problem.blocks)
    ]
    goal = holds_in(problem, problem.goal, sets)
    for more in range(count):
        without = sets[~standing(more, sets)].astype(np.int64)
        with_it = without | 1 << more
        if (goal[without] & ~goal[with_it]).any():
            return False
        for place in range(count):
            if place != more and (free[place][without] & ~free[place][with_it]).any():
                return False
    return True
