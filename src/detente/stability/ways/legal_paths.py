"""The shortest legal sequences of moves, or of improvements, from one state to all others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.stability.graph.fast import for_work
from detente.stability.graph.moves import Moves
from detente.stability.ways.legal_paths_kernel import shortest

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["LegalPaths", "Step"]


class Step(NamedTuple):
    """A move: who makes it, by its place among the ``movers`` of the model, and between which states."""

    mover: int
    origin: int
    target: int


@dataclass(frozen=True, eq=False)
class LegalPaths:
    """The shortest legal sequences of moves from a state; found when they are first asked for.

    Nobody moves twice in a row, though each may return later. Several make their joint moves as one more who
    moves. ``improving``: each moves only to what it likes better, and several to what each of them does. They
    are shortest over nodes, which are states with who moved there last, and take time that grows as the
    number of moves does.
    """

    model: GraphModel
    start: int
    improving: bool

    @cached_property
    def distances(self) -> npt.NDArray[np.int32]:
        """The fewest moves to each state, 0 to the one at the start, -1 where none lead there: (states,)."""
        by_mover = self._found[0]
        best = np.full(self.model.states, np.iinfo(np.int32).max, dtype=np.int32)
        for of in by_mover:
            np.minimum(best, of, out=best, where=of >= 0)
        best[best == np.iinfo(np.int32).max] = -1
        best[self.start] = 0
        return best

    @cached_property
    def reached(self) -> int:
        """How many states are reached, the one at the start among them."""
        return int(np.count_nonzero(self.distances >= 0))

    def path_to(self, target: int) -> tuple[Step, ...] | None:
        """Return the moves of a shortest sequence to a state; ``None`` where there is none.

        Of several that are as short it is always the same one: who moves last is the first in order who can,
        from the state that was found first, and so backwards.
        """
        if self.distances[target] < 0:
            return None
        by_mover, before = self._found
        path: list[Step] = []
        mover, left = -1, int(self.distances[target])
        while left:
            last = [one for one in np.flatnonzero(by_mover[:, target] == left).tolist() if one != mover]
            mover = last[0]
            origin = int(before[mover, target])
            path.append(Step(mover, origin, target))
            target, left = origin, left - 1
        return tuple(reversed(path))

    def _better(self, together: tuple[int, ...], of: Moves) -> Moves:
        """Return those of some moves that all who make them like."""
        kept = np.ones(len(of.targets), dtype=np.bool_)
        for maker in together:
            ranks = self.model.ranks[maker]
            kept &= ranks[of.targets] > ranks[of.origins]
        before = np.concatenate([[0], np.cumsum(kept)])
        return Moves(before[of.starts], of.targets[kept])

    @cached_property
    def _found(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """How many moves lead to each node, and from which state the last one does: (movers, states) each."""
        model = self.model
        alone = zip(model.movers, (*model.moves, *(of.moves for of in model.joint)), strict=True)
        moves = [self._better(together, of) if self.improving else of for together, of in alone]
        before = np.cumsum([0, *(len(of.targets) for of in moves)])[:-1, np.newaxis]
        starts = np.stack([of.starts for of in moves]) + before
        targets = np.concatenate([of.targets for of in moves])
        found: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]
        found = for_work(shortest, len(targets) + starts.size)(self.start, starts, targets)
        return found
