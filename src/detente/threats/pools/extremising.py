"""Extremising: a pooled probability moved away from one half, as each opinion knows only a part.

J. Baron, B. A. Mellers, P. E. Tetlock, E. Stone and L. H. Ungar, "Two reasons to make aggregated probability
forecasts more extreme", Decision Analysis 11 (2014).
"""

from __future__ import annotations

from math import exp, isfinite, log, log1p

from detente.threats.pools.probabilities import checked_probabilities

__all__ = ["checked_factor", "extremised", "log_odds", "probability_at"]


def extremised(probability: float, factor: float) -> float:
    """Return the probability whose log-odds are so many times those given.

    ``probability``: from 0 to 1, both of which stay; ``factor``: above 0; 1 changes nothing, and less moves
    towards one half. How far to go cannot be told from the opinions alone: it rests on judgement, or on past
    questions whose answers are known.

    Raises ``ValueError`` for what is no probability or no factor.

    >>> round(extremised(0.75, 2), 12)
    0.9
    """
    checked_probabilities([probability])
    times = checked_factor(factor)
    if probability in {0, 1}:
        return float(probability)
    return probability_at(times * log_odds(probability))


def log_odds(probability: float) -> float:
    """Return the natural logarithm of the odds of a probability strictly between 0 and 1."""
    return log(probability) - log1p(-probability)


def probability_at(odds: float) -> float:
    """Return the probability with these log-odds, right also where it is tiny."""
    if odds >= 0:
        return 1 / (1 + exp(-odds))
    return exp(odds) / (1 + exp(odds))


def checked_factor(factor: float) -> float:
    """Return a factor if it is above 0.

    Raises ``ValueError`` otherwise.
    """
    if not (factor > 0 and isfinite(factor)):
        raise ValueError(f"an extremising factor is above 0, and {factor} is not")
    return float(factor)
