"""The table of the policy: by hand, and no two rows that give two pieces of advice for one situation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.case.formula import TRUE, Done, disjunction
from detente.roadmap.exact.exact_solution import Exact
from detente.roadmap.exact.following import followed
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.exact.policy_table import Advice, advice
from detente.roadmap.heuristic.effort import QUICK
from detente.roadmap.heuristic.estimate import estimated
from detente.roadmap.problem import Block, Gate, Problem
from detente.roadmap.situations import told_apart
from tests.roadmap.strategies import small_problems

if TYPE_CHECKING:
    from collections.abc import Iterable

TWO_WAYS = """\
detente: 1
title: Two ways
as_of: 2010-01-01
parties: {a: {name: Aland}, b: {name: Bland}}
horizon: {from: 2010, to: 2012}
trust: [{from: a, to: b, level: 0.3}]
blocks:
  warm: {decided_by: [a, b], delivers: 0.5, earns: 0.2, loses: 0.1}
  deal: {decided_by: [a, b], needs: 0.5, delivers: 0.9, loses: 0, window: w}
  small: {decided_by: [a, b], needs: 0.2, delivers: 0.3, loses: 0.1}
roadmap: {goal: deal done or small done, grid: 0.1, windows: {w: {open: true, closes: 0.4, opens: 0.1}}}
"""


def test_the_table_says_which_windows_are_open_and_where_the_goal_is_out_of_reach() -> None:
    """By hand.

    The warm words first, as 0.5 (0.9 + ...) beats all else. Delivered, trust is 0.5: the window is open with
    0.6, and the deal the likelier way; else the small one, with 0.3. If they fail, trust is 0.2 and does for
    one small attempt, after which it is 0.1: 0.5 x 0.7 are lost. In 2012 trust is 0.5 after a deal that
    failed, 0.5 x 0.6 x 0.1 of all, and 0.4 after a small one that failed, 0.5 x 0.4 x 0.7.
    """
    rows = detente.roadmap.analyse(detente.Case.from_text(TWO_WAYS)).to_json()["policy"]
    assert not any(row["running"] for row in rows)
    found = {
        (
            row["period"],
            "warm" in row["done"],
            *row["trust"]["a in b"],
            row["windows"].get("w"),
            row["do"],
            row["reachable"],
        ): row["probability"]
        for row in rows
    }
    assert found == pytest.approx(
        {
            ("2010", False, 0.3, 0.3, None, "warm", True): 1,
            ("2011", True, 0.5, 0.5, True, "deal", True): 0.5 * 0.6,
            ("2011", True, 0.5, 0.5, False, "small", True): 0.5 * 0.4,
            ("2011", False, 0.2, 0.2, None, "small", True): 0.5,
            ("2012", True, 0.4, 0.4, None, "small", True): 0.5 * 0.4 * 0.7,
            ("2012", True, 0.5, 0.5, True, "deal", True): 0.5 * 0.6 * 0.1 * 0.6,
            ("2012", True, 0.5, 0.5, False, "small", True): 0.5 * 0.6 * 0.1 * 0.4,
            ("2012", False, 0.1, 0.1, None, "wait", False): 0.5 * 0.7,
        }
    )


def test_the_printed_table_has_windows_and_reach_in_words() -> None:
    table = detente.roadmap.analyse(detente.Case.from_text(TWO_WAYS)).to_frames()["policy"]
    said = set(zip(table["period"], table["windows"], table["do"], table["reachable"], strict=True))
    assert {("2011", "w open", "deal", True), ("2011", "w closed", "small", True)} <= said
    assert ("2012", "", "wait", False) in said


def _apart(one: Advice, other: Advice) -> bool:
    """Tell whether no situation belongs to both."""
    return (
        (one.time, one.delivered, one.running) != (other.time, other.delivered, other.running)
        or any(
            low > other.trust[pair][1] or high < other.trust[pair][0]
            for pair, (low, high) in one.trust.items()
        )
        or any(other.windows.get(gate, opened) != opened for gate, opened in one.windows.items())
    )


def _all_apart(rows: Iterable[Advice]) -> bool:
    kept = list(rows)
    return all(_apart(one, other) for place, one in enumerate(kept) for other in kept[:place])


@settings(max_examples=100, deadline=None)
@given(problem=small_problems())
def test_each_state_that_comes_up_is_in_one_row_that_says_what_is_done_there(problem: Problem) -> None:
    found = solved(Graph.of(problem))
    following, worth, graph = followed(found), found.worth_of[:, 0], found.graph
    rows = advice(following, worth, least=0.0)
    assert _all_apart(rows)
    layout, cells, environment = graph.configurations, graph.cells, graph.environment
    times = np.repeat(np.arange(problem.periods + 1), np.diff(cells.times))
    for cell, time in enumerate(times.tolist()):
        one = int(cells.configurations[cell])
        moves = layout.block[layout.move_starts[one] : layout.move_starts[one + 1]]
        for place in range(int(cells.starts[cell]), int(cells.starts[cell + 1])):
            if not following.visited[place] or len(moves) == 1:
                continue
            levels = environment.digits[cells.states[place]].tolist()
            trust = {
                pair: grid[level]
                for pair, grid, level in zip(environment.pairs, environment.grids, levels, strict=False)
            }
            delivered = sum(
                1 << block for block in range(len(problem.blocks)) if int(layout.delivered[one]) >> block & 1
            )
            holding = [
                row
                for row in rows
                if (row.time, sum(1 << block for block in row.delivered), row.running)
                == (time, delivered, layout.running(one))
                and all(low <= trust[pair] <= high for pair, (low, high) in row.trust.items())
                and all(levels[len(trust) + gate] == opened for gate, opened in row.windows.items())
            ]
            [row] = holding
            assert row.reachable == (worth[place] > 0)
            if row.reachable:
                assert (row.starts if row.starts is not None else -1) == moves[following.made[place]]


@settings(max_examples=60, deadline=None)
@given(
    done=st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), st.integers(0, 2), min_size=1
    )
)
def test_parts_hold_every_state_once_and_do_one_thing_each(done: dict[tuple[int, int, bool], int]) -> None:
    digits, what = np.array(list(done), dtype=np.int64), np.array(list(done.values()), dtype=np.int64)
    parts = told_apart(digits, what, np.full(len(what), 1 / len(what)))
    assert sorted(row for part in parts for row in part.rows.tolist()) == list(range(len(what)))
    assert all(len(set(what[part.rows].tolist())) == 1 for part in parts)
    boxes = [(digits[part.rows].min(axis=0), digits[part.rows].max(axis=0)) for part in parts]
    for place, (low, high) in enumerate(boxes):
        assert all(
            (low > other_high).any() or (high < other_low).any() for other_low, other_high in boxes[:place]
        )


def test_states_that_look_alike_are_parts_of_their_own_where_different_things_are_done() -> None:
    parts = told_apart(np.zeros((2, 1), dtype=np.int64), np.array([4, 5]), np.array([0.5, 0.5]))
    assert [part.rows.tolist() for part in parts] == [[0], [1]]


def test_the_heuristic_tells_windows_apart_and_does_not_say_what_is_out_of_reach() -> None:
    """The ferry, with 0.5, while it can go; else the sledge, with 0.3."""
    problem = Problem(
        (Block("ferry", delivers=0.5, gate=0), Block("sledge", delivers=0.3)),
        disjunction([Done("ferry"), Done("sledge")]),
        3,
        gates=(Gate(open_today=True, opens=0.5, closes=0.5, key="ice"),),
    )
    rows = estimated(problem, effort=QUICK).policy
    assert _all_apart(rows)
    assert {(row.starts, row.windows.get(0)) for row in rows if row.time} == {(0, True), (1, False)}
    assert {row.reachable for row in rows} == {None}


def test_there_is_no_table_where_there_is_nothing_to_do() -> None:
    assert Exact(Graph.of(Problem((Block("ferry"),), TRUE, 3))).policy == ()


def test_what_is_rare_is_in_the_table_where_it_lies_on_the_way_to_the_goal() -> None:
    """By hand: three attempts in a row with 0.1 each reach the goal by one way alone, in 0.001 of all."""
    blocks = (
        Block("a", delivers=0.1, windows=((0, 0),)),
        Block("b", delivers=0.1, after=Done("a"), windows=((1, 1),)),
        Block("c", delivers=0.1, after=Done("b"), windows=((2, 2),)),
    )
    policy = Exact(Graph.of(Problem(blocks, Done("c"), 3))).policy
    assert [row.starts for row in policy] == [0, 1, 2]
    assert [row.probability for row in policy] == pytest.approx([1, 0.1, 0.01])
    rarer = tuple(replace(one, delivers=0.01) for one in blocks)
    policy = Exact(Graph.of(Problem(rarer, Done("c"), 3))).policy
    assert [row.starts for row in policy] == [0, 1, 2]
    assert [row.probability for row in policy] == pytest.approx([1, 0.01, 0.0001])
