"""One budget of inspections poured over the sites until the violator's best is as low as it gets, exactly.

C. Kiekintveld, M. Jain, J. Tsai, J. Pita, F. Ordóñez and M. Tambe, "Computing optimal randomized resource
allocations for massive security games", AAMAS 2009: their algorithm ORIGAMI, here with costs, imperfect
detection and several visits to a site.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.verification.sites.curve import Curve
from detente.verification.sites.problem import exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.verification.sites.problem import Number, Site

__all__ = ["WaterLevel", "water_filling"]


@dataclass(frozen=True)
class WaterLevel:
    """What a budget comes to: the violator's best, the expected visits, and what is left of the budget."""

    level: Fraction
    visits: Mapping[str, Fraction]
    coverage: Mapping[str, Fraction]
    unspent: Fraction


def water_filling(sites: Sequence[Site], budget: Number) -> WaterLevel:
    """Return the least level to which a budget brings the violator's best payoff, in exact fractions.

    The budget is in the unit of the costs; with costs of 1 it is the number of inspections. To bring a site
    down to a level takes visits that grow in straight lines as the level falls. So what all sites together
    take is a chain of straight lines too: it is followed down, from bend to bend, until the budget is used
    up, or a site is reached that no visit brings further down.

    Raises:
        ValueError: where there is no site.

    >>> from detente.verification.sites.problem import Site
    >>> def site(name, gain):
    ...     return Site(name=name, state="North", defender_covered=0, defender_uncovered=-gain,
    ...                 violator_covered=-1, violator_uncovered=gain)
    >>> found = water_filling([site("Base", 5), site("Depot", 2)], 1)
    >>> found.level, *found.visits.values()
    (Fraction(1, 1), Fraction(2, 3), Fraction(1, 3))

    """
    if not sites:
        raise ValueError("There is no site among which inspections could be divided.")
    curves = {site.name: Curve.of(site) for site in sites}
    costs = {site.name: exact(site.cost) for site in sites}
    left = exact(budget)
    floor = max(curve.violator(curve.most) for curve in curves.values())
    level = max(curve.violator_uncovered for curve in curves.values())
    bends = _bends(curves, costs)
    rate = Fraction(0)  # what lowering the level by one takes
    place = 0
    while level > floor:
        while place < len(bends) and bends[place][0] >= level:
            rate += bends[place][1]
            place += 1
        until = max(floor, bends[place][0]) if place < len(bends) else floor
        takes = rate * (level - until)
        if takes > left:
            level -= left / rate
            left = Fraction(0)
            break
        left -= takes
        level = until
    visits = {name: curve.visits_for(level) or Fraction(0) for name, curve in curves.items()}
    coverage = {name: curves[name].found(number) for name, number in visits.items()}
    return WaterLevel(level, visits, coverage, left)


def _bends(curves: Mapping[str, Curve], costs: Mapping[str, Fraction]) -> list[tuple[Fraction, Fraction]]:
    """Return the levels at which the visits to a site begin, grow faster, or end, the highest first.

    With each stands by how much the rate changes there, at which money goes as the level falls.
    """
    found = []
    for name, curve in curves.items():
        if not curve.drop:
            continue
        at, before = curve.violator_uncovered, Fraction(0)
        for step in curve.steps:
            rate = costs[name] / (curve.drop * step)
            found.append((at, rate - before))
            at, before = at - curve.drop * step, rate
        found.append((at, -before))
    return sorted(found, reverse=True)
