"""The leximin order: compare the worst off first, then the next worst, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["leximin"]


def leximin(steps: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return the rows that are best in the leximin order, all ties.

    ``steps``: (packages, signatories), comparable across signatories. Shape of the result: (ties,).

    Source: A. Sen, "Collective Choice and Social Welfare" (1970), chapter 9*.

    >>> leximin(np.array([[5, 1], [2, 3], [3, 2], [9, 0]])).tolist()
    [1, 2]
    """
    ordered = np.sort(steps, axis=1)
    rows = np.arange(len(steps))
    for column in range(steps.shape[1]):
        if not rows.size:
            break
        level = ordered[rows, column]
        rows = rows[level == level.max()]
    return rows
