"""What collides in a zone that is empty, with the best package that each concession opens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.bargaining.conflicts.conflicts import conflicts
from detente.bargaining.solutions.solution import solved
from detente.bargaining.zone import Zone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from detente.bargaining.conflicts.results import Concession, Conflicts, Shortfall
    from detente.outcomes.negotiation import Negotiation

__all__ = ["conflicts_of"]

MOST_OPENED = 20
"""Concessions for which the best package they open is looked for; the others name some package."""


def conflicts_of(zone: Zone, *, drop_red_lines: bool) -> Conflicts | None:
    """Return what collides; None where something can be signed, or where that is not known.

    ``drop_red_lines`` offers red lines for dropping as well as demands.
    """
    signable, negotiation = zone.signable, zone.negotiation
    if signable.value or not signable.exact:
        return None
    found = conflicts(
        negotiation.domain,
        negotiation.constraints,
        alternatives=negotiation.alternatives,
        drop_red_lines=drop_red_lines,
    )
    best = (replace(one, opens=_opened(negotiation, one)) for one in found.concessions[:MOST_OPENED])
    return replace(
        found,
        concessions=(*best, *found.concessions[MOST_OPENED:]),
        shortfalls=tuple(replace(one, points=_missing(negotiation, one)) for one in found.shortfalls),
    )


def _missing(negotiation: Negotiation, shortfall: Shortfall) -> tuple[Fraction, ...]:
    """Return what the package is short of each floor, in points; a floor in whole steps may be higher."""
    after = negotiation.whole(shortfall.package)
    worth = {**negotiation.valuations, **negotiation.voice_valuations}
    return tuple(
        worth[one.holder].floor(negotiation.today) - worth[one.holder].of(after)
        if one.holder in worth
        else points
        for one, points in zip(shortfall.floors, shortfall.points, strict=True)
    )


def _opened(negotiation: Negotiation, concession: Concession) -> Mapping[str, str]:
    """Return the egalitarian package of the zone that a concession opens, or some package of it."""
    given_up = negotiation.dropped.union(one.id for one in concession.drop)
    zone = Zone(replace(negotiation, dropped=given_up))
    if zone.written_out is None:
        return concession.opens
    points = solved(zone)["egalitarian"].points
    return points[0].package if points else concession.opens
