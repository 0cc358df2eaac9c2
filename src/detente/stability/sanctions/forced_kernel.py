"""How low the others can bring a decision maker from each state; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["lowest_forced"]


def lowest_forced(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, whose arrays numba wants apart
    focal: int,
    order: NDArray[np.int32],
    key: NDArray[np.int32],
    of: NDArray[np.int32],
    firsts: NDArray[np.int32],
    alone: NDArray[np.bool_],
    begins: NDArray[np.int64],
    members: NDArray[np.int32],
    starts: NDArray[np.int64],
    sources: NDArray[np.int32],
    worth: NDArray[np.int32],
    ranks: NDArray[np.int32],
    improving: bool,  # noqa: FBT001 - numba takes no keywords
) -> NDArray[np.int32]:
    """Return the lowest key that the others can force from each state: (states,); -1 where none moves.

    ``order``: states by rising ``key``. ``of``: (states, decision makers), the block of each state.
    ``firsts``: the first block of each decision maker, and ``alone``, whether states are blocks of their own.
    ``begins``, ``members``: the states of each block, those first that its decision maker likes least, and
    ``worth``, how it likes each of these; ``starts``, ``sources``: the blocks that lead to each. ``ranks``:
    (states, decision makers), how each likes each state; ``improving``: whether the others only move to what
    they like better.

    A node is a state with who moved there last, and each is visited once, those with low keys first. Of each
    state ``mark`` holds which nodes were visited: 0 none, 1 all, and 2 more than its number all but that of
    one; 128 is added where something is found for the state.

    Who has once moved from a state need not do so again, as only the lowest key counts. Of each block
    ``done`` holds from how many states that was; where moves need not improve anything it holds 0 for none, 1
    for all but the one that was moved to, and 2 for all.
    """
    states, makers = ranks.shape
    most = 128
    found = np.full(states, -1, dtype=np.int32)
    mark = np.zeros(states, dtype=np.uint8)
    done = np.zeros(len(begins) - 1, dtype=np.int32)
    # Those that come to a state by one's moves: as many as there are, and one that is not counted.
    come = np.empty(states + 1, dtype=np.int32)
    # What is to be visited: a state, and from whose node, or from whose not; two entries a state at most.
    waiting = np.empty(2 * states, dtype=np.int32)
    only = np.empty(2 * states, dtype=np.int16)
    for place in range(states):
        seed = order[place]
        seen = int(mark[seed]) % most
        if seen == 1:
            continue
        waiting[0] = seed
        only[0] = 0 if seen == 0 else seen - 1  # from all, or from the one that is left
        mark[seed] = int(mark[seed]) - seen + 1
        lowest = key[seed]
        count = 1
        while count:
            count -= 1
            state, whose = waiting[count], int(only[count])
            low, high = (0, makers) if whose <= 0 else (whose - 1, whose)
            for mover in range(low, high):
                if mover == focal or mover == -1 - whose:
                    continue
                own, liked = of[state, mover], ranks[state, mover]
                before, coming = firsts[mover], 0
                if alone[mover]:
                    for move in range(starts[own], starts[own + 1]):
                        origin = sources[move] - before
                        seen = mark[origin]
                        if seen == most + 1 or seen == most + 2 + mover:
                            continue
                        if not improving or ranks[origin, mover] < liked:
                            come[coming] = origin
                            coming += 1
                else:
                    for move in range(starts[own], starts[own + 1]):
                        block = sources[move]
                        first, last = begins[block], begins[block + 1]
                        if improving:
                            first += done[block]
                            while first < last and worth[first] < liked:
                                come[coming] = members[first]
                                coming += 1
                                first += 1
                            done[block] = first - begins[block]
                        elif done[block] < 2:  # noqa: PLR2004 - as said
                            for at in range(first, last):
                                come[coming] = members[at]
                                coming += members[at] != state
                            done[block] = 1 if done[block] == 0 and block == own else 2
                for one in range(coming):
                    origin = come[one]
                    seen = int(mark[origin])
                    if seen < most:
                        found[origin] = lowest
                        seen += most
                    if seen == most:
                        mark[origin] = most + 2 + mover
                        waiting[count], only[count] = origin, -1 - mover
                        count += 1
                    elif seen == most + 1 or seen == most + 2 + mover:
                        mark[origin] = seen
                    else:
                        waiting[count], only[count] = origin, seen - most - 1
                        mark[origin] = most + 1
                        count += 1
    return found
