"""The probability that a sample detects nothing, as two whole numbers: exact, for populations of any size."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["fewest_terms", "nondetection", "size_in_bits"]


def fewest_terms(population: int, violations: int, sample: int) -> int:
    """Return how many violations more than the least possible a sample can hold: one less than the terms.

    >>> fewest_terms(1000, 10, 258), fewest_terms(1000, 990, 995)
    (10, 5)
    """
    return min(violations, sample, population - violations, population - sample)


def size_in_bits(population: int, violations: int, sample: int, detection: Fraction) -> int:
    """Return about how long the two whole numbers of ``nondetection`` are, in binary digits."""
    items = fewest_terms(population, violations, sample) * population.bit_length()
    return items + min(violations, sample) * (detection.denominator.bit_length() - 1)


def nondetection(population: int, violations: int, sample: int, detection: Fraction) -> tuple[int, int]:
    """Return numerator and denominator of the probability that a sample detects no violation.

    The sample is drawn without replacement, each violation in it is detected with probability q by itself::

        beta = sum over k of Hyp(k; N, d, n) (1-q)^k,  Hyp(k; N, d, n) = C(d, k) C(N-d, n-k) / C(N, n)

    It is the same for d violations in a sample of n as for n violations in a sample of d. So the largest of
    both can be put outside, and C(N, m) is needed for the smaller one, m, alone; or, where fewer items lie
    outside the larger one, for those. The terms follow from one another by whole numbers.

    ``population``: N, at least 1; ``violations``: d and ``sample``: n, each from 0 to N; ``detection``: q.

    Source: the hypergeometric law, as in R. Avenhaus and M. J. Canty, *Compliance Quantified* (1996), ch. 2.

    >>> from fractions import Fraction
    >>> Fraction(*nondetection(10, 2, 4, Fraction(1)))
    Fraction(1, 3)
    >>> Fraction(*nondetection(10, 2, 4, Fraction(1, 2)))
    Fraction(19, 30)
    """
    few, many = sorted((violations, sample))
    outside = population - many
    missed, of = detection.denominator - detection.numerator, detection.denominator
    if not missed:
        # Only a sample without a violation detects nothing.
        return (comb(outside, few), comb(population, few)) if few <= outside else (0, 1)
    if few <= outside:
        # k of the few items are among the many.
        total = _sum_of_terms(population, many, few, (missed, of))
        return total, comb(population, few) * of**few
    # j of the items outside the many are among the few, the other few - j among the many.
    total = _sum_of_terms(population, few, outside, (of, missed))
    scale, whole = missed ** (few - outside), of**few
    return total * scale, comb(population, outside) * whole


def _sum_of_terms(population: int, marked: int, drawn: int, powers: tuple[int, int]) -> int:
    """Return the sum over k of C(M, k) C(N-M, m-k) x^k y^(m-k), with x and y the two ``powers``."""
    x, y = powers
    first = max(0, drawn + marked - population)
    term: int = (
        comb(marked, first) * comb(population - marked, drawn - first) * x**first * y ** (drawn - first)
    )
    total = term
    for k in range(first, min(drawn, marked)):
        up = (marked - k) * (drawn - k) * x
        term = term * up // ((k + 1) * (population - marked - drawn + k + 1) * y)
        total += term
    return total
