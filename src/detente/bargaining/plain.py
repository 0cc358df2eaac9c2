"""The bargaining result as plain values: the documented form of ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from detente.bargaining.adjusted_winner import AdjustedWinner
    from detente.bargaining.conflicts.conflicts import Conflicts
    from detente.bargaining.obstacles import Obstacle
    from detente.bargaining.points import Point
    from detente.bargaining.positive_agenda import PositiveAgenda
    from detente.bargaining.result import Bargaining

__all__ = ["plain"]


def plain(result: Bargaining) -> dict[str, Any]:
    """Return everything that was found as dicts, lists, strings and numbers."""
    negotiation = result.negotiation
    found: dict[str, Any] = {
        **result.zone.feasible.to_json("feasible"),
        **result.zone.signable.to_json("signable"),
        "exactness": _exactness(result),
        "method": result.method,
        "seed": result.seed,
        "parties": list(negotiation.signatories),
        "issues": list(negotiation.issues),
        "walk_away": {key: number(value) for key, value in negotiation.walk_away.items()},
        "frontier": [_point(point) for point in result.frontier],
        "solutions": {
            name: [_point(one) for one in solution.points] for name, solution in result.solutions.items()
        },
        "solutions_exactness": {name: solution.exactness for name, solution in result.solutions.items()},
        "solutions_reason": {
            name: solution.reason for name, solution in result.solutions.items() if solution.reason
        },
        "conflicts": [],
        "concessions": [],
        "shortfalls": [],
        "positive_agenda": _agenda(result.positive_agenda),
        "obstacles": [_obstacle(one) for one in result.obstacles],
    }
    if result.conflicts is not None:
        found |= _conflicts(result.conflicts)
    if result.adjusted_winner is not None:
        found["adjusted_winner"] = _adjusted_winner(result.adjusted_winner)
    return found


def number(value: Fraction) -> int | float:
    """Return a fraction as an integer where it is one, else as the nearest floating-point number."""
    return value.numerator if value.denominator == 1 else float(value)


def _numbers(values: Mapping[str, Fraction]) -> dict[str, int | float]:
    return {key: number(value) for key, value in values.items()}


def _point(point: Point) -> dict[str, Any]:
    return {
        "package": dict(point.package),
        "value": _numbers(point.value),
        "packages": point.packages,
        "losers": list(point.losers),
        "best_for_outsiders": point.best,
        "unavoidable_losers": None if point.unavoidable is None else list(point.unavoidable),
        "avoidable_losers": [
            {"party": party, "spared_by": dict(package)} for party, package in point.avoidable.items()
        ],
    }


def _conflicts(found: Conflicts) -> dict[str, Any]:
    return {
        "conflicts": [[member.id for member in conflict.members] for conflict in found.conflicts],
        "concessions": [
            {
                "drop": [one.id for one in concession.drop],
                "opens": dict(concession.opens),
                "cost": number(concession.cost),
            }
            for concession in found.concessions
        ],
        "shortfalls": [
            {
                "floors": [one.id for one in shortfall.floors],
                "keeps_demands": shortfall.keeps_demands,
                "points": [number(points) for points in shortfall.points],
                "package": dict(shortfall.package),
            }
            for shortfall in found.shortfalls
        ],
        "conflicts_complete": found.complete,
        "conflicts_note": found.note,
    }


def _agenda(agenda: PositiveAgenda) -> list[dict[str, Any]]:
    steps = [
        {
            "kind": "step",
            "package": {one.move.issue: one.move.after},
            "by": list(one.move.deciders),
            "gains": _numbers(one.gains),
        }
        for one in agenda.steps
    ]
    packages = [
        {
            "kind": "package",
            "package": dict(one.package),
            "gains": _numbers(one.gains),
            "packages": one.packages,
        }
        for one in agenda.packages
    ]
    return steps + packages


def _obstacle(one: Obstacle) -> dict[str, Any]:
    return {
        "move": {one.move.issue: one.move.after},
        "by": " and ".join(one.move.deciders),
        "deciders": list(one.move.deciders),
        "taken": one.taken,
        "signable_before": one.before,
        "signable_after": one.after,
        "joint_gain_before": None if one.joint_gain_before is None else number(one.joint_gain_before),
        "joint_gain_after": None if one.joint_gain_after is None else number(one.joint_gain_after),
        "carried_by": [
            {
                "kind": str(carrier.kind),
                "id": carrier.id,
                "packages": carrier.packages,
                "points": number(carrier.points),
            }
            for carrier in one.carried_by
        ],
    }


def _adjusted_winner(found: AdjustedWinner) -> dict[str, Any]:
    return {
        "wins": dict(found.wins),
        "split_issue": found.split_issue,
        "shares": {party: str(share) for party, share in found.shares.items()},
        "points": _numbers(found.points),
        "agreed": dict(found.agreed),
    }


def _exactness(result: Bargaining) -> str:
    """Return how exact the answer is as a whole: that of the frontier, but an estimated count is a bound."""
    counted = result.zone.feasible.exact and result.zone.signable.exact
    return "bounded" if result.exactness == "exact" and not counted else result.exactness
