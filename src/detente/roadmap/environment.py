"""What a roadmap does not decide: levels of trust on the grid, and gates that chance opens and closes.

The grid of a pair starts from its trust today and goes up and down by steps, to 0 and to the top, which are
always in it; so today's trust is exact. A value that falls between two levels is rounded at random to one
of them, so that its mean is kept. One random number decides for all pairs: those that are moved alike stay
alike. A state of the environment is a number; its digits are the level of each pair, then whether each gate
is open.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from math import floor, prod
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from detente.roadmap.problem import Problem

__all__ = ["Environment", "grid_of"]


class Environment:
    """The states of trust and gates of a problem.

    Only pairs whose trust some block needs are kept, as the trust of others decides nothing.
    """

    def __init__(self, problem: Problem) -> None:
        """Lay out the states."""
        self.problem = problem
        self.pairs = tuple(
            pair
            for pair in range(len(problem.pairs))
            if any(block.needs and block.needs[pair] > 0 for block in problem.blocks)
        )
        """The pairs that are kept, by their place in the problem."""

    @cached_property
    def grids(self) -> tuple[tuple[Fraction, ...], ...]:
        """The levels of each pair that is kept, from 0 up."""
        return tuple(grid_of(self.problem, pair) for pair in self.pairs)

    @cached_property
    def _radices(self) -> list[int]:
        return [*map(len, self.grids)] + [2] * len(self.problem.gates)

    @cached_property
    def size(self) -> int:
        """How many states there are."""
        return prod(self._radices)

    @cached_property
    def digits(self) -> NDArray[np.int64]:
        """The levels of the pairs and the gates in each state: (states, pairs + gates)."""
        if not self._radices:
            return np.zeros((1, 0), dtype=np.int64)
        return np.stack(np.unravel_index(np.arange(self.size), self._radices), axis=1)

    @property
    def levels(self) -> NDArray[np.int64]:
        """The place of each pair's trust in its grid: (states, pairs)."""
        return self.digits[:, : len(self.pairs)]

    @cached_property
    def start(self) -> dict[int, float]:
        """The state in which the problem starts, with its probability."""
        trust = [grid.index(self.trust(pair)) for pair, grid in zip(self.pairs, self.grids, strict=True)]
        return {self.number([*trust, *(int(gate.open_today) for gate in self.problem.gates)]): 1.0}

    def trust(self, pair: int) -> Fraction:
        """Return the trust of a pair today."""
        return min(max(self.problem.trust[pair], Fraction(0)), self.problem.top)

    def admits(self, block: int) -> NDArray[np.bool_]:
        """Tell in which states trust reaches what a block needs, and its gate is open."""
        one = self.problem.blocks[block]
        admitted = np.ones(self.size, dtype=np.bool_)
        for place, (pair, grid) in enumerate(zip(self.pairs, self.grids, strict=True)):
            if one.needs:
                admitted &= np.array([level >= one.needs[pair] for level in grid])[self.digits[:, place]]
        if one.gate is not None:
            admitted &= self.digits[:, len(self.pairs) + one.gate] == 1
        return admitted

    @property
    def trust_drifts(self) -> bool:
        """Whether trust may move by itself."""
        decay = self.problem.decay
        return bool(self.problem.shocks) or any(decay[pair] for pair in self.pairs if decay)

    def drift(self, periods: int) -> csr_array | None:
        """Return the matrix of what happens by itself in some periods; None where nothing does."""
        one = self._drift
        if one is None:
            return None
        found = one
        for _ in range(periods - 1):
            found = found @ one
        found.sort_indices()
        return found

    @cached_property
    def _drift(self) -> csr_array | None:
        problem = self.problem
        if not (self.trust_drifts or problem.gates):
            return None
        from scipy.sparse import csr_array, kron

        if not self.trust_drifts:
            entries = [{state: 1.0} for state in range(prod(map(len, self.grids)))]
        else:
            entries = [self._next(levels) for levels in product(*(range(len(grid)) for grid in self.grids))]
        rows = np.repeat(np.arange(len(entries)), [len(entry) for entry in entries])
        columns = np.array([to for entry in entries for to in entry], dtype=np.int64)
        data = np.array([weight for entry in entries for weight in entry.values()])
        found = csr_array((data, (rows, columns)), shape=(len(entries), len(entries)))
        # Gates move apart from trust, and from each other.
        for gate in problem.gates:
            moves = [[1 - gate.opens, gate.opens], [gate.closes, 1 - gate.closes]]
            found = csr_array(kron(found, csr_array(moves)))
        found.eliminate_zeros()
        return found

    def _next(self, levels: Sequence[int]) -> dict[int, float]:
        """Return the levels that may follow some after a period in which nothing is settled, as numbers."""
        problem = self.problem
        sizes = [len(grid) for grid in self.grids]
        found: dict[int, float] = {}
        for struck in product(*(((True, one.chance), (False, 1 - one.chance)) for one in problem.shocks)):
            chance = prod(weight for _, weight in struck)
            real = [
                self._drifted(place, level, [hit for hit, _ in struck]) for place, level in enumerate(levels)
            ]
            for after, rounded in self._levels_of(real):
                if weight := chance * rounded:
                    to = int(np.ravel_multi_index(after, sizes)) if sizes else 0
                    found[to] = found.get(to, 0.0) + weight
        return found

    def _levels_of(self, real: Sequence[Fraction]) -> Iterator[tuple[list[int], float]]:
        """Yield the places in the grids to which values are rounded together, and how likely."""
        around = [_around(grid, one) for grid, one in zip(self.grids, real, strict=True)]
        cuts = sorted({Fraction(0), Fraction(1), *(part for _, part in around)})
        for low, high in pairwise(cuts):
            yield [below + (part >= high) for below, part in around], float(high - low)

    def _drifted(self, place: int, level: int, struck: Sequence[bool]) -> Fraction:
        """Return the trust of a pair after decay and shocks."""
        problem, pair = self.problem, self.pairs[place]
        now = real = self.grids[place][level]
        if problem.decay:
            real += problem.decay[pair] * (problem.resting[pair] - now)
        for hit, shock in zip(struck, problem.shocks, strict=True):
            real += shock.changes[pair] if hit else 0
        return real

    @property
    def strides(self) -> NDArray[np.int64]:
        """By how much the number of a state grows with each of its digits: (pairs + gates,)."""
        after = [prod(self._radices[place + 1 :]) for place in range(len(self._radices))]
        return np.array(after, dtype=np.int64)

    def number(self, digits: Sequence[int]) -> int:
        """Return the number of a state from its digits."""
        return int(np.ravel_multi_index(digits, self._radices)) if digits else 0


def grid_of(problem: Problem, pair: int) -> tuple[Fraction, ...]:
    """Return the levels of a pair: 0, the top, and all that lie whole steps from its trust today.

    >>> from detente.case.formula import TRUE
    >>> from detente.roadmap.problem import Problem
    >>> posed = Problem((), TRUE, 1, ("a in b",), (Fraction(3, 10),), step=Fraction(1, 4))
    >>> [float(level) for level in grid_of(posed, 0)]
    [0.0, 0.05, 0.3, 0.55, 0.8, 1.0]
    """
    step, top = problem.step, problem.top
    today = min(max(problem.trust[pair], Fraction(0)), top)
    lowest = today - floor(today / step) * step
    between = (lowest + number * step for number in range(floor((top - lowest) / step) + 1))
    return tuple(sorted({Fraction(0), top, *between}))


def _around(grid: Sequence[Fraction], value: Fraction) -> tuple[int, Fraction]:
    """Return the place of the level at or below a value, clipped to the grid, and the part of the way up."""
    if value <= grid[0]:
        return 0, Fraction(0)
    if value >= grid[-1]:
        return len(grid) - 1, Fraction(0)
    place = bisect_right(grid, value) - 1
    return place, (value - grid[place]) / (grid[place + 1] - grid[place])
