"""What could they sign: the whole bargaining analysis of one negotiation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.adjusted_winner import adjusted_winner
from detente.bargaining.conflicts.conflicts import conflicts
from detente.bargaining.frontier.of_zone import frontier_of
from detente.bargaining.obstacles import obstacles
from detente.bargaining.positive_agenda import positive_agenda
from detente.bargaining.result import Bargaining, Point, Solution
from detente.bargaining.solutions.egalitarian import egalitarian
from detente.bargaining.solutions.gains import gains_of
from detente.bargaining.solutions.kalai_smorodinsky import kalai_smorodinsky
from detente.bargaining.solutions.nash import nash
from detente.bargaining.solutions.utilitarian import utilitarian
from detente.bargaining.zone import Zone
from detente.case.case import Case
from detente.outcomes.negotiation import Negotiation, negotiation_of
from detente.outcomes.values import Valuation, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from detente.bargaining.conflicts.results import Concession, Conflicts, Shortfall
    from detente.bargaining.frontier.frontier import Frontier
    from detente.case.uncertainty import CertainCase

__all__ = ["analyse", "solved"]

SOLUTIONS = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}


def analyse(
    case: Case | CertainCase,
    *,
    issues: Sequence[str] | None = None,
    signatories: Sequence[str] | None = None,
    drop_red_lines: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Bargaining:
    """Return what can be signed, why nothing else can, and what would change that.

    ``issues`` and ``signatories`` replace those of the case's negotiation. ``drop_red_lines`` offers red
    lines for dropping as well as demands. ``progress`` is told in words what is being computed.

    Raises ``ValueError`` for an issue or a party that the case does not have.

    >>> from detente.case.case import load
    >>> result = analyse(load("panama-canal"))
    >>> result.zone.signable.value, len(result.frontier)
    (1024, 20)
    """
    certain = case.nominal if isinstance(case, Case) else case
    say = progress or _silent
    negotiation = negotiation_of(certain, issues=issues, signatories=signatories)
    zone = Zone(negotiation)
    say("counting what can be signed")
    signable = zone.signable
    say("finding the frontier")
    frontier = frontier_of(zone)
    outsiders = _outsiders(negotiation)
    points = _points(negotiation, frontier, outsiders)
    say("looking for what collides")
    collision = (
        None
        if signable.value or not signable.exact
        else _conflicts(negotiation, drop_red_lines=drop_red_lines)
    )
    say("looking for what harms nobody")
    agenda = positive_agenda(zone)
    say("weighing moves made outside")
    outside = obstacles(zone)
    return Bargaining(
        negotiation=negotiation,
        zone=zone,
        exactness="unknown" if frontier.exactness == "bounded" and not points else frontier.exactness,
        frontier=points,
        solutions=_solutions(negotiation, frontier, points),
        conflicts=collision,
        positive_agenda=agenda,
        obstacles=outside,
        adjusted_winner=adjusted_winner(negotiation),
    )


def solved(zone: Zone) -> dict[str, Solution]:
    """Return the four solutions of a negotiation alone."""
    negotiation = zone.negotiation
    frontier = frontier_of(zone)
    return _solutions(negotiation, frontier, _points(negotiation, frontier, {}))


def _silent(_: str) -> None:
    return


MOST_OPENED = 20
"""Concessions for which the best package they open is looked for; the others name some package."""


def _conflicts(negotiation: Negotiation, *, drop_red_lines: bool) -> Conflicts:
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
    picked = solved(zone)["egalitarian"].points
    return picked[0].package if picked else concession.opens


def _outsiders(negotiation: Negotiation) -> dict[str, Valuation]:
    """Return the values of the parties that have a stance and no part in the decision."""
    deciding = {party for voice in negotiation.voices for party in voice.parties}
    worth = {
        key: value_of(negotiation.certain, key) for key in negotiation.case.parties if key not in deciding
    }
    return {key: value for key, value in worth.items() if not value.indifferent}


def _points(
    negotiation: Negotiation, frontier: Frontier, outsiders: dict[str, Valuation]
) -> tuple[Point, ...]:
    units = negotiation.domain.units
    today = {key: value.of(negotiation.today) for key, value in outsiders.items()}
    found = []
    for row, package, count in zip(
        frontier.values.tolist(), frontier.packages.tolist(), frontier.multiplicity, strict=True
    ):
        named = negotiation.domain.named(package)
        whole = negotiation.whole(named) if outsiders else {}
        value = {
            key: step * unit for key, step, unit in zip(negotiation.signatories, row, units, strict=False)
        }
        losers = tuple(key for key, worth in outsiders.items() if worth.of(whole) < today[key])
        found.append(Point(named, value, int(count), losers))
    return tuple(found)


def _solutions(negotiation: Negotiation, frontier: Frontier, points: Sequence[Point]) -> dict[str, Solution]:
    """Apply each solution to the frontier, on which all of them lie; search where it is too wide to list."""
    if frontier.exactness == "bounded":
        return _searched(negotiation)
    signing = negotiation.signatories
    gains = gains_of(
        frontier.values,
        negotiation.domain.units[: len(signing)],
        [negotiation.walk_away[key] for key in signing],
    )
    if not len(points):
        return {name: Solution((), "nothing can be signed") for name in SOLUTIONS}
    found = {}
    for name, solve in SOLUTIONS.items():
        chosen = solve(gains)
        reason = "" if chosen.size else "every signable package leaves a signatory below no agreement"
        found[name] = Solution(tuple(points[row] for row in np.sort(chosen).tolist()), reason)
    return found


def _searched(negotiation: Negotiation) -> dict[str, Solution]:
    """Find the solutions without a frontier; a value may be reached by more packages than the one named."""
    from detente.bargaining.large_solutions.all_four import (
        large_solutions,  # the constraint solver loads slowly
    )

    signing = negotiation.signatories
    found = large_solutions(negotiation.zones[0], [negotiation.walk_away[key] for key in signing])
    outsiders = _outsiders(negotiation)
    solutions = {}
    for name, solution in found.items():
        points = []
        for one in solution.points:
            whole = negotiation.whole(one.package)
            today = negotiation.today
            losers = tuple(key for key, worth in outsiders.items() if worth.of(whole) < worth.of(today))
            points.append(Point(one.package, dict(zip(signing, one.value, strict=True)), 1, losers))
        solutions[name] = Solution(tuple(points), solution.reason, solution.exactness)
    return solutions
