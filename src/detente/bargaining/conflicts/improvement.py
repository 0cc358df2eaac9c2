"""Small changes to a package that leave fewer constraints violated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.conflicts.dispute import column_of, floor_of, formula_of, numbers_in
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.domain import NO_FLOOR
from detente.outcomes.evaluation import holds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.bargaining.conflicts.dispute import Dispute
    from detente.outcomes.domain import Package

__all__ = ["Improvement"]

MOST_CHANGES = 6_000
"""Changes of two issues that are tried at a time; where there are more, a fixed sample of them."""


class Improvement:
    """Local search over packages that differ in one or two issues.

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
        options = len(self._issue)
        if options * (options - 1) // 2 <= MOST_CHANGES:
            pairs = np.array(np.triu_indices(options, 1)).T
        else:
            pairs = np.random.default_rng(0).integers(0, options, (MOST_CHANGES, 2))
        pairs = pairs[self._issue[pairs[:, 0]] != self._issue[pairs[:, 1]]]
        # Each change is written as the options it takes, numbered through all issues.
        self._changes = (np.arange(len(self._issue))[:, None], pairs)

    def improved(self, package: Package, counted: int) -> Package:
        """Return a package that violates no constraint that a given one meets, and fewer if that is easy.

        Only the ``counted`` constraints matter.
        """
        violated = self._dispute.violated(package) & counted
        while violated:
            met = 0
            for changes in self._changes:
                package, met = self._best(package, changes, violated, counted)
                if met:
                    break
            if not met:
                break
            violated &= ~met
        return package

    def _best(
        self, package: Package, changes: NDArray[np.intp], violated: int, counted: int
    ) -> tuple[Package, int]:
        """Return the changed package that meets most of what is violated, and what it meets."""
        packages, values = self._no_worse(package, changes, counted & ~violated)
        numbers = list(numbers_in(violated))
        met = np.array([self._met(number, packages, values) for number in numbers])
        best = int(np.argmax(met.sum(axis=0))) if len(packages) else 0
        if not len(packages) or not met[:, best].any():
            return package, 0
        gained = sum(1 << number for number, one in zip(numbers, met[:, best], strict=True) if one)
        return tuple(packages[best].tolist()), gained

    def _no_worse(
        self, package: Package, changes: NDArray[np.intp], kept: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the changed packages that satisfy rules and constraints to be kept, and their values."""
        domain = self._dispute.domain
        values = self._values(package, changes)
        floors = domain.floors.copy()
        for one in self._dispute.members(kept):
            if one.kind is ConstraintKind.FLOOR:
                floors[column_of(one)] = max(int(floors[column_of(one)]), floor_of(one))
        floored = floors > NO_FLOOR
        reached = (values[:, floored] >= floors[floored]).all(axis=1)
        values, packages = values[reached], self._packages(package, changes[reached])
        formulas = [
            formula_of(one) for one in self._dispute.members(kept) if one.kind is not ConstraintKind.FLOOR
        ]
        for formula in (*domain.requirements, *formulas):
            true = holds(formula, domain, packages)
            packages, values = packages[true], values[true]
        return packages, values

    def _values(self, package: Package, changes: NDArray[np.intp]) -> NDArray[np.int64]:
        """Return what the changed packages are worth. Shape: (changes, columns)."""
        domain = self._dispute.domain
        chosen = self._first + np.array(package)
        added = self._points - self._points[chosen][self._issue]
        values: NDArray[np.int64] = self._points[chosen].sum(axis=0) + added[changes[:, 0]]
        if changes.shape[1] > 1:
            values += added[changes[:, 1]]
        if domain.interactions:
            packages = self._packages(package, changes)
            for interaction in domain.interactions:
                values[holds(interaction.when, domain, packages)] += interaction.points
        return values

    def _packages(self, package: Package, changes: NDArray[np.intp]) -> NDArray[np.int64]:
        packages = np.tile(np.array(package), (len(changes), 1))
        np.put_along_axis(packages, self._issue[changes], self._option[changes], axis=1)
        return packages

    def _met(self, number: int, packages: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.bool_]:
        one = self._dispute.constraints[number]
        if one.kind is ConstraintKind.FLOOR:
            reached: NDArray[np.bool_] = values[:, column_of(one)] >= floor_of(one)
            return reached
        return holds(formula_of(one), self._dispute.domain, packages)
