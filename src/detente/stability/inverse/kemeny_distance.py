"""How far two orders with ties are from each other, and in which pairs they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["differing_pairs", "half_swaps"]


def differing_pairs(before: npt.NDArray[np.int32], after: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Return the pairs that two orders of states see differently: (pairs, 4).

    Each row has the state that rises, the one that falls against it, and how the first stood to the second
    before and after: -1 below, 0 tied, 1 above. ``before``, ``after``: (states,), 0 the worst, ties equal.

    >>> differing_pairs(np.array([0, 1, 2]), np.array([1, 1, 0])).tolist()
    [[0, 1, -1, 0], [0, 2, -1, 1], [1, 2, -1, 1]]
    """
    found = [np.empty((0, 4), dtype=np.int64)]
    for state in range(len(before)):
        was, now = np.sign(before[state] - before), np.sign(after[state] - after)
        others = np.flatnonzero(now > was)
        same = np.full(len(others), state)
        found.append(np.stack([same, others, was[others], now[others]], axis=1).astype(np.int64))
    return np.concatenate(found)


def half_swaps(before: npt.NDArray[np.int32], after: npt.NDArray[np.int32]) -> int:
    """Return the Kemeny distance of two orders of states with ties, in halves of a swap.

    A pair that is turned round counts one swap, and one that comes to be tied, or apart, half a swap. Between
    orders without ties it is the least number of swaps of neighbours that turn one into the other (Kendall's
    distance); with them it is the one distance, up to the unit, that meets the axioms of the source: it is
    the same whatever the states are called, and adds up along orders that lie between two.

    Source: J. G. Kemeny and J. L. Snell, *Mathematical Models in the Social Sciences*, Ginn 1962, chapter 2.

    >>> half_swaps(np.array([0, 1, 2]), np.array([1, 1, 0]))
    5
    """
    pairs = differing_pairs(before, after)
    return int(np.sum(pairs[:, 3] - pairs[:, 2]))
