"""The nearest orders by which a state is stable, found by the constraint solver."""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.package_search.deadline import UndecidedError, remaining
from detente.outcomes.solver import small_solver
from detente.stability.inverse.conditions import Conditions
from detente.stability.inverse.kemeny_distance import half_swaps
from detente.stability.inverse.orders import FreeOrder, KeptOrder

if TYPE_CHECKING:
    import numpy.typing as npt
    from ortools.sat.python.cp_model import CpModel, CpSolver

    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.inverse.question import Question

__all__ = ["MOST_CLAUSES", "Nearest", "UnfinishedError", "nearest"]

MOST_CLAUSES = 1_000_000
"""Clauses of all orders together; problems with more are not put to the solver."""


class UnfinishedError(Exception):
    """No orders were found in the time allowed; with the half swaps that are needed, as far as was proved."""

    def __init__(self, at_least: int) -> None:
        super().__init__(at_least)
        self.at_least = at_least


@dataclass(frozen=True, eq=False)
class Nearest:
    """Orders by which a state is stable, and half swaps that every such change takes at least.

    ``ranks``: (decision makers, states), 0 the worst, ties equal.
    """

    ranks: npt.NDArray[np.int32]
    at_least: int

    def distances(self, model: GraphModel) -> tuple[int, ...]:
        """Return the half swaps of each decision maker from its order in a model."""
        return tuple(half_swaps(*pair) for pair in zip(model.ranks, self.ranks, strict=True))


def nearest(question: Question) -> Nearest | None:
    """Return the nearest orders by which a state is stable, or None where there are none.

    Where the deadline passes first, they may not be the nearest. Raises ``UnfinishedError`` where it passes
    before any are found, or where there is too much to put to the solver.

    Of orders only what is broken is required, and the solver is asked again until nothing is: so each answer
    is a lower bound, and the last the least.
    """
    from ortools.sat.python import cp_model

    if question.deadline is not None and time.monotonic() >= question.deadline:
        raise UnfinishedError(0)
    solved, model = cp_model.CpModel(), question.model
    # Who alone is looked at has no sanctions to lend itself to: all that is asked is what is above the state.
    orders = [
        FreeOrder(
            solved,
            ranks,
            question.state if question.focals == (maker,) else None,
            new_ties=question.new_ties,
        )
        if maker in question.free
        else KeptOrder(solved, ranks)
        for maker, ranks in enumerate(model.ranks)
    ]
    conditions = Conditions(solved, model, orders, question.state, question.concept)
    for focal in question.focals:
        conditions.require(focal)
    changing = [order for order in orders if isinstance(order, FreeOrder)]
    if sum(order.clauses() for order in changing) > MOST_CLAUSES:
        raise UnfinishedError(0)
    cost = [term for order in changing for term in order.required()]
    solved.minimize(cp_model.LinearExpr.weighted_sum([one for one, _ in cost], [each for _, each in cost]))
    at_least = 0
    try:
        while True:
            solver = _minimised(solved, question.deadline)
            if solver is None:
                return None
            # The bound comes as a float that may be a rounding error away from a whole number.
            at_least = max(at_least, ceil(solver.best_objective_bound - 1e-6))
            if not sum(order.mended(solver) for order in changing):
                break
    except UndecidedError:
        raise UnfinishedError(at_least) from None
    found = [order.found(solver) if isinstance(order, FreeOrder) else order.ranks for order in orders]
    return Nearest(np.stack(found), at_least)


def _minimised(solved: CpModel, deadline: float | None) -> CpSolver | None:
    from ortools.sat.python import cp_model

    solver = small_solver()
    seconds = remaining(deadline)
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(solved)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise UndecidedError
    return solver
