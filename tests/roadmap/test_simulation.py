"""The check by Monte Carlo: it agrees with the exact chance as often as its intervals promise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from scipy.stats import binom

from detente.case.formula import TRUE
from detente.outcomes.wilson import wilson
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.simulation import simulated
from tests.roadmap.strategies import small_problems
from tests.roadmap.toy import toy

if TYPE_CHECKING:
    from detente.roadmap.problem import Problem

RARE = 1e-7
"""A share of runs this far out, on one side, is hardly ever seen by chance."""


@settings(max_examples=60, deadline=None)
@given(problem=small_problems())
def test_runs_reach_the_goal_as_often_as_the_exact_method_says(problem: Problem) -> None:
    found = solved(Graph.of(problem))
    played = simulated(found, 400)
    hits, chance = int(played.reached.sum()), min(max(found.probability, 1e-15), 1 - 1e-15)
    assert binom.cdf(hits, played.runs, chance) > RARE
    assert binom.sf(hits - 1, played.runs, chance) > RARE


def test_the_interval_covers_the_exact_chance_at_its_nominal_rate() -> None:
    """Of 300 intervals of 95 %, between 275 and 296 cover: both ends are 2.5 standard errors off."""
    found = solved(Graph.of(toy("ABCE", 3, 8)))
    inside = 0
    for seed in range(300):
        low, high = simulated(found, 100, seed).interval
        inside += low <= found.probability <= high
    assert 275 <= inside <= 296


def test_the_same_seed_gives_the_same_runs_and_another_gives_others() -> None:
    found = solved(Graph.of(toy("ABC", 3, 8)))
    one, same, other = (simulated(found, 200, seed).reached for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_the_interval_is_wilsons() -> None:
    """Source: E. B. Wilson 1927; 0 of 10 and 10 of 10 by its formula, z = 1.96."""
    assert wilson(0, 10) == pytest.approx((0.0, 0.27753), abs=1e-5)
    assert wilson(10, 10) == pytest.approx((0.72247, 1.0), abs=1e-5)
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_goal_that_holds_already_is_reached_in_every_run() -> None:
    assert simulated(solved(Graph.of(replace(toy("ABC", 3, 8), goal=TRUE))), 10).probability == 1
