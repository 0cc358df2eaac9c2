"""The least change of preferences, against all there are, games known as neighbours, and what must hold."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.stability import GraphModel, analyse
from detente.stability.examples import DILEMMA
from detente.stability.inverse import LeastSwaps, OutOfReach, least_swaps, nearest
from tests.stability.enumeration import CONCEPTS, Moves, Payoffs, stable
from tests.stability.inverse.neighbours import distance, least_half_swaps
from tests.stability.models import model_of


@st.composite
def small(draw: st.DrawFn, most_states: int, most_makers: int) -> tuple[Moves, Payoffs]:
    """Draw models of which all others with the same moves can be tried."""
    states, makers = draw(st.integers(2, most_states)), draw(st.integers(1, most_makers))
    bits = st.integers(0, 2**states - 1)
    moves = [
        [{one for one in range(states) if draw(bits) >> one & 1} - {state} for state in range(states)]
        for _ in range(makers)
    ]
    payoffs = [draw(st.lists(st.integers(0, states - 1), min_size=states, max_size=states)) for _ in moves]
    return moves, payoffs


def found_by(*asked: object, **options: object) -> LeastSwaps:
    found = least_swaps(*asked, **options)  # type: ignore[arg-type]
    assert isinstance(found, LeastSwaps)
    return found


@given(st.one_of(small(3, 2), small(5, 1)), st.sampled_from(sorted(CONCEPTS)), st.booleans(), st.data())
def test_no_change_is_smaller_than_the_one_found(
    model: tuple[Moves, Payoffs], concept: str, new_ties: bool, data: st.DataObject
) -> None:
    moves, payoffs = model
    makers = range(len(moves))
    state = data.draw(st.integers(0, len(payoffs[0]) - 1))
    focal = data.draw(st.none() | st.sampled_from(makers))
    who = data.draw(st.none() | st.sets(st.sampled_from(makers)))
    found = least_swaps(model_of(moves, payoffs), state, concept, focal=focal, who=who, new_ties=new_ties)
    focals, free = makers if focal is None else [focal], makers if who is None else sorted(who)
    least = least_half_swaps(moves, payoffs, (state, concept, focals, free, new_ties))
    if isinstance(found, OutOfReach):
        assert least is None
        assert found.proved
    else:
        assert found.proved_minimal
        assert sum(found.half_swaps) == least


@given(small(3, 3), st.sampled_from(["seq", "sseq"]), st.integers(0, 1))
@settings(max_examples=40)
def test_no_change_of_three_decision_makers_is_smaller(
    model: tuple[Moves, Payoffs], concept: str, state: int
) -> None:
    moves, payoffs = model
    everybody = range(len(moves))
    found = found_by(model_of(moves, payoffs), state, concept)
    assert found.proved_minimal
    assert sum(found.half_swaps) == least_half_swaps(
        moves, payoffs, (state, concept, everybody, everybody, True)
    )


@given(st.one_of(small(5, 2), small(6, 3)), st.sampled_from(sorted(CONCEPTS)), st.data())
@settings(max_examples=200)
def test_a_state_is_stable_by_its_definition_after_the_change_that_is_told(
    model: tuple[Moves, Payoffs], concept: str, data: st.DataObject
) -> None:
    moves, payoffs = model
    state = data.draw(st.integers(0, len(payoffs[0]) - 1))
    found = found_by(model_of(moves, payoffs), state, concept)
    after = found.ranks.tolist()
    assert all(stable(moves, after, focal, state, concept) for focal in range(len(moves)))
    assert [distance(*pair) for pair in zip(payoffs, after, strict=True)] == list(found.half_swaps)
    told = {(one.maker, frozenset({one.risen, one.fallen})): one for one in found.changed}
    for maker, (old, new) in enumerate(zip(payoffs, after, strict=True)):
        for pair in combinations(range(len(old)), 2):
            was, now = (np.sign(order[pair[0]] - order[pair[1]]) for order in (old, new))
            assert ((maker, frozenset(pair)) in told) == (was != now)
    for one in told.values():
        old, new = payoffs[one.maker], after[one.maker]
        assert np.sign(old[one.risen] - old[one.fallen]) == one.before < one.after
        assert np.sign(new[one.risen] - new[one.fallen]) == one.after


@given(small(5, 3), st.sampled_from(sorted(CONCEPTS)), st.data())
@settings(max_examples=50)
def test_names_and_numbers_change_nothing_in_how_much_it_takes(
    model: tuple[Moves, Payoffs], concept: str, data: st.DataObject
) -> None:
    moves, payoffs = model
    states, makers = len(payoffs[0]), len(moves)
    other, turn = data.draw(st.permutations(range(states))), data.draw(st.permutations(range(makers)))
    renamed: Moves = [[set() for _ in range(states)] for _ in range(makers)]
    paid = [[0] * states for _ in range(makers)]
    for maker, place in enumerate(turn):
        for state in range(states):
            renamed[place][other[state]] = {other[target] for target in moves[maker][state]}  # type: ignore[index]
            paid[place][other[state]] = payoffs[maker][state] ** 3 - 7
    state = data.draw(st.integers(0, states - 1))
    first = found_by(model_of(moves, payoffs), state, concept)
    assert first.swaps == found_by(model_of(renamed, paid), other[state], concept).swaps


@pytest.mark.parametrize("concept", sorted(CONCEPTS))
def test_the_dilemma_becomes_a_stag_hunt_by_two_swaps_of_the_best(concept: str) -> None:
    """D. Robinson and D. Goforth, *The Topology of the 2×2 Games*, Routledge 2005, on games as neighbours.

    From the prisoner's dilemma to the stag hunt it takes a swap of the two best of each player. Certainty:
    high, and plain from the orders of both games.
    """
    found = found_by(DILEMMA, 0, concept, new_ties=False)
    if concept != "nash":  # silence lasts by mutual threat as it is
        assert found.swaps == 0
        return
    assert found.ranks.tolist() == [[3, 0, 2, 1], [3, 2, 0, 1]]
    assert found.half_swaps == (2, 2)


def test_one_sanction_is_lowered_where_lifting_the_state_would_pass_many() -> None:
    """A construction: state 0 is the worst but one of ten; the others can answer its one improvement, 9."""
    chain = GraphModel([([0], [9]), ([9], [2])], [[0, *range(1, 10)], [0] * 10])
    found = found_by(chain, 0, "gmr", new_ties=False)
    # Past state 1 and state 2, or state 2 alone, after it has been lowered past state 1.
    assert found.half_swaps == (4, 0)
    assert found.ranks[0][0] > found.ranks[0][2]


def test_an_opponent_is_made_to_like_its_sanction_where_that_takes_less() -> None:
    """A construction: the second could answer by its move from 9 to 0, and does not quite like it better."""
    far = GraphModel([([1], [9]), ([9], [0])], [range(10), [0, 2, 3, 4, 5, 6, 7, 8, 9, 1]])
    found = found_by(far, 1, "seq")
    assert found.half_swaps == (0, 2)
    assert [str(pair) for pair in found.changed] == ["state 0 above state 9"]
    alone = found_by(far, 1, "seq", who=[0])
    assert alone.half_swaps == (15, 0)
    assert analyse(GraphModel([([1], [9]), ([9], [0])], alone.ranks)).equilibria["nash"][1]


def test_who_would_leave_is_named_where_its_preferences_may_not_change() -> None:
    assert least_swaps(DILEMMA, 0, "nash", who=[1]) == OutOfReach("row would leave it", proved=True)
    free = GraphModel([([0], [1]), ([1], [0])], [[0, 1], [0, 1]])
    assert found_by(free, 0, "seq", who=[1]).half_swaps == (0, 2)
    assert found_by(free, 0, "seq", who=[0]).half_swaps == (1, 0)
    assert least_swaps(free, 0, "nash", who=[1]) == OutOfReach("0 would leave it", proved=True)


def test_a_sanction_that_its_maker_would_never_like_is_told_from_one_that_cannot_be_made() -> None:
    """A construction: of two who might answer, the one that may change cannot, the one that can may not."""
    moves = [([0], [1]), ([1], [2]), ([], [])]
    model = GraphModel(moves, [[1, 2, 0], [0, 2, 1], [0, 0, 0]], ["a", "b", "c"])
    assert found_by(model, 0, "gmr", who=[2]).half_swaps == (0, 0, 0)
    assert least_swaps(model, 0, "seq", who=[2]) == OutOfReach(
        "a would leave it, whatever those prefer whose preferences may change", proved=True
    )


@pytest.mark.parametrize("concept", sorted(CONCEPTS))
def test_nothing_hangs_on_what_was_found_of_the_conflict_before(concept: str) -> None:
    """Two move freely among three states, which are a block, in the order of what they prefer at first."""
    moves, payoffs = [[{1, 2}, {0, 2}, {0, 1}]] * 2, [[0, 0, 1], [0, 1, 2]]
    model = model_of(moves, payoffs)
    assert set(analyse(model).stable["0"]) == set(CONCEPTS)
    asked = (0, concept, range(2), range(2), True)
    assert sum(found_by(model, 0, concept).half_swaps) == least_half_swaps(moves, payoffs, asked)


def test_nobody_moves_twice_in_a_row_in_a_sanction() -> None:
    """A construction: b could go from 1 to 2 and on to 3, but only after a move that c does not like."""
    moves = [([0], [1]), ([1, 2, 4], [2, 3, 3]), ([2], [4])]
    model = GraphModel(moves, [[1, 4, 3, 0, 2], [0, 1, 2, 3, 2], [0, 0, 1, 0, 0]], ["a", "b", "c"])
    found = least_swaps(model, 0, "seq", who=[1])
    assert isinstance(found, OutOfReach)
    assert found.proved
    liked = found_by(model, 0, "seq", who=[2])
    assert liked.ranks[2][4] > liked.ranks[2][2]


def test_all_are_told_of_whom_none_alone_stands_in_the_way() -> None:
    """A construction: to hold a, b must like 2 better than 1; to hold c, it must like 1 better than 2."""
    moves = [([0], [1]), ([1, 2], [2, 1]), ([0], [2])]
    model = GraphModel(moves, [[1, 2, 0], [0, 1, 1], [1, 0, 2]], ["a", "b", "c"])
    for focal in (0, 2):
        assert found_by(model, 0, "seq", who=[1], focal=focal).half_swaps == (0, 1, 0)
    found = least_swaps(model, 0, "seq", who=[1])
    assert isinstance(found, OutOfReach)
    assert found.proved
    assert found.reason.startswith("nobody would leave it whatever the others prefer, but")


def test_what_was_not_solved_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "MOST_CLAUSES", -1)
    chain = GraphModel([([0], [2])], [[0, 1, 2]])
    found = found_by(chain, 0, "nash")
    assert (found.half_swaps, found.at_least, found.proved_minimal) == ((3,), 1, False)
    may = GraphModel([([0], [1]), ([1], [0])], [[0, 1], [0, 1]])
    assert least_swaps(may, 0, "seq", who=[1]) == OutOfReach(
        "none was found in the time allowed", proved=False
    )
    assert found_by(may, 0, "seq").half_swaps == (1, 0)


def test_a_moment_that_has_passed_leaves_bounds() -> None:
    found = found_by(DILEMMA, 0, "nash", seconds=0.0)
    assert (found.half_swaps, found.at_least) == ((1, 1), 2)


@pytest.mark.parametrize(
    ("state", "options", "says"),
    [
        (4, {}, "there is no state 4: they are numbered from 0 to 3"),
        (0, {"focal": 2}, "there is no decision maker 2: they are numbered from 0 to 1"),
        (0, {"who": [-1]}, "there is no decision maker -1"),
    ],
)
def test_what_is_not_in_the_model_is_refused(state: int, options: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        least_swaps(DILEMMA, state, "nash", **options)  # type: ignore[arg-type]
