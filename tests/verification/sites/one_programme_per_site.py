"""Strong Stackelberg coverage the old way: for each site a programme under which it is attacked.

V. Conitzer and T. Sandholm, "Computing the optimal strategy to commit to", EC 2006. Every donor and site has
a variable of its own; nothing is shared with Détente's method but the statement of the problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linprog

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from detente.verification.sites.problem import InspectionProblem

    Row = NDArray[np.float64]

__all__ = ["best_for_defender"]


def best_for_defender(problem: InspectionProblem) -> float:
    """Return the defender's payoff in strong Stackelberg equilibrium."""
    targets: list[int | None] = list(range(len(problem.sites)))
    if problem.compliance is not None:
        targets.append(None)
    values = [_Programme(problem).attacked_at(target) for target in targets]
    return max(value for value in values if value is not None)


class _Programme:
    """Variables: inspections of each donor at each site, then how far each visit to a site is made."""

    def __init__(self, problem: InspectionProblem) -> None:
        self.problem, self.sites, donors = problem, problem.sites, problem.donors
        numbers = range(len(self.sites))
        self.pairs = [(d, s) for d in donors for s in numbers if d.name != self.sites[s].state]
        self.visits = [(s, n) for s in numbers for n in range(self.sites[s].most_visits)]
        self.columns = len(self.pairs) + len(self.visits)
        self.found = np.zeros((len(self.sites), self.columns))
        for column, (s, n) in enumerate(self.visits, len(self.pairs)):
            p = float(self.sites[s].detection)
            self.found[s, column] = p * (1 - p) ** n

    def attacked_at(self, target: int | None) -> float | None:
        """Return the most the defender can have where the violator's best is there (None: to comply)."""
        best, base = self._violator(target)
        rows = [*self._made(), *self._quotas(), *self._caps()]
        for s in range(len(self.sites)):
            row, constant = self._violator(s)
            rows.append((row - best, base - constant))
        compliance = self.problem.compliance
        if compliance is not None:
            rows.append((-best, base - float(compliance.violator)))
        goal, constant = np.zeros(self.columns), 0.0
        if target is not None:
            constant = float(self.sites[target].defender_uncovered)
            goal = self.found[target] * (float(self.sites[target].defender_covered) - constant)
        elif compliance is not None:
            constant = float(compliance.defender)
        if not self.columns:
            return constant if all(number >= 0 for _, number in rows) else None
        solved: Any = linprog(
            -goal,
            A_ub=np.array([row for row, _ in rows]),
            b_ub=np.array([number for _, number in rows]),
            bounds=[(0, None)] * len(self.pairs) + [(0, 1)] * len(self.visits),
            method="highs",
        )
        return constant - float(solved.fun) if solved.status == 0 else None

    def _violator(self, target: int | None) -> tuple[Row, float]:
        if target is None:
            assert self.problem.compliance is not None
            return np.zeros(self.columns), float(self.problem.compliance.violator)
        site = self.sites[target]
        uncovered = float(site.violator_uncovered)
        return self.found[target] * (float(site.violator_covered) - uncovered), uncovered

    def _made(self) -> Iterator[tuple[Row, float]]:
        for s in range(len(self.sites)):
            row = np.zeros(self.columns)
            row[[column for column, (_, own) in enumerate(self.pairs) if own == s]] = -1
            row[[column for column, (own, _) in enumerate(self.visits, len(self.pairs)) if own == s]] = 1
            yield row, 0.0

    def _sum(self, donor: str | None, states: Collection[str] | None, *, costs: bool = False) -> Row:
        row = np.zeros(self.columns)
        for column, (own, s) in enumerate(self.pairs):
            if donor in {None, own.name} and (states is None or self.sites[s].state in states):
                row[column] = float(self.sites[s].cost) if costs else 1.0
        return row

    def _quotas(self) -> Iterator[tuple[Row, float]]:
        for donor in self.problem.donors:
            if donor.inspections is not None:
                yield self._sum(donor.name, None), donor.inspections
            if donor.budget is not None:
                yield self._sum(donor.name, None, costs=True), float(donor.budget)
        for state in self.problem.inspected:
            if state.inspections is not None:
                yield self._sum(None, {state.name}), state.inspections
        if self.problem.total is not None:
            yield self._sum(None, None), self.problem.total

    def _caps(self) -> Iterator[tuple[Row, float]]:
        quotas = {state.name: state.inspections or 0 for state in self.problem.inspected}
        for cap in self.problem.caps:
            for donor in cap.donors or [donor.name for donor in self.problem.donors]:
                if cap.together:
                    yield self._sum(donor, cap.states or None), float(cap.most or 0)
                    continue
                for state in cap.states or {site.state for site in self.sites}:
                    number = cap.most
                    if cap.share is not None:
                        number = max(1, int(cap.share * quotas[state])) if quotas[state] else 0
                    yield self._sum(donor, {state}), float(number or 0)
