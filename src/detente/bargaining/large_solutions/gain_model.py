"""Gains over no agreement for packages too many to list: the model behind the solutions of large domains."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.outcomes.package_search.deadline import deadline_in
from detente.outcomes.package_search.package_model import PackageModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from detente.outcomes.domain import Domain, Package
    from detente.outcomes.package_search.package_model import Best
    from detente.outcomes.package_search.weighted_sum import WeightedSum

__all__ = ["GainModel"]


class GainModel:
    """The signable packages of a domain that leave nobody below no agreement, with everybody's gains.

    Gains are integers: steps of ``units`` points, for each objective column of the domain.
    ``disagreement``: points, per objective column. ``seconds``: after which questions raise
    ``UndecidedError``.

    Raises ``ValueError`` where the disagreement point has another number of columns than the objectives, or
    values are too large to be added exactly.
    """

    def __init__(
        self, domain: Domain, disagreement: Sequence[Fraction], seconds: float | None = None
    ) -> None:
        if len(disagreement) != domain.objectives:
            raise ValueError(f"{domain.objectives} signatories need as many values of no agreement")
        self.domain = domain
        self.columns = tuple(range(domain.objectives))
        offsets = [Fraction(point) / unit for point, unit in zip(disagreement, domain.units, strict=False)]
        self._factors = [offset.denominator for offset in offsets]
        self._offsets = [offset.numerator for offset in offsets]
        self.units = tuple(unit / factor for unit, factor in zip(domain.units, self._factors, strict=False))
        self.deadline = deadline_in(seconds)
        self._packages = PackageModel(domain)
        for column in self.columns:
            self.require(self._packages.model, {column: 1}, 0)

    def question(self) -> CpModel:
        """Return a copy of the model, to be narrowed and then put to ``found`` or ``best``."""
        return self._packages.model.clone()

    def require(
        self, question: CpModel, weights: Mapping[int, int], least: int, only_if: Sequence[BoolVarT] = ()
    ) -> None:
        """Let a question ask that a weighted sum of gains reach a value; weights are integers by column.

        ``only_if``: literals all of which must be true for that.
        """
        self._total(weights).require_at_least(question, least, only_if)

    def found(self, question: CpModel) -> Package | None:
        """Return a package that answers a question, or None.

        Raises ``UndecidedError`` when time runs out before a package is found or all are excluded, and
        ``AssertionError`` for a package that does not pass the check in integers.
        """
        package = self._packages.found(question, self.deadline)
        return None if package is None else self._checked(package)

    def best(self, question: CpModel, weights: Mapping[int, int]) -> Best | None:
        """Return the package that answers a question with the greatest weighted sum of gains, or None.

        The result says whether it is proved. Raises as ``found`` does.
        """
        best = self._packages.best(question, self._total(weights), self.deadline)
        if best is not None:
            self._checked(best.package)
        return best

    def reach(self, column: int) -> int:
        """Return the size of the numbers that the solver adds up for a column, in steps, at least one."""
        return max(1, self._total({column: 1}).total)

    def _total(self, weights: Mapping[int, int]) -> WeightedSum:
        worth = self._packages.worth(
            {column: weight * self._factors[column] for column, weight in weights.items()}
        )
        offset = sum(weight * self._offsets[column] for column, weight in weights.items())
        return replace(worth, constant=worth.constant - offset)

    def _checked(self, package: Package) -> Package:
        if not self.domain.signable(package) or min(self.gains(package), default=0) < 0:
            raise AssertionError(f"the solver gave a package that cannot be signed: {package}")
        return package

    def gains(self, package: Sequence[int]) -> tuple[int, ...]:
        """Return everybody's gain from a package, in steps."""
        value = self.domain.value(package)
        return tuple(self._factors[column] * value[column] - self._offsets[column] for column in self.columns)

    def most_gains(self) -> tuple[int, ...]:
        """Return what nobody's gain exceeds, whatever the rules: the best option of every issue."""
        points = [part.max(axis=0).tolist() for part in self.domain.points]
        points += [interaction.points.clip(0).tolist() for interaction in self.domain.interactions]
        return tuple(
            self._factors[column] * sum(row[column] for row in points) - self._offsets[column]
            for column in self.columns
        )
