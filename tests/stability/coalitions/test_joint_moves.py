"""Moves that take several: in coalitions and ways from today, against an enumeration, and not elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.stability import GraphModel
from detente.stability.coalitions.coalition_improvements import coalitions_of
from detente.stability.coalitions.coalition_moves import CoalitionMoves
from detente.stability.concepts import Concept
from detente.stability.graph.state_bits import moves_of
from detente.stability.inverse import LeastSwaps, least_swaps
from detente.stability.stable_states import stable_states
from detente.stability.ways.status_quo import status_quo
from tests.stability.models import Moves, Payoffs, drawn, model_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Joint = list[tuple[tuple[int, ...], list[set[int]]]]


@st.composite
def drawn_with_joint_moves(draw: st.DrawFn) -> tuple[Moves, Payoffs, Joint]:
    """Draw models in which pairs and triples have moves of their own."""
    moves, payoffs = draw(drawn(4).filter(lambda one: 1 < len(one[0]) < 4))
    states, makers = len(payoffs[0]), len(moves)
    groups = draw(
        st.lists(st.sets(st.integers(0, makers - 1), min_size=2, max_size=3), min_size=1, max_size=2)
    )
    joint = [
        (
            tuple(sorted(group)),
            [draw(st.sets(st.integers(0, states - 1), max_size=2)) - {state} for state in range(states)],
        )
        for group in groups
    ]
    return moves, payoffs, joint


def _model(moves: Moves, payoffs: Payoffs, joint: Joint) -> GraphModel:
    plain = model_of(moves, payoffs)
    arrays = []
    for group, of in joint:
        pairs = [(state, target) for state, targets in enumerate(of) for target in sorted(targets)]
        table = np.array(pairs, dtype=np.int32).reshape(-1, 2)
        arrays.append((group, table[:, 0], table[:, 1]))
    return GraphModel([(of.origins, of.targets) for of in plain.moves], payoffs, joint=arrays)


def _distances(
    movers: Sequence[tuple[tuple[int, ...], list[set[int]]]], payoffs: Payoffs, start: int, *, improving: bool
) -> dict[int, int]:
    """Return the fewest moves to each state that is reached; nobody among the movers moves twice in a row."""
    best, here, depth = {start: 0}, {(start, -1)}, 0
    seen = set(here)
    while here:
        depth += 1
        here = {
            (target, number)
            for state, last in here
            for number, (group, of) in enumerate(movers)
            if number != last
            for target in of[state]
            if not improving or all(payoffs[one][target] > payoffs[one][state] for one in group)
        } - seen
        seen |= here
        for state, _ in here:
            best.setdefault(state, depth)
    return best


@given(drawn_with_joint_moves())
@settings(max_examples=60)
def test_coalitions_make_the_joint_moves_of_their_members(model: tuple[Moves, Payoffs, Joint]) -> None:
    moves, payoffs, joint = model
    found = _model(*model)
    bits = CoalitionMoves(found)
    for coalition in coalitions_of(len(moves)):
        alone: Joint = [((one,), moves[one]) for one in coalition]
        movers = [*alone, *(one for one in joint if set(one[0]) <= set(coalition))]
        for origin in range(found.states):
            expected = set(_distances(movers, payoffs, origin, improving=False)) - {origin}
            assert set(moves_of(bits.reached(coalition)).of(origin).tolist()) - {origin} == expected
            better = sorted(
                target
                for target in expected
                if all(payoffs[one][target] > payoffs[one][origin] for one in coalition)
            )
            assert bits.improvements(coalition).of(origin).tolist() == better


@given(drawn_with_joint_moves(), st.booleans())
def test_ways_from_today_make_joint_moves(model: tuple[Moves, Payoffs, Joint], improving: bool) -> None:
    moves, payoffs, joint = model
    found = _model(*model)
    start = status_quo(found, 0)
    paths = start.by_improvements if improving else start.by_moves
    movers = [*(((one,), of) for one, of in enumerate(moves)), *joint]
    expected = _distances(movers, payoffs, 0, improving=improving)
    for state in range(found.states):
        assert paths.distances[state] == expected.get(state, -1)
        path = paths.path_to(state)
        assert (path is None) == (state not in expected)
        held, last = 0, -1
        for step in path or ():
            group, of = movers[step.mover]
            assert step.origin == held
            assert step.mover != last
            assert step.target in of[held]
            assert found.movers[step.mover] == group
            held, last = step.target, step.mover
        assert path is None or held == state


@given(drawn_with_joint_moves())
def test_stability_is_about_what_each_can_do_alone(model: tuple[Moves, Payoffs, Joint]) -> None:
    with_joint, without = stable_states(_model(*model)), stable_states(model_of(*model[:2]))
    for name, of in without.items():
        for concept, where in of.items():
            assert np.array_equal(with_joint[name][concept], where)


def test_others_do_not_punish_by_a_joint_move() -> None:
    """By hand: two could only together take the first to what it likes least, so it must not like to move."""
    moves = [([0], [1]), ([], []), ([], [])]
    model = GraphModel(moves, [[1, 2, 0], [0] * 3, [0] * 3], joint=[((1, 2), [1], [2])])
    for concept in Concept:
        found = least_swaps(model, 0, concept)
        assert isinstance(found, LeastSwaps)
        assert found.ranks[0][0] >= found.ranks[0][1]


def test_a_joint_move_is_made_by_two_at_least() -> None:
    with pytest.raises(ValueError, match="a joint move is made by two or more of the decision makers"):
        GraphModel([([0], [1])] * 2, [[0, 1]] * 2, joint=[((0,), [0], [1])])
    with pytest.raises(ValueError, match="a move of 0 and 1 leads out of the states 0 to 1"):
        GraphModel([([0], [1])] * 2, [[0, 1]] * 2, joint=[((0, 1), [0], [2])])


def test_more_moves_than_memory_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.stability.graph.graph_model.MOST_MOVES", 3)
    with pytest.raises(ValueError, match="there are 4 moves over 2 states, and at most 3 are held in memory"):
        GraphModel([([0, 1], [1, 0])] * 2, [[0, 1]] * 2)
