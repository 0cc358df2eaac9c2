"""Gains over no agreement for packages too many to list: the model behind the solutions of large domains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from detente.bargaining.deadline import deadline_in
from detente.bargaining.package_model import PackageModel

if TYPE_CHECKING:
    from detente.bargaining.package_model import Solution
    from detente.outcomes.domain import Domain

__all__ = ["GainModel"]


class GainModel:
    """The signable packages of a domain that leave nobody below no agreement, with everybody's gains.

    Gains are integers: steps of ``units`` points, for each objective column of the domain.
    ``disagreement``: points, per objective column. ``seconds``: after which questions raise
    ``UndecidedError``.

    Raises ``ValueError`` where the disagreement point has another number of columns than the objectives, or
    values are too large to be added exactly.
    """

    def __init__(self, domain: Domain, disagreement: Sequence[Fraction], seconds: float | None = None) -> None:
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
            self._packages.model.add(self.gain({column: 1}) >= 0)

    def question(self) -> Any:  # noqa: ANN401 - the solver ships no types
        """Return a copy of the model, to be narrowed and then put to ``answer``."""
        return self._packages.model.clone()

    def answer(self, question: Any) -> Solution | None:  # noqa: ANN401 - as above
        """Return a package, the best one known where the question has an objective, or None.

        Raises ``UndecidedError`` when time runs out before a package is found or all are excluded, and
        ``AssertionError`` for a package that does not pass the check in integers.
        """
        solution = self._packages.solved(question, self.deadline)
        if solution is not None:
            possible = self.domain.signable(solution.package) and min(self.gains(solution.package), default=0) >= 0
            if not possible:
                raise AssertionError(f"the solver gave a package that cannot be signed: {solution.package}")
        return solution

    def gain(self, weights: Mapping[int, int]) -> Any:  # noqa: ANN401 - as above
        """Return a weighted sum of gains of the package looked for; weights are integers by column."""
        worth = self._packages.worth({column: weight * self._factors[column] for column, weight in weights.items()})
        return worth - sum(weight * self._offsets[column] for column, weight in weights.items())

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

    def reach(self, column: int) -> int:
        """Return the size, in steps, of everything that a column adds up, for choosing weights that fit."""
        points = sum(int(abs(part[:, column]).sum()) for part in self.domain.points)
        points += sum(abs(int(interaction.points[column])) for interaction in self.domain.interactions)
        return self._factors[column] * points + abs(self._offsets[column])
