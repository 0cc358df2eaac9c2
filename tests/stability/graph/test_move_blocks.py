"""Blocks of states that are alike in moves, against the moves one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.stability import analyse
from detente.stability.graph import fast, move_blocks
from detente.stability.graph.move_blocks import blocks_of, each_by_itself
from detente.stability.stable_states import stable_states
from tests.stability.enumeration import CONCEPTS, stable
from tests.stability.models import Moves, Payoffs, drawn, model_of

if TYPE_CHECKING:
    from detente.stability.graph.move_blocks import MoveBlocks


def _told(blocks: MoveBlocks, maker: int) -> Moves:
    """Return the targets of each state by what the blocks say."""
    held = [set(one.tolist()) for one in np.split(blocks.members, blocks.begins[1:-1])]
    out = np.split(blocks.out, blocks.out_starts[1:-1])
    return [
        [set().union(*(held[other] for other in out[block])) - {state}]
        for state, block in enumerate(blocks.of[:, maker])
    ]


def _as_they_are(model: Moves, maker: int) -> Moves:
    return [[targets] for targets in model[maker]]


@st.composite
def free_within_groups(draw: st.DrawFn) -> tuple[Moves, Payoffs]:
    """Draw models in which who moves does so among some of the states, and perhaps to others and not back."""
    states, makers = draw(st.integers(2, 8)), draw(st.integers(2, 4))
    every = range(states)
    moves = []
    for _ in range(makers):
        group = [draw(st.integers(0, 2)) for _ in every]
        above = draw(st.booleans())
        moves.append(
            [
                {
                    one
                    for one in every
                    if one != state and (group[one] == group[state] or (above and group[one] > group[state]))
                }
                for state in every
            ]
        )
    payoffs = [[draw(st.integers(0, states)) for _ in every] for _ in range(makers)]
    return moves, payoffs


@given(st.one_of(drawn(), free_within_groups()), st.booleans(), st.booleans())
def test_blocks_tell_every_move_and_no_other(
    model: tuple[Moves, Payoffs], compiled: bool, guessed_right: bool
) -> None:
    """With no more than one number to draw, all states are guessed to be alike."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "LITTLE", 0 if compiled else 10**12)
        if not guessed_right:
            patch.setattr(move_blocks, "DRAWN", 1)
        made = model_of(*model)
        for found in (
            blocks_of(made.moves, made.states),
            each_by_itself(made.moves, made.states),
            made.blocks,
        ):
            for maker in range(len(made.moves)):
                assert _told(found, maker) == _as_they_are(model[0], maker)


@given(free_within_groups(), st.booleans())
@settings(max_examples=200)
def test_stable_states_within_blocks_are_those_of_an_enumeration(
    model: tuple[Moves, Payoffs], compiled: bool
) -> None:
    moves, payoffs = model
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "LITTLE", 0 if compiled else 10**12)
        found = analyse(model_of(moves, payoffs)).stable
    for maker in range(len(moves)):
        for concept in CONCEPTS:
            expected = [stable(moves, payoffs, maker, state, concept) for state in range(len(payoffs[0]))]
            assert found[str(maker)][concept].tolist() == expected


def test_states_that_differ_in_free_options_of_one_are_a_block() -> None:
    """Three free options, and one that is only taken up: states with it are a block, and those without."""
    states = np.arange(32)
    free, lasting = 0b00111, 0b01000
    moves: Moves = [
        [
            {
                int(other)
                for other in states
                if other != state and not (other ^ state) & ~(free | lasting) and not state & ~other & lasting
            }
            for state in states
        ]
    ]
    found = blocks_of(model_of(moves, [[0] * 32]).moves, 32)
    assert found.of[:, 0].tolist() == [int(state) >> 3 for state in states]
    assert [one.tolist() for one in np.split(found.out, found.out_starts[1:-1])] == [[0, 1], [1], [2, 3], [3]]
    assert [one.tolist() for one in np.split(found.into, found.into_starts[1:-1])] == [
        [0],
        [0, 1],
        [2],
        [2, 3],
    ]


def test_other_payoffs_put_blocks_in_another_order() -> None:
    model = model_of([[{1, 2}, {0, 2}, {0, 1}]], [[0, 1, 2]])
    assert model.blocks.members.tolist() == [0, 1, 2]
    assert model.with_payoffs([[2, 1, 0]]).blocks.members.tolist() == [2, 1, 0]


@given(free_within_groups(), st.data())
def test_stable_states_by_other_payoffs_are_those_of_an_enumeration(
    model: tuple[Moves, Payoffs], data: st.DataObject
) -> None:
    """Also where all has been found by the first payoffs, and blocks are in their order."""
    moves, payoffs = model
    number = len(payoffs[0])
    other = [[data.draw(st.integers(0, number)) for _ in range(number)] for _ in moves]
    first = model_of(moves, payoffs)
    stable_states(first)
    found = stable_states(first.with_payoffs(other))
    for maker in range(len(moves)):
        for concept in CONCEPTS:
            expected = [stable(moves, other, maker, state, concept) for state in range(number)]
            assert found[str(maker)][concept].tolist() == expected
