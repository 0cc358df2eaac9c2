"""The information score: how far a distribution departs from the background measure."""

from __future__ import annotations

from math import fsum, log
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.pools.interval_probabilities import interval_probabilities

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["information", "mean_information"]

ROUNDING = 1e-13
"""Nats: what is no more than this is 0, and never negative; else rounding would weigh experts."""


def information(levels: tuple[float, ...], positions: Sequence[float]) -> float:
    """Return the relative information of quantiles with respect to the background measure, in nats.

    I = sum of p ln(p / r) over the intervals, with p the probability of an interval and r its share of the
    intrinsic range on the background measure. It is 0 for who spreads probability as the background does, and
    does not depend on the unit.

    ``levels``: (levels,); ``positions``: (levels,), of the quantiles in the intrinsic range, strictly between
    0 and 1 and increasing.

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12; R. M. Cooke and L. L. H. J.
    Goossens, "TU Delft expert judgment data base", Reliability Engineering and System Safety 93 (2008).

    Raises ``ValueError`` for positions that do not increase between 0 and 1: the information of probability
    on a single point is infinite.

    >>> information((0.25, 0.5, 0.75), (0.25, 0.5, 0.75))
    0.0
    >>> round(information((0.5,), (0.25,)), 6)
    0.143841
    """
    shares = np.diff((0.0, *positions, 1.0)).tolist()
    if min(shares) <= 0:
        raise ValueError(
            f"quantiles at {levels} are too close together to be told apart, or to an end of the range"
        )
    chances = interval_probabilities(levels)
    found = fsum(chance * log(chance / share) for chance, share in zip(chances, shares, strict=True))
    return found if found > ROUNDING else 0.0


def mean_information(of_each: Sequence[float]) -> float | None:
    """Return the mean over questions, in nats; None where there is none.

    >>> mean_information([0.25, 0.75])
    0.5
    """
    return fsum(of_each) / len(of_each) if of_each else None
