"""Numbers as they are written, read exactly: 0.95 is 19/20."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isfinite

__all__ = ["exact_number", "probability", "whole_number"]

_WRITTEN = re.compile(r"(\d{1,30}(\.\d{1,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?|\d{1,30}/\d{1,30}")


def exact_number(number: str | float | Fraction) -> Fraction:
    """Return a number exactly: a text as a decimal or as a fraction, and a float as it is printed.

    Raises ``ValueError`` for a text that is neither, for a negative number, and for one that is not finite.

    >>> exact_number("0.95"), exact_number("19/20"), exact_number(0.95)
    (Fraction(19, 20), Fraction(19, 20), Fraction(19, 20))
    """
    if isinstance(number, Fraction | int) and number >= 0:
        return Fraction(number)
    written = str(number)
    if isinstance(number, float) and isfinite(number) and number >= 0:
        return Fraction(written)
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        raise ValueError(f"{written!r} is no number such as 0.95 or 19/20")
    try:
        return Fraction(found.group())
    except ZeroDivisionError:
        raise ValueError(f"{written!r} divides by zero") from None


def probability(number: str | float | Fraction, what: str) -> Fraction:
    """Return a probability exactly; ``what`` names it where it is none.

    Raises ``ValueError`` for what is no number from 0 to 1.

    >>> probability("0.9", "the level")
    Fraction(9, 10)
    """
    try:
        found = exact_number(number)
    except ValueError as error:
        raise ValueError(f"{what}: {error}") from None
    if found > 1:
        raise ValueError(f"{what} is a probability from 0 to 1, and {number} is above 1")
    return found


def whole_number(number: int, what: str, least: int, most: int) -> int:
    """Return a whole number that lies between two others.

    Raises ``ValueError``, which names it, for any other.

    >>> whole_number(5, "the sample", 0, 10)
    5
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise ValueError(f"{what} must be a whole number, and {number!r} is none")  # noqa: TRY004 - a value, to an analyst
    if not least <= number <= most:
        raise ValueError(f"{what} must be a whole number from {least:,} to {most:,}, and is {number:,}")
    return number
