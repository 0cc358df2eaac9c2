"""Compiled merge of the lists of several options, and the sweep that finds what is undominated in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["descends", "undominated_sums"]

LEAST, GREATEST = np.iinfo(np.int64).min, np.iinfo(np.int64).max


@compiled
def descends(values: NDArray[np.int64]) -> bool:
    """Tell whether vectors stand highest first by their first column, then the second, then the third."""
    row = 1
    while row < len(values) and not _before(values, row, row - 1):
        row += 1
    return row >= len(values)


@compiled
def undominated_sums(
    values: NDArray[np.int64], gains: NDArray[np.int64], needed: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return which sums of a value and a gain no other such sum dominates, highest first.

    ``values``: (n, 3), distinct, as ``descends`` has them. ``gains``: (options, 3). ``needed``: (3,); sums
    below it in some column are left out. Returns of each sum the row of ``values`` and that of ``gains``, and
    the positions at which sums differ from the one before.

    The values with one gain are a list in order already. In the queue stands the next sum of every list,
    and of all sums passed the staircase: those that none of them exceeds in both the second and the third
    column, the second ascending, so that the third descends.
    """
    rows, options = len(values), len(gains)
    origin = np.empty(rows * options, np.int64)
    option = np.empty(rows * options, np.int64)
    starts = np.empty(rows * options, np.int64)
    second = np.empty(rows * options + 2, np.int64)
    third = np.empty(rows * options + 2, np.int64)
    # two steps out of reach, below which is what falls short of what is needed
    second[0], third[0] = max(needed[1], LEAST + 1) - 1, GREATEST
    second[1], third[1] = GREATEST, max(needed[2], LEAST + 1) - 1
    listed, found, steps = 0, 0, 2
    position = np.zeros(options, np.int64)
    heads = np.empty((options, 3), np.int64)
    queue = np.empty(options, np.int64)
    first = options
    for added in range(options):
        # a sum of whole arrays takes the compiler far longer than a loop
        for column in range(3):
            heads[added, column] = values[0, column] + gains[added, column]
        first -= 1
        queue[first] = added
        _move_back(queue, first, heads)
    highest, high, low = np.int64(0), np.int64(0), np.int64(0)
    while first < options and heads[queue[first], 0] >= needed[0]:
        taken = queue[first]
        x, y, z = heads[taken, 0], heads[taken, 1], heads[taken, 2]
        again = found > 0 and x == highest and y == high and z == low
        if not again and _rises(second, third, steps, y, z):
            steps = _add_step(second, third, steps, y, z)
            starts[found] = listed
            found += 1
            highest, high, low = x, y, z
            again = True
        if again:
            origin[listed], option[listed] = position[taken], taken
            listed += 1
        row = position[taken] + 1
        # what is dominated by now need not stand in the queue
        while row < rows and not _rises(
            second, third, steps, values[row, 1] + gains[taken, 1], values[row, 2] + gains[taken, 2]
        ):
            row += 1
        position[taken] = row
        if row < rows:
            for column in range(3):
                heads[taken, column] = values[row, column] + gains[taken, column]
            _move_back(queue, first, heads)
        else:
            first += 1
    return origin[:listed], option[:listed], starts[:found]


@compiled
def _before(values: NDArray[np.int64], i: int, j: int) -> bool:
    """Tell whether vector ``i`` stands before, and so higher than, vector ``j``."""
    if values[i, 0] != values[j, 0]:
        return bool(values[i, 0] > values[j, 0])
    if values[i, 1] != values[j, 1]:
        return bool(values[i, 1] > values[j, 1])
    return bool(values[i, 2] > values[j, 2])


@compiled
def _move_back(queue: NDArray[np.int64], first: int, heads: NDArray[np.int64]) -> None:
    """Move the first in the queue, the only one out of order, to where it belongs."""
    moved, place = queue[first], first
    while place + 1 < queue.size and _before(heads, queue[place + 1], moved):
        queue[place] = queue[place + 1]
        place += 1
    queue[place] = moved


@compiled
def _rises(second: NDArray[np.int64], third: NDArray[np.int64], steps: int, y: int, z: int) -> bool:
    """Tell whether what is ``y`` in the second column and ``z`` in the third is above the staircase."""
    return bool(third[_step_at(second, steps, y)] < z)


@compiled
def _step_at(second: NDArray[np.int64], steps: int, least: int) -> int:
    """Return the first step that is at least so high in the second column."""
    low, left = 0, steps
    while left > 0:
        half = left >> 1
        if second[low + half] < least:
            low += half + 1
            left -= half + 1
        else:
            left = half
    return low


@compiled
def _add_step(second: NDArray[np.int64], third: NDArray[np.int64], steps: int, y: int, z: int) -> int:
    """Put a step in the place of those it exceeds; return how many there are then."""
    start = end = _step_at(second, steps, y)
    if second[end] == y:
        end += 1
    while third[start - 1] <= z:
        start -= 1
    shift = start + 1 - end
    if shift > 0:
        for step in range(steps - 1, end - 1, -1):
            second[step + 1], third[step + 1] = second[step], third[step]
    elif shift < 0:
        for step in range(end, steps):
            second[step + shift], third[step + shift] = second[step], third[step]
    second[start], third[start] = y, z
    return steps + shift
