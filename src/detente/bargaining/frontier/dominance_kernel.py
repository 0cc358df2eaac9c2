"""Compiled search for dominated vectors, in nested boxes along a Z-shaped curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["undominated_in_boxes"]

FAN_OUT_BITS = 2
"""A box holds 2 to this power boxes of the level below; four were quickest of 4, 8 and 16."""


@compiled
def undominated_in_boxes(  # noqa: PLR0913, PLR0917 - compiled code passes arrays whole
    values: NDArray[np.int64],
    objectives: int,
    groups: NDArray[np.int64],
    sizes: NDArray[np.int64],
    covering: NDArray[np.int64],
    covering_starts: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Tell which vectors no earlier one dominates, as ``dominance.undominated`` defines it.

    Neighbours on the curve share a box, neighbouring boxes a larger one, and so on. The corner of a box, its
    highest value in each column, tells whether anything in it can dominate. Vectors themselves are level 0.

    ``values``: (n, columns). ``groups``: (n,). ``sizes``: (groups,), the number of vectors of each group.
    ``covering``: the groups that cover each group, one after another, from ``covering_starts`` on:
    (groups + 1,).
    """
    columns = values.shape[1]
    top = 0
    while sizes.max() >> (FAN_OUT_BITS * (top + 1)) > 0:
        top += 1
    begins = np.zeros((sizes.size, top + 1), np.int64)
    boxes = 0
    for group in range(sizes.size):
        for level in range(top + 1):
            begins[group, level] = boxes
            boxes += (sizes[group] >> (FAN_OUT_BITS * level)) + 1
    corners = np.full((boxes, columns), np.iinfo(np.int64).min, np.int64)
    kept = np.zeros(sizes.size, np.int64)
    undominated = np.ones(len(values), np.bool_)
    for i in range(len(values)):
        group = groups[i]
        for at in range(covering_starts[group], covering_starts[group + 1]):
            other = covering[at]
            if _dominated(values, i, objectives, corners, begins, other, kept[other], top):
                undominated[i] = False
                break
        if undominated[i]:
            for level in range(top + 1):
                box = begins[group, level] + (kept[group] >> (FAN_OUT_BITS * level))
                for column in range(columns):
                    corners[box, column] = max(corners[box, column], values[i, column])
            kept[group] += 1
    return undominated


@compiled
def _dominated(  # noqa: PLR0913, PLR0917 - as above: slices of arrays are slow
    values: NDArray[np.int64],
    i: int,
    objectives: int,
    corners: NDArray[np.int64],
    begins: NDArray[np.int64],
    group: int,
    kept: int,
    top: int,
) -> bool:
    """Tell whether a kept vector of a group dominates vector ``i``, the latest, and so nearest, first."""
    level, row = top, kept - 1
    while row >= 0:
        box = begins[group, level] + (row >> (FAN_OUT_BITS * level))
        reaches = True
        for column in range(values.shape[1]):
            if corners[box, column] < values[i, column]:
                reaches = False
                break
        if reaches and level > 0:
            level -= 1
            continue
        if reaches:
            for column in range(objectives):
                if corners[box, column] > values[i, column]:
                    return True
        row = ((row >> (FAN_OUT_BITS * level)) << (FAN_OUT_BITS * level)) - 1
        while level < top and (row + 1) & ((1 << (FAN_OUT_BITS * (level + 1))) - 1) == 0:
            level += 1
    return False
