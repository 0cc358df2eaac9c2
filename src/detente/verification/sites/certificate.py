"""A bound that no inspections can beat, recomputed in fractions from the solver's multipliers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.verification.sites.problem import exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.verification.sites.linear_programme import Solution
    from detente.verification.sites.region import Region

__all__ = ["lower_bound"]

ZERO = Fraction(0)


def lower_bound(region: Region, solution: Solution) -> Fraction | None:
    """Return a level below which no allowed inspections bring the violator's best payoff.

    By weak duality any multipliers that are not negative give such a bound: the multipliers of the sites are
    weights of a mean of their payoffs, which is never above the greatest. So the bound holds whatever the
    solver did; how near it comes to the level says how good the solution is. None where all weights are
    nought.

    With weights w (of sum 1), prices c of classes and p of limits, the least of the mean over all allowed
    inspections is at least

        Σ w·uncovered + Σ min(0, c - w·drop·step) - Σ p·most,

    where no cell may pay: the price of a class is lowered to what its cheapest cell costs by those of the
    limits. Where complying is open to the violator, its payoff stands in for weights that are wanting to 1.
    """
    weights = _not_negative(solution.of_sites)
    prices = _not_negative(solution.of_limits)
    total = sum(weights, ZERO)
    compliance = region.problem.compliance
    least = None if compliance is None else exact(compliance.violator)
    if not total:
        return least
    of_class = _class_prices(region, _not_negative(solution.of_classes), prices)
    bound = -sum((price * limit.most for limit, price in zip(region.limits, prices, strict=True)), ZERO)
    for curve, weight, number in zip(region.curves, weights, region.class_of, strict=True):
        bound += weight * curve.violator_uncovered
        price = of_class[number]
        if weight and price is not None:
            bound += sum((min(ZERO, price - weight * curve.drop * step) for step in curve.steps), ZERO)
    if least is None or total > 1:
        bound /= total
    else:
        bound += (1 - total) * least
    return bound if least is None else max(bound, least)


def _not_negative(values: Sequence[float]) -> list[Fraction]:
    return [Fraction(max(value, 0.0)) for value in values]


def _class_prices(
    region: Region, of_classes: Sequence[Fraction], of_limits: Sequence[Fraction]
) -> list[Fraction | None]:
    """Return prices of classes at which no cell pays; None for a class that nobody may inspect."""
    of_cells = [ZERO] * len(region.cells)
    for limit, price in zip(region.limits, of_limits, strict=True):
        costs = limit.costs or (Fraction(1),) * len(limit.cells)
        for cell, cost in zip(limit.cells, costs, strict=True) if price else ():
            of_cells[cell] += price * cost
    return [
        min(price, *(of_cells[cell] for cell in cells)) if cells else None
        for cells, price in zip(region.cells_of_class(), of_classes, strict=True)
    ]
