"""The search for configurations, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled, inlined
from detente.roadmap.exact.growing import ROOM, longer

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["explore"]

GOAL, DEAD, NEW = -1, -2, -3
OUTCOMES = 3
ALL, CONFIGURATIONS, MOVES, BRANCHES, ENTRIES, TOO_MANY = range(6)
"""How the compiled search ends: all is found, there is no room for more of these, or there are too many."""
SLOTS = 4
"""Places in the hash table for each configuration for which there is room."""


@inlined
def _slot(keys: NDArray[np.int64], key: int) -> int:
    """Return where a key stands in a hash table of a power of two, or where it would."""
    mask = len(keys) - 1
    place = (key ^ (key >> 29) ^ (key >> 13)) * 0x9E3779B1 & mask
    while keys[place] != NEW and keys[place] != key:
        place = (place + 1) & mask
    return place


@inlined
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


def explore(  # noqa: PLR0913, PLR0917 - what the compiled search takes
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
) -> tuple[NDArray[np.int64], ...] | None:
    """Return the configurations that can occur in time, and their moves; None if more than ``most``.

    ``begins``: the first time at which any block may start. ``startable``, ``goal``: for every set of
    delivered blocks, the set of blocks that could be started, and whether the goal is reached. ``possible``:
    (blocks, outcomes), which outcomes can occur. ``necessary``: blocks without which there is no goal;
    ``tails``: the periods that necessary blocks after each one take. ``most_running`` blocks can run at a
    time, and each that runs is written in so many ``code_bits``.

    The result: delivered; running (configurations, most_running, 2); when each can occur first; whose each
    move is, those of one configuration together; its block; its periods; branch starts; where each branch
    leads; terms (branches, most_running); what each delivers.
    """

    def empty(*shape: int) -> NDArray[np.int64]:
        return np.zeros((ROOM, *shape), dtype=np.int64)

    delivered, counts, first, running = empty(), empty(), empty(), empty(most_running, 2)
    visited, keys, numbers = np.zeros(ROOM, dtype=np.bool_), *_table(ROOM)
    owner, block, lasting, ends = empty(), empty(), empty(), empty()
    leads, gains, terms = empty(), empty(), empty(most_running)
    # What is to be looked at when: a chain of entries for each time, and the configuration of each entry.
    buckets, chain, entered = np.full(periods + 1, -1, dtype=np.int64), empty(), empty()
    first[0], chain[0], buckets[begins] = begins, -1, 0
    keys[0] = 0  # that of the first configuration, in which nothing stands or runs
    reached = np.array([begins, 1, 0, 0, 1], dtype=np.int64)
    while True:
        full = _explore(
            reached,
            delivered,
            counts,
            first,
            running,
            visited,
            keys,
            numbers,
            owner,
            block,
            lasting,
            ends,
            leads,
            gains,
            terms,
            buckets,
            chain,
            entered,
            periods,
            capacity,
            lasts,
            takes,
            startable,
            goal,
            possible,
            necessary,
            tails,
            code_bits,
            most,
        )
        if full == TOO_MANY:
            return None
        if full == CONFIGURATIONS:
            delivered, counts, first, running = map(longer, (delivered, counts, first, running))
            visited, old = longer(visited), (keys, numbers)
            keys, numbers = _table(len(delivered))
            _enter_all(keys, numbers, *old)
        elif full == MOVES:
            owner, block, lasting, ends = map(longer, (owner, block, lasting, ends))
        elif full == BRANCHES:
            leads, gains, terms = longer(leads), longer(gains), longer(terms)
        elif full == ENTRIES:
            chain, entered = longer(chain), longer(entered)
        else:
            break
    _, configurations, moves, branches, _ = reached.tolist()
    return (
        delivered[:configurations],
        running[:configurations],
        first[:configurations],
        owner[:moves],
        block[:moves],
        lasting[:moves],
        np.concatenate([[0], ends[:moves]]),
        leads[:branches],
        terms[:branches],
        gains[:branches],
    )


def _table(room: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the keys and the numbers of an empty hash table for so many configurations."""
    return np.full(SLOTS * room, NEW, dtype=np.int64), np.zeros(SLOTS * room, dtype=np.int64)


@compiled
def _enter_all(
    keys: NDArray[np.int64],
    numbers: NDArray[np.int64],
    old_keys: NDArray[np.int64],
    old_numbers: NDArray[np.int64],
) -> None:
    """Enter all that stands in one hash table into another."""
    for entry in range(len(old_keys)):
        if old_keys[entry] != NEW:
            place = _slot(keys, old_keys[entry])
            keys[place], numbers[place] = old_keys[entry], old_numbers[entry]


@compiled
def _explore(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, whose arrays numba wants apart
    reached: NDArray[np.int64],
    delivered: NDArray[np.int64],
    counts: NDArray[np.int64],
    first: NDArray[np.int64],
    running: NDArray[np.int64],
    visited: NDArray[np.bool_],
    keys: NDArray[np.int64],
    numbers: NDArray[np.int64],
    owner: NDArray[np.int64],
    block: NDArray[np.int64],
    lasting: NDArray[np.int64],
    ends: NDArray[np.int64],
    leads: NDArray[np.int64],
    gains: NDArray[np.int64],
    terms: NDArray[np.int64],
    buckets: NDArray[np.int64],
    chain: NDArray[np.int64],
    entered: NDArray[np.int64],
    periods: int,
    capacity: int,
    lasts: NDArray[np.int64],
    takes: NDArray[np.int64],
    startable: NDArray[np.int64],
    goal: NDArray[np.bool_],
    possible: NDArray[np.bool_],
    necessary: NDArray[np.bool_],
    tails: NDArray[np.int64],
    code_bits: int,
    most: int,
) -> int:
    """Go on with the search from where it ``reached``, and return how it ends.

    ``reached``: the time, and how many configurations, moves, branches and entries there are. Where there is
    no more room, all that was noted of the configuration that was being looked at is forgotten, but for where
    it leads: it is looked at again.
    """
    n, most_running = len(lasts), running.shape[1]
    begins, total, moves, branches, entries = reached
    blocks, left = np.zeros(most_running + 1, dtype=np.int64), np.zeros(most_running + 1, dtype=np.int64)
    due, still = np.zeros(most_running + 1, dtype=np.int64), np.zeros(most_running + 1, dtype=np.int64)
    outcome = np.zeros(most_running + 1, dtype=np.int64)
    still_left = np.zeros(most_running + 1, dtype=np.int64)
    for t in range(begins, periods + 1):
        while buckets[t] >= 0:
            looked_at, full = buckets[t], ALL
            c, buckets[t] = entered[looked_at], chain[looked_at]
            if visited[c]:
                continue
            visited[c] = True
            moves_before, branches_before = moves, branches
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
                if moves == len(owner):
                    full = MOVES
                    break
                owner[moves], block[moves], lasting[moves] = c, i, passed
                for k in range(dues):
                    outcome[k] = -1
                # All outcomes of what is due, one after another, as an odometer counts.
                k = 0
                while full == ALL:
                    if k < dues:
                        outcome[k] += 1
                        while outcome[k] < OUTCOMES and not possible[due[k], outcome[k]]:
                            outcome[k] += 1
                        if outcome[k] < OUTCOMES:
                            k += 1
                            continue
                        outcome[k] = -1
                    else:
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
                            place = _slot(keys, key)
                            if keys[place] == NEW:
                                if total >= most:
                                    return TOO_MANY
                                if total == len(delivered):
                                    full = CONFIGURATIONS
                                    break
                                keys[place], numbers[place] = key, total
                                delivered[total], counts[total] = after, stills
                                for d in range(stills):
                                    running[total, d, 0], running[total, d, 1] = still[d], still_left[d]
                                first[total] = periods + 1
                                total += 1
                            to = numbers[place]
                            if first[to] > t + passed:
                                if entries == len(chain):
                                    full = ENTRIES
                                    break
                                first[to] = t + passed
                                chain[entries], entered[entries] = buckets[t + passed], to
                                buckets[t + passed] = entries
                                entries += 1
                        if branches == len(leads):
                            full = BRANCHES
                            break
                        for d in range(most_running):
                            terms[branches, d] = 1 + OUTCOMES * due[d] + outcome[d] if d < dues else 0
                        leads[branches], gains[branches] = to, gained
                        branches += 1
                    k -= 1
                    if k < 0:
                        break
                if full != ALL:
                    break
                ends[moves] = branches
                moves += 1
            if full != ALL:
                # What it leads to is kept, and found again.
                visited[c] = False
                chain[looked_at], buckets[t] = buckets[t], looked_at
                reached[:] = t, total, moves_before, branches_before, entries
                return full
    reached[:] = periods, total, moves, branches, entries
    return ALL
