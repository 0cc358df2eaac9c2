"""What follows from the best policy and from fixed orders, and what waiting costs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.roadmap.exact.fixed_order import best_order
from detente.roadmap.exact.following import followed, followed_in_order
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.exact.monotone import never_worse
from detente.roadmap.exact.waiting import chances_by_start
from tests.roadmap.strategies import small_problems

if TYPE_CHECKING:
    from detente.roadmap.problem import Problem


@settings(max_examples=100, deadline=None)
@given(problem=small_problems())
def test_what_happens_under_the_policy_adds_up_to_its_chance(problem: Problem) -> None:
    found = solved(Graph.of(problem))
    course = followed(found)
    assert course.probability == pytest.approx(found.probability, abs=1e-10)


@settings(max_examples=100, deadline=None)
@given(problem=small_problems(more_is_never_worse=True))
def test_a_better_chance_of_delivery_is_never_worse_where_more_is_never_worse(problem: Problem) -> None:
    assert never_worse(problem)
    before = solved(Graph.of(problem)).probability
    for block, one in enumerate(problem.blocks):
        better = problem.with_block(block, delivers=(1 + one.delivers) / 2)
        assert solved(Graph.of(better)).probability >= before - 1e-12
        assert solved(Graph.of(problem), better).probability >= before - 1e-12


@settings(max_examples=60, deadline=None)
@given(problem=small_problems())
def test_no_order_is_better_than_the_policy_and_the_best_order_is_the_best_of_all(problem: Problem) -> None:
    graph = Graph.of(problem)
    policy = solved(graph)
    best = best_order(policy)
    assert best.exact
    assert best.probability <= policy.probability + 1e-12
    blocks = range(len(problem.blocks))
    every = [order for size in range(len(blocks) + 1) for order in permutations(blocks, size)]
    chances = [followed_in_order(graph, order).probability for order in every]
    assert best.probability == pytest.approx(max(chances), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(problem=small_problems(still=True))
def test_waiting_and_a_nearer_horizon_are_never_better_where_nothing_happens_by_itself(
    problem: Problem,
) -> None:
    open_ended = replace(problem, blocks=tuple(replace(block, windows=None) for block in problem.blocks))
    chances = chances_by_start(solved(Graph.of(open_ended)))
    assert all(later <= sooner + 1e-12 for sooner, later in pairwise(chances))
    for time, chance in enumerate(chances):
        shorter = replace(open_ended, periods=open_ended.periods - time)
        assert solved(Graph.of(shorter)).probability == pytest.approx(chance, abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(problem=small_problems(), first=st.integers(0, 6))
def test_waiting_is_a_road_on_which_nothing_may_start_before(problem: Problem, first: int) -> None:
    """Source: the problem whose windows all open later, solved anew from the same beginning."""
    first %= problem.periods
    every = ((0, problem.periods),)
    later = replace(
        problem,
        blocks=tuple(
            replace(
                block,
                windows=tuple(
                    (max(low, first), high)
                    for low, high in (every if block.windows is None else block.windows)
                ),
            )
            for block in problem.blocks
        ),
    )
    waiting = chances_by_start(solved(Graph.of(problem)))[first]
    assert solved(Graph.of(later)).probability == pytest.approx(waiting, abs=1e-12)
