"""Sets of inputs of each of which one is needed, and the smallest sets that meet them all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Needs"]


class Needs:
    """Sets of inputs of each of which at least one is needed.

    >>> needs = Needs(["a line", "a floor", "a rule"])
    >>> needs.add([{"a line", "a floor"}, {"a floor", "a rule"}])
    >>> sorted(needs.smallest_meeting())
    ['a floor']
    """

    def __init__(self, inputs: Sequence[str]) -> None:
        """Begin with nothing that is needed."""
        from ortools.sat.python import cp_model

        self._model = cp_model.CpModel()
        self._taken = {one: self._model.new_bool_var(one) for one in inputs}
        self._listed: dict[frozenset[str], None] = {}
        self._times: Counter[str] = Counter()

    def __len__(self) -> int:
        """Return how many needs there are."""
        return len(self._listed)

    def add(self, needs: Iterable[Iterable[str]]) -> None:
        """Take in further needs."""
        for need in dict.fromkeys(map(frozenset, needs)):
            if need not in self._listed:
                self._listed[need] = None
                self._times.update(need)
                self._model.add_bool_or([self._taken[one] for one in sorted(need)])

    def times(self, one: str) -> int:
        """Return how many needs an input would meet."""
        return self._times[one]

    def met_by(self, held: frozenset[str]) -> bool:
        """Tell whether some inputs meet all needs."""
        return not any(need.isdisjoint(held) for need in self._listed)

    def smallest_meeting(self) -> frozenset[str]:
        """Return a smallest set that meets all needs: a minimum hitting set.

        Among those of that size it is one whose inputs meet needs most often; for the same needs in the same
        order it is always the same.
        """
        from ortools.sat.python import cp_model

        each = 1 + self._times.total()
        self._model.minimize(sum((each - self._times[one]) * taken for one, taken in self._taken.items()))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(self._model)
        assert status == cp_model.OPTIMAL
        return frozenset(one for one, taken in self._taken.items() if solver.value(taken))
