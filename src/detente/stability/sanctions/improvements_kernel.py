"""What a decision maker can improve from each state; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["best_within_reach", "deterred"]


def deterred(  # noqa: C901, PLR0913, PLR0917 - one loop, whose arrays numba wants apart
    low: int,
    high: int,
    begins: NDArray[np.int64],
    members: NDArray[np.int32],
    starts: NDArray[np.int64],
    out: NDArray[np.int32],
    ranks: NDArray[np.int32],
    forced: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Return in which states every improvement can be brought down to what was there: (states,).

    ``low`` to ``high``: the blocks of the decision maker; ``begins``, ``members``: their states, the least
    liked first; ``starts``, ``out``: the blocks that they lead to. ``ranks``: how it likes each state;
    ``forced``: down to which key the others can bring it from each, -1 where they cannot move.

    ``least`` is down to what the others can bring it at worst from a member or those liked better, so that
    blocks are compared by going through both once; ``ends`` and ``top`` are of each block the best member's
    rank and the worst that they can do, by which most need not be gone through.
    """
    states = len(ranks)
    before = begins[low]
    found = np.ones(states, dtype=np.bool_)
    least = np.empty(states, dtype=np.int32)
    ends = np.empty(high - low, dtype=np.int32)
    top = np.empty(high - low, dtype=np.int32)
    for block in range(low, high):
        highest = 0
        for place in range(begins[block + 1] - 1, begins[block] - 1, -1):
            key = forced[members[place]]
            highest = max(highest, states if key < 0 else key)
            least[place - before] = highest
        ends[block - low] = ranks[members[begins[block + 1] - 1]]
        top[block - low] = highest
    for block in range(low, high):
        first, last = begins[block], begins[block + 1]
        worst = ranks[members[first]]
        for move in range(starts[block], starts[block + 1]):
            other = out[move]
            if ends[other - low] <= worst or top[other - low] <= worst:
                continue
            place, end = begins[other], begins[other + 1]
            for at in range(first, last):
                held = ranks[members[at]]
                while place < end and ranks[members[place]] <= held:
                    place += 1
                if place == end:
                    break
                if least[place - before] > held:
                    found[members[at]] = False
            if last - first == 1 and not found[members[first]]:
                break
    return found


def best_within_reach(  # noqa: PLR0913, PLR0917 - as above
    low: int,
    high: int,
    begins: NDArray[np.int64],
    members: NDArray[np.int32],
    starts: NDArray[np.int64],
    out: NDArray[np.int32],
    ranks: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Return how the decision maker likes the best that it can move to, or stay at: (states,).

    Arguments as for ``deterred``.
    """
    found = ranks.copy()
    ends = np.empty(high - low, dtype=np.int32)
    for block in range(low, high):
        ends[block - low] = ranks[members[begins[block + 1] - 1]]
    for block in range(low, high):
        best = 0
        for move in range(starts[block], starts[block + 1]):
            best = max(best, ends[out[move] - low])
        for place in range(begins[block], begins[block + 1]):
            state = members[place]
            found[state] = max(ranks[state], best)
    return found
