"""The linear pool: the weighted mean of what is said, of a probability or of a whole distribution.

M. Stone, "The opinion pool", Annals of Mathematical Statistics 32 (1961); C. Genest and J. V. Zidek,
"Combining probability distributions: a critique and an annotated bibliography", Statistical Science 1 (1986).
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.pools.distribution import Distribution
from detente.threats.pools.merged_positions import merged_positions
from detente.threats.pools.opinion_weights import opinion_weights
from detente.threats.pools.probabilities import checked_probabilities

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["linear_pool", "linear_pool_of_distributions"]


def linear_pool(probabilities: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Return the weighted mean of probabilities of one event.

    ``probabilities``: (opinions,), from 0 to 1; ``weights``: (opinions,), scaled to sum to 1; equal for None.

    Raises ``ValueError`` for what is no probability or no weight.

    >>> round(linear_pool([0.2, 0.5, 0.9]), 6)
    0.533333
    """
    checked_probabilities(probabilities)
    shares = opinion_weights(weights, len(probabilities))
    # Rounding must not lead beyond what anybody says.
    mean = fsum(share * one for share, one in zip(shares, probabilities, strict=True))
    return min(max(mean, min(probabilities)), max(probabilities))


def linear_pool_of_distributions(
    distributions: Sequence[Distribution], weights: Sequence[float] | None = None
) -> Distribution:
    """Return the mixture of distributions over one range.

    Exact: its density is a step function with a step wherever one of them has one. Distributions without
    weight leave no trace. Arguments as for ``linear_pool``.

    Raises ``ValueError`` for what is no weight, and for distributions over different ranges.

    >>> from detente.threats.pools import Assessment, IntrinsicRange, Scale, minimum_information
    >>> within = IntrinsicRange(Scale.UNIFORM, 2, 12, 0.1)
    >>> said = [Assessment((0.5,), (3,)), Assessment((0.5,), (5,))]
    >>> pool = linear_pool_of_distributions([minimum_information(one, within) for one in said])
    >>> round(float(pool.cdf(3)), 6)
    0.375
    """
    shares = opinion_weights(weights, len(distributions))
    counted = [(share, one) for share, one in zip(shares, distributions, strict=True) if share]
    positions = merged_positions([one for _, one in counted])
    heights = [share * np.interp(positions, one.positions, one.cumulative) for share, one in counted]
    # Summed exactly and then rounded once, so that the order of opinions makes no difference.
    summed = [fsum(column) for column in zip(*heights, strict=True)]
    # Between breakpoints that nearly coincide, interpolation may fall by a last digit.
    cumulative = np.maximum.accumulate(np.array(summed))
    return Distribution(counted[0][1].range, positions, cumulative / cumulative[-1])
