"""Dresher's game written out as a table of plans, which knows nothing of stages, recursions or closed forms.

The inspector's plans are sets of periods to inspect: all it can learn is that it has caught a violation, and
then the game is over. The inspectee's plans say for each course of inspections that it has seen whether it
violates now.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

__all__ = [
    "Table",
    "best_commitment",
    "minimax",
    "mixture_of_schedules",
    "outcome",
    "plans",
    "schedules",
    "table",
]

Plan = tuple["Plan", "Plan"] | str
"""To violate now, to end legally, or how to go on when this period was inspected and when it was not."""


@dataclass(frozen=True)
class Table:
    """Whether plans, in rows the inspectee's, end in a violation that is undetected, or caught."""

    undetected: NDArray[np.float64]
    caught: NDArray[np.float64]


@cache
def plans(periods: int, inspections: int) -> tuple[Plan, ...]:
    """Return all plans of the inspectee; inspections that are used up need no plan for one more."""
    if periods == 0:
        return ("legal",)
    passed = plans(periods - 1, inspections)
    inspected = plans(periods - 1, inspections - 1) if inspections else ("legal",)
    return ("violate", *((one, other) for one in inspected for other in passed))


def schedules(periods: int, inspections: int) -> list[frozenset[int]]:
    """Return all sets of periods that can be inspected."""
    counts = range(min(periods, inspections) + 1)
    return [frozenset(chosen) for count in counts for chosen in combinations(range(periods), count)]


def outcome(plan: Plan, inspected: frozenset[int], period: int = 0) -> str:
    """Return how a plan ends against a schedule: ``legal``, ``caught`` or ``undetected``."""
    if plan == "violate":
        return "caught" if period in inspected else "undetected"
    if isinstance(plan, str):
        return "legal"
    return outcome(plan[0] if period in inspected else plan[1], inspected, period + 1)


def table(periods: int, inspections: int) -> Table:
    """Write the game out."""
    ends = [
        [outcome(plan, chosen) for chosen in schedules(periods, inspections)]
        for plan in plans(periods, inspections)
    ]
    found = np.array(ends)
    return Table((found == "undetected").astype(float), (found == "caught").astype(float))


def _solved(cost: Any, **options: Any) -> Any:  # noqa: ANN401 - as the library has it
    found: Any = linprog(cost, method="highs", **options)
    assert found.status in {0, 2}, found.message
    return found


def minimax(matrix: NDArray[np.float64]) -> float:
    """Return the value of a matrix game to its rows, by linear programming."""
    rows, columns = matrix.shape
    found = _solved(
        np.append(np.zeros(columns), 1),
        A_ub=np.hstack([matrix, -np.ones((rows, 1))]),
        b_ub=np.zeros(rows),
        A_eq=np.append(np.ones(columns), 0).reshape(1, -1),
        b_eq=[1],
        bounds=[(0, None)] * columns + [(None, None)],
    )
    return float(found.fun)


def best_commitment(follower: NDArray[np.float64], leader: NDArray[np.float64]) -> float:
    """Return what the columns can get by committing to a mixture, ties broken for them.

    One linear programme for each row that the follower may answer with (V. Conitzer and T. Sandholm,
    Computing the optimal strategy to commit to, 2006).
    """
    best = -np.inf
    for row in range(len(follower)):
        found = _solved(
            -leader[row],
            A_ub=follower - follower[row],
            b_ub=np.zeros(len(follower)),
            A_eq=np.ones((1, follower.shape[1])),
            b_eq=[1],
        )
        if found.status == 0:
            best = max(best, -float(found.fun))
    return best


def mixture_of_schedules(periods: int, inspections: int, inspects: Any) -> Sequence[Any]:  # noqa: ANN401
    """Return the probability of each schedule; ``inspects`` is asked with what is left."""
    found = []
    for chosen in schedules(periods, inspections):
        chance, left = 1, inspections
        for period in range(periods):
            here = inspects(periods - period, left)
            chance *= here if period in chosen else 1 - here
            left -= period in chosen
        found.append(chance)
    return found
