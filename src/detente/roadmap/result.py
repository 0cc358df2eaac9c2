"""What the roadmap analysis found, in sentences, tables and plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from detente.case.periods import number_of
from detente.case.problems import CaseError
from detente.outcomes.notebook import in_notebook
from detente.roadmap.across import RoadAcross, road_across
from detente.roadmap.exact.chances import greatest_chances
from detente.roadmap.exact.exact_solution import Exact
from detente.roadmap.exact.policy_tree import Situation, policy_tree
from detente.roadmap.exact.possible import Barrier, Peak, Possible, barriers_today
from detente.roadmap.exact.size import laid_out
from detente.roadmap.exact.startable import TooManyError
from detente.roadmap.exact.trust_course import TrustCourse, trust_course
from detente.roadmap.exact.worst_case import WorstCase, worst_case
from detente.roadmap.heuristic import MOST_BLOCKS, USUAL, Bounds, Effort, estimated
from detente.roadmap.parts import following_of, order_following
from detente.roadmap.problem_of import period_at, problem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import altair as alt
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from detente.case.case import Case
    from detente.case.formula import Formula
    from detente.case.uncertainty import CertainCase
    from detente.roadmap.exact.calendar import Entry
    from detente.roadmap.exact.following import Following
    from detente.roadmap.exact.importance import Importance
    from detente.roadmap.exact.induction import Induction
    from detente.roadmap.exact.policy_table import Advice
    from detente.roadmap.problem import Problem
    from detente.roadmap.simulation import Simulation
    from detente.roadmap.solution import Order, Solution

__all__ = ["Roadmap"]


NEARLY = 1e-12
"""Chances that differ by less than this part of them differ by rounding alone."""


class _Lesser(NamedTuple):
    """The chance of a lesser goal, and whether it is ``exact`` or what a ``heuristic`` reaches."""

    probability: float
    exactness: str


@dataclass(frozen=True, eq=False)
class Roadmap:
    """In which order building blocks are best tackled over one certain case, and with what chance.

    Each part is found when it is first asked for, and kept.
    """

    certain: CertainCase
    seed: int = 0
    _progress: list[Callable[[str], None]] = field(default_factory=list, repr=False)
    effort: Effort = USUAL
    """How much work the heuristic may do, where one is needed."""
    drawn: tuple[CertainCase, ...] = ()
    """Certain cases in which the roadmap is looked at too."""
    draws: int = 0
    """Draws that were asked for, of which those are the first."""

    @property
    def case(self) -> Case:
        """The case."""
        return self.certain.case

    @cached_property
    def problem(self) -> Problem:
        """The problem that the case poses."""
        return problem_of(self.certain)

    @cached_property
    def solution(self) -> Solution:
        """The answer: exact where the problem is of a size for it, else what the heuristic finds."""
        try:
            first = number_of(period_at(self.case, 0))
            return Exact(laid_out(self.problem), self.seed, self._say, first)
        except TooManyError as error:
            if len(self.problem.blocks) > MOST_BLOCKS:
                raise CaseError.of(
                    f"the roadmap has {len(self.problem.blocks)} blocks, and at most {MOST_BLOCKS} can be"
                    " played out: leave some out with `without`, or name those to keep with `only`"
                ) from None
            self._say(f"too large for the exact method ({error}): looking for a good policy")
            return estimated(self.problem, self.seed, self.effort, self._say)

    @property
    def exactness(self) -> str:
        """Whether the chance is ``exact``, or what a ``heuristic`` reaches at least."""
        return self.solution.exactness

    @property
    def method(self) -> str:
        """How it was found, in words."""
        return self.solution.method

    @property
    def induction(self) -> Induction:
        """The best policy, and what every state is worth under it.

        Raises ``TooManyError`` past the size of the exact method.
        """
        return self._exact.induction

    @property
    def following(self) -> Following:
        """What happens under the best policy, state by state; raises as ``induction`` does."""
        return self._exact.following

    @property
    def _exact(self) -> Exact:
        if not isinstance(self.solution, Exact):
            raise TooManyError("the roadmap is too large for the exact method")
        return self.solution

    @property
    def probability(self) -> float:
        """The chance that the goal holds by the horizon: the greatest, or what the heuristic reaches."""
        return self.solution.probability

    @property
    def expected_time(self) -> float | None:
        """The expected time of the goal where it is reached, in periods; None where it never is."""
        return self.solution.expected_time

    @property
    def reached(self) -> NDArray[np.float64]:
        """The chance that the goal is reached at each time: (periods + 1,)."""
        return self.solution.reached

    @property
    def monte_carlo(self) -> Simulation:
        """The policy, played out."""
        return self.solution.monte_carlo

    @property
    def fixed_order(self) -> Order:
        """The best fixed order, or the best that was found."""
        return self.solution.fixed_order

    @property
    def calendar(self) -> tuple[Entry, ...]:
        """When the blocks of that order run if all is delivered."""
        return self.solution.calendar

    @cached_property
    def trust_course(self) -> TrustCourse | None:
        """How trust goes in the best fixed order."""
        following = order_following(self)
        return None if following is None else trust_course(following)

    @property
    def value_of_adapting(self) -> float:
        """By how much the policy, which looks at what happens, is better than the fixed order."""
        value = self.solution.value_of_adapting
        return 0.0 if abs(value) <= NEARLY * self.probability else value

    @cached_property
    def possible(self) -> Possible | Bounds:
        """What can happen at all, or bounds on it where that is too much to be looked at."""
        if self.exactness == "heuristic":
            return Bounds(self.problem)
        found = Possible(self.problem)
        try:
            _ = found.graph
        except TooManyError:
            return Bounds(self.problem)
        return found

    @cached_property
    def barriers(self) -> tuple[tuple[Barrier, ...], ...]:
        """For each block all that keeps it from starting today."""
        return tuple(barriers_today(self.problem, block) for block in range(len(self.problem.blocks)))

    def peak(self, block: int) -> Peak | None:
        """Return how high trust can rise against what a block needs, for the pair that is shortest of it."""
        return self.possible.peak(block)

    @property
    def importance(self) -> tuple[Importance, ...]:
        """How much each block matters."""
        return self.solution.importance

    @cached_property
    def level(self) -> float:
        """The chance of the goal at which breakeven is looked for."""
        assert self.case.roadmap is not None
        given = self.case.roadmap.breakeven
        return self.solution.level if given is None else float(given.low)

    @cached_property
    def breakeven(self) -> Sequence[float | None]:
        """For each block the probability of delivery at which the chance of the goal crosses the level."""
        return self.solution.breakeven(self.level)

    @property
    def waiting(self) -> Mapping[int, float]:
        """For periods, the chance of the goal where nothing starts before: for all, or for some dates."""
        return self.solution.waiting

    @property
    def policy(self) -> tuple[Advice, ...]:
        """What the policy does in the situations that are likely to come up."""
        return self.solution.policy

    @cached_property
    def policy_tree(self) -> Situation | None:
        """What the best policy does, and how that may end, as a tree; None past the exact method's size."""
        following = following_of(self)
        return None if following is None else policy_tree(following, self.induction.worth_of[:, 0])

    @cached_property
    def worst_case(self) -> WorstCase | None:
        """The chance of the goal over the intervals of the probabilities; None where that is too much."""
        if not isinstance(self.solution, Exact):
            return None
        try:
            return worst_case(self.solution.graph, self.certain)
        except TooManyError:
            return None

    @property
    def lesser_goals(self) -> Mapping[str, float]:
        """The chance of each lesser goal, where it alone is sought."""
        return {key: one.probability for key, one in self._lesser_goals.items()}

    @property
    def lesser_exactness(self) -> Mapping[str, str]:
        """Whether the chance of each lesser goal is ``exact``, or what a ``heuristic`` reaches."""
        return {key: one.exactness for key, one in self._lesser_goals.items()}

    @cached_property
    def _lesser_goals(self) -> Mapping[str, _Lesser]:
        assert self.case.roadmap is not None
        return {key: self._lesser(goal.meaning) for key, goal in self.case.roadmap.lesser_goals.items()}

    def _lesser(self, goal: Formula) -> _Lesser:
        problem = problem_of(self.certain, goal=goal)
        try:
            graph = laid_out(problem)
        except TooManyError:
            found = estimated(problem, self.seed, self.effort.less(), self._say)
            return _Lesser(found.probability, found.exactness)
        return _Lesser(greatest_chances(graph, [problem])[0], "exact")

    @cached_property
    def across(self) -> RoadAcross | None:
        """How it fares over draws; None without any, and where it is too large for the exact method."""
        return road_across(self.drawn, self.draws, self._say) if self.drawn else None

    def find_all(self, progress: Callable[[str], None]) -> None:
        """Find every part now, and tell ``progress`` in words which one is being found."""
        self._progress.append(progress)
        progress("finding the best policy")
        _ = self.probability, self.reached, self.policy, self.waiting
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
        _ = self.across

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

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return what was found as Altair charts by name."""
        from detente.roadmap.charts.charts import charts

        return charts(self)

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values, in the documented form."""
        from detente.roadmap.plain import plain

        return plain(self)

    def _repr_html_(self) -> str:
        """Show the sentences and the blocks in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["blocks"])
