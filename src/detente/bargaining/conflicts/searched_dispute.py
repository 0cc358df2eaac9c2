"""A dispute over packages too many to list: questions are put to a constraint solver."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from detente.bargaining.conflicts.corrections import Answer, Corrections
from detente.bargaining.conflicts.dispute import column_of, floor_of, formula_of, numbers_in
from detente.bargaining.conflicts.dualisation import Dualisation
from detente.bargaining.conflicts.improvement import Improvement
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.package_search.deadline import UndecidedError
from detente.outcomes.package_search.package_model import PackageModel
from detente.outcomes.package_search.weighted_sum import WeightedSum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from detente.bargaining.conflicts.dispute import Dispute
    from detente.outcomes.domain import Package

__all__ = ["SearchedDispute"]


class SearchedDispute:
    """A dispute whose packages are found one by one.

    Each question goes to a clone of one model, to which the constraints asked for are added: fixed from
    the start, they let the solver simplify, where assumptions, kept between questions, were far slower.
    Packages are checked in integers and remembered, so that a question they answer is never put.

    ``deadline``: a moment on the clock of ``time.monotonic`` past which questions raise ``UndecidedError``.
    """

    def __init__(self, dispute: Dispute, deadline: float | None = None) -> None:
        self.dispute = dispute
        self.corrections = Corrections(dispute)
        self.deadline = deadline
        self._conflicts: list[int] = []
        self._improvement = Improvement(dispute)
        self._packages = PackageModel(dispute.domain)
        self._heard = self._coalitions()
        self._clauses = {
            number: self._packages.clauses(formula_of(one))
            for number, one in enumerate(dispute.constraints)
            if one.kind is not ConstraintKind.FLOOR
        }

    def meeting(self, required: int) -> Package | None:
        """Return a package that satisfies the required constraints, or None when there is none.

        Raises ``UndecidedError`` when the deadline passes before that is known.
        """
        known = self.corrections.opening(required)
        if known is not None:
            return known
        if any(conflict & required == conflict for conflict in self._conflicts):
            return None
        model = self._requiring(required)
        found = self._packages.found(model, self.deadline)
        if found is None:
            return None
        self._learn(found, required)
        package = self.corrections.opening(required)
        if package is None:
            raise AssertionError(f"a package was changed for the worse: {found}")
        return package

    def cheapest(self, droppable: int) -> int | None:
        """Return the least set of droppable constraints to drop: fewest first, then by cost; or None.

        Raises ``UndecidedError`` when the deadline passes before the set is proved to be the least.
        """
        members = list(numbers_in(droppable))
        costs = [self.dispute.constraints[number].cost for number in members]
        denominator = math.lcm(*(cost.denominator for cost in costs))
        steps = [int(cost * denominator) for cost in costs]
        model = self._requiring(self.dispute.everything & ~droppable)
        kept = tuple(self._add_if(model, number) for number in members)
        worth_keeping = WeightedSum(kept, tuple(sum(steps) + 1 + step for step in steps))
        best = self._packages.best(model, worth_keeping, self.deadline)
        if best is None:
            return None
        self._learn(best.package, self.dispute.everything & ~droppable)
        if not best.proved:
            raise UndecidedError
        return min(
            (breach for breach in self.corrections.opened if not breach & ~droppable), key=self.dispute.price
        )

    def first_conflict(self) -> int:
        """Return some minimal conflict of a dispute in which nothing can be signed.

        Raises ``UndecidedError`` when the deadline passes first.
        """
        conflict = self._core()
        for number in reversed(list(numbers_in(conflict))):
            smaller = conflict & ~(1 << number)
            if self.meeting(smaller) is None:
                conflict = smaller
        self._conflicts.append(conflict)
        return conflict

    def answers(self) -> Iterator[Answer]:
        """Go through minimal conflicts and minimal sets to drop, each when it is proved minimal.

        Raises ``UndecidedError`` when the deadline passes before all are found.
        """
        search = Dualisation(self.corrections, self.meeting, self.dispute.everything)
        yield from search.answers(self._conflicts, self.deadline)

    def blocking_floors(self, required: int) -> Iterator[int]:
        """Go through the minimal sets of floors without which the other required constraints can be met.

        Raises ``UndecidedError`` when the deadline passes before all are found.
        """
        floors = self.dispute.of(ConstraintKind.FLOOR)
        search = Dualisation(self.corrections, self.meeting, floors, required & ~floors)
        yield from (answer.constraints for answer in search.answers((), self.deadline) if not answer.collides)

    def trade_offs(self, floors: int, required: int) -> Iterator[Package]:
        """Go through packages that fall short of some floors in every undominated way, each way once.

        All required constraints hold in them. The least total shortfall comes first. Raises
        ``UndecidedError`` when the deadline passes.
        """
        units = self.dispute.domain.units
        # A column counts once for each floor on it.
        floored = Counter(column_of(one) for one in self.dispute.members(floors))
        columns = list(floored)
        denominator = math.lcm(*(units[column].denominator for column in columns))
        model = self._requiring(required)
        weights = {column: count * int(units[column] * denominator) for column, count in floored.items()}
        total = self._packages.worth(weights)
        while (best := self._packages.best(model, total, self.deadline)) is not None:
            if not best.proved:
                raise UndecidedError
            self._learn(best.package, required)
            yield best.package
            value = self.dispute.domain.value(best.package)
            better = [model.new_bool_var("") for _ in columns]
            for column, literal in zip(columns, better, strict=True):
                self._packages.worth({column: 1}).require_at_least(
                    model, value[column] + 1, only_if=[literal]
                )
            model.add_bool_or(better)

    def _core(self) -> int:
        """Return a set of constraints that collide, small if the solver happens to find a short proof."""
        model = self._requiring(0)
        assumed = [self._add_if(model, number) for number in range(len(self.dispute.constraints))]
        model.add_assumptions(assumed)
        blamed = set(self._packages.blamed(model, self.deadline))
        core = sum(1 << number for number, literal in enumerate(assumed) if literal.index in blamed)
        return core if self.meeting(core) is None else self.dispute.everything

    def _coalitions(self) -> dict[int, list[BoolVarT]]:
        """Let one coalition sign; return for each constraint not in all of them what makes it count."""
        if len(self.dispute.coalitions) == 1:
            never = self.dispute.everything & ~self.dispute.coalitions[0]
            return {number: [self._packages.model.new_constant(0)] for number in numbers_in(never)}
        signing = [self._packages.model.new_bool_var("") for _ in self.dispute.coalitions]
        self._packages.model.add_exactly_one(signing)
        heard: dict[int, list[BoolVarT]] = {}
        for number in range(len(self.dispute.constraints)):
            within = [
                literal
                for literal, coalition in zip(signing, self.dispute.coalitions, strict=True)
                if coalition >> number & 1
            ]
            if len(within) < len(signing):
                counts = self._packages.model.new_bool_var("")
                for literal in within:
                    self._packages.model.add_implication(literal, counts)
                heard[number] = [counts]
        return heard

    def _requiring(self, required: int) -> CpModel:
        """Return a model of the packages that satisfy some constraints."""
        model = self._packages.model.clone()
        for number in numbers_in(required):
            self._add(model, number, ())
        return model

    def _add_if(self, model: CpModel, number: int) -> BoolVarT:
        """Add a constraint to a model that holds where the literal returned is true."""
        selected = model.new_bool_var("")
        self._add(model, number, (selected,))
        return selected

    def _add(self, model: CpModel, number: int, conditions: Sequence[BoolVarT]) -> None:
        conditions = [*conditions, *self._heard.get(number, ())]
        if number in self._clauses:
            for clause in self._clauses[number]:
                model.add_bool_or([*clause, *(~condition for condition in conditions)])
        else:
            one = self.dispute.constraints[number]
            self._packages.worth({column_of(one): 1}).require_at_least(model, floor_of(one), conditions)

    def _learn(self, package: Package, required: int) -> None:
        """Keep what a package that the solver gave teaches, or rather a better one near it.

        Raises ``AssertionError`` where it breaks a rule or a required constraint, checked in integers.
        """
        violated = self.dispute.violated(package)
        signing = next((one for one in self.dispute.coalitions if not violated & one & required), None)
        if signing is None or not self.dispute.domain.signable(package):
            raise AssertionError(f"the solver gave a package that does not meet what it was asked: {package}")
        self.corrections.learn(self._improvement.improved(package, signing))
