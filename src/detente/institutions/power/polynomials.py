"""Polynomials with whole coefficients, none negative, packed into one large integer.

Coefficient c_k stands in the k-th field of so many bits (Kronecker's substitution), so that the sum and the
product of polynomials are those of integers, as long as each coefficient stays within its field.
"""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["binomial_power", "coefficients", "packed"]


def packed(numbers: Sequence[int], bits: int) -> int:
    """Return the polynomial with these coefficients, the constant first."""
    return sum(number << (bits * power) for power, number in enumerate(numbers))


def coefficients(polynomial: int, bits: int, number: int) -> tuple[int, ...]:
    """Return so many coefficients, the constant first.

    >>> coefficients(packed([3, 0, 2], 8) * packed([1, 1], 8), 8, 4)
    (3, 3, 2, 2)
    """
    mask = (1 << bits) - 1
    return tuple((polynomial >> (bits * power)) & mask for power in range(number))


def binomial_power(members: int, bits: int) -> int:
    """Return (1 + x) to a power: how many sets of each size so many members have."""
    return packed([comb(members, size) for size in range(members + 1)], bits)
