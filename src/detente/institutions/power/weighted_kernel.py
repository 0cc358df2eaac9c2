"""Compiled loops that count coalitions by their sum of weights, in whole numbers of any length.

A number is kept as limbs of 61 bits, the lowest first, so that a few can be added before anything is carried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Words = NDArray[np.uint64]
    Places = NDArray[np.int64]

__all__ = ["BITS", "cumulate", "join", "join_sums", "number_in", "windows", "with_each"]

BITS = 61
"""Bits of a limb."""
MASK = np.uint64((1 << BITS) - 1)
SHIFT = np.uint64(BITS)
CHUNK = 1024
"""So many sums are added and carried at a time: they stay in the nearest cache."""


@compiled
def _gather(pending: Words, table: Words, at: int, count: int) -> None:
    source = table[at : at + count]
    for place in range(count):
        pending[place] += source[place]


@compiled
def _join_two(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    pending: Words, table: Words, here: int, first: int, second: int, both: int, count: int
) -> None:
    carried = pending[:count]
    target = table[here : here + count]
    one = table[first : first + count]
    other = table[second : second + count]
    pair = table[both : both + count]
    for place in range(count):
        total = target[place] + one[place] + other[place] + pair[place] + carried[place]
        target[place] = total & MASK
        carried[place] = total >> SHIFT


@compiled
def _carry(pending: Words, table: Words, here: int, count: int) -> None:
    target = table[here : here + count]
    for place in range(count):
        total = target[place] + pending[place]
        target[place] = total & MASK
        pending[place] = total >> SHIFT


@compiled
def _join_row(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    pending: Words,
    table: Words,
    place: Places,
    stride: Places,
    limbs: Places,
    row: int,
    start: int,
    count: int,
    first: int,
    second: int,
) -> np.uint64:
    """Let one more member, or two at once, join the coalitions of a row with so many sums from the start on.

    Return the greatest highest limb there is afterwards.
    """
    pending[:count] = 0
    here = np.int64(0)
    for limb in range(limbs[row]):
        here = place[row] + limb * stride[row] + start
        if row >= 1 and limb < limbs[row - 1]:
            at = place[row - 1] + limb * stride[row - 1] + start
            if first and row >= 2 and limb < limbs[row - 2]:  # noqa: PLR2004 - both join two fewer
                both = place[row - 2] + limb * stride[row - 2] + start - first - second
                _join_two(pending, table, here, at - first, at - second, both, count)
                continue
            _gather(pending, table, at - second, count)
            if first:
                _gather(pending, table, at - first, count)
        _carry(pending, table, here, count)
    top = np.uint64(0)
    for at in range(here, here + count):
        top = max(top, table[at])
    return top


@compiled
def join(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    table: Words,
    place: Places,
    stride: Places,
    limbs: Places,
    low: Places,
    high: Places,
    first: Places,
    second: Places,
    slant: int,
    lag: int,
    begin: int,
    end: int,
    greatest: Words,
) -> None:
    """Let members join the coalitions that are counted in the table, one or two of them at each stage.

    Row k has the coalitions of k members. The number of those with sum s is in ``table`` at ``place[k] +
    s``, its further limbs each ``stride[k]`` on. After stage g only sums from ``low[k]`` to below ``high[g,
    k]`` occur. ``first[g]`` and ``second[g]`` are the weights of those who join, the first 0 where it is one
    alone.

    What leads to sum s in row k is in row k - 1 near s - weight. So all rows are gone through together
    along the slant u = s - k * slant, from the highest u down, and nothing is written before it has been
    read: the slant is the least weight. Each stage follows the one before it at a distance of ``lag``, at
    which that has done all that this one reads; so what lies in the cache is used by all of them. The first
    stage goes from ``begin`` down to ``end``. ``greatest[k]`` is raised to the greatest highest limb that
    the last stage leaves.
    """
    pending = np.empty(CHUNK, dtype=np.uint64)
    for upper in range(begin, end, -CHUNK):
        for stage in range(len(first)):
            until = upper + stage * lag
            for row in range(low.shape[0] - 1, -1, -1):
                start = max(low[row], max(until - CHUNK, end + stage * lag) + row * slant)
                count = min(high[stage, row], until + row * slant) - start
                if count > 0:
                    top = _join_row(
                        pending, table, place, stride, limbs, row, start, count, first[stage], second[stage]
                    )
                    if stage == len(first) - 1:
                        greatest[row] = max(greatest[row], top)


@compiled
def join_sums(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    table: Words, place: int, stride: int, limbs: int, high: int, weight: int
) -> None:
    """Let a member join the coalitions that are counted by their sum alone, up to below ``high``."""
    pending = np.empty(CHUNK, dtype=np.uint64)
    for upper in range(high, 0, -CHUNK):
        start = max(0, upper - CHUNK)
        count = upper - start
        pending[:] = 0
        for limb in range(limbs):
            here = place + limb * stride + start
            _gather(pending, table, here - weight, count)
            _carry(pending, table, here, count)


@compiled
def cumulate(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    table: Words, place: int, stride: int, limbs: int, low: int, high: int
) -> None:
    """Turn the numbers with each sum into the numbers with that sum at most."""
    running = np.zeros(limbs, dtype=np.uint64)
    for total in range(low, high):
        over = np.uint64(0)
        for limb in range(limbs):
            at = place + limb * stride + total
            value = running[limb] + table[at] + over
            over = value >> SHIFT
            running[limb] = value & MASK
            table[at] = running[limb]


@compiled
def windows(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    table: Words,
    place: Places,
    stride: Places,
    limbs: Places,
    low: Places,
    high: Places,
    below: int,
    weight: int,
    shrinking: bool,  # noqa: FBT001 - numba takes no keywords
    found: NDArray[np.int64],
) -> None:
    """Count, of the others of a member, the coalitions that fall short of a sum, and do not with the member.

    ``table`` has the numbers with each sum at most, over all members. Those with the member are taken off in
    turns: coalitions of the others with sum s are those of all with sum s, less those of the others with sum
    s - weight, and so on. ``found``: (rows, limbs); a row has coalitions of one size, or all where not
    ``shrinking``.
    """
    for row in range(found.shape[0]):
        end, size, sign = below - 1, row, 1
        while end >= 0 and size >= 0:
            for edge, part in ((end, sign), (end - weight, -sign)):
                if edge < low[size] or high[size] <= low[size]:
                    continue
                at = place[size] + min(edge, high[size] - 1)
                over = 0
                for limb in range(found.shape[1]):
                    value = found[row, limb] + over
                    if limb < limbs[size]:
                        value += part * np.int64(table[at + limb * stride[size]])
                    over = value >> BITS
                    found[row, limb] = value & ((1 << BITS) - 1)
            end -= weight
            sign = -sign
            if shrinking:
                size -= 1


@compiled
def with_each(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    table: Words,
    place: int,
    stride: int,
    limbs: int,
    weights: Places,
    least: int,
    most: int,
    found: NDArray[np.int64],
) -> None:
    """Count, for each of these members, the coalitions of them with it whose sum is from least to most.

    ``table`` has, over all of them, the numbers with each sum at most, from ``place`` on; nothing is below 0.
    ``found``: (members, limbs).
    """
    for member, weight in enumerate(weights):
        for begin, part in ((most - weight, 1), (least - weight - 1, -1)):
            total, sign = begin, part
            while total >= 0:  # without the member: all, less those without it and with its weight less
                over = 0
                for limb in range(limbs):
                    value = found[member, limb] + sign * np.int64(table[place + limb * stride + total]) + over
                    over = value >> BITS
                    found[member, limb] = value & ((1 << BITS) - 1)
                total -= weight
                sign = -sign


def number_in(limbs: Words | Places) -> int:
    """Return the number that is kept in these limbs.

    >>> number_in(np.array([3, 1])) == 3 + 2**61
    True
    """
    return sum(int(limb) << (BITS * place) for place, limb in enumerate(limbs))
