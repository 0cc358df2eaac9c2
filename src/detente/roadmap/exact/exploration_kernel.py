"""The search for configurations, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled
from detente.roadmap.exact.growing_kernel import roomier

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["explore"]

GOAL, DEAD, NEW = -1, -2, -3
OUTCOMES = 3


@compiled
def _slot(keys: NDArray[np.int64], key: int) -> int:
    """Return where a key stands in a hash table of a power of two, or where it would."""
    mask = len(keys) - 1
    place = (key ^ (key >> 29) ^ (key >> 13)) * 0x9E3779B1 & mask
    while keys[place] != NEW and keys[place] != key:
        place = (place + 1) & mask
    return place


@compiled
def _least(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    delivered: int,
    blocks: NDArray[np.int64],
    left: NDArray[np.int64],
    count: int,
    lasts: NDArray[np.int64],
    takes: NDArray[np.int64],
    necessary: NDArray[np.bool_],
    tails: NDArray[np.int64],
    capacity: int,
) -> int:
    """Return a number of periods in which nobody can reach the goal: what is necessary takes longer."""
    longest, work = 0, 0
    busy = delivered
    for k in range(count):
        busy |= 1 << blocks[k]
        if necessary[blocks[k]]:
            longest = max(longest, left[k] + tails[blocks[k]])
            work += left[k] * takes[blocks[k]]
    for i in range(len(lasts)):
        if necessary[i] and not (busy >> i) & 1:
            longest = max(longest, lasts[i] + tails[i])
            work += lasts[i] * takes[i]
    return max(longest, -(-work // capacity))


@compiled
def explore(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, whose arrays numba wants apart
    begins: int,
    periods: int,
    capacity: int,
    lasts: NDArray[np.int64],
    takes: NDArray[np.int64],
    startable: NDArray[np.int64],
    goal: NDArray[np.bool_],
    possible: NDArray[np.bool_],
    necessary: NDArray[np.bool_],
    tails: NDArray[np.int64],
    most_running: int,
    code_bits: int,
    most: int,
) -> tuple[
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.int64],
]:
    """Return the configurations that can occur in time, and their moves; nothing if these are too many.

    ``begins``: the first time at which any block may start. ``startable``, ``goal``: for every set of
    delivered blocks, the set of blocks that could be started, and whether the goal is reached. ``possible``:
    (blocks, outcomes), which outcomes can occur. ``necessary``: blocks without which there is no goal;
    ``tails``: the periods that necessary blocks after each one take.

    The result: delivered; running (configurations, most_running, 2); when each can occur first; whose each
    move is, those of one configuration together; its block; its periods; branch starts; where each branch
    leads; terms (branches, most_running); what each delivers.
    """
    n = len(lasts)
    room = 1024
    delivered = np.empty(room, dtype=np.int64)
    running = np.zeros((room, most_running, 2), dtype=np.int64)
    counts = np.empty(room, dtype=np.int64)
    table = np.full(4 * room, NEW, dtype=np.int64)
    numbers = np.empty(4 * room, dtype=np.int64)
    first_time = np.empty(room, dtype=np.int64)
    # What is to be looked at when: a chain of entries for each time, and the configuration of each entry.
    buckets = np.full(periods + 1, -1, dtype=np.int64)
    chain, entered = [-1], [0]
    visited = np.zeros(room, dtype=np.bool_)
    total = 0
    empty = np.zeros(0, dtype=np.int64)
    # Moves are noted for configurations in the order in which these are looked at.
    owner, move_block, move_takes, branch_starts = [0], [0], [0], [0]
    leads, gains = [0], [0]
    owner.pop(), move_block.pop(), move_takes.pop(), leads.pop(), gains.pop()
    term_room = 4096
    terms = np.zeros((term_room, most_running), dtype=np.int64)
    blocks, left = np.zeros(most_running + 1, dtype=np.int64), np.zeros(most_running + 1, dtype=np.int64)
    due, still = np.zeros(most_running + 1, dtype=np.int64), np.zeros(most_running + 1, dtype=np.int64)
    outcome = np.zeros(most_running + 1, dtype=np.int64)
    still_left = np.zeros(most_running + 1, dtype=np.int64)

    delivered[0], counts[0], first_time[0] = 0, 0, begins
    place = _slot(table, 0)
    table[place], numbers[place] = 0, 0
    buckets[begins] = 0
    total = 1
    for t in range(begins, periods + 1):
        while buckets[t] >= 0:
            c = entered[buckets[t]]
            buckets[t] = chain[buckets[t]]
            if visited[c]:
                continue
            visited[c] = True
            now, count = delivered[c], counts[c]
            busy, used = 0, 0
            for k in range(count):
                blocks[k], left[k] = running[c, k, 0], running[c, k, 1]
                busy |= 1 << blocks[k]
                used += takes[blocks[k]]
            if t + _least(now, blocks, left, count, lasts, takes, necessary, tails, capacity) > periods:
                continue
            candidates = startable[now] & ~busy
            free = False
            for i in range(n):
                if (candidates >> i) & 1 and takes[i] <= capacity - used and count < most_running:
                    free = True
            if not free and count == 0:
                continue
            for i in range(-1, n):
                size = count
                if i >= 0:
                    if not (candidates >> i) & 1 or takes[i] > capacity - used or count >= most_running:
                        continue
                    # Blocks that run are kept in order.
                    at = 0
                    while at < count and running[c, at, 0] < i:
                        at += 1
                    for k in range(count):
                        to = k if k < at else k + 1
                        blocks[to], left[to] = running[c, k, 0], running[c, k, 1]
                    blocks[at], left[at] = i, lasts[i]
                    size = count + 1
                else:
                    for k in range(count):
                        blocks[k], left[k] = running[c, k, 0], running[c, k, 1]
                more = False
                if i >= 0:
                    for j in range(n):
                        if (
                            (candidates >> j) & 1
                            and j != i
                            and takes[j] <= capacity - used - takes[i]
                            and size < most_running
                        ):
                            more = True
                passed = 1
                if i >= 0 and more:
                    passed = 0
                elif (i >= 0 or not free) and size > 0:
                    passed = left[0]
                    for k in range(1, size):
                        passed = min(passed, left[k])
                dues, stills = 0, 0
                for k in range(size):
                    if left[k] == passed:
                        due[dues] = blocks[k]
                        dues += 1
                    else:
                        still[stills], still_left[stills] = blocks[k], left[k] - passed
                        stills += 1
                owner.append(c)
                move_block.append(i)
                move_takes.append(passed)
                for k in range(dues):
                    outcome[k] = -1
                # All outcomes of what is due, one after another, as an odometer counts.
                k = 0
                while True:
                    if k == dues:
                        gained = 0
                        for d in range(dues):
                            if outcome[d] == 0:
                                gained |= 1 << due[d]
                        after = now | gained
                        to = DEAD
                        if gained and goal[after]:
                            to = GOAL
                        elif t + passed <= periods:
                            key = after
                            for d in range(stills):
                                code = 1 + still[d] + n * (still_left[d] - 1)
                                key |= code << (n + d * code_bits)
                            place = _slot(table, key)
                            if table[place] == NEW:
                                if total == most:
                                    return (
                                        empty,
                                        empty,
                                        empty,
                                        empty,
                                        empty,
                                        empty,
                                        empty,
                                        empty,
                                        empty,
                                        empty,
                                    )
                                if total == room:
                                    room *= 2
                                    delivered = roomier(delivered, room)
                                    counts = roomier(counts, room)
                                    first_time = roomier(first_time, room)
                                    seen = np.zeros(room, dtype=np.bool_)
                                    seen[:total] = visited
                                    visited = seen
                                    wider = np.zeros((room, most_running, 2), dtype=np.int64)
                                    wider[:total] = running
                                    running = wider
                                    old, olds = table, numbers
                                    table = np.full(4 * room, NEW, dtype=np.int64)
                                    numbers = np.empty(4 * room, dtype=np.int64)
                                    for entry in range(len(old)):
                                        if old[entry] != NEW:
                                            spot = _slot(table, old[entry])
                                            table[spot], numbers[spot] = old[entry], olds[entry]
                                    place = _slot(table, key)
                                table[place], numbers[place] = key, total
                                delivered[total], counts[total] = after, stills
                                for d in range(stills):
                                    running[total, d, 0], running[total, d, 1] = still[d], still_left[d]
                                first_time[total] = periods + 1
                                total += 1
                            to = numbers[place]
                            if first_time[to] > t + passed:
                                first_time[to] = t + passed
                                chain.append(buckets[t + passed])
                                entered.append(to)
                                buckets[t + passed] = len(chain) - 1
                        if len(leads) == term_room:
                            term_room *= 2
                            longer = np.zeros((term_room, most_running), dtype=np.int64)
                            longer[: len(terms)] = terms
                            terms = longer
                        for d in range(dues):
                            terms[len(leads), d] = 1 + OUTCOMES * due[d] + outcome[d]
                        leads.append(to)
                        gains.append(gained)
                        k -= 1
                        if k < 0:
                            break
                        continue
                    outcome[k] += 1
                    while outcome[k] < OUTCOMES and not possible[due[k], outcome[k]]:
                        outcome[k] += 1
                    if outcome[k] == OUTCOMES:
                        outcome[k] = -1
                        k -= 1
                        if k < 0:
                            break
                        continue
                    k += 1
                branch_starts.append(len(leads))
    return (
        delivered[:total],
        running[:total].copy().reshape(total * most_running * 2),
        first_time[:total].copy(),
        np.array(owner),
        np.array(move_block),
        np.array(move_takes),
        np.array(branch_starts),
        np.array(leads),
        terms[: len(leads)].copy().reshape(len(leads) * most_running),
        np.array(gains),
    )
