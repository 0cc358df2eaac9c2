"""Bounds around a Pareto frontier that is too wide to be found exactly.

From below: signable packages, found by settling issues one by one and keeping one of the partial packages
with nearly the same value. From above: the same with values rounded up, so that nothing signable is missed.
The distance between the two is the error of the approximation (Papadimitriou and Yannakakis 2000, FOCS),
measured afterwards rather than fixed before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.dominance import undominated, undominated_rows
from detente.outcomes.elimination import TooManyStatesError, eliminate
from detente.outcomes.evaluation import signable, values
from detente.outcomes.large_integers import to_integers
from detente.outcomes.package_numbers import PackageNumbers
from detente.outcomes.partial_packages import PartialPackages, Settling
from detente.outcomes.z_order import z_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.outcomes.distinct_columns import DistinctColumns
    from detente.outcomes.domain import Domain
    from detente.outcomes.elimination import Elimination

__all__ = ["FrontierBounds", "frontier_bounds"]

WIDTH = 5_000
"""Partial packages kept after each issue."""

STATES = 2_000
"""States after an issue, past which formulas are left aside."""

_CHUNK = 500


@dataclass(frozen=True, eq=False)
class FrontierBounds:
    """Signable packages, and values that none exceeds.

    ``values``: (n, objectives). ``packages``: (n, issues). ``ways``: at least so many packages reach a value.
    ``ceiling``: (m, objectives), no row where nothing is signable. ``gap``: (objectives,), by how much at
    most a signable package exceeds the closest of ``values``; None where there are none.
    """

    values: NDArray[np.int64]
    packages: NDArray[np.int64]
    ways: list[int]
    ceiling: NDArray[np.int64]
    gap: tuple[int, ...] | None


def frontier_bounds(domain: Domain, distinct: DistinctColumns, *, width: int = WIDTH) -> FrontierBounds:
    """Return bounds on the frontier of a domain, of which ``distinct`` are the distinct columns."""
    relaxed, elimination = _relaxed(distinct.domain)
    above = _passed(relaxed, elimination, width, rounded=True)
    ceiling = np.unique(distinct.restored(above.values), axis=0)[::-1]
    below = _passed(relaxed, elimination, width, rounded=False)
    packages = PackageNumbers(domain.sizes).packages(below.numbers)
    rows = np.flatnonzero(signable(domain, packages))
    worth, first = np.unique(
        values(domain, packages[rows])[:, : domain.objectives], axis=0, return_index=True
    )
    best = undominated_rows(worth)
    rows, worth = rows[first[best]], worth[best]
    ways = to_integers(below.ways[rows]) if relaxed is distinct.domain else [1] * len(rows)
    return FrontierBounds(worth, packages[rows], ways, ceiling, _gap(worth, ceiling))


def _relaxed(domain: Domain) -> tuple[Domain, Elimination]:
    """Leave aside the formulas about most issues until the rest can be gone through.

    Requirements are dropped; an interaction that is left aside gives every package what it adds at best.
    """
    parts = [(len(formula.issues), "requirement", index) for index, formula in enumerate(domain.requirements)]
    parts += [(len(part.when.issues), "interaction", index) for index, part in enumerate(domain.interactions)]
    parts.sort(reverse=True)
    aside = 0
    while True:
        dropped = {(kind, index) for _, kind, index in parts[:aside]}
        relaxed = _without(domain, dropped) if dropped else domain
        try:
            return relaxed, eliminate(relaxed, most_states=STATES)
        except TooManyStatesError:
            aside = 2 * aside or 1


def _without(domain: Domain, dropped: set[tuple[str, int]]) -> Domain:
    at_best = np.zeros(len(domain.columns), dtype=np.int64)
    kept = []
    for index, interaction in enumerate(domain.interactions):
        if ("interaction", index) in dropped:
            at_best += np.maximum(interaction.points, 0)
        else:
            kept.append(interaction)
    return replace(
        domain,
        points=(domain.points[0] + at_best, *domain.points[1:]),
        interactions=tuple(kept),
        requirements=tuple(
            formula
            for index, formula in enumerate(domain.requirements)
            if ("requirement", index) not in dropped
        ),
    )


def _passed(domain: Domain, elimination: Elimination, width: int, *, rounded: bool) -> PartialPackages:
    settling = Settling(domain, elimination)
    partial = settling.start()
    columns = len(domain.columns)
    for depth in range(len(elimination.layers)):
        partial = settling.settled(_thinned(partial, width, rounded=rounded), depth).merged()
        covers = elimination.covers[depth + 1]
        partial = partial.chosen(undominated(partial.values, columns, partial.states, covers))
    return _thinned(partial, width, rounded=rounded)


def _thinned(partial: PartialPackages, width: int, *, rounded: bool) -> PartialPackages:
    """Keep one partial package in each cell of the finest grid on which they occupy few enough cells.

    ``rounded``: whether its values are raised to the highest in the cell.
    """
    if len(partial) <= width:
        return partial
    high, low = partial.values.max(axis=0), partial.values.min(axis=0)
    fits, too_fine = 0, int((high - low).max()).bit_length() + 1
    while too_fine - fits > 1:
        halvings = (fits + too_fine) // 2
        cells = (high - partial.values) // _cell(low, high, halvings)
        _, starts = z_order(cells, partial.states)
        fits, too_fine = (halvings, too_fine) if len(starts) <= width else (fits, halvings)
    size = _cell(low, high, fits)
    cells = (high - partial.values) // size
    order, starts = z_order(cells, partial.states)
    chosen = order[_highest_of_runs((partial.values / size).sum(axis=1)[order], starts)]
    thinned = partial.chosen(chosen)
    return replace(thinned, values=high - cells[chosen] * size) if rounded else thinned


def _cell(low: NDArray[np.int64], high: NDArray[np.int64], halvings: int) -> NDArray[np.int64]:
    return np.floor_divide(high - low, 2**halvings) + 1


def _highest_of_runs(numbers: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each run of numbers the position of the first of its highest."""
    highest = np.repeat(np.maximum.reduceat(numbers, starts), np.diff(starts, append=len(numbers)))
    positions = np.where(numbers == highest, np.arange(len(numbers)), len(numbers))
    first: NDArray[np.int64] = np.minimum.reduceat(positions, starts)
    return first


def _gap(worth: NDArray[np.int64], ceiling: NDArray[np.int64]) -> tuple[int, ...] | None:
    """Return how far the ceiling is above the nearest value, in each objective at most."""
    if not len(worth) or not len(ceiling):
        return None
    scale = np.maximum(ceiling.max(axis=0) - worth.min(axis=0), 1)
    gap = np.zeros(worth.shape[1], dtype=np.int64)
    for start in range(0, len(ceiling), _CHUNK):
        chunk = ceiling[start : start + _CHUNK]
        distance = np.zeros((len(chunk), len(worth)))
        for column in range(worth.shape[1]):
            excess = chunk[:, None, column] - worth[:, column]
            np.maximum(distance, excess / scale[column], out=distance)
        nearest = worth[distance.argmin(axis=1)]
        gap = np.maximum(gap, (chunk - nearest).max(axis=0))
    return tuple(gap.tolist())
