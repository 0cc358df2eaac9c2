"""Kemeny orders as a linear ordering problem, put to the constraint solver."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from detente.outcomes.package_search.deadline import UndecidedError, remaining
from detente.outcomes.package_search.weighted_sum import WeightedSum
from detente.outcomes.solver import small_solver
from detente.threats.ranking.insertion_search import loss_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from ortools.sat.python.cp_model import BoolVarT, CpModel, CpSolver

    Order = tuple[int, ...]

__all__ = ["LinearOrdering"]


class LinearOrdering:
    """The orders of k alternatives: a literal for each pair, and of each three no cycle.

    The formulation is that of the integer programme of V. Conitzer, A. Davenport and J. Kalagnanam, *Improved
    bounds for computing Kemeny rankings*, AAAI (2006), its constraints written as clauses. Whatever order the
    solver returns has its loss added up anew.

    ``loss``: (k, k), whole votes, what an order loses by having the row above the column; of each pair one of
    the two is 0. Deadlines are moments on the clock of ``time.monotonic``; None is no limit.
    """

    def __init__(self, loss: NDArray[np.int64]) -> None:
        self.loss = loss
        self._model = cp_model.CpModel()
        self._above: dict[tuple[int, int], BoolVarT] = {}
        for one, other in combinations(range(len(loss)), 2):
            literal = self._model.new_bool_var("")
            self._above[one, other], self._above[other, one] = literal, ~literal
        for a, b, c in combinations(range(len(loss)), 3):
            self._model.add_bool_or([self._above[b, a], self._above[c, b], self._above[a, c]])
            self._model.add_bool_or([self._above[a, b], self._above[b, c], self._above[c, a]])
        lost = [pair for pair in self._above if loss[pair] > 0]
        self._kept = WeightedSum(
            tuple(~self._above[pair] for pair in lost), tuple(int(loss[pair]) for pair in lost)
        )

    def least(self, start: Sequence[int], deadline: float | None) -> tuple[Order, int]:
        """Return the best order found, and a loss that no order is below: its own where that is proved.

        ``start``: an order to begin with; the one returned is at least as good.
        """
        model = self._model.clone()
        place = {one: number for number, one in enumerate(start)}
        for (one, other), literal in self._above.items():
            if one < other:
                model.add_hint(literal, place[one] < place[other])
        return self._minimised(model, tuple(start), 0, deadline)

    def least_with(
        self, pair: tuple[int, int], least: int, start: Sequence[int], deadline: float | None
    ) -> tuple[int, int]:
        """Return bounds on the least loss of an order that has the first of a pair above the second.

        The lower one is proved, and an order meets the upper one. ``least``: a loss that no order is below;
        ``start``: an order that has the pair so.
        """
        model = self._model.clone()
        model.add_bool_or([self._above[pair]])
        order, bound = self._minimised(model, tuple(start), least, deadline)
        return bound, loss_of(self.loss, order)

    def other_with(self, pairs: Iterable[tuple[int, int]], most: int, deadline: float | None) -> Order | None:
        """Return an order that loses at most so much and has the first above the second in one of some pairs.

        None where there is none. Raises ``UndecidedError`` where the deadline passes before that is known.
        """
        model = self._model.clone()
        model.add_bool_or([self._above[pair] for pair in pairs])
        return self._order_within(model, most, deadline)

    def _minimised(
        self, model: CpModel, best: Order, least: int, deadline: float | None
    ) -> tuple[Order, int]:
        """Return the best order of a clone of the model, and the loss that none is below.

        Where the loss is too long to be minimised safely, it is rounded for that, and the range left is then
        halved until one value remains.
        """
        coarse, step = self._kept.coarse()
        question = model.clone()
        question.maximize(coarse)
        try:
            solver = self._solved(question, deadline)
            if solver is not None:
                best = min(best, self._order(solver), key=lambda order: loss_of(self.loss, order))
                # The bound is whole, but comes as a float that may be a rounding error away from it.
                least = max(least, self._kept.total - step * round(solver.best_objective_bound))
            while least < loss_of(self.loss, best) and step > 1:
                middle = (least + loss_of(self.loss, best)) // 2
                found = self._order_within(model, middle, deadline)
                if found is None:
                    least = middle + 1
                else:
                    best = found
        except UndecidedError:
            pass
        return best, least

    def _order_within(self, model: CpModel, most: int, deadline: float | None) -> Order | None:
        question = model.clone()
        self._kept.require_at_least(question, self._kept.total - most)
        solver = self._solved(question, deadline)
        if solver is None:
            return None
        order = self._order(solver)
        if loss_of(self.loss, order) > most:
            raise AssertionError(f"the solver gave an order that loses more than it was asked: {order}")
        return order

    @staticmethod
    def _solved(model: CpModel, deadline: float | None) -> CpSolver | None:
        solver = small_solver()
        seconds = remaining(deadline)
        if seconds is not None:
            solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return None
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            raise UndecidedError
        return solver

    def _order(self, solver: CpSolver) -> Order:
        below = [0] * len(self.loss)
        for (one, _), literal in self._above.items():
            below[one] += solver.boolean_value(literal)
        return tuple(sorted(range(len(below)), key=lambda one: -below[one]))
