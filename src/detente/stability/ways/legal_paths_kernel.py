"""Shortest legal sequences of moves from one state; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["on_shortest", "shortest"]


def shortest(
    start: int,
    starts: NDArray[np.int64],
    targets: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return how many moves lead to each node, from which state the last one does, and nodes by distance.

    A node is a state with who moved there last: the first two are (movers, states), -1 where a node
    is not reached. Nodes are numbered mover * states + state; the first found comes first, where those who
    move are tried in their order, and so are their moves.

    ``starts``, (movers, states + 1), and ``targets``: the moves of each.

    All but the one who came to a state first go on from there at once, and that one does so when the next
    comes: so each move is tried once.
    """
    makers, states = len(starts), starts.shape[1] - 1
    distance = np.full((makers, states), -1, dtype=np.int32)
    before = np.full((makers, states), -1, dtype=np.int32)
    order = np.empty(makers * states, dtype=np.int32)
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
    return distance, before, order[:count].copy()


def on_shortest(  # noqa: PLR0913, PLR0917 - one loop, whose arrays numba wants apart
    start: int,
    order: NDArray[np.int32],
    wanted: NDArray[np.bool_],
    distance: NDArray[np.int32],
    starts: NDArray[np.int64],
    targets: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Return which moves are part of a shortest legal sequence to a node that is wanted: (moves,).

    ``wanted``, (movers, states), which also takes those on the way; other arguments as for
    ``shortest``, and what it returned.
    """
    makers, states = len(starts), starts.shape[1] - 1
    used = np.zeros(len(targets), dtype=np.bool_)
    for place in range(len(order) - 1, -2, -1):
        state, last, depth = start, -1, 0
        if place >= 0:
            last, state = order[place] // states, order[place] % states
            depth = distance[last, state]
        for mover in range(makers):
            if mover == last:
                continue
            for move in range(starts[mover, state], starts[mover, state + 1]):
                target = targets[move]
                if not wanted[mover, target] or distance[mover, target] != depth + 1:
                    continue
                used[move] = True
                if place >= 0:
                    wanted[last, state] = True
    return used
