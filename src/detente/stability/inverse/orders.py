"""What decision makers may come to prefer, as a model of the constraint solver."""

from __future__ import annotations

from itertools import combinations, permutations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.inverse.blocks import blocks_of

if TYPE_CHECKING:
    import numpy.typing as npt
    from ortools.sat.python.cp_model import BoolVarT, CpModel, CpSolver

    from detente.stability.inverse.blocks import Block

__all__ = ["FreeOrder", "KeptOrder"]


class KeptOrder:
    """An order that stays as it is. ``ranks``: (states,), 0 the worst, ties equal."""

    def __init__(self, model: CpModel, ranks: npt.NDArray[np.int32]) -> None:
        self._model, self.ranks = model, ranks

    def never(self, one: int, other: int) -> bool:
        """Return whether the first state is sure not to be liked better than the second."""
        return bool(self.ranks[one] <= self.ranks[other])

    def above(self, one: int, other: int) -> BoolVarT:
        """Return a literal that is true exactly where the first state is liked better than the second."""
        literal = self._model.new_bool_var("")
        self._model.add_bool_and([~literal if self.never(one, other) else literal])
        return literal


class FreeOrder(KeptOrder):
    """An order that may change: a literal for each ordered pair of blocks, true where the first is above.

    Of each three blocks a pair that is told apart puts the third on one side of it, or between: so it is an
    order with ties. Of these requirements there are as many as threes, and few are ever broken: they are made
    when they are. ``new_ties``: whether states that were told apart may come to tie.

    ``centre``: the state about which alone something is asked, and always that others be not above it; None
    where more is asked. Then what is not above it now never needs to be; and nothing is required of threes
    without it: whichever blocks come to be above it, tied with it or below it, each of these three parts
    keeps its order at no cost, and between parts the order is settled.
    """

    def __init__(
        self, model: CpModel, ranks: npt.NDArray[np.int32], centre: int | None, *, new_ties: bool
    ) -> None:
        super().__init__(model, ranks)
        self._centre, self._new_ties = centre, new_ties
        self._literals: dict[tuple[int, int], BoolVarT] = {}
        self._blocks: list[Block] = []

    def never(self, one: int, other: int) -> bool:
        """Return whether the first state need not be liked better than the second."""
        return one == other or (other == self._centre and super().never(one, other))

    def above(self, one: int, other: int) -> BoolVarT:
        """Return a literal that is true exactly where the first state is liked better than the second."""
        if (one, other) not in self._literals:
            self._literals[one, other] = self._model.new_bool_var("")
        return self._literals[one, other]

    def clauses(self) -> int:
        """Return about how many clauses it takes to require an order, once all is asked."""
        asked = {state for pair in self._literals for state in pair}
        self._blocks = blocks_of(self.ranks, asked if self._centre is None else asked | {self._centre})
        number = len(self._blocks)
        return (3 if self._centre is None else 9) * comb(number, 2)

    def required(self) -> list[tuple[BoolVarT, int]]:
        """Require of pairs what an order asks, once it was counted; return literals with their half swaps."""
        cost: list[tuple[BoolVarT, int]] = []
        for low, high in combinations(self._blocks, 2):
            up, down = self.above(high.first, low.first), self.above(low.first, high.first)
            self._model.add_bool_or([~up, ~down])
            pairs, apart = len(low.states) * len(high.states), low.rank != high.rank
            cost += [(~up if apart else up, pairs), (down, pairs)]
            if apart and (not self._new_ties or low.told_apart or high.told_apart):
                self._model.add_bool_or([up, down])
        for one, other in permutations((block.first for block in self._blocks), 2):
            if self.never(one, other):
                self._model.add_bool_and([~self.above(one, other)])
        if self._centre is not None:
            centre = self._centre
            for pair in combinations([block.first for block in self._blocks if block.first != centre], 2):
                for triple in permutations((centre, *pair)):
                    self._require(*triple)
        return cost

    def mended(self, solver: CpSolver) -> bool:
        """Require what is missing of an order in what a solver has found; return whether anything was."""
        if self._centre is not None:
            return False
        states = [block.first for block in self._blocks]
        above = np.array([[self._true(solver, one, other) for other in states] for one in states]) > 0
        missing = [
            (states[one], states[other], states[third])
            for one, other in np.argwhere(above).tolist()
            for third in np.flatnonzero(~above[one] & ~above[:, other]).tolist()
        ]
        for triple in missing:
            self._require(*triple)
        return bool(missing)

    def _require(self, one: int, other: int, third: int) -> None:
        """Require that a third state be below one, or above another, where the first of these is above."""
        self._model.add_bool_or([~self.above(one, other), self.above(one, third), self.above(third, other)])

    def found(self, solver: CpSolver) -> npt.NDArray[np.int32]:
        """Return the order in what a solver has found: (states,), 0 the worst, ties equal."""
        places = np.zeros((len(self.ranks), 2), dtype=np.int64)
        for block in self._blocks:
            place = self._place(solver, block)
            keeps = block.told_apart if self._centre is None else place != 0
            for state in block.states:
                places[state] = place, self.ranks[state] if keeps else 0
        return np.unique(places, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int32)

    def _place(self, solver: CpSolver, block: Block) -> int:
        """Return how many blocks a block is above; with a centre, whether it is above it, tied or below."""
        if self._centre is None:
            return sum(self._true(solver, block.first, one.first) for one in self._blocks)
        if block.first == self._centre:
            return 0
        one, centre = block.first, self._centre
        return self._true(solver, one, centre) - self._true(solver, centre, one)

    def _true(self, solver: CpSolver, one: int, other: int) -> int:
        return int(one != other and solver.boolean_value(self.above(one, other)))
