"""Whether a number lies below a root of another, decided without drawing the root."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["power_at_most"]

FIRST_BITS = 128
"""Binary digits with which a power is first enclosed."""


def power_at_most(base: Fraction, exponent: int, bound: Fraction) -> bool:
    """Tell whether base^exponent <= bound, with base and bound from 0 to 1 and an exponent from 1 on.

    The power is enclosed between two whole numbers of binary digits with a power of two, with more digits
    until the bound is not between them. It always leaves them, but for a power that equals the bound; that
    is looked at first, and can only be where both denominators, in lowest terms, are equally long.

    >>> from fractions import Fraction
    >>> power_at_most(Fraction(1, 2), 2, Fraction(1, 4)), power_at_most(Fraction(51, 100), 2, Fraction(1, 4))
    (True, False)
    """
    if not base or base == 1 or not bound or bound >= 1:
        return not base or bound >= 1
    most = base.denominator.bit_length() * exponent
    least = (base.denominator.bit_length() - 1) * exponent
    if least <= bound.denominator.bit_length() <= most + 1 and base**exponent == bound:
        return True
    bits = FIRST_BITS
    while True:
        low, high, shift = _enclosed(base, exponent, bits)
        scaled = bound.numerator << -shift
        if high * bound.denominator <= scaled:
            return True
        if low * bound.denominator > scaled:
            return False
        bits *= 2


def _enclosed(base: Fraction, exponent: int, bits: int) -> tuple[int, int, int]:
    """Return whole numbers low and high and a shift below 0: low <= base^exponent / 2^shift <= high."""
    low = (base.numerator << bits) // base.denominator
    once = (low, low + 1, -bits)
    found = once
    for digit in f"{exponent:b}"[1:]:
        found = _times(found, found, bits)
        if digit == "1":
            found = _times(found, once, bits)
    return found


def _times(first: tuple[int, int, int], second: tuple[int, int, int], bits: int) -> tuple[int, int, int]:
    low, high, shift = first[0] * second[0], first[1] * second[1], first[2] + second[2]
    drop = max(0, high.bit_length() - bits)
    return low >> drop, -(-high >> drop), shift + drop
