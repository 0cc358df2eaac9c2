"""The order of least greatest regret, against every order there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.formula import TRUE, Done, disjunction
from detente.roadmap.comparison import regret as module
from detente.roadmap.comparison.regret import judged, minimax_regret
from detente.roadmap.exact.fixed_order import best_order
from detente.roadmap.exact.following import followed_in_order
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.problem import Block, Problem
from tests.roadmap.rational_recursion import by_rational_recursion
from tests.roadmap.strategies import small_problems
from tests.roadmap.toy import toy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.roadmap.comparison.regret import Regret
    from detente.roadmap.exact.induction import Induction

SEVERAL = st.lists(small_problems(), min_size=1, max_size=3)


def _solved(problems: Sequence[Problem]) -> list[Induction]:
    return [solved(Graph.of(problem)) for problem in problems]


def _regret(inductions: Sequence[Induction]) -> Regret:
    own = []
    for one in inductions:
        best = best_order(one)
        own.append((tuple(one.problem.blocks[block].key for block in best.order), best.exact))
    return minimax_regret(inductions, own)


def _by_every_order(inductions: Sequence[Induction]) -> tuple[float, float]:
    """Return the least greatest regret over every order of all blocks, and the least sum with it."""
    keys = sorted({block.key for one in inductions for block in one.problem.blocks})
    found = []
    for order in (order for size in range(len(keys) + 1) for order in permutations(keys, size)):
        regrets = []
        for one in inductions:
            places = [one.problem.number(key) for key in order if key in {b.key for b in one.problem.blocks}]
            chance = followed_in_order(one.graph, places, one.problem).probability
            regrets.append(one.probability - chance)
        found.append((max(regrets), sum(regrets)))
    least = min(greatest for greatest, _ in found)
    return least, min(total for greatest, total in found if greatest <= least + 1e-12)


@settings(max_examples=60, deadline=None)
@given(problems=SEVERAL)
def test_no_order_has_less_regret(problems: list[Problem]) -> None:
    inductions = _solved(problems)
    found = _regret(inductions)
    assert found.exact
    assert found.at_least == pytest.approx(found.minimax.greatest, abs=1e-12)
    least, total = _by_every_order(inductions)
    assert found.minimax.greatest == pytest.approx(least, abs=1e-11)
    assert sum(found.minimax.regrets) == pytest.approx(total, abs=1e-10)


@settings(max_examples=60, deadline=None)
@given(problems=SEVERAL)
def test_what_is_said_of_the_order_is_so(problems: list[Problem]) -> None:
    inductions = _solved(problems)
    found = _regret(inductions)
    for one, chance, attainable, missed in zip(
        inductions, found.minimax.chances, found.attainable, found.minimax.regrets, strict=True
    ):
        known = {block.key for block in one.problem.blocks}
        places = [one.problem.number(key) for key in found.minimax.order if key in known]
        expected = float(by_rational_recursion(one.problem, order=places).chance)
        assert chance == pytest.approx(expected, abs=1e-10)
        assert attainable == one.probability
        assert missed == pytest.approx(attainable - chance, abs=1e-12)
    for place in found.minimax.where:
        assert found.minimax.regrets[place] == pytest.approx(found.minimax.greatest, abs=1e-11)
    assert judged(inductions, found.minimax.order) == found.minimax


@settings(max_examples=60, deadline=None)
@given(problems=SEVERAL)
def test_the_order_of_the_variants_does_not_matter_nor_does_saying_one_twice(problems: list[Problem]) -> None:
    inductions = _solved(problems)
    forwards, backwards = _regret(inductions), _regret([*inductions[::-1], inductions[0]])
    assert forwards.minimax.greatest == pytest.approx(backwards.minimax.greatest, abs=1e-11)


@settings(max_examples=60, deadline=None)
@given(problem=small_problems())
def test_one_variant_alone_gives_the_regret_of_its_best_order(problem: Problem) -> None:
    inductions = _solved([problem])
    best = best_order(inductions[0])
    found = _regret(inductions)
    assert found.minimax.greatest == pytest.approx(inductions[0].probability - best.probability, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(problems=st.lists(small_problems(), min_size=2, max_size=3))
def test_one_variant_more_never_makes_for_less_regret(problems: list[Problem]) -> None:
    inductions = _solved(problems)
    assert _regret(inductions).minimax.greatest >= _regret(inductions[:-1]).minimax.greatest - 1e-11


@settings(max_examples=40, deadline=None)
@given(problems=SEVERAL)
def test_past_the_exact_size_the_order_found_is_between_its_bound_and_the_best_start(
    problems: list[Problem],
) -> None:
    inductions = _solved(problems)
    exact = _regret(inductions)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_EXACT", 0)
        found = _regret(inductions)
    assert found.at_least <= exact.minimax.greatest + 1e-11
    assert exact.minimax.greatest <= found.minimax.greatest + 1e-11
    assert not found.exact or found.minimax.greatest == pytest.approx(exact.minimax.greatest, abs=1e-11)
    for one in inductions:
        order = tuple(one.problem.blocks[block].key for block in best_order(one).order)
        assert found.minimax.greatest <= judged(inductions, order).greatest + 1e-11


def test_a_compromise_between_two_variants_by_hand() -> None:
    """Two periods, one at a time, and any of a, b, c is the goal. By hand.

    First variant: a is delivered with 0.9, b with 0, c with 0.7. In the second a and b change places. The
    best policy tries the better one twice: 0.99. The order a, c never comes to c, as a can always start, so
    it brings 0.99 and 0; c alone brings 0.91 in both, a regret of 0.08.
    """
    goal = disjunction([Done("a"), Done("b"), Done("c")])
    chances = ({"a": 0.9, "b": 0.0, "c": 0.7}, {"a": 0.0, "b": 0.9, "c": 0.7})
    problems = [
        Problem(tuple(Block(key, delivers=chance) for key, chance in one.items()), goal, 2) for one in chances
    ]
    found = _regret(_solved(problems))
    assert found.minimax.order == ("c",)
    assert found.minimax.chances == pytest.approx((0.91, 0.91), abs=1e-12)
    assert found.minimax.greatest == pytest.approx(0.08, abs=1e-12)
    assert found.minimax.where == (0, 1)


def test_a_block_that_a_variant_leaves_out_never_starts_there() -> None:
    """By hand: with a left out, b, which comes after it, is out of reach whatever is done: no regret."""
    whole = toy("ABC", 3, 8)
    without = replace(whole, blocks=whole.blocks[1:])
    found = _regret(_solved([whole, without]))
    assert found.minimax.order == ("A", "B", "C")
    assert found.minimax.chances[1] == 0.0
    assert found.minimax.regrets[1] == 0.0


def test_nothing_is_regretted_where_the_goal_holds_already() -> None:
    found = _regret(_solved([replace(toy("ABC", 3, 8), goal=TRUE)]))
    assert (found.minimax.order, found.minimax.greatest, found.minimax.where) == ((), 0.0, ())
