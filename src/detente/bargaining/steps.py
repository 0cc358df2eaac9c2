"""Single steps from today: who decides on each, and what stops it when it is taken alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.outcomes.moves import Move, moves_from
from detente.outcomes.moves import today as today_of
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.values import value_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from detente.case.uncertainty import CertainCase
    from detente.outcomes.constraints import Constraint

__all__ = ["Step", "everybody", "single_steps", "step", "taken"]


@dataclass(frozen=True)
class Step:
    """One change of one issue, negotiated alone by those who decide on it.

    ``signable`` tells whether those who decide would take it; if not, ``stopped_by`` names the red lines,
    demands and floors that stand in their way (where some may be outvoted, the fewest that do), and
    ``excluded_by`` the rules under which it cannot exist, by their paths. ``gains`` is the change in value
    for everybody who has a stance, whether or not they decide, in units of weight times points.
    """

    move: Move
    signable: bool
    stopped_by: tuple[Constraint, ...]
    excluded_by: tuple[str, ...]
    gains: Mapping[str, Fraction]

    @property
    def possible(self) -> bool:
        """Whether the rules let the package exist."""
        return not self.excluded_by

    @property
    def losers(self) -> tuple[str, ...]:
        """Those who are worse off after it."""
        return tuple(key for key, gain in self.gains.items() if gain < 0)


def step(certain: CertainCase, move: Move) -> Step:
    """Judge a change from today, with every other issue left as it is."""
    now = today_of(certain.case)
    negotiation = negotiation_of(certain, issues=[move.issue], signatories=move.deciders)
    after = {**now, move.issue: move.after}
    package = {move.issue: move.after}
    signed = negotiation.signs(package)
    stopped = () if signed else negotiation.stopping(package)
    return Step(move, signed, stopped, negotiation.broken(package), _gains(certain, now, after))


def taken(certain: CertainCase, move: Move) -> bool:
    """Tell whether those who decide on a change from today would make it, every other issue left as it is."""
    negotiation = negotiation_of(certain, issues=[move.issue], signatories=move.deciders)
    return negotiation.signs({move.issue: move.after})


def single_steps(certain: CertainCase) -> tuple[Step, ...]:
    """Judge every change of one issue from today."""
    return tuple(step(certain, move) for move in moves_from(certain.case, today_of(certain.case)))


def everybody(certain: CertainCase) -> tuple[str, ...]:
    """Return every party that is not indifferent to everything, in the order of the case."""
    return tuple(key for key in certain.case.parties if not value_of(certain, key).indifferent)


def _gains(certain: CertainCase, before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Fraction]:
    return {key: value_of(certain, key).gain(before, after) for key in everybody(certain)}
