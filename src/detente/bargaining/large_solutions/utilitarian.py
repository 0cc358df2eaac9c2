"""The utilitarian solution of domains whose frontier is too wide to list."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.bargaining.large_solutions.answer import MOST_TIES, NOBODY, LargeSolution, point_of, ties
from detente.outcomes.package_search.deadline import UndecidedError

if TYPE_CHECKING:
    from detente.bargaining.large_solutions.gain_model import GainModel
    from detente.outcomes.domain import Package

__all__ = ["utilitarian_large"]


def utilitarian_large(model: GainModel) -> LargeSolution:
    """Return the packages with the greatest sum of gains among those that leave nobody below no agreement.

    Points of different signatories are added, so they must be on a common scale. The source is that of
    ``utilitarian``.
    """
    denominator = math.lcm(*(unit.denominator for unit in model.units))
    weights = {
        column: int(unit * denominator) for column, unit in zip(model.columns, model.units, strict=True)
    }
    try:
        best = model.best(model.question(), weights)
    except UndecidedError:
        return LargeSolution((), "unknown", all_ties=False, reason="no signable package was found in time")
    if best is None:
        return LargeSolution((), "exact", all_ties=True, reason=NOBODY)
    known = (point_of(model, best.package),)
    if not best.proved:
        bound, reason = Fraction(best.bound, denominator), "the sum of gains was not proved greatest in time"
        return LargeSolution(known, "bounded", all_ties=False, reason=reason, bound=bound)
    equal = model.question()
    model.require(equal, weights, best.total)
    found: list[Package] = []
    try:
        for package in ties(model, equal):
            if len(found) == MOST_TIES:
                break
            found.append(package)
        else:
            return LargeSolution(
                tuple(point_of(model, one) for one in found), "exact", all_ties=True, reason=""
            )
    except UndecidedError:
        pass
    points = tuple(point_of(model, one) for one in found) or known
    return LargeSolution(points, "exact", all_ties=False, reason="there may be more ties than these")
