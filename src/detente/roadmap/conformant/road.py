"""A road that stays open in every world, as a condition on which inputs are held.

The road is a calendar: which blocks are started, when, each for as long as it lasts at most. It is open if
every block in it may start when it is due and be delivered, and the goal holds at the end. Its blocks, their
times and the inputs that are held are decided together, by CP-SAT.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ortools.util.python.sorted_interval_list import Domain

from detente.case.formula import And, AtLeast, Constant, Done, Formula, Is, Not, Or
from detente.outcomes.rungs import NONE
from detente.roadmap.conformant.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction

    from ortools.sat.python.cp_model import BoolVarT, IntVar, LinearExpr

    from detente.case.case import Case
    from detente.outcomes.holding import Holding
    from detente.outcomes.rungs import Inputs, Rung
    from detente.roadmap.conformant.signings import Coalition
    from detente.roadmap.conformant.steps import Step
    from detente.roadmap.problem import Problem

__all__ = ["keep_open"]


def keep_open(holding: Holding, case: Case, problem: Problem) -> None:
    """Require that inputs are held with which one road stays open that reaches the goal, in every world.

    With fewer there is none, and a world in which the chance of the goal is 0.

    Raises ``TooInvolvedError``, and requires nothing, where that is not known.
    """
    steps = Steps(case, problem)
    each, levels = steps.each, steps.levels
    _Road(holding, problem, each, levels).open_()


@dataclass(frozen=True, eq=False)
class _Road:
    holding: Holding
    problem: Problem
    steps: Sequence[Step]
    levels: dict[int, tuple[Rung, ...]]
    _taken: list[BoolVarT] = field(default_factory=list)
    _starts: list[IntVar] = field(default_factory=list)
    _ends: list[LinearExpr] = field(default_factory=list)
    _before: dict[tuple[int, int], BoolVarT] = field(default_factory=dict)
    _chosen: dict[tuple[object, ...], list[tuple[Rung, BoolVarT]]] = field(default_factory=dict)

    def open_(self) -> None:
        """Add the road to the model."""
        model, blocks, periods = self.holding.model, self.problem.blocks, self.problem.periods
        runs = []
        for block, step in enumerate(self.steps):
            taken, start = model.new_bool_var(""), model.new_int_var(0, periods, "")
            lasts = -self._sure(("lasts", block), step.lasts)
            end = model.new_int_var(0, periods + int(-step.lasts[0].worth), "")
            self._taken.append(taken)
            self._starts.append(start)
            self._ends.append(end)
            model.add(end <= periods).only_enforce_if(taken)
            runs.append(model.new_optional_interval_var(start, lasts, end, taken, ""))
        model.add_cumulative(runs, [one.takes for one in blocks], self.problem.capacity)
        for block, step in enumerate(self.steps):
            self._start(block, step)
        model.add(self._holds(self.problem.goal, self._taken.__getitem__) == 1)

    def _start(self, block: int, step: Step) -> None:
        """Require of a block, if it is taken, all that it takes to start and to be delivered."""
        model, one, taken = self.holding.model, self.problem.blocks[block], self._taken[block]

        def delivered(other: int) -> BoolVarT:
            return self._delivered_before(other, block)

        if one.windows is not None:
            self._within(block, [window for window in one.windows if window[0] <= window[1]])
        self._one_held(step.ends_well, taken)
        if step.admitted != ((NONE,), (NONE,)):
            at_once = model.new_bool_var("")
            model.add(self._starts[block] == 0).only_enforce_if(at_once)
            model.add(self._starts[block] > 0).only_enforce_if(~at_once)
            for open_, now in zip(step.admitted, (at_once, ~at_once), strict=True):
                self._one_held(open_, taken, now)
        model.add_implication(taken, self._holds(one.after, delivered))
        for later in range(block + 1, len(self.problem.blocks)):
            if set(one.sets) & set(self.problem.blocks[later].sets):  # it goes further: see ``settable``
                model.add_implication(taken, ~delivered(later))
        self._signed(block, step)
        for pair, needs in step.needs.items():
            self._trusted(block, pair, needs)

    def _within(self, block: int, windows: Sequence[tuple[int, int]]) -> None:
        model, start, taken = self.holding.model, self._starts[block], self._taken[block]
        model.add_linear_expression_in_domain(start, Domain.from_intervals(list(windows))).only_enforce_if(
            taken
        )

    def _signed(self, block: int, step: Step) -> None:
        """Require that a block, if it is taken, is signed as things stand by then."""
        ways = set(step.signed.values())
        if len(ways) == 1:
            self._willing(ways.pop(), self._taken[block])
            return
        model = self.holding.model
        before = {other: self._delivered_before(other, block) for other in step.mattering}
        settings = []
        for standing, coalitions in step.signed.items():
            if not coalitions:
                continue
            setting = model.new_bool_var("")
            for other, delivered in before.items():
                model.add_implication(setting, delivered if other in standing else ~delivered)
            self._willing(coalitions, setting)
            settings.append(setting)
        model.add_bool_or([~self._taken[block], *settings])

    def _willing(self, coalitions: Iterable[Coalition], asked: BoolVarT) -> None:
        """Require that what it takes of one of some coalitions is held, if it is asked for."""
        model, choice = self.holding.model, []
        for coalition in sorted(coalitions, key=len):
            willing = model.new_bool_var("")
            for alternatives in sorted(coalition, key=_in_order):
                self._one_held(alternatives, willing)
            choice.append(willing)
        model.add_bool_or([~asked, *choice])

    def _trusted(self, block: int, pair: int, needs: tuple[Rung, ...]) -> None:
        """Require that trust is as high as a block needs, if it is taken."""
        model, terms = self.holding.model, []
        for other, step in enumerate(self.steps):
            if other != block and pair in step.earns:
                least = step.earns[pair][0].worth
                delivered = self._delivered_before(other, block)
                terms.append(self._units(least) * delivered)
                for rung, chosen in self._choice(("earns", other, pair), step.earns[pair]):
                    both = model.new_bool_var("")
                    model.add_implication(both, chosen)
                    model.add_implication(both, delivered)
                    terms.append(self._units(rung.worth - least) * both)
        level = self._sure(("level", pair), self.levels[pair], self.unit)
        needed = self._sure(("needs", block, pair), needs, self.unit)
        model.add(level + sum(terms) + needed >= 0).only_enforce_if(self._taken[block])

    @cached_property
    def unit(self) -> int:
        """What trust is multiplied by so that all of it is whole."""
        given = [*self.levels.values()]
        for step in self.steps:
            given += [*step.needs.values(), *step.earns.values()]
        return math.lcm(*(rung.worth.denominator for rungs in given for rung in rungs))

    def _units(self, trust: Fraction) -> int:
        return int(trust * self.unit)

    def _sure(self, key: tuple[object, ...], rungs: tuple[Rung, ...], unit: int = 1) -> LinearExpr | int:
        """Return a number of which only so much is sure as inputs are held for."""
        least = rungs[0].worth
        more = [int((rung.worth - least) * unit) * chosen for rung, chosen in self._choice(key, rungs)]
        return sum(more, int(least * unit))

    def _choice(self, key: tuple[object, ...], rungs: tuple[Rung, ...]) -> list[tuple[Rung, BoolVarT]]:
        """Return a literal for each rung but the first, one of which may be chosen if its inputs are held."""
        if key not in self._chosen:
            model = self.holding.model
            self._chosen[key] = [(rung, model.new_bool_var("")) for rung in rungs[1:]]
            for rung, chosen in self._chosen[key]:
                model.add_implication(chosen, self.holding.held(rung.held))
            model.add_at_most_one(chosen for _, chosen in self._chosen[key])
        return self._chosen[key]

    def _one_held(self, alternatives: tuple[Inputs, ...], *conditions: BoolVarT) -> None:
        """Require that one of several sets of inputs is held, where some conditions are true."""
        if NONE not in alternatives:
            held = [self.holding.held(one) for one in alternatives]
            self.holding.model.add_bool_or([*held, *(~one for one in conditions)])

    def _delivered_before(self, one: int, other: int) -> BoolVarT:
        """Return whether a block has been delivered when another starts."""
        model, key = self.holding.model, (one, other)
        if one == other:
            return model.new_constant(0)
        if key not in self._before:
            before = self._before[key] = model.new_bool_var("")
            taken = self._taken[one], self._taken[other]
            model.add(self._ends[one] <= self._starts[other]).only_enforce_if(before)
            model.add(self._ends[one] > self._starts[other]).only_enforce_if(~before, *taken)
            for both in taken:
                model.add_implication(before, both)
        return self._before[key]

    def _holds(self, formula: Formula, stands: Callable[[int], BoolVarT]) -> BoolVarT:
        """Return whether a formula holds, by which blocks stand: as ``holds_in`` of sets of blocks does."""
        match formula:
            case Constant(value=value):
                return self.holding.model.new_constant(value)
            case Done(block=key):
                places = [place for place, one in enumerate(self.problem.blocks) if one.key == key]
                return stands(places[0]) if places else self.holding.model.new_constant(0)
            case Is(issue=issue, options=options):
                found: BoolVarT = self.holding.model.new_constant(self.problem.today[issue] in options)
                for place, block in enumerate(self.problem.blocks):
                    if issue in block.sets:
                        here = stands(place) if block.sets[issue] in options else ~stands(place)
                        found = self._at_least(1 if block.sets[issue] in options else 2, (found, here))
                return found
            case Not(part=part):
                return ~self._holds(part, stands)
            case And() | Or() | AtLeast():
                true = [self._holds(part, stands) for part in formula.parts]
                least = {And: len(true), Or: 1}.get(type(formula), getattr(formula, "count", 1))
                return self._at_least(least, true)
            case _:
                raise TypeError(f"not a formula: {formula!r}")

    def _at_least(self, least: int, literals: Sequence[BoolVarT]) -> BoolVarT:
        model, reached = self.holding.model, self.holding.model.new_bool_var("")
        model.add(sum(literals) >= least).only_enforce_if(reached)
        model.add(sum(literals) < least).only_enforce_if(~reached)
        return reached


def _in_order(alternatives: tuple[Inputs, ...]) -> list[list[str]]:
    return [sorted(one) for one in alternatives]
