"""What carries the harm of a move: what stands in the way of the combinations that are lost by it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.evaluation import holds, values

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.bargaining.zone import Signable
    from detente.outcomes.moves import Move
    from detente.outcomes.negotiation import Negotiation

__all__ = ["Carrier", "CarrierKind", "loss_carriers", "remaining"]


class CarrierKind(Enum):
    """Through what a move harms a negotiation."""

    RED_LINE = "red line"
    DEMAND = "demand"
    RULE = "rule"
    INTERACTION = "interaction"
    POINTS = "points"
    UNTRADEABLE = "no longer tradeable"

    def __str__(self) -> str:
        """Return the words for it."""
        return self.value


@dataclass(frozen=True)
class Carrier:
    """What carries part of the harm.

    ``packages``: how many of the lost combinations it stands in the way of. ``points``: how much it takes
    from the package that gave most to all together, where that can still be signed.
    """

    kind: CarrierKind
    id: str
    packages: int = 0
    points: Fraction = Fraction(0)


def loss_carriers(
    negotiation: Negotiation, moved: Negotiation, was: Signable, move: Move, lost: NDArray[np.bool_]
) -> tuple[Carrier, ...]:
    """Say for each lost combination what stands in its way after the move."""
    combinations, which = np.unique(remaining(was, move.issue)[lost], axis=0, return_inverse=True)
    if not len(combinations):
        return ()
    signed_today = np.zeros(len(combinations), dtype=bool)
    np.logical_or.at(signed_today, which.reshape(-1), _as_today(was, move)[lost])
    violated = _violated(moved, combinations)
    found: Counter[tuple[CarrierKind, str]] = Counter()
    possible = np.ones(len(combinations), dtype=bool)
    for path, rule in moved.rules_by_path.items():
        holding = holds(rule, moved.domain, combinations)
        found[CarrierKind.RULE, path] = int((~holding).sum())
        possible &= holding
    lines = np.zeros(len(combinations), dtype=bool)
    for constraint, where in violated:
        if constraint.requires is not None:
            kind = CarrierKind.DEMAND if constraint.kind is ConstraintKind.DEMAND else CarrierKind.RED_LINE
            found[kind, constraint.id] = int((where & possible).sum())
            lines |= where
    for constraint, where in violated:
        if constraint.column is not None:
            short = where & possible & ~lines
            found[CarrierKind.UNTRADEABLE, constraint.holder] = int((short & ~signed_today).sum())
            kind = _kind_of_loss(negotiation, move, constraint)
            found[kind, constraint.holder] = int((short & signed_today).sum())
    return tuple(Carrier(kind, id_, packages) for (kind, id_), packages in found.items() if packages)


def _violated(
    moved: Negotiation, packages: NDArray[np.integer]
) -> list[tuple[Constraint, NDArray[np.bool_]]]:
    """Return for each constraint the packages that do not satisfy it."""
    worth = values(moved.domain, packages)
    found = []
    for constraint in moved.constraints:
        if constraint.column is not None and constraint.floor is not None:
            found.append((constraint, worth[:, constraint.column] < constraint.floor))
        elif constraint.requires is not None:
            found.append((constraint, ~holds(constraint.requires, moved.domain, packages)))
    return found


def _kind_of_loss(negotiation: Negotiation, move: Move, constraint: Constraint) -> CarrierKind:
    """Say whether a holder's value falls through an interaction with the moved issue, or through its points.

    Points of the moved issue alone cannot carry a loss where no agreement is worth what today is worth, as
    they change that as well.
    """
    column = negotiation.domain.columns[constraint.column or 0]
    valuation = negotiation.columns[column]
    points = valuation.points.get(move.issue)
    falls = points is not None and points[move.after] < points[move.before]
    return CarrierKind.POINTS if falls and valuation.walk_away is not None else CarrierKind.INTERACTION


def remaining(signable: Signable, issue: str) -> NDArray[np.uint8]:
    """Return the signable packages without one issue."""
    packages = signable.listing.packages[signable.rows]
    issues = signable.listing.domain.issues
    return np.delete(packages, issues.index(issue), axis=1) if issue in issues else packages


def _as_today(signable: Signable, move: Move) -> NDArray[np.bool_]:
    """Tell which signable packages leave the moved issue as it is today."""
    domain = signable.listing.domain
    if move.issue not in domain.issues:
        return np.ones(len(signable.rows), dtype=bool)
    index = domain.issues.index(move.issue)
    result: NDArray[np.bool_] = signable.listing.packages[signable.rows, index] == domain.options[
        index
    ].index(move.before)
    return result
