"""What is known of a chance before it is found: what it follows from, and what it is greater than."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.case import load
from detente.case.formula import Done
from detente.roadmap import chance_of as chance_module
from detente.roadmap.chance_of import chance_exceeds, chance_of
from detente.roadmap.exact import chance
from detente.roadmap.exact.chance import Chance, greatest_chance
from detente.roadmap.exact.startable import Outline, in_turn
from detente.roadmap.problem import ALWAYS, Block, Problem, Shock
from tests.roadmap.rational_recursion import by_rational_recursion
from tests.roadmap.strategies import small_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from numpy.typing import NDArray


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
        assert Chance(one, known).value == greatest_chance(one)


def test_a_block_that_never_starts_leaves_what_is_known_as_it_is() -> None:
    """By hand: nobody signs the second block, so that nothing about it matters."""
    problem = Problem((Block("a", delivers=0.5), Block("b")), Done("a"), 2, consent=_only_the_first)
    known: dict[bytes, float] = {}
    for other in (problem, problem.with_block(1, delivers=0.25, lasts=2), replace(problem, consent=ALWAYS)):
        assert Chance(other, known).value == 0.75
    assert len(known) == 2


def test_what_is_needed_of_trust_is_part_of_what_a_chance_is_known_by() -> None:
    """By hand: a failure leaves a quarter, so that only where no more is needed there is a second try."""
    half, quarter = Fraction(1, 2), Fraction(1, 4)
    block = Block("a", delivers=0.5, loses=(quarter,), needs=(quarter,))
    problem = Problem((block,), Done("a"), 2, ("a in b",), (half,), quarter)
    known: dict[bytes, float] = {}
    assert Chance(problem, known).value == 0.75
    assert Chance(problem.with_block(0, needs=(half,)), known).value == 0.5


def test_of_more_chances_than_are_kept_the_oldest_are_forgotten_and_found_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By hand: the chance of the goal is that with which the only block is delivered."""
    monkeypatch.setattr(chance, "MOST_KNOWN", 3)
    known: dict[bytes, float] = {}
    for delivers in (0.125, 0.25, 0.5, 0.75, 0.875, 0.125):
        problem = Problem((Block("talks", delivers=delivers),), Done("talks"), 1)
        assert Chance(problem, known).value == delivers
    assert list(known.values()) == [0.75, 0.875, 0.125]


def _only_the_first(block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    return np.full(len(delivered), block == 0)


@settings(max_examples=200)
@given(problem=small_problems(), order=st.permutations(range(4)), part=st.sampled_from((0.5, 0.99, 1.0, 1.5)))
def test_a_chance_exceeds_what_it_is_said_to_exceed(problem: Problem, order: list[int], part: float) -> None:
    """Source: plain recursion in rational numbers."""
    found = float(by_rational_recursion(problem).chance)
    blocks = [place for place in order if place < len(problem.blocks)]
    for some in (blocks, blocks[:1], []):
        if Chance(problem).exceeds(found * part, some):
            assert part < 1
    # Four blocks in turn are all there are, so that nothing is left out; three may leave out all chance.
    with patch.object(chance, "IN_TURN", (4,)):
        assert Chance(problem).exceeds(found * part, blocks) == (part < 1 and found > 0)


def test_a_chance_that_is_known_tells_what_it_exceeds() -> None:
    """By hand: the chance of the goal is that with which the only block is delivered; no order is needed."""
    one = Chance(Problem((Block("talks", delivers=0.5),), Done("talks"), 1))
    assert not one.exceeds(0.4, [])
    assert one.value == 0.5
    assert one.exceeds(0.4, [])
    assert not one.exceeds(0.5, [])


@settings(max_examples=30)
@given(problem=small_problems(), place=st.integers(0, 3))
def test_a_chance_is_at_least_another_where_it_is_said_to_be(problem: Problem, place: int) -> None:
    """Source: plain recursion in rational numbers."""
    worth = by_rational_recursion(problem).chance
    for other in _changed(problem, place % len(problem.blocks)):
        there = by_rational_recursion(other).chance
        assert worth >= there or not Chance(problem).at_least_as(Chance(other))
        assert there >= worth or not Chance(other).at_least_as(Chance(problem))


@settings(max_examples=60)
@given(problem=small_problems())
def test_where_everybody_signs_the_chance_is_at_least_what_it_was(problem: Problem) -> None:
    """That needs no chance to be found: all that could start still can."""
    open_to_all = Chance(replace(problem, consent=ALWAYS))
    assert open_to_all.at_least_as(Chance(problem))
    assert open_to_all.at_least_as(open_to_all)


def test_in_turn_the_first_blocks_of_an_order_that_could_start_do() -> None:
    """By hand: of blocks 0, 2 and 3, which could start, the order has 3 before 0, and 2 not at all."""
    outline = Outline(np.array([False]), np.array([0b1101]))
    assert [in_turn(outline, [1, 3, 0], count).startable.tolist() for count in (0, 1, 2, 3)] == [
        [0b0000],
        [0b1000],
        [0b1001],
        [0b1001],
    ]


def test_where_the_nominal_case_has_too_many_states_no_order_bounds_other_chances(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first case, with room for its 14 blocks and without: its chance itself is the same."""
    certain = load("nato-russia-2010").nominal
    assert chance_exceeds(certain, Fraction(1, 100))
    monkeypatch.setattr(chance_module, "MOST_SOLVED", 0)
    again = load("nato-russia-2010").nominal
    assert not chance_exceeds(again, Fraction(1, 100))
    assert chance_of(again) == chance_of(certain) > Fraction(1, 100)
