"""What the others can reach from every state by legal sequences of moves; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["reached"]


def reached(
    focal: int, starts: NDArray[np.int64], targets: NDArray[np.int32], allowed: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which states the others can reach from each: (states, states), the first being left.

    ``starts``: (decision makers, states + 1), where the moves of each from each state begin among all moves;
    ``targets`` and ``allowed``, (moves,): where each leads, and whether it may be made. Nobody moves twice in
    a row.
    """
    makers, states = starts.shape[0], starts.shape[1] - 1
    found = np.zeros((states, states), dtype=np.bool_)
    seen = np.full((makers, states), -1, dtype=np.int32)
    waiting = np.empty((makers * states + 1, 2), dtype=np.int32)
    for start in range(states):
        waiting[0, 0], waiting[0, 1] = start, -1
        count = 1
        while count:
            count -= 1
            state, last = waiting[count, 0], waiting[count, 1]
            for mover in range(makers):
                if mover == focal or mover == last:  # noqa: PLR1714, SIM109 - numba takes no mixed types
                    continue
                for move in range(starts[mover, state], starts[mover, state + 1]):
                    target = targets[move]
                    if allowed[move] and seen[mover, target] != start:
                        seen[mover, target] = start
                        found[start, target] = True
                        waiting[count, 0], waiting[count, 1] = target, mover
                        count += 1
    return found
