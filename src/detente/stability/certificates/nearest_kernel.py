"""The nearest state in which the others have punished a decision maker; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["nearest"]


def nearest(  # noqa: PLR0913, PLR0917 - one loop, whose arrays numba wants apart
    focal: int,
    start: int,
    held: int,
    key: NDArray[np.int32],
    starts: NDArray[np.int64],
    targets: NDArray[np.int32],
    ranks: NDArray[np.int32],
    improving: bool,  # noqa: FBT001 - numba takes no keywords
) -> tuple[int, int, NDArray[np.int32], NDArray[np.int16], NDArray[np.int32]]:
    """Return which node has the first key that is not above ``held``, and the nodes that were visited.

    If there is none, the node with the lowest key, of those the one that the focal one likes least, and of
    those the first; -1 if the others cannot move from ``start``. Then how many states were reached, all of
    them if there is no such node; and by node its state, who moved there, and from which node.

    ``starts``, (decision makers, states + 1), and ``targets``: the moves of each by where they lead from.
    ``ranks``: (decision makers, states), how each likes each state; ``improving``: whether the others only
    move to what they like better.

    A node is a state with who moved there last. They are visited breadth first, from each in the order of
    movers and then of states, so that the first path that comes to a state is the first of the shortest.
    From the first node of a state all go on but one; from the second that one; a third adds nothing.
    """
    makers, states = ranks.shape
    most = 2 * states + 1
    at = np.empty(most, dtype=np.int32)
    by = np.empty(most, dtype=np.int16)
    came = np.empty(most, dtype=np.int32)
    only = np.empty(most, dtype=np.int16)  # who alone goes on from a node; -1 if all do but who came
    # Of each state 0 if it is not reached, one more than the number of who came first, -1 once two came.
    first = np.zeros(states, dtype=np.int16)
    at[0], by[0], came[0], only[0] = start, -1, -1, -1
    end, reached, count, place = -1, 0, 1, 0
    while place < count:
        state = at[place]
        low, high = (0, makers) if only[place] < 0 else (int(only[place]), int(only[place]) + 1)
        for mover in range(low, high):
            if mover == focal or mover == by[place]:
                continue
            for move in range(starts[mover, state], starts[mover, state + 1]):
                target = targets[move]
                seen = int(first[target])
                if seen < 0 or seen == mover + 1:
                    continue
                if improving and ranks[mover, target] <= ranks[mover, state]:
                    continue
                at[count], by[count], came[count], only[count] = target, mover, place, seen - 1
                first[target] = -1 if seen else mover + 1
                if not seen:
                    reached += 1
                    if key[target] <= held:
                        return count, reached, at, by, came
                    if (
                        end < 0
                        or key[target] < key[at[end]]
                        or (key[target] == key[at[end]] and ranks[focal, target] < ranks[focal, at[end]])
                    ):
                        end = count
                count += 1
        place += 1
    return end, reached, at, by, came
