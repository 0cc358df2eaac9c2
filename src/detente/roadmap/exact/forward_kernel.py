"""What happens under a policy, or in a fixed order, from the start on; compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["follow"]

GOAL, DEAD = -1, -2
LAST, NEW = -1, -2


@compiled
def _position(states: NDArray[np.int32], low: int, high: int, state: int) -> int:
    """Return the place of a state between two places, in order; it must be there."""
    while low < high:
        middle = (low + high) // 2
        if states[middle] < state:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def follow(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, whose arrays numba wants apart
    periods: int,
    start: int,
    level: NDArray[np.int64],
    start_states: NDArray[np.int64],
    start_chances: NDArray[np.float64],
    move_starts: NDArray[np.int64],
    block: NDArray[np.int16],
    takes: NDArray[np.int32],
    branch_starts: NDArray[np.int64],
    leads_to: NDArray[np.int32],
    change: NDArray[np.int32],
    gained: NDArray[np.uint64],
    together: NDArray[np.int32],
    chance: NDArray[np.float64],
    change_starts: NDArray[np.int64],
    change_ways: NDArray[np.int64],
    change_states: NDArray[np.int32],
    change_weights: NDArray[np.float64],
    admits: NDArray[np.bool_],
    opens: NDArray[np.bool_],
    cells: NDArray[np.int32],
    cell_starts: NDArray[np.int64],
    states: NDArray[np.int32],
    cell_of: NDArray[np.int32],
    drift_rows: NDArray[np.int64],
    drift_states: NDArray[np.int32],
    drift_weights: NDArray[np.float64],
    policy: NDArray[np.int8],
    forced: NDArray[np.int64],
    worth: NDArray[np.float64],
) -> tuple[
    NDArray[np.float64],
    NDArray[np.float64],
    NDArray[np.float64],
    NDArray[np.float64],
    NDArray[np.int8],
    float,
]:
    """Return when the goal is reached, blocks start and are delivered, and what is visited.

    ``level``: how many blocks run in each configuration; ``chance``: that of each of the outcomes together.
    ``forced``: the rank of each block in a fixed order, -1 for one that is not in it; empty where the
    ``policy`` is followed. ``worth``: for each of ``states`` what it is worth where no block of the order can
    start; empty where one then waits. ``cell_of``: (periods + 1, configurations), -1 where there is no cell.

    The result: the chance that the goal is reached at each time; (blocks, times) chances that a block
    starts, and that it is delivered; the chance of being in each of ``states``; the move made in each; the
    sum of what the states are worth in which one stopped.
    """
    blocks = len(admits)
    reached = np.zeros(periods + 1)
    started, delivered = np.zeros((blocks, periods + 1)), np.zeros((blocks, periods + 1))
    mass = np.zeros(len(states))
    made = np.zeros(len(states), dtype=np.int8)
    stopped = 0.0
    drifts = drift_rows.shape[1] > 0
    here, sure = np.empty(1, dtype=np.int32), np.ones(1)
    # The cells that are visited: a chain for each time and number of running blocks.
    chains = np.full((periods + 1, level.max() + 1), LAST, dtype=np.int64)
    behind = np.full(len(cells), NEW, dtype=np.int64)
    first = cell_of[0, start]
    if first >= 0:
        behind[first] = LAST
        chains[0, level[start]] = first
    for k in range(len(start_states)):
        if first >= 0:
            place = _position(states, cell_starts[first], cell_starts[first + 1], start_states[k])
            mass[place] += start_chances[k]
    for t in range(periods + 1):
        # A start that takes no time leads to a configuration in which more blocks run.
        for running in range(chains.shape[1]):
            cell = chains[t, running]
            while cell != LAST:
                c = cells[cell]
                for q in range(cell_starts[cell], cell_starts[cell + 1]):
                    weight = mass[q]
                    if weight == 0.0:
                        continue
                    x = states[q]
                    m = move_starts[c]
                    if len(forced):
                        lowest = blocks
                        for option in range(move_starts[c] + 1, move_starts[c + 1]):
                            i = block[option]
                            ready = (
                                t < periods and opens[i, t] and admits[i, x] and t + takes[option] <= periods
                            )
                            if ready and 0 <= forced[i] < lowest:
                                lowest, m = forced[i], option
                        if lowest == blocks and len(worth):
                            stopped += weight * worth[q]
                            continue
                    else:
                        m += policy[q]
                    made[q] = m - move_starts[c]
                    then = t + takes[m]
                    if block[m] >= 0:
                        started[block[m], t] += weight
                    if then > periods:
                        continue
                    here[0] = x
                    after, parts = here, sure
                    if drifts and takes[m] > 0:
                        rows = drift_rows[takes[m] - 1]
                        after = drift_states[rows[x] : rows[x + 1]]
                        parts = drift_weights[rows[x] : rows[x + 1]]
                    for b in range(branch_starts[m], branch_starts[m + 1]):
                        share = weight * chance[together[b]]
                        if share == 0.0:
                            continue
                        for i in range(blocks):
                            if (gained[b] >> np.uint64(i)) & np.uint64(1):
                                delivered[i, then] += share
                        to = leads_to[b]
                        if to == GOAL:
                            reached[then] += share
                        if to in (GOAL, DEAD) or cell_of[then, to] < 0:
                            continue
                        target = cell_of[then, to]
                        if behind[target] == NEW:
                            behind[target] = chains[then, level[to]]
                            chains[then, level[to]] = target
                        low, high = cell_starts[target], cell_starts[target + 1]
                        ways = change_ways[change[b]]
                        for d in range(len(after)):
                            base = change_starts[change[b]] + after[d] * ways
                            for way in range(base, base + ways):
                                place = _position(states, low, high, change_states[way])
                                # From what is not among the states the goal is out of reach.
                                if place < high and states[place] == change_states[way]:
                                    mass[place] += share * parts[d] * change_weights[way]
                cell = behind[cell]
    return reached, started, delivered, mass, made, stopped
