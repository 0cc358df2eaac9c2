"""The moves of one decision maker between states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["Moves"]


@dataclass(frozen=True, eq=False)
class Moves:
    """The moves of one decision maker, sorted by the states that they lead from, and then that they lead to.

    ``starts``: (states + 1,), where the moves from each state begin; ``targets``: (moves,). Each move is
    there once, and none leads to where it comes from.
    """

    starts: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int32]

    @cached_property
    def origins(self) -> npt.NDArray[np.int32]:
        """The states that moves lead from: (moves,)."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def of(self, state: int) -> npt.NDArray[np.int32]:
        """Return the states that are reached from one."""
        return self.targets[self.starts[state] : self.starts[state + 1]]
