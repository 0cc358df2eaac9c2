"""Obstacles: what moves made outside the negotiation do to what can be signed in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.carriers import Carrier, CarrierKind, loss_carriers, remaining
from detente.bargaining.gain_carriers import gain_carriers
from detente.bargaining.steps import taken
from detente.bargaining.zone import Signable, Zone
from detente.outcomes.elimination.large_integers import to_integers
from detente.outcomes.elimination.package_numbers import PackageNumbers
from detente.outcomes.holders import members
from detente.outcomes.moves import Move, moves_from
from detente.outcomes.negotiation import Negotiation, negotiation_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = [
    "Obstacle",
    "joint_gain_of",
    "left_after",
    "obstacle",
    "obstacles",
    "outside_moves",
    "signable_around",
]


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
        """Whether the move leaves less to sign, or less to gain by signing; None where it is not known."""
        if self.before is None or self.after is None:
            return None
        if self.after >= self.before > 0 and self.joint_gain_before is None:
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
    codes = _codes(remaining(was, move.issue), sizes)
    lost = ~np.isin(codes, _codes(is_.listing.packages[is_.rows], sizes))
    carried = [*loss_carriers(negotiation, moved, was, move, lost)]
    gain_before, gain_after = joint_gain_of(negotiation, was), joint_gain_of(moved, is_)
    if gain_before is not None and gain_after is not None and gain_after < gain_before:
        package = _best_left(negotiation, was, lost)
        if package is not None:
            carried += gain_carriers(negotiation, moved, move, package)
    return Obstacle(move, before, after, gain_before, gain_after, willing, _together(carried))


def _best_left(negotiation: Negotiation, was: Signable, lost: NDArray[np.bool_]) -> dict[str, str] | None:
    """Return the package that gives most to all together, where what is left of it is not lost, or None.

    Of several it is the one that changes the fewest issues of today, then the first by name.
    """
    rows = _best_rows(negotiation, was)
    rows = rows[~lost[rows]]
    if not rows.size:
        return None
    packages = was.listing.packages[was.rows[rows]]
    numbers = to_integers(PackageNumbers(negotiation.domain).numbers(packages))
    return negotiation.domain.named(packages[numbers.index(min(numbers))].tolist())


def _together(carriers: Sequence[Carrier]) -> tuple[Carrier, ...]:
    """Return each carrier once, with all that it carries, the heaviest first."""
    packages: Counter[tuple[CarrierKind, str]] = Counter()
    points: dict[tuple[CarrierKind, str], Fraction] = {}
    for one in carriers:
        packages[one.kind, one.id] += one.packages
        points[one.kind, one.id] = points.get((one.kind, one.id), Fraction(0)) + one.points
    found = [Carrier(*key, packages[key], points[key]) for key in points]
    return tuple(sorted(found, key=lambda one: (-one.packages, -one.points, one.kind.value, one.id)))


def signable_around(zone: Zone, move: Move) -> tuple[int | None, int | None]:
    """Return how many combinations of the remaining issues can be signed before a move and after it.

    None where packages are too many to write out and the moved issue is on the table.
    """
    return _around(zone, Zone(left_after(zone.negotiation, move)), move)


def _around(zone: Zone, left: Zone, move: Move) -> tuple[int | None, int | None]:
    was = zone.written_out
    if was is None or left.written_out is None:
        return _counted(zone, left, move)
    before = _codes(remaining(was, move.issue), left.negotiation.domain.sizes)
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
    [row] = _best_rows(negotiation, signable)[:1]
    steps = signable.values[row, : len(units)].tolist()
    gained = sum((unit * step for unit, step in zip(units, steps, strict=True)), Fraction(0))
    return gained - sum(negotiation.walk_away.values(), Fraction(0))


def _best_rows(negotiation: Negotiation, signable: Signable) -> NDArray[np.intp]:
    """Return the places of the signable packages with the greatest sum of the signatories' values."""
    units = negotiation.domain.units[: len(negotiation.signatories)]
    worth = signable.values[:, : len(units)]
    finest = min(units)
    if all((unit / finest).denominator == 1 for unit in units):
        factors = np.array([int(unit / finest) for unit in units], dtype=np.int64)
        sums = (worth * factors).sum(axis=1)
        return np.flatnonzero(sums == sums.max())
    approximate = worth @ np.array([float(unit) for unit in units])
    close = np.flatnonzero(approximate >= approximate.max() - 1e-6 * max(1.0, abs(float(approximate.max()))))
    distinct, which = np.unique(worth[close], axis=0, return_inverse=True)
    exact = [
        sum((unit * step for unit, step in zip(units, row, strict=True)), Fraction(0))
        for row in distinct.tolist()
    ]
    best = np.array([total == max(exact) for total in exact])
    rows: NDArray[np.intp] = close[best[which.reshape(-1)]]
    return rows


def _codes(packages: NDArray[np.uint8], sizes: Sequence[int]) -> NDArray[np.int64]:
    """Return one number for each package, equal where packages are."""
    code = np.zeros(len(packages), dtype=np.int64)
    for column, size in enumerate(sizes):
        code = code * size + packages[:, column]
    return code
