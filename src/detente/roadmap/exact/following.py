"""What happens under the best policy, or in a fixed order of blocks, from the start on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.roadmap.exact.configurations import GOAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.roadmap.exact.induction import Graph, Induction
    from detente.roadmap.problem import Problem

__all__ = ["Following", "followed", "followed_in_order"]


@dataclass(frozen=True, eq=False)
class Following:
    """The course of things under a policy.

    ``reached``: the chance that the goal is reached at each time. ``started``, ``delivered``: (blocks,
    times), the chances that each block starts and is delivered at each time. ``visited``: the chance of
    being in each state of the graph's cells; ``made``: the move made there. ``stopped``: what is still to be
    had from where no block of an unfinished order could start.
    """

    graph: Graph
    reached: NDArray[np.float64]
    started: NDArray[np.float64]
    delivered: NDArray[np.float64]
    visited: NDArray[np.float64]
    made: NDArray[np.int8]
    stopped: float = 0.0

    @property
    def probability(self) -> float:
        """The chance that the goal is reached by the horizon."""
        return float(self.reached.sum())


def followed(induction: Induction) -> Following:
    """Return what happens under the best policy."""
    return _followed(induction.graph, induction.problem, induction.policy, None, np.zeros(0))


def followed_in_order(
    graph: Graph,
    order: Sequence[int],
    problem: Problem | None = None,
    worth: NDArray[np.float64] | None = None,
) -> Following:
    """Return what happens where the first block of an order that can start always does.

    With ``worth``, the chance of the goal in every state, the order is unfinished: where none of its blocks
    can start, one stops and counts what the state is worth.
    """
    policy = np.zeros(0, dtype=np.int8)
    kept = np.zeros(0) if worth is None else worth
    return _followed(graph, problem or graph.problem, policy, order, kept)


def _followed(
    graph: Graph,
    problem: Problem,
    policy: NDArray[np.int8],
    order: Sequence[int] | None,
    worth: NDArray[np.float64],
) -> Following:
    from detente.roadmap.exact.forward_kernel import follow

    layout, changes, drift, cells = graph.configurations, graph.changes, graph.drift, graph.cells
    blocks, periods = len(problem.blocks), problem.periods
    if layout.start == GOAL or not len(cells.states):
        reached = np.zeros(periods + 1)
        reached[0] = 1.0 if layout.start == GOAL else 0.0
        nothing = np.zeros((blocks, periods + 1))
        return Following(graph, reached, nothing, nothing, np.zeros(0), np.zeros(0, dtype=np.int8))
    start = graph.environment.start
    return Following(
        graph,
        *follow(
            periods,
            layout.start,
            layout.level,
            np.array(list(start), dtype=np.int64),
            np.array(list(start.values())),
            layout.move_starts,
            layout.block,
            layout.takes,
            layout.branch_starts,
            layout.leads_to,
            layout.change,
            layout.gained,
            layout.together,
            layout.chances_together(problem),
            changes.starts,
            changes.ways,
            changes.states,
            changes.weights,
            graph.admits,
            graph.opens,
            cells.configurations,
            cells.starts,
            cells.states,
            graph.cell_of,
            drift.rows,
            drift.states,
            drift.weights,
            policy,
            _ranks(order, blocks),
            worth,
        ),
    )


def _ranks(order: Sequence[int] | None, blocks: int) -> NDArray[np.int64]:
    """Return the rank of each block in an order, -1 for one that is not in it; nothing without an order."""
    if order is None:
        return np.zeros(0, dtype=np.int64)
    found = np.full(blocks, -1, dtype=np.int64)
    found[list(order)] = np.arange(len(order))
    return found
