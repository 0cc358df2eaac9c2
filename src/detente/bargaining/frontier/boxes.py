"""Divide vectors into boxes that are small in every direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["boxes"]


def boxes(
    values: NDArray[np.float64], groups: NDArray[np.int64], most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Divide vectors into at most so many boxes, each within one group, or one box for each group.

    All boxes are halved where they are widest, again and again (median cut, Heckbert 1982, Computer Graphics
    16), as long as there are few enough. Returns the vectors in an order in which those of one box follow one
    another, and the positions at which boxes begin.

    ``values``: (n, columns), on scales that can be compared. ``groups``: (n,).

    >>> order, starts = boxes(np.array([[0.0], [9.0], [1.0], [8.0]]), np.zeros(4, dtype=np.int64), 2)
    >>> order.tolist(), starts.tolist()
    ([0, 2, 3, 1], [0, 2])
    """
    order = np.argsort(groups, kind="stable")
    _, starts = np.unique(groups[order], return_index=True)
    while True:
        sizes = np.diff(starts, append=len(order))
        inside = np.repeat(np.arange(len(starts)), sizes)
        widths = np.maximum.reduceat(values[order], starts) - np.minimum.reduceat(values[order], starts)
        divisible = widths.max(axis=1, initial=0.0) > 0
        if not divisible.any() or len(starts) + divisible.sum() > most:
            return order, starts
        order = order[np.lexsort((values[order, widths.argmax(axis=1)[inside]], inside))]
        middles = starts + sizes // 2
        starts = np.sort(np.concatenate((starts, middles[divisible])))
