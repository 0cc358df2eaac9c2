"""Which inputs to hold as the case says, as a model to which whatever must be met is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ortools.sat.python.cp_model import IntVar

__all__ = ["Holding"]


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
        """Return the fewest inputs with which all is met, None if it is not with all of them.

        Of several such sets it is one with the greatest sum of what is ``preferred``, and of these the one
        whose inputs come first. For the same requirements in the same order it is always the same.
        """
        from ortools.sat.python import cp_model

        each, places = 1 + sum(preferred.values()), len(self._held)
        weights = [(each - preferred.get(one, 0)) * places**2 + place for place, one in enumerate(self._held)]
        self.model.minimize(cp_model.LinearExpr.weighted_sum(list(self._held.values()), weights))
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        # One worker gives the same answer every time; the linear relaxation is what decides.
        parameters.num_workers = 1
        parameters.linearization_level = 2
        parameters.symmetry_level = 0
        parameters.cp_model_probing_level = 0
        parameters.find_big_linear_overlap = False
        parameters.max_presolve_iterations = 1
        parameters.catch_sigint_signal = False
        if solver.solve(self.model) == cp_model.INFEASIBLE:
            return None
        return frozenset(one for one, taken in self._held.items() if solver.boolean_value(taken))
