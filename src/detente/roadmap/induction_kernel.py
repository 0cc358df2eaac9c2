"""The loops of the exact method, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["backward", "reachable"]

GOAL, DEAD = -1, -2
NEARLY = 1e-13
"""Chances that differ by less are the same: the difference is one of rounding."""
NEARLY_AS_LONG = 1e-9
"""Expected times and costs that differ by less are the same."""


@njit(cache=True)
def reachable(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, whose arrays numba wants apart
    periods: int,
    size: int,
    start: int,
    start_states: NDArray[np.int64],
    move_starts: NDArray[np.int64],
    block: NDArray[np.int16],
    takes: NDArray[np.int32],
    branch_starts: NDArray[np.int64],
    leads_to: NDArray[np.int32],
    change: NDArray[np.int32],
    change_starts: NDArray[np.int64],
    change_ways: NDArray[np.int64],
    change_states: NDArray[np.int32],
    admits: NDArray[np.bool_],
    opens: NDArray[np.bool_],
    earliest: NDArray[np.int64],
    remaining: NDArray[np.int64],
    least: NDArray[np.int64],
    drift_rows: NDArray[np.int64],
    drift_states: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]:
    """Return what can occur when, and still matter, whatever is done.

    Cells are pairs of a time and a configuration, by time and then by configuration: where the cells of each
    time begin, the configuration of each cell, where its states begin, and the states of all cells.
    """
    n = len(move_starts) - 1
    longest = 1
    for m in range(len(takes)):
        longest = max(longest, takes[m])
    ring = longest + 1
    found = np.zeros((ring, n, size), dtype=np.bool_)
    drifts = drift_rows.shape[1] > 0
    times = np.zeros(periods + 2, dtype=np.int64)
    cells, cell_starts = [np.int32(0) for _ in range(0)], [np.int64(0)]
    states = np.empty(max(1024, size), dtype=np.int32)
    count = 0
    here = np.empty(1, dtype=np.int32)
    for x in start_states:
        found[0, start, x] = True
    for t in range(periods + 1):
        now = t % ring
        for place in range(n):
            c = n - 1 - place  # those with fewer blocks running come first here
            if t < earliest[c] or t + remaining[c] > periods:
                continue
            row = found[now, c]
            for x in range(size):
                if not row[x]:
                    continue
                for m in range(move_starts[c], move_starts[c + 1]):
                    i, then = block[m], t + takes[m]
                    if t + least[m] > periods or (i >= 0 and not (opens[i, t] and admits[i, x])):
                        continue
                    later = then % ring
                    here[0] = x
                    after = here
                    if drifts and takes[m] > 0:
                        rows = drift_rows[takes[m] - 1]
                        after = drift_states[rows[x] : rows[x + 1]]
                    for b in range(branch_starts[m], branch_starts[m + 1]):
                        to = leads_to[b]
                        if to in (GOAL, DEAD) or then < earliest[to] or then + remaining[to] > periods:
                            continue
                        ways = change_ways[change[b]]
                        for y in after:
                            base = change_starts[change[b]] + y * ways
                            for way in range(base, base + ways):
                                found[later, to, change_states[way]] = True
        for c in range(n):
            if t < earliest[c] or t + remaining[c] > periods:
                continue
            row = found[now, c]
            before = count
            if count + size > len(states):
                wider = np.empty(2 * len(states) + size, dtype=np.int32)
                wider[:count] = states[:count]
                states = wider
            for x in range(size):
                if row[x]:
                    states[count] = x
                    count += 1
                    row[x] = False
            if count > before:
                cells.append(np.int32(c))
                cell_starts.append(np.int64(count))
        times[t + 1] = len(cells)
    return times, np.array(cells, dtype=np.int32), np.array(cell_starts), states[:count].copy()


@njit(cache=True)
def backward(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, whose arrays numba wants apart
    periods: int,
    size: int,
    start: int,
    move_starts: NDArray[np.int64],
    block: NDArray[np.int16],
    takes: NDArray[np.int32],
    branch_starts: NDArray[np.int64],
    leads_to: NDArray[np.int32],
    change: NDArray[np.int32],
    chance: NDArray[np.float64],
    change_starts: NDArray[np.int64],
    change_ways: NDArray[np.int64],
    change_states: NDArray[np.int32],
    change_weights: NDArray[np.float64],
    admits: NDArray[np.bool_],
    opens: NDArray[np.bool_],
    costs: NDArray[np.float64],
    earliest: NDArray[np.int64],
    remaining: NDArray[np.int64],
    least: NDArray[np.int64],
    times: NDArray[np.int64],
    cells: NDArray[np.int32],
    cell_starts: NDArray[np.int64],
    states: NDArray[np.int32],
    drift_rows: NDArray[np.int64],
    drift_states: NDArray[np.int32],
    drift_weights: NDArray[np.float64],
    forced: NDArray[np.int64],
    keep: bool,  # noqa: FBT001 - numba takes no keywords
) -> tuple[NDArray[np.int8], NDArray[np.float64], NDArray[np.float64]]:
    """Return the best move in every state, the value of the start at every time, and of every state if kept.

    ``chance``: (adversary's choices, branches); the worst of them counts. ``opens``: (blocks, periods + 1).
    ``times``, ``cells``, ``cell_starts`` and ``states`` are what can occur. ``drift_rows``: (periods that a
    move takes, states + 1), places in ``drift_states``; of no columns where nothing drifts.
    ``forced``: the rank of each block in a fixed order; the lowest rank that can start does, and one of -1
    never starts. Empty where every move is free.

    The policy holds for each of ``states`` the place of the move among those of its configuration. Shape of
    the value: (periods + 1, 3, size): chance of the goal, expected time of the goal where it is reached,
    expected cost.
    """
    n = len(move_starts) - 1
    longest = 1
    for m in range(len(takes)):
        longest = max(longest, takes[m])
    ring = longest + 1
    # For each configuration and state the chance of the goal, the expected time and the expected cost.
    ahead = np.empty((ring, n, size, 3))
    policy = np.zeros(len(states), dtype=np.int8)
    value = np.zeros((periods + 1, 3, size))
    worth = np.zeros(len(states) if keep else 0)
    drifts = drift_rows.shape[1] > 0
    v, vt, vc = np.empty(size), np.empty(size), np.empty(size)
    u, ut, uc = np.empty(size), np.empty(size), np.empty(size)
    inner = np.empty(size, dtype=np.int32)
    spot = np.full(size, -1, dtype=np.int32)
    adversary = chance.shape[0]
    for t in range(periods, -1, -1):
        now = t % ring
        for cell in range(times[t], times[t + 1]):
            c = cells[cell]
            first, count = cell_starts[cell], cell_starts[cell + 1] - cell_starts[cell]
            best = ahead[now, c]
            chosen = policy[first : first + count]
            for q in range(count):
                x = states[first + q]
                best[x, 0], best[x, 1], best[x, 2] = 0.0, 0.0, 0.0
                chosen[q] = 0
            rank_taken = np.full(count if len(forced) else 0, len(admits), dtype=np.int64)
            for m in range(move_starts[c], move_starts[c + 1]):
                i, then = block[m], t + takes[m]
                # In a fixed order even a start that comes too late is made.
                if then > periods or (i >= 0 and not opens[i, t]):
                    continue
                if t + least[m] > periods and not len(forced):
                    continue
                if i >= 0 and len(forced) and forced[i] < 0:
                    continue
                later = then % ring
                drifting = drifts and takes[m] > 0
                for choice in range(adversary):
                    if drifting:
                        # First the states into which those of this cell may drift, each once.
                        rows = drift_rows[takes[m] - 1]
                        reached = 0
                        for q in range(count):
                            x = states[first + q]
                            for way in range(rows[x], rows[x + 1]):
                                y = drift_states[way]
                                if spot[y] < 0:
                                    spot[y] = reached
                                    inner[reached] = y
                                    reached += 1
                    else:
                        reached = count
                        inner[:count] = states[first : first + count]
                    for q in range(reached):
                        u[q], ut[q], uc[q] = 0.0, 0.0, 0.0
                    for b in range(branch_starts[m], branch_starts[m + 1]):
                        weight, to = chance[choice, b], leads_to[b]
                        if weight == 0.0 or to == DEAD:
                            continue
                        if to == GOAL:
                            for q in range(reached):
                                u[q] += weight
                                ut[q] += weight * then
                            continue
                        if then < earliest[to] or then + remaining[to] > periods:
                            continue
                        then_worth = ahead[later, to]
                        ways = change_ways[change[b]]
                        base = change_starts[change[b]]
                        for q in range(reached):
                            row = base + inner[q] * ways
                            for way in range(row, row + ways):
                                y, part = change_states[way], weight * change_weights[way]
                                u[q] += part * then_worth[y, 0]
                                ut[q] += part * then_worth[y, 1]
                                uc[q] += part * then_worth[y, 2]
                    if drifting:
                        rows = drift_rows[takes[m] - 1]
                        for q in range(count):
                            x = states[first + q]
                            a, b_, d = 0.0, 0.0, 0.0
                            for way in range(rows[x], rows[x + 1]):
                                y, part = spot[drift_states[way]], drift_weights[way]
                                a += part * u[y]
                                b_ += part * ut[y]
                                d += part * uc[y]
                            if choice == 0 or a < v[q]:
                                v[q], vt[q], vc[q] = a, b_, d
                        for q in range(reached):
                            spot[inner[q]] = -1
                    else:
                        for q in range(count):
                            if choice == 0 or u[q] < v[q]:
                                v[q], vt[q], vc[q] = u[q], ut[q], uc[q]
                paid = costs[i] if i >= 0 else 0.0
                place = m - move_starts[c]
                for q in range(count):
                    x = states[first + q]
                    if i >= 0 and not admits[i, x]:
                        continue
                    if len(forced):
                        if i >= 0 and forced[i] < rank_taken[q]:
                            rank_taken[q] = forced[i]
                        elif place > 0:
                            continue
                        best[x, 0], best[x, 1], best[x, 2] = v[q], vt[q], vc[q] + paid
                        chosen[q] = place
                        continue
                    better = v[q] - best[x, 0]
                    if place == 0:
                        best[x, 0], best[x, 1], best[x, 2] = v[q], vt[q], vc[q]
                        continue
                    if better < -NEARLY:
                        continue
                    if better <= NEARLY:
                        sooner = best[x, 1] - vt[q]
                        if sooner < -NEARLY_AS_LONG:
                            continue
                        if sooner <= NEARLY_AS_LONG and vc[q] + paid >= best[x, 2] - NEARLY_AS_LONG:
                            continue
                    best[x, 0], best[x, 1], best[x, 2] = max(v[q], best[x, 0]), vt[q], vc[q] + paid
                    chosen[q] = place
            if keep:
                for q in range(count):
                    worth[first + q] = best[states[first + q], 0]
            if c == start:
                for q in range(count):
                    x = states[first + q]
                    for which in range(3):
                        value[t, which, x] = best[x, which]
    return policy, value, worth
