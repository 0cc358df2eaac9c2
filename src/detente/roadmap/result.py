"""What the roadmap analysis found, in sentences, tables and plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.roadmap.calendar import Entry, calendar
from detente.roadmap.chances import greatest_chance
from detente.roadmap.fixed_order import FixedOrder, best_order
from detente.roadmap.following import Following, followed
from detente.roadmap.importance import Importance, breakevens, importances
from detente.roadmap.induction import Graph, Induction, solved
from detente.roadmap.policy_table import Advice, advice
from detente.roadmap.possible import Barrier, Peak, Possible, barriers_today
from detente.roadmap.problem_of import problem_of
from detente.roadmap.simulation import Simulation, simulated
from detente.roadmap.waiting import chances_by_start
from detente.roadmap.worst_case import WorstCase, worst_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from detente.case.case import Case
    from detente.case.uncertainty import CertainCase
    from detente.roadmap.problem import Problem

__all__ = ["RUNS", "Roadmap"]

RUNS = 2_000
"""Runs of the check by Monte Carlo."""


@dataclass(frozen=True, eq=False)
class Roadmap:
    """In which order building blocks are best tackled over one certain case, and with what chance.

    Each part is found when it is first asked for, and kept.
    """

    certain: CertainCase
    seed: int = 0
    _progress: list[Callable[[str], None]] = field(default_factory=list, repr=False)

    @property
    def case(self) -> Case:
        """The case."""
        return self.certain.case

    @cached_property
    def problem(self) -> Problem:
        """The problem that the case poses."""
        return problem_of(self.certain)

    @property
    def exactness(self) -> str:
        """Whether the chance is ``exact``, or what a ``heuristic`` reaches at least."""
        return "exact"

    @cached_property
    def induction(self) -> Induction:
        """The best policy, and what every state is worth under it."""
        return solved(Graph.of(self.problem))

    @property
    def probability(self) -> float:
        """The greatest chance with which the goal holds by the horizon."""
        return self.induction.probability

    @cached_property
    def following(self) -> Following:
        """What happens under the best policy."""
        return followed(self.induction)

    @cached_property
    def monte_carlo(self) -> Simulation:
        """The best policy, played out."""
        return simulated(self.induction, RUNS, self.seed, self._say)

    @cached_property
    def fixed_order(self) -> FixedOrder:
        """The best fixed order."""
        return best_order(self.induction, self._say)

    @cached_property
    def calendar(self) -> tuple[Entry, ...]:
        """When the blocks of the best fixed order run if all is delivered."""
        return calendar(self.induction.graph, self.fixed_order.order, self.problem)

    @property
    def value_of_adapting(self) -> float:
        """By how much the best policy, which looks at what happens, is better than the best fixed order."""
        return max(0.0, self.probability - self.fixed_order.probability)

    @cached_property
    def possible(self) -> Possible:
        """What can happen at all."""
        return Possible(self.problem)

    @cached_property
    def barriers(self) -> tuple[tuple[Barrier, ...], ...]:
        """For each block all that keeps it from starting today."""
        return tuple(barriers_today(self.problem, block) for block in range(len(self.problem.blocks)))

    def peak(self, block: int) -> Peak | None:
        """Return how high trust can rise against what a block needs, for the pair that is shortest of it."""
        return self.possible.peak(block)

    @cached_property
    def importance(self) -> tuple[Importance, ...]:
        """How much each block matters."""
        return importances(self.induction.graph)

    @cached_property
    def level(self) -> float:
        """The chance of the goal at which breakeven is looked for."""
        assert self.case.roadmap is not None
        given = self.case.roadmap.breakeven
        return self.probability / 2 if given is None else float(given.low)

    @cached_property
    def breakeven(self) -> tuple[float | None, ...]:
        """For each block the probability of delivery at which the chance of the goal crosses the level."""
        if self.level <= 0:
            return (None,) * len(self.problem.blocks)
        return breakevens(self.induction.graph, self.level, self.importance)

    @cached_property
    def waiting(self) -> tuple[float, ...]:
        """For each period the chance of the goal where nothing starts before it."""
        return chances_by_start(self.induction)

    @cached_property
    def policy(self) -> tuple[Advice, ...]:
        """What the best policy does in the situations that are likely to come up."""
        return advice(self.following)

    @cached_property
    def worst_case(self) -> WorstCase:
        """The chance of the goal over the intervals of the probabilities."""
        return worst_case(self.induction.graph, self.certain)

    @cached_property
    def lesser_goals(self) -> Mapping[str, float]:
        """The greatest chance of each lesser goal, where it alone is sought."""
        assert self.case.roadmap is not None
        return {
            key: greatest_chance(problem_of(self.certain, goal=goal.meaning))
            for key, goal in self.case.roadmap.lesser_goals.items()
        }

    def find_all(self, progress: Callable[[str], None]) -> None:
        """Find every part now, and tell ``progress`` in words which one is being found."""
        self._progress.append(progress)
        progress("finding the best policy")
        _ = self.induction, self.following, self.policy, self.waiting
        progress("playing it out")
        _ = self.monte_carlo
        progress("looking for the best fixed order")
        _ = self.fixed_order, self.calendar
        progress("looking at what is possible at all")
        _ = self.possible.earliest_starts, self.possible.peaks
        progress("weighing each block")
        _ = self.importance, self.breakeven
        progress("looking for the worst case")
        _ = self.worst_case, self.lesser_goals

    def _say(self, words: str) -> None:
        for progress in self._progress:
            progress(words)

    def summary(self) -> list[str]:
        """Return what was found in sentences, the most important first."""
        from detente.roadmap.sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return what was found as named tables."""
        from detente.roadmap.frames import frames

        return frames(self)

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values, in the documented form."""
        from detente.roadmap.plain import plain

        return plain(self)
