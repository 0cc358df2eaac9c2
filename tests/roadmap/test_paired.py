"""Runs of two problems that meet the same luck, and the interval of what differs between them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.outcomes.wilson import wilson
from detente.roadmap.comparison.newcombe import newcombe
from detente.roadmap.comparison.paired import PairedDifference, paired
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.luck import Luck
from detente.roadmap.problem import Block, Gate, Shock
from detente.roadmap.simulation import simulated
from tests.roadmap.strategies import small_problems
from tests.roadmap.toy import toy

if TYPE_CHECKING:
    from detente.roadmap.problem import Problem

COUNTS = st.integers(0, 60)


def test_the_interval_is_newcombes() -> None:
    """Source: Fagerland, Lydersen and Laake, Statistical Analysis of Contingency Tables (2017), chapter 8.

    Complete response before and after consolidation therapy (Cavo et al. 2012): -0.1186 to -0.0046.
    """
    assert newcombe(59, 6, 16, 80) == pytest.approx((-0.1186, -0.0046), abs=5e-5)
    assert newcombe(0, 0, 0, 0) == (-1.0, 1.0)


def test_pairs_without_any_difference_leave_the_chances_open_by_what_wilson_leaves() -> None:
    """By hand: where all 10 pairs are hits there is no correlation; each share is 0.72247 to 1 (Wilson)."""
    assert newcombe(10, 0, 0, 0) == pytest.approx((-0.27753, 0.27753), abs=1e-5)


@given(both=COUNTS, first=COUNTS, second=COUNTS, neither=COUNTS)
def test_the_interval_holds_the_estimate_and_turns_round_with_the_two(
    both: int, first: int, second: int, neither: int
) -> None:
    low, high = newcombe(both, first, second, neither)
    estimate = PairedDifference(both, first, second, neither).estimate
    assert -1 - 1e-12 <= low <= estimate + 1e-12
    assert estimate - 1e-12 <= high <= 1 + 1e-12
    assert newcombe(both, second, first, neither) == pytest.approx((-high, -low), abs=1e-12)
    assert newcombe(neither, second, first, both) == pytest.approx((-high, -low), abs=1e-12)


def test_pairing_tells_two_problems_apart_more_closely_than_runs_of_their_own() -> None:
    """C at 0.6 or at 0.65: the exact difference lies in both intervals, and the paired one is narrower.

    For runs that have nothing to do with each other, the interval is the same one without correlation
    (Newcombe 1998, "Interval estimation for the difference between independent proportions", method 10).
    """
    base = toy("ABC", 3, 8)
    found = [solved(Graph.of(problem)) for problem in (base.with_block(2, delivers=0.65), base)]
    exact = found[0].probability - found[1].probability
    better, plain = (simulated(one, 4_000, 3) for one in found)
    pairs = paired(better, plain)
    assert pairs.estimate == pytest.approx(better.probability - plain.probability)
    apart = paired(better, replace(simulated(found[1], 4_000, 4), seed=3))
    for low, high in (pairs.interval, apart.interval):
        assert low <= exact <= high
    lone = _independent(better.probability, plain.probability, 4_000)
    assert pairs.interval[1] - pairs.interval[0] < (apart.interval[1] - apart.interval[0]) / 2
    assert pairs.interval[1] - pairs.interval[0] < lone / 2


def _independent(one: float, other: float, runs: int) -> float:
    """Return the width of the interval for the difference of two shares of separate runs."""
    (low_one, high_one), (low_other, high_other) = (
        wilson(round(share * runs), runs) for share in (one, other)
    )
    below = np.hypot(one - low_one, high_other - other)
    above = np.hypot(high_one - one, other - low_other)
    return float(below + above)


def test_the_paired_interval_covers_the_exact_difference_as_often_as_it_says() -> None:
    """Of 100 intervals of 95 %, at least 90 cover: that is 2.5 standard errors below the mean."""
    base = toy("ABCE", 3, 8)
    one, other = (solved(Graph.of(problem)) for problem in (base, base.with_block(1, delivers=0.5)))
    exact, inside = one.probability - other.probability, 0
    played = [simulated(found, 20_000, 1) for found in (one, other)]
    for start in range(0, 20_000, 200):
        parts = (replace(all_, reached=all_.reached[start : start + 200]) for all_ in played)
        low, high = paired(*parts).interval
        inside += low <= exact <= high
    assert inside >= 90


def test_runs_of_different_seeds_cannot_be_compared_one_by_one() -> None:
    found = solved(Graph.of(toy("ABC", 3, 8)))
    with pytest.raises(ValueError, match="only runs with the same seed"):
        paired(simulated(found, 10, 1), simulated(found, 10, 2))


# the luck


def _outside(problem: Problem, names: str) -> Problem:
    """Return the problem with a shock and a gate of each name."""
    shocks = tuple(Shock(0.1, (Fraction(-1),) * len(problem.pairs), key) for key in names)
    return replace(problem, shocks=shocks, gates=tuple(Gate(True, 0.5, 0.5, key) for key in names))


@pytest.mark.parametrize("order", [*permutations("ABCE")], ids="".join)
def test_luck_is_that_of_the_name_wherever_a_block_stands(order: tuple[str, ...]) -> None:
    known = Luck(toy("ABCE", 3, 8), 5, 0)
    found = Luck(toy(order, 3, 8), 5, 0)
    for place, key in enumerate(order):
        assert (found.blocks[place] == known.blocks["ABCE".index(key)]).all()


def test_luck_does_not_change_with_the_other_blocks_shocks_and_gates_nor_with_the_horizon() -> None:
    known = Luck(_outside(toy("ABCE", 3, 8), "xyz"), 5, 2)
    found = Luck(_outside(toy("BC", 3, 6), "zx"), 5, 2)
    assert (found.blocks[0] == known.blocks[1][: len(found.blocks[0])]).all()
    assert (found.blocks[1] == known.blocks[2][: len(found.blocks[1])]).all()
    for mine, others in ((found.shocks, known.shocks), (found.gates, known.gates)):
        assert (mine[:, 0] == others[:6, 2]).all()
        assert (mine[:, 1] == others[:6, 0]).all()
    assert (found.drifts == known.drifts[:6]).all()
    assert (found.settlements == known.settlements[:6]).all()


def test_what_happens_outside_belongs_to_the_calendar() -> None:
    early = Luck(_outside(toy("ABC", 3, 8), "x"), 0, 0, first=100)
    late = Luck(_outside(toy("ABC", 3, 5), "x"), 0, 0, first=103)
    assert (early.shocks[3:] == late.shocks).all()
    assert (early.gates[3:] == late.gates).all()
    assert (early.settlements[3:] == late.settlements).all()
    assert (early.blocks[0][: len(late.blocks[0])] == late.blocks[0]).all()


def test_different_purposes_names_periods_batches_and_seeds_have_luck_of_their_own() -> None:
    problem = _outside(replace(toy("AB", 3, 8), blocks=(Block("x"), Block("y"))), "xy")
    drawn = [
        stream
        for seed, batch in ((0, 0), (0, 1), (1, 0))
        for luck in (Luck(problem, seed, batch),)
        for stream in (
            *luck.blocks[0].reshape(-1, 500),
            *luck.blocks[1].reshape(-1, 500),
            *luck.shocks.reshape(-1, 500),
            *luck.gates.reshape(-1, 500),
            *luck.drifts,
            *luck.settlements,
        )
    ]
    assert len({stream.tobytes() for stream in drawn}) == len(drawn)


def test_nameless_shocks_and_gates_are_told_apart() -> None:
    luck = Luck(
        replace(toy("A", 3, 8), shocks=(Shock(0.1, (Fraction(0),)),) * 2, gates=(Gate(True, 0.5, 0.5),) * 2),
        0,
        0,
    )
    assert (luck.shocks[:, 0] != luck.shocks[:, 1]).all()
    assert (luck.gates[:, 0] != luck.gates[:, 1]).all()


@settings(max_examples=40, deadline=None)
@given(problem=small_problems())
def test_a_block_that_can_never_start_changes_no_run(problem: Problem) -> None:
    """Whether it stands before the others or after them, every single run ends as it did."""
    never = Block("never", windows=())
    longer = replace(problem, blocks=(*problem.blocks, never), consent=_Without(problem))
    plain = simulated(solved(Graph.of(problem)), 60).reached
    assert (simulated(solved(Graph.of(longer)), 60).reached == plain).all()


class _Without:
    """Consent that does not know of a last block."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem

    def __call__(self, block: int, delivered: np.ndarray) -> np.ndarray:
        """Return where the block is signed."""
        if block == len(self._problem.blocks):
            return np.ones(len(delivered), dtype=np.bool_)
        known = delivered & np.uint64((1 << len(self._problem.blocks)) - 1)
        return self._problem.consent(block, known)
