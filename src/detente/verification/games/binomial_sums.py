"""The sums of weighted binomial coefficients in which inspection games over time are solved."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BinomialSums"]


class BinomialSums:
    """The sums s(n, m) of C(n, i) w^(m - i) over i = 0 … m, for one weight w above -1.

    They obey Pascal's rule, s(n, m) = s(n - 1, m - 1) + s(n - 1, m), and s(m, m) = (1 + w)^m. With w = p / q
    in lowest terms, q^m s(n, m) is a whole number, in which all is computed.

    >>> BinomialSums(Fraction(1)).at(4, 2)
    Fraction(11, 1)
    >>> BinomialSums(Fraction(1, 2)).at(4, 2)
    Fraction(33, 4)
    """

    def __init__(self, weight: Fraction) -> None:
        self.weight = weight

    def scaled(self, periods: int, inspections: int) -> int:
        """Return q^m s(n, m), for n = ``periods`` and m = ``inspections``, in m steps."""
        p, q = self.weight.numerator, self.weight.denominator
        total, coefficient, power = 0, 1, 1
        for i in range(inspections + 1):
            total = total * p + coefficient * power
            coefficient = coefficient * (periods - i) // (i + 1)
            power *= q
        return total

    def at(self, periods: int, inspections: int) -> Fraction:
        """Return s(n, m)."""
        return Fraction(self.scaled(periods, inspections), self.weight.denominator**inspections)

    def downwards(self, periods: int, inspections: int) -> Iterator[int]:
        """Yield q^m s(k, m) for k = n, n - 1, … 0, each in one step.

        As s(n, m) = w s(n, m - 1) + C(n, m), Pascal's rule gives
        (1 + w) s(n - 1, m) = w s(n, m) + C(n - 1, m).

        >>> list(BinomialSums(Fraction(1)).downwards(3, 2))
        [7, 4, 2, 1]
        """
        p, q = self.weight.numerator, self.weight.denominator
        scale = q ** (inspections + 1)
        found = self.scaled(periods, inspections)
        coefficient = comb(periods, inspections)
        for k in range(periods, -1, -1):
            yield found
            if k == 0:
                return
            coefficient = coefficient * (k - inspections) // k if k > inspections else 0
            found = (p * found + scale * coefficient) // (p + q)
