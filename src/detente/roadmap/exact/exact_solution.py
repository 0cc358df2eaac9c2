"""The exact answer of a roadmap, by backward induction."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from detente.roadmap.exact.calendar import Entry, calendar
from detente.roadmap.exact.fixed_order import FixedOrder, best_order
from detente.roadmap.exact.following import Following, followed
from detente.roadmap.exact.importance import Importance, breakevens, importances
from detente.roadmap.exact.induction import Graph, Induction, solved
from detente.roadmap.exact.policy_table import Advice, advice
from detente.roadmap.exact.waiting import chances_by_start
from detente.roadmap.simulation import Simulation, simulated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["RUNS", "Exact"]

RUNS = 2_000
"""Runs of the check by Monte Carlo."""


@dataclass(frozen=True, eq=False)
class Exact:
    """A roadmap solved exactly; each part is found when it is first asked for, and kept."""

    graph: Graph
    seed: int = 0
    say: Callable[[str], None] = field(default=lambda _: None, repr=False)
    first: int = 0
    """The number of the first period in a calendar that other problems share."""

    exactness = "exact"
    method = "backward induction over every state that can occur"

    @cached_property
    def induction(self) -> Induction:
        """The best policy, and what every state is worth under it."""
        return solved(self.graph)

    @property
    def probability(self) -> float:
        """The greatest chance with which the goal holds by the horizon."""
        return self.induction.probability

    @property
    def expected_time(self) -> float | None:
        """The expected time of the goal where it is reached."""
        return self.induction.expected_time

    @cached_property
    def following(self) -> Following:
        """What happens under the best policy."""
        return followed(self.induction)

    @property
    def reached(self) -> NDArray[np.float64]:
        """The chance that the goal is reached at each time: (periods + 1,)."""
        return self.following.reached

    @cached_property
    def monte_carlo(self) -> Simulation:
        """The best policy, played out."""
        return simulated(self.induction, RUNS, self.seed, self.say, first=self.first)

    @cached_property
    def fixed_order(self) -> FixedOrder:
        """The best fixed order."""
        return best_order(self.induction, self.say)

    @cached_property
    def calendar(self) -> tuple[Entry, ...]:
        """When the blocks of the best fixed order run if all is delivered."""
        return calendar(self.graph, self.fixed_order.order, self.induction.problem)

    @property
    def value_of_adapting(self) -> float:
        """By how much the best policy, which looks at what happens, is better than the best fixed order."""
        return max(0.0, self.probability - self.fixed_order.probability)

    @cached_property
    def importance(self) -> tuple[Importance, ...]:
        """How much each block matters."""
        return importances(self.graph)

    @property
    def level(self) -> float:
        """Half of the chance of the goal."""
        return self.probability / 2

    def breakeven(self, level: float) -> tuple[float | None, ...]:
        """Return for each block the probability of delivery at which the chance crosses a level."""
        if level <= 0:
            return (None,) * len(self.graph.problem.blocks)
        return breakevens(self.graph, level, self.importance)

    @cached_property
    def waiting(self) -> Mapping[int, float]:
        """For each period the chance of the goal where nothing starts before it."""
        return dict(enumerate(chances_by_start(self.induction)))

    @cached_property
    def policy(self) -> tuple[Advice, ...]:
        """What the best policy does in the situations that are likely to come up."""
        return advice(self.following, self.induction.worth_of[:, 0])
