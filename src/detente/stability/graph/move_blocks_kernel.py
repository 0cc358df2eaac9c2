"""Which states are alike in what a decision maker moves from and to; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["moves_between_blocks", "neighbourhood_sums"]


def neighbourhood_sums(
    starts: NDArray[np.int64], targets: NDArray[np.int32], drawn: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each state the sum of numbers drawn for those that lead to it, and of those it leads to.

    Each state's own number counts in both.
    """
    into, out = drawn.copy(), drawn.copy()
    for state in range(len(drawn)):
        own, total = drawn[state], drawn[state]
        for move in range(starts[state], starts[state + 1]):
            target = targets[move]
            total += drawn[target]
            into[target] += own
        out[state] = total
    return into, out


def moves_between_blocks(
    starts: NDArray[np.int64],
    targets: NDArray[np.int32],
    of: NDArray[np.int32],
    begins: NDArray[np.int64],
    members: NDArray[np.int32],
) -> tuple[bool, NDArray[np.int64], NDArray[np.int32]]:
    """Return whether blocks tell all about moves, where the blocks that each leads to begin, and which.

    They do where the moves are those from every member of a block to every other state that is in a block to
    which it leads. ``of``: the block of each state; ``begins``, ``members``: the states of each.
    """
    states, blocks = len(of), len(begins) - 1
    most = blocks
    for block in range(blocks):
        first = members[begins[block]]
        most += starts[first + 1] - starts[first]
    out_starts = np.zeros(blocks + 1, dtype=np.int64)
    out = np.empty(most, dtype=np.int32)
    reached = np.full(states, -1, dtype=np.int32)
    counted = np.zeros(blocks, dtype=np.int32)
    count = 0
    for block in range(blocks):
        first = members[begins[block]]
        reached[first] = block
        counted[block] = 1
        if begins[block + 1] - begins[block] > 1:
            out[count] = block
            count += 1
        for move in range(starts[first], starts[first + 1]):
            reached[targets[move]] = block
            other = of[targets[move]]
            if counted[other] == 0:
                out[count] = other
                count += 1
            counted[other] += 1
        whole = counted[block] == begins[block + 1] - begins[block]
        counted[block] = 0
        for place in range(out_starts[block], count):
            other = out[place]
            whole = whole and (other == block or counted[other] == begins[other + 1] - begins[other])
            counted[other] = 0
        for place in range(begins[block] + 1, begins[block + 1]):
            state = members[place]
            same = starts[state + 1] - starts[state] == starts[first + 1] - starts[first]
            whole = whole and same and reached[state] == block
            for move in range(starts[state], starts[state + 1]):
                whole = whole and reached[targets[move]] == block
        if not whole:
            return False, out_starts, out[:0]
        out_starts[block + 1] = count
    return True, out_starts, out[:count].copy()
