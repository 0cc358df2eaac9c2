"""Where a move can be made, where things may drift while it takes its time, and where it leads; compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["WORD", "able", "drifted", "marked", "spread"]

GOAL, DEAD = -1, -2
WORD = 64
"""Marks in a word: a bit each, so that the marks of all configurations stay close together."""
ONE, SIX, REST, LAST = np.uint64(1), np.uint64(6), np.uint64(63), np.uint64(58)
DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
PLACES = np.zeros(WORD, dtype=np.int64)
"""The place of a bit by the first six bits of it times a sequence of de Bruijn's, which differ for all."""
for _place in range(WORD):
    PLACES[(int(DE_BRUIJN) << _place) % (1 << WORD) >> int(LAST)] = _place


@compiled
def able(
    block: int,
    states: NDArray[np.int32],
    cell: tuple[int, int],
    admits: NDArray[np.bool_],
    made_in: NDArray[np.int64],
) -> int:
    """Note in ``made_in`` the places of a cell's states in which a block can start; return how many.

    ``cell``: where its states begin and end. To wait, which is block -1, is always possible.
    """
    count = 0
    for q in range(cell[0], cell[1]):
        if block < 0 or admits[block, states[q]]:
            made_in[count] = q
            count += 1
    return count


@compiled
def drifted(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    made_in: NDArray[np.int64],
    states: NDArray[np.int32],
    rows: NDArray[np.int64],
    drift_states: NDArray[np.int32],
    inner: NDArray[np.int32],
    place: NDArray[np.int64],
) -> int:
    """Note in ``inner`` the states into which some may drift, each once, and return how many.

    Their places there stand in ``place``, which must be -1 everywhere before. Where nothing drifts, ``rows``
    is empty, and these are the states themselves.
    """
    count = 0
    for q in made_in:
        if len(rows) == 0:
            inner[count] = states[q]
            count += 1
            continue
        for way in range(rows[states[q]], rows[states[q] + 1]):
            y = drift_states[way]
            if place[y] < 0:
                place[y] = count
                inner[count] = y
                count += 1
    return count


@compiled
def spread(  # noqa: C901, PLR0912, PLR0913, PLR0917 - arrays that numba wants apart
    t: int,
    turn: int,
    c: int,
    states: NDArray[np.int32],
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
    drifts: bool,  # noqa: FBT001 - numba takes no keywords
    drift_rows: NDArray[np.int64],
    drift_states: NDArray[np.int32],
    found: NDArray[np.uint64],
    touched: NDArray[np.bool_],
    inner: NDArray[np.int32],
    seen: NDArray[np.bool_],
) -> None:
    """Note where the moves of a configuration lead at a time from some states.

    ``found``: (times in turn, configurations, words), a bit for each state; ``touched``: (times in turn,
    configurations); it is this time's ``turn`` among those. ``seen`` is False everywhere before and after.
    """
    ring = len(found)
    for m in range(move_starts[c], move_starts[c + 1]):
        i, then = block[m], t + takes[m]
        if needless[m] or then > periods or t + least[m] > periods or (i >= 0 and not opens[i, t]):
            continue
        reached = 0
        for x in states:
            if i >= 0 and not admits[i, x]:
                continue
            if drifts and takes[m] > 0:
                for entry in range(drift_rows[takes[m] - 1, x], drift_rows[takes[m] - 1, x + 1]):
                    y = drift_states[entry]
                    if not seen[y]:
                        seen[y] = True
                        inner[reached] = y
                        reached += 1
            else:
                inner[reached] = x
                reached += 1
        if reached == 0:
            continue
        # Parts of arrays are not cut out here: to count their uses takes longer than what is done with them.
        for place in range(reached):
            seen[inner[place]] = False
        # Where nothing could be divided by zero, compiled code need not be ready for an error.
        later = turn + takes[m] if turn + takes[m] < ring else turn + takes[m] - ring
        for b in range(branch_starts[m], branch_starts[m + 1]):
            to = leads_to[b]
            if to in (GOAL, DEAD) or then < earliest[to] or then + remaining[to] > periods:
                continue
            touched[later, to] = True
            ways, base = change_ways[change[b]], change_starts[change[b]]
            for place in range(reached):
                row = base + inner[place] * ways
                for way in range(row, row + ways):
                    state = np.uint64(change_states[way])
                    found[later, to, state >> SIX] |= ONE << (state & REST)


@compiled
def marked(words: NDArray[np.uint64], first: int, states: NDArray[np.int32]) -> int:
    """Note in ``states``, from a place on, what is marked, lowest first; return the place past the last."""
    count = first
    for place in range(len(words)):
        word = words[place]
        while word != 0:
            bit = word & (~word + ONE)
            states[count] = WORD * place + PLACES[(bit * DE_BRUIJN) >> LAST]
            count += 1
            word ^= bit
    return count
