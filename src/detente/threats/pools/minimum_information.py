"""The distribution that keeps an expert's quantiles and adds as little as can be."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.pools.distribution import Distribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.threats.pools.assessment import Assessment
    from detente.threats.pools.intrinsic_range import IntrinsicRange

__all__ = ["between_positions", "minimum_information"]


def minimum_information(assessment: Assessment, within: IntrinsicRange) -> Distribution:
    """Return the distribution with these quantiles that has the least information against the background.

    Between two quantiles it is the background measure itself, scaled to the probability that lies there: the
    relative information of a density is convex, so that an even spread has the least.

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12.

    Raises ``ValueError`` where quantiles lie outside the range, or so close together beside its length that
    floats do not tell them apart.

    >>> from detente.threats.pools import Assessment, IntrinsicRange, Scale
    >>> within = IntrinsicRange(Scale.UNIFORM, 2, 12, 0.1)
    >>> found = minimum_information(Assessment((0.05, 0.5, 0.95), (2, 4, 12)), within)
    >>> round(float(found.cdf(3)), 6), round(float(found.density(3)), 6)
    (0.275, 0.225)
    """
    return between_positions(assessment.levels, within.position(assessment.values).tolist(), within)


def between_positions(
    levels: Sequence[float], positions: Sequence[float], within: IntrinsicRange
) -> Distribution:
    """Return the distribution with quantiles at positions in a range.

    Arguments as for ``minimum_information``, with (levels,) positions.
    """
    knots = (0.0, *positions, 1.0)
    if any(above <= below for below, above in pairwise(knots)):
        raise ValueError(
            f"quantiles lie outside the range from {within.low:g} to {within.high:g}, or too close together "
            "for it: look for an answer in another unit, or use a logarithmic scale"
        )
    return Distribution(within, np.array(knots), np.array((0.0, *levels, 1.0)))
