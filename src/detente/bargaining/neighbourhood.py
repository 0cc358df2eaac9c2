"""The packages that differ from a given one in one or two issues, and what would open them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.violations import as_row, distinct_rows, minimal_rows, violated_rows
from detente.outcomes.domain import NO_FLOOR
from detente.outcomes.evaluation import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from detente.bargaining.dispute import Dispute, Package

__all__ = ["Neighbourhood"]

MOST_CHANGES = 6_000
"""Changes of two issues that are tried at a time; where there are more, a fixed sample of them."""


class Neighbourhood:
    """The packages near a given one.

    It only saves work: what it finds is checked like everything else, and what it misses is found by
    the solver.
    """

    def __init__(self, dispute: Dispute) -> None:
        self._dispute = dispute
        domain = dispute.domain
        self._issue = np.repeat(np.arange(len(domain.issues)), domain.sizes)
        self._option = np.concatenate([np.arange(size) for size in domain.sizes])
        self._first = np.concatenate([[0], np.cumsum(domain.sizes)[:-1]])
        self._points = np.concatenate(domain.points)
        # Each change is written as the two options it takes, numbered through all issues.
        first, second = np.triu_indices(len(self._issue))
        kept = (self._issue[first] != self._issue[second]) | (first == second)
        self._changes = np.stack([first[kept], second[kept]], axis=1)
        if len(self._changes) > MOST_CHANGES:
            sample = np.random.default_rng(0).choice(len(self._changes), MOST_CHANGES, replace=False)
            self._changes = self._changes[sample]

    def openings(self, package: Package) -> Iterator[Package]:
        """Go through near packages that the rules allow and that open with the fewest constraints dropped.

        There is one for each minimal set of constraints to drop, for each coalition that can sign.
        """
        changes = self._changes
        packages = np.tile(np.array(package), (len(changes), 1))
        np.put_along_axis(packages, self._issue[changes], self._option[changes], axis=1)
        values = self._values(package, packages)
        allowed = self._allowed(packages, values)
        packages, values = packages[allowed], values[allowed]
        distinct, first = distinct_rows(violated_rows(self._dispute, packages, values))
        for coalition in self._dispute.coalitions:
            for row in minimal_rows(distinct & as_row(coalition, distinct.shape[1])):
                yield tuple(packages[first[row]].tolist())

    def _values(self, package: Package, packages: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what changed packages are worth, from what the changes add. Shape: (changes, columns)."""
        chosen = self._first + np.array(package)
        added = self._points - self._points[chosen][self._issue]
        first, second = self._changes.T
        values: NDArray[np.int64] = self._points[chosen].sum(axis=0) + added[first]
        values += np.where((first == second)[:, None], 0, added[second])
        for interaction in self._dispute.domain.interactions:
            values[holds(interaction.when, self._dispute.domain, packages)] += interaction.points
        return values

    def _allowed(self, packages: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.bool_]:
        domain = self._dispute.domain
        floored = domain.floors > NO_FLOOR
        allowed: NDArray[np.bool_] = (values[:, floored] >= domain.floors[floored]).all(axis=1)
        for requirement in domain.requirements:
            allowed &= holds(requirement, domain, packages)
        return allowed
