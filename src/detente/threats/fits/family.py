"""Families of distributions over a scale: its least value is 0 here, and its most is 1."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.threats.fits.fit import Parameters

__all__ = ["Family"]

Array = "npt.NDArray[np.float64]"


class Family(Enum):
    """A family with two parameters.

    ``BETA``: both shapes; it alone keeps to both ends of the scale. ``GAMMA``: shape and rate, from the least
    value up. ``LOG_NORMAL``: mean and standard deviation of the logarithm of the distance from the least
    value. ``NORMAL``: mean and standard deviation.

    Source: J. E. Oakley and A. O'Hagan, *SHELF: the Sheffield Elicitation Framework*, 2010, which offers
    these among others.
    """

    BETA = "beta"
    GAMMA = "gamma"
    LOG_NORMAL = "log-normal"
    NORMAL = "normal"

    def __str__(self) -> str:
        return self.value

    def cdf(self, value: npt.ArrayLike, parameters: Parameters) -> npt.NDArray[np.float64]:
        """Return the probability of at most each value.

        >>> round(float(Family.BETA.cdf(0.5, (2, 2))), 6), round(float(Family.NORMAL.cdf(0.5, (0.5, 1))), 6)
        (0.5, 0.5)
        """
        values, (one, two) = np.asarray(value, dtype=float), parameters
        if self is Family.NORMAL:
            return np.asarray(special.ndtr((values - one) / two))
        inside = np.maximum(values, 0.0)
        match self:
            case Family.BETA:
                return np.asarray(special.betainc(one, two, np.minimum(inside, 1.0)))
            case Family.GAMMA:
                return np.asarray(special.gammainc(one, two * inside))
            case _:
                logarithm = np.log(inside, out=np.full(inside.shape, -np.inf), where=inside > 0)
                return np.asarray(special.ndtr((logarithm - one) / two))

    def quantile(self, level: npt.ArrayLike, parameters: Parameters) -> npt.NDArray[np.float64]:
        """Return the value that is not exceeded with each probability.

        >>> round(float(Family.LOG_NORMAL.quantile(0.5, (-1, 0.3))), 6)
        0.367879
        """
        levels, (one, two) = np.asarray(level, dtype=float), parameters
        match self:
            case Family.BETA:
                return np.asarray(special.betaincinv(one, two, levels))
            case Family.GAMMA:
                return np.asarray(special.gammaincinv(one, levels) / two)
            case Family.LOG_NORMAL:
                return np.asarray(np.exp(one + two * special.ndtri(levels)))
            case _:
                return np.asarray(one + two * special.ndtri(levels))
