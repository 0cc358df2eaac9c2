"""Probabilities with two digits, as they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["chance"]


def chance(probability: Fraction) -> str:
    """Return a probability with two digits; never 1 or 0 for one that is not.

    >>> from fractions import Fraction
    >>> chance(Fraction(1, 3)), chance(Fraction(9999, 10000)), chance(Fraction(1, 10000)), chance(Fraction(1))
    ('0.33', 'above 0.99', 'below 0.01', '1')
    """
    if probability in {0, 1}:
        return str(int(probability))
    if probability * 200 >= 199:  # noqa: PLR2004 - it would be rounded to 1.00
        return "above 0.99"
    return "below 0.01" if probability * 200 < 1 else f"{float(probability):.2f}"
