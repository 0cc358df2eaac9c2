"""The greatest chances of the goal for problems that differ in probabilities only, found in one pass.

Where nothing but the chance is asked for, and for many problems of one layout, a pass of backward induction
finds all of them: what can occur, and where each move leads, is the same in all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.roadmap.exact.configurations import GOAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.roadmap.exact.induction import Graph
    from detente.roadmap.problem import Problem

__all__ = ["chances_at_start", "greatest_chances", "least_chance"]

MOST_NUMBERS = 40_000_000
"""Numbers that a pass keeps: so many problems are taken together that there are no more."""


def greatest_chances(
    graph: Graph, problems: Sequence[Problem], barred: Sequence[int | None] | None = None
) -> list[float]:
    """Return the greatest chance of the goal in each problem.

    The problems may differ from that of the graph in probabilities of delivery and breach. In each, the block
    that is ``barred``, by its number, never starts.

    Raises ``ValueError`` where the graph lacks a breach that one of the problems has.
    """
    if graph.configurations.start == GOAL:
        return [1.0] * len(problems)
    if graph.configurations.remaining[graph.configurations.start] > graph.problem.periods:
        return [0.0] * len(problems)  # no set of blocks that reaches the goal can stand in time
    share = max(1, MOST_NUMBERS // max(len(graph.narrowed.states), 1))
    shut = [-1 if one is None else one for one in barred or [None] * len(problems)]
    parts = [slice(low, low + share) for low in range(0, len(problems), share)]
    return [chance for part in parts for chance in _pass(graph, problems[part], shut[part])]


def least_chance(graph: Graph, problems: Sequence[Problem]) -> float:
    """Return the greatest chance where an adversary chooses one of the problems anew for every move."""
    if graph.configurations.start == GOAL:
        return 1.0
    return _pass(graph, problems, [-1] * len(problems), worst=True)[0]


def chances_at_start(graph: Graph, problems: Sequence[Problem]) -> dict[int, list[float]]:
    """Return the greatest chances of the problems from each state in which that of the graph may start."""
    start, layout = graph.environment.start, graph.configurations
    sure = layout.start == GOAL
    if sure or layout.remaining[layout.start] > graph.problem.periods:
        return {state: [float(sure)] * len(problems) for state in start}
    chances = _values(graph, problems, [-1] * len(problems), worst=False)
    return {state: chances[state].tolist() for state in start}


def _pass(
    graph: Graph, problems: Sequence[Problem], barred: Sequence[int], *, worst: bool = False
) -> list[float]:
    start = graph.environment.start
    chances = _values(graph, problems, barred, worst=worst)
    found: list[float] = (np.array(list(start.values())) @ chances[list(start)]).tolist()
    return found


def _values(
    graph: Graph, problems: Sequence[Problem], barred: Sequence[int], *, worst: bool
) -> NDArray[np.float64]:
    """Return what each state is worth at the start in each problem. Shape: (states, problems)."""
    from detente.roadmap.exact.chances_kernel import greatest

    if not graph.serves(problems):
        raise ValueError("the problem laid out does not have every breach")
    layout, changes, drift = graph.configurations, graph.changes, graph.drift
    reach = graph.narrowed
    if not len(reach.states):
        return np.zeros((graph.environment.size, len(problems)))
    found: NDArray[np.float64] = greatest(
        graph.problem.periods,
        graph.environment.size,
        layout.start,
        layout.move_starts,
        layout.block,
        layout.takes,
        layout.needless,
        layout.branch_starts,
        layout.leads_to,
        layout.change,
        layout.together,
        np.stack([layout.chances_together(one) for one in problems], axis=1),
        changes.starts,
        changes.ways,
        changes.states,
        changes.weights,
        graph.admits,
        graph.opens,
        np.array(barred, dtype=np.int64),
        layout.remaining_by_move,
        *reach,
        graph.places(reach.times, reach.configurations),
        drift.rows,
        drift.states,
        drift.weights,
        worst,
    )
    return found
