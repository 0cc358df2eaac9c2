"""What can be signed, or cannot, whatever the free numbers of a case may be, as a condition on what is held.

One package is robust if it meets all rules, red lines and demands, and leaves everybody with no less than no
agreement at the worst of the numbers that are free. The package and the inputs to be held are decided
together, by CP-SAT. Each gain is taken at its own worst, so that more may be held than must be.
Source: A. Ben-Tal and A. Nemirovski, "Robust solutions of uncertain linear programs", Operations Research
Letters 25 (1999), for constraints that must hold for all numbers in their ranges.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.bargaining.zone import listed
from detente.bargaining.zone_counts import met_in
from detente.case.formula import TRUE, Formula, Is, negation
from detente.case.free_inputs import FreeNumbers
from detente.outcomes.domain import Domain
from detente.outcomes.holders import interactions_of, walk_away_path
from detente.outcomes.package_search.package_model import PackageModel
from detente.outcomes.package_search.weighted_sum import LARGEST_SUM, WeightedSum
from detente.outcomes.rungs import Rung, rungs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ortools.sat.python.cp_model import BoolVarT

    from detente.case.case import Case
    from detente.outcomes.holders import Voice
    from detente.outcomes.holding import Holding
    from detente.outcomes.negotiation import Negotiation
    from detente.outcomes.rungs import Inputs

__all__ = ["keep_excluded", "keep_signable"]

MOST_PACKAGES = 200_000
"""Packages, past which it is not looked at one by one what excludes them."""


def keep_signable(holding: Holding, case: Case, negotiation: Negotiation, formula: Formula) -> bool:
    """Require that inputs are held with which one package in which a formula holds is signed in every world.

    False where that is not known: a bloc declares a value of no agreement, or numbers are too fine. The
    holding is then not to be asked.
    """
    if negotiation.bloc_valuations:
        return False
    numbers = FreeNumbers(case)
    sums = [tuple(_parts(negotiation, numbers, voice)) for voice in negotiation.voices]
    if any(_largest(parts) >= LARGEST_SUM for parts in sums):
        return False
    negotiated = _Negotiated(holding, negotiation, formula)
    for voice, parts in zip(negotiation.voices, sums, strict=True):
        negotiated.leave_no_loss(voice.key, parts)
    return True


def keep_excluded(holding: Holding, negotiation: Negotiation, formula: Formula) -> bool:
    """Require that rules, red lines and demands are held that leave no package in which a formula holds.

    False where that is not known: some package is kept from signature by numbers alone, or packages are too
    many. The holding is then not to be asked.
    """
    options = tuple(tuple(negotiation.case.issues[issue].options) for issue in negotiation.issues)
    packages = listed(negotiation.issues, options, (negotiation.settled(formula),))
    if packages is None or len(packages) > MOST_PACKAGES:
        return False
    asked: list[tuple[str | None, str, Formula]] = [
        (None, path, rule) for path, rule in negotiation.rules_by_path.items()
    ]
    asked += [(one.holder, one.path, one.requires) for one in negotiation.lines if one.requires]
    broken = ~met_in(packages, [required for _, _, required in asked])
    for holders in negotiation.alternatives:
        binding = [place for place, (holder, _, _) in enumerate(asked) if holder is None or holder in holders]
        for row in np.unique(broken[binding].T, axis=0):
            need = {asked[binding[place]][1] for place in np.flatnonzero(row).tolist()}
            if not need:
                return False
            holding.need(need)
    return True


class _Part(NamedTuple):
    """What somebody gains or loses where a formula holds: how much of it is sure, by what is held."""

    when: Formula
    rungs: tuple[Rung, ...]


def _parts(negotiation: Negotiation, numbers: FreeNumbers, voice: Voice) -> Iterator[_Part]:
    """Yield of what the gain of a voice over no agreement is the sum."""
    case, now = negotiation.case, negotiation.today
    declared = walk_away_path(case, voice.walk_away)

    def part(when: Formula, paths: tuple[str, ...], worth: Callable[[Inputs], Fraction]) -> Iterator[_Part]:
        found = rungs(numbers.inputs(paths), worth)
        if len(found) > 1 or found[0].worth:
            yield _Part(when, found)

    if declared is not None:
        yield from part(TRUE, (declared,), partial(_most_lost, numbers, declared))
    for issue, holder in voice.stances:
        stance, given = case.issues[issue].stances[holder], f"issues.{issue}.stances.{holder}"
        if stance.order is None and stance.points is None:
            continue
        old = None if declared else f"{given}.points.{now[issue]}"
        for option in case.issues[issue].options if issue in negotiation.issues else (now[issue],):
            weight, new = f"{given}.weight", f"{given}.points.{option}"
            if new != old:
                when = negotiation.settled(Is(issue, frozenset({option})))
                gain = partial(numbers.least_gain, weight, new, old)
                yield from part(when, tuple(path for path in (weight, new, old) if path), gain)
    for path, when in interactions_of(case, voice.worth):
        settled = negotiation.settled(when)
        if declared or not when.holds(now):
            yield from part(settled, (path,), partial(numbers.least, path))
        else:  # it is lost where it ceases to hold
            yield from part(negation(settled), (path,), partial(_most_lost, numbers, path))


def _most_lost(numbers: FreeNumbers, path: str, held: Inputs) -> Fraction:
    return -numbers.most(path, held)


def _unit(parts: tuple[_Part, ...]) -> int:
    """Return what numbers are multiplied by so that all of them are whole."""
    return math.lcm(*(rung.worth.denominator for part in parts for rung in part.rungs))


def _largest(parts: tuple[_Part, ...]) -> Fraction:
    worth = (2 * max(abs(rung.worth) for rung in part.rungs) for part in parts)
    return sum(worth, Fraction(0)) * _unit(parts)


class _Negotiated:
    """A package that meets rules, red lines and demands, in a model of which inputs are held."""

    def __init__(self, holding: Holding, negotiation: Negotiation, formula: Formula) -> None:
        """Add the package, in which a formula holds, to the model."""
        self._holding, self._model = holding, holding.model
        options = tuple(tuple(negotiation.case.issues[issue].options) for issue in negotiation.issues)
        required = (*negotiation.rules, negotiation.settled(formula))
        self._packages = PackageModel(Domain.unvalued(negotiation.issues, options, required), self._model)
        self._asked = [(self._model.new_bool_var(""), one) for one in negotiation.alternatives]
        self._model.add_bool_or([literal for literal, _ in self._asked])
        for line in negotiation.lines:
            for clause in self._packages.clauses(line.requires or TRUE):
                for literal in self._asking(line.holder):
                    self._model.add_bool_or([*clause, ~literal])

    def leave_no_loss(self, holder: str, parts: tuple[_Part, ...]) -> None:
        """Require that somebody does not lose, if it is asked for its signature."""
        unit, constant = _unit(parts), 0
        literals: list[BoolVarT] = []
        factors: list[int] = []
        for part in parts:
            least, when = int(part.rungs[0].worth * unit), self._packages.truth(part.when)
            constant += min(least, 0)
            literals.append(when if least > 0 else ~when)
            factors.append(abs(least))
            for sure, more in self._sure(part, when):
                literals.append(sure)
                factors.append(int(more * unit))
        total = WeightedSum(tuple(literals), tuple(factors), constant)
        for literal in self._asking(holder):
            total.require_at_least(self._model, 0, [literal])

    def _sure(self, part: _Part, when: BoolVarT) -> Iterator[tuple[BoolVarT, Fraction]]:
        """Yield what more is sure with inputs held, at most one at a time."""
        each = []
        for rung in part.rungs[1:]:
            sure = self._model.new_bool_var("")
            self._model.add_implication(sure, when)
            self._model.add_implication(sure, self._holding.held(rung.held))
            each.append(sure)
            yield sure, rung.worth - part.rungs[0].worth
        self._model.add_at_most_one(each)

    def _asking(self, holder: str) -> list[BoolVarT]:
        """Return for each coalition that needs a holder's signature whether it is the one that signs."""
        return [literal for literal, holders in self._asked if holder in holders]
