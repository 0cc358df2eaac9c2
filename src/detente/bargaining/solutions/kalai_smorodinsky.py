"""The Kalai–Smorodinsky solution on a finite set of packages."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.bargaining.solutions.gains import Gains

__all__ = ["kalai_smorodinsky"]


def kalai_smorodinsky(gains: Gains) -> NDArray[np.intp]:
    """Return the packages whose gains, as shares of the ideal ones, are best in the leximin order, all ties.

    The ideal gain of a signatory is its greatest gain over the packages that leave nobody below no
    agreement. A signatory that cannot gain at all is left out. The result is unchanged when one
    signatory's points are rescaled. Shape: (ties,), row numbers.

    Source: E. Kalai and M. Smorodinsky, "Other solutions to Nash's bargaining problem", Econometrica 43
    (1975); lexicographic form, H. Imai, "Individual monotonicity and lexicographic maxmin solution",
    Econometrica 51 (1983).

    >>> from fractions import Fraction
    >>> from detente.bargaining.solutions.gains import Gains
    >>> kalai_smorodinsky(Gains(np.array([[10, 0], [6, 2], [5, 3], [0, 4]]), (Fraction(1),) * 2)).tolist()
    [2]
    """
    rows = np.flatnonzero(gains.rational)
    if not rows.size:
        return rows
    steps = gains.steps[rows]
    ideal = steps.max(axis=0)
    able = ideal > 0
    worst = (steps[:, able] / ideal[able]).min(axis=1, initial=1.0)
    # Floating point only narrows the field, by the smallest share alone; exact fractions decide.
    remaining = np.flatnonzero(worst >= worst.max() - 1e-9)
    exact = {
        int(row): sorted(
            Fraction(step, most)
            for step, most in zip(steps[row, able].tolist(), ideal[able].tolist(), strict=True)
        )
        for row in remaining
    }
    best = max(exact.values())
    return rows[[row for row, sorted_shares in exact.items() if sorted_shares == best]]
