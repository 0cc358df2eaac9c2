"""How trust goes in a fixed order or under a policy: its mean and its spread at each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from detente.roadmap.exact.following import Following

__all__ = ["SHARE_OUTSIDE", "TrustCourse", "trust_course"]

SHARE_OUTSIDE = 0.1
"""Share of the runs below the band, and above it."""
NEARLY = 1e-9
"""Shares that differ by less differ by rounding alone."""


@dataclass(frozen=True, eq=False)
class TrustCourse:
    """The trust of each pair that decides something, over all runs, at the beginning of each period.

    A run ends in which the goal is reached, or in which no set of blocks that reaches it can be done in time
    any more, whatever trust may be; it counts on with the trust that it had then. ``pairs``: their places in
    the problem. ``under_way``: (times,), the share of runs that have not ended.
    ``mean``, ``low``, ``high``: (pairs, times), on the scale of the problem; in at most one run of ten trust
    lies below ``low``, and in at most one above ``high``. The last time is the horizon.
    """

    pairs: tuple[int, ...]
    under_way: NDArray[np.float64]
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def trust_course(following: Following) -> TrustCourse | None:
    """Return how trust goes; None where no pair decides anything, or the goal holds from the start.

    While blocks run and nothing is settled, trust moves by decay and shocks alone.
    """
    environment = following.graph.environment
    if not environment.pairs or not len(following.visited):
        return None
    times = following.graph.problem.periods + 1
    under_way = np.zeros(times)
    mean, low, high = (np.zeros((len(environment.pairs), times)) for _ in range(3))
    grids = [np.array([float(level) for level in grid]) for grid in environment.grids]
    for time, (still_open, shares) in enumerate(_shares(following)):
        under_way[time] = still_open
        occurring = np.flatnonzero(shares)
        for place, grid in enumerate(grids):
            levels = environment.levels[occurring, place]
            at_level = np.bincount(levels, shares[occurring], len(grid))
            mean[place, time] = at_level @ grid
            below = at_level.cumsum()
            low[place, time] = grid[np.searchsorted(below, SHARE_OUTSIDE - NEARLY)]
            high[place, time] = grid[np.searchsorted(below, 1 - SHARE_OUTSIDE - NEARLY)]
    return TrustCourse(environment.pairs, under_way, mean, low, high)


def _shares(following: Following) -> Iterator[tuple[float, NDArray[np.float64]]]:
    """Yield for each time the share of runs that are under way, and that of all in each state: (states,)."""
    graph = following.graph
    environment, size = graph.environment, graph.environment.size
    drift = environment.drift(1)
    layout = graph.configurations
    chances = layout.chances_together(graph.problem)[layout.together]
    arriving = np.zeros(size)
    arriving[list(environment.start)] = list(environment.start.values())
    ended = np.zeros(size)
    running: dict[int, csr_array] = {}  # by the periods until something may be settled
    for time in range(graph.problem.periods + 1):
        begun = np.zeros(size)
        for periods, shares in _begun(following, time, chances):
            begun += shares.sum(axis=0)
            running[periods] = running[periods] + shares if periods in running else shares
        # What arrives and does not go on has reached the goal, or has lost it.
        ended += np.maximum(arriving - begun, 0.0)
        going = sum((np.asarray(shares.sum(axis=0)) for shares in running.values()), np.zeros(size))
        total = going + ended
        yield float(going.sum()), total / total.sum()
        moved = {
            periods - 1: shares if drift is None else shares @ drift for periods, shares in running.items()
        }
        arriving = _settled(following, moved.pop(0)) if 0 in moved else np.zeros(size)
        running = moved


def _begun(following: Following, time: int, chances: NDArray[np.float64]) -> Iterator[tuple[int, csr_array]]:
    """Yield the shares of runs whose next move takes some periods, by how trust will change at its end.

    Shape: (changes, states).
    """
    from scipy.sparse import csr_array

    graph = following.graph
    layout, cells = graph.configurations, graph.cells
    of_time = slice(int(cells.times[time]), int(cells.times[time + 1]))
    here = slice(int(cells.starts[of_time.start]), int(cells.starts[of_time.stop]))
    sizes = np.diff(cells.starts[of_time.start : of_time.stop + 1])
    moves = layout.move_starts[np.repeat(cells.configurations[of_time], sizes)] + following.made[here]
    # A start after which more can start takes no time; what it leads to is looked at in its stead.
    chosen = (following.visited[here] > 0) & (layout.takes[moves] > 0)
    moves, states, visited = moves[chosen], cells.states[here][chosen], following.visited[here][chosen]
    branches = np.diff(layout.branch_starts)[moves]
    first = np.repeat(layout.branch_starts[:-1][moves] - (branches.cumsum() - branches), branches)
    branch = first + np.arange(branches.sum())
    states, takes = np.repeat(states, branches), np.repeat(layout.takes[moves], branches)
    shares = np.repeat(visited, branches) * chances[branch]
    shape = (len(layout.changes), graph.environment.size)
    for periods in np.unique(takes).tolist():
        at = takes == periods
        yield periods, csr_array((shares[at], (layout.change[branch[at]], states[at])), shape=shape)


def _settled(following: Following, shares: csr_array) -> NDArray[np.float64]:
    """Return the shares of runs in each state once trust has changed: (states,)."""
    changes = following.graph.changes
    found = np.zeros(following.graph.environment.size)
    entries = shares.tocoo()
    change, states = entries.coords
    ways = changes.ways[change]
    first = np.repeat(changes.starts[change] + states * ways - (ways.cumsum() - ways), ways)
    entry = first + np.arange(ways.sum())
    np.add.at(found, changes.states[entry], np.repeat(entries.data, ways) * changes.weights[entry])
    return found
