"""The logarithmic pool: the weighted geometric mean of what is said, scaled to be a probability again.

It does not matter whether opinions are pooled before or after all of them learn the same thing (external
Bayesianity); the linear pool lacks that. Who excludes an event vetoes it.

C. Genest and J. V. Zidek, "Combining probability distributions: a critique and an annotated bibliography",
Statistical Science 1 (1986).
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.pools.distribution import Distribution
from detente.threats.pools.extremising import checked_factor, log_odds, probability_at
from detente.threats.pools.merged_positions import merged_positions
from detente.threats.pools.opinion_weights import opinion_weights
from detente.threats.pools.probabilities import checked_probabilities

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["logarithmic_pool", "logarithmic_pool_of_distributions"]


def logarithmic_pool(
    probabilities: Sequence[float], weights: Sequence[float] | None = None, factor: float = 1
) -> float:
    """Return the weighted geometric mean of the odds of one event, as a probability.

    ``probabilities``: (opinions,), from 0 to 1; ``weights``: (opinions,), scaled to sum to 1; equal for None.
    ``factor``: by which the log-odds are multiplied in the end, above 1 to extremise.

    Raises ``ValueError`` for what is no probability, weight or factor; and where one opinion with weight is
    that the event is certain and another that it cannot be, as nothing is between them.

    >>> round(logarithmic_pool([0.2, 0.5, 0.9]), 6)
    0.567169
    >>> logarithmic_pool([0, 0.5, 0.9])
    0.0
    """
    checked_probabilities(probabilities)
    shares = opinion_weights(weights, len(probabilities))
    counted = [(share, one) for share, one in zip(shares, probabilities, strict=True) if share]
    sure = {one for _, one in counted if one in {0, 1}}
    if len(sure) > 1:
        raise ValueError(
            "one opinion is that the event is certain and another that it cannot be: a logarithmic pool has "
            "nothing between them, so use the linear pool or ask again"
        )
    times = checked_factor(factor)
    if sure:
        return float(sure.pop())
    return probability_at(times * fsum(share * log_odds(one) for share, one in counted))


def logarithmic_pool_of_distributions(
    distributions: Sequence[Distribution], weights: Sequence[float] | None = None, factor: float = 1
) -> Distribution:
    """Return the distribution whose density is the weighted geometric mean of densities, scaled to 1.

    Exact: the product of step functions is one, with a step wherever one of them has one. The densities are
    those against the background measure. Arguments as for ``logarithmic_pool``; the factor multiplies the
    logarithm of the pooled density, so that a great one leaves only the intervals where it is greatest.

    Raises ``ValueError`` for what is no weight or factor, for distributions over different ranges, and where
    they have no interval in common to which all give probability.

    >>> from detente.threats.pools import Assessment, IntrinsicRange, Scale, minimum_information
    >>> within = IntrinsicRange(Scale.UNIFORM, 2, 12, 0.1)
    >>> said = [Assessment((0.5,), (3,)), Assessment((0.5,), (5,))]
    >>> pool = logarithmic_pool_of_distributions([minimum_information(one, within) for one in said])
    >>> round(float(pool.density(4) / pool.density(2)), 6)
    0.447214
    """
    shares = opinion_weights(weights, len(distributions))
    counted = [(share, one) for share, one in zip(shares, distributions, strict=True) if share]
    positions = merged_positions([one for _, one in counted])
    # Intervals are closed above: the density up to a breakpoint is that of the interval which reaches it.
    with np.errstate(divide="ignore"):
        heights = [
            share * np.log(one.steps)[np.searchsorted(one.positions, positions[1:]) - 1]
            for share, one in counted
        ]
    logarithms = np.array([fsum(column) for column in zip(*heights, strict=True)])
    if logarithms.max() == -np.inf:
        raise ValueError("nothing is left where all distributions give probability: use the linear pool")
    # The greatest is scaled to 1 first, as a power of it may be no float.
    with np.errstate(over="ignore"):
        raised = checked_factor(factor) * (logarithms - logarithms.max())
    masses = np.exp(raised) * np.diff(positions)
    cumulative = np.concatenate([[0.0], np.cumsum(masses)])
    return Distribution(counted[0][1].range, positions, cumulative / cumulative[-1])
