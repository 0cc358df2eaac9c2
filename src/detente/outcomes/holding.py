"""Which inputs to hold as the case says, as a model to which whatever must be met is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.solver import small_solver

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ortools.sat.python.cp_model import IntVar

__all__ = ["Holding"]

MOST_EFFORT = 60.0
"""What the solver may take for one question: about so many seconds."""


class Holding:
    """A model of CP-SAT with a literal for each input: whether it is held.

    >>> holding = Holding(["a line", "a floor", "a rule"])
    >>> holding.need(["a line", "a floor"])
    >>> holding.need(["a floor", "a rule"])
    >>> sorted(holding.least({}))
    ['a floor']
    """

    def __init__(self, inputs: Sequence[str]) -> None:
        """Begin with nothing that must be met."""
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        self._held = {one: self.model.new_bool_var(one) for one in inputs}
        self._together: dict[frozenset[str], IntVar] = {}
        self._known: tuple[object, frozenset[str] | None] = (None, None)

    def need(self, inputs: Iterable[str]) -> None:
        """Require that one of some inputs is held."""
        self.model.add_bool_or([self._held[one] for one in sorted(inputs)])

    def held(self, inputs: frozenset[str]) -> IntVar:
        """Return a literal that is true only if all of some inputs are held."""
        if len(inputs) == 1:
            return self._held[next(iter(inputs))]
        if inputs not in self._together:
            together = self._together[inputs] = self.model.new_bool_var("")
            for one in sorted(inputs):
                self.model.add_implication(together, self._held[one])
        return self._together[inputs]

    def least(self, preferred: Mapping[str, int]) -> frozenset[str] | None:
        """Return the fewest inputs with which all is met.

        None if it is not met with all of them, or if it takes too long to tell, by a clock that counts steps.
        Of several such sets it is one with the greatest sum of what is ``preferred``, and of these the one
        whose inputs come first. For the same requirements in the same order it is always the same.
        """
        asked = len(self.model.proto.constraints), dict(preferred)
        if asked != self._known[0]:  # requirements are only ever added
            self._known = asked, self._least(preferred)
        return self._known[1]

    def _least(self, preferred: Mapping[str, int]) -> frozenset[str] | None:
        from ortools.sat.python import cp_model

        each, places = 1 + sum(preferred.values()), len(self._held)
        weights = [(each - preferred.get(one, 0)) * places**2 + place for place, one in enumerate(self._held)]
        self.model.minimize(cp_model.LinearExpr.weighted_sum(list(self._held.values()), weights))
        solver = small_solver()
        solver.parameters.max_presolve_iterations = 1
        solver.parameters.max_deterministic_time = MOST_EFFORT
        if solver.solve(self.model) != cp_model.OPTIMAL:
            return None
        return frozenset(one for one, taken in self._held.items() if solver.boolean_value(taken))
