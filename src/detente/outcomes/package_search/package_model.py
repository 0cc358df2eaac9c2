"""A domain as a constraint-programming model, for questions about packages too many to list."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain, product
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from detente.case.formula import And, AtLeast, Constant, Formula, Is, Not, Or
from detente.outcomes.domain import NO_FLOOR
from detente.outcomes.package_search.deadline import UndecidedError, remaining
from detente.outcomes.package_search.weighted_sum import WeightedSum
from detente.outcomes.solver import small_solver

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ortools.sat.python.cp_model import BoolVarT, CpModel, CpSolver

    from detente.outcomes.domain import Domain, Package

__all__ = ["Best", "PackageModel"]

MOST_CLAUSES = 32
"""Clauses that a choice among conjunctions is multiplied out into; where there would be more, it is not."""


@dataclass(frozen=True)
class Best:
    """A package with the greatest sum known; no package has a sum above ``bound``."""

    package: Package
    total: int
    bound: int

    @property
    def proved(self) -> bool:
        """Whether no package has a greater sum."""
        return self.total == self.bound


class _Model(cp_model.CpModel):
    """A model without the old names of its methods: making them takes longer than most questions."""

    def _add_pre_pep8_methods(self) -> None:
        return

    def clone(self) -> _Model:
        copied = _Model()
        copied.proto.copy_from(self.proto)
        copied.rebuild_constant_map()
        return copied


class PackageModel:
    """The packages of a domain that meet its requirements and floors, as a model of CP-SAT.

    ``model`` can be cloned; variables of the original stand for those of the clone. Questions are put to
    clones, so that what one question fixes is forgotten before the next. ``truth`` and ``clauses`` may add to
    the original, so they are called before cloning.
    """

    def __init__(self, domain: Domain, model: CpModel | None = None) -> None:
        """Add the packages to a model, or to one of their own."""
        self.domain = domain
        self.model = _Model() if model is None else model
        self.chosen = [[self.model.new_bool_var("") for _ in options] for options in domain.options]
        for options in self.chosen:
            self.model.add_exactly_one(options)
        self._position = {issue: position for position, issue in enumerate(domain.issues)}
        self._truth: dict[Formula, BoolVarT] = {}
        self._worth: dict[tuple[tuple[int, int], ...], WeightedSum] = {}
        # Made now, because what is made later is missing in clones made before.
        for interaction in domain.interactions:
            self.truth(interaction.when)
        for requirement in domain.requirements:
            for clause in self.clauses(requirement):
                self.model.add_bool_or(clause)
        for column, floor in enumerate(domain.floors.tolist()):
            if floor != NO_FLOOR:
                self.worth({column: 1}).require_at_least(self.model, floor)

    def truth(self, formula: Formula) -> BoolVarT:
        """Return a literal that is true exactly of the packages in which the formula holds."""
        if formula not in self._truth:
            self._truth[formula] = self._encoded(formula)
        return self._truth[formula]

    def clauses(self, formula: Formula) -> list[list[BoolVarT]]:
        """Return a formula as alternatives each of which must have a true literal.

        Formulas that would need many are kept whole, as one literal that is true where they hold.
        """
        return self._clauses(formula, wanted=True)

    def worth(self, weights: Mapping[int, int]) -> WeightedSum:
        """Return the weighted sum of columns of a package; weights are integers by column.

        Raises ``ValueError`` where the sum could be too large to be added exactly.
        """
        key = tuple(weights.items())
        if key not in self._worth:
            self._worth[key] = self._summed(weights)
        return self._worth[key]

    def _summed(self, weights: Mapping[int, int]) -> WeightedSum:
        literals: list[BoolVarT] = []
        factors: list[int] = []
        constant = 0
        for options, points in zip(self.chosen, self.domain.points, strict=True):
            worth = [_dot(row, weights) for row in points[:, list(weights)].tolist()]
            least = min(worth)
            constant += least
            literals += options
            factors += [one - least for one in worth]
        for interaction in self.domain.interactions:
            worth_if = _dot(interaction.points[list(weights)].tolist(), weights)
            truth = self.truth(interaction.when)
            constant += min(worth_if, 0)
            literals.append(truth if worth_if > 0 else ~truth)
            factors.append(abs(worth_if))
        return WeightedSum(tuple(literals), tuple(factors), constant)

    def found(self, model: CpModel, deadline: float | None) -> Package | None:
        """Return a package of a clone of the model, or None when there is none.

        ``deadline``: on the clock of ``time.monotonic``. Raises ``UndecidedError`` when it passes before a
        package is found or all are excluded.
        """
        solver = _solver(model, deadline)
        return self._package(solver) if _satisfied(solver, model) else None

    def best(self, model: CpModel, total: WeightedSum, deadline: float | None) -> Best | None:
        """Return the package of a clone of the model with the greatest weighted sum, or None without one.

        Where the sum is too long to be maximised safely, it is rounded for that, and the range left is then
        halved until one value remains. Raises ``UndecidedError`` when the deadline passes before a package is
        found; past that, the best one known is returned with a bound.
        """
        coarse, step = total.coarse()
        question = model.clone()
        question.maximize(coarse)
        solver = _solver(question, deadline)
        if not _satisfied(solver, question):
            return None
        package, value = self._package(solver), total.of(solver)
        # The bound is whole, but comes as a float that may be a rounding error away from it.
        bound = total.constant + step * round(solver.best_objective_bound)
        try:
            while value < bound and step > 1:
                middle = (value + bound + 1) // 2
                question = model.clone()
                total.require_at_least(question, middle)
                solver = _solver(question, deadline)
                if _satisfied(solver, question):
                    package, value = self._package(solver), total.of(solver)
                else:
                    bound = middle - 1
        except UndecidedError:
            pass
        return Best(package, value, bound)

    def blamed(self, model: CpModel, deadline: float | None) -> list[int]:
        """Return which assumptions of a clone the solver needed to exclude every package, by variable.

        Raises ``UndecidedError`` when the deadline passes before all packages are excluded, or some are not.
        """
        solver = _solver(model, deadline)
        if solver.solve(model) != cp_model.INFEASIBLE:
            raise UndecidedError
        return list(solver.sufficient_assumptions_for_infeasibility())

    def _clauses(self, formula: Formula, *, wanted: bool) -> list[list[BoolVarT]]:
        """Return a formula, or where it is not wanted its opposite, as clauses."""
        match formula:
            case Not():
                return self._clauses(formula.part, wanted=not wanted)
            case Is():
                return [self._named(formula.issue, formula.options, named=wanted)]
            case And() | Or():
                parts = [self._clauses(part, wanted=wanted) for part in formula.parts]
                if isinstance(formula, And) is wanted:
                    return [clause for part in parts for clause in part]
                if math.prod(map(len, parts)) <= MOST_CLAUSES:
                    return [list(chain.from_iterable(choice)) for choice in product(*parts)]
        truth = self.truth(formula)
        return [[truth if wanted else ~truth]]

    def _named(self, issue: str, options: frozenset[str], *, named: bool) -> list[BoolVarT]:
        position = self._position[issue]
        offered = zip(self.chosen[position], self.domain.options[position], strict=True)
        return [literal for literal, option in offered if (option in options) is named]

    def _package(self, solver: CpSolver) -> Package:
        return tuple(
            next(option for option, literal in enumerate(options) if solver.boolean_value(literal))
            for options in self.chosen
        )

    def _encoded(self, formula: Formula) -> BoolVarT:
        if isinstance(formula, Constant):
            return self.model.new_constant(int(formula.value))
        if isinstance(formula, Is):
            named = self._named(formula.issue, formula.options, named=True)
            return named[0] if len(named) == 1 else self._at_least(1, named)
        parts = [self.truth(part) for part in formula.parts_of()]
        match formula:
            case Not():
                return ~parts[0]
            case And():
                return self._at_least(len(parts), parts)
            case Or():
                return self._at_least(1, parts)
            case AtLeast():
                return self._at_least(formula.count, parts)
        raise TypeError(f"'{formula}' is of a kind that the solver does not know")

    def _at_least(self, count: int, parts: Sequence[BoolVarT]) -> BoolVarT:
        result = self.model.new_bool_var("")
        if count == 1:
            self.model.add_bool_or([*parts, ~result])
            for part in parts:
                self.model.add_implication(part, result)
        elif count == len(parts):
            self.model.add_bool_or([*(~part for part in parts), result])
            for part in parts:
                self.model.add_implication(result, part)
        else:
            total = cp_model.LinearExpr.sum(list(parts))
            self.model.add(total >= count).only_enforce_if(result)
            self.model.add(total <= count - 1).only_enforce_if(~result)
        return result


def _satisfied(solver: CpSolver, model: CpModel) -> bool:
    status = solver.solve(model)
    if status == cp_model.UNKNOWN:
        raise UndecidedError
    if status == cp_model.INFEASIBLE:
        return False
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise AssertionError(f"the solver refused the model: {model.validate()}")
    return True


def _solver(model: CpModel, deadline: float | None) -> CpSolver:
    solver = small_solver()
    parameters = solver.parameters
    parameters.merge_at_most_one_work_limit = 0
    parameters.presolve_inclusion_work_limit = 0
    if not model.has_objective():
        parameters.max_presolve_iterations = 1
    seconds = remaining(deadline)
    if seconds is not None:
        parameters.max_time_in_seconds = seconds
    return solver


def _dot(row: Sequence[int], weights: Mapping[int, int]) -> int:
    return sum(point * weight for point, weight in zip(row, weights.values(), strict=True))
