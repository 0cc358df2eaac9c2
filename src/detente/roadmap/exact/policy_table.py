"""The best policy as a table: what to do when, in the situations that are likely to come up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.roadmap.delivered import members_of
from detente.roadmap.exact.policy_tree import LEAST_OF_GOAL
from detente.roadmap.situations import told_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.roadmap.exact.following import Following
    from detente.roadmap.situations import Part

__all__ = ["LEAST", "Advice", "advice", "ranges_of", "windows_of"]

NO_USE = -2
"""What is done where the goal is out of reach; other than to wait, which is -1."""

LEAST = 0.01
"""Situations that come up less often than this are left out of the table, but on likely ways to the goal."""


@dataclass(frozen=True)
class Advice:
    """What the policy does in a situation: at a time, with blocks delivered and running.

    ``starts`` is a block, or None where it waits for other things than a completion. ``trust``: for each pair
    that matters the lowest and the highest level at which it is done; ``windows``: of those that chance
    moves, whether the ones that matter there are open. No two pieces of advice for one time, with the same
    blocks delivered and running, overlap in all of these. ``probability``: how likely that is to come up.
    ``reachable``: whether the goal still is; None where that is not known. Blocks, pairs and windows are
    numbers.
    """

    time: int
    delivered: tuple[int, ...]
    running: tuple[tuple[int, int], ...]
    starts: int | None
    trust: dict[int, tuple[Fraction, Fraction]]
    windows: dict[int, bool]
    probability: float
    reachable: bool | None


def advice(following: Following, worth: NDArray[np.float64], least: float = LEAST) -> tuple[Advice, ...]:
    """Return what a policy does in every situation that comes up with at least some probability, by time.

    ``worth`` is the chance of the goal in every state of the graph's cells. Situations that come up less
    often are there, too, where a share of all runs that reach the goal comes through them, and at each time
    the one through which most of these come.
    """
    graph = following.graph
    cells, choices = graph.cells, _with_choices(following)
    found = []
    for time in range(graph.problem.periods + 1):
        first, last = np.searchsorted(choices, cells.times[time : time + 2]).tolist()
        here = [
            one
            for cell in choices[first:last][::-1].tolist()
            for one in _advice_in(following, worth, time, cell)
        ]
        enough = min(LEAST_OF_GOAL * following.probability, max((hope for _, hope in here), default=0.0))
        found += [one for one, hope in here if one.probability >= least or 0 < enough <= hope]
    return tuple(found)


def _with_choices(following: Following) -> NDArray[np.intp]:
    """Return the cells that come up and in which there is something to choose, as they stand: (cells,)."""
    layout, cells = following.graph.configurations, following.graph.cells
    filled = np.flatnonzero(np.diff(cells.starts))
    if not len(filled):
        return filled
    comes_up = np.logical_or.reduceat(following.visited > 0, cells.starts[filled])
    moves = np.diff(layout.move_starts)[cells.configurations[filled]]
    return filled[comes_up & (moves > 1)]


def _advice_in(
    following: Following, worth: NDArray[np.float64], time: int, cell: int
) -> Iterator[tuple[Advice, float]]:
    """Yield what is done in a configuration at a time, with the share of runs that reach the goal from it."""
    graph = following.graph
    layout, cells, environment = graph.configurations, graph.cells, graph.environment
    one = int(cells.configurations[cell])
    blocks = layout.block[layout.move_starts[one] : layout.move_starts[one + 1]]
    here = slice(int(cells.starts[cell]), int(cells.starts[cell + 1]))
    chances, chance_of_goal = following.visited[here], worth[here]
    occurs = chances > 0
    chances, chance_of_goal = chances[occurs], chance_of_goal[occurs]
    digits = environment.digits[cells.states[here][occurs]]
    made = blocks[following.made[here][occurs]].astype(np.int64)
    done = np.where(chance_of_goal > 0, made, NO_USE)
    for part in told_apart(digits, done, chances):
        levels, what = digits[part.rows], int(done[part.rows[0]])
        yield (
            Advice(
                time,
                tuple(members_of(int(layout.delivered[one]))),
                layout.running(one),
                what if what >= 0 else None,
                ranges_of(environment.pairs, environment.grids, levels),
                windows_of(part, levels, len(environment.pairs)),
                float(chances[part.rows].sum()),
                what != NO_USE,
            ),
            float((chances * chance_of_goal)[part.rows].sum()),
        )


def ranges_of(
    pairs: Sequence[int], grids: Sequence[Sequence[Fraction]], levels: NDArray[np.int64]
) -> dict[int, tuple[Fraction, Fraction]]:
    """Return the lowest and the highest trust of each pair in some states: (states, pairs and more)."""
    return {
        pair: (grid[int(levels[:, place].min())], grid[int(levels[:, place].max())])
        for place, (pair, grid) in enumerate(zip(pairs, grids, strict=True))
    }


def windows_of(part: Part, digits: NDArray[np.int64], pairs: int) -> dict[int, bool]:
    """Return the windows by which a part is told apart, and whether they are open there."""
    return {column - pairs: bool(digits[0, column]) for column in sorted(part.columns) if column >= pairs}
