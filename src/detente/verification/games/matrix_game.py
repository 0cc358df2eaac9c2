"""Two-by-two zero-sum games, solved exactly."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["two_by_two"]

Row = tuple[Fraction, Fraction]


def two_by_two(upper: Row, lower: Row) -> tuple[Fraction, Fraction, Fraction]:
    """Return value, probability of the upper row, and of the left column.

    The row player maximises. Where one entry is the least of its row and the largest of its column (a saddle
    point), both play it and nobody mixes; else both make the other side indifferent (von Neumann 1928).

    >>> two_by_two((Fraction(1), Fraction(0)), (Fraction(-1), Fraction(1)))
    (Fraction(1, 3), Fraction(2, 3), Fraction(1, 3))
    >>> two_by_two((Fraction(0), Fraction(0)), (Fraction(-1), Fraction(1)))
    (Fraction(0, 1), Fraction(1, 1), Fraction(1, 1))
    """
    rows = (upper, lower)
    for i in (0, 1):
        for j in (0, 1):
            entry = rows[i][j]
            if entry == min(rows[i]) and entry == max(upper[j], lower[j]):
                return Fraction(entry), Fraction(1 - i), Fraction(1 - j)
    (a, b), (c, d) = rows
    scale = a - b - c + d
    return (a * d - b * c) / scale, (d - c) / scale, (d - b) / scale
