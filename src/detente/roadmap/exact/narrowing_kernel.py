"""What can occur when, where levels of trust and gates that make no difference are one; compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled
from detente.roadmap.exact.growing import ROOM, longer
from detente.roadmap.exact.moving_kernel import WORD, marked, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["levels_that_matter", "reachable_alike"]

GOAL, DEAD = -1, -2


@compiled
def levels_that_matter(  # noqa: C901, PLR0912, PLR0913, PLR0917 - arrays that numba wants apart
    periods: int,
    spots: NDArray[np.int64],
    earliest: NDArray[np.int64],
    remaining: NDArray[np.int64],
    move_starts: NDArray[np.int64],
    block: NDArray[np.int16],
    takes: NDArray[np.int32],
    branch_starts: NDArray[np.int64],
    leads_to: NDArray[np.int32],
    change: NDArray[np.int32],
    opens: NDArray[np.bool_],
    least: NDArray[np.int64],
    needs: NDArray[np.int64],
    gate_of: NDArray[np.int64],
    surely: NDArray[np.int64],
    perhaps: NDArray[np.int64],
    sizes: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Return from which level on the goal can be reached, from which on nothing more is asked, and the gates.

    All three by the spot of a configuration and a time, of which ``spots[c]`` is the earliest; the first two
    for each pair: (spots, pairs). Levels are places in the grid of a pair, and its size where there is none.
    Gates are those that a block may still need, a bit for each.

    ``needs``: (blocks, pairs), the least level at the start; ``surely`` and ``perhaps``: (changes, pairs,
    levels), the least level from which a change leads to one at least as high, rounded down or up.
    """
    pairs, n = len(sizes), len(spots) - 1
    lowest, enough = np.empty((spots[n], pairs), dtype=np.int32), np.zeros((spots[n], pairs), dtype=np.int32)
    gates = np.zeros(spots[n], dtype=np.int64)
    hopeless, low = np.zeros(spots[n], dtype=np.bool_), np.empty(pairs, dtype=np.int64)
    for t in range(periods, -1, -1):
        for c in range(n):
            if t < earliest[c] or t + remaining[c] > periods:
                continue
            here = spots[c] + t - earliest[c]
            lowest[here] = sizes
            for m in range(move_starts[c], move_starts[c + 1]):
                i, then = block[m], t + takes[m]
                if then > periods or t + least[m] > periods or (i >= 0 and not opens[i, t]):
                    continue
                if i >= 0 and gate_of[i] >= 0:
                    gates[here] |= 1 << gate_of[i]
                low[:] = sizes
                for b in range(branch_starts[m], branch_starts[m + 1]):
                    to = leads_to[b]
                    if to == GOAL:
                        low[:] = 0
                    if to in (GOAL, DEAD) or then < earliest[to] or then + remaining[to] > periods:
                        continue
                    ahead = spots[to] + then - earliest[to]
                    if hopeless[ahead]:
                        continue
                    gates[here] |= gates[ahead]
                    for pair in range(pairs):
                        safe = surely[change[b], pair, enough[ahead, pair]]
                        enough[here, pair] = max(enough[here, pair], safe)
                        low[pair] = min(low[pair], perhaps[change[b], pair, lowest[ahead, pair]])
                for pair in range(pairs):
                    need = needs[i, pair] if i >= 0 else 0
                    enough[here, pair] = max(enough[here, pair], need)
                    lowest[here, pair] = min(lowest[here, pair], max(low[pair], need))
            for pair in range(pairs):
                hopeless[here] |= lowest[here, pair] == sizes[pair]
    return lowest, enough, gates


def reachable_alike(  # noqa: PLR0913, PLR0917 - what the compiled search takes
    periods: int,
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
    digits: NDArray[np.int64],
    strides: NDArray[np.int64],
    spots: NDArray[np.int64],
    lowest: NDArray[np.int32],
    enough: NDArray[np.int32],
    gates: NDArray[np.int64],
) -> tuple[
    NDArray[np.int64],
    NDArray[np.int32],
    NDArray[np.int64],
    NDArray[np.int32],
    NDArray[np.int64],
    NDArray[np.int32],
    NDArray[np.int32],
]:
    """Return what can occur when and still lead to the goal, one state for all that are worth the same.

    Cells are as those that ``reachable`` returns, but backwards in each time: where the cells of each time
    begin, the configuration of each, where its states begin, and the states of all. Then, in the same way,
    where the states begin that can be led to, those of all cells, and the place among its states of the one
    that stands for each, -1 where the goal is out of reach.
    """
    n, size = len(move_starts) - 1, len(digits)
    ring = int(takes.max(initial=1)) + 1
    found = np.zeros((ring, n, -(-size // WORD)), dtype=np.uint64)
    touched = np.zeros((ring, n), dtype=np.bool_)
    touched[0, start] = remaining[start] <= periods
    np.bitwise_or.at(
        found[0, start], start_states // WORD, np.uint64(1) << (start_states % WORD).astype(np.uint64)
    )
    times, room = np.zeros(periods + 2, dtype=np.int64), max(ROOM, size)
    cells, starts, entry_starts = np.zeros(room, dtype=np.int32), *np.zeros((2, room), dtype=np.int64)
    states, entries, stands = np.zeros((3, room), dtype=np.int32)
    inner, place = np.empty(size, dtype=np.int32), np.full(size, -1, dtype=np.int32)
    seen, reached = np.zeros(size, dtype=np.bool_), np.zeros(6, dtype=np.int64)
    while not _reach_alike(
        reached,
        times,
        cells,
        starts,
        entry_starts,
        states,
        entries,
        stands,
        found,
        touched,
        inner,
        seen,
        place,
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
        drift_rows,
        drift_states,
        digits,
        strides,
        spots,
        lowest,
        enough,
        gates,
    ):
        *_, number, count, entered = reached.tolist()
        if number + 1 >= len(starts):
            cells, starts, entry_starts = longer(cells), longer(starts), longer(entry_starts)
        if count + size > len(states):
            states = longer(states)
        if entered + size > len(entries):
            entries, stands = longer(entries), longer(stands)
    *_, number, count, entered = reached.tolist()
    return (
        times,
        cells[:number],
        starts[: number + 1],
        states[:count],
        entry_starts[: number + 1],
        entries[:entered],
        stands[:entered],
    )


@compiled
def _reach_alike(  # noqa: C901, PLR0912, PLR0913, PLR0917 - one loop, whose arrays numba wants apart
    reached: NDArray[np.int64],
    times: NDArray[np.int64],
    cells: NDArray[np.int32],
    starts: NDArray[np.int64],
    entry_starts: NDArray[np.int64],
    states: NDArray[np.int32],
    entries: NDArray[np.int32],
    stands: NDArray[np.int32],
    found: NDArray[np.uint64],
    touched: NDArray[np.bool_],
    inner: NDArray[np.int32],
    seen: NDArray[np.bool_],
    place: NDArray[np.int32],
    periods: int,
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
    digits: NDArray[np.int64],
    strides: NDArray[np.int64],
    spots: NDArray[np.int64],
    lowest: NDArray[np.int32],
    enough: NDArray[np.int32],
    gates: NDArray[np.int64],
) -> bool:
    """Go on from where it ``reached``; return whether that was all, or else there is no more room.

    ``reached``: the time, its turn, how many configurations were looked at in it, and how many cells, states
    and entries there are. ``place`` is -1 everywhere before and after.
    """
    n, size, ring, pairs = len(move_starts) - 1, len(digits), len(found), lowest.shape[1]
    begins, now, looked_at, number, count, entered = reached
    for t in range(begins, periods + 1):
        for after in range(looked_at if t == begins else 0, n):
            c = n - 1 - after  # those with fewer blocks running come first here
            if not touched[now, c]:
                continue
            if number + 1 >= len(starts) or count + size > len(states) or entered + size > len(entries):
                reached[:] = t, now, after, number, count, entered
                return False
            touched[now, c] = False
            spot, first, before = spots[c] + t - earliest[c], count, entered
            entered = marked(found[now, c], entered, entries)
            found[now, c] = 0
            for e in range(before, entered):
                # The state that stands for all that are worth the same as this one; -1 where that is nothing.
                x, y = entries[e], 0
                for pair in range(pairs):
                    if digits[x, pair] < lowest[spot, pair]:
                        y = -1
                        break
                    y += min(digits[x, pair], enough[spot, pair]) * strides[pair]
                if y >= 0:
                    for gate in range(len(strides) - pairs):
                        if (gates[spot] >> gate) & 1:
                            y += digits[x, pairs + gate] * strides[pairs + gate]
                if y >= 0 and place[y] < 0:
                    place[y], states[count] = count - first, y
                    count += 1
                stands[e] = place[y] if y >= 0 else -1
            for q in range(first, count):
                place[states[q]] = -1
            if count == first:
                entered = before
                continue
            cells[number] = c
            number += 1
            starts[number], entry_starts[number] = count, entered
            spread(
                t,
                now,
                c,
                states[first:count],
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
                drift_rows.shape[1] > 0 and gates[spot] != 0,
                drift_rows,
                drift_states,
                found,
                touched,
                inner,
                seen,
            )
        times[t + 1] = number
        now = now + 1 if now + 1 < ring else 0
    reached[:] = periods, now, n, number, count, entered
    return True
