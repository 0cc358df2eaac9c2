"""The number with the fewest decimals in an interval."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from detente.case.numbers import DECIMALS

__all__ = ["simplest"]


def simplest(first: Fraction, last: Fraction, *, past: bool = False) -> Fraction:
    """Return the number from one to another with fewest decimals, the nearest to the first of these.

    It may be ``first`` itself, unless it is to lie ``past`` it; ``last`` where none has as few decimals as a
    case file allows.

    >>> simplest(Fraction("0.213914"), Fraction("0.214328"))
    Fraction(107, 500)
    >>> simplest(Fraction(3), Fraction(2)), simplest(Fraction(3), Fraction(2), past=True)
    (Fraction(3, 1), Fraction(2, 1))
    >>> simplest(Fraction(2, 3), Fraction(2, 3))
    Fraction(2, 3)
    """
    for decimals in range(DECIMALS + 1):
        step = 10**decimals
        if last >= first:
            near = Fraction(floor(first * step) + 1 if past else ceil(first * step), step)
            inside = near <= last
        else:
            near = Fraction(ceil(first * step) - 1 if past else floor(first * step), step)
            inside = near >= last
        if inside:
            return near
    return last
