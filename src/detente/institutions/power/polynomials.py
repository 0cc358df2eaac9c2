"""Polynomials with whole coefficients, none negative, packed into one large integer.

Coefficient c_k stands in the k-th field of so many bits (Kronecker's substitution), so that the sum and the
product of polynomials are those of integers, as long as each coefficient stays within its field.
"""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["binomial_power", "coefficients", "field_for", "packed"]

BYTE = 8


def field_for(members: int) -> int:
    """Return how many bits hold any number of coalitions of so many members: whole bytes.

    >>> field_for(7), field_for(8)
    (8, 16)
    """
    return (members // BYTE + 1) * BYTE


def packed(numbers: Sequence[int], bits: int) -> int:
    """Return the polynomial with these coefficients, the constant first; bits are whole bytes."""
    return int.from_bytes(b"".join(number.to_bytes(bits // BYTE, "little") for number in numbers), "little")


def coefficients(polynomial: int, bits: int, number: int) -> tuple[int, ...]:
    """Return the coefficients, of which there are so many at most, the constant first.

    >>> coefficients(packed([3, 0, 2], 8) * packed([1, 1], 8), 8, 4)
    (3, 3, 2, 2)
    """
    width = bits // BYTE
    data = polynomial.to_bytes(width * number, "little")
    return tuple(int.from_bytes(data[at : at + width], "little") for at in range(0, len(data), width))


def binomial_power(members: int, bits: int) -> int:
    """Return (1 + x) to a power: how many sets of each size so many members have."""
    return packed([comb(members, size) for size in range(members + 1)], bits)
