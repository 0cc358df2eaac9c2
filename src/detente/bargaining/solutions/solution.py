"""What a solution picks, on the frontier of a zone or, where that is too wide to list, by search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.frontier.of_zone import frontier_of
from detente.bargaining.others import outsiders
from detente.bargaining.points import Point, points_of
from detente.bargaining.solutions.egalitarian import egalitarian
from detente.bargaining.solutions.gains import gains_of
from detente.bargaining.solutions.kalai_smorodinsky import kalai_smorodinsky
from detente.bargaining.solutions.nash import nash
from detente.bargaining.solutions.utilitarian import utilitarian

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from detente.bargaining.frontier.frontier import Frontier
    from detente.bargaining.others import Others
    from detente.bargaining.zone import Zone
    from detente.outcomes.negotiation import Negotiation

__all__ = ["METHOD", "NEEDS_COMMON_SCALE", "Solution", "picked", "solved"]

SOLUTIONS = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}

METHOD = {
    "nash": "Nash (1950), greatest product of gains; on finite sets Mariotti (1998)",
    "kalai_smorodinsky": "Kalai–Smorodinsky (1975), leximin of gains as shares of the ideal (Imai 1983)",
    "egalitarian": "egalitarian (Kalai 1977), leximin of gains",
    "utilitarian": "utilitarian (Myerson 1981), greatest sum of gains",
}
"""The solutions by name, with the variant for finite sets that is meant."""
NEEDS_COMMON_SCALE = ("egalitarian", "utilitarian")
"""Solutions that compare points of different parties."""


@dataclass(frozen=True)
class Solution:
    """All points that a solution picks; none, with the reason, where it picks nothing.

    ``exactness`` is ``exact``; where the frontier is too wide to list, the points may be the best ones known
    (``bounded``), or none may be known (``unknown``).
    """

    points: tuple[Point, ...]
    reason: str = ""
    exactness: str = "exact"


def solved(zone: Zone) -> dict[str, Solution]:
    """Return the four solutions of a negotiation alone."""
    negotiation, frontier = zone.negotiation, frontier_of(zone)
    others = outsiders(negotiation)
    found: dict[tuple[int, ...], tuple[Point, ...]] = {}

    def points(rows: Sequence[int]) -> Sequence[Point]:
        key = tuple(rows)
        if key not in found:
            found[key] = points_of(negotiation, frontier, rows, others.fates(zone, frontier, rows))
        return found[key]

    return picked(negotiation, frontier, points)


def picked(
    negotiation: Negotiation, frontier: Frontier, points: Callable[[Sequence[int]], Sequence[Point]]
) -> dict[str, Solution]:
    """Apply each solution to the frontier, on which all of them lie; search where it is too wide to list.

    ``points`` returns those of some rows of the frontier.
    """
    if frontier.exactness == "bounded" and (frontier.gap is None or any(frontier.gap)):
        return _searched(negotiation, frontier)
    if not len(frontier.values):
        return {name: Solution((), "nothing can be signed") for name in SOLUTIONS}
    signing = negotiation.signatories
    gains = gains_of(
        frontier.values,
        negotiation.domain.units[: len(signing)],
        [negotiation.walk_away[key] for key in signing],
    )
    found = {}
    for name, solve in SOLUTIONS.items():
        chosen = solve(gains)
        reason = "" if chosen.size else "every signable package leaves a signatory below no agreement"
        found[name] = Solution(tuple(points(np.sort(chosen).tolist())), reason)
    return found


def _searched(negotiation: Negotiation, frontier: Frontier) -> dict[str, Solution]:
    """Find the solutions without a frontier; a value may be reached by more packages than the one named."""
    if len(negotiation.zones) > 1:
        reason = f"{frontier.reason} Solutions are searched for only where everybody must accept."
        return {name: Solution((), reason, "unknown") for name in SOLUTIONS}
    from detente.bargaining.large_solutions.all_four import (
        large_solutions,  # the constraint solver loads slowly
    )

    signing = negotiation.signatories
    others = outsiders(negotiation)
    found = large_solutions(negotiation.zones[0], [negotiation.walk_away[key] for key in signing])
    found_points = {
        name: tuple(
            _alone(others, one.package, dict(zip(signing, one.value, strict=True))) for one in solution.points
        )
        for name, solution in found.items()
    }
    return {
        name: Solution(found_points[name], solution.reason, solution.exactness)
        for name, solution in found.items()
    }


def _alone(others: Others, package: Mapping[str, str], value: Mapping[str, Fraction]) -> Point:
    fate = others.alone(package)
    return Point(package, value, 1, fate.losers, fate.unavoidable, best=fate.best)
