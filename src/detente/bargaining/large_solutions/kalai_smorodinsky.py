"""The Kalai–Smorodinsky solution of domains whose frontier is too wide to list."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.bargaining.large_solutions.answer import NOBODY, LargeSolution
from detente.bargaining.large_solutions.leximin_search import leximin_large
from detente.outcomes.package_search.deadline import UndecidedError

if TYPE_CHECKING:
    from detente.bargaining.large_solutions.gain_model import GainModel

__all__ = ["kalai_smorodinsky_large"]

_UNSETTLED = LargeSolution((), "unknown", all_ties=False, reason="the ideal gains were not settled in time")


def kalai_smorodinsky_large(model: GainModel) -> LargeSolution:
    """Return the packages whose gains, as shares of the ideal ones, are best in the leximin order.

    The ideal gain of a signatory is its greatest over the packages that leave nobody below no agreement. A
    signatory that cannot gain at all is left out. The sources are those of ``kalai_smorodinsky``.
    """
    ideal: list[int] = []
    try:
        for column in model.columns:
            best = model.best(model.question(), {column: 1})
            if best is None:
                return LargeSolution((), "exact", all_ties=True, reason=NOBODY)
            if not best.proved:
                return _UNSETTLED
            ideal.append(best.total)
    except UndecidedError:
        return _UNSETTLED
    able = [column for column in model.columns if ideal[column] > 0]
    return leximin_large(model, able, [Fraction(ideal[column]) for column in able])
