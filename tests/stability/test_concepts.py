"""Stable states, against published tables, an enumeration by definition, and what must always hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.stability import GraphModel, analyse
from detente.stability.graph import fast
from tests.stability.enumeration import CONCEPTS, stable
from tests.stability.models import CATALOG, Moves, Payoffs, catalog_model, drawn, model_of

INCLUDED = [
    ("nash", "smr"),
    ("smr", "gmr"),
    ("nash", "sseq"),
    ("sseq", "seq"),
    ("seq", "gmr"),
    ("sseq", "smr"),
]


@pytest.mark.parametrize("entry", CATALOG, ids=[one["id"] for one in CATALOG])
def test_stable_states_and_equilibria_are_the_known_ones(entry: dict[str, Any]) -> None:
    found = analyse(catalog_model(entry))
    for concept, of in entry["stable"].items():
        for name, states in of.items():
            assert (np.flatnonzero(found.stable[name][concept]) + 1).tolist() == sorted(states)
    for concept, states in entry["equilibria"].items():
        assert (np.flatnonzero(found.equilibria[concept]) + 1).tolist() == sorted(states)


@given(drawn(), st.booleans())
@settings(max_examples=500)
def test_stable_states_are_those_of_an_enumeration(model: tuple[Moves, Payoffs], compiled: bool) -> None:
    moves, payoffs = model
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "LITTLE", 0 if compiled else 10**12)
        found = analyse(model_of(moves, payoffs)).stable
    for maker in range(len(moves)):
        for concept in CONCEPTS:
            expected = [stable(moves, payoffs, maker, state, concept) for state in range(len(payoffs[0]))]
            assert found[str(maker)][concept].tolist() == expected


@given(drawn())
def test_some_concepts_ask_for_more_than_others(model: tuple[Moves, Payoffs]) -> None:
    for of in analyse(model_of(*model)).stable.values():
        for narrow, wide in INCLUDED:
            assert np.all(of[narrow] <= of[wide])


@given(drawn(), st.data())
def test_names_numbers_of_states_and_the_size_of_payoffs_change_nothing(
    model: tuple[Moves, Payoffs], data: st.DataObject
) -> None:
    moves, payoffs = model
    states, makers = len(payoffs[0]), len(moves)
    other = data.draw(st.permutations(range(states)))
    turn = data.draw(st.permutations(range(makers)))
    renamed: Moves = [[set() for _ in range(states)] for _ in range(makers)]
    paid: Payoffs = [[0] * states for _ in range(makers)]
    for maker, place in enumerate(turn):
        for state in range(states):
            renamed[place][other[state]] = {other[target] for target in moves[maker][state]}
            paid[place][other[state]] = payoffs[maker][state] ** 3 - 7
    first, second = analyse(model_of(moves, payoffs)), analyse(model_of(renamed, paid))
    for maker, place in enumerate(turn):
        for concept in CONCEPTS:
            one, two = first.stable[str(maker)][concept], second.stable[str(place)][concept]
            assert one.tolist() == two[list(other)].tolist()


def test_where_every_move_can_be_taken_back_gmr_is_what_nobody_can_take_below_the_maximin() -> None:
    """Three with two options each, all free: stable where at least what one can make sure of by itself."""
    random = np.random.default_rng(5)
    states = np.arange(64)
    moves = [
        (np.concatenate([states] * 3), np.concatenate([states ^ (bits << 2 * maker) for bits in (1, 2, 3)]))
        for maker in range(3)
    ]
    for _ in range(30):
        payoffs = random.integers(0, 12, size=(3, 64))
        found = analyse(GraphModel(moves, payoffs))
        for maker in range(3):
            own = (states >> 2 * maker) & 3
            sure = max(payoffs[maker][own == choice].min() for choice in range(4))
            assert np.array_equal(found.stable[str(maker)]["gmr"], payoffs[maker] >= sure)


@pytest.mark.parametrize(
    ("moves", "payoffs", "names", "says"),
    [
        ([], [], None, "payoffs are a table"),
        ([([0], [1])], [1, 2], None, "payoffs are a table"),
        ([([0], [1])] * 126, [[1, 2]] * 126, None, "there are 126 decision makers, and at most 125"),
        ([([0], [1])], [[1, float("nan")]], None, "every payoff is a finite number"),
        ([([0], [1])], [[1, 2], [1, 2]], None, "there are moves of 1 decision makers, and payoffs of 2"),
        ([([0], [1])] * 2, [[1, 2], [1, 2]], ["a", "a"], "2 decision makers have as many names, all of them"),
        ([([0, 1], [1])], [[1, 2]], ["a"], "the moves of a are two arrays of the same length"),
        ([([0.5], [1])], [[1, 2]], ["a"], "the moves of a go between states, which are whole numbers"),
        ([([0], [2])], [[1, 2]], ["a"], "a move of a leads out of the states 0 to 1"),
        ([([-1], [1])], [[1, 2]], ["a"], "a move of a leads out of the states 0 to 1"),
        ([([1], [1])], [[1, 2]], ["a"], "a move of a leads from state 1 to itself"),
    ],
)
def test_what_is_no_model_is_refused(moves: Any, payoffs: Any, names: Any, says: str) -> None:  # noqa: ANN401 - whatever
    with pytest.raises(ValueError, match=says):
        GraphModel(moves, payoffs, names)


def test_a_move_that_is_given_twice_is_one() -> None:
    once, twice = (GraphModel([(of, to)], [[1, 2]]) for of, to in (([0], [1]), ([0, 0], [1, 1])))
    assert once.moves[0].targets.tolist() == twice.moves[0].targets.tolist() == [1]
    assert twice.moves[0].starts.tolist() == [0, 1, 1]
    assert twice.moves[0].of(0).tolist() == [1]


def test_moves_in_their_form_are_taken_as_they_are_where_they_fit() -> None:
    first = GraphModel([([0], [1])], [[1, 2]])
    assert GraphModel(first.moves, [[2, 1]]).moves[0].of(0).tolist() == [1]
    with pytest.raises(ValueError, match="the moves of a are those of 2 states"):
        GraphModel(first.moves, [[1, 2, 3]], ["a"])


def test_as_many_as_are_told_apart_are_analysed_rightly() -> None:
    """Of 125 the last one alone punishes what the first one gains, and only after another has moved."""
    makers = 125
    moves: Moves = [[set() for _ in range(4)] for _ in range(makers)]
    moves[0][0], moves[makers - 2][1], moves[makers - 1][2] = {1}, {2}, {3}
    payoffs = [[1, 3, 2, 0]] + [[0, 1, 2, 3]] * (makers - 1)
    found = analyse(model_of(moves, payoffs)).stable["0"]
    assert all(of.tolist() == [concept != "nash", True, True, True] for concept, of in found.items())
