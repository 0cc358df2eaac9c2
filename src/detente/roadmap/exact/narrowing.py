"""Which states are worth the same, told beforehand, where nothing but the chance of the goal is sought.

A block asks of trust that it reach a level, and nothing else. So for each pair, time and configuration there
is a level below which the goal is out of reach whatever happens, and one from which on whatever may still be
started can be: what lies above it is worth the same. Both follow from those of the next moves, a pair at a
time and without looking at how likely anything is. A gate that no block may need any more is as good shut.

It is all of one worth where trust moves by itself; then every state stands for itself.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.roadmap.exact.rounding import shifted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.roadmap.exact.induction import Graph

__all__ = ["Narrowed", "narrowed"]


class Narrowed(NamedTuple):
    """What can occur and still lead to the goal: the cells of time t from ``times[t]``, backwards.

    Each is of a configuration; the states of cell k are ``states`` from ``starts[k]``. Those that moves lead
    to are ``entries`` from ``entry_starts[k]``; entry e is worth what the state in the place ``stands[e]`` of
    the cell is, and nothing where that is -1. ``drifts``: whether what happens by itself matters in a cell.
    """

    times: NDArray[np.int64]
    configurations: NDArray[np.int32]
    starts: NDArray[np.int64]
    states: NDArray[np.int32]
    entry_starts: NDArray[np.int64]
    entries: NDArray[np.int32]
    stands: NDArray[np.int32]
    drifts: NDArray[np.bool_]


def narrowed(graph: Graph) -> Narrowed:
    """Return what can occur in a graph whose goal does not hold yet, one state for all of one worth."""
    from detente.roadmap.exact.narrowing_kernel import reachable_alike

    layout, changes, drift, environment = graph.configurations, graph.changes, graph.drift, graph.environment
    cells_of = np.maximum(graph.problem.periods + 1 - layout.remaining - layout.earliest, 0)
    spots = np.concatenate([[0], np.cumsum(cells_of)])
    lowest, enough, gates = _levels_that_matter(graph, spots)
    times, configurations, starts, states, entry_starts, entries, stands = reachable_alike(
        graph.problem.periods,
        layout.start,
        np.array(list(environment.start), dtype=np.int64),
        layout.move_starts,
        layout.block,
        layout.takes,
        layout.needless,
        layout.branch_starts,
        layout.leads_to,
        layout.change,
        changes.starts,
        changes.ways,
        changes.states,
        graph.admits,
        graph.opens,
        layout.earliest,
        layout.remaining,
        layout.remaining_by_move,
        drift.rows,
        drift.states,
        environment.digits,
        environment.strides,
        spots,
        lowest,
        enough,
        gates,
    )
    time = np.repeat(np.arange(len(times) - 1), np.diff(times))
    here = spots[configurations] + time - layout.earliest[configurations]
    drifts: NDArray[np.bool_] = gates[here] != 0
    return Narrowed(times, configurations, starts, states, entry_starts, entries, stands, drifts)


def _levels_that_matter(
    graph: Graph, spots: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Return for each configuration and time the levels of each pair that matter, and the gates.

    ``spots``: where the times of each configuration begin.
    """
    from detente.roadmap.exact.narrowing_kernel import levels_that_matter

    layout, environment, blocks = graph.configurations, graph.environment, graph.problem.blocks
    sizes = np.array([len(grid) for grid in environment.grids], dtype=np.int64)
    if environment.trust_drifts:
        whole = np.ones((spots[-1], 1), dtype=np.int32)
        every = np.full(spots[-1], -1, dtype=np.int64)
        return np.zeros((spots[-1], len(sizes)), dtype=np.int32), (whole * sizes).astype(np.int32), every
    needs = [
        [bisect_left(grid, block.needs[pair]) if block.needs else 0 for block in blocks]
        for pair, grid in zip(environment.pairs, environment.grids, strict=True)
    ]
    below, parts = shifted(environment, layout.changes)
    return levels_that_matter(
        graph.problem.periods,
        spots,
        layout.earliest,
        layout.remaining,
        layout.move_starts,
        layout.block,
        layout.takes,
        layout.branch_starts,
        layout.leads_to,
        layout.change,
        graph.opens,
        layout.remaining_by_move,
        np.array(needs, dtype=np.int64).reshape(len(sizes), len(blocks)).T,
        np.array([-1 if block.gate is None else block.gate for block in blocks], dtype=np.int64),
        _least(below, sizes),
        _least(below + (parts > 0), sizes),
        sizes,
    )


def _least(leads_to: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the least level from which each level, or a higher one, is led to: (changes, pairs, levels + 1).

    ``leads_to``: (pairs, changes, levels), where the changes of each pair lead. Higher levels lead higher.
    """
    pairs, changes, most = leads_to.shape
    found = np.zeros((changes, pairs, most + 1), dtype=np.int64)
    for pair, size in enumerate(sizes.tolist()):
        below = leads_to[pair, :, :size, None] < np.arange(most + 1)
        found[:, pair] = below.sum(axis=1)
    return found
