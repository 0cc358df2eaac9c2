"""The probability that a stratum's sample detects nothing, for all numbers of violations or all samples."""

from __future__ import annotations

from functools import lru_cache
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.verification.sampling.strata.stratum import Stratum

__all__ = ["by_sample", "by_violations", "out_of"]


def out_of(stratum: Stratum, violations: int) -> int:
    """Return the denominator of the tables' numbers: C(N, d) b^d, where b is the denominator of q."""
    scale: int = stratum.detection.denominator**violations
    return comb(stratum.population, violations) * scale


@lru_cache(maxsize=128)
def by_violations(stratum: Stratum, sample: int, most: int) -> tuple[int, ...]:
    """Return the numerators of beta for 0 to ``most`` violations and one sample.

    They are the coefficients A_d of (1 + (b-a) s)^n (1 + b s)^(N-n), for q = a/b: each item is a factor,
    which violates or does not. The coefficients of such a product follow from the two before them::

        (d+1) A_(d+1) = (b (N-2d) - a (n-d)) A_d + b (b-a) (N-d+1) A_(d-1)

    >>> from fractions import Fraction
    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> by_violations(Stratum("a", 5), 2, 4)
    (1, 3, 3, 1, 0)
    """
    a, b, size = stratum.detection.numerator, stratum.detection.denominator, stratum.population
    found, last = [1], 0
    for d in range(most):
        more = (b * (size - 2 * d) - a * (sample - d)) * found[d] + b * (b - a) * (size - d + 1) * last
        last = found[d]
        found.append(more // (d + 1))
    return tuple(found)


def by_sample(stratum: Stratum, violations: int, most: int) -> list[int]:
    """Return the numerators of beta for samples of 0 to ``most`` and one number of violations.

    As beta is the same with sample and violations exchanged, it follows from the two samples before, too::

        b (N-n) A_(n+1) = (b (N-2n) - a (d-n)) A_n + n (b-a) A_(n-1)

    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> by_sample(Stratum("a", 5), 2, 5)
    [10, 6, 3, 1, 0, 0]
    """
    a, b, size = stratum.detection.numerator, stratum.detection.denominator, stratum.population
    found, last = [out_of(stratum, violations)], 0
    for n in range(most):
        more = (b * (size - 2 * n) - a * (violations - n)) * found[n] + n * (b - a) * last
        last = found[n]
        found.append(more // (b * (size - n)))
    return found
