"""Runs in an order mean what the exact method and plain recursion mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit

from detente.case.formula import FALSE, Done
from detente.outcomes.wilson import wilson
from detente.roadmap.exact.following import followed_in_order
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.exact.possible import Possible
from detente.roadmap.heuristic.bounds import Bounds
from detente.roadmap.heuristic.engine import MOST_BLOCKS, engine_of
from detente.roadmap.heuristic.luck import luck, run_key
from detente.roadmap.heuristic.rollout import NOT_AHEAD, Depth, Rollout
from detente.roadmap.heuristic.runs import Runs
from detente.roadmap.problem import Block, Problem
from tests.roadmap.rational_recursion import by_rational_recursion
from tests.roadmap.strategies import small_problems
from tests.roadmap.toy import toy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MANY = 5.0
"""So many standard errors are hardly ever exceeded: once in a million runs."""


def _orders(problem: Problem) -> st.SearchStrategy[list[int]]:
    blocks = range(len(problem.blocks))
    return st.permutations(blocks).flatmap(
        lambda order: st.integers(0, len(order)).map(lambda size: list(order[:size]))
    )


def _share(problem: Problem, order: Sequence[int], runs: int, seed: int = 0) -> tuple[int, int]:
    return int(Runs(problem).hits(order, np.arange(runs), seed).sum()), runs


@settings(max_examples=150, deadline=None)
@given(data=st.data(), problem=small_problems())
def test_runs_in_an_order_reach_the_goal_as_often_as_the_exact_method_says(
    data: st.DataObject, problem: Problem
) -> None:
    order = data.draw(_orders(problem))
    low, high = wilson(*_share(problem, order, 1_000), MANY)
    exact = followed_in_order(Graph.of(problem), order).probability
    assert low - 1e-9 <= exact <= high + 1e-9


@settings(max_examples=150, deadline=None)
@given(data=st.data(), problem=small_problems(still=True))
def test_runs_without_chance_are_those_of_plain_recursion(data: st.DataObject, problem: Problem) -> None:
    """Delivery is sure or impossible; only where trust is rounded, runs may differ."""
    certain = replace(
        problem,
        blocks=tuple(
            replace(block, delivers=float(place % 3 != 2), breach=0.0)
            for place, block in enumerate(problem.blocks)
        ),
    )
    order = data.draw(_orders(problem))
    expected = by_rational_recursion(certain, order=order)
    reached = Runs(certain).in_order(order, np.arange(20), 0).reached
    if expected.chance in {0, 1}:
        assert (reached <= certain.periods).all() == expected.chance
        assert (reached <= certain.periods).any() == expected.chance
    if expected.chance == 1:
        assert min(reached) <= expected.time <= max(reached)


def test_the_interval_covers_the_exact_chance_at_its_nominal_rate() -> None:
    """Of 400 intervals of 95 %, between 369 and 391 cover: both ends are 2.5 standard errors off."""
    problem, order = toy("ABCE", 3, 8), (3, 0, 1, 2)
    exact = followed_in_order(Graph.of(problem), order).probability
    runs = Runs(problem)
    inside = 0
    for seed in range(400):
        low, high = wilson(int(runs.hits(order, np.arange(100), seed).sum()), 100)
        inside += low <= exact <= high
    assert 369 <= inside <= 391


def test_a_run_does_not_depend_on_the_runs_that_it_is_made_with() -> None:
    runs, order = Runs(toy("ABCE", 3, 8)), (3, 0, 1, 2)
    whole = runs.hits(order, np.arange(100), 7)
    parts = [Runs(runs.problem).hits(order, np.array([number]), 7)[0] for number in range(99, -1, -1)]
    assert (whole == parts[::-1]).all()
    assert (whole != runs.hits(order, np.arange(100), 8)).any()


def test_a_rollout_that_does_not_look_ahead_is_the_order_run_by_run() -> None:
    runs, order = Runs(toy("ABCE", 3, 8)), (3, 0, 1, 2)
    plain = Rollout(runs, order, frozenset(range(4)), 1, NOT_AHEAD)
    assert (plain.play(np.arange(300), 5) == runs.in_order(order, np.arange(300), 5).reached).all()


@settings(max_examples=60, deadline=None)
@given(data=st.data(), problem=small_problems())
def test_looking_ahead_never_beats_the_best_policy(data: st.DataObject, problem: Problem) -> None:
    """Were it to peek into the luck that it is going to meet, it would."""
    order = tuple(data.draw(_orders(problem)))
    ahead = Rollout(Runs(problem), order, frozenset(range(len(problem.blocks))), 1, Depth(8, 32))
    hits = int((ahead.play(np.arange(300), 2) <= problem.periods).sum())
    low, _ = wilson(hits, 300, MANY)
    assert low <= solved(Graph.of(problem)).probability + 1e-9


def test_a_state_is_decided_alike_whenever_it_comes_up() -> None:
    problem = toy("ABCE", 3, 8)
    found = []
    for numbers in (np.arange(200), np.arange(199, -1, -1)):
        ahead = Rollout(Runs(problem), (0, 1, 2), frozenset(range(4)), 1, Depth(8, 32))
        found.append(ahead.play(numbers, 2))
    assert (found[0] == found[1][::-1]).all()


@njit(cache=True)
def _rows(runs: int, purposes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return so many numbers for each purpose, a row each."""
    found = np.zeros((len(purposes), runs))
    for row in range(len(purposes)):
        for run in range(runs):
            purpose, one, other = purposes[row]
            found[row, run] = luck(run_key(np.uint64(3), run), purpose, one, other)
    return found


def test_luck_is_uniform_and_differs_by_run_and_purpose() -> None:
    """The means of 4,000 numbers lie within 5 standard errors of a half, and no two rows are alike."""
    rows = _rows(4_000, np.array([(0, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 0), (3, 0, 5)]))
    assert abs(rows.mean(axis=1) - 0.5).max() < 5 / np.sqrt(12 * 4_000)
    together = np.corrcoef(rows) - np.eye(len(rows))
    assert abs(together).max() < 5 / np.sqrt(4_000)


@settings(max_examples=100, deadline=None)
@given(problem=small_problems())
def test_bounds_never_rule_out_what_can_be(problem: Problem) -> None:
    bounds, possible = Bounds(problem), Possible(problem)
    for bound, earliest in zip(bounds.earliest_starts, possible.earliest_starts, strict=True):
        assert earliest is None or (bound is not None and bound <= earliest)
    exact = possible.peaks
    assert set(bounds.peaks) == set(exact)
    assert all(bounds.peaks[pair] >= peak for pair, peak in exact.items())
    assert bounds.goal_possible or problem.goal == FALSE or solved(Graph.of(problem)).probability == 0


def test_more_blocks_than_a_set_holds_are_refused() -> None:
    blocks = tuple(Block(f"b{number}") for number in range(MOST_BLOCKS + 1))
    with pytest.raises(ValueError, match="more than 63 blocks"):
        engine_of(Problem(blocks, Done("b0"), 3))
    assert Runs(Problem(blocks[:-1], Done("b62"), 3)).hits((62,), np.arange(2), 0).all()
