"""The exact method: equal to plain recursion, and as it must be when problems change."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings

from detente.roadmap.fixed_order import best_order
from detente.roadmap.following import followed, followed_in_order
from detente.roadmap.induction import Graph, solved
from detente.roadmap.monotone import never_worse
from detente.roadmap.waiting import chances_by_start
from tests.roadmap.plain_recursion import by_recursion
from tests.roadmap.problems import problems
from tests.roadmap.toy import TOY, toy

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from detente.roadmap.problem import Problem


@pytest.mark.parametrize(
    "row", TOY["values"], ids=lambda row: f"trust {row['trust']}, {len(row['blocks'])} blocks"
)
def test_the_toy_has_its_published_value(row: dict[str, Any]) -> None:
    """Source: sequencing_toy.yaml, exact to twelve places."""
    problem = toy(row["blocks"], row["trust"], row["periods"])
    found = solved(Graph.of(problem))
    assert found.probability == pytest.approx(row["probability"], abs=1e-12)
    assert by_recursion(problem)[0] == pytest.approx(row["probability"], abs=1e-12)
    if "first" in row:
        started = followed(found).started
        assert started[problem.number(row["first"]), 0] == 1


@settings(max_examples=400, deadline=None)
@given(problem=problems())
def test_the_chance_and_the_expected_time_are_those_of_plain_recursion(problem: Problem) -> None:
    chance, time = by_recursion(problem)
    found = solved(Graph.of(problem))
    assert found.probability == pytest.approx(chance, abs=1e-10)
    if problem.periods and chance > 0:
        assert found.worth(0, 1) == pytest.approx(time, abs=1e-7)


@settings(max_examples=100, deadline=None)
@given(problem=problems())
def test_what_happens_under_the_policy_adds_up_to_its_chance(problem: Problem) -> None:
    found = solved(Graph.of(problem))
    course = followed(found)
    assert course.probability == pytest.approx(found.probability, abs=1e-10)


@settings(max_examples=100, deadline=None)
@given(problem=problems(monotone=True))
def test_a_better_chance_of_delivery_is_never_worse_where_more_is_never_worse(problem: Problem) -> None:
    assert never_worse(problem)
    before = solved(Graph.of(problem)).probability
    for block, one in enumerate(problem.blocks):
        better = problem.with_block(block, delivers=(1 + one.delivers) / 2)
        assert solved(Graph.of(better)).probability >= before - 1e-12
        assert solved(Graph.of(problem), better).probability >= before - 1e-12


@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_no_order_is_better_than_the_policy_and_the_best_order_is_the_best_of_all(problem: Problem) -> None:
    graph = Graph.of(problem)
    policy = solved(graph, keep=True)
    best = best_order(policy)
    assert best.exact
    assert best.probability <= policy.probability + 1e-12
    blocks = range(len(problem.blocks))
    every = [order for size in range(len(blocks) + 1) for order in permutations(blocks, size)]
    chances = [solved(graph, order=order).probability for order in every]
    assert best.probability == pytest.approx(max(chances), abs=1e-12)
    for order, chance in zip(every, chances, strict=True):
        assert followed_in_order(graph, order).probability == pytest.approx(chance, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_the_order_in_which_blocks_are_written_does_not_matter_where_they_settle_different_issues(
    problem: Problem,
) -> None:
    if sum(bool(block.sets) for block in problem.blocks) > 1:
        problem = replace(problem, blocks=tuple(replace(block, sets={}) for block in problem.blocks))
    order = [*range(len(problem.blocks))][::-1]
    consent = problem.consent

    def turned(block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
        back = np.zeros_like(delivered)
        for place, old in enumerate(order):
            back |= ((delivered >> np.uint64(place)) & np.uint64(1)) << np.uint64(old)
        return consent(order[block], back)

    other = replace(problem, blocks=tuple(problem.blocks[place] for place in order), consent=turned)
    chance = solved(Graph.of(problem)).probability
    assert solved(Graph.of(other)).probability == pytest.approx(chance, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(problem=problems(still=True))
def test_waiting_and_a_nearer_horizon_are_never_better_where_nothing_happens_by_itself(
    problem: Problem,
) -> None:
    open_ended = replace(problem, blocks=tuple(replace(block, windows=None) for block in problem.blocks))
    chances = chances_by_start(solved(Graph.of(open_ended)))
    assert all(later <= sooner + 1e-12 for sooner, later in pairwise(chances))
    for time, chance in enumerate(chances):
        shorter = replace(open_ended, periods=open_ended.periods - time)
        assert solved(Graph.of(shorter)).probability == pytest.approx(chance, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_an_adversary_leaves_at_most_what_each_of_its_problems_does(problem: Problem) -> None:
    worse = problem
    for block, one in enumerate(problem.blocks):
        worse = worse.with_block(block, delivers=one.delivers / 2)
    graph = Graph.of(problem)
    least = solved(graph, adversary=[problem, worse]).probability
    assert least <= min(solved(graph).probability, solved(graph, worse).probability) + 1e-12
