"""How many periods lie between configurations at least; compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["periods_to_goal"]

GOAL, DEAD = -1, -2


@compiled
def periods_to_goal(  # noqa: PLR0913, PLR0917 - arrays that numba wants apart
    order: NDArray[np.int64],
    move_starts: NDArray[np.int64],
    takes: NDArray[np.int32],
    branch_starts: NDArray[np.int64],
    leads_to: NDArray[np.int32],
    never: int,
) -> NDArray[np.int64]:
    """Return the fewest periods from each configuration to the goal; ``never`` where there is no way.

    It is found soonest where configurations come after those to which they lead in ``order``.
    """
    found = np.full(len(move_starts) - 1, never, dtype=np.int64)
    nearer = True
    while nearer:
        nearer = False
        for c in order:
            for m in range(move_starts[c], move_starts[c + 1]):
                for b in range(branch_starts[m], branch_starts[m + 1]):
                    to = leads_to[b]
                    through = never
                    if to == GOAL:
                        through = takes[m]
                    elif to != DEAD:
                        through = takes[m] + found[to]
                    if through < found[c]:
                        found[c], nearer = through, True
    return found
