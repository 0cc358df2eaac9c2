"""Whether a formula holds that was written as a short program; compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.compiled import compiled
from detente.roadmap.heuristic.program import ADD, NEGATE, PUSH, SETTLED, STANDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["holds"]


@compiled
def holds(steps: NDArray[np.int64], first: int, last: int, delivered: int, stack: NDArray[np.int64]) -> bool:
    """Tell whether the formula of some steps holds where blocks stand; ``stack`` is room to work."""
    top = -1
    for step in range(first, last):
        what, one = steps[step, 0], steps[step, 1]
        if what == PUSH:
            top += 1
            stack[top] = one
        elif what == STANDS:
            top += 1
            stack[top] = (delivered >> one) & 1
        elif what == SETTLED:
            # Of blocks that stand the one written last settles the issue.
            if (delivered >> one) & 1:
                stack[top] = steps[step, 2]
        elif what == NEGATE:
            stack[top] = 1 - stack[top]
        elif what == ADD:
            stack[top - 1] += stack[top]
            top -= 1
        else:
            stack[top] = 1 if stack[top] >= one else 0
    true: bool = stack[0] == 1
    return true
