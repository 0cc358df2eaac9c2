"""The negotiation domain: one negotiation encoded as arrays of integers.

Every exact method of bargaining reads this and nothing else. Values are integers: a value in points is the
integer times the ``unit`` of its column, so that sums and comparisons are exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from detente.case.formula import Formula

__all__ = ["NO_FLOOR", "Domain", "Interaction", "Package"]

Package = tuple[int, ...]
"""A package as the option number of each issue."""

NO_FLOOR = int(np.iinfo(np.int64).min)
"""The floor of a column that accepts any value."""


@dataclass(frozen=True, eq=False)
class Interaction:
    """Points that are gained, or lost, where a formula holds.

    ``points``: (columns,), integers.
    """

    when: Formula
    points: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Domain:
    """Issues with their options, the value of every package to everyone, and what a package must satisfy.

    A package is written as one option number per issue. Its value is the sum of the points of its options
    plus the interactions whose formula holds. It is signable when every requirement holds and every
    column reaches its floor.

    ``points``: per issue an array (options, columns), integers.
    ``floors``: (columns,), integers, ``NO_FLOOR`` where anything is accepted.
    ``objectives``: the first so many columns are compared on the frontier; the others only have floors.
    ``units``: per column, how many points one integer step is worth.
    ``today``: per issue the option number that holds today; empty where that plays no part.
    """

    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    objectives: int
    points: tuple[NDArray[np.int64], ...]
    floors: NDArray[np.int64]
    interactions: tuple[Interaction, ...] = ()
    requirements: tuple[Formula, ...] = ()
    units: tuple[Fraction, ...] = field(default=())
    today: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Fill in the units where none are given."""
        if not self.units:
            object.__setattr__(self, "units", (Fraction(1),) * len(self.columns))

    @classmethod
    def unvalued(
        cls, issues: tuple[str, ...], options: tuple[tuple[str, ...], ...], requirements: tuple[Formula, ...]
    ) -> Domain:
        """Return a domain whose packages are worth nothing to anybody, and need only meet requirements."""
        empty = tuple(np.zeros((len(offered), 0), dtype=np.int64) for offered in options)
        return cls(issues, options, (), 0, empty, np.zeros(0, dtype=np.int64), requirements=requirements)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of options of each issue."""
        return tuple(map(len, self.options))

    @property
    def packages(self) -> int:
        """The number of packages, whether or not anything forbids them."""
        return math.prod(self.sizes)

    def named(self, package: Sequence[int]) -> dict[str, str]:
        """Return the package with the names of its issues and options."""
        return {
            issue: options[chosen]
            for issue, options, chosen in zip(self.issues, self.options, package, strict=True)
        }

    def numbered(self, package: Mapping[str, str]) -> tuple[int, ...]:
        """Return the option number of each issue of a package given by names."""
        return tuple(
            options.index(package[issue]) for issue, options in zip(self.issues, self.options, strict=True)
        )

    def value(self, package: Sequence[int]) -> tuple[int, ...]:
        """Return what a package is worth to each column, in integers."""
        total = [0] * len(self.columns)
        for points, chosen in zip(self.points, package, strict=True):
            total = [sum_ + int(point) for sum_, point in zip(total, points[chosen], strict=True)]
        named = self.named(package) if self.interactions else {}
        for interaction in self.interactions:
            if interaction.when.holds(named):
                total = [sum_ + int(point) for sum_, point in zip(total, interaction.points, strict=True)]
        return tuple(total)

    def signable(self, package: Sequence[int]) -> bool:
        """Tell whether a package satisfies every requirement and every floor, checked in integers."""
        named = self.named(package)
        return all(requirement.holds(named) for requirement in self.requirements) and all(
            value >= floor for value, floor in zip(self.value(package), self.floors.tolist(), strict=True)
        )
