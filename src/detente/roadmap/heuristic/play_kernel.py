"""Runs of a roadmap in an order of blocks, from any state, period by period; compiled.

What is called at every step is made part of its caller: to hand a whole problem on would take longer than it.
A state is one row of numbers: the time, the set of delivered blocks, the set of running ones, the room that
these take, the set of blocks that could start but for trust and the calendar; then what is left of each
block, the level of each pair, whether each gate is open, and the attempts at each block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled, inlined
from detente.roadmap.heuristic.luck import BREACH, DELIVERY, DRIFT, GATE, SETTLING, SHOCK, luck, run_key
from detente.roadmap.heuristic.program_kernel import holds
from detente.roadmap.heuristic.signatures import UNKNOWN, Table
from detente.roadmap.heuristic.signatures_kernel import signed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.roadmap.heuristic.engine import Engine

__all__ = [
    "DELIVERED", "LEFT", "OPEN", "RUNNING", "TIME", "USED",
    "can_start", "finish", "gates_at", "let_pass", "levels_at", "pass_period", "play",
    "set_up", "size_of", "start",
]  # fmt: skip

TIME, DELIVERED, RUNNING, USED, OPEN, LEFT = range(6)
"""Where each part of a state stands; what is left of block 0 at ``LEFT``."""
SMALL = 1e-9
"""Differences of trust below this are errors of rounding."""


@inlined
def levels_at(engine: Engine) -> int:
    """Return where the levels stand in a state."""
    return LEFT + len(engine.lasts)


@inlined
def gates_at(engine: Engine) -> int:
    """Return where the gates stand in a state."""
    return LEFT + len(engine.lasts) + len(engine.counts)


@inlined
def size_of(engine: Engine) -> int:
    """Return how many numbers a state is."""
    return gates_at(engine) + len(engine.gate_chances) + len(engine.lasts)


@compiled
def set_up(engine: Engine, state: NDArray[np.int64]) -> bool:
    """Write today's state, and tell whether the goal holds already."""
    state[:] = 0
    first = levels_at(engine)
    for place in range(len(engine.start)):
        state[first + place] = engine.start[place]
    return _look(engine, state)


@inlined
def _look(engine: Engine, state: NDArray[np.int64]) -> bool:
    """Note which blocks could start once others stand, and tell whether the goal is reached."""
    blocks, delivered, found = len(engine.lasts), state[DELIVERED], 0
    for i in range(blocks):
        if not delivered & engine.bars[i] and holds(
            engine.steps, engine.firsts[i], engine.firsts[i + 1], delivered, engine.stack
        ):
            found |= 1 << i
    state[OPEN] = found
    return holds(engine.steps, engine.firsts[blocks], engine.firsts[blocks + 1], delivered, engine.stack)


@inlined
def can_start(engine: Engine, table: Table, state: NDArray[np.int64], i: int) -> int:
    """Return 1 where a block can start, 0 where it cannot, ``UNKNOWN`` where its signatures must be asked."""
    if not ((state[OPEN] & ~state[RUNNING]) >> i) & 1 or engine.takes[i] > engine.capacity - state[USED]:
        return 0
    if not engine.opens[i, state[TIME]]:
        return 0
    if engine.gate[i] >= 0 and state[gates_at(engine) + engine.gate[i]] == 0:
        return 0
    first = levels_at(engine)
    for pair in range(len(engine.counts)):
        if state[first + pair] < engine.least[i, pair]:
            return 0
    return signed(table, i, state[DELIVERED])


@inlined
def start(engine: Engine, state: NDArray[np.int64], i: int) -> None:
    """Start a block."""
    state[RUNNING] |= 1 << i
    state[USED] += engine.takes[i]
    state[LEFT + i] = engine.lasts[i]


@inlined
def _round(engine: Engine, pair: int, value: float, chance: float) -> int:
    """Return the level to which a value is clipped and rounded."""
    levels = engine.levels[pair]
    low: int = 0
    high: int = engine.counts[pair] - 1
    if value <= levels[0] + SMALL:
        return low
    if value >= levels[high] - SMALL:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if levels[middle] <= value + SMALL:
            low = middle
        else:
            high = middle
    if chance < (value - levels[low]) / (levels[high] - levels[low]) - SMALL:
        return high
    return low


@inlined
def _drift(engine: Engine, state: NDArray[np.int64], key: np.uint64) -> None:
    """Let trust decay, shocks strike and gates move."""
    time, first = state[TIME], levels_at(engine)
    shocks = len(engine.shock_chances)
    moving = shocks > 0
    for pair in range(len(engine.counts)):
        moving |= engine.decay[pair] > 0
    if moving and len(engine.counts):
        chance = luck(key, DRIFT, 0, time)
        struck = 0
        for shock in range(shocks):
            if luck(key, SHOCK, shock, time) < engine.shock_chances[shock]:
                struck |= 1 << shock
        for pair in range(len(engine.counts)):
            now = engine.levels[pair, state[first + pair]]
            real = now + engine.decay[pair] * (engine.resting[pair] - now)
            for shock in range(shocks):
                if (struck >> shock) & 1:
                    real += engine.shock_changes[shock, pair]
            state[first + pair] = _round(engine, pair, real, chance)
    for gate in range(len(engine.gate_chances)):
        place, chance = gates_at(engine) + gate, luck(key, GATE, gate, time)
        if state[place]:
            state[place] = chance >= engine.gate_chances[gate, 1]
        else:
            state[place] = chance < engine.gate_chances[gate, 0]


@inlined
def pass_period(  # noqa: C901, PLR0912 - one loop over what is due
    engine: Engine, state: NDArray[np.int64], key: np.uint64
) -> bool:
    """Let a period pass and settle what is due; tell whether the goal is reached."""
    _drift(engine, state, key)
    blocks, pairs = len(engine.lasts), len(engine.counts)
    first, tries = levels_at(engine), gates_at(engine) + len(engine.gate_chances)
    state[TIME] += 1
    due, gained = 0, 0
    running = state[RUNNING]
    for i in range(blocks):
        if not running >> i:
            break
        if not (running >> i) & 1:
            continue
        state[LEFT + i] -= 1
        if state[LEFT + i]:
            continue
        attempt = state[tries + i]
        state[tries + i] += 1
        state[RUNNING] ^= 1 << i
        state[USED] -= engine.takes[i]
        outcome = 0
        if luck(key, DELIVERY, i, attempt) >= engine.chances[i, 0]:
            outcome = 1
        elif luck(key, BREACH, i, attempt) < engine.chances[i, 1]:
            outcome = 2
        else:
            gained |= 1 << i
        due |= 1 << i
        state[LEFT + i] = -outcome  # kept there until trust is settled
    if due and pairs:
        chance = luck(key, SETTLING, 0, state[TIME])
        for pair in range(pairs):
            real = engine.levels[pair, state[first + pair]]
            for i in range(blocks):
                if (due >> i) & 1:
                    real += engine.changes[i, -state[LEFT + i], pair]
            state[first + pair] = _round(engine, pair, real, chance)
    if due:
        for i in range(blocks):
            if (due >> i) & 1:
                state[LEFT + i] = 0
    if not gained:
        return False
    state[DELIVERED] |= gained
    reached: bool = _look(engine, state)
    return reached


@compiled
def let_pass(engine: Engine, state: NDArray[np.int64], key: np.uint64) -> bool:
    """Let a period pass, as a step of its own; tell whether the goal is reached."""
    reached: bool = pass_period(engine, state, key)
    return reached


@compiled
def finish(
    engine: Engine, table: Table, state: NDArray[np.int64], order: NDArray[np.int64], key: np.uint64
) -> int:
    """Play in an order until the goal is reached, and return when; past the horizon where it is not.

    ``UNKNOWN`` where signatures must be asked for first.
    """
    listed, known = 0, True
    for place in range(len(order)):
        listed |= 1 << order[place]
    while state[TIME] < engine.periods:
        waiting = state[OPEN] & ~state[RUNNING] & listed
        if not state[RUNNING] and not state[OPEN] & listed:
            break
        if waiting and state[USED] < engine.capacity:
            for place in range(len(order)):
                i = order[place]
                if (waiting >> i) & 1:
                    able = can_start(engine, table, state, i)
                    if able == UNKNOWN:
                        known = False
                    elif able:
                        start(engine, state, i)
        if pass_period(engine, state, key):
            return state[TIME] if known else UNKNOWN
    return engine.periods + 1 if known else UNKNOWN


@compiled
def play(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    engine: Engine,
    table: Table,
    order: NDArray[np.int64],
    begin: int,
    seed: np.uint64,
    numbers: NDArray[np.int64],
    reached: NDArray[np.int64],
    delivered: NDArray[np.int64],
) -> None:
    """Play runs, by their numbers, in which nothing starts before a period.

    Written: when each run reaches the goal, and the blocks that stand at its end.
    """
    state = np.zeros(size_of(engine), dtype=np.int64)
    for place in range(len(numbers)):
        key = run_key(seed, numbers[place])
        found = 0
        if not set_up(engine, state):
            for _ in range(begin):
                let_pass(engine, state, key)
            found = finish(engine, table, state, order, key)
        reached[place], delivered[place] = found, state[DELIVERED]
