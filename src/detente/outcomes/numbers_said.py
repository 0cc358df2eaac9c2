"""Numbers of any unit, as they are read."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["number_says"]


def number_says(value: float | Fraction, digits: int = 4) -> str:
    """Return a number with so many digits, or more where it has them before the point; no power of ten.

    >>> number_says(0.00012345), number_says(-7.5), number_says(23516.7), number_says(52000), number_says(0)
    ('0.0001234', '−7.5', '23,517', '52,000', '0')
    """
    number = float(value)
    if not number:
        return "0"
    decimals = max(digits - 1 - floor(log10(abs(number))), 0)
    said = f"{number:,.{decimals}f}".replace("-", "−")
    return said.rstrip("0").rstrip(".") if "." in said else said
