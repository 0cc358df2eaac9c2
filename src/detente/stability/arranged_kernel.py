"""Moves arranged by where they lead from, or to; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["arranged"]


def arranged(
    by: NDArray[np.int32], others: NDArray[np.int32], states: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return pairs sorted by the first, those that are equal in the order in which they came.

    With them, first, where the pairs of each state begin: (states + 1,).
    """
    starts = np.zeros(states + 1, dtype=np.int64)
    for place in range(len(by)):
        starts[by[place] + 1] += 1
    for state in range(states):
        starts[state + 1] += starts[state]
    filled = starts[:-1].copy()
    first = np.empty(len(by), dtype=np.int32)
    second = np.empty(len(by), dtype=np.int32)
    for place in range(len(by)):
        at = filled[by[place]]
        first[at], second[at] = by[place], others[place]
        filled[by[place]] = at + 1
    return starts, first, second
