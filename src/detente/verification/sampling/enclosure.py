"""The probability that a sample detects nothing, between two whole numbers of units as small as one wants."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

__all__ = ["enclosure"]

GUARD = 32
"""Binary digits beyond those that are asked for, which what is rounded off eats up."""


def enclosure(
    population: int, violations: int, sample: int, detection: Fraction, bits: int
) -> tuple[int, int]:
    """Return two whole numbers between which beta * 2^bits lies, about one unit apart.

    The terms of the hypergeometric law are taken as multiples of the largest one, upwards and downwards from
    it, once rounded down and once rounded up, until they are less than a unit. Their ratios fall from term
    to term, so what is left out is less than a geometric series. As all terms together have the probability
    1, their sum is what to divide by: no factorial is needed. Only the terms within some standard deviations
    of the mean count, a few thousand in a population of a million, whatever the numbers are.

    Arguments as for ``nondetection``.

    >>> from fractions import Fraction
    >>> low, high = enclosure(10, 2, 4, Fraction(1), 20)
    >>> low <= Fraction(1, 3) * 2**20 <= high <= low + 2
    True
    """
    one = 1 << (bits + GUARD)
    least, most = max(0, sample + violations - population), min(violations, sample)
    mode = min(max((sample + 1) * (violations + 1) // (population + 2), least), most)

    def ratio(k: int) -> tuple[int, int]:
        """Return the term of k + 1 as a multiple of that of k: numerator and denominator."""
        outside = population - violations - sample + k + 1
        return (violations - k) * (sample - k), (k + 1) * outside

    above, beyond = _terms(one, (ratio(k) for k in range(mode, most)))
    below, under = _terms(one, (ratio(k)[::-1] for k in range(mode - 1, least - 1, -1)))
    terms = [*reversed(below), (one, one), *above]
    fewest = mode - len(below)
    missed, of = detection.denominator - detection.numerator, detection.denominator
    powers = _powers(missed, of, fewest, len(terms), one)
    unit = bits + GUARD
    low = sum(term * power for (term, _), (power, _) in zip(terms, powers, strict=True)) >> unit
    high = -(-sum(term * power for (_, term), (_, power) in zip(terms, powers, strict=True)) >> unit)
    all_low, all_high = sum(term for term, _ in terms), sum(term for _, term in terms) + beyond + under
    high += (beyond if missed else 0) + under
    return max(0, (low << bits) // all_high), min(1 << bits, -((-high << bits) // all_low))


def _terms(one: int, ratios: Iterator[tuple[int, int]]) -> tuple[list[tuple[int, int]], int]:
    """Return the terms beside the largest one, each rounded down and up, and the most all others can be."""
    found: list[tuple[int, int]] = []
    low = high = one
    for up, down in ratios:
        if not low:
            # The ratios fall, so the others are less than a geometric series.
            return found, -(-high * up // (down - up))
        low, high = low * up // down, -(-high * up // down)
        found.append((low, high))
    return found, 0


def _powers(missed: int, of: int, first: int, count: int, one: int) -> list[tuple[int, int]]:
    """Return so many powers of (missed / of) from the first on, each in units, rounded down and up."""
    low = high = one
    for digit in f"{first:b}" if first else "":
        low, high = low * low // one, -(-high * high // one)
        if digit == "1":
            low, high = low * missed // of, -(-high * missed // of)
    steps = [(low, high)] * count
    return list(accumulate(steps, lambda last, _: (last[0] * missed // of, -(-last[1] * missed // of))))
