"""Numbers of inspection games in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["about", "counted", "fraction_says", "many"]

MOST_DIGITS = 7
"""A fraction with a longer numerator or denominator is given as a decimal number alone."""


def about(value: Fraction | int) -> str:
    """Return a number to three significant decimals.

    >>> from fractions import Fraction
    >>> about(Fraction(5, 11)), about(Fraction(1, 30_000)), about(12)
    ('0.455', '3.33e-05', '12')
    """
    return f"{float(value):.3g}" if -1000 < value < 1000 else f"{float(value):,.1f}"  # noqa: PLR2004 - three digits and more


def fraction_says(value: Fraction | int) -> str:
    """Return a fraction with its decimal number, or that alone where the fraction is long.

    >>> from fractions import Fraction
    >>> fraction_says(Fraction(5, 11)), fraction_says(Fraction(3)), fraction_says(Fraction(10**9, 10**9 + 1))
    ('5/11 (0.455)', '3', 'about 1')
    """
    if value.denominator == 1 and abs(value) < 10**MOST_DIGITS:
        return str(value)
    if max(abs(value.numerator), value.denominator) >= 10**MOST_DIGITS:
        return f"about {about(value)}"
    return f"{value} ({about(value)})"


def many(number: int) -> str:
    """Return how many there are; no digit where there is none.

    >>> many(0), many(1200)
    ('no', '1,200')
    """
    return f"{number:,}" if number else "no"


def counted(number: int, one: str) -> str:
    """Return how many of something there are, in the plural where that is due.

    >>> counted(1, "period"), counted(2, "inspection"), counted(0, "inspection")
    ('1 period', '2 inspections', 'no inspections')
    """
    return f"{many(number)} {one}" + ("" if number == 1 else "s")
