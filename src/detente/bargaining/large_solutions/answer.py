"""What the solutions of large domains answer, and how they list ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from ortools.sat.python.cp_model import CpModel

    from detente.bargaining.large_solutions.gain_model import GainModel
    from detente.outcomes.domain import Package

__all__ = ["MOST_TIES", "NOBODY", "LargePoint", "LargeSolution", "point_of", "require_new_values", "ties"]

MOST_TIES = 100
"""Ties of different values, past which further ones are not listed."""

NOBODY = "every signable package leaves a signatory below no agreement"
"""Why there may be no solution."""


@dataclass(frozen=True)
class LargePoint:
    """A package that a solution chooses, with its value and its gain in points, per objective column."""

    package: Mapping[str, str]
    value: tuple[Fraction, ...]
    gain: tuple[Fraction, ...]


@dataclass(frozen=True)
class LargeSolution:
    """What a solution chooses.

    ``points``: one package for each distinct value that is best; where ``exactness`` is ``bounded`` the best
    ones known, and where it is ``unknown`` none. ``all_ties``: whether no best value is missing.
    ``reason`` says why there is no point, or what was not settled. ``bound``: where it is ``bounded``, what
    no package exceeds in the solution's own measure.
    """

    points: tuple[LargePoint, ...]
    exactness: str
    all_ties: bool
    reason: str
    bound: Fraction | None = None


def point_of(model: GainModel, package: Sequence[int]) -> LargePoint:
    """Return a package with its value and gain in points."""
    value, gains = model.domain.value(package), model.gains(package)
    return LargePoint(
        model.domain.named(package),
        tuple(value[column] * model.domain.units[column] for column in model.columns),
        tuple(gains[column] * model.units[column] for column in model.columns),
    )


def require_new_values(
    model: GainModel, question: CpModel, columns: Sequence[int], gains: Sequence[int]
) -> None:
    """Let a question ask for a package that gives somebody more than these gains.

    ``gains``: per given column. Where no package that answers the question is worse than these gains all
    round, this excludes their value and no other.
    """
    better = [question.new_bool_var("") for _ in columns]
    for column, gain, literal in zip(columns, gains, better, strict=True):
        model.require(question, {column: 1}, gain + 1, only_if=[literal])
    question.add_bool_or(better)


def ties(model: GainModel, question: CpModel) -> Iterator[Package]:
    """Go through packages that answer a question, one for each distinct value, where none is worse all round.

    Raises ``UndecidedError`` when time runs out.
    """
    while (package := model.found(question)) is not None:
        yield package
        require_new_values(model, question, model.columns, model.gains(package))
