"""The chance of the goal for several problems of one layout at a time; compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled
from detente.roadmap.exact.moving_kernel import able, drifted

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["greatest"]

GOAL, DEAD = -1, -2


@compiled
def greatest(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, whose arrays numba wants apart
    periods: int,
    size: int,
    start: int,
    move_starts: NDArray[np.int64],
    block: NDArray[np.int16],
    takes: NDArray[np.int32],
    needless: NDArray[np.bool_],
    branch_starts: NDArray[np.int64],
    leads_to: NDArray[np.int32],
    change: NDArray[np.int32],
    together: NDArray[np.int32],
    chance: NDArray[np.float64],
    change_starts: NDArray[np.int64],
    change_ways: NDArray[np.int64],
    change_states: NDArray[np.int32],
    change_weights: NDArray[np.float64],
    admits: NDArray[np.bool_],
    opens: NDArray[np.bool_],
    barred: NDArray[np.int64],
    least: NDArray[np.int64],
    times: NDArray[np.int64],
    cells: NDArray[np.int32],
    cell_starts: NDArray[np.int64],
    states: NDArray[np.int32],
    entry_starts: NDArray[np.int64],
    entries: NDArray[np.int32],
    stands: NDArray[np.int32],
    drifts: NDArray[np.bool_],
    cell_of: NDArray[np.int32],
    drift_rows: NDArray[np.int64],
    drift_states: NDArray[np.int32],
    drift_weights: NDArray[np.float64],
    worst: bool,  # noqa: FBT001 - numba takes no keywords
) -> NDArray[np.float64]:
    """Return the greatest chance of the goal from the start at time 0: (states of the environment, problems).

    ``chance``: (outcomes together, problems); ``barred``: for each problem a block that never starts, or -1.
    With ``worst`` there is one problem, and an adversary chooses the worst of the chances as a move is made.
    The other arrays are those of the exact method; ``cell_of`` is -1 where there is no cell.
    """
    problems = chance.shape[1]
    worth = np.zeros((len(states), 1 if worst else problems))
    found = np.zeros((size, worth.shape[1]))
    inner = np.empty(size, dtype=np.int32)
    made_in = np.empty(size, dtype=np.int64)
    into = np.empty(size, dtype=np.int64)
    place = np.full(size, -1, dtype=np.int64)
    sums, moved = np.empty((size, problems)), np.empty(problems)
    anything_drifts = drift_rows.shape[1] > 0
    for t in range(periods, -1, -1):
        for cell in range(times[t + 1] - 1, times[t] - 1, -1):
            c = cells[cell]
            first, last = cell_starts[cell], cell_starts[cell + 1]
            for m in range(move_starts[c], move_starts[c + 1]):
                i, then = block[m], t + takes[m]
                if needless[m] or then > periods or t + least[m] > periods or (i >= 0 and not opens[i, t]):
                    continue
                drifting = anything_drifts and drifts[cell] and takes[m] > 0
                count = able(i, states, (first, last), admits, made_in)
                if count == 0:
                    continue
                rows = drift_rows[takes[m] - 1] if drifting else drift_rows[0, :0]
                reached = drifted(made_in[:count], states, rows, drift_states, inner, place)
                sums[:reached] = 0.0
                for b in range(branch_starts[m], branch_starts[m + 1]):
                    to = leads_to[b]
                    if to == DEAD:
                        continue
                    weight = chance[together[b]]
                    if to == GOAL:
                        for q in range(reached):
                            for k in range(problems):
                                sums[q, k] += weight[k]
                        continue
                    target = cell_of[then, to]
                    if target < 0:
                        continue
                    for e in range(entry_starts[target], entry_starts[target + 1]):
                        into[entries[e]] = cell_starts[target] + stands[e] if stands[e] >= 0 else -1
                    ways, base = change_ways[change[b]], change_starts[change[b]]
                    for q in range(reached):
                        row = base + inner[q] * ways
                        for way in range(row, row + ways):
                            part = change_weights[way]
                            if part == 0.0:
                                break  # those of no weight come last
                            ahead = into[change_states[way]]
                            if ahead < 0:
                                continue
                            if problems == 1:
                                sums[q, 0] += part * weight[0] * worth[ahead, 0]
                            elif worst:
                                part *= worth[ahead, 0]
                                for k in range(problems):
                                    sums[q, k] += part * weight[k]
                            else:
                                for k in range(problems):
                                    sums[q, k] += part * weight[k] * worth[ahead, k]
                for n in range(count):
                    q = made_in[n]
                    if drifting:
                        moved[:] = 0.0
                        for way in range(rows[states[q]], rows[states[q] + 1]):
                            y, part = place[drift_states[way]], drift_weights[way]
                            for k in range(problems):
                                moved[k] += part * sums[y, k]
                    else:
                        moved[:] = sums[n]
                    if worst:
                        worth[q, 0] = max(worth[q, 0], moved.min())
                    else:
                        for k in range(problems):
                            if moved[k] > worth[q, k] and (i < 0 or barred[k] != i):
                                worth[q, k] = moved[k]
                if drifting:
                    for q in range(reached):
                        place[inner[q]] = -1
            if c == start and t == 0:
                for e in range(entry_starts[cell], entry_starts[cell + 1]):
                    if stands[e] >= 0:
                        found[entries[e]] = worth[first + stands[e]]
    return found
