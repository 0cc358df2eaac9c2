"""What the analysis says of a small case, each part against a plain way to find it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.case.formula import FALSE, TRUE, Done
from detente.roadmap.exact.importance import breakevens, importances
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.exact.possible import Barrier, Possible, barriers_today
from detente.roadmap.heuristic import Bounds
from tests.roadmap.rational_recursion import by_rational_recursion, every_trust_met
from tests.roadmap.strategies import small_problems
from tests.roadmap.toy import toy

if TYPE_CHECKING:
    from detente.roadmap.problem import Problem
    from detente.roadmap.result import Roadmap

CASE = detente.load(Path(__file__).with_name("crossing.yaml"))


def _chance(problem: Problem) -> float:
    return float(by_rational_recursion(problem).chance)


@pytest.fixture(scope="module")
def result() -> Roadmap:
    """Return the analysis of the case, with everything found."""
    return detente.roadmap.analyse(CASE, progress=lambda _: None)


def test_the_chance_is_that_of_plain_recursion(result: Roadmap) -> None:
    assert result.probability == pytest.approx(_chance(result.problem), abs=1e-12)
    low, high = result.monte_carlo.interval
    assert low <= result.probability <= high


def test_what_can_start_today_and_when_the_rest_can(result: Roadmap) -> None:
    """By hand: the ferry waits for East, the bridge for ferry, trust and window; West forbids the toll."""
    blocks = result.to_json()["blocks"]
    assert [blocks[key]["startable_today"] for key in ("waiver", "ferry", "bridge", "toll")] == [
        True,
        False,
        False,
        False,
    ]
    assert blocks["ferry"]["stopped_by"] == ["prerequisite", "signature"]
    assert blocks["bridge"]["stopped_by"] == ["trust", "prerequisite", "window", "signature"]
    assert blocks["toll"]["stopped_by"] == ["signature"]
    assert [blocks[key]["earliest_start"] for key in ("waiver", "ferry", "bridge", "toll")] == [
        "2024-Q1",
        "2024-Q2",
        "2024-Q4",
        None,
    ]


def test_trust_peaks_where_everything_earns_it(result: Roadmap) -> None:
    """By hand: 0.3 of East, plus half of 0.2 by the ferry; the bridge adds to the trust of West alone."""
    bridge = result.to_json()["blocks"]["bridge"]
    assert (bridge["peak_trust"], bridge["needs_trust"]) == (0.4, 0.35)
    assert bridge["pair"] == "east in west"


DRIFT = """\
detente: 1
title: Trust that grows by itself
as_of: 2010-01-01
parties: {a: {name: Aland}, b: {name: Bland}}
horizon: {from: 2010, to: 2014}
trust: [{from: a, to: b, level: 0.2}]
blocks:
  talks: {name: Talks, decided_by: [a, b], needs: 0.6}
roadmap: {goal: talks done, grid: 0.1, decay: {by: 0.5, towards: 0.5}}
"""


@pytest.mark.parametrize("periods", [0, 1, 5])
def test_trust_that_grows_by_itself_peaks_above_todays_though_nothing_can_ever_start(periods: int) -> None:
    """By hand: 0.2 drifts to 0.35, so 0.3 or 0.4; 0.3 to 0.4, 0.4 to 0.45, so 0.4 or 0.5; and no further."""
    problem = detente.roadmap.analyse(detente.Case.from_text(DRIFT)).problem
    expected = {0: Fraction(1, 5), 1: Fraction(2, 5), 5: Fraction(1, 2)}[periods]
    assert Possible(replace(problem, periods=periods)).peaks == {0: expected}
    assert Bounds(replace(problem, periods=periods)).peaks == {0: expected}


@settings(max_examples=150, deadline=None)
@given(problem=small_problems(), closed=st.booleans())
def test_trust_peaks_at_the_highest_of_all_levels_that_are_met_period_by_period(
    problem: Problem, closed: bool
) -> None:
    problem = replace(problem, periods=min(problem.periods, 4))
    if closed:
        problem = replace(problem, blocks=tuple(replace(one, windows=()) for one in problem.blocks))
    found = Possible(problem).peaks
    met = every_trust_met(problem)
    assert found == {pair: max(levels[pair] for levels in met) for pair in found}


def test_the_sentences_name_what_stops_a_block(result: Roadmap) -> None:
    said = " ".join(result.summary())
    assert "“A high toll” cannot start today: West’s red line: No high toll, West demands" in said
    assert "the trust of East in West (0.30) must be at least 0.35" in said
    assert "the goal is reached by the end of 2026-Q4 with a chance of" in said
    assert "The lesser goal “crossing”" in said


def test_a_goal_that_can_never_hold_is_said_with_the_reason() -> None:
    text = Path(__file__).with_name("crossing.yaml").read_text(encoding="utf-8")

    def first(text: str) -> str:
        return detente.roadmap.analyse(detente.Case.from_text(text)).summary()[0]

    toll = first(text.replace("goal: bridge done", "goal: toll done", 1))
    assert "“A high toll” would not be signed: West’s red line: No high toll" in toll
    trust = first(text.replace("level: 0.35", "level: 0.9"))
    assert "“The bridge” needs the trust of East in West to be 0.90, and it peaks at 0.40" in trust
    late = detente.roadmap.analyse(CASE.with_variant("far")).summary()[0]
    assert "cannot be reached by the end of 2026-Q4" in late
    wide = first(text.replace("goal: bridge done", "goal: bridge is wide and ferry done", 1))
    assert "no building block brings it about that “bridge” is “A wide one”" in wide
    alone = first(text.replace("goal: bridge done", "goal: bridge done\n  without: ferry", 1))
    assert "it needs “The ferry”, which is left out" in alone


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        (": bridge done", ": bridge done and not bridge done", "it contradicts itself"),
        (": bridge done", ": bridge done and bridge is none", "it contradicts itself"),
        ("lasts: 2\n    delivers: 0.5", "lasts: 20", "“The bridge” takes 20 periods, and there are 12."),
        ("delivers: 0.5", "delivers: 0", "“The bridge” is never delivered: the probability of that is 0."),
        ("from: 2024-Q3, to: 2026-Q1", "to: 2024-Q2", "“The bridge” cannot start while its window is open."),
        ("from: 2024-Q3, to: 2026-Q1", "from: 2026-Q4", "takes 2 periods, and from 2026-Q4 on there is one."),
        ("goal: bridge", "starts: 2026-Q2\n  goal: bridge", "its window is over before that begins."),
    ],
)
def test_the_reason_is_that_of_what_the_goal_needs_and_no_other(
    written: str, instead: str, says: str
) -> None:
    """A high toll, which is never signed either, has nothing to do with a bridge."""
    text = Path(__file__).with_name("crossing.yaml").read_text(encoding="utf-8")
    assert written in text
    case = detente.Case.from_text(text.split("variants:")[0].replace(written, instead, 1))
    said = detente.roadmap.analyse(case).summary()[0]
    assert says in said
    assert "toll" not in said


def test_a_road_that_begins_later_closes_no_window() -> None:
    said = " ".join(detente.roadmap.analyse(CASE.with_variant("far")).summary())
    assert "“A survey” cannot start today: the road begins in 2026-Q4; it can never start." in said
    assert "window is closed" not in said


def test_the_toy_says_that_trust_peaks_below_what_is_needed() -> None:
    """Source: sequencing_toy.yaml, the value of 0 with trust of 1 today."""
    possible = Possible(toy("ABC", 1, 8))
    assert possible.earliest_starts == (None, None, None)
    peak = possible.peak(0)
    assert peak is not None
    assert (peak.peak, peak.needs) == (Fraction(1), Fraction(2))


def test_the_fixed_order_has_a_calendar_in_the_periods_of_the_case(result: Roadmap) -> None:
    entries = result.to_json()["fixed_order"]
    assert entries["exactness"] == "exact"
    assert [(one["block"], one["start"], one["end"]) for one in entries["calendar"]] == [
        ("waiver", "2024-Q1", "2024-Q1"),
        ("ferry", "2024-Q2", "2024-Q3"),
        ("bridge", "2024-Q4", "2025-Q1"),
    ]


def test_tables_hold_what_the_plain_values_hold(result: Roadmap) -> None:
    frames = result.to_frames()
    assert set(frames["blocks"]["block"]) == {"waiver", "ferry", "bridge", "toll", "survey"}
    assert frames["chance"]["probability"][0] == result.probability
    assert len(frames["waiting"]) == result.problem.periods
    assert frames["policy"]["do"][0] == "waiver"


def test_a_notebook_shows_the_sentences_and_the_blocks(result: Roadmap) -> None:
    shown = result._repr_html_()
    assert shown.startswith("<ul><li>At best, the goal is reached by the end of 2026-Q4")
    assert shown.count("<li>") == len(result.summary())
    assert shown.count("<tr") == 1 + len(result.problem.blocks)


@settings(max_examples=60, deadline=None)
@given(problem=small_problems(), block=st.integers(0, 3))
def test_importance_is_the_difference_of_two_problems_solved_anew(problem: Problem, block: int) -> None:
    block %= len(problem.blocks)
    found = importances(Graph.of(problem))[block]
    certain = problem.with_block(block, delivers=1.0)
    impossible = problem.with_block(block, windows=())
    assert found.certain == pytest.approx(_chance(certain), abs=1e-10)
    assert found.impossible == pytest.approx(_chance(impossible), abs=1e-10)


@settings(max_examples=60, deadline=None)
@given(problem=small_problems(more_is_never_worse=True), block=st.integers(0, 3), share=st.floats(0.05, 0.95))
def test_at_breakeven_the_chance_crosses_the_level(problem: Problem, block: int, share: float) -> None:
    block %= len(problem.blocks)
    graph = Graph.of(problem)
    every = importances(graph)
    known = every[block]
    level = known.impossible + share * known.difference
    even = breakevens(graph, level, every)[block]
    if known.difference < 1e-9:
        return
    assert even is not None
    around = [
        solved(graph, problem.with_block(block, delivers=min(max(one, 0.0), 1.0))).probability
        for one in (even - 2e-4, even + 2e-4)
    ]
    assert around[0] - 1e-9 <= level <= around[1] + 1e-9


@settings(max_examples=60, deadline=None)
@given(problem=small_problems())
def test_the_earliest_start_is_that_of_the_shortest_horizon_that_lets_a_block_try(problem: Problem) -> None:
    """A block can start at time t if, were it sure, it could be done by t and what it lasts."""
    possible = Possible(problem)
    for block, one in enumerate(problem.blocks):
        sure = replace(problem.with_block(block, delivers=1.0, breach=0.0), goal=Done(one.key))
        reachable = [
            time
            for time in range(problem.periods - one.lasts + 1)
            if _chance(replace(sure, periods=time + one.lasts)) > 0
        ]
        earliest = possible.earliest_starts[block]
        assert earliest == (reachable[0] if reachable else None)


def test_barriers_name_everything_that_stops_a_block_today() -> None:
    base = toy("ABC", 1, 8)
    assert barriers_today(base, 0) == (Barrier.TRUST,)
    assert barriers_today(base, 2) == (Barrier.TRUST, Barrier.PREREQUISITE, Barrier.WINDOW)
    assert barriers_today(replace(base, periods=1), 2)[-1] is Barrier.HORIZON
    assert barriers_today(base.with_block(0, takes=2), 0) == (Barrier.TRUST, Barrier.CAPACITY)


def test_degenerate_problems_have_their_plain_answers() -> None:
    base = toy("ABC", 3, 8)
    assert solved(Graph.of(replace(base, goal=TRUE))).probability == 1
    assert solved(Graph.of(replace(base, goal=FALSE))).probability == 0
    assert solved(Graph.of(replace(base, blocks=(), goal=TRUE))).probability == 1
    assert solved(Graph.of(replace(base, periods=0))).probability == 0
    without_trust = replace(
        base,
        pairs=(),
        trust=(),
        blocks=tuple(replace(one, earns=(), loses=(), needs=()) for one in base.blocks),
    )
    assert solved(Graph.of(without_trust)).probability > solved(Graph.of(base)).probability
    assert Possible(replace(base, trust=(Fraction(99),))).peaks == {0: 10}


def test_of_a_goal_out_of_reach_no_order_is_shown_even_where_it_was_only_tried() -> None:
    """With more than 20 blocks there is no exact answer, but a bound on trust is certain."""
    blocks = "".join(f"  x{number}: {{}}\n" for number in range(21))
    text = (
        "detente: 1\ntitle: Many\nas_of: 2024-01-01\nparties: {east: {}, west: {}}\n"
        "horizon: {from: 2024, to: 2030}\ntrust: [{from: east, to: west, level: 0.2}]\n"
        f"blocks:\n{blocks}  last: {{needs: [{{from: east, to: west, level: 0.5}}]}}\n"
        "roadmap: {goal: last done}\n"
    )
    said = detente.roadmap.analyse(detente.Case.from_text(text)).summary()
    assert "“last” needs the trust of east in west to be 0.50, and it peaks at 0.20" in said[0]
    assert not any("fixed order" in one for one in said)
