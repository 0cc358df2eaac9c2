"""Situations told apart by trust and windows, so that in each one thing is done.

A table that named only the lowest and the highest trust at which something is done could give two pieces of
advice for one situation. So the states that occur are split, as a classification tree is grown (L. Breiman,
J. H. Friedman, R. A. Olshen and C. J. Stone, "Classification and Regression Trees", 1984), by one level of
trust or one window at a time, until in each part the same is done everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["Part", "told_apart"]


class Part(NamedTuple):
    """States in which the same is done: their rows, and the columns by which they were split off."""

    rows: NDArray[np.int64]
    columns: frozenset[int]


def told_apart(
    digits: NDArray[np.int64], done: NDArray[np.int64], weights: NDArray[np.float64]
) -> list[Part]:
    """Return parts of some states in each of which the same is done; no two overlap in all columns.

    ``digits``: (states, columns), ``done``: (states,), what is done in each, ``weights``: (states,), how
    likely each is. Where different things are done in states with the same digits, each is a part.

    >>> levels_and_window = np.array([[2, 0], [3, 0], [2, 1], [3, 1]])
    >>> parts = told_apart(levels_and_window, np.array([7, 7, 7, 8]), np.full(4, 0.25))
    >>> [(part.rows.tolist(), sorted(part.columns)) for part in parts]
    [([0, 2], [0]), ([1], [0, 1]), ([3], [0, 1])]
    """
    every = Part(np.arange(len(done), dtype=np.int64), frozenset())
    return list(_split(digits, done, weights, every))


def _split(
    digits: NDArray[np.int64], done: NDArray[np.int64], weights: NDArray[np.float64], part: Part
) -> Iterator[Part]:
    here = digits[part.rows]
    kinds, kind = np.unique(done[part.rows], return_inverse=True)
    if len(kinds) <= 1:
        yield part
        return
    weight = np.zeros((len(part.rows), len(kinds)))
    weight[np.arange(len(kind)), kind] = weights[part.rows]
    ways = list(_ways(here, weight))
    if not ways:
        yield from (part._replace(rows=part.rows[kind == one]) for one in range(len(kinds)))
        return
    _, column, level = min(ways)
    below = here[:, column] <= level
    for side in (below, ~below):
        yield from _split(digits, done, weights, Part(part.rows[side], part.columns | {column}))


def _ways(digits: NDArray[np.int64], weight: NDArray[np.float64]) -> Iterator[tuple[float, int, int]]:
    """Yield each way to split: how mixed it leaves the parts (Gini), the column, and the level below."""
    for column in range(digits.shape[1]):
        levels, place = np.unique(digits[:, column], return_inverse=True)
        by_level = np.zeros((len(levels), weight.shape[1]))
        np.add.at(by_level, place.ravel(), weight)
        below = by_level.cumsum(axis=0)[:-1]
        mixed = _mixed(below) + _mixed(by_level.sum(axis=0) - below)
        yield from (
            (round(float(how), 12), column, int(level)) for how, level in zip(mixed, levels, strict=False)
        )


def _mixed(weight: NDArray[np.float64]) -> NDArray[np.float64]:
    whole = weight.sum(axis=1)
    found: NDArray[np.float64] = whole - (weight**2).sum(axis=1) / np.maximum(whole, np.finfo(float).tiny)
    return found
