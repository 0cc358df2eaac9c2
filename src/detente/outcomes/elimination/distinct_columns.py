"""Leave out of a domain the columns that say nothing of their own.

Parties often value packages alike: members of one camp share their stances, and one party's points may be
another's times a factor. Columns that differ only by a constant and a positive factor rank all packages in
the same way, so that one of them, with the strictest of their floors, stands for all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import FALSE
from detente.case.problems import TooLargeError
from detente.outcomes.domain import NO_FLOOR, Interaction

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain

__all__ = ["DistinctColumns", "distinct_columns"]

LARGEST_SUM = 2**60
"""No value is larger, so that sums and differences of a few of them are exact in 64 bits."""


@dataclass(frozen=True, eq=False)
class DistinctColumns:
    """A domain with fewer columns, and how to get the objectives of the original one back.

    ``domain``: no column is constant, no two rank all packages alike, those that are not objectives have
    floors, and the first option of every issue is worth 0.
    ``constants``, ``factors``, ``columns``: (objectives,) of the original domain: an objective is its
    constant plus its factor times the column; the factor is 0 where the objective is constant.
    """

    domain: Domain
    constants: NDArray[np.int64]
    factors: NDArray[np.int64]
    columns: NDArray[np.int64]

    def restored(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the original objectives, (n, objectives), from the values in the distinct columns."""
        if not values.shape[1]:
            return np.repeat(self.constants[None], len(values), axis=0)
        return self.constants + self.factors * values[:, self.columns]


def distinct_columns(domain: Domain) -> DistinctColumns:
    """Return the domain with one column for all those that rank packages alike.

    Where a constant column is below its floor, a requirement that never holds is added. Raises ``ValueError``
    where values are too large for exact sums in 64 bits.
    """
    _refuse_large_values(domain)
    constants = np.zeros(len(domain.columns), dtype=np.int64) + sum(points[0] for points in domain.points)
    parts = [points - points[0] for points in domain.points]
    parts += [interaction.points[None] for interaction in domain.interactions]
    table = np.vstack([np.zeros((1, len(domain.columns)), dtype=np.int64), *parts])
    factors = np.gcd.reduce(table, axis=0)
    table //= np.maximum(factors, 1)
    parts = np.split(table[1:], np.cumsum([len(part) for part in parts])[:-1]) if parts else []
    least = sum((part.min(axis=0, initial=0) for part in parts), np.zeros_like(factors))
    floors = _floors(domain, constants, factors, least)

    place: dict[bytes, int] = {}
    kept: list[int] = []
    strictest: list[int] = []
    stands_for = np.zeros(len(domain.columns), dtype=np.int64)
    impossible = False
    for column, (factor, floor) in enumerate(zip(factors.tolist(), floors, strict=True)):
        if factor == 0:
            impossible |= floor != NO_FLOOR
        elif column < domain.objectives or floor != NO_FLOOR:
            stands_for[column] = number = place.setdefault(table[:, column].tobytes(), len(kept))
            if number == len(kept):
                kept.append(column)
                strictest.append(NO_FLOOR)
            strictest[number] = max(strictest[number], floor)
    reduced = [part[:, kept] for part in parts]
    return DistinctColumns(
        replace(
            domain,
            columns=tuple(domain.columns[column] for column in kept),
            objectives=sum(column < domain.objectives for column in kept),
            points=tuple(reduced[: len(domain.points)]),
            floors=np.array(strictest, dtype=np.int64),
            interactions=tuple(
                Interaction(interaction.when, points[0])
                for interaction, points in zip(
                    domain.interactions, reduced[len(domain.points) :], strict=True
                )
            ),
            requirements=(*domain.requirements, FALSE) if impossible else domain.requirements,
            units=(Fraction(1),) * len(kept),
        ),
        constants[: domain.objectives],
        factors[: domain.objectives],
        stands_for[: domain.objectives],
    )


def _floors(
    domain: Domain, constants: NDArray[np.int64], factors: NDArray[np.int64], least: NDArray[np.int64]
) -> list[int]:
    """Return the floors in steps of the distinct columns, none where every package reaches it."""
    floors = []
    for constant, factor, low, floor in zip(
        constants.tolist(), factors.tolist(), least.tolist(), domain.floors.tolist(), strict=True
    ):
        step = -((constant - floor) // max(factor, 1))
        floors.append(NO_FLOOR if floor == NO_FLOOR or step <= low else min(step, 4 * LARGEST_SUM))
    return floors


def _refuse_large_values(domain: Domain) -> None:
    parts = [*domain.points, *(interaction.points[None] for interaction in domain.interactions)]
    reach = [0] * len(domain.columns)
    for part in parts:
        extremes = zip(part.min(axis=0).tolist(), part.max(axis=0).tolist(), strict=True)
        reach = [sum_ + max(abs(low), abs(high)) for sum_, (low, high) in zip(reach, extremes, strict=True)]
    for name, largest in zip(domain.columns, reach, strict=True):
        if largest > LARGEST_SUM:
            raise TooLargeError(
                f"The values of '{name}' can reach {largest:,}, more than can be added up exactly: "
                "use smaller weights, or points with fewer decimal places."
            )
