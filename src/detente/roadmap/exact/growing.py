"""Arrays that grow as more is found than there was room for.

Compiled loops are given theirs, and come back where one is full. Of arrays that they replaced by longer ones
themselves they would count the uses at every step, which takes longer than the steps do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ROOM", "longer"]

ROOM = 1024
"""What there is room for at first."""

_Number = TypeVar("_Number", bound=np.generic)


def longer(array: NDArray[_Number]) -> NDArray[_Number]:
    """Return an array with room for twice as many, what is new being zero.

    >>> longer(np.array([3, 4])).tolist()
    [3, 4, 0, 0]
    """
    return np.concatenate([array, np.zeros_like(array)])
