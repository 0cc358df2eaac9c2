"""Chances found with less work: one state for all of one worth, and what is known already."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.formula import Done
from detente.roadmap.exact import chances
from detente.roadmap.exact.chances import greatest_chance
from detente.roadmap.exact.configurations import GOAL
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.problem import ALWAYS, Block, Gate, Problem, Shock
from tests.roadmap.rational_recursion import by_rational_recursion
from tests.roadmap.strategies import small_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

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


def _changed(problem: Problem, place: int) -> Iterator[Problem]:
    """Yield problems that differ in one thing, of a block or of all."""
    pairs, third, block = len(problem.pairs), problem.top / 3, problem.blocks[place]
    shocks = (Shock(0.5, (-third,) * pairs),)
    of_block: list[dict[str, object]] = [
        {"lasts": block.lasts + 1},
        {"delivers": 0.45},
        {"breach": 0.5, "detection": Fraction(1, 2)},
        {"earns": (third,) * pairs},
        {"loses": (third,) * pairs},
        {"loses_if_breached": (third,) * pairs},
        {"needs": (third,) * pairs},
        {"needs": (problem.top,) * pairs},
        {"windows": ((1, 2),)},
        {"gate": 0 if problem.gates else None},
        {"takes": 2},
        {"cost": 7.0},
    ]
    of_problem: list[dict[str, object]] = [
        {"goal": Done(block.key)},
        {"periods": problem.periods + 1},
        {"trust": (third,) * pairs},
        {"trust": (third * 0,) * pairs},
        {"step": problem.top / 6},
        {"capacity": problem.capacity + 1},
        {"decay": (Fraction(1, 4),) * pairs, "resting": (third,) * pairs},
        {"decay": (Fraction(1, 4),) * pairs, "resting": (third * 0,) * pairs},
        {"shocks": shocks},
        {"shocks": (replace(shocks[0], chance=0.25),)},
        {"shocks": (replace(shocks[0], changes=(-problem.top,) * pairs),)},
        {"gates": tuple(replace(gate, closes=0.35) for gate in problem.gates)},
        {"gates": tuple(replace(gate, open_today=not gate.open_today) for gate in problem.gates)},
        {"consent": ALWAYS},
    ]
    yield from (problem.with_block(place, **change) for change in of_block)
    yield from (replace(problem, **change) for change in of_problem)  # type: ignore[arg-type]


@settings(max_examples=60)
@given(problem=small_problems(), place=st.integers(0, 3))
def test_a_chance_that_is_known_is_that_of_the_same_problem(problem: Problem, place: int) -> None:
    """Source: the chance found anew; the problems differ in a single thing, which may or may not matter."""
    known: dict[bytes, float] = {}
    for one in (problem, *_changed(problem, place % len(problem.blocks)), problem):
        assert greatest_chance(one, known) == greatest_chance(one)


def test_a_block_that_never_starts_leaves_what_is_known_as_it_is() -> None:
    """By hand: nobody signs the second block, so that nothing about it matters."""
    problem = Problem((Block("a", delivers=0.5), Block("b")), Done("a"), 2, consent=_only_the_first)
    known: dict[bytes, float] = {}
    for other in (problem, problem.with_block(1, delivers=0.25, lasts=2), replace(problem, consent=ALWAYS)):
        assert greatest_chance(other, known) == 0.75
    assert len(known) == 2


def test_what_is_needed_of_trust_is_part_of_what_a_chance_is_known_by() -> None:
    """By hand: a failure leaves a quarter, so that only where no more is needed there is a second try."""
    half, quarter = Fraction(1, 2), Fraction(1, 4)
    block = Block("a", delivers=0.5, loses=(quarter,), needs=(quarter,))
    problem = Problem((block,), Done("a"), 2, ("a in b",), (half,), quarter)
    known: dict[bytes, float] = {}
    assert greatest_chance(problem, known) == 0.75
    assert greatest_chance(problem.with_block(0, needs=(half,)), known) == 0.5


def test_of_more_chances_than_are_kept_the_oldest_are_forgotten_and_found_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By hand: the chance of the goal is that with which the only block is delivered."""
    monkeypatch.setattr(chances, "MOST_KNOWN", 3)
    known: dict[bytes, float] = {}
    for delivers in (0.125, 0.25, 0.5, 0.75, 0.875, 0.125):
        problem = Problem((Block("talks", delivers=delivers),), Done("talks"), 1)
        assert greatest_chance(problem, known) == delivers
    assert list(known.values()) == [0.75, 0.875, 0.125]


def _only_the_first(block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    return np.full(len(delivered), block == 0)
