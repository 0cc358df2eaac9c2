"""Conflicts in option form, against published models and every pair of states."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.stability import OptionForm, analyse
from detente.stability.options import feasible, option_form, option_preferences
from detente.stability.options.conditions import Condition
from detente.stability.options.option_form import DecisionMaker, Direction, Option
from detente.stability.options.option_preferences import INDIFFERENT, Payoffs, Ranking, Statements, tiers_of
from tests.stability.models import CATALOG, catalog_model
from tests.stability.options.option_forms import DILEMMA, EUPHRATES, drawn_forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.stability.options.option_preferences import Preferences

State = tuple[bool, ...]


def _holds(condition: Condition, state: State) -> bool:
    return any(all(state[option] is chosen for option, chosen in one) for one in condition.any_of)


def _feasible(form: OptionForm) -> list[State]:
    """Return the states by going through all of them, the first option changing fastest."""
    every = [state[::-1] for state in product((False, True), repeat=len(form.options))]
    return [one for one in every if not any(_holds(condition, one) for condition in form.infeasible)]


def _moves(form: OptionForm, maker: DecisionMaker, states: list[State]) -> list[tuple[int, int]]:
    """Return the moves by going through all pairs of states."""

    def may(origin: State, target: State) -> bool:
        changed = [option for option in range(len(origin)) if origin[option] is not target[option]]
        return bool(changed) and all(
            option in maker.options
            and not (form.options[option].direction is Direction.FORWARD and origin[option])
            and not (form.options[option].direction is Direction.BACK and target[option])
            for option in changed
        )

    numbered = list(enumerate(states))
    return [(i, j) for i, origin in numbered for j, target in numbered if may(origin, target)]


@given(drawn_forms())
def test_states_moves_and_order_are_those_of_going_through_all(form: OptionForm) -> None:
    """Statements weigh 2^(m - 1 - k), added up as whole numbers without bound."""
    states = _feasible(form)
    if not states:
        with pytest.raises(ValueError, match="every state is infeasible"):
            form.graph_model()
        return
    assert [tuple(form.options_of(state).values()) for state in range(form.states)] == states
    model = form.graph_model()
    for number, maker in enumerate(form.decision_makers):
        of = model.moves[number]
        assert list(zip(of.origins.tolist(), of.targets.tolist(), strict=True)) == _moves(form, maker, states)
        assert isinstance(maker.preferences, Statements)
        stated = maker.preferences.most_important_first
        weights = [
            sum(2 ** (len(stated) - 1 - k) * _holds(one, state) for k, one in enumerate(stated))
            for state in states
        ]
        different = sorted(set(weights))
        assert model.ranks[number].tolist() == [different.index(weight) for weight in weights]


def test_the_euphrates_conflict_is_that_of_the_catalog() -> None:
    entry = next(one for one in CATALOG if one["id"] == "euphrates")
    expected, model = catalog_model(entry), EUPHRATES.graph_model()
    assert model.decision_makers == expected.decision_makers
    assert model.ranks.tolist() == expected.ranks.tolist()
    for one, other in zip(model.moves, expected.moves, strict=True):
        assert one.origins.tolist() == other.origins.tolist()
        assert one.targets.tolist() == other.targets.tolist()
    found = analyse(model).equilibria
    for concept, states in entry["equilibria"].items():
        assert (np.flatnonzero(found[concept]) + 1).tolist() == states


def test_in_the_dilemma_both_speak_or_deter_each_other_from_it() -> None:
    """The textbook's: N. M. Fraser and K. W. Hipel, Conflict Analysis, North-Holland 1984."""
    found = analyse(DILEMMA.graph_model()).equilibria
    for concept, patterns in {"nash": ["YY"], "gmr": ["NN", "YY"], "seq": ["NN", "YY"]}.items():
        assert [DILEMMA.pattern_of(int(state)) for state in np.flatnonzero(found[concept])] == patterns


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_payoffs_and_the_ranking_they_amount_to_are_the_same(paid: list[int]) -> None:
    by_payoffs = Payoffs(tuple(paid)).ranks(DILEMMA.codes)
    assert Ranking(tiers_of(paid)).ranks(DILEMMA.codes).tolist() == by_payoffs.tolist()
    assert [[by_payoffs[i] < by_payoffs[j] for i in range(4)] for j in range(4)] == [
        [paid[i] < paid[j] for i in range(4)] for j in range(4)
    ]


def test_more_statements_than_a_number_has_bits_are_told_apart() -> None:
    """Of 100 statements the last alone tells two states apart, and the first outweighs all the others."""
    first, last = Condition.of("Y-"), Condition.of("-Y")
    among = tuple(Condition.of("NY", "NN") for _ in range(98))
    assert Statements((first, *among, last)).ranks(np.arange(4)).tolist() == [0, 2, 1, 3]


def test_many_options_that_exclude_each_other_are_few_states() -> None:
    """Of 40 options at most one is chosen: 41 states, and each leads to every other one."""
    pairs = tuple(Condition(((((one, True), (other, True))),)) for one in range(40) for other in range(one))
    options = tuple(Option(str(number)) for number in range(40))
    model = OptionForm(options, (DecisionMaker("all", tuple(range(40))),), pairs).graph_model()
    assert model.states == 41
    assert len(model.moves[0].targets) == 41 * 40


def test_options_of_several_and_of_nobody_are_named() -> None:
    makers = (DecisionMaker("a", (0,)), DecisionMaker("b", (0,)))
    form = OptionForm((Option("ours"), Option("nobody's")), makers)
    assert form.uncontrolled == ("nobody's",)
    assert form.shared == {"ours": ("a", "b")}
    assert [len(of.targets) for of in form.graph_model().moves] == [4, 4]


def _free(options: int, preferences: Preferences = INDIFFERENT) -> OptionForm:
    maker = DecisionMaker("all", tuple(range(options)), preferences)
    return OptionForm(tuple(Option(str(one)) for one in range(options)), (maker,))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: _free(0), "there are 0 options, and there can be 1 to 62"),
        (lambda: _free(63), "there are 63 options, and there can be 1 to 62"),
        (lambda: _free(40).codes, "the first 23 of them leave 8,388,608 feasible states; at most 4,194,304"),
        (lambda: feasible.feasible_codes(63, ()), "there are 63 options, and at most 62"),
        (lambda: _free(14).graph_model(), "there are 268,419,072 moves between 16,384 states"),
        (lambda: OptionForm((Option("a"),), ()), "there are 0 decision makers"),
        (lambda: OptionForm((Option("a"),) * 2, (DecisionMaker("x", ()),)), "options have names"),
        (lambda: OptionForm((Option("a"),), (DecisionMaker("x", ()),) * 2), "decision makers have names"),
        (lambda: OptionForm((Option("a"),), (DecisionMaker("x", (1,)),)), "x speaks of option 1"),
        (lambda: OptionForm((Option("a"),), (DecisionMaker("x", (-1,)),)), "x speaks of option -1"),
        (lambda: OptionForm((Option("a"),), (DecisionMaker("x", (0, 0)),)), "each of its options once"),
        (lambda: _free(1, Statements((Condition.of("-Y"),))), "a statement of all speaks of option 1"),
        (
            lambda: OptionForm((Option("a"),), (DecisionMaker("x", ()),), (Condition.of("-Y"),)),
            "a condition on what is infeasible speaks of option 1",
        ),
        (lambda: _free(1, Ranking(((1,),))).graph_model(), "a ranking names each of the states 1 to 2 once"),
        (lambda: _free(1, Ranking(((1, 1, 2),))).graph_model(), "a ranking names each of the states"),
        (lambda: _free(1, Ranking(((1, 2), ()))).graph_model(), "a ranking names each of the states"),
        (
            lambda: _free(1, Payoffs((1.0,))).graph_model(),
            "there is a payoff, a finite number, for each",
        ),
        (lambda: _free(1, Payoffs((1.0, float("nan")))).graph_model(), "there is a payoff, a finite number"),
        (lambda: Condition(()), "a condition has at least one combination"),
        (lambda: Condition(((),)), "each of them at least one option"),
        (lambda: Condition.of("--"), "this one is '--'"),
        (lambda: Condition.of("Y?"), "this one is 'Y"),
    ],
)
def test_what_is_no_conflict_or_too_large_is_refused(make: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make()


def test_too_much_to_compare_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feasible, "MOST_COMPARED", 1)
    with pytest.raises(ValueError, match="too many conditions on what is infeasible"):
        feasible.feasible_codes(1, (Condition.of("Y"),))
    monkeypatch.setattr(option_preferences, "MOST_JUDGED", 3)
    with pytest.raises(ValueError, match="2 statements are too many for 4 states: at most 0"):
        DILEMMA.ranks(0)
    monkeypatch.setattr(option_form, "MOST_MOVES", 7)
    with pytest.raises(ValueError, match="there are 8 moves between 4 states, and at most 7"):
        DILEMMA.graph_model()
