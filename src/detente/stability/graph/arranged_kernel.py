"""Moves arranged by where they lead from, or to; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["arranged", "turned_round"]


def arranged(
    by: NDArray[np.int32], others: NDArray[np.int32], states: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the second of each pair, pairs sorted by the first, and equal ones in the order they came in.

    With them, first, where the pairs of each state begin: (states + 1,).
    """
    starts = np.zeros(states + 1, dtype=np.int64)
    for place in range(len(by)):
        starts[by[place] + 1] += 1
    for state in range(states):
        starts[state + 1] += starts[state]
    filled = starts[:-1].copy()
    found = np.empty(len(by), dtype=np.int32)
    for place in range(len(by)):
        at = filled[by[place]]
        found[at] = others[place]
        filled[by[place]] = at + 1
    return starts, found


def turned_round(
    starts: NDArray[np.int64], targets: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return moves by where they lead: where those to each state begin, (states + 1,), and their origins.

    ``starts``, ``targets``: the moves by where they lead from. The origins of each state's come in order.
    """
    states = len(starts) - 1
    begins = np.zeros(states + 1, dtype=np.int64)
    for place in range(len(targets)):
        begins[targets[place] + 1] += 1
    for state in range(states):
        begins[state + 1] += begins[state]
    filled = begins[:-1].copy()
    found = np.empty(len(targets), dtype=np.int32)
    for state in range(states):
        for place in range(starts[state], starts[state + 1]):
            at = filled[targets[place]]
            found[at] = state
            filled[targets[place]] = at + 1
    return begins, found
