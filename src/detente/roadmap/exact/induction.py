"""The exact solution: backward induction over every state that can occur, jumping in time.

A finite-horizon semi-Markov decision problem (M. L. Puterman, "Markov Decision Processes", Wiley 1994,
chapters 4 and 11). A state is a configuration, a state of the environment and a time. Waiting takes one
period, as starts may fall in any; while no slot is free, or nothing could use one, time jumps to the next
completion. A configuration is looked at only from the earliest time at which it can occur, and while the
fewest periods to the goal still fit. Neither changes the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.roadmap.environment import Environment
from detente.roadmap.exact.configurations import GOAL, MOST, Configurations, configurations
from detente.roadmap.exact.narrowing import Narrowed, narrowed
from detente.roadmap.exact.rounding import Changes, rounding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.roadmap.exact.startable import Outline
    from detente.roadmap.problem import Problem

__all__ = ["Cells", "Graph", "Induction", "solved"]


@dataclass(frozen=True, eq=False)
class Graph:
    """All that the exact method needs of a problem but probabilities: configurations, states and changes."""

    problem: Problem
    environment: Environment
    configurations: Configurations

    @classmethod
    def of(
        cls,
        problem: Problem,
        outline: Outline | None = None,
        environment: Environment | None = None,
        *,
        most: int = MOST,
    ) -> Graph:
        """Lay out a problem; ``outline`` and ``environment`` are its own, where they are known already.

        Raises ``TooManyError`` where it has more than ``most`` configurations.
        """
        environment = environment or Environment(problem)
        return cls(problem, environment, configurations(problem, environment.pairs, outline, most=most))

    def serves(self, problems: Sequence[Problem]) -> bool:
        """Tell whether the graph has all outcomes of some problems: one without breaches leaves them out."""
        return all(
            there.breach * there.detection > 0 or one.breach * one.detection == 0
            for problem in problems
            for there, one in zip(self.problem.blocks, problem.blocks, strict=True)
        )

    @cached_property
    def changes(self) -> Changes:
        """Where each change of trust leads from each state."""
        return rounding(self.environment, self.configurations.changes)

    @cached_property
    def admits(self) -> NDArray[np.bool_]:
        """Whether trust and gates let each block start in each state: (blocks, states)."""
        blocks = range(len(self.problem.blocks))
        shape = (len(blocks), self.environment.size)
        return np.array([self.environment.admits(block) for block in blocks], dtype=np.bool_).reshape(shape)

    @cached_property
    def opens(self) -> NDArray[np.bool_]:
        """Whether each block may start at each time, by its window and the horizon: (blocks, periods + 1)."""
        problem = self.problem
        shape = (len(problem.blocks), problem.periods + 1)
        starts = [
            [block.starts_at(time) and time + block.lasts <= problem.periods for time in range(shape[1])]
            for block in problem.blocks
        ]
        return np.array(starts, dtype=np.bool_).reshape(shape)

    @cached_property
    def drift(self) -> _Drift:
        """What happens by itself while a move takes 1, 2, ... periods."""
        environment = self.environment
        if environment.drift(1) is None:
            return _Drift(np.zeros((1, 0), dtype=np.int64), np.zeros(0, dtype=np.int32), np.zeros(0))
        longest = int(self.configurations.takes.max(initial=1))
        matrices = [
            matrix for periods in range(1, longest + 1) if (matrix := environment.drift(periods)) is not None
        ]
        before = np.cumsum([0, *(matrix.nnz for matrix in matrices)])
        return _Drift(
            np.stack([matrix.indptr + first for matrix, first in zip(matrices, before, strict=False)]).astype(
                np.int64
            ),
            np.concatenate([matrix.indices for matrix in matrices]).astype(np.int32),
            np.concatenate([matrix.data for matrix in matrices]),
        )

    @cached_property
    def cells(self) -> Cells:
        """What can occur at which time."""
        from detente.roadmap.exact.induction_kernel import reachable

        graph, changes, drift = self.configurations, self.changes, self.drift
        if graph.start == GOAL:
            none = np.zeros(0, dtype=np.int32)
            return Cells(
                np.zeros(self.problem.periods + 2, dtype=np.int64), none, np.zeros(1, dtype=np.int64), none
            )
        return Cells(
            *reachable(
                self.problem.periods,
                self.environment.size,
                graph.start,
                np.array(list(self.environment.start), dtype=np.int64),
                graph.move_starts,
                graph.block,
                graph.takes,
                graph.needless,
                graph.branch_starts,
                graph.leads_to,
                graph.change,
                changes.starts,
                changes.ways,
                changes.states,
                self.admits,
                self.opens,
                graph.earliest,
                graph.remaining,
                graph.remaining_by_move,
                drift.rows,
                drift.states,
            )
        )

    @cached_property
    def narrowed(self) -> Narrowed:
        """What can occur at which time, one state for all of one worth."""
        return narrowed(self)

    @cached_property
    def cell_of(self) -> NDArray[np.int32]:
        """The cell of each time and configuration, -1 where there is none: (periods + 1, configurations)."""
        return self.places(self.cells.times, self.cells.configurations)

    def places(self, times: NDArray[np.int64], configurations: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the place of each time and configuration among some cells, -1 where it has none."""
        found = np.full((self.problem.periods + 1, max(len(self.configurations), 1)), -1, dtype=np.int32)
        time = np.repeat(np.arange(self.problem.periods + 1), np.diff(times))
        found[time, configurations] = np.arange(len(configurations), dtype=np.int32)
        return found


class _Drift(NamedTuple):
    """What happens by itself: for p periods and state x, the entries from ``rows[p - 1, x]``."""

    rows: NDArray[np.int64]
    states: NDArray[np.int32]
    weights: NDArray[np.float64]


class Cells(NamedTuple):
    """What can occur: the cells of time t from ``times[t]``, each a configuration with its states.

    The states of cell k are ``states`` from ``starts[k]``.
    """

    times: NDArray[np.int64]
    configurations: NDArray[np.int32]
    starts: NDArray[np.int64]
    states: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Induction:
    """The best policy of a problem, and what it is worth.

    ``policy``: for each state of the graph's cells, the place of the move among those of its configuration.
    ``values``: (periods + 1, 3, states): with nothing delivered and nothing running, for each time and state
    the chance of the goal by the horizon, the expected time of the goal (0 where it is not reached) and the
    expected cost. ``worth_of``: the same for each state of the graph's cells, (states, 3).
    """

    graph: Graph
    problem: Problem
    policy: NDArray[np.int8]
    values: NDArray[np.float64]
    worth_of: NDArray[np.float64]

    @property
    def probability(self) -> float:
        """The chance that the goal holds by the horizon."""
        return self.worth(0, 0)

    @property
    def expected_time(self) -> float | None:
        """The expected time of the goal where it is reached, in periods; None where it never is."""
        return self.worth(0, 1) / self.probability if self.probability > 0 else None

    @property
    def expected_cost(self) -> float:
        """The expected cost of all that is started."""
        return self.worth(0, 2)

    def worth(self, time: int, which: int) -> float:
        """Return a value of the start at a time, with trust and gates as they are today."""
        if self.graph.configurations.start == GOAL:
            return 1.0 if which == 0 else 0.0
        weighted = (
            chance * self.values[time, which, state] for state, chance in self.graph.environment.start.items()
        )
        return float(sum(weighted))


def solved(graph: Graph, problem: Problem | None = None) -> Induction:
    """Return the policy that maximises the chance of the goal, then is earliest, then cheapest.

    ``problem`` may differ from that of the graph in probabilities of delivery and breach, and in costs.
    """
    from detente.roadmap.exact.induction_kernel import backward

    problem = problem or graph.problem
    if graph.configurations.start == GOAL:
        nothing = np.zeros((problem.periods + 1, 3, graph.environment.size))
        return Induction(graph, problem, np.zeros(0, dtype=np.int8), nothing, np.zeros((0, 3)))
    if not graph.serves([problem]):
        graph = Graph.of(problem)
    layout, changes, drift = graph.configurations, graph.changes, graph.drift
    policy, values, worth = backward(
        problem.periods,
        graph.environment.size,
        layout.start,
        layout.move_starts,
        layout.block,
        layout.takes,
        layout.branch_starts,
        layout.leads_to,
        layout.change,
        layout.together,
        layout.chances_together(problem),
        changes.starts,
        changes.ways,
        changes.states,
        changes.weights,
        graph.admits,
        graph.opens,
        np.array([block.cost for block in problem.blocks], dtype=np.float64),
        layout.remaining_by_move,
        *graph.cells,
        graph.cell_of,
        drift.rows,
        drift.states,
        drift.weights,
    )
    return Induction(graph, problem, policy, values, worth)
