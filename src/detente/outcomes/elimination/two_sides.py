"""Settle issues from both ends until the two sides meet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.elimination.partial_packages import PartialPackages, Settling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain
    from detente.outcomes.elimination.elimination import Elimination, Layer

__all__ = ["two_sides"]


def two_sides(
    domain: Domain, elimination: Elimination, limit: int
) -> tuple[PartialPackages, PartialPackages] | None:
    """Return the partial packages of the first and of the last issues, or None where either are too many.

    Every signable package is a pair of the two with the same state, whose values together reach every floor,
    and there are as many signable packages as ways to such pairs. No column of the domain is an objective,
    and all have floors. The side that would be shorter goes on, until the sides meet. ``limit``: how many
    partial packages one step may lead to.
    """
    settling = Settling(domain, elimination, numbered=False)
    first = settling.start()
    last = replace(first, values=np.zeros_like(first.values))
    reached = _reached(elimination)
    depth, end = 0, len(elimination.layers)
    while depth < end and len(first) and len(last):
        ahead, behind = elimination.layers[depth], elimination.layers[end - 1]
        forward = int(ahead.possible.sum(axis=1)[first.states].sum())
        entries = np.bincount(behind.following[behind.possible], minlength=len(elimination.highest[end]))
        backward = int(entries[last.states].sum())
        if min(forward, backward) > limit:
            return None
        if forward <= backward:
            first = settling.settled(first, depth).merged()
            depth += 1
        else:
            end -= 1
            last = _preceded(last, behind, domain.floors, reached[end], elimination.lowest[end]).merged()
    return first, last


def _reached(elimination: Elimination) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return before each layer the most and the least gained by then: (states, columns) each."""
    high = low = elimination.constant[None]
    reached = [(high, low)]
    for depth, layer in enumerate(elimination.layers):
        state, option = np.nonzero(layer.possible)
        after, gain = layer.following[state, option], layer.gain[state, option]
        shape = elimination.highest[depth + 1].shape
        most = np.full(shape, np.iinfo(np.int64).min)
        least = np.full(shape, np.iinfo(np.int64).max)
        np.maximum.at(most, after, high[state] + gain)
        np.minimum.at(least, after, low[state] + gain)
        high, low = most, least
        reached.append((high, low))
    return reached


def _preceded(
    last: PartialPackages,
    layer: Layer,
    floors: NDArray[np.int64],
    reached: tuple[NDArray[np.int64], NDArray[np.int64]],
    least: NDArray[np.int64],
) -> PartialPackages:
    """Settle the issue before those settled, in every way that leads to their states.

    ``least``: (states, columns), the least that these issues gain. Points beyond what is certain to be enough
    are written alike, but never as less than that: a floor below all packages must stay so.
    """
    by_state = np.argsort(last.states, kind="stable")
    state, option = np.nonzero(layer.possible)
    leads_to = layer.following[state, option]
    begins = np.searchsorted(last.states[by_state], leads_to)
    counts = np.searchsorted(last.states[by_state], leads_to, side="right") - begins
    entry = np.repeat(np.arange(len(state)), counts)
    row = by_state[np.arange(len(entry)) - np.repeat(np.cumsum(counts) - counts, counts) + begins[entry]]
    states = state[entry]
    values = last.values[row] + layer.gain[states, option[entry]]
    highest, lowest = reached
    hopeful = (values >= floors - highest[states]).all(axis=1)
    np.minimum(values, np.maximum(floors - lowest, least)[states], out=values)
    return PartialPackages(states, values, last.ways[row], last.numbers[row]).chosen(hopeful)
