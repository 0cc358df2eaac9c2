"""The egalitarian solution: the smallest gain is as large as it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.solutions.leximin import leximin

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.bargaining.solutions.gains import Gains

__all__ = ["egalitarian"]


def egalitarian(gains: Gains) -> NDArray[np.intp]:
    """Return the packages whose gains are best in the leximin order, all ties.

    Packages are few, so gains can rarely be equal; the leximin order replaces equality. Points of
    different signatories are compared, so they must be on a common scale. Shape: (ties,), row numbers.

    Source: E. Kalai, "Proportional solutions to bargaining situations", Econometrica 45 (1977); leximin
    form, W. Thomson, "Cooperative models of bargaining", Handbook of Game Theory 2 (1994).

    >>> from fractions import Fraction
    >>> from detente.bargaining.solutions.gains import Gains
    >>> egalitarian(Gains(np.array([[4, 1], [2, 3], [2, 2]]), (Fraction(1),) * 2)).tolist()
    [1]
    """
    rational = np.flatnonzero(gains.rational)
    return rational[leximin(gains.in_common_steps()[rational])]
