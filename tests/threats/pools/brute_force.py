"""The classical model's parts worked out slowly, interval by interval, in fractions where that is exact."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import erfc, exp, gamma, log, sqrt
from typing import TYPE_CHECKING

from detente.threats.pools import Scale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.threats.pools import Assessment, Study

__all__ = [
    "chance_at_most",
    "chance_of_more",
    "log_ratio_of_multinomials",
    "quantile_by_bisection",
    "range_of",
]


def range_of(study: Study, question: str, overshoot: float) -> tuple[float, float]:
    """Return the ends of the intrinsic range, on the logarithm where the scale is logarithmic."""
    asked = study.questions[question]
    told = [v for said in study.assessments.values() if question in said for v in said[question].values]
    told += [asked.realisation] if asked.realisation is not None else []
    ends = [log(v) if asked.scale is Scale.LOGARITHMIC else v for v in (min(told), max(told))]
    more = overshoot * (ends[1] - ends[0])
    return ends[0] - more, ends[1] + more


def chance_at_most(said: Assessment, scale: Scale, ends: tuple[float, float], value: float) -> float:
    """Return the probability up to a value: whole intervals, and the share of the one where it lies."""
    measure: Callable[[float], float] = log if scale is Scale.LOGARITHMIC else float
    knots = [ends[0], *(measure(one) for one in said.values), ends[1]]
    levels = [0.0, *said.levels, 1.0]
    at, total = measure(value), 0.0
    for i in range(len(knots) - 1):
        share = (at - knots[i]) / (knots[i + 1] - knots[i])
        total += (levels[i + 1] - levels[i]) * min(max(share, 0.0), 1.0)
    return total


def quantile_by_bisection(chance: Callable[[float], float], level: float, low: float, high: float) -> float:
    """Return where an increasing function reaches a level."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if chance(middle) < level else (low, middle)
    return (low + high) / 2


def log_ratio_of_multinomials(counts: Sequence[int], chances: Sequence[Fraction]) -> float:
    """Return twice the log of the likelihood of counts at their own shares over that at given chances."""
    total, ratio = sum(counts), Fraction(1)
    for count, chance in zip(counts, chances, strict=True):
        for _ in range(count):
            ratio *= Fraction(count, total) / chance
    return 2 * log(ratio)


def chance_of_more(statistic: int, degrees: int) -> float:
    """Return the chi-squared tail as the finite sum that it is for a whole number of degrees of freedom."""
    half = statistic / 2
    if degrees % 2:
        powers = sum(exp((k - 0.5) * log(half)) / gamma(k + 0.5) for k in range(1, (degrees - 1) // 2 + 1))
        return erfc(sqrt(half)) + exp(-half) * powers
    with localcontext(prec=50):
        term, total = Decimal(1), Decimal(0)
        for k in range(degrees // 2):
            total += term
            term = term * statistic / 2 / (k + 1)
        return float(total * (-Decimal(statistic) / 2).exp())
