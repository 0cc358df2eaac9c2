"""The linear programme and water-filling agree wherever both apply."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from detente.verification.sites.allocation import allocate
from detente.verification.sites.problem import InspectingState, InspectionProblem, Site, exact
from detente.verification.sites.water_filling import water_filling

ALLOCATIONS = 1_000
NEAR = Fraction(1, 10**8)


def _random_sites(draw: random.Random, *, costs: bool) -> tuple[Site, ...]:
    found = []
    for number in range(draw.randint(1, 30)):
        covered, uncovered = draw.randint(-50, 0), draw.randint(-50, 0)
        found.append(
            Site(
                name=f"site {number:02}",
                state=draw.choice(("north", "east")),
                violator_covered=covered,
                violator_uncovered=covered + draw.randint(0, 60),
                defender_uncovered=uncovered,
                defender_covered=uncovered + draw.randint(0, 60),
                detection=draw.choice((1, 1, Fraction(9, 10), Fraction(1, 2), Fraction(0))),
                most_visits=draw.choice((1, 1, 1, 2, 3)),
                cost=Fraction(draw.randint(0, 12), 4) if costs else 1,
            )
        )
    return tuple(found)


@pytest.mark.parametrize("block", range(10))
def test_both_agree_on_a_thousand_random_allocations(block: int) -> None:
    """In ten blocks: levels and visits to 1e-8, every other time with costs that differ."""
    for number in range(block * ALLOCATIONS // 10, (block + 1) * ALLOCATIONS // 10):
        draw = random.Random(number)
        costs = number % 2 == 1
        sites = _random_sites(draw, costs=costs)
        amount = draw.randint(0, len(sites) + 2)
        differ = costs and len({site.cost for site in sites}) > 1
        donor = InspectingState(name="south", **({"budget": amount} if differ else {"inspections": amount}))
        found = allocate(InspectionProblem(sites=sites, donors=(donor,)))
        budget = amount if differ else amount * Fraction(sites[0].cost)
        poured = water_filling(sites, budget)
        assert found.level is not None
        assert found.gap is not None
        assert abs(found.level - poured.level) <= NEAR, number
        assert 0 <= found.gap <= NEAR, number
        assert found.lower_bound is not None
        assert found.lower_bound <= poured.level
        for site in sites:
            steep = exact(site.violator_uncovered) - exact(site.violator_covered)
            if steep and site.detection:
                assert abs(found.coverage[site.name] - poured.coverage[site.name]) <= NEAR, number
