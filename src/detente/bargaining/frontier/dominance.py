"""Which of many vectors are dominated by another."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.elimination.z_order import z_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["undominated", "undominated_rows"]

FEW, FEW_BEFORE_LOADING = 100, 4_000
"""So many vectors are compared pair by pair: more while that saves a second to load the compiled search."""

KERNEL = "detente.bargaining.frontier.dominance_kernel"

_CHUNK = 100

_ADDABLE_BITS = 62


def undominated_rows(values: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return the rows, in the order given, that no other row dominates; equal rows are kept together.

    ``values``: (rows, columns).

    >>> undominated_rows(np.array([[1, 3], [3, 3], [2, 4], [3, 3]])).tolist()
    [1, 2, 3]
    """
    if not len(values):
        return np.zeros(0, dtype=np.intp)
    one_group = np.zeros(len(values), dtype=np.int64)
    order, starts = z_order(values, one_group)
    distinct = values[order[starts]]
    kept = undominated(distinct, values.shape[1], one_group[: len(starts)], None)
    return np.sort(order[np.repeat(kept, np.diff(starts, append=len(values)))])


def undominated(
    values: NDArray[np.int64],
    objectives: int,
    groups: NDArray[np.int64],
    covers: NDArray[np.bool_] | None,
) -> NDArray[np.bool_]:
    """Tell which vectors no other dominates: (n,).

    One vector dominates another if it is at least as high in every column and higher in some objective, and
    its group covers the other's. Vectors with equal objectives never dominate one another.

    ``values``: (n, columns), the objectives first, in the order of ``z_order``. ``groups``: (n,).
    ``covers``: (groups, groups), whether the second group covers the first; a group covers itself, and one
    that covers another covers all that the other covers. None where each covers only itself.

    >>> undominated(np.array([[3, 3], [2, 4], [1, 3]]), 2, np.array([0, 0, 0]), None).tolist()
    [True, True, False]
    """
    if len(values) <= (FEW if KERNEL in sys.modules else FEW_BEFORE_LOADING):
        return _compared_pair_by_pair(values, objectives, groups, covers)
    from detente.bargaining.frontier.dominance_kernel import undominated_in_boxes

    sizes = np.bincount(groups)
    present = np.flatnonzero(sizes)
    groups, sizes = (np.cumsum(sizes > 0) - 1)[groups], sizes[present]
    pairs = np.eye(len(present), dtype=np.bool_) if covers is None else covers[np.ix_(present, present)]
    covered, covering = np.nonzero(pairs)
    # a group's own vectors are the likeliest to dominate it, then those of the largest groups
    order = np.lexsort((-sizes[covering], covered != covering, covered))
    starts = np.searchsorted(covered, np.arange(len(present) + 1))
    return undominated_in_boxes(
        np.ascontiguousarray(values), objectives, groups, sizes, covering[order], starts
    )


def _compared_pair_by_pair(
    values: NDArray[np.int64],
    objectives: int,
    groups: NDArray[np.int64],
    covers: NDArray[np.bool_] | None,
) -> NDArray[np.bool_]:
    if not len(values):
        return np.zeros(0, dtype=np.bool_)
    if not _addable(values):
        values = np.stack([np.unique(column, return_inverse=True)[1] for column in values.T], axis=1)
    columns = [_narrow(column) for column in values.T]
    # One that is nowhere lower is somewhere higher where its sum is.
    total = _narrow((values[:, :objectives] - values[:, :objectives].min(axis=0)).sum(axis=1))
    one_group = groups.min() == groups.max()
    kept = np.ones(len(values), dtype=np.bool_)
    for start in range(0, len(values), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        earlier = np.flatnonzero(kept[: start + _CHUNK])
        dominated = total[earlier] > total[chunk, None]
        for column in columns:
            dominated &= column[earlier] >= column[chunk, None]
        if covers is not None and not one_group:
            dominated &= covers[np.ix_(groups[chunk], groups[earlier])]
        elif not one_group:
            dominated &= groups[earlier] == groups[chunk, None]
        kept[chunk] = ~dominated.any(axis=1)
    return kept


def _addable(values: NDArray[np.int64]) -> bool:
    """Tell whether the columns, each from its least value, add up to less than 64 bits hold."""
    spans = zip(values.max(axis=0).tolist(), values.min(axis=0).tolist(), strict=True)
    return bool(sum(high - low for high, low in spans) < 2**_ADDABLE_BITS)


def _narrow(column: NDArray[np.int64]) -> NDArray[np.integer]:
    """Return numbers in the same order that take less room, and so less time to compare."""
    low, high = int(column.min()), int(column.max())
    if high - low > np.iinfo(np.int32).max:
        return column
    return (column - low).astype(np.int16 if high - low <= np.iinfo(np.int16).max else np.int32)
