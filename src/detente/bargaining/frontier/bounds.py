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

from detente.bargaining.frontier.boxes import boxes
from detente.bargaining.frontier.dominance import undominated, undominated_rows
from detente.outcomes.elimination.elimination import TooManyStatesError, eliminate
from detente.outcomes.elimination.large_integers import to_integers
from detente.outcomes.elimination.package_numbers import PackageNumbers
from detente.outcomes.elimination.partial_packages import PartialPackages, Settling
from detente.outcomes.evaluation import signable, values

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain
    from detente.outcomes.elimination.distinct_columns import DistinctColumns
    from detente.outcomes.elimination.elimination import Elimination

__all__ = ["FrontierBounds", "frontier_bounds"]

WIDTH = 5_000
"""Partial packages to which those after an issue are thinned out; fewer where there are over six columns."""

MOST_KEPT = 2
"""So many times more may be kept before they are: every thinning costs accuracy."""

STATES = 2_000
"""States after an issue, past which formulas are left aside."""


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
    width = max(1, width * 6 // max(6, len(relaxed.columns)))
    above = _passed(relaxed, elimination, width, rounded=True)
    ceiling = np.unique(distinct.restored(above.values), axis=0)[::-1]
    below = _passed(relaxed, elimination, width, rounded=False)
    packages = PackageNumbers(domain).packages(below.numbers)
    rows = np.flatnonzero(signable(domain, packages))
    worth, first = np.unique(
        values(domain, packages[rows])[:, : domain.objectives], axis=0, return_index=True
    )
    best = undominated_rows(worth)
    rows, worth = rows[first[best]], worth[best]
    ways = to_integers(below.ways[rows]) if relaxed is distinct.domain else [1] * len(rows)
    return FrontierBounds(worth, packages[rows], ways, ceiling, gap_between(worth, ceiling))


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
        partial = settling.settled(partial, depth).merged()
        covers = elimination.covers[depth + 1]
        partial = partial.chosen(undominated(partial.values, columns, partial.states, covers))
        if len(partial) > MOST_KEPT * width:
            partial = _thinned(partial, width, rounded=rounded)
    return partial


def _thinned(partial: PartialPackages, width: int, *, rounded: bool) -> PartialPackages:
    """Keep one partial package of each box, of which there are at most ``width`` or one for each state.

    ``rounded``: whether its values are raised to the highest in the box.
    """
    span = partial.values.max(axis=0) - partial.values.min(axis=0)
    scaled = partial.values / np.maximum(span, 1)
    order, starts = boxes(scaled, partial.states, width)
    total = scaled.sum(axis=1)[order]
    best = np.repeat(np.maximum.reduceat(total, starts), np.diff(starts, append=len(order))) == total
    positions = np.where(best, np.arange(len(order)), len(order))
    thinned = partial.chosen(order[np.minimum.reduceat(positions, starts)])
    if rounded:
        return replace(thinned, values=np.maximum.reduceat(partial.values[order], starts, axis=0))
    return thinned


def gap_between(worth: NDArray[np.int64], ceiling: NDArray[np.int64]) -> tuple[int, ...] | None:
    """Return how far the ceiling is above the nearest value, in each objective at most."""
    if not len(worth) or not len(ceiling):
        return None
    from scipy.spatial import cKDTree

    scale = np.maximum(ceiling.max(axis=0) - worth.min(axis=0), 1)
    _, nearest = cKDTree(worth / scale).query(ceiling / scale, p=np.inf)
    return tuple(np.maximum(ceiling - worth[nearest], 0).max(axis=0).tolist())
