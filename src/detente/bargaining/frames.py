"""The bargaining result as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from detente.bargaining.plain import number
from detente.outcomes.constraints_said import constraint_says

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.bargaining.points import Point
    from detente.bargaining.result import Bargaining
    from detente.outcomes.constraints import Constraint

__all__ = ["frames"]


LOSING = ("packages", "losers", "unavoidable losers", "avoidable losers")
"""The columns of a table of points after its packages and values."""


def frames(result: Bargaining) -> dict[str, pd.DataFrame]:
    """Return every part of the result as a table; parts that do not apply are empty tables."""
    negotiation = result.negotiation
    issues, signing = negotiation.issues, negotiation.signatories
    solutions = [
        {"solution": name, **row}
        for name, solution in result.solutions.items()
        for row in map(_point, solution.points)
    ]
    return {
        "zone": pd.DataFrame([_zone(result)]),
        "frontier": _table([_point(point) for point in result.frontier], [*issues, *signing, *LOSING]),
        "solutions": _table(solutions, ["solution", *issues, *signing, *LOSING]),
        "conflicts": _table(_conflicts(result), ["conflict", "id", "kind", "holder", "says", "path"]),
        "concessions": _table(_concessions(result), ["concession", "drop", "says", "cost", *issues]),
        "positive_agenda": _table(_agenda(result), ["kind", "package", "decided by", "packages"]),
        "obstacles": _table(
            _obstacles(result), ["issue", "option", "decided by", "taken", "before", "after", "carried by"]
        ),
        "constraints": _table(
            [_constraint(result, one) for one in negotiation.constraints], ["id", "kind", "holder"]
        ),
    }


def _table(rows: Sequence[dict[str, Any]], columns: Iterable[str]) -> pd.DataFrame:
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=list(columns))


def _zone(result: Bargaining) -> dict[str, Any]:
    share = result.zone.share
    return {
        "feasible": result.zone.feasible.value,
        "signable": result.zone.signable.value,
        "share": None if share is None else float(share),
        "exactness": result.exactness,
    }


def _point(point: Point) -> dict[str, Any]:
    value = {key: number(worth) for key, worth in point.value.items()}
    unavoidable = None if point.unavoidable is None else ", ".join(point.unavoidable)
    losing = (point.packages, ", ".join(point.losers), unavoidable, ", ".join(point.avoidable))
    return {**point.package, **value, **dict(zip(LOSING, losing, strict=True))}


def _constraint(result: Bargaining, one: Constraint) -> dict[str, Any]:
    says = constraint_says(result.negotiation.case, one)
    return {"id": one.id, "kind": str(one.kind), "holder": one.holder, "says": says, "path": one.path}


def _conflicts(result: Bargaining) -> list[dict[str, Any]]:
    found = result.conflicts.conflicts if result.conflicts else ()
    return [
        {"conflict": index, **_constraint(result, member)}
        for index, conflict in enumerate(found, start=1)
        for member in conflict.members
    ]


def _concessions(result: Bargaining) -> list[dict[str, Any]]:
    found = result.conflicts.concessions if result.conflicts else ()
    return [
        {
            "concession": index,
            "drop": one.id,
            "says": constraint_says(result.negotiation.case, one),
            "cost": number(concession.cost),
            **concession.opens,
        }
        for index, concession in enumerate(found, start=1)
        for one in concession.drop
    ]


def _agenda(result: Bargaining) -> list[dict[str, Any]]:
    steps = [
        {
            "kind": "step",
            "package": f"{one.move.issue} is {one.move.after}",
            "decided by": ", ".join(one.move.deciders),
            "packages": 1,
            **{f"gain of {key}": number(gain) for key, gain in one.gains.items()},
        }
        for one in result.positive_agenda.steps
    ]
    packages = [
        {
            "kind": "package",
            "package": ", ".join(f"{issue} is {option}" for issue, option in one.package.items()),
            "decided by": ", ".join(result.negotiation.signatories),
            "packages": one.packages,
            **{f"gain of {key}": number(gain) for key, gain in one.gains.items()},
        }
        for one in result.positive_agenda.packages
    ]
    return steps + packages


def _obstacles(result: Bargaining) -> list[dict[str, Any]]:
    return [
        {
            "issue": one.move.issue,
            "option": one.move.after,
            "decided by": ", ".join(one.move.deciders),
            "taken": one.taken,
            "before": one.before,
            "after": one.after,
            "joint gain before": None if one.joint_gain_before is None else number(one.joint_gain_before),
            "joint gain after": None if one.joint_gain_after is None else number(one.joint_gain_after),
            "carried by": "; ".join(
                f"{carrier.kind} {carrier.id} ({carrier.packages})"
                if carrier.packages
                else f"{carrier.kind} {carrier.id} ({number(carrier.points)} points)"
                for carrier in one.carried_by
            ),
        }
        for one in result.obstacles
    ]
