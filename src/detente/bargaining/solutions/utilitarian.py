"""The utilitarian solution: the sum of gains is as large as it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.bargaining.solutions.gains import Gains

__all__ = ["utilitarian"]


def utilitarian(gains: Gains) -> NDArray[np.intp]:
    """Return the packages with the greatest sum of gains among those that leave nobody below no agreement.

    Points of different signatories are added, so they must be on a common scale. Shape: (ties,), row
    numbers.

    Source: R. B. Myerson, "Utilitarianism, egalitarianism, and the timing effect in social choice
    problems", Econometrica 49 (1981).

    >>> from fractions import Fraction
    >>> from detente.bargaining.solutions.gains import Gains
    >>> utilitarian(Gains(np.array([[4, 1], [2, 3], [9, -1]]), (Fraction(1),) * 2)).tolist()
    [0, 1]
    """
    rational = np.flatnonzero(gains.rational)
    sums = gains.in_common_steps()[rational].sum(axis=1)
    return rational[sums == sums.max()] if rational.size else rational
