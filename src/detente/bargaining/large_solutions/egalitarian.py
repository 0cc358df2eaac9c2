"""The egalitarian solution of domains whose frontier is too wide to list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.large_solutions.leximin_search import leximin_large

if TYPE_CHECKING:
    from detente.bargaining.large_solutions.answer import LargeSolution
    from detente.bargaining.large_solutions.gain_model import GainModel

__all__ = ["egalitarian_large"]


def egalitarian_large(model: GainModel) -> LargeSolution:
    """Return the packages whose gains in points are best in the leximin order.

    Points of different signatories are compared, so they must be on a common scale. The sources are those
    of ``egalitarian``.
    """
    return leximin_large(model, model.columns, [1 / unit for unit in model.units])
