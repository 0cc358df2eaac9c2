"""The exact method against plain recursion in rational numbers, in all that it may be asked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.formula import FALSE, Done, Is, conjunction
from detente.roadmap.exact.chances import greatest_chances, least_chance
from detente.roadmap.exact.fixed_order import best_order
from detente.roadmap.exact.following import followed_in_order
from detente.roadmap.exact.induction import Graph, Induction, solved
from detente.roadmap.problem import ALWAYS, Block, Problem
from tests.roadmap.rational_recursion import by_rational_recursion
from tests.roadmap.strategies import Refusals, small_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.roadmap.rational_recursion import Worth

EXACTLY = 1e-10
"""How far a chance of the goal may be off: sums of rounding errors are far smaller."""
NEARLY = 1e-7
"""The same for expected times and costs, of which those that differ by less than 1e-9 count as equal."""

CHANCES = st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0])
COSTS = st.sampled_from([0.0, 1.0, 3.0])


def _assert_worth(found: Induction, expected: Worth) -> None:
    assert found.probability == pytest.approx(float(expected.chance), abs=EXACTLY, rel=0)
    assert found.worth(0, 1) == pytest.approx(float(expected.time), abs=NEARLY, rel=0)
    assert found.expected_cost == pytest.approx(float(expected.cost), abs=NEARLY, rel=0)


def _chance(problem: Problem) -> float:
    return solved(Graph.of(problem)).probability


@pytest.mark.parametrize("delivers", [0.5, 1e-3, 1e-6, 1e-40])
def test_a_chance_however_small_is_no_less_exact(delivers: float) -> None:
    """By hand: all three are tried at once, twice; each is delivered by then with 1 - (1 - p)^2."""
    blocks = tuple(Block(key, delivers=delivers) for key in "abc")
    road = Problem(blocks, conjunction([Done("a"), Done("b"), Done("c")]), 2, capacity=3)
    found = solved(Graph.of(road))
    by_hand = (delivers * (2 - delivers)) ** 3
    assert found.probability == pytest.approx(by_hand, rel=1e-9, abs=0)
    order = best_order(found)
    assert order.probability == pytest.approx(by_hand, rel=1e-9, abs=0)
    assert len(order.order) == 3


@settings(max_examples=600, deadline=None)
@given(problem=small_problems())
def test_the_policy_is_the_most_likely_then_the_earliest_then_the_cheapest(problem: Problem) -> None:
    """Source: plain recursion over every choice in every period, in rational numbers."""
    _assert_worth(solved(Graph.of(problem)), by_rational_recursion(problem))


@settings(max_examples=150, deadline=None)
@given(problem=small_problems(), data=st.data())
def test_a_barred_block_is_one_without_a_window(problem: Problem, data: st.DataObject) -> None:
    """Source: plain recursion of the problem in which the block has no period to start in."""
    barred = data.draw(st.integers(0, len(problem.blocks) - 1))
    expected = by_rational_recursion(problem.with_block(barred, windows=()))
    found, free = greatest_chances(Graph.of(problem), [problem] * 2, barred=[barred, None])
    assert found == pytest.approx(float(expected.chance), abs=EXACTLY, rel=0)
    assert free == pytest.approx(_chance(problem), abs=EXACTLY, rel=0)


@settings(max_examples=150, deadline=None)
@given(problem=small_problems(), data=st.data(), one_at_a_time=st.booleans())
def test_a_fixed_order_is_worth_what_starting_the_first_that_can_is(
    problem: Problem,
    data: st.DataObject,
    one_at_a_time: bool,
) -> None:
    """Source: plain recursion without choices, where no start can come too late while others run."""
    if one_at_a_time:
        problem = replace(problem, capacity=1)
    else:
        problem = replace(problem, blocks=tuple(replace(block, lasts=1) for block in problem.blocks))
    blocks = range(len(problem.blocks))
    order = data.draw(st.permutations(blocks))[: data.draw(st.integers(0, len(blocks)))]
    graph = Graph.of(problem)
    found, expected = followed_in_order(graph, order), by_rational_recursion(problem, order=order)
    assert found.probability == pytest.approx(float(expected.chance), abs=EXACTLY, rel=0)
    time = sum(period * chance for period, chance in enumerate(found.reached.tolist()))
    assert time == pytest.approx(float(expected.time), abs=NEARLY, rel=0)
    assert found.probability <= solved(graph).probability + EXACTLY


def _with_other_numbers(problem: Problem, data: st.DataObject) -> Problem:
    """Return a problem with other chances and costs, and no breach where there was none."""
    for place, block in enumerate(problem.blocks):
        breach = data.draw(CHANCES) if block.breach else 0.0
        problem = problem.with_block(place, delivers=data.draw(CHANCES), breach=breach, cost=data.draw(COSTS))
    return problem


@settings(max_examples=150, deadline=None)
@given(problem=small_problems(), data=st.data())
def test_a_graph_serves_for_other_chances_and_costs(problem: Problem, data: st.DataObject) -> None:
    """Source: plain recursion of the other problem."""
    other = _with_other_numbers(problem, data)
    graph, expected = Graph.of(problem), by_rational_recursion(other)
    _assert_worth(solved(graph, other), expected)
    chances = greatest_chances(graph, [problem, other])
    assert chances[0] == pytest.approx(_chance(problem), abs=EXACTLY, rel=0)
    assert chances[1] == pytest.approx(float(expected.chance), abs=EXACTLY, rel=0)


@settings(max_examples=150, deadline=None)
@given(problem=small_problems(still=True), data=st.data())
def test_an_adversary_takes_the_worst_in_every_period_where_nothing_moves_by_itself(
    problem: Problem, data: st.DataObject
) -> None:
    """Source: plain recursion in which the worst of the problems settles what is due in each period."""
    several = [problem, *(_with_other_numbers(problem, data) for _ in range(2))]
    graph = Graph.of(problem)
    least = least_chance(graph, several)
    expected = float(by_rational_recursion(problem, adversary=several).chance)
    assert least == pytest.approx(expected, abs=EXACTLY, rel=0)


@settings(max_examples=100, deadline=None)
@given(problem=small_problems(), data=st.data())
def test_an_adversary_is_never_kinder_than_any_of_its_problems(problem: Problem, data: st.DataObject) -> None:
    """Invariant: whoever may choose anew in every state can also always choose the same."""
    several = [problem, _with_other_numbers(problem, data)]
    graph = Graph.of(problem)
    each = [solved(graph, one).probability for one in several]
    assert least_chance(graph, several) <= min(each) + EXACTLY
    assert least_chance(graph, several[1:]) == pytest.approx(each[1], abs=EXACTLY, rel=0)


@settings(max_examples=100, deadline=None)
@given(problem=small_problems(more_is_never_worse=True), data=st.data())
def test_a_better_chance_of_delivery_is_never_worse_where_failing_never_helps(
    problem: Problem, data: st.DataObject
) -> None:
    """Invariant: whatever is best after a failure can also be done after delivery."""
    block = data.draw(st.integers(0, len(problem.blocks) - 1))
    better = data.draw(st.floats(problem.blocks[block].delivers, 1.0))
    assert _chance(problem.with_block(block, delivers=better)) >= _chance(problem) - EXACTLY


@settings(max_examples=100, deadline=None)
@given(problem=small_problems())
def test_more_periods_are_never_worse(problem: Problem) -> None:
    """Invariant: what is done in fewer periods can be done in more, whatever happens by itself."""
    assert _chance(replace(problem, periods=problem.periods + 1)) >= _chance(problem) - EXACTLY


@settings(max_examples=100, deadline=None)
@given(problem=small_problems(plain_issues=True), data=st.data())
def test_the_order_in_which_blocks_are_written_does_not_matter(problem: Problem, data: st.DataObject) -> None:
    """Invariant: where no issue is settled by two blocks, their places mean nothing."""
    order = data.draw(st.permutations(range(len(problem.blocks))))
    other = replace(
        problem,
        blocks=tuple(problem.blocks[place] for place in order),
        consent=problem.consent if problem.consent is ALWAYS else _moved(problem.consent, order),
    )
    assert _chance(other) == pytest.approx(_chance(problem), abs=EXACTLY, rel=0)


def _moved(consent: object, order: Sequence[int]) -> Refusals:
    """Return refusals for blocks that were put in another order."""
    assert isinstance(consent, Refusals)
    return Refusals(
        frozenset(
            (order.index(block), sum(1 << place for place, old in enumerate(order) if stand >> old & 1))
            for block, stand in consent.refused
        )
    )


@settings(max_examples=100, deadline=None)
@given(problem=small_problems(), scale=st.sampled_from([Fraction(1, 7), Fraction(2), Fraction(100)]))
def test_neither_the_scale_of_trust_nor_the_order_of_pairs_matters(problem: Problem, scale: Fraction) -> None:
    """Invariant: trust is only ever compared and added, and pairs mean nothing beside their numbers."""

    def turned(amounts: Sequence[Fraction]) -> tuple[Fraction, ...]:
        return tuple(scale * amount for amount in reversed(amounts))

    other = replace(
        problem,
        blocks=tuple(
            replace(
                block,
                earns=turned(block.earns),
                loses=turned(block.loses),
                loses_if_breached=turned(block.loses_if_breached),
                needs=turned(block.needs),
            )
            for block in problem.blocks
        ),
        pairs=problem.pairs[::-1],
        trust=turned(problem.trust),
        step=scale * problem.step,
        top=scale * problem.top,
        decay=problem.decay[::-1],
        resting=turned(problem.resting),
        shocks=tuple(replace(shock, changes=turned(shock.changes)) for shock in problem.shocks),
    )
    assert _chance(other) == pytest.approx(_chance(problem), abs=EXACTLY, rel=0)


def test_a_goal_that_holds_already_is_certain_and_takes_no_time() -> None:
    """Source: the goal is reached the first time that it holds."""
    goal = Is("arms", frozenset({"as now"}))
    problem = Problem((Block("a", cost=1.0, sets={"arms": "none"}),), goal, 3, today={"arms": "as now"})
    found = solved(Graph.of(problem))
    assert (found.probability, found.expected_time, found.expected_cost) == (1.0, 0.0, 0.0)


def test_a_graph_serves_for_a_breach_that_its_own_problem_does_not_have() -> None:
    """Source: of two tries each is kept with probability 1/2, so that 3/4 is the chance of one."""
    problem = Problem((Block("a"),), Done("a"), 2)
    other = problem.with_block(0, breach=0.5)
    assert float(by_rational_recursion(other).chance) == 0.75
    assert solved(Graph.of(problem), other).probability == pytest.approx(0.75)


def test_in_a_fixed_order_nothing_starts_that_would_end_past_the_horizon() -> None:
    """Source: the second block lasts longer than there is, so that it leaves its place to the third."""
    late = Block("late", lasts=3)
    problem = Problem(
        (Block("first"), late, Block("last", takes=2, after=Done("first"))), Done("last"), 2, capacity=2
    )
    assert float(by_rational_recursion(problem, order=(0, 1, 2)).chance) == 1
    assert followed_in_order(Graph.of(problem), (0, 1, 2)).probability == pytest.approx(1)


def test_nothing_starts_at_the_horizon_where_there_is_no_goal() -> None:
    """Source: every block lasts a period at least, and must end by the horizon."""
    graph = Graph.of(Problem((Block("a"), Block("b")), FALSE, 1, capacity=2))
    at_the_end = graph.cells.configurations[graph.cells.times[1] : graph.cells.times[2]]
    assert not any(graph.configurations.running(one) for one in at_the_end)
