"""A fitted distribution as one of steps, so that it can be pooled and read as all others are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.threats.pools import Distribution, IntrinsicRange, Scale

if TYPE_CHECKING:
    from detente.threats.fits.fit import Fit

__all__ = ["fitted_distribution"]

STEPS = 400
"""Steps over the scale, and as many again where the distribution has its mass."""
BEYOND = 1e-9
"""The share of the scale, at either end, on which all stands that lies beyond it."""


def fitted_distribution(fit: Fit) -> Distribution:
    """Return the distribution in steps, on the scale; what lies beyond an end of it stands at that end.

    Between steps it is read along a straight line, which moves no probability by more than about 1e-4.

    >>> from detente.threats.fits import best_fit
    >>> from detente.threats.pools import Assessment
    >>> found = fitted_distribution(best_fit(Assessment((0.25, 0.5, 0.75), (30, 40, 50)), 0, 100))
    >>> [round(float(one), 2) for one in found.quantile((0.05, 0.5, 0.95))]
    [15.61, 40.0, 64.39]
    """
    within = IntrinsicRange(Scale.UNIFORM, fit.least, fit.most, BEYOND)
    dense = fit.quantile((np.arange(STEPS) + 0.5) / STEPS)
    even = np.linspace(fit.least, fit.most, STEPS + 1)
    ends = np.unique(np.concatenate([even, dense[(dense > fit.least) & (dense < fit.most)]]))
    positions = np.unique(np.concatenate([[0.0], within.position(ends), [1.0]]))
    cumulative = np.concatenate([[0.0], fit.cdf(within.value(positions[1:-1])), [1.0]])
    return Distribution(within, positions, np.maximum.accumulate(cumulative))
