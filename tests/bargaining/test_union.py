"""What any of several coalitions lets be signed, where packages are too many to write out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from random import Random

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from detente.bargaining.frontier import union as frontier_union
from detente.bargaining.frontier.frontier import pareto_frontier
from detente.bargaining.frontier.union import union_frontier
from detente.outcomes.counting import union as counting_union
from detente.outcomes.counting.counting import Count, count
from detente.outcomes.counting.union import count_union
from detente.outcomes.domain import NO_FLOOR, Domain
from tests import brute_force
from tests.strategies import domains


def zones_of(domain: Domain, number: int, chance: Random) -> list[Domain]:
    """Return zones that each ask for some of what a domain asks for."""
    zones = []
    for _ in range(number):
        required = tuple(formula for formula in domain.requirements if chance.random() < 0.6)
        kept = np.array([chance.random() < 0.6 for _ in domain.floors], dtype=bool)
        zones.append(replace(domain, requirements=required, floors=np.where(kept, domain.floors, NO_FLOOR)))
    return zones


ZONES = {"domain": domains(), "number": st.integers(1, 4), "chance": st.integers(0, 2**32).map(Random)}


@settings(max_examples=200)
@given(**ZONES)
def test_the_union_is_that_of_going_through_every_package(
    domain: Domain, number: int, chance: Random
) -> None:
    zones = zones_of(domain, number, chance)
    signable = set().union(*(brute_force.signable(zone) for zone in zones))
    assert count_union(zones) == Count(len(signable))
    expected: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for package in sorted(signable):
        expected.setdefault(brute_force.value(domain, package)[: domain.objectives], []).append(package)
    best = {
        value: packages
        for value, packages in expected.items()
        if not any(brute_force.dominates(other, value) for other in expected)
    }
    found = union_frontier(zones)
    event(f"values: {min(len(best), 3)}")
    assert found.exactness == "exact"
    assert list(map(tuple, found.values.tolist())) == sorted(best, reverse=True)
    assert [tuple(package) for package in found.packages.tolist()] == [
        best[value][0] for value in sorted(best, reverse=True)
    ]
    assert list(found.multiplicity) == [len(best[value]) for value in sorted(best, reverse=True)]


@settings(max_examples=100)
@given(**ZONES)
def test_a_union_that_is_too_much_to_count_is_bounded(domain: Domain, number: int, chance: Random) -> None:
    zones = zones_of(domain, number + 1, chance)
    exact, whole = union_frontier(zones), count_union(zones)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting_union, "MOST_ALTERNATIVES", 1)
        patch.setattr(frontier_union, "MOST_COUNTED", 0)
        found, counted = union_frontier(zones), count_union(zones)
    low, high = counted.interval or (counted.value, counted.value)
    assert low <= whole.value <= high
    assert found.values.tolist() == exact.values.tolist()
    assert found.packages.tolist() == exact.packages.tolist()
    assert all(few <= all_ for few, all_ in zip(found.multiplicity, exact.multiplicity, strict=True))
    if found.multiplicity != exact.multiplicity:
        assert (found.exactness, found.gap) == ("bounded", (0,) * domain.objectives)
        assert "not counted" in found.reason


@settings(max_examples=100)
@given(**ZONES)
def test_the_union_of_bounded_frontiers_is_bounded(domain: Domain, number: int, chance: Random) -> None:
    zones = zones_of(domain, number + 1, chance)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frontier_union, "pareto_frontier", partial(pareto_frontier, limit=0))
        found = union_frontier(zones)
    signable = {
        brute_force.value(domain, package)[: domain.objectives]
        for zone in zones
        for package in brute_force.signable(zone)
    }
    assert set(map(tuple, found.values.tolist())) <= signable
    if found.exactness == "bounded" and found.gap is not None:
        for value in signable:
            assert np.all(found.values + np.array(found.gap) >= value, axis=1).any()


def test_too_many_coalitions_leave_the_frontier_unknown() -> None:
    floors = [np.array([floor]) for floor in range(11)]
    points = tuple(np.arange(4)[:, None] for _ in range(4))
    zones = [
        Domain(tuple("abcd"), (tuple("0123"),) * 4, ("column",), 1, points, floor, (), ()) for floor in floors
    ]
    found, counted = union_frontier(zones), count_union(zones)
    assert (found.exactness, found.gap, len(found.values)) == ("bounded", None, 0)
    assert found.reason == "11 ways to sign without consensus are too many for so many packages."
    assert counted == Count(4**4)
    assert count(zones[0]).value == 4**4
