"""What a coalition can reach from each state; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["components", "reached_rows"]


def components(  # noqa: C901, PLR0912, PLR0915 - one loop, as numba calls no part of it
    starts: NDArray[np.int64], targets: NDArray[np.int32]
) -> tuple[int, NDArray[np.int32]]:
    """Return how many sets of nodes there are that can be reached from each other, and that of each node.

    ``starts``, (members, states + 1), and ``targets``: the moves of each member. Node m * states + s is state
    s with member m having moved last; whoever else can move goes on from it. A set has a higher number than
    all others that can be reached from it.

    Source: R. E. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1
    (1972).
    """
    members, states = len(starts), starts.shape[1] - 1
    nodes = members * states
    entered = np.full(nodes, -1, dtype=np.int32)
    lowest = np.zeros(nodes, dtype=np.int32)
    found = np.full(nodes, -1, dtype=np.int32)
    held = np.empty(nodes, dtype=np.int32)
    path = np.empty(nodes, dtype=np.int32)
    mover = np.empty(nodes, dtype=np.int16)
    move = np.empty(nodes, dtype=np.int64)
    count, met, holding = 0, 0, 0
    for root in range(nodes):
        if entered[root] >= 0:
            continue
        coming, depth = root, 0
        while True:
            if coming >= 0:
                entered[coming] = lowest[coming] = met
                met += 1
                held[holding] = path[depth] = coming
                holding += 1
                mover[depth] = 0
                move[depth] = starts[0, coming % states]
                depth += 1
                coming = -1
            node = path[depth - 1]
            last, state = node // states, node % states
            while mover[depth - 1] < members and coming < 0:
                by = mover[depth - 1]
                if by == last or move[depth - 1] >= starts[by, state + 1]:
                    mover[depth - 1] = by + 1
                    if by + 1 < members:
                        move[depth - 1] = starts[by + 1, state]
                    continue
                after = by * states + targets[move[depth - 1]]
                move[depth - 1] += 1
                if entered[after] < 0:
                    coming = after
                elif found[after] < 0:
                    lowest[node] = min(lowest[node], entered[after])
            if coming >= 0:
                continue
            if lowest[node] == entered[node]:
                while found[node] < 0:
                    holding -= 1
                    found[held[holding]] = count
                count += 1
            depth -= 1
            if not depth:
                break
            before = path[depth - 1]
            lowest[before] = min(lowest[before], lowest[node])
    return count, found


def reached_rows(  # noqa: C901 - the same loop twice
    starts: NDArray[np.int64],
    targets: NDArray[np.int32],
    order: NDArray[np.int64],
    component: NDArray[np.int32],
    count: int,
) -> NDArray[np.uint64]:
    """Return the states that members can reach from each by turns: (states, words), a bit for each.

    Arguments as for ``components``, and what it returned; ``order``: nodes by rising ``component``. State q
    is bit q % 64 of word q // 64.
    """
    members, states = len(starts), starts.shape[1] - 1
    words = (states + 63) // 64
    rows = np.zeros((count, words), dtype=np.uint64)
    one = np.uint64(1)
    for place in range(len(order)):
        node = order[place]
        own, last, state = component[node], node // states, node % states
        for by in range(members):
            if by == last:
                continue
            for move in range(starts[by, state], starts[by, state + 1]):
                target = targets[move]
                rows[own, target // 64] |= one << np.uint64(target % 64)
                after = component[by * states + target]
                if after != own:
                    for word in range(words):
                        rows[own, word] |= rows[after, word]
    found = np.zeros((states, words), dtype=np.uint64)
    for state in range(states):
        for by in range(members):
            for move in range(starts[by, state], starts[by, state + 1]):
                target = targets[move]
                found[state, target // 64] |= one << np.uint64(target % 64)
                after = component[by * states + target]
                for word in range(words):
                    found[state, word] |= rows[after, word]
    return found
