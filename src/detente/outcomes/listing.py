"""Packages written out: every package that meets the requirements of a domain, and what each is worth.

The list depends on formulas alone and not on numbers, so an ensemble makes it once and values it for
every draw. Packages are kept as pairs of halves: the values of all halves are few, and a package is worth
the sum of its two.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.domain import NO_FLOOR
from detente.outcomes.evaluation import holds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.case.formula import Formula
    from detente.outcomes.domain import Domain

__all__ = ["MOST_LISTED", "Listing", "listing"]

MOST_LISTED = 2_000_000
"""Packages, past which they are not written out."""
MOST_CODES = 2**62
"""Distinct rows that can be told apart by one number."""


@dataclass(frozen=True, eq=False)
class Listing:
    """The packages of a domain that meet its requirements; floors are not applied.

    ``packages``: (packages, issues), option numbers. ``halves``: for each half of the issues, its distinct
    rows, and for every package the number of its row.
    """

    domain: Domain
    packages: NDArray[np.uint8]
    halves: tuple[tuple[NDArray[np.uint8], NDArray[np.intp]], ...]

    def __len__(self) -> int:
        """Return the number of packages."""
        return len(self.packages)

    @cached_property
    def rows_of(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """For each half, the row of every package, as compiled loops take it: (packages,)."""
        (_, first), (_, second) = self.halves
        return first.astype(np.uint32), second.astype(np.uint32)

    def values(self, domain: Domain) -> NDArray[np.int64]:
        """Return what the packages are worth in a domain over the same issues.

        Shape: (packages, columns), integer steps.
        """
        # Column by column in memory: sums and comparisons then run along it.
        total = np.zeros((len(self), len(domain.columns)), dtype=np.int64, order="F")
        start = 0
        for rows, which in self.halves:
            worth = np.zeros((len(rows), len(domain.columns)), dtype=np.int64)
            for position in range(rows.shape[1]):
                worth += domain.points[start + position][rows[:, position]]
            for column in range(len(domain.columns)):
                total[:, column] += np.take(worth[:, column], which)
            start += rows.shape[1]
        for interaction in domain.interactions:
            total[self.where(interaction.when)] += interaction.points
        return total

    def above_floors(self, domain: Domain, values: NDArray[np.int64] | None = None) -> NDArray[np.bool_]:
        """Tell which packages reach every floor of the domain. Shape: (packages,)."""
        values = self.values(domain) if values is None else values
        above = np.ones(len(values), dtype=bool)
        for column, floor in enumerate(domain.floors.tolist()):
            if floor != NO_FLOOR:
                above &= values[:, column] >= floor
        return above

    def where(self, formula: Formula) -> NDArray[np.bool_]:
        """Tell in which packages a formula over the listed issues holds. Shape: (packages,)."""
        return holds(formula, self.domain, self.packages)

    def named(self, row: int) -> dict[str, str]:
        """Return a package by the names of its issues and options."""
        return self.domain.named(self.packages[row].tolist())


def listing(domain: Domain, most: int = MOST_LISTED) -> Listing | None:
    """Return the packages that meet the requirements of a domain, or None when there are too many.

    Issues are added one by one, and a requirement is applied as soon as its issues are there.
    """
    if any(size > np.iinfo(np.uint8).max for size in domain.sizes):
        return None
    packages = np.zeros((1, 0), dtype=np.uint8)
    waiting = list(domain.requirements)
    for index in range(len(domain.issues) + 1):
        known = frozenset(domain.issues[:index])
        ready = [formula for formula in waiting if formula.issues <= known]
        waiting = [formula for formula in waiting if formula not in ready]
        kept = np.ones(len(packages), dtype=bool)
        for formula in ready:
            kept &= holds(formula, domain, packages)
        packages = packages[kept]
        if index < len(domain.issues):
            size = domain.sizes[index]
            if len(packages) * size > most:
                return None
            repeated = np.repeat(packages, size, axis=0)
            added = np.tile(np.arange(size, dtype=np.uint8), len(packages))
            packages = np.concatenate([repeated, added[:, None]], axis=1)
    middle = (len(domain.issues) + 1) // 2
    halves = tuple(_distinct(part) for part in (packages[:, :middle], packages[:, middle:]))
    return Listing(domain, packages, halves)


def _distinct(part: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    if part.shape[1] == 0:
        return np.zeros((1, 0), dtype=np.uint8), np.zeros(len(part), dtype=np.intp)
    code = np.zeros(len(part), dtype=np.int64)
    codes = 1
    for column in range(part.shape[1]):
        options = int(part[:, column].max(initial=0)) + 1
        if codes * options > MOST_CODES:
            # So many issues that codes could overflow; there are never more codes than rows.
            distinct, code = np.unique(code, return_inverse=True)
            codes = len(distinct)
        code = code * options + part[:, column]
        codes *= options
    _, first, which = np.unique(code, return_index=True, return_inverse=True)
    return part[first], which.reshape(-1).astype(np.intp)
