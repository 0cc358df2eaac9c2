"""All four solutions of domains whose frontier is too wide to list."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.bargaining.deadline import deadline_in
from detente.bargaining.egalitarian_large import egalitarian_large
from detente.bargaining.gain_model import GainModel
from detente.bargaining.kalai_smorodinsky_large import kalai_smorodinsky_large
from detente.bargaining.large_solution import LargeSolution
from detente.bargaining.nash_large import LargeNash, nash_large
from detente.bargaining.utilitarian_large import utilitarian_large

if TYPE_CHECKING:
    from detente.outcomes.domain import Domain

__all__ = ["large_solutions"]


def large_solutions(
    domain: Domain, disagreement: Sequence[Fraction], *, seconds: float | None = 60.0
) -> dict[str, LargeSolution]:
    """Return the four solutions by name, each found and proved by a constraint solver, without a frontier.

    ``disagreement``: points, per objective column. ``seconds``: for all four together; what is not settled
    by then says so. The definitions are those of ``nash``, ``kalai_smorodinsky``, ``egalitarian`` and
    ``utilitarian``.

    Raises ``ValueError`` where the disagreement point has another number of columns than the objectives, or
    values are too large to be added exactly.

    >>> import numpy as np
    >>> from detente.outcomes.domain import Domain
    >>> domain = Domain(
    ...     issues=("border", "water"),
    ...     options=(("north", "south"), ("shared", "divided")),
    ...     columns=("a", "b"),
    ...     objectives=2,
    ...     points=(np.array([[4, 1], [1, 3]]), np.array([[2, 3], [3, 0]])),
    ...     floors=np.array([0, 0]),
    ... )
    >>> found = large_solutions(domain, [Fraction(0), Fraction(0)])
    >>> {name: [tuple(map(int, point.value)) for point in one.points] for name, one in found.items()}
    {'nash': [(6, 4)], 'kalai_smorodinsky': [(6, 4)], 'egalitarian': [(6, 4)], 'utilitarian': [(6, 4)]}
    """
    model = GainModel(domain, disagreement)
    solutions = {
        "nash": lambda: _as_solution(nash_large(model)),
        "kalai_smorodinsky": lambda: kalai_smorodinsky_large(model),
        "egalitarian": lambda: egalitarian_large(model),
        "utilitarian": lambda: utilitarian_large(model),
    }
    found = {}
    for name, solve in solutions.items():
        model.deadline = deadline_in(None if seconds is None else seconds / len(solutions))
        found[name] = solve()
    return found


def _as_solution(nash: LargeNash) -> LargeSolution:
    points = tuple(point for one in nash.sets for point in one.points)
    return LargeSolution(points, nash.exactness, all(one.all_ties for one in nash.sets), nash.reason)
