"""Where nothing can be signed: what collides, what is the least to drop, and what that would open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.bargaining.conflicts.conflicts import conflicts
from detente.bargaining.solutions.solution import solved
from detente.bargaining.zone import Zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.bargaining.conflicts.results import Concession, Conflicts
    from detente.outcomes.negotiation import Negotiation

__all__ = ["MOST_SHOWN", "Collision", "Opening", "collision_of"]

MOST_SHOWN = 8
"""Conflicts, concessions and shortfalls on the page; the tables have all."""
MOST_OPENED = 5
"""Concessions for which it is worked out how much they open."""


@dataclass(frozen=True)
class Opening:
    """A concession with what it opens.

    ``packages`` is how many packages can then be signed, None where that was not worked out; ``example`` is
    the egalitarian solution among them, or else any package that the concession opens.
    """

    concession: Concession
    packages: int | None
    example: Mapping[str, str]
    is_egalitarian: bool


@dataclass(frozen=True)
class Collision:
    """Why nothing can be signed in one negotiation, and what would change that."""

    negotiation: Negotiation
    found: Conflicts
    openings: tuple[Opening, ...]


def collision_of(negotiation: Negotiation, found: Conflicts | None = None) -> Collision:
    """Return what collides in a negotiation in which nothing can be signed.

    ``found``: conflicts that are known already.
    """
    known = found or conflicts(
        negotiation.domain, negotiation.constraints, alternatives=negotiation.alternatives
    )
    openings = tuple(
        _opening(negotiation, concession, worked_out=rank < MOST_OPENED)
        for rank, concession in enumerate(known.concessions)
    )
    return Collision(negotiation, known, openings)


def _opening(negotiation: Negotiation, concession: Concession, *, worked_out: bool) -> Opening:
    if not worked_out:
        return Opening(concession, None, concession.opens, is_egalitarian=False)
    given_up = negotiation.dropped.union(one.id for one in concession.drop)
    zone = Zone(replace(negotiation, dropped=given_up))
    if zone.written_out is None:
        return Opening(concession, None, concession.opens, is_egalitarian=False)
    picked = solved(zone)["egalitarian"].points
    example = picked[0].package if picked else concession.opens
    return Opening(concession, zone.signable.value, example, is_egalitarian=bool(picked))
