"""Compiled count of the pairs of vectors of which one is as high as the other in every column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["count_by_division"]

FEW = 2_000
"""So few pairs are compared one by one."""


@compiled
def count_by_division(
    values: NDArray[np.int64], ways: NDArray[np.int64], needed: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return for each needed vector the ways of all values that are as high in every column: (m,).

    Both sides are divided at a value of the last column. Pairs within the upper and within the lower part are
    counted alike; pairs of an upper value and a lower need are settled in this column and are counted in the
    columns before it (Bentley 1980, Communications of the ACM 23, "Multidimensional divide-and-conquer").

    ``values``: (n, columns), ``ways``: (n,), ``needed``: (m, columns).
    """
    counts = np.zeros(len(needed), np.int64)
    upper = np.argsort(-values[:, 0])
    lower = np.argsort(-needed[:, 0])
    _divide(values, ways, needed, upper, lower, values.shape[1], counts)
    return counts


@compiled
def _divide(  # noqa: PLR0913, PLR0917 - compiled code passes arrays whole
    values: NDArray[np.int64],
    ways: NDArray[np.int64],
    needed: NDArray[np.int64],
    rows: NDArray[np.int64],
    asked: NDArray[np.int64],
    columns: int,
    counts: NDArray[np.int64],
) -> None:
    """Add to ``counts`` the pairs of some rows and some needs in the first ``columns``.

    Both are sorted by the first column, highest first, and stay so when they are divided.
    """
    if rows.size == 0 or asked.size == 0:
        return
    if columns == 1:
        _sweep(values, ways, needed, rows, asked, counts)
        return
    if rows.size * asked.size <= FEW:
        _compare(values, ways, needed, rows, asked, columns, counts)
        return
    last = columns - 1
    lowest, highest = _extent(values, rows, last)
    least, most = _extent(needed, asked, last)
    if highest < least:
        return
    if lowest >= most:
        _divide(values, ways, needed, rows, asked, last, counts)
        return
    begin, end = max(lowest, least), min(highest, most)
    middle = begin + (end - begin + 1) // 2
    above = np.empty(rows.size, np.bool_)
    for k in range(rows.size):
        above[k] = values[rows[k], last] >= middle
    over = np.empty(asked.size, np.bool_)
    for k in range(asked.size):
        over[k] = needed[asked[k], last] > middle
    upper, less = rows[above], asked[~over]
    _divide(values, ways, needed, upper, asked[over], columns, counts)
    _divide(values, ways, needed, rows[~above], less, columns, counts)
    _divide(values, ways, needed, upper, less, last, counts)


@compiled
def _extent(table: NDArray[np.int64], rows: NDArray[np.int64], column: int) -> tuple[int, int]:
    low = high = table[rows[0], column]
    for row in rows:
        low, high = min(low, table[row, column]), max(high, table[row, column])
    return low, high


@compiled
def _sweep(  # noqa: PLR0913, PLR0917 - compiled code passes arrays whole
    values: NDArray[np.int64],
    ways: NDArray[np.int64],
    needed: NDArray[np.int64],
    rows: NDArray[np.int64],
    asked: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> None:
    total = at = 0
    for need in asked:
        while at < rows.size and values[rows[at], 0] >= needed[need, 0]:
            total += ways[rows[at]]
            at += 1
        counts[need] += total


@compiled
def _compare(  # noqa: PLR0913, PLR0917 - compiled code passes arrays whole
    values: NDArray[np.int64],
    ways: NDArray[np.int64],
    needed: NDArray[np.int64],
    rows: NDArray[np.int64],
    asked: NDArray[np.int64],
    columns: int,
    counts: NDArray[np.int64],
) -> None:
    for need in asked:
        for row in rows:
            reached = True
            for column in range(columns):
                if values[row, column] < needed[need, column]:
                    reached = False
                    break
            if reached:
                counts[need] += ways[row]
