"""Rollout: where something could be started, each start, and waiting, is tried out before one is made.

After what is tried the blocks go on in a fixed order (the base policy). What is done is what reached the goal
most often in runs that look ahead, if it did so clearly more often than the order itself (D. P. Bertsekas,
J. N. Tsitsiklis and C. Wu, "Rollout algorithms for combinatorial optimization", Journal of Heuristics 3
(1997)). The luck of the runs that look ahead follows from the state alone, so that a state is always decided
alike, and never from the luck that the run itself is going to meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.compiled import compiled
from detente.roadmap.heuristic.luck import hashed, run_key
from detente.roadmap.heuristic.play_kernel import (
    OPEN,
    RUNNING,
    TIME,
    USED,
    can_start,
    finish,
    gates_at,
    let_pass,
    set_up,
    size_of,
    start,
)
from detente.roadmap.heuristic.signatures import UNKNOWN, Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.roadmap.heuristic.engine import Engine

__all__ = ["WAIT", "WIDEST", "Memory", "Trace", "roll"]

WAIT = -1
"""Nothing is started in this period."""
UNDECIDED = -2
WIDEST = 8
"""Starts that are tried out in one state, in the sequence of the order; waiting comes on top."""
CLOSE = 4.0
"""The square of so many standard errors is how far behind a start may be and still be looked at further."""


class Memory(NamedTuple):
    """What was decided in states, by a number that stands for each.

    ``looks[0]`` periods were looked ahead so far; from ``looks[1]`` on the order is followed.
    """

    states: NDArray[np.uint64]
    decided: NDArray[np.int8]
    looks: NDArray[np.int64]


class Trace(NamedTuple):
    """Decisions that were made: the run, what was started or ``WAIT``, and the state, a row each."""

    runs: NDArray[np.int64]
    made: NDArray[np.int64]
    states: NDArray[np.int64]
    filled: NDArray[np.int64]


@compiled
def _tried(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    engine: Engine,
    table: Table,
    state: NDArray[np.int64],
    order: NDArray[np.int64],
    option: int,
    key: np.uint64,
    room: NDArray[np.int64],
) -> int:
    """Return 1 where the goal is reached if an option is taken and the order followed then, 0 where not."""
    room[:] = state
    if option != WAIT:
        start(engine, room, option)
    elif let_pass(engine, room, key):
        return 1
    found = finish(engine, table, room, order, key)
    hit: int = found if found == UNKNOWN else int(found <= engine.periods)
    return hit


@compiled
def _decide(  # noqa: C901, PLR0912, PLR0913, PLR0917 - one loop over options and runs
    engine: Engine,
    table: Table,
    memory: Memory,
    state: NDArray[np.int64],
    order: NDArray[np.int64],
    options: NDArray[np.int64],
    count: int,
    seed: np.uint64,
    few: int,
    many: int,
    caution: float,
    room: NDArray[np.int64],
    hits: NDArray[np.int8],
) -> int:
    """Return the option that reaches the goal most often; the first is that of the order."""
    own = hashed(state, gates_at(engine) + len(engine.gate_chances), seed)
    place = np.int64(own >> np.uint64(1)) & (len(memory.states) - 1)
    if memory.states[place] == own:
        for k in range(count):
            if options[k] == memory.decided[place]:
                remembered: int = options[k]
                return remembered
    alive = np.ones(count, dtype=np.bool_)
    sums = np.zeros(count, dtype=np.int64)
    done, best = 0, 0
    for until in (few, many):
        for k in range(count):
            if not alive[k]:
                continue
            for run in range(done, until):
                found = _tried(engine, table, state, order, options[k], run_key(own, run), room)
                memory.looks[0] += room[TIME] - state[TIME]
                if found == UNKNOWN:
                    return UNDECIDED
                hits[k, run] = found
                sums[k] += found
        done = until
        for k in range(count):
            if alive[k] and sums[k] > sums[best]:
                best = k
        left = 0
        for k in range(count):
            if alive[k] and k != best and k:
                apart = 0
                for run in range(done):
                    apart += hits[k, run] != hits[best, run]
                alive[k] = (sums[best] - sums[k]) ** 2 <= CLOSE * apart and apart > 0
            left += alive[k]
        if left == 1:
            break
    apart = 0
    for run in range(done):
        apart += hits[0, run] != hits[best, run]
    chosen = options[best] if (sums[best] - sums[0]) ** 2 > caution * caution * apart else options[0]
    memory.states[place], memory.decided[place] = own, chosen
    decided: int = chosen
    return decided


@compiled
def roll(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, whose arrays numba wants apart
    engine: Engine,
    table: Table,
    memory: Memory,
    order: NDArray[np.int64],
    useful: int,
    seed: np.uint64,
    ahead: np.uint64,
    few: int,
    many: int,
    caution: float,
    numbers: NDArray[np.int64],
    reached: NDArray[np.int64],
    trace: Trace,
) -> None:
    """Play runs in which every decision is looked ahead of, with ``few`` runs and where close with ``many``.

    ``useful`` is the set of blocks that are tried out; with ``many`` of 0 the order itself is followed.
    Written: when each run reaches the goal, past the horizon where it does not, ``UNKNOWN`` where signatures
    must be asked for first; and what was decided on the way.
    """
    size = size_of(engine)
    state, room = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    options = np.zeros(WIDEST + 2, dtype=np.int64)
    hits = np.zeros((WIDEST + 2, max(many, 1)), dtype=np.int8)
    kept = trace.states.shape[1]
    for place in range(len(numbers)):
        key = run_key(seed, numbers[place])
        reached[place] = engine.periods + 1
        traced = trace.filled[0]
        if set_up(engine, state):
            reached[place] = 0
            continue
        while state[TIME] < engine.periods:
            if not state[RUNNING] and not state[OPEN] & useful:
                break
            # The first option is what the order does, the others follow in its sequence.
            count, base, known = 1, WAIT, True
            if state[OPEN] & ~state[RUNNING] & useful and state[USED] < engine.capacity:
                for rank in range(len(order) + len(engine.lasts)):
                    i = order[rank] if rank < len(order) else rank - len(order)
                    if not (useful >> i) & 1 or count > WIDEST:
                        continue
                    listed = False
                    for k in range(1, count):
                        listed |= options[k] == i
                    if listed:
                        continue
                    able = can_start(engine, table, state, i)
                    if able == UNKNOWN:
                        known = False
                    elif able:
                        if rank < len(order) and base == WAIT:
                            base = i
                        options[count] = i
                        count += 1
            if not known:
                reached[place] = UNKNOWN
                break
            options[0] = base
            if base != WAIT:
                for k in range(1, count):
                    if options[k] == base:
                        options[k] = WAIT
            chosen = base
            if count > 1 and many and memory.looks[0] < memory.looks[1]:
                chosen = _decide(
                    engine, table, memory, state, order, options, count, ahead, few, many, caution, room, hits
                )
                if chosen == UNDECIDED:
                    reached[place] = UNKNOWN
                    break
            if count > 1:
                entry = trace.filled[0]
                if entry < len(trace.runs):
                    trace.runs[entry], trace.made[entry] = numbers[place], chosen
                    trace.states[entry] = state[:kept]
                trace.filled[0] += 1
            if chosen != WAIT:
                start(engine, state, chosen)
            elif let_pass(engine, state, key):
                reached[place] = state[TIME]
                break
        if reached[place] == UNKNOWN:
            trace.filled[0] = traced
