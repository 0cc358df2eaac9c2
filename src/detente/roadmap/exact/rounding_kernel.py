"""Where changes of trust lead from every state, rounded at random to the grid; compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["rounded"]


@compiled
def rounded(
    below: NDArray[np.int64],
    parts: NDArray[np.float64],
    sizes: NDArray[np.int64],
    gates: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Return in how many ways each change is rounded at most; for each state and way the state and weight.

    ``below`` and ``parts``: (pairs, changes, levels), the level that lies at or below each one changed, and
    the part of the way to the next. ``sizes``: the levels of each pair; ``gates``: the states of gates, which
    stay as they are. Ways of no weight come last, and lead to where the one before does.
    """
    pairs, changes, _ = below.shape
    levels, most = 1, pairs + 1
    strides = np.empty(pairs, dtype=np.int64)
    for pair in range(pairs - 1, -1, -1):
        strides[pair] = levels
        levels *= sizes[pair]
    ways = np.empty(changes, dtype=np.int64)
    # There is room for all ways of all changes; what is not filled is never taken from the memory.
    room = changes * levels * gates * most
    states, weights = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.float64)
    count = 0
    to, part = np.empty((levels, most), dtype=np.int64), np.empty((levels, most), dtype=np.float64)
    cuts, raises = np.empty(pairs, dtype=np.float64), np.empty(pairs, dtype=np.int64)
    for k in range(changes):
        ways[k] = 1
        for x in range(levels):
            state = 0
            for pair in range(pairs):
                level = x // strides[pair] % sizes[pair]
                cut = parts[pair, k, level]
                state += (below[pair, k, level] + (cut > 0.0)) * strides[pair]
                _sort_in(cut, strides[pair], pair, cuts, raises)
            ways[k] = max(ways[k], _split(state, cuts, raises, to[x], part[x]))
        for x in range(levels):
            for gate in range(gates):
                for way in range(ways[k]):
                    states[count], weights[count] = to[x, way] * gates + gate, part[x, way]
                    count += 1
    return ways, states[:count], weights[:count]


@compiled
def _sort_in(cut: float, step: int, count: int, cuts: NDArray[np.float64], raises: NDArray[np.int64]) -> None:
    """Put a cut among those before it, of which there are ``count``, with what it raises a state by."""
    at = count
    while at > 0 and cuts[at - 1] > cut:
        cuts[at], raises[at] = cuts[at - 1], raises[at - 1]
        at -= 1
    cuts[at], raises[at] = cut, step


@compiled
def _split(
    state: int,
    cuts: NDArray[np.float64],
    raises: NDArray[np.int64],
    to: NDArray[np.int64],
    part: NDArray[np.float64],
) -> int:
    """Note the ways in which pairs are rounded, given their parts from the least up; return how many.

    One random number from 0 to 1 serves all pairs: it raises those whose part it does not reach. ``state`` is
    that in which all are raised that have a part.
    """
    low, way = 0.0, 0
    for at in range(len(cuts)):
        if cuts[at] == 0.0:
            continue
        if cuts[at] > low:
            to[way], part[way] = state, cuts[at] - low
            low, way = cuts[at], way + 1
        state -= raises[at]
    if low < 1.0:
        to[way], part[way] = state, 1.0 - low
        way += 1
    for rest in range(way, len(to)):
        to[rest], part[rest] = to[way - 1], 0.0
    return way
