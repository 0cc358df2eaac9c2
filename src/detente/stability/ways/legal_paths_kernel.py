"""Shortest legal sequences of moves from one state; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["shortest"]


def shortest(
    start: int, starts: NDArray[np.int64], targets: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return how many moves lead to each node, and from which state the last one does.

    A node is a state with who moved there last: both are (movers, states), -1 where a node is not reached.
    Those who move are tried in their order, and so are their moves.

    ``starts``, (movers, states + 1), and ``targets``: the moves of each.

    All but the one who came to a state first go on from there at once, and that one does so when the next
    comes: so each move is tried once.
    """
    makers, states = len(starts), starts.shape[1] - 1
    distance = np.full((makers, states), -1, dtype=np.int32)
    before = np.full((makers, states), -1, dtype=np.int32)
    order = np.empty(makers * states, dtype=np.int32)  # nodes, mover * states + state, as they are found
    # Who has yet to go on from each state: all, as nobody came (-1), one, or none (as many as there are).
    left = np.full(states, -1, dtype=np.int16)
    left[start] = makers
    state, last, depth, low, high = start, -1, 0, 0, makers
    taken, count = 0, 0
    while True:
        for mover in range(low, high):
            if mover == last:
                continue
            for move in range(starts[mover, state], starts[mover, state + 1]):
                target = targets[move]
                if distance[mover, target] >= 0:
                    continue
                distance[mover, target] = depth + 1
                before[mover, target] = state
                order[count] = mover * states + target
                count += 1
        if taken == count:
            break
        node = order[taken]
        taken += 1
        last, state = node // states, node % states
        depth = distance[last, state]
        if left[state] < 0:
            low, high = 0, makers
            left[state] = last
        elif left[state] < makers and left[state] != last:
            low, high = left[state], left[state] + 1
            left[state] = makers
        else:
            low, high = 0, 0
    return distance, before
