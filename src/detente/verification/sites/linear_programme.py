"""The least level of the violator's best payoff as one linear programme, solved by HiGHS through scipy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from detente.verification.sites.region import Region

__all__ = ["Solution", "least_level", "most_coverage"]

FINEST = 1e-10
"""The finest tolerance that HiGHS takes."""


@dataclass(frozen=True)
class Solution:
    """What the solver returned, in floating point: nothing in it is trusted.

    ``visits`` by site, ``cells`` by cell; the multipliers say by how much the level would fall per unit: of
    each site's row, of each class (inspections that may be made of it) and of each limit.
    """

    visits: tuple[float, ...]
    cells: tuple[float, ...]
    of_sites: tuple[float, ...]
    of_classes: tuple[float, ...]
    of_limits: tuple[float, ...]


@dataclass(frozen=True)
class _Rows:
    """A sparse matrix being written, with the right-hand sides."""

    data: list[float]
    row: list[int]
    column: list[int]
    most: list[float]

    def add(self, entries: Sequence[tuple[int, float]], most: float) -> None:
        self.data.extend(value for _, value in entries)
        self.column.extend(column for column, _ in entries)
        self.row.extend([len(self.most)] * len(entries))
        self.most.append(most)

    def matrix(self, columns: int) -> csr_array[Any, tuple[int, int]]:
        from scipy.sparse import coo_array

        shape = (len(self.most), columns)
        return coo_array((self.data, (self.row, self.column)), shape=shape).tocsr()


def _limit_rows(rows: _Rows, region: Region, first_cell: int) -> None:
    for limit in region.limits:
        costs = [float(cost) for cost in limit.costs] or [1.0] * len(limit.cells)
        entries = [(first_cell + cell, cost) for cell, cost in zip(limit.cells, costs, strict=True)]
        rows.add(entries, float(limit.most))


def least_level(region: Region) -> Solution:
    """Return expected inspections that bring the violator's best payoff as low as it gets.

    Variables: the level; for each site and each of its visits, how far it is made, from 0 to 1; and the
    expected inspections of each cell. Each further visit finds less than the one before, so that they are
    made in order without being told to. Payoffs are brought to the scale from 0 to 1 first, as the solver's
    tolerances are absolute.
    """
    import numpy as np

    curves = region.curves
    lowest = min(float(curve.violator_uncovered - curve.drop) for curve in curves)
    highest = max(float(curve.violator_uncovered) for curve in curves)
    scale = highest - lowest or 1.0
    rows = _Rows([], [], [], [])
    steps_of, columns = [], 1
    for curve in curves:
        steps_of.append(range(columns, columns + len(curve.steps)))
        columns += len(curve.steps)
    first_cell = columns
    columns += len(region.cells)
    for curve, steps in zip(curves, steps_of, strict=True):
        falls = [-float(curve.drop * step) / scale for step in curve.steps]
        uncovered = (float(curve.violator_uncovered) - lowest) / scale
        rows.add([(0, -1.0), *zip(steps, falls, strict=True)], -uncovered)
    for one, cells in zip(region.classes, region.cells_of_class(), strict=True):
        entries = [(column, 1.0) for site in one.sites for column in steps_of[site]]
        rows.add(entries + [(first_cell + cell, -1.0) for cell in cells], 0.0)
    _limit_rows(rows, region, first_cell)
    bounds = np.zeros((columns, 2))
    bounds[:first_cell, 1] = 1.0
    bounds[first_cell:, 1] = np.inf
    bounds[0] = -np.inf, np.inf
    if region.problem.compliance is not None:
        bounds[0, 0] = (float(region.problem.compliance.violator) - lowest) / scale
    objective = np.zeros(columns)
    objective[0] = 1.0
    found, multipliers = _solved(objective, rows, bounds)
    sites, classes = len(curves), len(region.classes)
    return Solution(
        tuple(float(sum(found[column] for column in steps)) for steps in steps_of),
        tuple(map(float, found[first_cell:])),
        tuple(map(float, multipliers[:sites])),
        tuple(float(value) * scale for value in multipliers[sites : sites + classes]),
        tuple(float(value) * scale for value in multipliers[sites + classes :]),
    )


def most_coverage(region: Region, site: int, needed: Sequence[Fraction]) -> tuple[float, tuple[float, ...]]:
    """Return the most expected visits that a site can have beside what all others need, and the cells."""
    import numpy as np

    curve, first_cell = region.curves[site], len(region.curves[site].steps)
    columns = first_cell + len(region.cells)
    rows = _Rows([], [], [], [])
    for number, (one, cells) in enumerate(zip(region.classes, region.cells_of_class(), strict=True)):
        taken = float(sum(needed[other] for other in one.sites if other != site))
        own = [(step, 1.0) for step in range(first_cell)] if region.class_of[site] == number else []
        rows.add(own + [(first_cell + cell, -1.0) for cell in cells], -taken)
    _limit_rows(rows, region, first_cell)
    objective = np.zeros(columns)
    objective[:first_cell] = [-float(step) for step in curve.steps]
    bounds = np.zeros((columns, 2))
    bounds[:first_cell, 1] = 1.0
    bounds[first_cell:, 1] = np.inf
    found, _ = _solved(objective, rows, bounds)
    return float(sum(found[:first_cell])), tuple(map(float, found[first_cell:]))


def _solved(
    objective: NDArray[np.float64], rows: _Rows, bounds: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the solution, and the multipliers as numbers that are not negative."""
    import numpy as np
    from scipy.optimize import linprog

    matrix: Any = rows.matrix(len(objective))
    limits: Any = bounds
    found: Any = linprog(
        objective,
        A_ub=matrix,
        b_ub=np.array(rows.most),
        bounds=limits,
        method="highs",
        options={"primal_feasibility_tolerance": FINEST, "dual_feasibility_tolerance": FINEST},
    )
    if found.x is None:  # no inspections at all are always allowed, so that this is the solver's doing
        raise RuntimeError(f"The linear programme could not be solved: {found.message}")
    return found.x, np.maximum(-found.ineqlin.marginals, 0.0)
