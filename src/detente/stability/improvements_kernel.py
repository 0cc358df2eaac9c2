"""What a decision maker can improve from each state; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["best_within_reach", "deterred"]


def deterred(
    starts: NDArray[np.int64], targets: NDArray[np.int32], ranks: NDArray[np.int32], forced: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Return in which states every improvement can be brought down to what was there: (states,).

    ``ranks``: how the decision maker likes each state; ``forced``: down to which key the others can bring it
    from each, -1 where they cannot move.
    """
    states = len(ranks)
    found = np.ones(states, dtype=np.bool_)
    for state in range(states):
        held = ranks[state]
        for move in range(starts[state], starts[state + 1]):
            target = targets[move]
            if ranks[target] > held and (forced[target] < 0 or forced[target] > held):
                found[state] = False
                break
    return found


def best_within_reach(
    starts: NDArray[np.int64], targets: NDArray[np.int32], ranks: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return how the decision maker likes the best that it can move to, or stay at: (states,)."""
    states = len(ranks)
    found = ranks.copy()
    for state in range(states):
        best = ranks[state]
        for move in range(starts[state], starts[state + 1]):
            best = max(best, ranks[targets[move]])
        found[state] = best
    return found
