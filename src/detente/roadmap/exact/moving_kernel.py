"""Where a move can be made, and where things may drift while it takes its time; compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numba import njit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["able", "drifted"]


@njit(cache=True, nogil=True)
def able(
    block: int,
    states: NDArray[np.int32],
    cell: tuple[int, int],
    admits: NDArray[np.bool_],
    made_in: NDArray[np.int64],
) -> int:
    """Note in ``made_in`` the places of a cell's states in which a block can start; return how many.

    ``cell``: where its states begin and end. To wait, which is block -1, is always possible.
    """
    count = 0
    for q in range(cell[0], cell[1]):
        if block < 0 or admits[block, states[q]]:
            made_in[count] = q
            count += 1
    return count


@njit(cache=True, nogil=True)
def drifted(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    made_in: NDArray[np.int64],
    states: NDArray[np.int32],
    rows: NDArray[np.int64],
    drift_states: NDArray[np.int32],
    inner: NDArray[np.int32],
    place: NDArray[np.int64],
) -> int:
    """Note in ``inner`` the states into which some may drift, each once, and return how many.

    Their places there stand in ``place``, which must be -1 everywhere before. Where nothing drifts, ``rows``
    is empty, and these are the states themselves.
    """
    count = 0
    for q in made_in:
        if len(rows) == 0:
            inner[count] = states[q]
            count += 1
            continue
        for way in range(rows[states[q]], rows[states[q] + 1]):
            y = drift_states[way]
            if place[y] < 0:
                place[y] = count
                inner[count] = y
                count += 1
    return count
