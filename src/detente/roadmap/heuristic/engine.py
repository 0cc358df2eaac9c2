"""A problem as the arrays that compiled runs are played on."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.case.problems import TooLargeError
from detente.roadmap.environment import grid_of
from detente.roadmap.heuristic.program import program_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.roadmap.problem import Problem

__all__ = ["MOST_BLOCKS", "Engine", "engine_of", "pairs_that_matter"]

MOST_BLOCKS = 63
"""Blocks that a set of delivered ones, in one number, has room for."""
OUTCOMES = 3


class Engine(NamedTuple):
    """What a run asks of a problem, for n blocks, p pairs whose trust matters, s shocks and g gates.

    ``bars``: the set of blocks of which none may stand when each block starts. ``opens``: (n, periods + 1),
    whether window and horizon let it start. ``gate``: the gate of each, or -1. ``chances``: (n, 2), that it
    is delivered, and that a breach happens and is noticed. ``changes``: (n, 3, p), what delivery, failure
    and breach do to trust. ``least``: (n, p), the first level at which it may start. ``levels``: (p, most
    levels), with ``counts`` of them. ``steps``: the formulas of what each block comes after, and of the goal,
    one after another from ``firsts``. ``start``: the levels and gates of today.
    """

    periods: int
    capacity: int
    lasts: NDArray[np.int64]
    takes: NDArray[np.int64]
    bars: NDArray[np.int64]
    opens: NDArray[np.bool_]
    gate: NDArray[np.int64]
    chances: NDArray[np.float64]
    changes: NDArray[np.float64]
    least: NDArray[np.int64]
    levels: NDArray[np.float64]
    counts: NDArray[np.int64]
    decay: NDArray[np.float64]
    resting: NDArray[np.float64]
    shock_chances: NDArray[np.float64]
    shock_changes: NDArray[np.float64]
    gate_chances: NDArray[np.float64]
    steps: NDArray[np.int64]
    firsts: NDArray[np.int64]
    stack: NDArray[np.int64]
    start: NDArray[np.int64]


def pairs_that_matter(problem: Problem) -> tuple[int, ...]:
    """Return the pairs whose trust some block needs: that of others decides nothing."""
    return tuple(
        pair
        for pair in range(len(problem.pairs))
        if any(block.needs and block.needs[pair] > 0 for block in problem.blocks)
    )


def engine_of(problem: Problem) -> Engine:
    """Return the arrays of a problem.

    Raises ``ValueError`` for more than ``MOST_BLOCKS`` blocks.
    """
    blocks = problem.blocks
    if len(blocks) > MOST_BLOCKS:
        raise TooLargeError(f"a roadmap of more than {MOST_BLOCKS} blocks cannot be played out")
    pairs = pairs_that_matter(problem)
    grids = [grid_of(problem, pair) for pair in pairs]
    formulas = [program_of(problem, one) for one in (*(block.after for block in blocks), problem.goal)]
    today = [min(max(problem.trust[pair], Fraction(0)), problem.top) for pair in pairs]
    shape = len(blocks), problem.periods + 1
    levels = np.full((len(pairs), max(map(len, grids), default=1)), np.inf)
    for row, grid in zip(levels, grids, strict=True):
        row[: len(grid)] = [float(level) for level in grid]
    return Engine(
        problem.periods,
        problem.capacity,
        np.array([block.lasts for block in blocks], dtype=np.int64),
        np.array([block.takes for block in blocks], dtype=np.int64),
        np.array([_bars(problem, place) for place in range(len(blocks))], dtype=np.int64),
        np.array(
            [[_opens(problem, place, time) for time in range(shape[1])] for place in range(len(blocks))],
            dtype=np.bool_,
        ).reshape(shape),
        np.array([-1 if block.gate is None else block.gate for block in blocks], dtype=np.int64),
        np.array([(block.delivers, block.breach * float(block.detection)) for block in blocks]).reshape(
            -1, 2
        ),
        _changes(problem, pairs),
        np.array(
            [
                [
                    next((place for place, level in enumerate(grid) if level >= block.needs[pair]), len(grid))
                    if block.needs
                    else 0
                    for pair, grid in zip(pairs, grids, strict=True)
                ]
                for block in blocks
            ],
            dtype=np.int64,
        ).reshape(len(blocks), len(pairs)),
        levels,
        np.array([len(grid) for grid in grids], dtype=np.int64),
        _floats(problem.decay, pairs),
        _floats(problem.resting, pairs),
        np.array([shock.chance for shock in problem.shocks], dtype=np.float64),
        np.array([_floats(shock.changes, pairs) for shock in problem.shocks]).reshape(
            len(problem.shocks), len(pairs)
        ),
        np.array([(gate.opens, gate.closes) for gate in problem.gates], dtype=np.float64).reshape(-1, 2),
        np.concatenate(formulas),
        np.cumsum([0, *map(len, formulas)]).astype(np.int64),
        np.zeros(max(map(len, formulas)), dtype=np.int64),
        np.array(
            [
                *(grid.index(level) for grid, level in zip(grids, today, strict=True)),
                *(int(gate.open_today) for gate in problem.gates),
            ],
            dtype=np.int64,
        ),
    )


def _bars(problem: Problem, place: int) -> int:
    """Return the block itself and those after it that set one of its issues."""
    issues = set(problem.blocks[place].sets)
    later = range(place + 1, len(problem.blocks))
    return 1 << place | sum(1 << one for one in later if issues & set(problem.blocks[one].sets))


def _opens(problem: Problem, place: int, time: int) -> bool:
    block = problem.blocks[place]
    return block.starts_at(time) and time + block.lasts <= problem.periods


def _floats(amounts: Sequence[Fraction], pairs: Sequence[int]) -> NDArray[np.float64]:
    return np.array([float(amounts[pair]) if amounts else 0.0 for pair in pairs], dtype=np.float64)


def _changes(problem: Problem, pairs: Sequence[int]) -> NDArray[np.float64]:
    found = [[_floats(change, pairs) for _, _, change in block.outcomes] for block in problem.blocks]
    return np.array(found, dtype=np.float64).reshape(len(problem.blocks), OUTCOMES, len(pairs))
