"""Who looks some moves ahead: against published equilibria, an enumeration of trees, and what must hold."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.stability import GraphModel
from detente.stability.concepts.limited_move import limited_move
from detente.stability.concepts.nash import nash
from detente.stability.concepts.non_myopic import non_myopic
from detente.stability.examples import DILEMMA
from detente.stability.graph import fast
from detente.stability.ways import anticipation
from detente.stability.ways.anticipation import anticipate
from tests.stability.models import CATALOG, Moves, Payoffs, catalog_model, model_of

BY_ID = {one["id"]: one for one in CATALOG}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Moves, Payoffs]:
    """Draw conflicts of two, with ties and moves that cannot be undone."""
    states = draw(st.integers(1, 5))
    sets = st.sets(st.integers(0, states - 1), max_size=3)
    moves = [[draw(sets) - {state} for state in range(states)] for _ in range(2)]
    return moves, [[draw(st.integers(0, 3)) for _ in range(states)] for _ in range(2)]


def ends(moves: Moves, payoffs: Payoffs, focal: int, state: int, horizon: int) -> set[int]:
    """Return where play can end: for each way in which it can go on after each move, what the mover does."""

    @cache
    def found(mover: int, origin: int, left: int) -> frozenset[int]:
        if not left:
            return frozenset({origin})
        worth = payoffs[mover]
        possible: set[int] = set()
        for after in product(*(found(1 - mover, target, left - 1) for target in moves[mover][origin])):
            best = max((worth[one] for one in after), default=worth[origin])
            stays = best <= worth[origin]
            possible |= {origin} if stays else {one for one in after if worth[one] == best}
        return frozenset(possible)

    return set(found(focal, state, horizon))


@given(pairs(), st.integers(0, 1), st.integers(0, 5), st.booleans())
def test_where_play_can_end_is_what_trees_say(
    model: tuple[Moves, Payoffs], focal: int, horizon: int, compiled: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if compiled:
            patch.setattr(fast, "LITTLE", 0)
        found = anticipate(model_of(*model), focal, horizon)
    for state in range(len(model[1][0])):
        expected = sorted(ends(*model, focal, state, horizon))
        assert found.of(state).tolist() == expected
        assert found.end[state] == (expected[0] if len(expected) == 1 else -1)
        assert (found.stays[state], found.may_stay[state]) == (expected == [state], state in expected)


@given(pairs(), st.integers(0, 1))
def test_one_move_ahead_is_nash(model: tuple[Moves, Payoffs], focal: int) -> None:
    read = model_of(*model)
    assert limited_move(read, focal, 1).tolist() == nash(read, focal).tolist()


@given(pairs(), st.integers(0, 1))
def test_what_holds_for_far_horizons_is_what_non_myopic_stability_says(
    model: tuple[Moves, Payoffs], focal: int
) -> None:
    read = model_of(*model)
    found = non_myopic(read, focal)
    assert found.period is not None
    of = [anticipate(read, focal, found.horizon + one) for one in range(2 * found.period)]
    surely = np.array([one.stays for one in of])
    never = np.array([~one.may_stay for one in of])
    assert found.stable.tolist() == surely.all(axis=0).tolist()
    assert found.unstable.tolist() == never.all(axis=0).tolist()
    assert found.unsettled.tolist() == (surely.any(axis=0) & never.any(axis=0)).tolist()
    together = found.stable.astype(int) + found.unstable + found.unsettled + found.tied
    assert set(together.tolist()) == {1}


@pytest.mark.parametrize(("game", "states"), [("prisoners_dilemma", [1, 4]), ("chicken", [1])])
def test_non_myopic_equilibria_of_the_two_games_are_the_known_ones(game: str, states: list[int]) -> None:
    """Brams and Wittman 1981, Kilgour 1984: (3, 3) and (2, 2) of the dilemma, and (3, 3) of chicken."""
    model = catalog_model(BY_ID[game])
    both = non_myopic(model, 0).stable & non_myopic(model, 1).stable
    assert (np.flatnonzero(both) + 1).tolist() == states


def test_a_state_that_does_not_settle_is_said_to() -> None:
    """By trees of up to sixteen moves: at its third state the first stays for some horizons, for ever."""
    moves, payoffs = [[{2}, {3}, {0}, {1}], [{1}, {0}, {3}, {2}]], [[4, 2, 3, 1], [3, 1, 4, 2]]
    found = non_myopic(model_of(moves, payoffs), 0)
    stays = [ends(moves, payoffs, 0, 2, horizon) == {2} for horizon in range(5, 17)]
    assert True in stays
    assert False in stays
    assert stays[:4] == stays[4:8] == stays[8:]
    assert found.unsettled.tolist() == [False, False, True, False]
    assert found.period == 4


def test_a_tie_that_decides_is_said_to() -> None:
    """By hand: the second likes 2 as well as 3, of which the first likes one better than 0 and one not."""
    model = GraphModel([([0], [1]), ([1, 1], [2, 3])], [[1, 0, 2, 0], [0, 0, 1, 1]])
    found = anticipate(model, 0, 2)
    assert (found.of(0).tolist(), found.of(1).tolist()) == ([0, 2], [1])
    assert not limited_move(model, 0, 2)[0]
    assert found.may_stay[0]
    assert found.end.tolist() == [-1, 1, 2, 3]
    assert non_myopic(model, 0).tied.tolist() == [True, False, False, False]


def test_of_ends_that_a_tie_leaves_open_none_is_worse_than_another_move_is_sure_to_be() -> None:
    """By hand: 1 leads to 3 or 4, of which the second likes none better, 2 to 5; the first likes 3, 5, 4."""
    moves = [([0, 0], [1, 2]), ([1, 1, 2], [3, 4, 5])]
    model = GraphModel(moves, [[0, 0, 0, 3, 1, 2], [0, 0, 0, 1, 1, 1]])
    assert anticipate(model, 0, 2).of(0).tolist() == [3, 5]


def test_nothing_is_known_where_the_horizon_ends_before_anything_repeats_itself() -> None:
    found = non_myopic(DILEMMA, 0, furthest=2)
    assert (found.period, found.horizon) == (None, 2)
    assert not np.any([found.stable, found.unstable, found.unsettled, found.tied])


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: limited_move(DILEMMA, 0, 0), "at least 1 move ahead, and not 0"),
        (lambda: anticipate(DILEMMA, 0, -1), "at least 0, and not -1"),
        (lambda: limited_move(catalog_model(BY_ID["elmira"]), 0, 2), "two decision makers, and there are 3"),
        (lambda: non_myopic(GraphModel([([0], [1])], [[1, 2]]), 0), "two decision makers, and there are 1"),
    ],
)
def test_what_cannot_be_looked_ahead_is_refused(call: Any, says: str) -> None:  # noqa: ANN401 - whatever
    with pytest.raises(ValueError, match=says):
        call()


def test_more_ends_than_are_kept_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anticipation, "MOST_ENDS", 3)
    with pytest.raises(ValueError, match="more than 3 pairs of a state and an end of play"):
        anticipate(DILEMMA, 0, 1)
