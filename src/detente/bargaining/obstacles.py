"""Obstacles: what moves made outside the negotiation do to what can be signed in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.steps import taken
from detente.bargaining.zone import Signable, Zone
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.evaluation import holds, values
from detente.outcomes.holders import members
from detente.outcomes.moves import Move, moves_from
from detente.outcomes.negotiation import Negotiation, negotiation_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = [
    "Carrier",
    "CarrierKind",
    "Obstacle",
    "joint_gain_of",
    "left_after",
    "obstacle",
    "obstacles",
    "outside_moves",
    "signable_around",
]


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
    """What carries part of the harm, and how many of the lost packages it accounts for."""

    kind: CarrierKind
    id: str
    packages: int


@dataclass(frozen=True)
class Obstacle:
    """What one move does to the zone over the remaining issues.

    ``before`` counts the combinations of remaining issues that can be signed with some option of the moved
    issue (today's, where it is not on the table); ``after`` those that can be signed once it is fixed at its
    new option. ``joint_gain_before`` and ``joint_gain_after`` are the greatest sums of gains over no
    agreement, None where nothing is signable. Where packages are too many to write out, gains and carriers
    are not known, and counts only where the moved issue is not on the table; else they are None.
    ``taken`` tells whether those who decide on the move would make it today.
    """

    move: Move
    before: int | None
    after: int | None
    joint_gain_before: Fraction | None
    joint_gain_after: Fraction | None
    taken: bool
    carried_by: tuple[Carrier, ...] = field(default=())

    @property
    def lost(self) -> int | None:
        """How many combinations can no longer be signed, less those that newly can."""
        return None if self.before is None or self.after is None else self.before - self.after

    @property
    def harmful(self) -> bool | None:
        """Whether the move leaves less to sign, or less to gain by signing."""
        if self.before is None or self.after is None:
            return None
        less_gain = self.joint_gain_before is not None and (
            self.joint_gain_after is None or self.joint_gain_after < self.joint_gain_before
        )
        return self.after < self.before or less_gain


def outside_moves(negotiation: Negotiation) -> tuple[Move, ...]:
    """Return the changes from today that are made outside the negotiation.

    These are unilateral moves, and moves in whose decision somebody takes part who does not sign.
    """
    case = negotiation.case
    signing = {party for voice in negotiation.voices for party in voice.parties}
    return tuple(
        move
        for move in moves_from(case, negotiation.today)
        if move.unilateral or not {party for key in move.deciders for party in members(case, key)} <= signing
    )


def obstacles(zone: Zone) -> tuple[Obstacle, ...]:
    """Return what each move made outside a negotiation does to it."""
    return tuple(obstacle(zone, move) for move in outside_moves(zone.negotiation))


def obstacle(zone: Zone, move: Move) -> Obstacle:
    """Return what one move does to a negotiation.

    The moved issue is fixed at its new option and leaves the table; where no agreement is worth what today
    is worth, it is valued anew after the move.
    """
    negotiation = zone.negotiation
    left = Zone(left_after(negotiation, move))
    moved, was, is_ = left.negotiation, zone.written_out, left.written_out
    before, after = _around(zone, left, move)
    willing = taken(negotiation.certain, move)
    if was is None or is_ is None:
        return Obstacle(move, before, after, None, None, willing)
    sizes = moved.domain.sizes
    codes = _codes(_remaining(was, move.issue), sizes)
    return Obstacle(
        move,
        before,
        after,
        joint_gain_before=joint_gain_of(negotiation, was),
        joint_gain_after=joint_gain_of(moved, is_),
        taken=willing,
        carried_by=_carriers(
            negotiation,
            moved,
            was,
            move,
            ~np.isin(codes, _codes(is_.listing.packages[is_.rows], sizes)),
        ),
    )


def signable_around(zone: Zone, move: Move) -> tuple[int | None, int | None]:
    """Return how many combinations of the remaining issues can be signed before a move and after it.

    None where packages are too many to write out and the moved issue is on the table.
    """
    return _around(zone, Zone(left_after(zone.negotiation, move)), move)


def _around(zone: Zone, left: Zone, move: Move) -> tuple[int | None, int | None]:
    was = zone.written_out
    if was is None or left.written_out is None:
        return _counted(zone, left, move)
    before = _codes(_remaining(was, move.issue), left.negotiation.domain.sizes)
    return len(np.unique(before)), len(left.written_out.rows)


def left_after(negotiation: Negotiation, move: Move) -> Negotiation:
    """Return the negotiation that is left once a move has been made outside it."""
    return negotiation_of(
        negotiation.certain,
        issues=[issue for issue in negotiation.issues if issue != move.issue],
        signatories=negotiation.signatories,
        today={**negotiation.today, move.issue: move.after},
    )


def _counted(was: Zone, is_: Zone, move: Move) -> tuple[int | None, int | None]:
    """Return how many packages can be signed before and after a move on an issue that is not on the table."""
    if move.issue in was.negotiation.issues or not (was.signable.exact and is_.signable.exact):
        return None, None
    return was.signable.value, is_.signable.value


def joint_gain_of(negotiation: Negotiation, signable: Signable) -> Fraction | None:
    """Return the greatest sum of the signatories' gains over no agreement, None where nothing is signable."""
    if not signable.rows.size:
        return None
    if not negotiation.signatories:
        return Fraction(0)
    units = negotiation.domain.units[: len(negotiation.signatories)]
    floor = sum(negotiation.walk_away.values(), Fraction(0))
    finest = min(units)
    if all((unit / finest).denominator == 1 for unit in units):
        factors = np.array([int(unit / finest) for unit in units], dtype=np.int64)
        return int((signable.values[:, : len(units)] * factors).sum(axis=1).max()) * finest - floor
    approximate = signable.values[:, : len(units)] @ np.array([float(unit) for unit in units])
    close = np.flatnonzero(approximate >= approximate.max() - 1e-6 * max(1.0, abs(float(approximate.max()))))
    sums = (
        sum((unit * value for unit, value in zip(units, row, strict=False)), Fraction(0))
        for row in np.unique(signable.values[close, : len(units)], axis=0).tolist()
    )
    return max(sums) - floor


def _carriers(
    negotiation: Negotiation, moved: Negotiation, was: Signable, move: Move, lost: NDArray[np.bool_]
) -> tuple[Carrier, ...]:
    """Say for each lost combination what stands in its way after the move."""
    combinations, which = np.unique(_remaining(was, move.issue)[lost], axis=0, return_inverse=True)
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
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0][0].value, item[0][1]))
    return tuple(Carrier(kind, id_, packages) for (kind, id_), packages in ordered if packages)


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


def _remaining(signable: Signable, issue: str) -> NDArray[np.uint8]:
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


def _codes(packages: NDArray[np.uint8], sizes: Sequence[int]) -> NDArray[np.int64]:
    """Return one number for each package, equal where packages are."""
    code = np.zeros(len(packages), dtype=np.int64)
    for column, size in enumerate(sizes):
        code = code * size + packages[:, column]
    return code
