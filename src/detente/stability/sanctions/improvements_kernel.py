"""What a decision maker can improve from each state; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["best_within_reach", "deterred"]


def deterred(  # noqa: PLR0913, PLR0917 - one loop, whose arrays numba wants apart
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

    Of each block it is kept how far the worst of those that are liked better is brought down, so that blocks
    are compared by going through both once.
    """
    states = len(ranks)
    before = begins[low]
    found = np.ones(states, dtype=np.bool_)
    least = np.empty(states, dtype=np.int32)
    for block in range(low, high):
        highest = 0
        for place in range(begins[block + 1] - 1, begins[block] - 1, -1):
            key = forced[members[place]]
            highest = max(highest, states if key < 0 else key)
            least[place - before] = highest
    for block in range(low, high):
        for move in range(starts[block], starts[block + 1]):
            place, end = begins[out[move]], begins[out[move] + 1]
            for held_at in range(begins[block], begins[block + 1]):
                held = ranks[members[held_at]]
                while place < end and ranks[members[place]] <= held:
                    place += 1
                if place == end:
                    break
                if least[place - before] > held:
                    found[members[held_at]] = False
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
    for block in range(low, high):
        best = 0
        for move in range(starts[block], starts[block + 1]):
            best = max(best, ranks[members[begins[out[move] + 1] - 1]])
        for place in range(begins[block], begins[block + 1]):
            state = members[place]
            found[state] = max(ranks[state], best)
    return found
