"""Chances found with less work: one state for all of one worth."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from detente.case.formula import Done
from detente.roadmap.exact.chance import greatest_chance
from detente.roadmap.exact.configurations import GOAL
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.problem import Block, Gate, Problem
from tests.roadmap.rational_recursion import by_rational_recursion
from tests.roadmap.strategies import small_problems

EXACTLY = 1e-10


def _calm(problem: Problem) -> Problem:
    """Return a problem in which nothing moves trust but blocks, so that states can be told to be alike."""
    return replace(problem, decay=(), resting=(), shocks=())


@settings(max_examples=400)
@given(problem=small_problems().map(_calm))
def test_the_chance_is_that_of_plain_recursion(problem: Problem) -> None:
    """Source: plain recursion in rational numbers, over all states there are."""
    expected = float(by_rational_recursion(problem).chance)
    assert greatest_chance(problem) == pytest.approx(expected, abs=EXACTLY, rel=0)


@settings(max_examples=200)
@given(problem=small_problems().map(_calm))
def test_a_state_that_stands_for_another_is_worth_the_same_and_what_is_left_out_nothing(
    problem: Problem,
) -> None:
    """Source: the worth of each state, from the pass over all of them."""
    graph = Graph.of(problem)
    if graph.configurations.start == GOAL:
        return
    found, plain, cells = solved(graph), graph.narrowed, graph.cells
    for cell, one in enumerate(plain.configurations.tolist()):
        time = int(np.searchsorted(plain.times, cell, side="right")) - 1
        states = plain.states[plain.starts[cell] : plain.starts[cell + 1]].tolist()
        entries = slice(plain.entry_starts[cell], plain.entry_starts[cell + 1])
        whole = int(graph.cell_of[time, one])
        here = slice(int(cells.starts[whole]), int(cells.starts[whole + 1]))
        worth = dict(zip(cells.states[here].tolist(), found.worth_of[here, 0].tolist(), strict=True))
        for entry, place in zip(plain.entries[entries].tolist(), plain.stands[entries].tolist(), strict=True):
            if entry in worth and place < 0:
                assert worth[entry] == 0
            elif entry in worth and states[place] in worth:
                assert worth[entry] == pytest.approx(worth[states[place]], abs=EXACTLY, rel=0)


def test_trust_that_nothing_asks_for_any_more_and_a_window_that_nothing_waits_for_are_all_one() -> None:
    """By hand: once the pact stands only talks are left, which need no trust and no window."""
    half = Fraction(1, 2)
    pact = Block("pact", needs=(half,), earns=(half / 2,), loses=(half / 2,), gate=0, delivers=0.5)
    problem = Problem(
        (pact, Block("talks", after=Done("pact"))),
        Done("talks"),
        4,
        ("a in b",),
        (half,),
        half / 2,
        gates=(Gate(True, 0.5, 0.5),),
    )
    graph = Graph.of(problem)
    plain, narrow = graph.cells, graph.narrowed
    once = [one for one in set(narrow.configurations.tolist()) if graph.configurations.delivered[one] == 1]
    assert once
    for one in once:
        assert set(np.diff(narrow.starts)[narrow.configurations == one]) == {1}
        assert max(np.diff(plain.starts)[plain.configurations == one]) == 2
    # A failure leaves less trust than the pact needs, so that nothing is worth anything there.
    assert greatest_chance(problem) == 0.5
