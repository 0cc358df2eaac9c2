"""Moves within groups of states that differ in the options of one decision maker alone; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["moves_within"]


def moves_within(
    order: NDArray[np.int32], begins: NDArray[np.int64], codes: NDArray[np.int64], forward: int, back: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return where the moves from each state begin, (states + 1,), and the states that they lead to.

    ``order``: states by groups, those of each in ascending order; ``begins``: where each group begins, and
    where the last one ends. ``codes``: (states,), a bit for each option; ``forward``, ``back``: the bits of
    those that may only be taken up, and only be given up.
    """
    states = len(order)
    starts = np.zeros(states + 1, dtype=np.int64)
    for group in range(len(begins) - 1):
        for place in range(begins[group], begins[group + 1]):
            before, count = codes[order[place]], -1  # itself is no move
            for other in range(begins[group], begins[group + 1]):
                after = codes[order[other]]
                count += ((before & ~after & forward) | (after & ~before & back)) == 0
            starts[order[place] + 1] = count
    for state in range(states):
        starts[state + 1] += starts[state]
    targets = np.empty(starts[states], dtype=np.int32)
    for group in range(len(begins) - 1):
        for place in range(begins[group], begins[group + 1]):
            state = order[place]
            before, at = codes[state], starts[state]
            for other in range(begins[group], begins[group + 1]):
                target = order[other]
                after = codes[target]
                if target != state and ((before & ~after & forward) | (after & ~before & back)) == 0:
                    targets[at] = target
                    at += 1
    return starts, targets
