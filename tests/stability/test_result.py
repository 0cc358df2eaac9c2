"""What is told, drawn and counted of a conflict agrees with what was found of it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.case import Case, load
from detente.stability import analyse
from detente.stability.cases.case_conflict import conflict_of
from detente.stability.certificates import faults
from detente.stability.charts.evolution import evolution
from detente.stability.charts.lanes import lanes
from detente.stability.completions import completions_of
from detente.stability.completions import result as completions_result
from detente.stability.completions.verdict import SETTLED
from detente.stability.concepts import Concept
from detente.stability.conflict import numbered
from detente.stability.ensemble import with_draws
from detente.stability.preferences.partial import partial_order
from detente.stability.reasons import reasons_of
from tests.stability.conflicts import OVER_ISSUES
from tests.stability.enumeration import CONCEPTS, stable
from tests.stability.models import Moves, Payoffs, drawn, model_of

UNCERTAIN = Case.from_text(OVER_ISSUES.replace("low: 40, high: 60", "low: [0, 80], high: [0, 120]"))


def test_shares_count_the_draws_in_which_a_state_is_stable_by_definition() -> None:
    found = with_draws(analyse(UNCERTAIN), 12, 5)
    counted = {concept: [0] * found.nominal.model.states for concept in CONCEPTS}
    for certain in UNCERTAIN.draw(12, 5):
        model = conflict_of(certain).model
        moves = [[set(of.of(state).tolist()) for state in range(model.states)] for of in model.moves]
        payoffs: Payoffs = model.ranks.tolist()
        for concept, state in itertools.product(CONCEPTS, range(model.states)):
            counted[concept][state] += all(
                stable(moves, payoffs, maker, state, concept) for maker in range(len(moves))
            )
    assert {key: of.tolist() for key, of in found.lasting.items()} == counted
    today = found.nominal.conflict.status_quo
    assert today is not None
    for asked in Concept:
        assert found.share(asked, today) <= min(of[str(asked)] / 12 for of in found.stable.values())


def test_draws_need_a_case_and_at_least_one() -> None:
    with pytest.raises(ValueError, match="at least one draw"):
        with_draws(analyse(UNCERTAIN), 0, 0)
    with pytest.raises(ValueError, match="nothing is uncertain in a conflict that comes from no case"):
        with_draws(analyse(model_of([[{1}, set()]], [[0, 1]])), 3, 0)


def _written(preferences: str, moves: str = "{a: {x: y}, b: {y: x}}") -> Case:
    head = "detente: 1\ntitle: Two\nas_of: undated\nparties: {a: , b: }\n"
    return Case.from_text(
        f"{head}conflict: {{states: [x, y], today: x, moves: {moves}, preferences: {preferences}}}\n"
    )


def test_what_hangs_on_unknown_preferences_is_not_denied() -> None:
    """Nothing is known: neither that x is Nash stable for a, nor that it is not."""
    nothing = "{known: [[x], [y]]}"
    said = analyse(_written(f"{{a: {nothing}, b: {nothing}}}"), horizon=2).summary()
    assert any("everybody, whatever is not known of preferences, by general metarat" in one for one in said)
    assert sum("ahead" in one and "by one order that fits" in one for one in said) == 2


def test_few_states_and_moves_are_told_as_one_would() -> None:
    said = analyse(_written("{a: [[x, y]], b: [[x, y]]}")).summary()
    assert "Stable for everybody by every concept are both states." in said
    assert "No coalition improves, for each of its members, on any state." in said
    alone = _written("{a: [y, x]}", "{a: {x: y}}")
    assert (
        analyse(alone).summary()[-1] == "The conflict has 2 states and one decision maker (a), with 1 move."
    )
    with pytest.raises(ValueError, match="and here one decides"):
        analyse(alone, horizon=2)


@pytest.mark.parametrize(("states", "says"), [("vwx", "one more equilibrium"), ("vwxy", "2 more equilibria")])
def test_equilibria_that_coalitions_leave_are_counted_past_the_first_two(states: str, says: str) -> None:
    """By hand: nobody moves alone, and both like z best, to which they can go together from everywhere."""
    joint = ", ".join(f"{{by: [a, b], from: {one}, to: z}}" for one in states)
    case = Case.from_text(
        "detente: 1\ntitle: Two\nas_of: undated\nparties: {a: , b: }\n"
        f"conflict: {{states: [{', '.join(states)}, z], today: v, moves: {{}}, joint_moves: [{joint}],"
        f" preferences: {{a: [z, [{', '.join(states)}]], b: [z, [{', '.join(states)}]]}}}}\n"
    )
    assert f"Coalitions improve on {says}." in analyse(case).summary()


def test_a_verdict_that_a_search_left_open_is_not_called_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every equilibrium is told; whether one state is sequentially stable for one of three is not."""
    moves: Moves = [
        [{2}, set(), {1, 3}, {1}],
        [{1, 2}, {0}, {1, 3}, {2}],
        [{1}, {0, 3}, {1, 3}, {0}],
    ]
    chains = {"0": [[2], [0]], "1": [[3], [2]], "2": [[0], [1], [2]]}
    conflict = replace(
        numbered(model_of(moves, [[0] * 4] * 3)),
        known={maker: partial_order([chain], 4) for maker, chain in chains.items()},
    )
    assert analyse(conflict).exactness == "exact"
    monkeypatch.setattr(completions_result, "completions_of", partial(completions_of, most_steps=0))
    bounded = analyse(conflict)
    assert bounded.completions is not None
    assert all(one in SETTLED for of in bounded.completions.equilibria.values() for one in of)
    assert bounded.exactness == "bounded"


@given(drawn(5))
def test_every_reason_passes_the_check_of_certificates(model: tuple[Moves, Payoffs]) -> None:
    found = analyse(model_of(*model))
    for state in range(found.model.states):
        for (maker, concept), one in reasons_of(found, state).certificates.items():
            assert faults(found.model, one) == []
            assert one.stable == stable(*model, maker, state, str(concept))


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda one: one[0] != one[1]), max_size=9)
)
def test_moves_in_one_lane_do_not_meet(spans: list[tuple[int, int]]) -> None:
    found = lanes(spans)
    for (one, lane), (other, same) in itertools.combinations(zip(spans, found, strict=True), 2):
        if lane == same:
            assert max(one) < min(other) or max(other) < min(one)
    assert set(found) == set(range(len(set(found))))


@given(drawn(6))
def test_a_picture_draws_moves_that_there_are(model: tuple[Moves, Payoffs]) -> None:
    moves, payoffs = model
    found = analyse(model_of(moves, payoffs))
    picture = evolution(analyse(found.conflict.at(0)))
    if picture is None:
        return
    assert picture.rows[0].mark == "1"
    states = [int(row.mark) - 1 for row in picture.rows]
    assert len(set(states)) == len(states)
    for arrow in picture.arrows:
        makers = [int(name) for name in picture.letters[arrow.letter].replace(" and ", ", ").split(", ")]
        origin, target = states[arrow.origin], states[arrow.target]
        gains = all(payoffs[one][target] > payoffs[one][origin] for one in makers)
        assert arrow.improving == gains
        assert len(makers) > 1 or target in moves[makers[0]][origin]
    for row, state in zip(picture.rows, states, strict=True):
        assert row.lasting == all(
            stable(moves, payoffs, maker, state, concept)
            for maker in range(len(moves))
            for concept in CONCEPTS
        )


def test_the_picture_of_elmira_shows_what_was_published() -> None:
    """From delay to insistence by the local governments alone, and from there to state 8 by two together."""
    picture = evolution(analyse(load("elmira")))
    assert picture is not None
    marks = [row.mark for row in picture.rows]
    drawn_moves = {
        (picture.letters[one.letter], marks[one.origin], marks[one.target], one.improving)
        for one in picture.arrows
    }
    assert ("the local governments", "1", "5", True) in drawn_moves
    assert ("the Ministry of the Environment and Uniroyal", "5", "8", True) in drawn_moves
    assert {row.mark for row in picture.rows if row.lasting} == {"5", "8", "9"}


def test_what_holds_in_all_of_some_states_is_told() -> None:
    conflict = conflict_of(load("nato-russia-2010").nominal)
    states = np.flatnonzero(conflict.model.ranks[0] >= np.sort(conflict.model.ranks[0])[-5]).tolist()
    for said in conflict.in_common(states):
        issue = next(one for one in conflict.states.options(states[0]) if said.startswith(_name(one)))
        assert len({conflict.states.options(state)[issue] for state in states}) == 1
    assert conflict.in_common([]) == []


def _name(issue: str) -> str:
    return load("nato-russia-2010").issues[issue].name or issue


def test_the_nearest_equilibrium_is_told_also_where_it_is_not_among_those_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who leaves 1 for 2 is brought back to 0; states 3 and 4 are apart, and last by all concepts."""
    monkeypatch.setattr("detente.stability.result.MOST_PATHS", 2)
    moves = [[{1}, set(), {0}, set(), set()], [set(), {2}, set(), set(), set()]]
    found = analyse(model_of(moves, [[1, 2, 0, 0, 0], [0, 1, 2, 0, 0]]))
    found = analyse(found.conflict.at(0))
    assert found.destinations == (3, 4)
    said = " ".join(found.summary())
    assert (
        "From today improvements alone lead to one other equilibrium; it takes one move: 0 to state 2."
        in said
    )


def test_ways_that_are_too_much_are_told_to_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.stability.ways.status_quo.MOST_NODES", 3)
    found = analyse(load("elmira"))
    assert found.start is None
    assert found.destinations == ()
    assert found.left_out[0].startswith("Ways from today are not told: paths are looked for among 3")
    assert found.left_out[0] in found.summary()
    assert found.to_json()["paths"] == {}
    assert found.charts() == {}


def test_where_nothing_follows_from_stances_every_draw_is_the_nominal_case() -> None:
    found = with_draws(analyse(load("elmira")), 7, 1)
    assert {key: np.flatnonzero(of == 7).tolist() for key, of in found.lasting.items()} == {
        key: np.flatnonzero(of).tolist() for key, of in found.nominal.equilibria.items()
    }
    assert found.stable["local"]["gmr"] == 7
    assert found.stable["local"]["seq"] == 0
