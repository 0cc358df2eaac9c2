"""The distribution of a family that comes nearest to the quantiles that somebody gave."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np
from scipy import special
from scipy.optimize import least_squares

from detente.threats.fits.family import Family

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from detente.threats.pools import Assessment

__all__ = ["FEWEST", "Fit", "Parameters", "best_fit", "fit_family"]

Parameters = tuple[float, float]
FEWEST = 2
"""Quantiles from which on two parameters can be fitted."""
EDGE = 1e-6
"""How far from the ends of the scale a starting point is kept, as a share of it."""
BOUND = 50.0
"""How far logarithms of parameters go: beyond it there is nothing to tell apart."""
AS_NEAR = 1e-9
"""A sum of squares up to which two families fit alike: then the one that is listed first is taken."""


@dataclass(frozen=True)
class Fit:
    """A distribution over a scale from ``least`` to ``most``, fitted to the quantiles of ``assessment``.

    ``parameters``: of the family on a scale from 0 to 1. ``sum_of_squares``: of what its probabilities miss
    at the values that were given.
    """

    family: Family
    parameters: Parameters
    least: float
    most: float
    assessment: Assessment
    sum_of_squares: float

    def cdf(self, value: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the probability of at most each value, in the unit of the scale."""
        return self.family.cdf(
            (np.asarray(value, dtype=float) - self.least) / (self.most - self.least), self.parameters
        )

    def quantile(self, level: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the value, in the unit of the scale, that is not exceeded with each probability."""
        return self.least + (self.most - self.least) * self.family.quantile(level, self.parameters)

    @property
    def misses(self) -> float:
        """How far a quantile lies at most from the one that was given, as a share of the scale.

        What lies beyond an end of the scale counts as that end. Probabilities would tell little: of three,
        two parameters keep two, so that of 5 and 95 percent none is missed by more than 5.
        """
        found = np.clip(self.quantile(self.assessment.levels), self.least, self.most)
        return float(np.max(np.abs(found - np.asarray(self.assessment.values))) / (self.most - self.least))


def best_fit(assessment: Assessment, least: float, most: float) -> Fit | None:
    """Return the fit of the family with the least sum of squares; None for fewer than two quantiles.

    Where families fit alike, as they do with two quantiles, the first in the order of ``Family`` is taken.

    Source: J. E. Oakley and A. O'Hagan, *SHELF: the Sheffield Elicitation Framework*, 2010.

    >>> from detente.threats.pools import Assessment
    >>> found = best_fit(Assessment((0.25, 0.5, 0.75), (30, 40, 50)), 0, 100)
    >>> str(found.family), [round(float(one), 1) for one in found.quantile((0.05, 0.5, 0.95))]
    ('normal', [15.6, 40.0, 64.4])
    """
    if len(assessment.levels) < FEWEST:
        return None
    fits = [fit_family(family, assessment, least, most) for family in Family]
    nearest = min(one.sum_of_squares for one in fits)
    return next(one for one in fits if one.sum_of_squares <= nearest + AS_NEAR)


def fit_family(family: Family, assessment: Assessment, least: float, most: float) -> Fit:
    """Return the distribution of a family that misses the quantiles least, by the sum of squares.

    ``least`` and ``most``: the ends of the scale. The search is local, from what fits all quantiles roughly
    and each two neighbours exactly; that it finds the best is tested against grids, and not proved.

    Raises ``ValueError`` for fewer than two quantiles, and for a scale that does not rise.

    >>> from detente.threats.pools import Assessment
    >>> found = fit_family(Family.NORMAL, Assessment((0.25, 0.5, 0.75), (30, 40, 50)), 0, 100)
    >>> [round(100 * one, 3) for one in found.parameters], found.sum_of_squares < 1e-12
    ([40.0, 14.826], True)
    """
    if len(assessment.levels) < FEWEST:
        raise ValueError("two parameters are fitted to two quantiles at least")
    if not least < most:
        raise ValueError(f"a scale rises, and that from {least:g} to {most:g} does not")
    values = (np.asarray(assessment.values, dtype=float) - least) / (most - least)
    levels = np.asarray(assessment.levels, dtype=float)

    def missed(free: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.asarray(family.cdf(values, _parameters(family, free)) - levels)

    found = [
        least_squares(missed, start, method="lm", xtol=1e-12, ftol=1e-14, gtol=1e-14)
        for start in _starts(family, values, levels)
    ]
    best = min(found, key=lambda one: float(one.cost))
    parameters = _parameters(family, np.asarray(best.x))
    return Fit(family, parameters, least, most, assessment, 2 * float(best.cost))


def _parameters(family: Family, free: npt.NDArray[np.float64]) -> Parameters:
    """Return the parameters of a family: what must be above 0 is free as its logarithm."""
    one, two = free.tolist()
    if family in {Family.BETA, Family.GAMMA}:
        one = _above_zero(one)
    return one, _above_zero(two)


def _above_zero(logarithm: float) -> float:
    return exp(min(max(logarithm, -BOUND), BOUND))


def _starts(
    family: Family, values: npt.NDArray[np.float64], levels: npt.NDArray[np.float64]
) -> Iterator[tuple[float, float]]:
    """Yield where a search begins: at what fits all quantiles on a line, and each two neighbours exactly."""
    inside = np.clip(values, EDGE, 1 - EDGE)
    of = np.log(inside) if family is Family.LOG_NORMAL else inside
    standard = special.ndtri(levels)
    parts = [slice(None), *(slice(place, place + 2) for place in range(len(levels) - 1))]
    for part in parts if len(levels) > FEWEST else parts[:1]:
        spread, mean = np.polyfit(standard[part], of[part], 1).tolist()
        yield _start(family, mean, max(spread, EDGE))
    if family is Family.BETA:
        yield 0.0, 0.0


def _start(family: Family, mean: float, spread: float) -> tuple[float, float]:
    """Return the free parameters of a distribution with a mean and a standard deviation."""
    if family in {Family.NORMAL, Family.LOG_NORMAL}:
        return mean, log(spread)
    mean = min(max(mean, EDGE), 1 - EDGE)
    if family is Family.GAMMA:
        shape = (mean / spread) ** 2
        return log(shape), log(shape / mean)
    total = max(mean * (1 - mean) / spread**2 - 1, 2 * EDGE)
    return log(mean * total), log((1 - mean) * total)
