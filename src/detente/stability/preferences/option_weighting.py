"""Option weighting: statements with weights rank the states in which they are true."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from numbers import Rational
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.preferences.statements import truths

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

__all__ = ["option_weighting"]


def option_weighting(statements: npt.ArrayLike, weights: Sequence[float | Fraction]) -> npt.NDArray[np.int32]:
    """Return the rank of each state by weighted statements, from 0 for the worst: (states,).

    ``statements``: (statements, states), whether each is true in each state; ``weights``: for each, whole
    numbers, fractions or decimals, also negative ones. The score of a state is the sum of the weights of the
    statements that are true in it; ranks are by score, and equal scores are ties.

    Scores are added up exactly: 0.1 and 0.2 are as much as 0.3.

    Raises ``ValueError`` where there is no table of truths, or not a finite weight for each statement.

    Source: L. Fang, K. W. Hipel, D. M. Kilgour and X. Peng, "A decision support system for interactive
    decision making, part I: model formulation", IEEE Transactions on Systems, Man, and Cybernetics C 33
    (2003).

    >>> option_weighting([[True, True, False], [True, False, False], [False, False, True]], [0.1, 0.2, 0.3])
    array([1, 0, 1], dtype=int32)
    """
    true = truths(statements)
    if len(weights) != len(true):
        raise ValueError(f"there are {len(true)} statements, and {len(weights)} weights")
    exact = [_exact(weight) for weight in weights]
    whole = lcm(*(weight.denominator for weight in exact))
    scaled = [int(weight * whole) for weight in exact]
    fits = sum(map(abs, scaled)) <= np.iinfo(np.int64).max
    scores = np.zeros(true.shape[1], dtype=np.int64 if fits else np.object_)
    for weight, holds in zip(scaled, true, strict=True):
        scores[holds] += weight
    ranks: npt.NDArray[np.int32] = np.unique(scores, return_inverse=True)[1].astype(np.int32)
    return ranks


def _exact(weight: float | Fraction) -> Fraction:
    """Return a weight as it is written: a decimal by its digits, and not by the binary number next to it."""
    if isinstance(weight, Rational):
        return Fraction(int(weight.numerator), int(weight.denominator))
    if not np.isfinite(weight):
        raise ValueError("every weight is a finite number")
    return Fraction(str(float(weight)))
