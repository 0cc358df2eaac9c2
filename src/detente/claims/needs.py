"""Sets of inputs of each of which one is needed, and the smallest sets that meet them all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Needs"]

HALF = 0.5
"""Between an input that is taken, which is 1, and one that is not."""


class Needs:
    """Sets of inputs of each of which at least one is needed.

    >>> needs = Needs(["a line", "a floor", "a rule"])
    >>> needs.add([{"a line", "a floor"}, {"a floor", "a rule"}])
    >>> sorted(needs.smallest_meeting())
    ['a floor']
    """

    def __init__(self, inputs: Sequence[str]) -> None:
        """Begin with nothing that is needed."""
        from ortools.linear_solver import pywraplp

        # Its way to the solver for linear models takes a fifth of the time to load.
        self._model = pywraplp.Solver.CreateSolver("SAT")
        self._model.SetSolverSpecificParametersAsString("num_workers: 1, catch_sigint_signal: false")
        self._taken = {one: self._model.BoolVar(one) for one in inputs}
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
                met = self._model.Constraint(1, self._model.infinity())
                for one in sorted(need):
                    met.SetCoefficient(self._taken[one], 1)

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
        from ortools.linear_solver import pywraplp

        each, objective = 1 + self._times.total(), self._model.Objective()
        objective.SetMinimization()
        for one, taken in self._taken.items():
            objective.SetCoefficient(taken, each - self._times[one])
        exactly = pywraplp.MPSolverParameters()
        exactly.SetDoubleParam(exactly.RELATIVE_MIP_GAP, 0)
        status = self._model.Solve(exactly)
        assert status == self._model.OPTIMAL
        return frozenset(one for one, taken in self._taken.items() if taken.solution_value() > HALF)
