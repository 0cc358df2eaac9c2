"""Arrays that grow as more is found than there was room for; compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["roomier"]


@compiled
def roomier(array: NDArray[Any], needed: int) -> NDArray[Any]:
    """Return an array with room for so many numbers at least: itself, or one of twice its length or more.

    Twice, so that all copying together takes no longer than to fill the last one a few times.

    >>> kept = np.arange(3)
    >>> roomier(kept, 3) is kept, roomier(kept, 4)[:3].tolist(), len(roomier(kept, 4)), len(roomier(kept, 9))
    (True, [0, 1, 2], 6, 9)
    """
    if needed <= len(array):
        return array
    wider = np.empty(max(2 * len(array), needed), dtype=array.dtype)
    wider[: len(array)] = array
    return wider
