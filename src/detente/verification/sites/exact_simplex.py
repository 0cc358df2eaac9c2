"""The simplex method in exact fractions, for small programmes that nothing at all is allowed to miss.

R. G. Bland, "New finite pivoting rules for the simplex method", Mathematics of Operations Research 2 (1977):
the first column that pays enters, and of the rows that bind first the one with the first variable leaves, so
that no cycle is possible.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["maximise"]


def maximise(
    objective: Sequence[Fraction], rows: Sequence[Sequence[Fraction]], most: Sequence[Fraction]
) -> tuple[Fraction, tuple[Fraction, ...]]:
    """Return the most of a sum over numbers that are not negative, and the numbers.

    Each of the ``rows`` is a sum that must not exceed its number in ``most``, which is not negative.

    Raises:
        ValueError: where the sum has no most.

    >>> one, two = Fraction(1), Fraction(2)
    >>> maximise([one, one], [[one, two], [two, one]], [one, one])
    (Fraction(2, 3), (Fraction(1, 3), Fraction(1, 3)))

    """
    columns, height = len(objective), len(rows)
    table = [
        [*row, *(Fraction(int(place == own)) for place in range(height)), limit]
        for own, (row, limit) in enumerate(zip(rows, most, strict=True))
    ]
    pays = [*objective, *[Fraction(0)] * (height + 1)]
    basis = list(range(columns, columns + height))
    while True:
        entering = next((column for column in range(columns + height) if pays[column] > 0), None)
        if entering is None:
            break
        ratios = [
            (row[-1] / row[entering], basis[own], own) for own, row in enumerate(table) if row[entering] > 0
        ]
        if not ratios:
            raise ValueError("The sum can be made as large as one likes.")
        _, _, leaving = min(ratios)
        pivot = table[leaving][entering]
        table[leaving] = [value / pivot for value in table[leaving]]
        for own, row in enumerate(table):
            if own != leaving and row[entering]:
                table[own] = _without(row, table[leaving], row[entering])
        pays = _without(pays, table[leaving], pays[entering])
        basis[leaving] = entering
    numbers = [Fraction(0)] * (columns + height)
    for own, variable in enumerate(basis):
        numbers[variable] = table[own][-1]
    return -pays[-1], tuple(numbers[:columns])


def _without(row: Sequence[Fraction], pivot: Sequence[Fraction], times: Fraction) -> list[Fraction]:
    return [value - times * other for value, other in zip(row, pivot, strict=True)]
