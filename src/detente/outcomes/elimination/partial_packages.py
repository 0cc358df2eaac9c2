"""Many packages at once, of which only the first issues are settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.domain import NO_FLOOR
from detente.outcomes.elimination.large_integers import carried, run_minimum, run_sum
from detente.outcomes.elimination.package_numbers import PackageNumbers
from detente.outcomes.elimination.z_order import z_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain
    from detente.outcomes.elimination.elimination import Elimination

__all__ = ["PartialPackages", "Settling"]


@dataclass(frozen=True, eq=False)
class PartialPackages:
    """Partial packages, told apart by state and value.

    ``states``: (n,). ``values``: (n, columns), points so far. ``ways``: (n, digits), how many partial
    packages have this state and value. ``numbers``: (n, digits), the first of them as ``PackageNumbers``
    numbers it, with nothing added for issues that are not settled yet.
    """

    states: NDArray[np.int64]
    values: NDArray[np.int64]
    ways: NDArray[np.int64]
    numbers: NDArray[np.int64]

    def __len__(self) -> int:
        """Return how many are told apart."""
        return len(self.states)

    def chosen(self, rows: NDArray[np.integer] | NDArray[np.bool_] | slice) -> PartialPackages:
        """Return some of them."""
        return PartialPackages(self.states[rows], self.values[rows], self.ways[rows], self.numbers[rows])

    def merged(self) -> PartialPackages:
        """Join those with the same state and value; sort by value along a Z-shaped curve, best first."""
        if not len(self):
            return self
        order, starts = z_order(self.values, self.states)
        first = order[starts]
        return PartialPackages(
            self.states[first],
            self.values[first],
            run_sum(self.ways[order], starts),
            run_minimum(self.numbers[order], starts),
        )

    def joined(self, starts: NDArray[np.int64]) -> PartialPackages:
        """Join those with the same state and value, which stand next to each other from each start on."""
        if len(starts) == len(self):
            return self
        return PartialPackages(
            self.states[starts],
            self.values[starts],
            run_sum(self.ways, starts),
            run_minimum(self.numbers, starts),
        )


class Settling:
    """Settle the issues of a domain one after another for many partial packages at once.

    Partial packages that no signable package follows are left out. Points in a column that is no objective
    matter only up to its floor: once the floor is certain to be reached they are all written alike.

    ``numbered``: whether ``PartialPackages.numbers`` are kept. ``counted``: whether ``ways`` are.
    """

    def __init__(
        self, domain: Domain, elimination: Elimination, *, numbered: bool = True, counted: bool = True
    ) -> None:
        self._elimination = elimination
        self._package_numbers = PackageNumbers(domain)
        self._number_digits = self._package_numbers.digits if numbered else 0
        self._way_digits = self._package_numbers.digits if counted else 0
        self._objectives = domain.objectives
        self._floored = np.flatnonzero(domain.floors > NO_FLOOR)
        self._floors = domain.floors

    def start(self) -> PartialPackages:
        """Return the one partial package of which nothing is settled, or none if nothing is feasible."""
        rows = int(self._elimination.possible)
        ways = np.zeros((rows, self._way_digits), dtype=np.int64)
        ways[:, -1:] = 1
        start = PartialPackages(
            np.zeros(rows, dtype=np.int64),
            np.repeat(self._elimination.constant[None], rows, axis=0),
            ways,
            np.zeros((rows, self._number_digits), dtype=np.int64),
        )
        start = start.chosen(self._hopeful(start.states, start.values, 0))
        return replace(start, values=self._levelled(start.states, start.values, 0))

    def settled(self, partial: PartialPackages, depth: int) -> PartialPackages:
        """Continue each by every option of the next issue; ``depth`` issues are settled so far."""
        return self.continued(partial, depth)[0]

    def continued(
        self, partial: PartialPackages, depth: int
    ) -> tuple[PartialPackages, NDArray[np.int64], NDArray[np.int64]]:
        """Return the same as ``settled``, with which partial package each continues, and by which option."""
        layer = self._elimination.layers[depth]
        following = layer.following[partial.states]
        origin, option = np.nonzero(following >= 0)
        states = following[origin, option]
        values = partial.values[origin] + layer.gain[partial.states[origin], option]
        hopeful = self._hopeful(states, values, depth + 1)
        if not hopeful.all():
            origin, option, states = origin[hopeful], option[hopeful], states[hopeful]
            values = values[hopeful]
        values = self._levelled(states, values, depth + 1)
        numbers = self._continued_numbers(partial, layer.issue, origin, option)
        return PartialPackages(states, values, partial.ways[origin], numbers), origin, option

    def continued_by(
        self, partial: PartialPackages, depth: int, origin: NDArray[np.int64], option: NDArray[np.int64]
    ) -> PartialPackages:
        """Continue only some, ``origin``, each by the option given; of all of them something can follow."""
        layer = self._elimination.layers[depth]
        before = partial.states[origin]
        states = layer.following[before, option]
        return PartialPackages(
            states,
            self._levelled(states, partial.values[origin] + layer.gain[before, option], depth + 1),
            partial.ways[origin],
            self._continued_numbers(partial, layer.issue, origin, option),
        )

    def needed(self, depth: int) -> NDArray[np.int64]:
        """Return the points below which no signable package follows, where so many issues are settled.

        (states, columns).
        """
        needed = np.full_like(self._elimination.highest[depth], NO_FLOOR)
        for column in self._floored:
            needed[:, column] = self._needed_in(column, depth)
        return needed

    def _needed_in(self, column: np.integer, depth: int) -> NDArray[np.int64]:
        needed: NDArray[np.int64] = self._floors[column] - self._elimination.highest[depth][:, column]
        return needed

    def _continued_numbers(
        self, partial: PartialPackages, issue: int, origin: NDArray[np.int64], option: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        numbers = partial.numbers[origin]
        if self._number_digits:
            numbers += self._package_numbers.share[issue][option]
        return carried(numbers)

    def _hopeful(self, states: NDArray[np.int64], values: NDArray[np.int64], depth: int) -> NDArray[np.bool_]:
        hopeful = np.ones(len(states), dtype=np.bool_)
        for column in self._floored:
            hopeful &= values[:, column] >= self._needed_in(column, depth)[states]
        return hopeful

    def _levelled(
        self, states: NDArray[np.int64], values: NDArray[np.int64], depth: int
    ) -> NDArray[np.int64]:
        for column in self._floored[self._floored >= self._objectives]:
            enough = self._floors[column] - self._elimination.lowest[depth][:, column]
            np.minimum(values[:, column], enough[states], out=values[:, column])
        return values
