"""The loops of the exact method, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled
from detente.roadmap.exact.growing_kernel import roomier
from detente.roadmap.exact.moving_kernel import WORD, able, drifted, marked, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["backward", "reachable"]

GOAL, DEAD = -1, -2
NEARLY = 1e-13
"""Chances that differ by less than this part of them are the same: the difference is one of rounding."""
NEARLY_AS_LONG = 1e-9
"""Expected times and costs that differ by less are the same."""


@compiled
def reachable(  # noqa: PLR0913, PLR0917 - one loop, whose arrays numba wants apart
    periods: int,
    size: int,
    start: int,
    start_states: NDArray[np.int64],
    move_starts: NDArray[np.int64],
    block: NDArray[np.int16],
    takes: NDArray[np.int32],
    needless: NDArray[np.bool_],
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
    found = np.zeros((ring, n, -(-size // WORD)), dtype=np.uint64)
    times = np.zeros(periods + 2, dtype=np.int64)
    cells, cell_starts = [np.int32(0) for _ in range(0)], [np.int64(0)]
    states = np.empty(max(1024, size), dtype=np.int32)
    count = 0
    states_here, inner = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    seen = np.zeros(size, dtype=np.bool_)
    touched = np.zeros((ring, n), dtype=np.bool_)
    touched[0, start] = remaining[start] <= periods
    for x in start_states:
        found[0, start, x // WORD] |= np.uint64(1) << np.uint64(x % WORD)
    for t in range(periods + 1):
        now = t % ring
        for place in range(n):
            c = n - 1 - place  # those with fewer blocks running come first here
            if not touched[now, c]:
                continue
            here = marked(found[now, c], 0, states_here)
            spread(
                t,
                now,
                c,
                states_here[:here],
                periods,
                move_starts,
                block,
                takes,
                needless,
                branch_starts,
                leads_to,
                change,
                change_starts,
                change_ways,
                change_states,
                admits,
                opens,
                earliest,
                remaining,
                least,
                drift_rows.shape[1] > 0,
                drift_rows,
                drift_states,
                found,
                touched,
                inner,
                seen,
            )
        for c in range(n):
            if not touched[now, c]:
                continue
            touched[now, c] = False
            before = count
            states = roomier(states, count + size)
            count = marked(found[now, c], count, states)
            found[now, c] = 0
            if count > before:
                cells.append(np.int32(c))
                cell_starts.append(np.int64(count))
        times[t + 1] = len(cells)
    return times, np.array(cells, dtype=np.int32), np.array(cell_starts), states[:count].copy()


@compiled
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
    together: NDArray[np.int32],
    chance: NDArray[np.float64],
    change_starts: NDArray[np.int64],
    change_ways: NDArray[np.int64],
    change_states: NDArray[np.int32],
    change_weights: NDArray[np.float64],
    admits: NDArray[np.bool_],
    opens: NDArray[np.bool_],
    costs: NDArray[np.float64],
    least: NDArray[np.int64],
    times: NDArray[np.int64],
    cells: NDArray[np.int32],
    cell_starts: NDArray[np.int64],
    states: NDArray[np.int32],
    cell_of: NDArray[np.int32],
    drift_rows: NDArray[np.int64],
    drift_states: NDArray[np.int32],
    drift_weights: NDArray[np.float64],
) -> tuple[NDArray[np.int8], NDArray[np.float64], NDArray[np.float64]]:
    """Return the best move in every state, the value of the start at every time, and that of every state.

    ``chance``: that of each of the outcomes together. ``opens``: (blocks, periods + 1).
    ``times``, ``cells``, ``cell_starts`` and ``states`` are what can occur. ``drift_rows``: (periods that a
    move takes, states + 1), places in ``drift_states``; of no columns where nothing drifts.

    The policy holds for each of ``states`` the place of the move among those of its configuration. Values are
    the chance of the goal, the expected time of the goal where it is reached, and the expected cost: of the
    start (periods + 1, 3, size), and of every state (states, 3).
    """
    policy = np.zeros(len(states), dtype=np.int8)
    value = np.zeros((periods + 1, 3, size))
    worth = np.zeros((len(states), 3))
    drifts = drift_rows.shape[1] > 0
    # What a move is worth in each state of the cell, and before what happens by itself.
    moved, before = np.empty((size, 3)), np.empty((size, 3))
    inner, made_in = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int64)
    into, spot = np.empty(size, dtype=np.int64), np.full(size, -1, dtype=np.int64)
    for t in range(periods, -1, -1):
        for cell in range(times[t], times[t + 1]):
            c = cells[cell]
            first, last = cell_starts[cell], cell_starts[cell + 1]
            for m in range(move_starts[c], move_starts[c + 1]):
                i, then = block[m], t + takes[m]
                if then > periods or t + least[m] > periods or (i >= 0 and not opens[i, t]):
                    continue
                count = able(i, states, (first, last), admits, made_in)
                if count == 0:
                    continue
                drifting = drifts and takes[m] > 0
                rows = drift_rows[takes[m] - 1] if drifting else drift_rows[0, :0]
                reached = drifted(made_in[:count], states, rows, drift_states, inner, spot)
                before[:reached] = 0.0
                for b in range(branch_starts[m], branch_starts[m + 1]):
                    weight, to = chance[together[b]], leads_to[b]
                    if weight == 0.0 or to == DEAD:
                        continue
                    if to == GOAL:
                        for k in range(reached):
                            before[k, 0] += weight
                            before[k, 1] += weight * then
                        continue
                    target = cell_of[then, to]
                    if target < 0:
                        continue
                    for q in range(cell_starts[target], cell_starts[target + 1]):
                        into[states[q]] = q
                    ways, base = change_ways[change[b]], change_starts[change[b]]
                    for k in range(reached):
                        row = base + inner[k] * ways
                        for way in range(row, row + ways):
                            part = weight * change_weights[way]
                            if part == 0.0:
                                continue
                            q = into[change_states[way]]
                            for which in range(3):
                                before[k, which] += part * worth[q, which]
                for k in range(count):
                    if not drifting:
                        moved[k] = before[k]
                        continue
                    moved[k] = 0.0
                    x = states[made_in[k]]
                    for way in range(rows[x], rows[x + 1]):
                        y, part = spot[drift_states[way]], drift_weights[way]
                        for which in range(3):
                            moved[k, which] += part * before[y, which]
                if drifting:
                    for k in range(reached):
                        spot[inner[k]] = -1
                paid = costs[i] if i >= 0 else 0.0
                place = m - move_starts[c]
                for k in range(count):
                    q = made_in[k]
                    best = worth[q]
                    better = moved[k, 0] - best[0]
                    if place > 0:
                        nearly = NEARLY * best[0]
                        if better < -nearly:
                            continue
                        if better <= nearly:
                            sooner = best[1] - moved[k, 1]
                            if sooner < -NEARLY_AS_LONG:
                                continue
                            if sooner <= NEARLY_AS_LONG and moved[k, 2] + paid >= best[2] - NEARLY_AS_LONG:
                                continue
                    best[0], best[1], best[2] = max(moved[k, 0], best[0]), moved[k, 1], moved[k, 2] + paid
                    policy[q] = place
            if c == start:
                for q in range(first, last):
                    for which in range(3):
                        value[t, which, states[q]] = worth[q, which]
    return policy, value, worth
