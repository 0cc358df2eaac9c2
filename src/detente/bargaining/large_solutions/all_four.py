"""All four solutions of domains whose frontier is too wide to list."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from detente.bargaining.large_solutions.answer import LargeSolution
from detente.bargaining.large_solutions.egalitarian import egalitarian_large
from detente.bargaining.large_solutions.gain_model import GainModel
from detente.bargaining.large_solutions.kalai_smorodinsky import kalai_smorodinsky_large
from detente.bargaining.large_solutions.nash import nash_large
from detente.bargaining.large_solutions.utilitarian import utilitarian_large
from detente.outcomes.package_search.deadline import deadline_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

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

    >>> from fractions import Fraction
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
    end = deadline_in(seconds)
    found: dict[str, LargeSolution] = {}
    for number, (name, solve) in enumerate(SOLUTIONS.items()):
        # What one solution leaves of its share of the time is there for the others.
        share = None if end is None else (end - time.monotonic()) / (len(SOLUTIONS) - number)
        model.deadline = deadline_in(share)
        found[name] = solve(model)
    return found


def _nash(model: GainModel) -> LargeSolution:
    nash = nash_large(model)
    points = tuple(point for one in nash.sets for point in one.points)
    # Products over different signatories have no common bound.
    bound = nash.sets[0].bound if nash.exactness == "bounded" and len(nash.sets) == 1 else None
    all_ties = nash.exactness == "exact" and all(one.all_ties for one in nash.sets)
    return LargeSolution(points, nash.exactness, all_ties, nash.reason, bound)


SOLUTIONS: dict[str, Callable[[GainModel], LargeSolution]] = {
    "nash": _nash,
    "kalai_smorodinsky": kalai_smorodinsky_large,
    "egalitarian": egalitarian_large,
    "utilitarian": utilitarian_large,
}
"""The solutions by name, in the order in which they are looked for."""
