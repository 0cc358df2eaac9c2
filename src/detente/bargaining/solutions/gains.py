"""Gains over no agreement, in integers: what the four solutions compare."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

__all__ = ["Gains", "gains_of"]

LARGEST = 2**62
"""No gain may reach this many steps, so that no sum overflows."""
TOO_FINE = "the values are too fine to be compared exactly: write fewer decimal places"


@dataclass(frozen=True, eq=False)
class Gains:
    """What each package adds to no agreement, for each signatory.

    ``steps``: (packages, signatories), integers; ``units``: points that one step is worth, per signatory.
    """

    steps: NDArray[np.int64]
    units: tuple[Fraction, ...]

    @property
    def rational(self) -> NDArray[np.bool_]:
        """Which packages leave no signatory below no agreement. Shape: (packages,)."""
        return np.asarray((self.steps >= 0).all(axis=1))

    def in_common_steps(self) -> NDArray[np.int64]:
        """Return the gains in steps of one size for all signatories, so that they can be added and compared.

        Raises ``ValueError`` where that needs integers beyond 64 bits.
        """
        denominator = math.lcm(*(unit.denominator for unit in self.units))
        factors = [int(unit * denominator) for unit in self.units]
        largest = np.abs(self.steps).max(axis=0, initial=0).tolist()
        if sum(factor * most for factor, most in zip(factors, largest, strict=True)) >= LARGEST:
            raise TooLargeError(TOO_FINE)
        return self.steps * np.array(factors, dtype=np.int64)


def gains_of(values: NDArray[np.int64], units: Sequence[Fraction], disagreement: Sequence[Fraction]) -> Gains:
    """Return gains over the disagreement point.

    ``values``: (packages, signatories), integer steps of ``units``; ``disagreement``: points per signatory.

    Raises ``ValueError`` where that needs integers beyond 64 bits.

    >>> from fractions import Fraction
    >>> units, disagreement = [Fraction(1), Fraction(1, 2)], [Fraction(1), Fraction(3)]
    >>> gains_of(np.array([[3, 10]]), units, disagreement).steps.tolist()
    [[2, 4]]
    """
    columns, finer = [], []
    for column, (unit, point) in enumerate(zip(units, disagreement, strict=True)):
        offset = point / unit
        largest = int(np.abs(values[:, column]).max(initial=0))
        if largest * offset.denominator + abs(offset.numerator) >= LARGEST:
            raise TooLargeError(TOO_FINE)
        columns.append(values[:, column] * offset.denominator - offset.numerator)
        finer.append(unit / offset.denominator)
    steps = np.stack(columns, axis=1) if columns else np.zeros((len(values), 0), dtype=np.int64)
    return Gains(steps, tuple(finer))
