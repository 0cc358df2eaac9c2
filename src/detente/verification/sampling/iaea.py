"""The sample size by the formula of the International Atomic Energy Agency (IAEA)."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, expm1, log

from detente.verification.sampling.first_enough import first_enough
from detente.verification.sampling.roots import power_at_most

__all__ = ["iaea_sample", "least_by_root", "roughly_by_root"]


def iaea_sample(
    population: int, violations: int, detection: Fraction = Fraction(1), level: Fraction = Fraction(19, 20)
) -> int | None:
    """Return the IAEA's sample size, or None where there are no violations or it exceeds the population.

    n = ceil(N (1 - (1-P)^(1/d)) / q): as if each violation lay in the sample, and were found, with
    probability q n / N, whatever the others do. In truth detection is no less (Hoeffding 1963,
    with sample and violations exchanged), so this is never below the least sample.
    The ceiling is exact: the least n with (1 - q n / N)^d <= 1 - P. With imperfect detection it is what the
    R package RSurveillance computes (``n.hypergeo``, after MacDiarmid 1988).

    Source: J. L. Jaech and M. Russell, *Algorithms to Calculate Sample Sizes for Inspection Sampling Plans*,
    IAEA STR-261 Rev. 1 (1991), cited from memory; its accuracy: INMM paper V-44.

    >>> iaea_sample(1000, 10)
    259
    """
    if not violations or not detection:
        return 0 if not level else None
    found = least_by_root(Fraction(population) / detection, violations, level)
    return found if found <= population else None


def least_by_root(scale: Fraction, violations: int, level: Fraction) -> int:
    """Return the least n with (1 - n / scale)^violations <= 1 - level, where n = scale counts as the most.

    >>> least_by_root(Fraction(100), 1, Fraction(19, 20))
    95
    """

    def enough(number: int) -> bool:
        return power_at_most(max(Fraction(0), 1 - number / scale), violations, 1 - level)

    return first_enough(enough, 0, ceil(scale), roughly_by_root(scale, violations, level))


def roughly_by_root(scale: Fraction, violations: int, level: Fraction) -> int:
    """Return about the n that ``least_by_root`` returns, from 0 to ``scale``; ``violations`` is not 0.

    >>> roughly_by_root(Fraction(1000), 10, Fraction(19, 20))
    258
    """
    short = float(1 - level)
    share = -expm1(log(short) / violations) if short else 1.0
    return int(scale * Fraction(share))
