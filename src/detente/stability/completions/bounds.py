"""What is stable if comparisons that are not known are read in one way throughout, for all states at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.completions.reached_kernel import reached
from detente.stability.completions.sanctions import SANCTIONS
from detente.stability.graph.fast import for_work

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from detente.stability.concepts import Concept
    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.graph.moves import Moves
    from detente.stability.preferences.partial import PartialOrder

__all__ = ["Bounds", "Reading"]

AT_ONCE = 1 << 24
"""Bytes of a table that is made for some moves at a time."""


@dataclass(frozen=True, eq=False)
class Reading:
    """What a decision maker is read to like better.

    ``better``: (states, states), whether the second state is better than the first; ``own``: its moves.
    """

    better: npt.NDArray[np.bool_]
    own: Moves

    def deters(self, *, for_good: bool) -> npt.NDArray[np.bool_]:
        """Return whether one that had the first state is punished by ending at the second: (states, states).

        ``for_good``: only if it cannot move on from there to anything better.
        """
        return self._for_good if for_good else ~self.better

    @cached_property
    def _for_good(self) -> npt.NDArray[np.bool_]:
        found = ~self.better
        for state in np.flatnonzero(np.diff(self.own.starts)).tolist():
            found[:, state] &= ~np.any(self.better[:, self.own.of(state)], axis=1)
        return found


@dataclass(frozen=True, eq=False)
class Bounds:
    """What is stable for one decision maker under readings of what is not known.

    ``known``: by decision maker, what is known; ``focal``: the number of the one whose stability is asked.
    """

    model: GraphModel
    known: Sequence[PartialOrder]
    focal: int

    @cached_property
    def sure(self) -> Reading:
        """As better is read only what is known to be."""
        better = np.ascontiguousarray(self.known[self.focal].strict.T)
        return Reading(better, self.model.moves[self.focal])

    @cached_property
    def perhaps(self) -> Reading:
        """As better is read all that is not known to be no better."""
        order = self.known[self.focal]
        return Reading(~(order.strict | order.equal), self.model.moves[self.focal])

    @cached_property
    def by_all_moves(self) -> npt.NDArray[np.bool_]:
        """Where the others can get to from each state: (states, states)."""
        return self._reach([np.ones(len(one.targets), dtype=np.bool_) for one in self.model.moves])

    @cached_property
    def by_sure_improvements(self) -> npt.NDArray[np.bool_]:
        """Where the others can get to by moves that are known to be improvements: (states, states)."""
        pairs = zip(self.known, self.model.moves, strict=True)
        return self._reach([order.strict[of.targets, of.origins] for order, of in pairs])

    @cached_property
    def by_perhaps_improvements(self) -> npt.NDArray[np.bool_]:
        """Where they can by moves that are not known to be no improvements: (states, states)."""
        pairs = zip(self.known, self.model.moves, strict=True)
        return self._reach([~(one.strict | one.equal)[of.origins, of.targets] for one, of in pairs])

    def by_improvements(self, ranks: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Return where the others can get to by improvements in complete rankings: (states, states)."""
        pairs = zip(ranks, self.model.moves, strict=True)
        return self._reach([row[of.targets] > row[of.origins] for row, of in pairs])

    def stable(
        self, concept: Concept, improvements: Reading, ends: Reading, reached: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.bool_]:
        """Return where a concept holds: (states,).

        ``improvements`` and ``ends``: how what is moved to, and what sanctions lead to, is read; ``reached``:
        (states, states), what the others get to.
        """
        own, sanctions = self.model.moves[self.focal], SANCTIONS[concept]
        leaves = improvements.better[own.origins, own.targets]
        if sanctions is not None:
            deters = ends.deters(for_good=sanctions.for_good)
            for some in self._some(np.flatnonzero(leaves)):
                leaves[some] = ~np.any(deters[own.origins[some]] & reached[own.targets[some]], axis=1)
        found = np.ones(self.model.states, dtype=np.bool_)
        found[own.origins[leaves]] = False
        return found

    def _some(self, moves: npt.NDArray[np.intp]) -> Iterator[npt.NDArray[np.intp]]:
        """Yield the moves in parts whose tables are not too large."""
        size = max(1, AT_ONCE // self.model.states)
        yield from (moves[first : first + size] for first in range(0, len(moves), size))

    def _reach(self, allowed: Sequence[npt.NDArray[np.bool_]]) -> npt.NDArray[np.bool_]:
        moves = self.model.moves
        before = np.cumsum([0, *(len(one.targets) for one in moves)])
        starts = np.stack([one.starts + first for one, first in zip(moves, before, strict=False)])
        targets = np.concatenate([one.targets for one in moves])
        steps = self.model.states * (len(targets) + self.model.states)
        found: npt.NDArray[np.bool_] = for_work(reached, steps)(
            self.focal, starts.astype(np.int64), targets, np.concatenate(allowed)
        )
        return found
