"""What a mover can expect to end at, one move earlier; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["anticipated"]


def anticipated(  # noqa: C901, PLR0913, PLR0917 - one loop, whose arrays numba wants apart
    starts: NDArray[np.int64],
    targets: NDArray[np.int32],
    ranks: NDArray[np.int32],
    begins: NDArray[np.int64],
    ends_at: NDArray[np.int32],
    most: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return where play can end if a decision maker is to move from each state, by where it ends after.

    ``starts``, (states + 1,), and ``targets``: its moves; ``ranks``: how it likes each state. ``begins``,
    (states + 1,), and ``ends_at``: the states at which play can end if the opponent is to move from each
    state. The same pair is returned for the mover, in which no end of a state is there twice; empty arrays if
    there are more than ``most``.

    Of the ends that follow a move the opponent's ties leave the choice. The mover stays if the worst of each
    move's ends is no better than the state; it can end at what is better than the state, and no worse than
    the worst of each other move's ends.
    """
    states = len(ranks)
    found = np.zeros(states + 1, dtype=np.int64)
    ends = np.empty(2 * states, dtype=np.int32)
    seen = np.full(states, -1, dtype=np.int32)
    lowest = np.empty(states, dtype=np.int32)
    highest = np.empty(states, dtype=np.int32)
    for state in range(states):
        lowest[state] = highest[state] = ranks[ends_at[begins[state]]]
        for place in range(begins[state] + 1, begins[state + 1]):
            lowest[state] = min(lowest[state], ranks[ends_at[place]])
            highest[state] = max(highest[state], ranks[ends_at[place]])
    count = 0
    for state in range(states):
        held = ranks[state]
        sure = -1
        for move in range(starts[state], starts[state + 1]):
            sure = max(sure, lowest[targets[move]])
        if count + states > len(ends):
            more = np.empty(2 * len(ends) + states, dtype=np.int32)
            more[:count] = ends[:count]
            ends = more
        if sure <= held:
            ends[count] = state
            count += 1
        for move in range(starts[state], starts[state + 1]):
            target = targets[move]
            if highest[target] <= held or highest[target] < sure:
                continue
            for place in range(begins[target], begins[target + 1]):
                end = ends_at[place]
                if ranks[end] > held and ranks[end] >= sure and seen[end] != state:
                    seen[end] = state
                    ends[count] = end
                    count += 1
        if count > most:
            return found[:0], ends[:0]
        found[state + 1] = count
    return found, ends[:count].copy()
