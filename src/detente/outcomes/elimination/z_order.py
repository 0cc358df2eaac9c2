"""Order vectors along a Z-shaped curve, on which a vector comes before all that it dominates.

The bits of the coordinates are interleaved, highest first (Morton 1966). Where one vector is at least another
in every coordinate its code is at least the other's, and vectors with close codes are close to one another.
Both help to compare many vectors for dominance (Lee, Zheng, Li and Lee 2007, VLDB, "Approaching the skyline
in Z order").
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["z_order"]

_WORD = 62
_ALL_BITS = 2**_WORD - 1
_BYTE = 255


def z_order(
    values: NDArray[np.int64], groups: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sort vectors along the curve, best first, equal vectors of one group next to each other.

    ``values``: (n, columns). ``groups``: (n,), from 0. Returns the order (n,), and the positions in it at
    which a vector or group differs from the one before it.

    >>> order, starts = z_order(np.array([[1, 2], [3, 3], [1, 2]]), np.array([0, 0, 0]))
    >>> order.tolist(), starts.tolist()
    ([1, 0, 2], [0, 1])
    """
    columns = [*(values - values.min(axis=0)).T, groups]
    bits = tuple(int(column.max(initial=0)).bit_length() for column in columns)
    words = []
    for pieces in _layout(bits):
        word = np.full(len(values), _ALL_BITS, dtype=np.int64)
        for column, shift, spread in pieces:
            word -= spread[(columns[column] >> shift) & _BYTE]
        words.append(word)
    order = np.argsort(words[0]) if len(words) == 1 else np.lexsort(words[::-1])
    new = np.ones(len(values), dtype=np.bool_)
    new[1:] = False
    for word in words:
        in_order = word[order]
        new[1:] |= in_order[1:] != in_order[:-1]
    return order, np.flatnonzero(new)


@lru_cache(maxsize=512)
def _layout(bits: tuple[int, ...]) -> tuple[tuple[tuple[int, int, NDArray[np.int64]], ...], ...]:
    """Return for each word of the code the bytes that go into it: column, shift, and each byte spread out.

    ``bits``: how many bits each column has; those of the last one, the group, come after all others.
    """
    *heights, group = bits
    interleaved = [
        (column, height - 1 - level)
        for level in range(max(heights, default=0))
        for column, height in enumerate(heights)
        if level < height
    ]
    interleaved += [(len(heights), bit) for bit in reversed(range(group))]
    byte = np.arange(_BYTE + 1)
    words = []
    for start in range(0, max(len(interleaved), 1), _WORD):
        spread: dict[tuple[int, int], NDArray[np.int64]] = {}
        placed = interleaved[start : start + _WORD]
        for place, (column, bit) in enumerate(reversed(placed)):
            piece = spread.setdefault((column, bit // 8 * 8), np.zeros(_BYTE + 1, dtype=np.int64))
            piece |= (byte >> bit % 8 & 1) << place
        words.append(tuple((column, shift, piece) for (column, shift), piece in spread.items()))
    return tuple(words)
