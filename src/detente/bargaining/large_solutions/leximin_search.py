"""The leximin order over packages too many to list."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.bargaining.large_solutions.answer import MOST_TIES, NOBODY, LargeSolution, point_of, ties
from detente.outcomes.package_search.deadline import UndecidedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ortools.sat.python.cp_model import CpModel

    from detente.bargaining.large_solutions.gain_model import GainModel
    from detente.outcomes.domain import Package

__all__ = ["leximin_large"]


def leximin_large(model: GainModel, columns: Sequence[int], scales: Sequence[Fraction]) -> LargeSolution:
    """Return the packages whose gains, each divided by its scale, are best in the leximin order.

    The level of the worst off is raised as far as it goes, then the level of all but one, and so on. A
    level is a fraction that some package reaches; it is settled when the solver finds no package above it.
    Where time runs out, ``bound`` of the result is what the lowest level that is not settled cannot exceed.
    ``columns``: those compared; ``scales``: positive, one for each.

    Source: S. Bouveret and M. Lemaître, "Computing leximin-optimal solutions in constraint networks",
    Artificial Intelligence 173 (2009), the method by cardinality.
    """
    search = _Levels(model, columns, scales)
    try:
        search.run()
    except UndecidedError:
        if search.best is None:
            return LargeSolution(
                (), "unknown", all_ties=False, reason="no signable package was found in time"
            )
        reason = f"only the {len(search.levels)} lowest gains of {len(columns)} were settled in time"
        points = (point_of(model, search.best),)
        return LargeSolution(points, "bounded", all_ties=False, reason=reason, bound=search.bound)
    if search.best is None:
        return LargeSolution((), "exact", all_ties=True, reason=NOBODY)
    found: list[Package] = []
    try:
        for package in ties(model, search.question()):
            if len(found) == MOST_TIES:
                break
            found.append(package)
        else:
            return LargeSolution(
                tuple(point_of(model, one) for one in found), "exact", all_ties=True, reason=""
            )
    except UndecidedError:
        pass
    known = tuple(point_of(model, one) for one in found or [search.best])
    return LargeSolution(known, "exact", all_ties=False, reason="there may be more ties than these")


class _Levels:
    """The levels settled so far, lowest first, and the best package known; the next is at most ``bound``."""

    def __init__(self, model: GainModel, columns: Sequence[int], scales: Sequence[Fraction]) -> None:
        self._model = model
        self._scales = dict(zip(columns, scales, strict=True))
        self.levels: list[Fraction] = []
        self.best: Package | None = None
        self.bound = Fraction(0)

    def run(self) -> None:
        self.best = self._model.found(self._model.question())
        if self.best is None:
            return
        most = self._model.most_gains()
        highest = max((most[column] / scale for column, scale in self._scales.items()), default=Fraction(0))
        while len(self.levels) < len(self._scales):
            self.bound = highest
            self._settle()

    def question(self) -> CpModel:
        """Return the question for a package at the settled levels."""
        question = self._model.question()
        for settled, level in enumerate(self.levels):
            self._require(
                question,
                {column: math.ceil(level * scale) for column, scale in self._scales.items()},
                settled,
            )
        return question

    def _settle(self) -> None:
        """Raise the next level as far as it goes."""
        settled = len(self.levels)
        level = self._ordered()[settled]
        # Gains are whole, so levels lie on a grid; the range left is halved until nothing lies within it.
        while (
            next_up := min((math.floor(level * scale) + 1) / scale for scale in self._scales.values())
        ) <= self.bound:
            middle = max(next_up, (level + self.bound) / 2)
            least = {column: math.ceil(middle * scale) for column, scale in self._scales.items()}
            if self._found(least, settled):
                level = self._ordered()[settled]
            else:
                self.bound = max((gain - 1) / self._scales[column] for column, gain in least.items())
        self.levels.append(level)

    def _found(self, least: dict[int, int], settled: int) -> bool:
        question = self.question()
        self._require(question, least, settled)
        package = self._model.found(question)
        if package is not None:
            self.best = package
        return package is not None

    def _require(self, question: CpModel, least: dict[int, int], exempt: int) -> None:
        """Let a question ask that all but so many columns reach their least gains."""
        if not exempt:
            for column, gain in least.items():
                self._model.require(question, {column: 1}, gain)
            return
        reached = [question.new_bool_var("") for _ in least]
        for (column, gain), literal in zip(least.items(), reached, strict=True):
            self._model.require(question, {column: 1}, gain, only_if=[literal])
        question.add(sum(reached) >= len(reached) - exempt)

    def _ordered(self) -> list[Fraction]:
        assert self.best is not None
        gains = self._model.gains(self.best)
        return sorted(gains[column] / scale for column, scale in self._scales.items())
