"""What collides in a zone that is empty, with the best package that each concession opens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.conflicts.conflicts import conflicts
from detente.bargaining.frontier.of_zone import frontier_of
from detente.bargaining.others import outsiders
from detente.bargaining.points import Point, points_of
from detente.bargaining.solutions.gains import gains_of
from detente.bargaining.solutions.leximin import leximin
from detente.bargaining.solutions.solution import solved
from detente.bargaining.zone import Zone
from detente.outcomes.elimination.package_numbers import PackageNumbers

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
    """Return the egalitarian package of the zone that a concession opens, or else some package of it.

    Where every package leaves a bloc, valued as a whole, below no agreement, that is the one in which the
    smallest gain is largest, a loss being a gain below zero. Of several, the one that changes the fewest
    issues of today is named, then the first by name.
    """
    given_up = negotiation.dropped.union(one.id for one in concession.drop)
    zone = Zone(replace(negotiation, dropped=given_up))
    if zone.written_out is None:
        return concession.opens
    points = solved(zone)["egalitarian"].points or _nearest(zone)
    number = PackageNumbers(negotiation.domain).number
    return min((point.package for point in points), key=number, default=concession.opens)


def _nearest(zone: Zone) -> tuple[Point, ...]:
    """Return the values of the frontier in which the smallest gain is largest, though some may lose."""
    negotiation, frontier = zone.negotiation, frontier_of(zone)
    if frontier.exactness != "exact":
        return ()
    signing = negotiation.signatories
    floors = [negotiation.walk_away[key] for key in signing]
    gains = gains_of(frontier.values, negotiation.domain.units[: len(signing)], floors)
    rows = np.sort(leximin(gains.in_common_steps())).tolist()
    return points_of(negotiation, frontier, rows, outsiders(negotiation).fates(zone, frontier, rows))
