"""A probability as a polynomial in the probability of consent, with exact coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ConsentPolynomial", "from_swings"]


@dataclass(frozen=True)
class ConsentPolynomial:
    """Whole coefficients, that of the constant first, over one common divisor.

    >>> ConsentPolynomial((0, 0, 1), 2)(Fraction(1, 3)), str(ConsentPolynomial((0, 0, 1), 2))
    (Fraction(1, 18), 'p^2/2')
    """

    coefficients: tuple[int, ...]
    divisor: int = 1

    def __call__(self, probability: Fraction) -> Fraction:
        """Return the value at a probability of consent, exactly."""
        value = Fraction(0)
        for coefficient in reversed(self.coefficients):
            value = value * probability + coefficient
        return value / self.divisor

    def __str__(self) -> str:
        """Return the polynomial as it is written, the highest power last."""
        terms = [
            _term(Fraction(coefficient, self.divisor), power)
            for power, coefficient in enumerate(self.coefficients)
            if coefficient
        ]
        return " + ".join(terms).replace("+ -", "- ") or "0"


def _term(factor: Fraction, power: int) -> str:
    if power == 0:
        return str(factor)
    variable = "p" if power == 1 else f"p^{power}"
    above = {1: "", -1: "-"}.get(factor.numerator, str(factor.numerator))
    return f"{above}{variable}" + (f"/{factor.denominator}" if factor.denominator > 1 else "")


def from_swings(swings: Sequence[int], divisor: int) -> ConsentPolynomial:
    """Return the sum over k of swings[k] p^k (1 - p)^(n - k), over a divisor; n + 1 is their number.

    >>> str(from_swings([0, 1, 1], 1))
    'p'
    """
    others = len(swings) - 1
    coefficients = [0] * len(swings)
    for count, number in enumerate(swings):
        if number:
            for power in range(others - count + 1):
                coefficients[count + power] += number * (-1) ** power * comb(others - count, power)
    while coefficients and coefficients[-1] == 0:
        coefficients.pop()
    return ConsentPolynomial(tuple(coefficients), divisor)
